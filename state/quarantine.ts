import type { DatabaseSync } from "node:sqlite";
import type { Instant } from "../model/ids.ts";

/** A failed job with its reason, waiting for a person; its payload leaves at the deadline of its text. */
export interface QuarantinedJob {
  readonly id: string;
  readonly stage: string;
  readonly sourceId: string;
  readonly code: string;
  readonly reason: string;
  readonly quarantinedAt: Instant;
}
export interface Quarantine {
  add(job: QuarantinedJob & { readonly payload: unknown; readonly expiresAt: string | null }): void;
  list(limit: number): readonly QuarantinedJob[];
  countBySource(): ReadonlyMap<string, number>;
}

export function quarantine(db: DatabaseSync): Quarantine {
  const add = db.prepare("INSERT OR REPLACE INTO quarantine VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
  return {
    add: (job) => {
      add.run(
        job.id,
        job.stage,
        job.sourceId,
        job.code,
        job.reason,
        JSON.stringify(job.payload),
        job.quarantinedAt,
        job.expiresAt,
      );
    },
    list: (limit) =>
      db
        .prepare("SELECT * FROM quarantine ORDER BY quarantined_at DESC LIMIT ?")
        .all(limit)
        .map((row) => ({
          id: String(row.id),
          stage: String(row.stage),
          sourceId: String(row.source_id),
          code: String(row.code),
          reason: String(row.reason),
          quarantinedAt: String(row.quarantined_at) as Instant,
        })),
    countBySource: () =>
      new Map(
        db
          .prepare("SELECT source_id, count(*) AS n FROM quarantine GROUP BY source_id")
          .all()
          .map((row) => [String(row.source_id), Number(row.n)]),
      ),
  };
}
