-- The clock of each host between processes: the last start, the rest that it asked for, the widened gap (milliseconds).
CREATE TABLE host_clocks (
  host TEXT PRIMARY KEY,
  last_start_ms INTEGER NOT NULL,
  last_gap_ms INTEGER NOT NULL,
  paused_until_ms INTEGER NOT NULL,
  slow_gap_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Requests that each source made on its latest day (Vietnamese days since 1970).
CREATE TABLE requests_made (
  source_id TEXT PRIMARY KEY,
  day INTEGER NOT NULL,
  count INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- When a feed last listed something new.
ALTER TABLE feeds ADD COLUMN last_new_at TEXT;

-- Entries that some feed has listed, hashed like entries_seen: what is new to the feed, whether or not it was read yet.
CREATE TABLE entries_listed (
  entry TEXT PRIMARY KEY,
  version TEXT NOT NULL,
  listed_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Delay from publication to the search index, by source, class and Vietnamese day: counts per bucket of delay.
CREATE TABLE freshness (
  source_id TEXT NOT NULL,
  class TEXT NOT NULL CHECK (class IN ('priority', 'ordinary', 'comments')),
  day TEXT NOT NULL,
  bucket INTEGER NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (source_id, class, day, bucket)
) STRICT, WITHOUT ROWID;

-- How the pages of a source were read, per day: by which extractor and parser version, and what was empty.
CREATE TABLE page_readings (
  source_id TEXT NOT NULL,
  day TEXT NOT NULL,
  extractor TEXT NOT NULL,
  parser TEXT NOT NULL,
  pages INTEGER NOT NULL,
  titled INTEGER NOT NULL,
  with_text INTEGER NOT NULL,
  dated INTEGER NOT NULL,
  PRIMARY KEY (source_id, day, extractor, parser)
) STRICT, WITHOUT ROWID;

-- The last pages of each source, newest last: a redesign shows within twenty pages, however long the day was good.
CREATE TABLE recent_pages (
  seq INTEGER PRIMARY KEY,
  source_id TEXT NOT NULL,
  -- read, or the state in which the page answered
  state TEXT NOT NULL,
  titled INTEGER NOT NULL,
  with_text INTEGER NOT NULL,
  by_parser INTEGER NOT NULL
) STRICT;
CREATE INDEX recent_pages_source ON recent_pages (source_id, seq);

-- What a source's pages show although its feeds answer: a state with its reason, until pages are well again.
CREATE TABLE page_states (
  source_id TEXT PRIMARY KEY,
  state TEXT NOT NULL,
  problem TEXT NOT NULL,
  since TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Pages that answered 404 or 410: once is a slip, twice is gone. Hashes, like entries_seen.
CREATE TABLE entries_gone (
  entry TEXT PRIMARY KEY,
  first_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Which parser read a document, and when its page was found gone; the document itself stays.
CREATE TABLE document_pages (
  document_id TEXT PRIMARY KEY,
  parser TEXT NOT NULL,
  gone_at TEXT
) STRICT, WITHOUT ROWID;
