import { createHash } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import type { Instant } from "../model/ids.ts";
import { inTransaction } from "./open.ts";

/** One thing done: who (a person's id, or the part of the product), what, to which subject. Never a search term or a name. */
export interface AuditEntry {
  readonly at: Instant;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly detail: string;
}
export interface AuditRow extends AuditEntry {
  readonly seq: number;
  readonly previous: string;
  readonly hash: string;
}
export interface AuditLog {
  append(entry: AuditEntry): void;
  /** Newest first. */
  list(limit: number, before?: number): readonly AuditRow[];
  /** Walks the chain; the first row that does not fit is named. */
  verify(): { readonly rows: number; readonly head: string; readonly brokenAt: number | null };
}

const GENESIS = "0".repeat(64);

function hashOf(previous: string, seq: number, entry: AuditEntry): string {
  const content = JSON.stringify([
    previous,
    seq,
    entry.at,
    entry.actor,
    entry.action,
    entry.subject,
    entry.detail,
  ]);
  return createHash("sha256").update(content).digest("hex");
}

/** The append-only, hash-chained log of promise 12. */
export function auditLog(db: DatabaseSync): AuditLog {
  const last = db.prepare("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1");
  const insert = db.prepare(
    "INSERT INTO audit (seq, at, actor, action, subject, detail, previous, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
  );
  return {
    append: (entry) =>
      inTransaction(db, () => {
        const row = last.get();
        const seq = row === undefined ? 1 : Number(row.seq) + 1;
        const previous = row === undefined ? GENESIS : String(row.hash);
        const hash = hashOf(previous, seq, entry);
        insert.run(seq, entry.at, entry.actor, entry.action, entry.subject, entry.detail, previous, hash);
      }),
    list: (limit, before = Number.MAX_SAFE_INTEGER) =>
      db.prepare("SELECT * FROM audit WHERE seq < ? ORDER BY seq DESC LIMIT ?").all(before, limit).map(toRow),
    verify: () => {
      let previous = GENESIS;
      let rows = 0;
      for (const raw of db.prepare("SELECT * FROM audit ORDER BY seq").iterate()) {
        const row = toRow(raw);
        rows++;
        if (row.seq !== rows || row.previous !== previous || row.hash !== hashOf(previous, row.seq, row)) {
          return { rows, head: previous, brokenAt: row.seq };
        }
        previous = row.hash;
      }
      return { rows, head: previous, brokenAt: null };
    },
  };
}

function toRow(raw: Record<string, unknown>): AuditRow {
  return {
    seq: Number(raw.seq),
    at: String(raw.at) as Instant,
    actor: String(raw.actor),
    action: String(raw.action),
    subject: String(raw.subject),
    detail: String(raw.detail),
    previous: String(raw.previous),
    hash: String(raw.hash),
  };
}
