import type { DatabaseSync } from "node:sqlite";
import { DISPOSITIONS, type Disposition } from "../model/document.ts";
import type { Instant, SourceId } from "../model/ids.ts";

export type DispositionCounts = Readonly<Partial<Record<Disposition, number>>>;

/** The one place where an item's final disposition is written: by encounter, so that twice counts once. */
export interface Outcomes {
  record(encounter: string, source: SourceId, disposition: Disposition, at: Instant): void;
  bySource(): ReadonlyMap<string, DispositionCounts>;
  /** Counts of the encounters that begin with a prefix (one run of `ingest` or `crawl`). */
  ofRun(prefix: string): DispositionCounts;
  /** Sums up outcomes older than an instant. */
  rollUp(before: Instant): void;
}

export function outcomes(db: DatabaseSync): Outcomes {
  const record = db.prepare(
    "INSERT OR REPLACE INTO outcomes (encounter, source_id, disposition, at) VALUES (?, ?, ?, ?)",
  );
  return {
    record: (encounter, source, disposition, at) => {
      record.run(encounter, source, disposition, at);
    },
    bySource: () => {
      const result = new Map<string, Partial<Record<Disposition, number>>>();
      const rows = db
        .prepare(`SELECT source_id, disposition, sum(n) AS n FROM (
            SELECT source_id, disposition, count(*) AS n FROM outcomes GROUP BY source_id, disposition
            UNION ALL SELECT source_id, disposition, count FROM outcome_totals) GROUP BY source_id, disposition`)
        .iterate();
      for (const row of rows) {
        const source = String(row.source_id);
        const counts = result.get(source) ?? {};
        counts[String(row.disposition) as Disposition] = Number(row.n);
        result.set(source, counts);
      }
      return result;
    },
    ofRun: (prefix) => {
      const rows = db
        .prepare(
          "SELECT disposition, count(*) AS n FROM outcomes WHERE encounter >= ? AND encounter < ? GROUP BY disposition",
        )
        .all(prefix, `${prefix}\u{10ffff}`);
      const counts = new Map(rows.map((row) => [String(row.disposition), Number(row.n)]));
      const ordered: Partial<Record<Disposition, number>> = {};
      for (const name of DISPOSITIONS) {
        const count = counts.get(name);
        if (count !== undefined) ordered[name] = count;
      }
      return ordered;
    },
    rollUp: (before) => {
      db.prepare(`INSERT INTO outcome_totals SELECT source_id, disposition, count(*) FROM outcomes WHERE at < ? GROUP BY source_id, disposition
          ON CONFLICT (source_id, disposition) DO UPDATE SET count = count + excluded.count`).run(before);
      db.prepare("DELETE FROM outcomes WHERE at < ?").run(before);
    },
  };
}
