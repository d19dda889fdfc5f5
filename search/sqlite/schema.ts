import { DatabaseSync } from "node:sqlite";

/** Raised when the columns or the encoding of tokens change: an older index is rebuilt from its own documents. */
export const FORMAT = 1;

/**
 * Tables of the embedded index. `ref` is the place in the order of hits (see order-key.ts). `search_label` holds each
 * distinct combination of labels once, so that counting reads two small integers a document. The full-text table is
 * contentless: what is deleted from it is deleted for good (`secure-delete`), not hidden until a merge.
 */
const TABLES = `
CREATE TABLE IF NOT EXISTS search_document (
  ref INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  source_id TEXT NOT NULL, source_group TEXT NOT NULL, channel TEXT NOT NULL,
  kind TEXT NOT NULL, speaker TEXT NOT NULL,
  url TEXT, title TEXT, text TEXT NOT NULL,
  published_at TEXT, fetched_at TEXT NOT NULL, week TEXT NOT NULL, parent_id TEXT,
  topics TEXT NOT NULL, places TEXT NOT NULL,
  polarity TEXT NOT NULL, score REAL NOT NULL, confidence REAL NOT NULL,
  sensitive INTEGER NOT NULL, echo_of TEXT, first_of_week INTEGER NOT NULL, epoch TEXT, indexed_at TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS search_facts (
  ref INTEGER PRIMARY KEY, label INTEGER NOT NULL, voice_cell INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS search_label (number INTEGER PRIMARY KEY, labels TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE IF NOT EXISTS search_voice_cell (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE IF NOT EXISTS search_meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
`;

const FULL_TEXT = `
CREATE VIRTUAL TABLE search_fts USING fts5(exact, folded, tags, content='', columnsize=0, tokenize='ascii');
INSERT INTO search_fts(search_fts, rank) VALUES ('secure-delete', 1);
INSERT INTO search_fts(search_fts, rank) VALUES ('automerge', 8);
INSERT INTO search_fts(search_fts, rank) VALUES ('hashsize', 16777216);
`;

/** Opens the file of an index with the settings it needs: readers beside one writer, and nothing left of what is deleted. */
export function openDatabase(path: string): DatabaseSync {
  const db = new DatabaseSync(path);
  db.exec(
    "PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536;",
  );
  return db;
}

/** Creates what is missing. Answers true when the full-text table has to be filled from the documents again. */
export function prepareSchema(db: DatabaseSync, fingerprint: string): boolean {
  // Of a connection that was lent as well: what is removed from the index is overwritten.
  db.exec("PRAGMA secure_delete = ON");
  db.exec(TABLES);
  const stored = db.prepare("SELECT value FROM search_meta WHERE name = 'tokens'").get();
  if (stored?.value === fingerprint) return false;
  db.exec("DROP TABLE IF EXISTS search_fts");
  db.exec(FULL_TEXT);
  db.prepare("INSERT OR REPLACE INTO search_meta VALUES ('tokens', ?)").run(fingerprint);
  return true;
}
