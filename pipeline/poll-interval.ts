import type { SourceSettings } from "../config/schema.ts";

const MINUTE_MS = 60_000;
/** Media Cloud's rss-fetcher: over 67 % known entries wait longer, under 33 % shorter. */
const KNOWN_SHARE_LONGER = 0.67;
const KNOWN_SHARE_SHORTER = 0.33;
/** A feed that still brings news is slowed gently, a sleeping one quickly (its +10 and +60 minutes, as factors). */
const SLOWER = 1.2;
const MUCH_SLOWER = 1.5;
const FASTER = 0.67;
/** What a priority source publishes is searchable within 15 minutes, even where one poll fails. */
const PRIORITY_MAX_MS = 5 * MINUTE_MS;

/** What a poll brought, as far as it decides about the next. */
export interface PollYield {
  readonly entries: number;
  readonly isNew: number;
  /** Something new came within the last day. */
  readonly lively: boolean;
  /** What ttl, Cache-Control and Expires ask for; null when they say nothing. */
  readonly askedMs: number | null;
}

/** The operator's bounds; a priority source's upper bound is never above five minutes. */
function intervalBounds(source: SourceSettings): { readonly minMs: number; readonly maxMs: number } {
  const ceilingMs = source.interval.maxMinutes * MINUTE_MS;
  const maxMs = source.priority ? Math.min(ceilingMs, PRIORITY_MAX_MS) : ceilingMs;
  return { minMs: Math.min(source.interval.minMinutes * MINUTE_MS, maxMs), maxMs };
}

/** The interval before anything is known of a feed. */
export function firstIntervalMs(source: SourceSettings): number {
  // What the operator wrote as the interval is also a bound that they mean.
  return Math.min(source.everyMinutes * MINUTE_MS, intervalBounds(source).maxMs);
}

/**
 * The next interval: the adaptive rule, then what the feed asks for as a soft floor, then the operator's bounds
 * (research, section 1.1).
 */
export function nextIntervalMs(source: SourceSettings, beforeMs: number, poll: PollYield): number {
  const { minMs, maxMs } = intervalBounds(source);
  const floorMs = Math.min(minMs, firstIntervalMs(source));
  const known = poll.entries === 0 ? 1 : 1 - poll.isNew / poll.entries;
  const factor =
    known > KNOWN_SHARE_LONGER
      ? poll.lively
        ? SLOWER
        : MUCH_SLOWER
      : known < KNOWN_SHARE_SHORTER
        ? FASTER
        : 1;
  const wantedMs = Math.max(beforeMs * factor, poll.askedMs ?? 0);
  return Math.round(Math.min(Math.max(wantedMs, floorMs), maxMs));
}

/** After a failure: soon at first, then twice as long each time, at most an hour, or four for a site that says no. */
export function failureWaitMs(source: SourceSettings, failures: number, saysNo: boolean): number {
  const soonMs = Math.min(intervalBounds(source).minMs, firstIntervalMs(source));
  const doubled = soonMs * 2 ** Math.min(failures - 1, 8);
  return Math.min(doubled, (saysNo ? 240 : 60) * MINUTE_MS);
}
