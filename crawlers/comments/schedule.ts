import type { Instant } from "../../model/ids.ts";
import { addMs, epochMs, instantOf } from "../../model/time.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Ages of an article at which its comments are read again (research, section 7). */
const AGES_MS = [30 * MINUTE_MS, 2 * HOUR_MS, 6 * HOUR_MS, 24 * HOUR_MS, 72 * HOUR_MS, 168 * HOUR_MS];

/** Comments that still come are looked for again halfway to the next age, but not sooner than this. */
const SOONEST_MS = 30 * MINUTE_MS;

/** When comments that were read again should be read once more: sooner where they grew, one age later where they did not. */
export function nextCommentsReadAfter(publishedAt: Instant | null, now: Date, grew: boolean): Instant | null {
  const next = nextCommentsReadAt(publishedAt, now);
  if (next === null) return null;
  if (!grew) return nextCommentsReadAt(publishedAt, new Date(epochMs(next)));
  const waitMs = Math.max((epochMs(next) - now.getTime()) / 2, SOONEST_MS);
  return instantOf(new Date(Math.min(now.getTime() + waitMs, epochMs(next))));
}

/**
 * When an article's comments should be read again: they come fast at first and hardly any after a week. Null when that
 * week is over or nobody knows when it began.
 */
export function nextCommentsReadAt(publishedAt: Instant | null, now: Date): Instant | null {
  if (publishedAt === null) return null;
  return AGES_MS.map((age) => addMs(publishedAt, age)).find((at) => epochMs(at) > now.getTime()) ?? null;
}
