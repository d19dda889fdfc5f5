/**
 * Quasi-Poisson regression with log link on a level for each season and, if wanted, one linear trend. Such a design has
 * an arrow-shaped information matrix, so that every step is a weighted mean a level and one slope.
 */

/** Changes of the deviance below this, relative, end the fit; steps are few because the start is near. */
const TOLERANCE = 1e-8;
const MOST_STEPS = 25;

/** The weeks fitted: one count, season level (from 0) and time each. */
export interface SeasonalData {
  readonly counts: Float64Array;
  readonly levels: Uint8Array;
  readonly times: Float64Array;
  readonly levelCount: number;
}

/** A fitted model. */
export interface SeasonalFit {
  readonly fitted: Float64Array;
  readonly slope: number;
  readonly intercepts: Float64Array;
  /** Hat values: how much each week pulls its own fitted value. */
  readonly leverages: Float64Array;
  /** Pearson statistic over residual degrees of freedom, at least 1. */
  readonly dispersion: number;
  /** Sum of weight × ((count - fitted) / fitted)² over residual degrees of freedom. */
  readonly relativeDispersion: number;
  /** Variance factor of the linear predictor at a level and time: times a dispersion it is its squared error. */
  readonly predictionVariance: (level: number, time: number) => number;
}

/** Fits by iterated reweighting. `weights` are the prior weights of the weeks. */
export function fitSeasonal(data: SeasonalData, weights: Float64Array, withTrend: boolean): SeasonalFit {
  const { counts, levels, times, levelCount } = data;
  const size = counts.length;
  const fitted = counts.map((count) => count + 0.1);
  const working = new Float64Array(size);
  let moments = momentsOf(data, weights, fitted);
  let slope = 0;
  let intercepts = new Float64Array(levelCount);
  let deviance = devianceOf(counts, fitted, weights);
  for (let step = 0; step < MOST_STEPS; step++) {
    for (let i = 0; i < size; i++) {
      const mu = fitted[i] as number;
      working[i] = Math.log(mu) + ((counts[i] as number) - mu) / mu;
    }
    moments = momentsOf(data, weights, fitted);
    const responses = levelMeans(data, weights, fitted, working);
    slope = withTrend ? slopeOf({ data, weights, fitted, working, moments, responses }) : 0;
    intercepts = responses.map((mean, level) => mean - slope * (moments.meanTimes[level] as number));
    for (let i = 0; i < size; i++) {
      fitted[i] = Math.exp((intercepts[levels[i] as number] as number) + slope * (times[i] as number));
    }
    const next = devianceOf(counts, fitted, weights);
    const settled = Math.abs(next - deviance) / (Math.abs(next) + 0.1) < TOLERANCE;
    deviance = next;
    if (settled) break;
  }
  return summarise({ data, weights, fitted, slope, intercepts, moments, withTrend });
}

interface Moments {
  readonly masses: Float64Array;
  readonly meanTimes: Float64Array;
  readonly timeSpread: number;
}

function momentsOf(data: SeasonalData, weights: Float64Array, fitted: Float64Array): Moments {
  const { levels, times, levelCount } = data;
  const masses = new Float64Array(levelCount);
  const meanTimes = levelMeans(data, weights, fitted, times, masses);
  let timeSpread = 0;
  for (let i = 0; i < times.length; i++) {
    const off = (times[i] as number) - (meanTimes[levels[i] as number] as number);
    timeSpread += (weights[i] as number) * (fitted[i] as number) * off * off;
  }
  return { masses, meanTimes, timeSpread };
}

function levelMeans(
  data: SeasonalData,
  weights: Float64Array,
  fitted: Float64Array,
  values: Float64Array,
  masses: Float64Array = new Float64Array(data.levelCount),
): Float64Array {
  const sums = new Float64Array(data.levelCount);
  for (let i = 0; i < values.length; i++) {
    const level = data.levels[i] as number;
    const mass = (weights[i] as number) * (fitted[i] as number);
    masses[level] = (masses[level] as number) + mass;
    sums[level] = (sums[level] as number) + mass * (values[i] as number);
  }
  return sums.map((sum, level) => sum / (masses[level] as number));
}

interface SlopeParts {
  readonly data: SeasonalData;
  readonly weights: Float64Array;
  readonly fitted: Float64Array;
  readonly working: Float64Array;
  readonly moments: Moments;
  readonly responses: Float64Array;
}

function slopeOf({ data, weights, fitted, working, moments, responses }: SlopeParts): number {
  let covariance = 0;
  for (let i = 0; i < working.length; i++) {
    const level = data.levels[i] as number;
    const mass = (weights[i] as number) * (fitted[i] as number);
    const time = (data.times[i] as number) - (moments.meanTimes[level] as number);
    covariance += mass * time * ((working[i] as number) - (responses[level] as number));
  }
  return covariance / moments.timeSpread;
}

function devianceOf(counts: Float64Array, fitted: Float64Array, weights: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < counts.length; i++) {
    const count = counts[i] as number;
    const mu = fitted[i] as number;
    const part = count === 0 ? mu : count * Math.log(count / mu) - (count - mu);
    sum += 2 * (weights[i] as number) * part;
  }
  return sum;
}

interface FitParts {
  readonly data: SeasonalData;
  readonly weights: Float64Array;
  readonly fitted: Float64Array;
  readonly slope: number;
  readonly intercepts: Float64Array;
  readonly moments: Moments;
  readonly withTrend: boolean;
}

function summarise(parts: FitParts): SeasonalFit {
  const { data, weights, fitted, slope, intercepts, moments, withTrend } = parts;
  const { counts, levels, times, levelCount } = data;
  const predictionVariance = (level: number, time: number): number => {
    const off = time - (moments.meanTimes[level] as number);
    return 1 / (moments.masses[level] as number) + (withTrend ? (off * off) / moments.timeSpread : 0);
  };
  const leverages = fitted.map(
    (mu, i) => mu * (weights[i] as number) * predictionVariance(levels[i] as number, times[i] as number),
  );
  let pearson = 0;
  let relative = 0;
  for (let i = 0; i < counts.length; i++) {
    const mu = fitted[i] as number;
    const off = (counts[i] as number) - mu;
    pearson += ((weights[i] as number) * off * off) / mu;
    relative += (weights[i] as number) * (off / mu) ** 2;
  }
  const freedom = counts.length - levelCount - (withTrend ? 1 : 0);
  return {
    fitted,
    slope,
    intercepts,
    leverages,
    dispersion: Math.max(1, pearson / freedom),
    relativeDispersion: relative / freedom,
    predictionVariance,
  };
}
