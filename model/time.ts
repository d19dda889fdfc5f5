import type { Day, Instant, Week } from "./ids.ts";

/** Asia/Ho_Chi_Minh has been UTC+7 without summer time since 1975, so days are plain arithmetic. */
const LOCAL_OFFSET_MS = 7 * 3_600_000;
const DAY_MS = 86_400_000;

/** What tells the time: real in production, moved by `--now` in rehearsals, fixed in tests. */
export type Clock = () => Date;

/** The instant of a Date. Throws RangeError on an invalid date. */
export function instantOf(date: Date): Instant {
  return date.toISOString() as Instant;
}

/** Milliseconds since the epoch of an instant. */
export function epochMs(instant: Instant): number {
  return Date.parse(instant);
}

/** Reads an ISO 8601 instant with zone; null when it is not one. */
export function parseInstant(text: string): Instant | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/.test(text)) return null;
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? null : instantOf(new Date(ms));
}

/** The Vietnamese calendar day on which an instant falls. */
export function dayOf(instant: Instant): Day {
  return new Date(epochMs(instant) + LOCAL_OFFSET_MS).toISOString().slice(0, 10) as Day;
}

/** Reads YYYY-MM-DD; null when it is no calendar day. */
export function parseDay(text: string): Day | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== text ? null : (text as Day);
}

/** The instant at which a Vietnamese day begins. */
export function startOfDay(day: Day): Instant {
  return instantOf(new Date(Date.parse(`${day}T00:00:00Z`) - LOCAL_OFFSET_MS));
}

/** Days next to each other are asked for again and again; a few years of them are remembered. */
const REMEMBERED_DAYS = 20_000;
const shifted = new Map<string, Day>();

/** The day `count` days later (earlier when negative). */
export function addDays(day: Day, count: number): Day {
  if (count === 0) return day;
  const key = `${day}${count}`;
  const known = shifted.get(key);
  if (known !== undefined) return known;
  const result = new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY_MS).toISOString().slice(0, 10) as Day;
  if (shifted.size >= REMEMBERED_DAYS) shifted.clear();
  shifted.set(key, result);
  return result;
}

/** Days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);
}

/** Monday = 0 … Sunday = 6. */
export function weekdayOf(day: Day): number {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
}

/** The ISO 8601 week of a day. */
export function weekOf(day: Day): Week {
  const thursday = addDays(day, 3 - weekdayOf(day));
  const year = thursday.slice(0, 4);
  const week = Math.floor(daysBetween(`${year}-01-01` as Day, thursday) / 7) + 1;
  return `${year}-W${String(week).padStart(2, "0")}` as Week;
}

/** Reads YYYY-Www; null when that year has no such week. */
export function parseWeek(text: string): Week | null {
  const match = /^(\d{4})-W(\d{2})$/.exec(text);
  if (!match) return null;
  return weekOf(mondayOf(text as Week)) === text ? (text as Week) : null;
}

/** The Monday on which a week begins. */
export function mondayOf(week: Week): Day {
  const fourth = `${week.slice(0, 4)}-01-04` as Day;
  return addDays(fourth, -weekdayOf(fourth) + (Number(week.slice(6)) - 1) * 7);
}

/** Adds milliseconds to an instant. */
export function addMs(instant: Instant, ms: number): Instant {
  return instantOf(new Date(epochMs(instant) + ms));
}
