-- Jobs that wait or run, in the embedded mode; payloads are redacted and leave with their deadline.
CREATE TABLE jobs (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  stage TEXT NOT NULL,
  payload TEXT NOT NULL,
  priority INTEGER NOT NULL,
  owner TEXT NOT NULL,
  run_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  running INTEGER NOT NULL DEFAULT 0,
  expires_at TEXT
) STRICT;
CREATE INDEX jobs_due ON jobs (owner, stage, running, priority, run_at, seq);

-- Where failed jobs wait, with the reason.
CREATE TABLE quarantine (
  id TEXT PRIMARY KEY,
  stage TEXT NOT NULL,
  source_id TEXT NOT NULL,
  code TEXT NOT NULL,
  reason TEXT NOT NULL,
  payload TEXT NOT NULL,
  quarantined_at TEXT NOT NULL,
  expires_at TEXT
) STRICT;

-- One row per item that entered, with its one final outcome; an encounter is one reading of one item.
CREATE TABLE outcomes (
  encounter TEXT PRIMARY KEY,
  source_id TEXT NOT NULL,
  disposition TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
-- Outcomes older than a few days, summed up.
CREATE TABLE outcome_totals (
  source_id TEXT NOT NULL,
  disposition TEXT NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (source_id, disposition)
) STRICT, WITHOUT ROWID;
