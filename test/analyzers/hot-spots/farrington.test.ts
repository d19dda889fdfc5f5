import { describe, expect, it } from "vitest";
import { countQuantile, countSampler, seededRandom } from "../../../analyzers/hot-spots/distributions.ts";
import { farrington, testWeek } from "../../../analyzers/hot-spots/farrington.ts";

/** Ten years and more of weekly counts with a yearly wave, drawn with a seed. */
function weekly(seed: number, mean: number, dispersion: number, weeks = 560): number[] {
  const random = seededRandom(seed);
  return Array.from({ length: weeks }, (_, week) => {
    const mu = mean * Math.exp(0.3 * Math.sin((2 * Math.PI * week) / 52));
    return countSampler(mu, mu * dispersion)(random());
  });
}
const NB = { alpha: 0.005, threshold: "nbPlugin" } as const;
const DELTA = { alpha: 0.005, threshold: "delta" } as const;

describe("farrington", () => {
  it("tests every week from 264 on and none of a shorter series", () => {
    const weeks = farrington(weekly(1, 5, 1.5, 270), NB);
    expect(weeks.map(({ week }) => week)).toEqual([264, 265, 266, 267, 268, 269, 270]);
    expect(farrington(weekly(1, 5, 1.5, 263), NB)).toEqual([]);
    expect(farrington([], NB)).toEqual([]);
  });

  it("follows the season of the past years", () => {
    const weeks = farrington(weekly(2, 40, 1.2), NB);
    const share = weeks.map(
      ({ week, expected }) => expected / (40 * Math.exp(0.3 * Math.sin((2 * Math.PI * (week - 1)) / 52))),
    );
    expect(Math.max(...share)).toBeLessThan(1.25);
    expect(Math.min(...share)).toBeGreaterThan(0.8);
  });

  it("gives whole thresholds that are the quantile of the expected count", () => {
    const weeks = farrington(weekly(3, 2, 1.6), NB);
    expect(weeks.every(({ threshold }) => Number.isInteger(threshold))).toBe(true);
    expect(countQuantile(0.995, 2, 2)).toBe(6);
  });

  it("alarms in an outbreak and hardly without one", () => {
    const quiet = weekly(4, 8, 1.4);
    const loud = quiet.map((count, week) => (week === 540 ? count + 40 : count));
    expect(testWeek(loud, 541, NB).alarm).toBe(true);
    expect(testWeek(loud, 541, DELTA).alarm).toBe(true);
    const alarms = farrington(quiet, NB).filter(({ alarm }) => alarm).length;
    expect(alarms).toBeLessThan(9);
  });

  it("learns nothing from the 26 weeks before the tested one, and little from an old outbreak", () => {
    const quiet = weekly(5, 8, 1.4);
    const recent = quiet.map((count, week) => (week >= 530 && week < 550 ? count + 50 : count));
    expect(testWeek(recent, 555, NB).expected).toBe(testWeek(quiet, 555, NB).expected);
    const old = quiet.map((count, week) => (week >= 501 && week < 503 ? count + 80 : count));
    const lifted = testWeek(old, 555, NB).expected / testWeek(quiet, 555, NB).expected;
    expect(lifted).toBeLessThan(1.25);
  });

  it("drops a trend that would run above every past count", () => {
    const steep = Array.from({ length: 300 }, (_, week) =>
      week < 190 ? 0 : Math.round(1.05 ** (week - 190)),
    );
    const largest = Math.max(...steep.slice(300 - 264, 300 - 27));
    expect(testWeek(steep, 300, NB).expected).toBeLessThanOrEqual(largest);
  });

  it("alarms strictly above the threshold, at threshold 0 too", () => {
    const empty = new Array<number>(270).fill(0);
    expect(testWeek(empty, 270, NB)).toMatchObject({ threshold: 0, alarm: false });
    empty[269] = 1;
    const week = testWeek(empty, 270, NB);
    expect(week.expected).toBeLessThan(1e-6);
    expect(week.alarm).toBe(true);
  });

  it("keeps its figures", () => {
    const week = testWeek(weekly(6, 3, 1.8), 500, DELTA);
    expect({
      expected: week.expected.toPrecision(5),
      threshold: week.threshold.toPrecision(5),
    }).toMatchInlineSnapshot(`
      {
        "expected": "2.6684",
        "threshold": "10.824",
      }
    `);
  });
});
