import { describe, expect, it } from "vitest";
import { calibrate, neededScores } from "../../../analyzers/hot-spots/calibration.ts";
import { type ScoredSeries, THRESHOLDS } from "../../../analyzers/hot-spots/score.ts";

const cell = (mean: number, dispersion: number): ScoredSeries => ({
  mean: Float64Array.of(mean),
  dispersion: Float64Array.of(dispersion),
  expected: Float64Array.of(mean),
  baselineDays: Float64Array.of(56),
  score: Float64Array.of(0),
});

describe("calibrate", () => {
  const classes = calibrate([cell(0.1, 1.3), cell(0.12, 1.3), cell(2, 4), cell(Number.NaN, 1)], 0);

  it("simulates the classes that have cells, each from their own dispersion", () => {
    expect(classes.map(({ upTo, dispersion }) => [upTo, dispersion])).toEqual([
      [0.2, 1.25],
      [4, 4],
    ]);
  });

  it("finds for quiet cells what was measured: about 2.2, 2.8 and 3.2", () => {
    const [quiet] = classes;
    expect(quiet?.hundred).toBeCloseTo(2.2, 0);
    expect(quiet?.year).toBeGreaterThan(2.5);
    expect(quiet?.year).toBeLessThan(3.2);
    expect(quiet?.thousand).toBeGreaterThan(quiet?.year ?? 9);
  });

  it("gives the same thresholds for the same cells", () => {
    expect(calibrate([cell(0.15, 1.3)], 0)).toEqual(classes.slice(0, 1));
  });

  it("raises what a restless class needs and never lowers what is configured", () => {
    const needed = (mean: number) => neededScores(mean, THRESHOLDS, classes, false);
    expect(needed(0.1).alert).toBe(3.5);
    expect(needed(2).alert).toBeGreaterThan(3.6);
    expect(needed(30)).toEqual({ watch: 3, alert: 3.9, high: 5 });
  });

  it("asks more within the day, where it asks more often", () => {
    expect(neededScores(30, THRESHOLDS, [], true)).toEqual({ watch: 3.4, alert: 4.3, high: 5.4 });
  });
});
