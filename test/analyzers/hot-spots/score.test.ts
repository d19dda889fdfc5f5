import { describe, expect, it } from "vitest";
import { countVariance } from "../../../analyzers/hot-spots/baseline.ts";
import {
  countSampler,
  negativeBinomialMidP,
  seededRandom,
  tailToScore,
} from "../../../analyzers/hot-spots/distributions.ts";
import { levelOf, scoreSeries, THRESHOLDS } from "../../../analyzers/hot-spots/score.ts";
import type { Day } from "../../../model/ids.ts";

/** S after each count, from E = 0, with known expectation and dispersion and a window of 56 days. */
function scores(counts: readonly number[], expected: number, dispersion: number): readonly number[] {
  let average = 0;
  return counts.map((count) => {
    const tail = negativeBinomialMidP(count, expected, countVariance(expected, dispersion, 56));
    average = 0.4 * tailToScore(tail) + 0.6 * average;
    return Math.round((average / 0.5) * 10) / 10;
  });
}

const START = "2026-01-05" as Day;
const drawn = (seed: number, mean: number, days: number): number[] => {
  const random = seededRandom(seed);
  const sample = countSampler(mean, mean * 1.3);
  return Array.from({ length: days }, () => sample(random()));
};

describe("the score of known expectations", () => {
  it.each([
    ["three loud days at a quiet cell", [3, 5, 4], 0.1, 1.3, [2.4, 4.5, 5.4]],
    ["forty copies counted as voices", [40], 0.5, 1.3, [5.6]],
    ["forty copies counted as one voice", [1], 0.5, 1.3, [0.6]],
    ["a loud Monday that is expected to be loud", [6], 2.8, 1.6, [1.1]],
    ["the same count on a Sunday", [6], 2, 1.6, [1.4]],
    [
      "a slow rise",
      [1, 1, 1, 2, 2, 2, 3, 3, 3, 3],
      0.5,
      1.3,
      [0.6, 0.9, 1.2, 1.9, 2.3, 2.6, 3.2, 3.6, 3.8, 3.9],
    ],
    ["a Tết week three times as loud as usual", [3, 3, 4], 3, 1.6, [0.1, 0.2, 0.6]],
    ["the same week, the holiday unknown", [3, 3, 4], 1, 1.6, [1.1, 1.8, 2.5]],
    ["a concern in Tết week", [8, 9, 10], 1.2, 1.6, [2.3, 3.9, 5.1]],
  ])("gives %s its published value", (_, counts, expected, dispersion, published) => {
    expect(scores(counts, expected, dispersion)).toEqual(published);
  });

  it("stays finite for a count far beyond anything drawn", () => {
    expect(scores([100_000], 0.02, 1)[0]).toBeLessThan(6);
  });
});

describe("scoreSeries", () => {
  it("expects what a steady series counts and finds nothing in it", () => {
    const [line] = scoreSeries([{ id: "steady", start: START, counts: drawn(7, 4, 200) }]);
    const late = line?.days.slice(100) ?? [];
    const mean = late.reduce((sum, day) => sum + (day.expected ?? 0), 0) / late.length;
    expect(mean).toBeGreaterThan(3.4);
    expect(mean).toBeLessThan(4.6);
    expect(late.filter((day) => day.level === "alert" || day.level === "high")).toEqual([]);
  });

  it("gives one row for each count and nothing to compare with in the first 28 days", () => {
    const [line] = scoreSeries([{ id: "young", start: START, counts: drawn(1, 2, 40) }]);
    expect(line?.days).toHaveLength(40);
    expect(
      line?.days
        .slice(0, 28)
        .every((day) => day.expected === null && day.score === null && day.level === "none"),
    ).toBe(true);
    expect(line?.days[28]?.expected).not.toBeNull();
    expect(line?.days[0]?.date).toBe(START);
  });

  it("learns the weekday from all lines together", () => {
    const weekly = Array.from({ length: 140 }, (_, day) => (day % 7 === 0 ? 8 : 2));
    const quiet = Array.from({ length: 140 }, (_, day) => (day % 4 === 0 ? 1 : 0));
    const [, scored] = scoreSeries([
      { id: "loud", start: START, counts: weekly },
      { id: "quiet", start: START, counts: quiet },
    ]);
    const monday = scored?.days[133]?.expected ?? 0;
    const tuesday = scored?.days[134]?.expected ?? 0;
    expect(monday / tuesday).toBeGreaterThan(2.5);
  });

  it("does not let a past burst lift what is expected by more than the cap", () => {
    const flat = drawn(3, 0.5, 150);
    const burst = flat.map((count, day) => (day === 100 ? 60 : count));
    const expected = (counts: number[]) =>
      scoreSeries([
        { id: "x", start: START, counts },
        { id: "y", start: START, counts: drawn(4, 50, 150) },
      ])[0]?.days[130]?.expected ?? 0;
    expect(expected(burst)).toBeLessThan(expected(flat) * 2);
  });

  it("keeps the guard: a rise does not enter its own expectation for a week", () => {
    const rise = drawn(5, 0.5, 120).map((count, day) => (day >= 110 ? count + 6 : count));
    const days =
      scoreSeries([
        { id: "x", start: START, counts: rise },
        { id: "y", start: START, counts: drawn(6, 50, 120) },
      ])[0]?.days ?? [];
    expect(days[116]?.expected ?? 9).toBeLessThan(1);
    expect(days[112]?.level).toBe("high");
  });

  it("survives series of zeros, of nothing and of different lengths", () => {
    const result = scoreSeries([
      { id: "zeros", start: START, counts: new Array(100).fill(0) },
      { id: "empty", start: START, counts: [] },
      { id: "short", start: "2026-03-01" as Day, counts: [1, 2, 3] },
    ]);
    expect(result.map((line) => line.days.length)).toEqual([100, 0, 3]);
    expect(result[0]?.days[99]).toMatchObject({ level: "none" });
  });

  it("is the same on every run", () => {
    const lines = [{ id: "a", start: START, counts: drawn(9, 1, 130) }];
    expect(scoreSeries(lines)).toEqual(scoreSeries(lines));
  });
});

describe("levels", () => {
  it.each([
    [2.99, 1, "none"],
    [3, 1, "watch"],
    [3.5, 1, "alert"],
    [3.6, 25, "watch"],
    [3.9, 25, "alert"],
    [5, 1, "high"],
  ])("reads a score of %d at %d voices a day as %s", (score, mean, level) => {
    expect(levelOf(score, mean, THRESHOLDS)).toBe(level);
  });
});
