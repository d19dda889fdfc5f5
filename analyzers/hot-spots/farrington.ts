import { countQuantile, normalQuantile } from "./distributions.ts";
import { fitSeasonal, type SeasonalData, type SeasonalFit } from "./quasi-poisson.ts";

/**
 * Farrington Flexible (Noufaily et al. 2013, doi.org/10.1002/sim.5595), the published yardstick: a quasi-Poisson model
 * with ten seasonal levels and a trend over five years, past outbreaks weighed down, and an upper bound for the week
 * under test. Weeks are numbered from 1 and a year is 52 weeks.
 */

const YEAR = 52;
const YEARS_BACK = 5;
const HALF_WINDOW = 3;
const WEEKS_LEFT_OUT = 26;
const BLOCK_WEEKS = 5;
const LEVELS = 10;
/** The level of the weeks around the same week of each past year; the nine blocks between them come before it. */
const SAME_SEASON = LEVELS - 1;
const OLDEST_WEEK = YEARS_BACK * YEAR + HALF_WINDOW;
/** Standardised residuals above this lose weight. */
const LARGE_RESIDUAL = 2.58;

export interface FarringtonOptions {
  /** One-sided false-positive rate of the bound. */
  readonly alpha: number;
  /** A quantile of the negative binomial at the expected count, or the transformed bound of the paper of 1996. */
  readonly threshold: "nbPlugin" | "delta";
}

/** One tested week; the alarm means strictly more than the threshold. */
export interface FarringtonWeek {
  readonly week: number;
  readonly expected: number;
  readonly threshold: number;
  readonly alarm: boolean;
}

/** Tests every week that has five years and three weeks behind it: from week 264 on. */
export function farrington(counts: readonly number[], options: FarringtonOptions): readonly FarringtonWeek[] {
  const weeks: FarringtonWeek[] = [];
  for (let week = OLDEST_WEEK + 1; week <= counts.length; week++) weeks.push(testWeek(counts, week, options));
  return weeks;
}

/** Tests one week, numbered from 1, on its own past only. Needs at least 263 weeks before it. */
export function testWeek(
  counts: readonly number[],
  week: number,
  options: FarringtonOptions,
): FarringtonWeek {
  const forecast = forecastWeek(counts, week);
  const threshold = boundOf(forecast, options);
  return { week, expected: forecast.expected, threshold, alarm: (counts[week - 1] ?? 0) > threshold };
}

/** What a week's past lets expect of it. */
export interface Forecast {
  readonly expected: number;
  readonly fit: SeasonalFit;
}

/** Fits the past of a week; the trend is dropped where it would run above every count of that past. */
export function forecastWeek(counts: readonly number[], week: number): Forecast {
  const data = pastOf(counts, week);
  const trended = fitReweighted(data, true);
  const largest = data.counts.reduce((max, count) => Math.max(max, count), 0);
  const fit = expectedOf(trended) > largest ? fitReweighted(data, false) : trended;
  return { expected: expectedOf(fit), fit };
}

/** The count above which a week alarms. */
export function boundOf({ expected, fit }: Forecast, { alpha, threshold }: FarringtonOptions): number {
  return threshold === "delta"
    ? deltaBound(fit, expected, alpha)
    : countQuantile(1 - alpha, expected, fit.dispersion * expected);
}

function pastOf(counts: readonly number[], week: number): SeasonalData {
  const first = week - OLDEST_WEEK;
  const size = OLDEST_WEEK - WEEKS_LEFT_OUT;
  const offsets = Array.from({ length: size }, (_, offset) => offset);
  return {
    counts: Float64Array.from(offsets, (offset) => counts[first + offset - 1] ?? 0),
    levels: Uint8Array.from(offsets, levelOf),
    times: Float64Array.from(offsets, (offset) => first + offset - week),
    levelCount: LEVELS,
  };
}

function levelOf(offset: number): number {
  const inYear = offset % YEAR;
  const window = 2 * HALF_WINDOW + 1;
  return inYear < window ? SAME_SEASON : Math.floor((inYear - window) / BLOCK_WEEKS);
}

function fitReweighted(data: SeasonalData, withTrend: boolean): SeasonalFit {
  const equal = new Float64Array(data.counts.length).fill(1);
  const first = fitSeasonal(data, equal, withTrend);
  const weights = data.counts.map((count, index) => {
    const residual = anscombeResidual(count, first, index);
    return residual > LARGE_RESIDUAL ? 1 / (residual * residual) : 1;
  });
  const scale = weights.length / weights.reduce((sum, weight) => sum + weight, 0);
  return fitSeasonal(
    data,
    weights.map((weight) => weight * scale),
    withTrend,
  );
}

function anscombeResidual(count: number, fit: SeasonalFit, index: number): number {
  const mu = fit.fitted[index] ?? 0;
  const spread = Math.sqrt(fit.dispersion * (1 - (fit.leverages[index] ?? 0)));
  return (1.5 * (count ** (2 / 3) - mu ** (2 / 3))) / (mu ** (1 / 6) * spread);
}

/** Times are weeks from the tested one, so that the intercept of its season is its own linear predictor. */
function expectedOf(fit: SeasonalFit): number {
  return Math.exp(fit.intercepts[SAME_SEASON] ?? Number.NaN);
}

function deltaBound(fit: SeasonalFit, expected: number, alpha: number): number {
  const error = expected * Math.sqrt(fit.relativeDispersion * fit.predictionVariance(SAME_SEASON, 0));
  const total = fit.dispersion + (error * error) / expected;
  const variance = (4 / 9) * expected ** (1 / 3) * total;
  return (expected ** (2 / 3) + normalQuantile(1 - alpha) * Math.sqrt(variance)) ** (3 / 2);
}
