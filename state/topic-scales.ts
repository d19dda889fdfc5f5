import type { DatabaseSync } from "node:sqlite";
import type { CountScale } from "../model/cell.ts";
import type { Day, TopicId } from "../model/ids.ts";

/** Ratios beyond these say that the topic became another one: its baseline is then learned anew. */
const LIMITS = [0.2, 5] as const;

/** How counts before a change of the reader of texts compare with those after it, by topic. */
export interface TopicScales {
  /**
   * Writes that the days up to `until` were read by an older reader. `version` names the newer one; a second change on
   * the same day replaces the first by their product. Counts themselves stay.
   */
  put(scale: CountScale, version: string): void;
  all(): readonly CountScale[];
}

export function topicScales(db: DatabaseSync): TopicScales {
  return {
    put: ({ topic, until, ratio }, version) => {
      if (!(ratio > 0)) throw new RangeError(`the ratio of ${topic} is ${ratio}: it must be above 0`);
      const bounded = Math.min(LIMITS[1], Math.max(LIMITS[0], ratio));
      db.prepare(
        `INSERT INTO topic_scales VALUES (?, ?, ?, ?) ON CONFLICT (topic, until) DO UPDATE SET
           ratio = CASE WHEN version = excluded.version THEN excluded.ratio ELSE ratio * excluded.ratio END,
           version = excluded.version`,
      ).run(topic, until, version, bounded);
    },
    all: () =>
      db
        .prepare("SELECT topic, until, ratio FROM topic_scales ORDER BY topic, until")
        .all()
        .map((row) => ({
          topic: String(row.topic) as TopicId,
          until: String(row.until) as Day,
          ratio: Number(row.ratio),
        })),
  };
}
