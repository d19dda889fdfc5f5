import type { SourceSettings } from "../config/schema.ts";
import { RetryableError } from "../model/errors.ts";
import { closedForMs } from "./active-hours.ts";
import type { FetchResult } from "./fetcher/answer.ts";
import type { Fetcher, FetchRequest } from "./fetcher/fetcher.ts";
import type { Timers } from "./fetcher/host-pace.ts";

/** A request in the name of one source: its hosts, its pace, its hours and its daily budget are already known. */
export type SourceFetch = (
  request: Omit<FetchRequest, "hosts" | "gapMs" | "turn">,
  signal: AbortSignal,
) => Promise<FetchResult>;

/** Requests that each source made on a day; kept between processes where somebody hands in a store. */
export interface RequestCounts {
  spent(sourceId: string, day: number): number;
  add(sourceId: string, day: number, count: number): void;
}

const LOCAL_OFFSET_MS = 7 * 3_600_000;
const DAY_MS = 86_400_000;
/** The first request of a job rather goes back to its queue than hold a worker; later ones would have to begin anew. */
const FIRST_PATIENCE_MS = 250;

/**
 * Binds the fetcher to sources, one binding a job. A source outside its hours, or that has used up its requests of the
 * Vietnamese day, gets a patient `RetryableError` "outside-hours" or "daily-budget" that says until when.
 */
export function createSourceFetch(
  fetcher: Fetcher,
  timers: Timers,
  counts: RequestCounts = countsInMemory(),
): (source: SourceSettings, urgent?: boolean) => SourceFetch {
  return (source, urgent = true) => {
    let isFirst = true;
    return async (request, signal) => {
      refuseOutsideHours(source, timers.nowMs());
      const day = spend(source, counts, timers.nowMs());
      const turn = isFirst ? { urgent, patienceMs: FIRST_PATIENCE_MS } : { urgent };
      try {
        const { hosts, pace } = source;
        return await fetcher.fetch({ ...request, hosts, gapMs: pace.gapMs, turn }, signal);
      } catch (error) {
        // Whoever was sent away before its turn has asked for nothing.
        if (error instanceof RetryableError && error.patient) counts.add(source.id, day, -1);
        throw error;
      } finally {
        isFirst = false;
      }
    };
  };
}

function refuseOutsideHours(source: SourceSettings, nowMs: number): void {
  const waitMs = closedForMs(source.pace.activeHours, nowMs);
  if (waitMs === 0) return;
  throw new RetryableError(
    "outside-hours",
    `source ${source.id} is read from ${source.pace.activeHours} only (pace.activeHours)`,
    { retryAfterMs: waitMs, patient: true },
  );
}

/** Takes one request from the budget of today and returns the day. */
function spend(source: SourceSettings, counts: RequestCounts, nowMs: number): number {
  const localMs = nowMs + LOCAL_OFFSET_MS;
  const day = Math.floor(localMs / DAY_MS);
  if (counts.spent(source.id, day) >= source.pace.maxPerDay) {
    throw new RetryableError(
      "daily-budget",
      `source ${source.id} has made its ${source.pace.maxPerDay} requests of the day (pace.maxPerDay); the rest waits for tomorrow`,
      { retryAfterMs: (day + 1) * DAY_MS - localMs, patient: true },
    );
  }
  counts.add(source.id, day, 1);
  return day;
}

function countsInMemory(): RequestCounts {
  const known = new Map<string, { day: number; count: number }>();
  const spent = (sourceId: string, day: number): number => {
    const entry = known.get(sourceId);
    return entry?.day === day ? entry.count : 0;
  };
  return {
    spent,
    add: (sourceId, day, count) => {
      known.set(sourceId, { day, count: Math.max(spent(sourceId, day) + count, 0) });
    },
  };
}
