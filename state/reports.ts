import type { DatabaseSync } from "node:sqlite";
import type { DocumentId, Instant } from "../model/ids.ts";

/** What people wrote to the authority directly, while their words are held. */
export interface ReportStore {
  /** Reports held at this moment that began no case yet, as they arrived; copies of another report are passed over. */
  waiting(now: Instant): readonly DocumentId[];
}

export function reportStore(db: DatabaseSync): ReportStore {
  const waiting = db.prepare(
    `SELECT id FROM documents WHERE kind = 'report' AND status = 'held' AND text IS NOT NULL AND echo_of IS NULL
       AND (expires_at IS NULL OR expires_at > ?)
       AND NOT EXISTS (SELECT 1 FROM case_origins WHERE origin = 'report ' || documents.id)
     ORDER BY fetched_at, id`,
  );
  return { waiting: (now) => waiting.all(now).map((row) => String(row.id) as DocumentId) };
}
