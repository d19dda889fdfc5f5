import { describe, expect, it } from "vitest";
import type { Day, Week } from "../../model/ids.ts";
import { day, dayRange, number, percent, shortDay, week } from "../../response/format.ts";

describe("numbers and days as Vietnamese read them", () => {
  it.each([
    [0, "0"],
    [1234.5, "1.234,5"],
    [1234567, "1.234.567"],
    [0.04, "0"],
    [-0.04, "0"],
    [-1234.56, "-1.234,6"],
    [999.96, "1.000"],
  ])("%d", (value, expected) => {
    expect(number(value)).toBe(expected);
  });

  it("write days, ranges, weeks and shares", () => {
    expect(day("2026-11-22" as Day)).toBe("22/11/2026");
    expect(shortDay("2026-11-02" as Day)).toBe("02/11");
    expect(week("2026-W47" as Week)).toBe("Tuần 47/2026 (16–22/11)");
    expect(week("2026-W49" as Week)).toBe("Tuần 49/2026 (30/11–06/12)");
    expect(dayRange("2026-11-22" as Day, "2026-11-22" as Day)).toBe("22/11");
    expect(percent(0.735)).toBe("74 %");
  });
});
