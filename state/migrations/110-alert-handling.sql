-- Who acknowledged a hot spot, and who judged it and why.
ALTER TABLE hot_spots ADD COLUMN acknowledged_by TEXT;
ALTER TABLE hot_spots ADD COLUMN verdict_by TEXT;
ALTER TABLE hot_spots ADD COLUMN verdict_reason TEXT;

-- Hot spots that are told as one story: the follower's news goes with the lead's.
CREATE TABLE hot_spot_threads (
  hot_spot_id TEXT PRIMARY KEY REFERENCES hot_spots (id),
  lead_id TEXT NOT NULL REFERENCES hot_spots (id),
  joined_on TEXT NOT NULL,
  why TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- A mute that ends: of one hot spot, or of a topic at places (JSON; empty: everywhere).
CREATE TABLE silences (
  id INTEGER PRIMARY KEY,
  hot_spot_id TEXT REFERENCES hot_spots (id),
  topic TEXT,
  places TEXT NOT NULL DEFAULT '[]',
  author TEXT NOT NULL,
  reason TEXT NOT NULL,
  from_at TEXT NOT NULL,
  until_at TEXT NOT NULL,
  ended_at TEXT,
  ended_by TEXT,
  CHECK ((hot_spot_id IS NULL) <> (topic IS NULL)),
  CHECK (until_at > from_at)
) STRICT;

-- Tellings beyond a reader's daily budget, until a daily list has them.
CREATE TABLE held_tellings (
  key TEXT PRIMARY KEY,
  hot_spot_id TEXT NOT NULL,
  level TEXT NOT NULL,
  recipient TEXT NOT NULL,
  held_at TEXT NOT NULL,
  listed_in TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX held_tellings_unlisted ON held_tellings (recipient) WHERE listed_in IS NULL;

-- Links by which one reader acknowledges one hot spot, once. The link's signature is not here.
CREATE TABLE acknowledgement_links (
  id TEXT PRIMARY KEY,
  hot_spot_id TEXT NOT NULL,
  person_id TEXT NOT NULL,
  notification_key TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  used_at TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX acknowledgement_links_by_telling ON acknowledgement_links (notification_key);

-- Deliveries without an answer are asked about again; this finds them, and what a reader was told on a day.
CREATE INDEX notifications_unknown ON notifications (next_attempt_at) WHERE state = 'unknown';
CREATE INDEX notifications_told ON notifications (recipient, created_at);
