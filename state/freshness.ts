import type { DatabaseSync } from "node:sqlite";
import type { Day, SourceId } from "../model/ids.ts";

/** How soon something should be heard: sources that matter most, all others, and comments, which are read at set ages. */
export const FRESHNESS_CLASSES = ["priority", "ordinary", "comments"] as const;
export type FreshnessClass = (typeof FRESHNESS_CLASSES)[number];

/** Delays from publication to the search index, in minutes; percentiles are exact to a twentieth. */
export interface Freshness {
  readonly items: number;
  readonly p50: number;
  readonly p95: number;
}

/** Counts delays and tells their percentiles. */
export interface FreshnessStore {
  record(source: SourceId, kind: FreshnessClass, day: Day, delayMs: number): void;
  /** Over the days from `since` on; classes that brought nothing are absent. */
  byClass(since: Day): ReadonlyMap<FreshnessClass, Freshness>;
  /** Articles and posts of each source; comments stay out. */
  bySource(since: Day): ReadonlyMap<string, Freshness>;
  forget(before: Day): void;
}

/** Bucket n holds delays around 1.05^n seconds: any percentile is known to a twentieth. */
const STEP = Math.log(1.05);
const bucketOf = (delayMs: number): number => Math.round(Math.log(Math.max(delayMs / 1000, 1)) / STEP);
const minutesOf = (bucket: number): number => Math.exp(bucket * STEP) / 60;

export function freshnessStore(db: DatabaseSync): FreshnessStore {
  const record = db.prepare(
    "INSERT INTO freshness (source_id, class, day, bucket, count) VALUES (?, ?, ?, ?, 1) ON CONFLICT DO UPDATE SET count = count + 1",
  );
  const read = (key: string, condition: string, since: Day): ReadonlyMap<string, Freshness> => {
    const rows = db
      .prepare(
        `SELECT ${key} AS name, bucket, sum(count) AS n FROM freshness WHERE day >= ? ${condition} GROUP BY ${key}, bucket ORDER BY bucket`,
      )
      .all(since);
    const groups = Map.groupBy(rows, (row) => String(row.name));
    return new Map([...groups].map(([name, group]) => [name, percentiles(group)]));
  };
  return {
    record: (source, kind, day, delayMs) => {
      record.run(source, kind, day, bucketOf(delayMs));
    },
    byClass: (since) => read("class", "", since) as ReadonlyMap<FreshnessClass, Freshness>,
    bySource: (since) => read("source_id", "AND class <> 'comments'", since),
    forget: (before) => {
      db.prepare("DELETE FROM freshness WHERE day < ?").run(before);
    },
  };
}

function percentiles(rows: readonly Record<string, unknown>[]): Freshness {
  const items = rows.reduce((sum, row) => sum + Number(row.n), 0);
  const at = (share: number): number => {
    let left = Math.ceil(items * share);
    for (const row of rows) {
      left -= Number(row.n);
      if (left <= 0) return minutesOf(Number(row.bucket));
    }
    return 0;
  };
  return { items, p50: at(0.5), p95: at(0.95) };
}
