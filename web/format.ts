import type { Day, Instant } from "../model/ids.ts";
import { addDays, dayOf, epochMs, mondayOf, weekOf } from "../model/time.ts";
import { day, dayRange, number as vietnamese } from "../response/format.ts";
import type { Language } from "../state/people.ts";

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** 1.234,5 in Vietnamese, 1,234.5 in English; at most one decimal. */
export function number(value: number, language: Language): string {
  return language === "vi" ? vietnamese(value) : value.toLocaleString("en-GB", { maximumFractionDigits: 1 });
}

/** 14:05 of an instant, Vietnamese time. */
export function clock(value: Instant): string {
  return new Date(epochMs(value) + 7 * HOUR_MS).toISOString().slice(11, 16);
}

/** 14:05 22/11/2026, Vietnamese time. */
export function moment(value: Instant): string {
  return `${clock(value)} ${day(dayOf(value))}`;
}

/** The week of a day: Tuần 47/2026 (16–22/11). */
export function weekOfDay(value: Day, language: Language): string {
  const { title, days } = weekParts(value, language);
  return `${title}/${weekOf(value).slice(0, 4)} (${days})`;
}

/** The week of a day in two pieces, for the narrow head of a column: Tuần 47, 16–22/11. */
export function weekParts(value: Day, language: Language): { readonly title: string; readonly days: string } {
  const week = weekOf(value);
  const monday = mondayOf(week);
  return {
    title: `${language === "vi" ? "Tuần" : "Week"} ${week.slice(6)}`,
    days: dayRange(monday, addDays(monday, 6)),
  };
}

/** "2 giờ trước" under a day, else the day: the full time belongs into a title beside it. */
export function ago(value: Instant, now: Date, language: Language): string {
  const ms = now.getTime() - epochMs(value);
  if (ms < 0 || ms >= 24 * HOUR_MS) return day(dayOf(value));
  if (ms < MINUTE_MS) return language === "vi" ? "vừa xong" : "just now";
  const hours = Math.floor(ms / HOUR_MS);
  const [count, vi, en] =
    hours > 0 ? ([hours, "giờ", "hour"] as const) : ([Math.floor(ms / MINUTE_MS), "phút", "minute"] as const);
  return language === "vi" ? `${count} ${vi} trước` : `${count} ${en}${count === 1 ? "" : "s"} ago`;
}
