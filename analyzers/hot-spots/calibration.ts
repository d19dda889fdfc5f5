import type { Day } from "../../model/ids.ts";
import { countSampler, seededRandom } from "./distributions.ts";
import { BUSY_MEAN, type Grid, type ScoredSeries, scoreOne, type Thresholds, windowsOf } from "./score.ts";

/**
 * How high scores climb by chance: nominal probabilities are optimistic, so series are drawn from the level and the
 * dispersion that an area's own cells have, class by class, and scored as cells are. The same class and dispersion give
 * the same thresholds on every machine.
 */

/** Volume classes: up to so many voices a day, simulated at a level within (research, section 2.4). */
const CLASSES = [
  [0.07, 0.05],
  [0.2, 0.1],
  [1, 0.5],
  [4, 2],
  [16, 8],
  [Number.POSITIVE_INFINITY, 30],
] as const;
const SERIES = 120;
const WARM_DAYS = 100;
const SCORED_DAYS = 500;
const DISPERSION_STEP = 0.25;
const THRESHOLD_STEP = 0.1;
const SEED = 20_261_125;
const SIMULATED_FROM = "2026-01-05" as Day;

/**
 * Added to every threshold within the day, where a score is asked up to 24 times instead of once: simulated, it keeps
 * the false episodes of quiet series where the closing alone has them (`lab/evals/yardstick-intraday.ts`).
 */
const WITHIN_DAY_MARGIN = 0.4;

/** What chance alone reaches in one volume class of an area. */
export interface ClassThresholds {
  /** Usual voices a day up to which the class reaches. */
  readonly upTo: number;
  readonly dispersion: number;
  /** Scores that chance reaches on one day in 100, in 365 and in 1000. */
  readonly hundred: number;
  readonly year: number;
  readonly thousand: number;
}

const simulated = new Map<string, ClassThresholds>();

/** The thresholds of every volume class that an area's cells fill on a day, from their own dispersion. */
export function calibrate(rows: Iterable<ScoredSeries>, column: number): readonly ClassThresholds[] {
  const sums = CLASSES.map(() => ({ dispersion: 0, cells: 0 }));
  for (const { mean, dispersion } of rows) {
    const level = mean[column] ?? Number.NaN;
    if (Number.isNaN(level)) continue;
    const sum = sums[classOf(level)];
    if (sum === undefined) continue;
    sum.dispersion += dispersion[column] ?? 1;
    sum.cells += 1;
  }
  return sums.flatMap(({ dispersion, cells }, index) =>
    cells === 0
      ? []
      : thresholdsOf(index, Math.round(dispersion / cells / DISPERSION_STEP) * DISPERSION_STEP),
  );
}

function classOf(mean: number): number {
  return CLASSES.findIndex(([upTo]) => mean <= upTo);
}

function thresholdsOf(index: number, dispersion: number): readonly ClassThresholds[] {
  const [upTo, mean] = CLASSES[index] ?? [0, 0];
  const key = `${index} ${dispersion}`;
  const known = simulated.get(key) ?? simulate(upTo, mean, dispersion);
  simulated.set(key, known);
  return [known];
}

function simulate(upTo: number, mean: number, dispersion: number): ClassThresholds {
  const random = seededRandom(SEED);
  const sample = countSampler(mean, mean * Math.max(dispersion, 1.001));
  const days = WARM_DAYS + SCORED_DAYS;
  const grid: Grid = {
    start: SIMULATED_FROM,
    days,
    first: 0,
    excluded: new Uint8Array(days),
    holidayFactors: new Float64Array(days).fill(1),
    totals: new Float64Array(days).fill(1),
    steady: true,
  };
  const windows = windowsOf(grid, WARM_DAYS - SCORED_WARM_DAYS);
  const scores: number[] = [];
  for (let series = 0; series < SERIES; series++) {
    const counts = Float64Array.from({ length: days }, () => sample(random()));
    const { score } = scoreOne(grid, { counts }, windows);
    for (let day = WARM_DAYS; day < days; day++) scores.push(score[day] ?? 0);
  }
  scores.sort((a, b) => b - a);
  const reached = (share: number) => {
    const score = scores[Math.floor(scores.length * share)] ?? 0;
    return Math.round(score / THRESHOLD_STEP) * THRESHOLD_STEP;
  };
  return { upTo, dispersion, hundred: reached(1 / 100), year: reached(1 / 365), thousand: reached(1 / 1000) };
}

/** Days of the moving average before the first score that counts. */
const SCORED_WARM_DAYS = 30;

/** What decides a level at one place: configuration, raised to what chance reaches there. */
export interface NeededScores {
  readonly watch: number;
  readonly alert: number;
  readonly high: number;
}

/**
 * The scores needed at a usual volume: never below the configured ones, raised where chance alone reaches those more
 * often than on one day in a year (watch) or in 1000 days (alert).
 */
export function neededScores(
  mean: number,
  thresholds: Thresholds,
  calibration: readonly ClassThresholds[],
  withinDay: boolean,
): NeededScores {
  const own = classThresholds(mean, calibration);
  const margin = withinDay ? WITHIN_DAY_MARGIN : 0;
  const alert = mean > BUSY_MEAN ? thresholds.alertBusy : thresholds.alert;
  return {
    watch: Math.max(thresholds.watch, own?.year ?? 0) + margin,
    alert: Math.max(alert, own?.thousand ?? 0) + margin,
    high: thresholds.high + margin,
  };
}

/** The class of a usual volume; undefined where no cell of the area was in it. */
export function classThresholds(
  mean: number,
  calibration: readonly ClassThresholds[],
): ClassThresholds | undefined {
  const upTo = CLASSES[classOf(mean)]?.[0];
  return calibration.find((entry) => entry.upTo === upTo);
}
