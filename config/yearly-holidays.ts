import type { Day } from "../model/ids.ts";
import { lunarDay } from "../model/lunar-calendar.ts";
import { addDays } from "../model/time.ts";
import type { Calendar } from "./schema.ts";

/** Years for which holidays that come back are laid out. */
const FIRST_YEAR = 2015;
const LAST_YEAR = 2050;

type Holiday = Calendar["holidays"][number];

/**
 * The calendar with every holiday that comes back each year, by the sun ("9-2") or the moon ("lunar 1-1"). Where the
 * official dates of a year stand in the file, those hold.
 */
export function withYearly(calendar: Calendar): Calendar {
  const official = calendar.holidays.map((holiday) => ({ ...holiday, kind: holiday.kind ?? null }));
  const added: Holiday[] = [];
  for (const rule of calendar.yearly) {
    for (let year = FIRST_YEAR; year <= LAST_YEAR; year++) {
      const on = dayOfYear(rule.on, year);
      const from = addDays(on, -rule.daysBefore);
      const to = addDays(on, rule.daysAfter);
      if (official.some((known) => known.from <= to && known.to >= from)) continue;
      added.push({ name: rule.name, from, to, factor: rule.factor, kind: rule.kind });
    }
  }
  const holidays = [...official, ...added].sort((a, b) => (a.from < b.from ? -1 : 1));
  return { ...calendar, holidays };
}

function dayOfYear(on: string, year: number): Day {
  const lunar = on.startsWith("lunar ");
  const [month = 1, day = 1] = on.replace("lunar ", "").split("-").map(Number);
  if (lunar) return lunarDay(year, month, day);
  return `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}` as Day;
}
