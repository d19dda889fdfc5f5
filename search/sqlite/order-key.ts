import type { Day, Instant } from "../../model/ids.ts";
import { addDays, epochMs, startOfDay } from "../../model/time.ts";

/** Documents that one second of publication can hold; 32 bits of seconds and 21 of slots fill a safe integer. */
const SLOTS = 2 ** 21;
const LAST_SECOND = 2 ** 32 - 1;

/**
 * The row number of a document is its place in time, newest first, so that the full-text index yields hits in the order
 * that people see, and a range of days is a range of rows. Unknown times share second 0: they come last.
 */
export function secondOf(publishedAt: Instant | null): number {
  if (publishedAt === null) return 0;
  return Math.min(LAST_SECOND, Math.max(1, Math.floor(epochMs(publishedAt) / 1000)));
}

/** First and last row number of a second. */
export function refsOfSecond(second: number): { readonly first: number; readonly last: number } {
  const first = (LAST_SECOND - second) * SLOTS;
  return { first, last: first + SLOTS - 1 };
}

/** The second of a row number; rows of one second are ordered by exact time and id after reading. */
export function secondOfRef(ref: number): number {
  return LAST_SECOND - Math.floor(ref / SLOTS);
}

/** Row numbers of a range of Vietnamese days, both inclusive; without bounds those of all documents. */
export function refsOfDays(
  from: Day | null,
  to: Day | null,
): { readonly first: number; readonly last: number } {
  if (from === null && to === null) return { first: 0, last: Number.MAX_SAFE_INTEGER };
  const oldest = from === null ? 1 : secondOf(startOfDay(from));
  const newest = to === null ? LAST_SECOND : secondOf(startOfDay(addDays(to, 1))) - 1;
  return { first: refsOfSecond(newest).first, last: refsOfSecond(oldest).last };
}

/** The expression, in SQL, of the Vietnamese day (days since 1970-01-01) of a row number. */
export const DAY_OF_REF_SQL = `((${LAST_SECOND} - f.ref / ${SLOTS} + 25200) / 86400)`;
