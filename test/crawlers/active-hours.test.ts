import { expect, test } from "vitest";
import { closedForMs } from "../../crawlers/active-hours.ts";

const at = (time: string): number => Date.parse(`2026-11-25T${time}:00+07:00`);
const HOUR = 3_600_000;

test.each([
  [null, "03:00", 0],
  ["06:00-22:30", "06:00", 0],
  ["06:00-22:30", "22:29", 0],
  ["06:00-22:30", "22:30", 7.5 * HOUR],
  ["06:00-22:30", "05:00", HOUR],
  ["22:00-05:00", "23:00", 0],
  ["22:00-05:00", "04:59", 0],
  ["22:00-05:00", "05:00", 17 * HOUR],
])("hours %s at %s: closed for %d ms", (hours, time, expected) => {
  expect(closedForMs(hours, at(time))).toBe(expected);
});
