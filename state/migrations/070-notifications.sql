-- The outbox: one delivery to one reader. A row is written before anything is sent, so that no restart sends it again.
CREATE TABLE notifications (
  seq INTEGER PRIMARY KEY,
  -- what makes it the same delivery: kind, subject, event, reader
  key TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('alert', 'digest', 'operator')),
  -- the hot spot, the week or the incident it is about
  subject TEXT NOT NULL,
  event TEXT NOT NULL,
  channel TEXT NOT NULL,
  recipient TEXT NOT NULL,
  -- waiting: to be sent; sending: handed over, no answer yet; unknown: it may have arrived, never sent again by itself
  state TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'failed', 'unknown', 'undelivered')),
  reason TEXT,
  attempts INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL,
  next_attempt_at TEXT NOT NULL,
  finished_at TEXT,
  -- the process that hands it over
  owner TEXT,
  -- what is sent, as it was when it was decided (JSON); dropped once it arrived or never will
  message TEXT
) STRICT;
CREATE INDEX notifications_due ON notifications (next_attempt_at) WHERE state IN ('waiting', 'sending');
CREATE INDEX notifications_subject ON notifications (kind, subject);

-- Digests as they were sent: a week's figures do not change afterwards.
CREATE TABLE digests (week TEXT PRIMARY KEY, built_at TEXT NOT NULL, content TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- What the operator was told is wrong, until it is well again.
CREATE TABLE incidents (
  id TEXT PRIMARY KEY,
  subject TEXT NOT NULL,
  began_at TEXT NOT NULL,
  ended_at TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX incidents_open ON incidents (subject) WHERE ended_at IS NULL;
