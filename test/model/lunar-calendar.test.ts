import { describe, expect, it } from "vitest";
import { lunarDay } from "../../model/lunar-calendar.ts";

/** First days of the lunar years from 1990 on, as Vietnam kept or will keep them. */
const TET =
  `1990-01-27 1991-02-15 1992-02-04 1993-01-23 1994-02-10 1995-01-31 1996-02-19 1997-02-07 1998-01-28 1999-02-16
2000-02-05 2001-01-24 2002-02-12 2003-02-01 2004-01-22 2005-02-09 2006-01-29 2007-02-17 2008-02-07 2009-01-26
2010-02-14 2011-02-03 2012-01-23 2013-02-10 2014-01-31 2015-02-19 2016-02-08 2017-01-28 2018-02-16 2019-02-05
2020-01-25 2021-02-12 2022-02-01 2023-01-22 2024-02-10 2025-01-29 2026-02-17 2027-02-06 2028-01-26 2029-02-13
2030-02-02 2031-01-23 2032-02-11 2033-01-31 2034-02-19 2035-02-08 2036-01-28 2037-02-15 2038-02-04 2039-01-24
2040-02-12 2041-02-01 2042-01-22 2043-02-10 2044-01-30 2045-02-17 2046-02-06 2047-01-26 2048-02-14 2049-02-02
2050-01-23`.split(/\s+/);

describe("lunarDay", () => {
  it("knows the first day of every lunar year from 1990 to 2050", () => {
    expect(TET.map((_, index) => lunarDay(1990 + index, 1, 1))).toEqual(TET);
  });

  it("keeps the meridian of Việt Nam where China begins its year a day or a month later", () => {
    expect([lunarDay(1985, 1, 1), lunarDay(2007, 1, 1), lunarDay(2030, 1, 1)]).toEqual([
      "1985-01-21",
      "2007-02-17",
      "2030-02-02",
    ]);
  });

  it.each([
    ["the Hùng Kings of 2025", 2025, 3, 10, "2025-04-07"],
    ["the Hùng Kings of 2026", 2026, 3, 10, "2026-04-26"],
    ["the Hùng Kings of 2023, behind a leap second month", 2023, 3, 10, "2023-04-29"],
    ["mid-autumn of 2025, behind a leap sixth month", 2025, 8, 15, "2025-10-06"],
    ["the kitchen gods of the year before Tết 2026", 2025, 12, 23, "2026-02-10"],
    ["Vu Lan of 2024", 2024, 7, 15, "2024-08-18"],
  ])("finds %s", (_, year, month, day, solar) => {
    expect(lunarDay(year, month, day)).toBe(solar);
  });
});
