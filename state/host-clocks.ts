import type { DatabaseSync } from "node:sqlite";

/** The clock of one host as it outlives a process; milliseconds of real time. */
export interface StoredHostClock {
  readonly lastStartMs: number;
  readonly lastGapMs: number;
  readonly pausedUntilMs: number;
  readonly slowGapMs: number;
}

/** Clocks of hosts and the requests of the day: what keeps a restart from being impolite. */
export interface HostClocks {
  load(host: string): StoredHostClock | null;
  save(host: string, clock: StoredHostClock): void;
  /** Requests that a source made on a Vietnamese day, counted since 1970. */
  spent(sourceId: string, day: number): number;
  add(sourceId: string, day: number, count: number): void;
}

export function hostClocks(db: DatabaseSync): HostClocks {
  const load = db.prepare("SELECT * FROM host_clocks WHERE host = ?");
  const save = db.prepare(
    "INSERT OR REPLACE INTO host_clocks (host, last_start_ms, last_gap_ms, paused_until_ms, slow_gap_ms) VALUES (?, ?, ?, ?, ?)",
  );
  const spent = db.prepare("SELECT count FROM requests_made WHERE source_id = ? AND day = ?");
  const add = db.prepare(`INSERT INTO requests_made (source_id, day, count) VALUES (?, ?, max(?, 0))
    ON CONFLICT (source_id) DO UPDATE SET count = CASE WHEN day = excluded.day THEN max(count + ?, 0) ELSE excluded.count END, day = excluded.day`);
  return {
    load: (host) => {
      const row = load.get(host);
      if (row === undefined) return null;
      return {
        lastStartMs: Number(row.last_start_ms),
        lastGapMs: Number(row.last_gap_ms),
        pausedUntilMs: Number(row.paused_until_ms),
        slowGapMs: Number(row.slow_gap_ms),
      };
    },
    save: (host, clock) => {
      const { lastStartMs, lastGapMs, pausedUntilMs, slowGapMs } = clock;
      // A host that was only ever paused has no start yet.
      const startMs = Number.isFinite(lastStartMs) ? lastStartMs : 0;
      save.run(
        host,
        Math.round(startMs),
        Math.round(lastGapMs),
        Math.round(pausedUntilMs),
        Math.round(slowGapMs),
      );
    },
    spent: (sourceId, day) => Number(spent.get(sourceId, day)?.count ?? 0),
    add: (sourceId, day, count) => {
      add.run(sourceId, day, count, count);
    },
  };
}
