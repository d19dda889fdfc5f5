import type { Day, Instant, Week } from "../model/ids.ts";
import { addDays, dayOf, epochMs, mondayOf, weekOf } from "../model/time.ts";
import type { Language } from "../state/people.ts";

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** 1.234,5 in Vietnamese; at most one decimal. */
export function number(value: number, language: Language): string {
  return value.toLocaleString(language === "vi" ? "vi-VN" : "en-GB", { maximumFractionDigits: 1 });
}

/** 22/11/2026. */
export function day(value: Day): string {
  return `${value.slice(8, 10)}/${value.slice(5, 7)}/${value.slice(0, 4)}`;
}

/** 22/11: where the year is plain from its neighbours. */
export function shortDay(value: Day): string {
  return `${value.slice(8, 10)}/${value.slice(5, 7)}`;
}

/** 14:05 22/11/2026, Vietnamese time. */
export function moment(value: Instant): string {
  const local = new Date(epochMs(value) + 7 * HOUR_MS).toISOString();
  return `${local.slice(11, 16)} ${day(dayOf(value))}`;
}

/** Tuần 47/2026 (16–22/11). */
export function week(value: Week, language: Language): string {
  const monday = mondayOf(value);
  const sunday = addDays(monday, 6);
  const sameMonth = monday.slice(5, 7) === sunday.slice(5, 7);
  const from = sameMonth ? monday.slice(8, 10) : shortDay(monday);
  const word = language === "vi" ? "Tuần" : "Week";
  return `${word} ${value.slice(6)}/${value.slice(0, 4)} (${from}–${shortDay(sunday)})`;
}

/** The week that a day lies in, as `week` writes it. */
export function weekOfDay(value: Day, language: Language): string {
  return week(weekOf(value), language);
}

/** "2 giờ trước" under a day, else the day: the full time belongs into a title beside it. */
export function ago(value: Instant, now: Date, language: Language): string {
  const ms = now.getTime() - epochMs(value);
  if (ms < 0 || ms >= 24 * HOUR_MS) return day(dayOf(value));
  if (ms < MINUTE_MS) return language === "vi" ? "vừa xong" : "just now";
  const hours = Math.floor(ms / HOUR_MS);
  const [count, vi, en] = hours > 0 ? [hours, "giờ", "hour"] : [Math.floor(ms / MINUTE_MS), "phút", "minute"];
  return language === "vi" ? `${count} ${vi} trước` : `${count} ${en}${count === 1 ? "" : "s"} ago`;
}
