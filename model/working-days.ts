import type { Day, Instant } from "./ids.ts";
import { addDays, addMs, dayOf, daysBetween, epochMs, startOfDay, weekdayOf } from "./time.ts";

/** Which days offices work: Monday to Friday without public holidays, and weekend days worked in exchange. */
export interface WorkCalendar {
  readonly holidays: readonly { readonly from: string; readonly to: string }[];
  readonly makeUpDays: readonly { readonly day: string }[];
}

/** Hours of an office day on the clocks of Viet Nam, for the moments at which people are reminded. */
export interface OfficeHours {
  readonly from: number;
  readonly to: number;
}

/** A length of time as rules state it: `calendar` days run through holidays but never end on a day off. */
export interface Span {
  readonly days: number;
  readonly count: "working" | "calendar";
}

const HOUR_MS = 3_600_000;
/** Two years: no chain of days off is longer, so a search that passes it has a broken calendar. */
const LONGEST_SEARCH_DAYS = 730;

/** Whether offices work on a day. A make-up day counts as worked although it is a weekend or within a holiday. */
export function isWorkingDay(day: Day, calendar: WorkCalendar): boolean {
  if (calendar.makeUpDays.some((one) => one.day === day)) return true;
  if (weekdayOf(day) > 4) return false;
  return !calendar.holidays.some(({ from, to }) => from <= day && day <= to);
}

/** The `count`-th working day after a day; for 0 the day itself, or the next working day where it is none. */
export function addWorkingDays(day: Day, count: number, calendar: WorkCalendar): Day {
  let left = count;
  let at = day;
  if (left === 0) return nextWorkingDay(day, calendar);
  for (let step = 0; step < LONGEST_SEARCH_DAYS && left > 0; step++) {
    at = addDays(at, 1);
    if (isWorkingDay(at, calendar)) left--;
  }
  return at;
}

function nextWorkingDay(day: Day, calendar: WorkCalendar): Day {
  let at = day;
  for (let step = 0; step < LONGEST_SEARCH_DAYS && !isWorkingDay(at, calendar); step++) at = addDays(at, 1);
  return at;
}

/** Working days after `from` up to and including `to`; negative when `to` is earlier. */
export function workingDaysBetween(from: Day, to: Day, calendar: WorkCalendar): number {
  if (to < from) return -workingDaysBetween(to, from, calendar);
  let count = 0;
  for (let step = 1; step <= daysBetween(from, to); step++) {
    if (isWorkingDay(addDays(from, step), calendar)) count++;
  }
  return count;
}

/**
 * The last day of a span that begins at an instant. The day of the beginning does not count (Civil Code 2015,
 * article 147); a span that would end on a day off ends on the next working day (article 148).
 */
export function dueDay(from: Instant, span: Span, calendar: WorkCalendar): Day {
  const first = dayOf(from);
  if (span.count === "working") return addWorkingDays(first, span.days, calendar);
  return nextWorkingDay(addDays(first, span.days), calendar);
}

/** Office time from one instant to another, in milliseconds; 0 when the second is earlier. */
export function officeMs(from: Instant, to: Instant, calendar: WorkCalendar, hours: OfficeHours): number {
  let sum = 0;
  for (let day = dayOf(from); day <= dayOf(to); day = addDays(day, 1)) {
    if (!isWorkingDay(day, calendar)) continue;
    const midnight = epochMs(startOfDay(day));
    const opens = Math.max(midnight + hours.from * HOUR_MS, epochMs(from));
    const closes = Math.min(midnight + hours.to * HOUR_MS, epochMs(to));
    sum += Math.max(0, closes - opens);
  }
  return sum;
}

/** The end of office hours on a day: the moment after which a deadline of that day has passed for the office. */
function closingTime(day: Day, hours: OfficeHours): Instant {
  return addMs(startOfDay(day), hours.to * HOUR_MS);
}

/** How much of a span's office time is used up, in percent; above 100 once it is over, 100 for a span without any. */
export function percentUsed(
  span: { readonly from: Instant; readonly dueOn: Day },
  now: Instant,
  calendar: WorkCalendar,
  hours: OfficeHours,
): number {
  const end = closingTime(span.dueOn, hours);
  if (now >= end) return 100 + (now > end ? 1 : 0);
  const whole = officeMs(span.from, end, calendar, hours);
  return whole === 0 ? 100 : (officeMs(span.from, now, calendar, hours) / whole) * 100;
}
