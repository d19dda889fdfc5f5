import { type Cell, isPair, WHOLE_AREA } from "../../model/cell.ts";
import type { Day, TopicId } from "../../model/ids.ts";
import { addDays, daysBetween } from "../../model/time.ts";
import { GUARD_DAYS, WINDOW_DAYS } from "./baseline.ts";
import { familyOf } from "./inputs.ts";

/** A holiday as the calendar lays it out; of one `kind` are the same holiday of several years. */
export interface Holiday {
  readonly kind: string | null;
  readonly from: string;
  readonly to: string;
  readonly factor: number;
}

/** Expected voices of weight that the calendar's factor has against what was counted a year before (judgement). */
const FACTOR_PRIOR = 10;
/** Learned factors move in such steps within these limits, so that no single voice shows in them (promise 6). */
const FACTOR_STEP = 0.25;
const FACTOR_LIMITS = [0.5, 5] as const;
/** The same holiday of the year before begins so many days earlier, by sun or moon. */
const YEAR_DAYS = [330, 400] as const;

/** The same holiday a year before; null where the calendar has none. */
export function yearBefore(holiday: Holiday, holidays: readonly Holiday[]): Holiday | null {
  if (holiday.kind === null) return null;
  const found = holidays.find((other) => {
    const days = daysBetween(other.from as Day, holiday.from as Day);
    return other.kind === holiday.kind && days >= YEAR_DAYS[0] && days <= YEAR_DAYS[1];
  });
  return found ?? null;
}

/** The days whose cells tell how loud a holiday was: itself and the window before it. */
export function daysToLearnFrom(before: Holiday): { readonly from: Day; readonly to: Day } {
  return { from: addDays(before.from as Day, -GUARD_DAYS - WINDOW_DAYS), to: before.to as Day };
}

/**
 * By family and day of `holiday`, how many times the usual volume the same offset of the year before brought, a day to
 * either side, drawn to the calendar's factor.
 */
export function learnFactors(
  holiday: Holiday,
  before: Holiday,
  cells: readonly Cell[],
): ReadonlyMap<TopicId, ReadonlyMap<Day, number>> {
  const byFamily = new Map<TopicId, Map<Day, number>>();
  for (const cell of cells) {
    if (cell.place !== WHOLE_AREA || cell.channel !== "public") continue;
    if (isPair(cell.topic) || familyOf(cell.topic) !== cell.topic) continue;
    const days = byFamily.get(cell.topic) ?? new Map<Day, number>();
    days.set(cell.day, cell.voices);
    byFamily.set(cell.topic, days);
  }
  return new Map([...byFamily].map(([family, counts]) => [family, factorsOf(holiday, before, counts)]));
}

function factorsOf(
  holiday: Holiday,
  before: Holiday,
  counts: ReadonlyMap<Day, number>,
): ReadonlyMap<Day, number> {
  const { from } = daysToLearnFrom(before);
  let usual = 0;
  for (let at = 0; at < WINDOW_DAYS; at++) usual += (counts.get(addDays(from, at)) ?? 0) / WINDOW_DAYS;
  const length = daysBetween(before.from as Day, before.to as Day);
  const factors = new Map<Day, number>();
  for (let day = holiday.from as Day; day <= holiday.to; day = addDays(day, 1)) {
    const offset = Math.min(daysBetween(holiday.from as Day, day), length);
    const near = [offset - 1, offset, offset + 1].filter((at) => at >= 0 && at <= length);
    const seen = near.reduce((sum, at) => sum + (counts.get(addDays(before.from as Day, at)) ?? 0), 0);
    const raw = (FACTOR_PRIOR * holiday.factor + seen) / (FACTOR_PRIOR + usual * near.length);
    const stepped = Math.round(raw / FACTOR_STEP) * FACTOR_STEP;
    factors.set(day, Math.min(FACTOR_LIMITS[1], Math.max(FACTOR_LIMITS[0], stepped)));
  }
  return factors;
}
