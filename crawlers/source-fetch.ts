import type { SourceSettings } from "../config/schema.ts";
import { RetryableError } from "../model/errors.ts";
import type { FetchResult } from "./fetcher/answer.ts";
import type { Fetcher, FetchRequest } from "./fetcher/fetcher.ts";
import type { Timers } from "./fetcher/host-pace.ts";

/** A request in the name of one source: its hosts, its pace and its daily budget are already known. */
export type SourceFetch = (
  request: Omit<FetchRequest, "hosts" | "gapMs">,
  signal: AbortSignal,
) => Promise<FetchResult>;

const LOCAL_OFFSET_MS = 7 * 3_600_000;
const DAY_MS = 86_400_000;

/**
 * Binds the fetcher to sources. A source that has used up its requests of the Vietnamese day gets `RetryableError`
 * "daily-budget" until midnight.
 */
export function createSourceFetch(fetcher: Fetcher, timers: Timers): (source: SourceSettings) => SourceFetch {
  const spent = new Map<string, { day: number; count: number }>();

  function spend(source: SourceSettings): void {
    const localMs = timers.nowMs() + LOCAL_OFFSET_MS;
    const day = Math.floor(localMs / DAY_MS);
    const known = spent.get(source.id);
    const count = known?.day === day ? known.count : 0;
    if (count >= source.pace.maxPerDay) {
      throw new RetryableError(
        "daily-budget",
        `source ${source.id} has made its ${source.pace.maxPerDay} requests of the day (pace.maxPerDay); the rest waits for tomorrow`,
        { retryAfterMs: (day + 1) * DAY_MS - localMs },
      );
    }
    spent.set(source.id, { day, count: count + 1 });
  }

  return (source) => async (request, signal) => {
    spend(source);
    return await fetcher.fetch({ ...request, hosts: source.hosts, gapMs: source.pace.gapMs }, signal);
  };
}
