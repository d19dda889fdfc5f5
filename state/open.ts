import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";

const MIGRATIONS = new URL("./migrations/", import.meta.url);

/**
 * Opens the state: one SQLite file, brought to the newest schema. Deleted text is overwritten (`secure_delete`), since
 * what is forgotten must not be found in free pages (promise 10). Whoever opens it closes it.
 * Throws when the file was written by a newer version.
 */
export function openState(path: string): DatabaseSync {
  if (path !== ":memory:") mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const db = new DatabaseSync(path, { timeout: 15_000 });
  db.exec(
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -32000; PRAGMA wal_autocheckpoint = 8000; PRAGMA journal_size_limit = 67108864;",
  );
  migrate(db);
  return db;
}

function migrate(db: DatabaseSync): void {
  const files = readdirSync(MIGRATIONS)
    .filter((name) => name.endsWith(".sql"))
    .sort();
  inTransaction(db, () => {
    db.exec("CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY) STRICT");
    const done = new Set(
      db
        .prepare("SELECT name FROM migrations")
        .all()
        .map((row) => String(row.name)),
    );
    for (const name of done) {
      if (!files.includes(name)) {
        throw new Error(
          `the state was written by a newer version (migration ${name}): install that version, or restore an older backup`,
        );
      }
    }
    for (const name of files) {
      if (done.has(name)) continue;
      db.exec(readFileSync(new URL(name, MIGRATIONS), "utf8"));
      db.prepare("INSERT INTO migrations (name) VALUES (?)").run(name);
    }
  });
}

/**
 * Runs synchronous work in one write transaction: all of it or nothing. Never awaits inside, because other work of this
 * process would slip into the transaction. Nested calls join the outer one.
 */
export function inTransaction<T>(db: DatabaseSync, work: () => T): T {
  if (db.isTransaction) return work();
  db.exec("BEGIN IMMEDIATE");
  try {
    const result = work();
    db.exec("COMMIT");
    return result;
  } catch (error) {
    db.exec("ROLLBACK");
    throw error;
  }
}
