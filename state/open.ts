import { accessSync, constants, existsSync, mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { UsageError } from "../model/errors.ts";

const MIGRATIONS = new URL("./migrations/", import.meta.url);

/**
 * Opens the state: one SQLite file, brought to the newest schema. Deleted text is overwritten (`secure_delete`), since
 * what is forgotten must not be found in free pages (promise 10). Whoever opens it closes it.
 * Throws when the file was written by a newer version.
 */
export function openState(path: string): DatabaseSync {
  if (path !== ":memory:") makeFolder(dirname(path));
  const db = opened(path);
  db.exec(
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -32000; PRAGMA wal_autocheckpoint = 8000; PRAGMA journal_size_limit = 67108864;",
  );
  migrate(db);
  return db;
}

/** Makes the folder of the state. Looks first, because a place where nothing can be made keeps Node trying for ever. */
function makeFolder(folder: string): void {
  let existing = resolve(folder);
  while (!existsSync(existing)) existing = dirname(existing);
  if (!statSync(existing).isDirectory()) {
    throw new UsageError("bad-data", `--data ${folder}: ${existing} is a file; give a folder`);
  }
  if (existing === resolve(folder)) return;
  try {
    accessSync(existing, constants.W_OK);
    const missing = relative(existing, resolve(folder)).split(sep);
    for (let at = 1; at <= missing.length; at++)
      mkdirSync(join(existing, ...missing.slice(0, at)), { mode: 0o700 });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UsageError(
      "bad-data",
      `--data ${folder} cannot be made (${reason}): give a folder that may be written`,
    );
  }
}

function opened(path: string): DatabaseSync {
  try {
    return new DatabaseSync(path, { timeout: 15_000 });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UsageError("bad-data", `${path} cannot be opened (${reason}): check the folder's rights`);
  }
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
