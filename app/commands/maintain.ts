import { copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { UsageError } from "../../model/errors.ts";
import type { DocumentId } from "../../model/ids.ts";
import { type Clock, instantOf } from "../../model/time.ts";
import { toIndexedDocument } from "../../pipeline/indexed-document.ts";
import { retain as forget } from "../../pipeline/stages/retain.ts";
import { caseStore } from "../../state/cases.ts";
import { inTransaction, openState } from "../../state/open.ts";
import { areaOf } from "../areas.ts";
import type { Arguments } from "../arguments.ts";
import { commandClock } from "../clock.ts";
import { configOf } from "../config.ts";
import type { Io } from "../io.ts";
import { openStores, type Stores, stateFile } from "../product.ts";

const BATCH = 500;

/** Rebuilds the search index from the documents held, in place. */
export async function reindex(args: Arguments, io: Io): Promise<number> {
  const config = configOf(args);
  const now = commandClock(args);
  const stores = openStores(args.dataDir, now);
  try {
    io.out(JSON.stringify({ indexed: await rebuildIndex(stores, areaOf(config).isSensitive, now) }));
    return 0;
  } finally {
    await stores.close();
  }
}

/** Empties the index and fills it from the state; takedowns and what is past its days stay out. */
export async function rebuildIndex(
  stores: Stores,
  isSensitive: (topic: never) => boolean,
  now: Clock,
): Promise<number> {
  const indexedAt = instantOf(now());
  const known = stores.db
    .prepare("SELECT id FROM search_document")
    .all()
    .map((row) => String(row.id) as DocumentId);
  await stores.index.remove(known);
  let after: DocumentId | null = null;
  let count = 0;
  for (;;) {
    const batch = stores.documents.held(after, BATCH);
    if (batch.length === 0) return count;
    after = batch.at(-1)?.document.id ?? null;
    const documents = batch.flatMap((stored) => {
      const gone =
        stores.keys.isTakenDown(stored.document.id) ||
        (stored.expiresAt !== null && stored.expiresAt <= indexedAt);
      if (gone || stored.annotations === null) return [];
      const { document, annotations, echoOf, firstOfAuthor, epoch } = stored;
      return [
        toIndexedDocument(
          { document, annotations, echoOf, firstOfAuthor, epoch },
          isSensitive as (topic: string) => boolean,
          stored.indexedAt ?? indexedAt,
        ),
      ];
    });
    await stores.index.upsert(documents);
    count += documents.length;
  }
}

/** Forgets what is due. */
export async function retain(args: Arguments, io: Io): Promise<number> {
  const config = configOf(args);
  const now = commandClock(args);
  const stores = openStores(args.dataDir, now);
  try {
    const forgotten = await forget({
      ...stores,
      citizenTextDays: config.settings.retention.citizenTextDays,
      now,
    });
    stores.audit.append({
      at: instantOf(now()),
      actor: "retain",
      action: "forgotten",
      subject: "citizen texts",
      detail: JSON.stringify(forgotten),
    });
    io.out(JSON.stringify(forgotten));
    return 0;
  } finally {
    await stores.close();
  }
}

/** Removes a document for good, by its id or its address. What was taken down is not logged. */
export async function takedown(args: Arguments, io: Io): Promise<number> {
  const now = commandClock(args);
  const stores = openStores(args.dataDir, now);
  try {
    const word = args.words[0] ?? "";
    const byAddress = stores.documents.byUrl(word);
    const ids = byAddress.length > 0 ? byAddress : [word as DocumentId];
    if (byAddress.length === 0 && !/^[ci][0-9a-f]{24}$/.test(word)) {
      throw new UsageError(
        "unknown-document",
        "no document held has this address, and it is no document id: search shows both",
      );
    }
    const gone = await takeDown(stores, ids);
    stores.audit.append({
      at: instantOf(now()),
      actor: "command-line",
      action: "takedown",
      subject: "document",
      detail: `${gone} removed`,
    });
    io.out(JSON.stringify({ removed: gone }));
    return 0;
  } finally {
    await stores.close();
  }
}

/** Ledger first, so that a crash in between leaves nothing to come back; then index and state, a citizen's copies included. */
export async function takeDown(stores: Stores, ids: readonly DocumentId[]): Promise<number> {
  const all = new Set<DocumentId>();
  for (const id of ids) {
    all.add(id);
    if (id.startsWith("c")) for (const echo of stores.documents.echoesOf(id)) all.add(echo);
  }
  for (const id of all) {
    const week = id.startsWith("c") ? (stores.documents.get(id)?.document.week ?? null) : null;
    stores.keys.takeDown(id, week);
  }
  await stores.index.remove([...all]);
  inTransaction(stores.db, () => {
    for (const id of all) {
      stores.documents.strip(id, "taken-down");
      stores.db.prepare("DELETE FROM jobs WHERE payload LIKE ?").run(`%"id":"${id}"%`);
      stores.db.prepare("UPDATE quarantine SET payload = '{}' WHERE payload LIKE ?").run(`%"id":"${id}"%`);
    }
  });
  stores.db.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  return all.size;
}

/** Writes the state as one file without any citizen's text: a copy that is stripped before it gets its name. */
export async function backup(args: Arguments, io: Io): Promise<number> {
  const now = commandClock(args);
  const target = args.words[0] ?? "";
  const stores = openStores(args.dataDir, now);
  try {
    writeBackup(stores, target);
    stores.marks.set("backup.last", instantOf(now()));
    io.out(JSON.stringify({ file: target, bytes: statSync(target).size }));
    return 0;
  } finally {
    await stores.close();
  }
}

/** Copies, strips and compacts; the file appears whole or not at all. */
export function writeBackup(stores: Stores, target: string): void {
  mkdirSync(dirname(target) || ".", { recursive: true });
  const folder = mkdtempSync(join(dirname(target) || ".", ".backup-"));
  const copy = join(folder, "copy.db");
  const clean = join(folder, "clean.db");
  try {
    stores.db.prepare("VACUUM INTO ?").run(copy);
    const db = new DatabaseSync(copy);
    db.exec(`PRAGMA secure_delete = ON;
      UPDATE documents SET text = NULL, title = NULL, text_hash = '', status = CASE WHEN status IN ('held', 'pending') THEN 'forgotten' ELSE status END,
        annotations = (SELECT json_set(annotations, '$.topics', (SELECT json_group_array(json_object('id', value ->> 'id', 'score', value ->> 'score', 'evidence', json('[]'))) FROM json_each(annotations, '$.topics'))))
        WHERE speaker = 'citizen';
      DELETE FROM fingerprints WHERE document_id NOT IN (SELECT id FROM documents WHERE text IS NOT NULL);
      DELETE FROM fingerprint_keys WHERE seq NOT IN (SELECT seq FROM fingerprints);
      DELETE FROM jobs WHERE expires_at IS NOT NULL;
      UPDATE quarantine SET payload = '{}' WHERE expires_at IS NOT NULL;
      DELETE FROM sessions;
      DROP TABLE IF EXISTS search_fts;`);
    for (const table of [
      "search_document",
      "search_facts",
      "search_label",
      "search_voice_cell",
      "search_meta",
    ])
      db.exec(`DROP TABLE IF EXISTS ${table}`);
    db.prepare("VACUUM INTO ?").run(clean);
    db.close();
    renameSync(clean, target);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Puts a backup in place of the state. The key file and its takedowns stay as they are, and are applied first. */
export async function restore(args: Arguments, io: Io): Promise<number> {
  const config = configOf(args);
  const now = commandClock(args);
  const file = args.words[0] ?? "";
  if (!existsSync(file)) throw new UsageError("no-backup", `${file}: no such file`);
  checkBackup(file);
  const target = stateFile(args.dataDir);
  if (existsSync(target)) refuseWhileRunning(target);
  mkdirSync(args.dataDir, { recursive: true, mode: 0o700 });
  const incoming = `${target}.incoming`;
  copyFileSync(file, incoming);
  for (const suffix of ["-wal", "-shm"]) rmSync(`${target}${suffix}`, { force: true });
  renameSync(incoming, target);
  // The backup held citizens before; if the keys are not here, what was published before now can only be counted.
  openState(target).close();
  const stores = openStores(args.dataDir, now, { restored: true });
  try {
    const takenDown = await applyTakedowns(stores);
    const indexed = await rebuildIndex(stores, areaOf(config).isSensitive, now);
    const chains = [stores.audit.verify(), caseStore(stores.db).verify()];
    const intact = chains.every(({ brokenAt }) => brokenAt === null);
    stores.audit.append({
      at: instantOf(now()),
      actor: "command-line",
      action: "restored",
      subject: "state",
      detail: `${indexed} documents`,
    });
    io.out(JSON.stringify({ restored: file, indexed, takenDown, auditIntact: intact }));
    return intact ? 0 : 1;
  } finally {
    await stores.close();
  }
}

async function applyTakedowns(stores: Stores): Promise<number> {
  const ids = stores.keys.takenDown().filter((id) => {
    const stored = stores.documents.get(id);
    return stored !== null && stored.status !== "taken-down";
  });
  return ids.length === 0 ? 0 : takeDown(stores, ids);
}

/** A running product would go on with the file that is replaced: only a state that nobody holds is. */
function refuseWhileRunning(target: string): void {
  try {
    const db = new DatabaseSync(target, { timeout: 0 });
    // Leaving write-ahead logging needs the file alone.
    db.exec("PRAGMA journal_mode = DELETE");
    db.close();
  } catch (error) {
    if (!(error instanceof Error) || !/lock|busy/i.test(error.message)) return;
    throw new UsageError("state-in-use", "the product is running on this data: stop it, then restore");
  }
}

function checkBackup(file: string): void {
  try {
    const db = new DatabaseSync(file, { readOnly: true });
    const row = db.prepare("SELECT count(*) AS n FROM migrations").get();
    const sound = db.prepare("PRAGMA integrity_check").get();
    db.close();
    if (Number(row?.n) === 0 || Object.values(sound ?? {})[0] !== "ok") throw new Error("damaged");
  } catch {
    throw new UsageError(
      "bad-backup",
      `${file} is no sound backup of Lắng Nghe: take another one; the state was left as it is`,
    );
  }
}
