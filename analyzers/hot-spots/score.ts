import type { Level } from "../../model/hot-spot.ts";
import type { Day } from "../../model/ids.ts";
import { addDays, daysBetween, weekdayOf } from "../../model/time.ts";
import {
  countVariance,
  expectedCount,
  fitBaseline,
  GUARD_DAYS,
  HISTORY_DAYS,
  type WindowDays,
  windowOf,
  windowWith,
  withPriorMean,
} from "./baseline.ts";
import { negativeBinomialMidP, tailToScore } from "./distributions.ts";

/** Weight of the newest day in the moving average. */
const MEMORY = 0.4;
/** Standard deviation of that average when every day is as expected: 0.4 / √(1 - 0.6²). */
const AVERAGE_SPREAD = 0.5;
/** Above this mean a series needs the higher threshold for an alert. */
export const BUSY_MEAN = 20;

/** How much wider counts scatter on a holiday of which no earlier year is known (judgement). */
const ASSUMED_DISPERSION = 1.1;

/** S from which a level is reached; defaults give about one false alarm-day in 1000 (research, section 2.4). */
export interface Thresholds {
  readonly watch: number;
  readonly alert: number;
  readonly alertBusy: number;
  readonly high: number;
}
export const THRESHOLDS: Thresholds = { watch: 3, alert: 3.5, alertBusy: 3.9, high: 5 };

/** What is common to all series of an area: one column a day. */
export interface Grid {
  readonly start: Day;
  readonly days: number;
  /** First column that counts; earlier ones hold no data. */
  readonly first: number;
  /** 1 where a day stays out of every baseline (holidays). */
  readonly excluded: Uint8Array;
  /** Holiday factor of each day, else 1. */
  readonly holidayFactors: Float64Array;
  /** 1 on days whose holiday factor is only assumed: counts scatter more around it. */
  readonly assumed?: Uint8Array;
  /** Counts of the whole area a day: the weekday factors are pooled over them. */
  readonly totals: Float64Array;
  /** Whether the weekday factors are kept steady against single voices: they are where anything is told of people. */
  readonly steady: boolean;
}

/** One series of daily counts and what is known about it. */
export interface Series {
  readonly counts: Float64Array;
  /** Counts from which baselines are learned, from `from` on, where groups joined late; else `counts`. */
  readonly panels?: readonly { readonly from: number; readonly counts: Float64Array }[];
  /** 1 where data is missing: out of the baseline, and the average stands still. */
  readonly masked?: Uint8Array;
  /** 1 on days of a known hot spot: they were scored, but no baseline is learned from them. */
  readonly unusual?: Uint8Array;
  /** Holiday factors learned for the series' family; those of the grid where absent. */
  readonly holidayFactors?: Float64Array;
  /** Volume of other topics relative to their expectation; 1 where absent. */
  readonly volume?: Float64Array;
  /** The mean is never below this. */
  readonly leastMean?: number;
  /** Mean a day that the area's share would give, for young series. */
  readonly priorMean?: number;
}

/** Scores of one series, one entry a column; NaN where nothing could be expected yet. */
export interface ScoredSeries {
  readonly expected: Float64Array;
  readonly dispersion: Float64Array;
  /** Usual count of a day, weekday and other factors apart. */
  readonly mean: Float64Array;
  readonly baselineDays: Float64Array;
  readonly score: Float64Array;
}

/** The windows of the columns `from` to `to`, shared by all series without missing days. */
export function windowsOf(grid: Grid, from: number): readonly (WindowDays | null)[] {
  const rules = { ...grid, firstWeekday: weekdayOf(grid.start) };
  return Array.from({ length: grid.days }, (_, column) => (column < from ? null : windowOf(column, rules)));
}

/**
 * Scores a series from column `from` to the end: expectation, residual, moving average of residuals that starts at 0.
 * Without `priorMean` a day with fewer than 28 days of data before it is not scored; with it, from the eighth day on.
 */
export function scoreOne(grid: Grid, series: Series, windows: readonly (WindowDays | null)[]): ScoredSeries {
  const blank = () => new Float64Array(grid.days).fill(Number.NaN);
  const scored: ScoredSeries = {
    expected: blank(),
    dispersion: blank(),
    mean: blank(),
    baselineDays: blank(),
    score: blank(),
  };
  let average = 0;
  for (let column = grid.first; column < grid.days; column++) {
    const window = windows[column];
    if (window == null || !hasHistory(grid, series, column)) continue;
    const used = usableDays(window, series);
    const fitted = fitBaseline(panelAt(series, column), used);
    const young = column - grid.first < HISTORY_DAYS && series.priorMean !== undefined;
    const drawn = young ? withPriorMean(fitted, series.priorMean ?? 0) : fitted;
    const least = series.leastMean ?? 0;
    const baseline = drawn.mean >= least ? drawn : { ...drawn, mean: least };
    const factor = used.factor * holidayFactor(grid, series, column) * (series.volume?.[column] ?? 1);
    const expected = expectedCount(baseline.mean, factor);
    if (series.masked?.[column] !== 1) {
      const unsure = series.holidayFactors === undefined && grid.assumed?.[column] === 1;
      const spread = baseline.dispersion * (unsure ? ASSUMED_DISPERSION : 1);
      const variance = countVariance(expected, spread, baseline.days);
      const tail = negativeBinomialMidP(series.counts[column] ?? 0, expected, variance);
      average = MEMORY * tailToScore(tail) + (1 - MEMORY) * average;
    }
    scored.expected[column] = expected;
    scored.dispersion[column] = baseline.dispersion;
    scored.mean[column] = baseline.mean;
    scored.baselineDays[column] = baseline.days;
    scored.score[column] = average / AVERAGE_SPREAD;
  }
  return scored;
}

function holidayFactor(grid: Grid, series: Series, column: number): number {
  return series.holidayFactors?.[column] ?? grid.holidayFactors[column] ?? 1;
}

function hasHistory(grid: Grid, series: Series, column: number): boolean {
  const days = column - grid.first;
  return days >= (series.priorMean === undefined ? HISTORY_DAYS : GUARD_DAYS + 1);
}

function panelAt(series: Series, column: number): Float64Array {
  return series.panels?.findLast((panel) => panel.from <= column)?.counts ?? series.counts;
}

function usableDays(window: WindowDays, { masked, unusual }: Series): WindowDays {
  if (masked === undefined && unusual === undefined) return window;
  const kept = window.columns
    .map((_, index) => index)
    .filter((index) => {
      const column = window.columns[index] ?? 0;
      return masked?.[column] !== 1 && unusual?.[column] !== 1;
    });
  if (kept.length === window.columns.length) return window;
  return windowWith(
    kept.map((index) => window.columns[index] ?? 0),
    kept.map((index) => window.factors[index] ?? 1),
    window.factor,
  );
}

/** The level that a score alone would give, no gate asked. */
export function levelOf(score: number, mean: number, thresholds: Thresholds): Level | "none" {
  const alert = mean > BUSY_MEAN ? thresholds.alertBusy : thresholds.alert;
  if (score >= Math.max(thresholds.high, alert)) return "high";
  if (score >= alert) return "alert";
  return score >= thresholds.watch ? "watch" : "none";
}

/** One line of the `score` command. */
export interface DailyCounts {
  readonly id: string;
  readonly start: Day;
  readonly counts: readonly number[];
}
export interface ScoredDay {
  readonly date: Day;
  readonly expected: number | null;
  readonly dispersion: number | null;
  readonly score: number | null;
  readonly level: Level | "none";
}

/** Scores daily series, weekday factors pooled over all of them: the bare signal, without gates or warm-up. */
export function scoreSeries(
  lines: readonly DailyCounts[],
  thresholds: Thresholds = THRESHOLDS,
): { readonly id: string; readonly days: readonly ScoredDay[] }[] {
  const filled = lines.filter((line) => line.counts.length > 0);
  const start = filled.map((line) => line.start).sort()[0] ?? ("" as Day);
  const days = Math.max(0, ...filled.map((line) => daysBetween(start, line.start) + line.counts.length));
  const totals = new Float64Array(days);
  const covering = new Float64Array(days);
  for (const line of filled) {
    const offset = daysBetween(start, line.start);
    line.counts.forEach((count, index) => {
      totals[offset + index] = (totals[offset + index] ?? 0) + count;
      covering[offset + index] = (covering[offset + index] ?? 0) + 1;
    });
  }
  const pooled = totals.map((total, column) => total / Math.max(1, covering[column] ?? 1));
  const dates = Array.from({ length: days }, (_, column) => addDays(start, column));
  const cache = new Map<number, { grid: Grid; windows: readonly (WindowDays | null)[] }>();
  const shared = (first: number) => {
    const known = cache.get(first);
    if (known !== undefined) return known;
    const grid: Grid = {
      start,
      days,
      first,
      excluded: new Uint8Array(days),
      holidayFactors: new Float64Array(days).fill(1),
      totals: pooled,
      steady: false,
    };
    const made = { grid, windows: windowsOf(grid, first + HISTORY_DAYS) };
    cache.set(first, made);
    return made;
  };
  return lines.map((line) => {
    if (line.counts.length === 0) return { id: line.id, days: [] };
    const offset = daysBetween(start, line.start);
    const { grid, windows } = shared(offset);
    const counts = new Float64Array(days);
    counts.set(line.counts, offset);
    return {
      id: line.id,
      days: scoredDays(
        dates.slice(offset, offset + line.counts.length),
        offset,
        scoreOne(grid, { counts }, windows),
        thresholds,
      ),
    };
  });
}

function scoredDays(
  dates: readonly Day[],
  offset: number,
  scored: ScoredSeries,
  thresholds: Thresholds,
): ScoredDay[] {
  return dates.map((date, index) => {
    const expected = scored.expected[offset + index] ?? Number.NaN;
    if (Number.isNaN(expected)) return { date, expected: null, dispersion: null, score: null, level: "none" };
    const score = scored.score[offset + index] ?? 0;
    return {
      date,
      expected: rounded(expected),
      dispersion: rounded(scored.dispersion[offset + index] ?? 1),
      score: rounded(score),
      level: levelOf(score, scored.mean[offset + index] ?? 0, thresholds),
    };
  });
}

/** Six decimals: enough for any comparison, and the same text on every machine. */
function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
