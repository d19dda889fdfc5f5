import type { DatabaseSync } from "node:sqlite";
import type { CountingChannel } from "../model/document.ts";
import type { Day } from "../model/ids.ts";

/** What chance reached in one volume class: scores on one day in 100, 365 and 1000. */
export interface CalibratedClass {
  /** Usual voices a day up to which the class reaches; Infinity for the last. */
  readonly upTo: number;
  readonly dispersion: number;
  readonly hundred: number;
  readonly year: number;
  readonly thousand: number;
}

/** The thresholds that decided each closed day. Writing a day again replaces it. */
export interface Calibrations {
  put(day: Day, channel: CountingChannel, classes: readonly CalibratedClass[]): void;
  of(day: Day, channel: CountingChannel): readonly CalibratedClass[];
}

export function calibrations(db: DatabaseSync): Calibrations {
  return {
    put: (day, channel, classes) => {
      const write = db.prepare("INSERT OR REPLACE INTO calibrations VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
      classes.forEach(({ upTo, dispersion, hundred, year, thousand }, index) => {
        write.run(
          day,
          channel,
          index,
          Number.isFinite(upTo) ? upTo : null,
          dispersion,
          hundred,
          year,
          thousand,
        );
      });
    },
    of: (day, channel) =>
      db
        .prepare("SELECT * FROM calibrations WHERE day = ? AND channel = ? ORDER BY class")
        .all(day, channel)
        .map((row) => ({
          upTo: row.up_to === null ? Number.POSITIVE_INFINITY : Number(row.up_to),
          dispersion: Number(row.dispersion),
          hundred: Number(row.hundred),
          year: Number(row.year),
          thousand: Number(row.thousand),
        })),
  };
}
