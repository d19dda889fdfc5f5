-- What is known of each feed between polls.
CREATE TABLE feeds (
  source_id TEXT NOT NULL,
  url TEXT NOT NULL,
  etag TEXT,
  last_modified TEXT,
  entries_hash TEXT,
  first_success_at TEXT,
  last_success_at TEXT,
  last_polled_at TEXT,
  next_poll_at TEXT NOT NULL,
  interval_ms INTEGER NOT NULL,
  failures INTEGER NOT NULL DEFAULT 0,
  state TEXT NOT NULL DEFAULT 'ok',
  problem TEXT,
  PRIMARY KEY (source_id, url)
) STRICT, WITHOUT ROWID;

-- Entries already read in the version they had; hashes only, since a thread's address leads to people's words.
CREATE TABLE entries_seen (
  entry TEXT PRIMARY KEY,
  version TEXT NOT NULL,
  seen_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Institutions' pages to be read again although nothing lists them anew: their comments, while they grow.
CREATE TABLE readings (
  source_id TEXT NOT NULL,
  url TEXT NOT NULL,
  entry TEXT NOT NULL,
  due_at TEXT NOT NULL,
  PRIMARY KEY (source_id, url)
) STRICT, WITHOUT ROWID;

-- Hours in which a source could not be heard: drawn as gaps, never read as calm. ends_at null: still silent.
CREATE TABLE outages (
  source_id TEXT NOT NULL,
  began_at TEXT NOT NULL,
  ended_at TEXT,
  reason TEXT NOT NULL,
  PRIMARY KEY (source_id, began_at)
) STRICT, WITHOUT ROWID;

-- The first complete day of each source group: days before it belong to no baseline.
CREATE TABLE source_history (
  source_group TEXT PRIMARY KEY,
  complete_since TEXT NOT NULL
) STRICT, WITHOUT ROWID;
