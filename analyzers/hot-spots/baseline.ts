/**
 * What a series usually counts: a capped mean over a trailing window, with weekday factors pooled over the whole area,
 * so that a past burst or a quiet Sunday does not set the level. Counts are voices a day.
 */

/** Days of the trailing window. */
export const WINDOW_DAYS = 56;
/** Days before the tested day that stay out of the window, so that a burst cannot lift its own baseline. */
export const GUARD_DAYS = 7;
/** Days of data below which a series is in warm-up. */
export const HISTORY_DAYS = 28;
/** Days of weight that the area's share has against a young series' own days (judgement, untested). */
const PRIOR_DAYS = 14;
/** Below this a first voice would be infinitely significant. */
const SMALLEST_MEAN = 0.02;
/** Dispersion that sparse series are drawn to, and the days of weight it has. */
const PRIOR_DISPERSION = 1.3;
const PRIOR_DISPERSION_DAYS = 28;
const LARGEST_DISPERSION = 8;
/** A weekday on which nothing was ever counted still has an expectation. */
const SMALLEST_FACTOR = 0.1;

/** The days from which a day's expectation is learned. */
export interface WindowDays {
  /** Columns of a series, ascending; excluded days left out. */
  readonly columns: readonly number[];
  /** Factor of each of `columns`. */
  readonly factors: Float64Array;
  /** Sum of `factors`. */
  readonly factorSum: number;
  /** Factor of the day tested. */
  readonly factor: number;
}

/** A day's expectation before weekday, holiday and volume factors. */
export interface Baseline {
  readonly mean: number;
  readonly dispersion: number;
  readonly days: number;
}

/** The columns of the window of the day at `column`, none before `first`, without excluded ones. */
function windowColumns(column: number, first: number, excluded: Uint8Array): number[] {
  const columns: number[] = [];
  const last = column - GUARD_DAYS;
  for (let index = Math.max(first, last - WINDOW_DAYS + 1); index <= last; index++) {
    if (excluded[index] !== 1) columns.push(index);
  }
  return columns;
}

/** Mean of the area on each weekday relative to its mean, over the columns given (Monday = 0). */
function weekdayFactors(
  totals: Float64Array,
  columns: readonly number[],
  firstWeekday: number,
): Float64Array {
  const sums = new Float64Array(7);
  const days = new Float64Array(7);
  let total = 0;
  for (const column of columns) {
    const weekday = (firstWeekday + column) % 7;
    const count = totals[column] ?? 0;
    sums[weekday] = (sums[weekday] ?? 0) + count;
    days[weekday] = (days[weekday] ?? 0) + 1;
    total += count;
  }
  const mean = columns.length === 0 ? 0 : total / columns.length;
  return sums.map((sum, weekday) => {
    const counted = days[weekday] ?? 0;
    return mean === 0 || counted === 0 ? 1 : Math.max(sum / counted / mean, SMALLEST_FACTOR);
  });
}

/** Chi-square of six degrees of freedom that equal weekdays exceed once in 100 times. */
const UNEQUAL_WEEKDAYS = 16.8;
const STEADY_STEP = 0.1;

/**
 * Weekday factors that a single voice does not move: 1 unless the area's weekdays differ beyond chance, then in steps
 * of a tenth. One account more or less somewhere must not show in what is told of another cell (promise 6).
 */
function steadyFactors(totals: Float64Array, columns: readonly number[], firstWeekday: number): Float64Array {
  const factors = weekdayFactors(totals, columns, firstWeekday);
  const total = columns.reduce((sum, column) => sum + (totals[column] ?? 0), 0);
  const weekly = total / 7;
  const unequal = factors.reduce((sum, factor) => sum + weekly * (factor - 1) ** 2, 0);
  if (unequal < UNEQUAL_WEEKDAYS * PRIOR_DISPERSION) return factors.fill(1);
  return factors.map((factor) => Math.max(Math.round(factor / STEADY_STEP), 1) * STEADY_STEP);
}

/** What decides the window of a column. */
export interface WindowRules {
  /** First column that counts. */
  readonly first: number;
  /** 1 where a day stays out. */
  readonly excluded: Uint8Array;
  /** Counts of the whole area a day. */
  readonly totals: Float64Array;
  readonly firstWeekday: number;
  /** Whether weekday factors are kept steady against single voices. */
  readonly steady: boolean;
}

/** The window of the day at `column` with its weekday factors. */
export function windowOf(column: number, rules: WindowRules): WindowDays {
  const { first, excluded, totals, firstWeekday, steady } = rules;
  const columns = windowColumns(column, first, excluded);
  const factors = (steady ? steadyFactors : weekdayFactors)(totals, columns, firstWeekday);
  const own = columns.map((index) => factors[(firstWeekday + index) % 7] ?? 1);
  return windowWith(columns, own, factors[(firstWeekday + column) % 7] ?? 1);
}

/** A window of the columns and factors given. */
export function windowWith(
  columns: readonly number[],
  factors: readonly number[],
  factor: number,
): WindowDays {
  const factorSum = factors.reduce((sum, value) => sum + value, 0);
  return { columns, factors: Float64Array.from(factors), factorSum, factor };
}

/** Working room of `fitBaseline`, which runs for every cell and day: the non-zero days of one window. */
const countsSeen = new Float64Array(WINDOW_DAYS);
const factorsSeen = new Float64Array(WINDOW_DAYS);

/**
 * The capped mean and the dispersion of a series over a window. Days that counted zero add nothing to the mean and
 * their expectation to the dispersion, so that only the others are visited.
 */
export function fitBaseline(counts: Float64Array, window: WindowDays): Baseline {
  const { columns, factors } = window;
  const days = columns.length;
  let seen = 0;
  let levels = 0;
  let squares = 0;
  for (let index = 0; index < days; index++) {
    const count = counts[columns[index] as number] as number;
    if (count === 0) continue;
    const factor = factors[index] as number;
    countsSeen[seen] = count;
    factorsSeen[seen] = factor;
    seen += 1;
    levels += count / factor;
    squares += (count / factor) ** 2;
  }
  if (seen === 0) return { mean: 0, dispersion: shrunkDispersion(0, days), days };
  const rawMean = levels / days;
  const spread = Math.sqrt(Math.max(0, squares - days * rawMean * rawMean) / Math.max(1, days - 1));
  const cap = Math.max(rawMean + 3 * Math.max(spread, 1), 3);
  let capped = 0;
  for (let index = 0; index < seen; index++) {
    capped += Math.min((countsSeen[index] as number) / (factorsSeen[index] as number), cap);
  }
  const mean = capped / days;
  let chi = mean * window.factorSum;
  for (let index = 0; index < seen; index++) {
    const factor = factorsSeen[index] as number;
    const expected = mean * factor;
    const excess = Math.min(countsSeen[index] as number, cap * factor) - expected;
    chi += (excess * excess) / expected - expected;
  }
  return { mean, dispersion: shrunkDispersion(chi / Math.max(1, days - 1), days), days };
}

function shrunkDispersion(raw: number, days: number): number {
  const shrunk = (days * raw + PRIOR_DISPERSION_DAYS * PRIOR_DISPERSION) / (days + PRIOR_DISPERSION_DAYS);
  return Math.min(Math.max(shrunk, 1), LARGEST_DISPERSION);
}

/** Draws a young series' mean to what its share of the area would be. */
export function withPriorMean(baseline: Baseline, priorMean: number): Baseline {
  const mean = (baseline.days * baseline.mean + PRIOR_DAYS * priorMean) / (baseline.days + PRIOR_DAYS);
  return { ...baseline, mean };
}

/** Expected count of a day with the factors that apply to it. */
export function expectedCount(mean: number, factor: number): number {
  return Math.max(mean, SMALLEST_MEAN) * factor;
}

/** Variance of a day's count, the uncertainty of its baseline included; always above the mean. */
export function countVariance(expected: number, dispersion: number, days: number): number {
  return Math.max(dispersion * expected * (1 + 1 / Math.max(1, days)), 1.001 * expected);
}
