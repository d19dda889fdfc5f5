-- Documents held: institutions' for good, citizens' until their text is forgotten; then a stub until its week's key goes.
CREATE TABLE documents (
  id TEXT PRIMARY KEY,
  source_id TEXT NOT NULL,
  source_group TEXT NOT NULL,
  channel TEXT NOT NULL,
  kind TEXT NOT NULL,
  speaker TEXT NOT NULL CHECK (speaker IN ('institution', 'citizen')),
  -- held: with text; irrelevant, forgotten, taken-down: a stub without text, title and address
  status TEXT NOT NULL CHECK (status IN ('pending', 'held', 'irrelevant', 'forgotten', 'taken-down')),
  url TEXT,
  title TEXT,
  text TEXT,
  published_at TEXT,
  fetched_at TEXT NOT NULL,
  week TEXT NOT NULL,
  -- when a citizen's text must be gone; null for institutions
  expires_at TEXT,
  parent_id TEXT,
  text_hash TEXT NOT NULL,
  -- the reading that last wrote the text: a job run again knows its own work; empty after a quarantine
  encounter TEXT NOT NULL,
  echo_of TEXT,
  annotations TEXT,
  -- how the document stands in its cells; counted_voice: with its author, under the key of epoch
  counted TEXT NOT NULL DEFAULT 'no' CHECK (counted IN ('no', 'item', 'echo')),
  counted_voice INTEGER NOT NULL DEFAULT 0,
  first_of_author INTEGER NOT NULL DEFAULT 0,
  epoch TEXT,
  indexed_at TEXT,
  CHECK (speaker = 'institution' OR url IS NULL)
) STRICT;
CREATE INDEX documents_expiry ON documents (expires_at) WHERE expires_at IS NOT NULL AND text IS NOT NULL;
CREATE INDEX documents_week ON documents (week, speaker);
CREATE INDEX documents_url ON documents (url) WHERE url IS NOT NULL;
CREATE INDEX documents_echo ON documents (echo_of) WHERE echo_of IS NOT NULL;

-- Near-duplicate look-up: band keys of texts still held; gone with the text.
-- seq is the order of arrival: which of several copies is the first must not hang on ids, whose keys differ.
CREATE TABLE fingerprints (seq INTEGER PRIMARY KEY, document_id TEXT NOT NULL UNIQUE, fingerprint TEXT NOT NULL, keys TEXT NOT NULL) STRICT;
CREATE TABLE fingerprint_keys (key INTEGER NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (key, seq)) STRICT, WITHOUT ROWID;
