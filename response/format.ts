import type { Day, Week } from "../model/ids.ts";
import { addDays, mondayOf } from "../model/time.ts";

/** A number as Vietnamese write it, at most one decimal: 1.234,5. */
export function number(value: number): string {
  const [whole = "0", decimal] = (Math.round(Math.abs(value) * 10) / 10).toString().split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ".");
  const text = decimal === undefined ? grouped : `${grouped},${decimal}`;
  return value < 0 && text !== "0" ? `-${text}` : text;
}

/** A share as a whole percentage: 74 %. */
export function percent(share: number): string {
  return `${number(Math.round(share * 100))} %`;
}

/** A day in full: 22/11/2026. */
export function day(value: Day): string {
  return `${shortDay(value)}/${value.slice(0, 4)}`;
}

/** A day whose year is plain from its neighbours: 22/11. */
export function shortDay(value: Day): string {
  return `${value.slice(8, 10)}/${value.slice(5, 7)}`;
}

/** Days from and to, as short as is clear: 16–22/11, 30/11–06/12. */
export function dayRange(from: Day, to: Day): string {
  if (from === to) return shortDay(from);
  const first = from.slice(0, 7) === to.slice(0, 7) ? from.slice(8, 10) : shortDay(from);
  return `${first}–${shortDay(to)}`;
}

/** A week with its days: Tuần 47/2026 (16–22/11). */
export function week(value: Week): string {
  const monday = mondayOf(value);
  return `Tuần ${value.slice(6)}/${value.slice(0, 4)} (${dayRange(monday, addDays(monday, 6))})`;
}
