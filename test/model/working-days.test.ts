import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { loadConfig } from "../../config/load.ts";
import type { Day, Instant } from "../../model/ids.ts";
import { instantOf } from "../../model/time.ts";
import {
  addWorkingDays,
  dueDay,
  isWorkingDay,
  percentUsed,
  workingDaysBetween,
} from "../../model/working-days.ts";

const { config } = loadConfig(fileURLToPath(new URL("../../config", import.meta.url)));
if (config === null) throw new Error("the shipped configuration has problems");
const { calendar } = config;
const day = (text: string): Day => text as Day;
const at = (text: string): Instant => instantOf(new Date(`${text}:00.000+07:00`));

describe("working days with the shipped calendar", () => {
  it.each([
    ["a Wednesday", "2026-11-25", true],
    ["a Saturday", "2026-11-28", false],
    ["the first day of Tết Bính Ngọ", "2026-02-16", false],
    ["the Monday after Tết", "2026-02-23", true],
    ["a Monday off before the national day", "2026-08-31", false],
    ["the Saturday that is worked for it", "2026-08-22", true],
  ])("%s (%s): %s", (_, date, works) => {
    expect(isWorkingDay(day(date), calendar)).toBe(works);
  });

  it.each([
    ["over a weekend", "2026-11-27", 1, "2026-11-30"],
    ["three days from a Thursday", "2026-11-26", 3, "2026-12-01"],
    ["over all of Tết Bính Ngọ", "2026-02-12", 2, "2026-02-23"],
    ["over the days around 30 April", "2026-04-28", 2, "2026-05-04"],
    ["with a Saturday that is worked", "2026-08-21", 1, "2026-08-22"],
    ["from a day off", "2026-11-28", 1, "2026-11-30"],
    ["none: the day itself", "2026-11-27", 0, "2026-11-27"],
    ["none from a day off: the next working day", "2026-11-28", 0, "2026-11-30"],
  ])("counts %s: %s and %i more end on %s", (_, from, count, end) => {
    expect(addWorkingDays(day(from), count, calendar)).toBe(end);
  });

  it("lets five days of the Nghệ An rule run through a weekend, and end on a working day", () => {
    const span = { days: 5, count: "calendar" } as const;
    expect(dueDay(at("2026-11-25T09:00"), span, calendar)).toBe("2026-11-30");
    expect(dueDay(at("2026-11-23T09:00"), span, calendar)).toBe("2026-11-30");
    // Detected two days before Tết: the fifth day falls into the holiday, the answer is due on the first day after it.
    expect(dueDay(at("2026-02-12T09:00"), span, calendar)).toBe("2026-02-23");
  });

  it("goes by the day of Viet Nam, not of UTC", () => {
    const span = { days: 1, count: "working" } as const;
    expect(dueDay("2026-11-25T16:59:59.000Z" as Instant, span, calendar)).toBe("2026-11-26");
    expect(dueDay("2026-11-25T17:00:00.000Z" as Instant, span, calendar)).toBe("2026-11-27");
  });

  it("counts days between, backwards as negative", () => {
    expect(workingDaysBetween(day("2026-11-25"), day("2026-12-01"), calendar)).toBe(4);
    expect(workingDaysBetween(day("2026-12-01"), day("2026-11-25"), calendar)).toBe(-4);
    expect(workingDaysBetween(day("2026-11-27"), day("2026-11-29"), calendar)).toBe(0);
  });

  it("uses a clock up in office hours only: nobody is reminded at night or on a day off", () => {
    const hours = { from: 8, to: 17 };
    const span = { from: at("2026-11-27T08:00"), dueOn: day("2026-12-01") };
    const used = (moment: string) => Math.round(percentUsed(span, at(moment), calendar, hours));
    expect(used("2026-11-27T17:00")).toBe(33);
    expect(used("2026-11-29T12:00")).toBe(33);
    expect(used("2026-12-01T11:36")).toBe(80);
    expect(used("2026-12-01T17:00")).toBe(100);
    expect(used("2026-12-02T07:00")).toBe(101);
  });

  it("ends a span without office time at once instead of never", () => {
    const span = { from: at("2026-11-25T18:00"), dueOn: day("2026-11-25") };
    expect(percentUsed(span, at("2026-11-25T18:00"), calendar, { from: 8, to: 17 })).toBeGreaterThanOrEqual(
      100,
    );
  });
});
