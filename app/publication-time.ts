import type { Instant } from "../model/ids.ts";
import { parseDay, parseInstant, startOfDay } from "../model/time.ts";

/**
 * Reads a publication time given as an ISO 8601 instant, a local time without zone, or a day (its noon, both in
 * Vietnam). Throws an Error with the remedy when it is neither.
 */
export function publicationTime(text: string | null): Instant | null {
  if (text === null || text.trim() === "") return null;
  const instant = parseInstant(text.trim());
  if (instant) return instant;
  const day = parseDay(text.trim());
  if (day) return new Date(Date.parse(startOfDay(day)) + 12 * 3_600_000).toISOString() as Instant;
  const local = parseInstant(`${text.trim().replace(" ", "T")}+07:00`);
  if (local) return local;
  throw new Error(`"publishedAt": ${JSON.stringify(text)} is no time: write it as 2026-11-22T08:00:00+07:00`);
}
