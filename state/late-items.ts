import type { DatabaseSync } from "node:sqlite";
import type { Instant } from "../model/ids.ts";

/** Items that were read long after they were published. `voices` bounds their authors from below. */
export interface LateItems {
  readonly institution: number;
  readonly citizen: number;
  readonly voices: number;
}

/** Three days: after them the 72 hours that an item counts in are over. */
const LATE_DAYS = 3;

/**
 * What was published from `from` until before `to` and came more than three days later, from sources that were being
 * read by then: the past that a new source brings is not late.
 */
export function lateItems(db: DatabaseSync, from: Instant, to: Instant): LateItems {
  const late = `FROM documents d JOIN source_history h ON h.source_group = d.source_group
    WHERE d.published_at >= :from AND d.published_at < :to AND d.counted <> 'no'
      AND julianday(d.fetched_at) - julianday(d.published_at) > ${LATE_DAYS}
      AND date(d.published_at, '+7 hours') >= h.complete_since`;
  const counts = new Map(
    db
      .prepare(`SELECT d.speaker, count(*) AS n ${late} GROUP BY d.speaker`)
      .all({ from, to })
      .map((row) => [String(row.speaker), Number(row.n)]),
  );
  const voices = db
    .prepare(
      `SELECT max(n) AS n FROM (SELECT sum(d.first_of_author) AS n ${late} AND d.speaker = 'citizen' AND d.echo_of IS NULL
         GROUP BY d.epoch, d.week)`,
    )
    .get({ from, to });
  return {
    institution: counts.get("institution") ?? 0,
    citizen: counts.get("citizen") ?? 0,
    voices: Number(voices?.n ?? 0),
  };
}
