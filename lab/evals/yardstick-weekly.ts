import {
  countQuantile,
  countSampler,
  normalQuantile,
  seededRandom,
} from "../../analyzers/hot-spots/distributions.ts";
import { boundOf, forecastWeek } from "../../analyzers/hot-spots/farrington.ts";

/**
 * The weekly yardstick of Noufaily et al. 2013: 42 simulated scenarios, with and without outbreaks, against which the
 * share of false alarms (FPR) and of outbreaks found (POD) of Farrington Flexible is compared with published figures.
 */

const WEEKS = 624;
const FIRST_TESTED = 576;
const FIRST_PAST = 313;
const PAST_SIZES = [2, 3, 5, 10] as const;

/** θ, φ, β, γ1, γ2 of the seven rows of the design. */
const ROWS = [
  [0.1, 1.5, 0.0025, 0.6, 0.6],
  [-2, 2, 0.005, 0.1, 0.3],
  [1.5, 1, 0.003, 0.2, -0.4],
  [0.5, 5, 0.002, 0.5, 0.5],
  [2.5, 3, 0.001, 1, 0.1],
  [3.75, 1.1, 0.001, 0.1, -0.1],
  [5, 1.2, 0.0001, 0.05, 0.01],
] as const;

/** One scenario: level, dispersion, trend and seasons. */
export interface Scenario {
  readonly theta: number;
  readonly dispersion: number;
  readonly trend: number;
  readonly seasons: number;
  readonly cosine: number;
  readonly sine: number;
}

/** The 42 scenarios: seven rows, with and without trend, with none, one or two seasonal waves. */
const SCENARIOS: readonly Scenario[] = ROWS.flatMap(([theta, dispersion, slope, cosine, sine]) =>
  [0, slope].flatMap((trend) =>
    [0, 1, 2].map((seasons) => ({ theta, dispersion, trend, seasons, cosine, sine })),
  ),
);

/**
 * How series are drawn: as the paper says, or as the published code does, whose variance is 1 + φμ/(1 + μ) times the
 * mean, whose outbreaks are measured by the deviation of the whole series as it stands, and which ran only 28 scenarios.
 */
export type Simulator = "as-published" | "as-coded";

/** What was found for one way to draw the threshold. */
export interface WeeklyResult {
  readonly threshold: "delta" | "nbPlugin";
  readonly falsePositiveRate: number;
  /** By outbreak size k. */
  readonly detection: ReadonlyMap<number, number>;
}

/** Runs the design with `replicates` series a scenario at one alpha. The same seed gives the same figures. */
export function runWeekly(options: {
  readonly replicates: number;
  readonly alpha: number;
  readonly sizes: readonly number[];
  readonly seed: number;
  readonly simulator: Simulator;
}): readonly WeeklyResult[] {
  const random = seededRandom(options.seed);
  const thresholds = ["delta", "nbPlugin"] as const;
  const alarms = { delta: 0, nbPlugin: 0 };
  const found = new Map(options.sizes.map((size) => [size, { delta: 0, nbPlugin: 0 }]));
  let tested = 0;
  const { simulator } = options;
  const scenarios = simulator === "as-coded" ? SCENARIOS.filter(({ seasons }) => seasons <= 1) : SCENARIOS;
  for (const scenario of scenarios) {
    for (let replicate = 0; replicate < options.replicates; replicate++) {
      const quiet = drawSeries(scenario, simulator, random);
      for (let week = FIRST_TESTED; week <= WEEKS; week++) {
        tested += 1;
        const forecast = forecastWeek(quiet, week);
        for (const threshold of thresholds) {
          if ((quiet[week - 1] ?? 0) > boundOf(forecast, { alpha: options.alpha, threshold }))
            alarms[threshold] += 1;
        }
      }
      const deviation = (week: number, current: readonly number[]) =>
        simulator === "as-coded"
          ? standardDeviation(current)
          : Math.sqrt(scenario.dispersion * meanOf(scenario, week));
      for (const [size, counts] of found) {
        const { series, outbreak } = plantOutbreaks(quiet, deviation, size, random);
        const forecasts = outbreak.map((week) => ({ week, forecast: forecastWeek(series, week) }));
        for (const threshold of thresholds) {
          const caught = forecasts.some(
            ({ week, forecast }) =>
              (series[week - 1] ?? 0) > boundOf(forecast, { alpha: options.alpha, threshold }),
          );
          if (caught) counts[threshold] += 1;
        }
      }
    }
  }
  const series = scenarios.length * options.replicates;
  return thresholds.map((threshold) => ({
    threshold,
    falsePositiveRate: alarms[threshold] / tested,
    detection: new Map([...found].map(([size, counts]) => [size, counts[threshold] / series])),
  }));
}

function meanOf(scenario: Scenario, week: number): number {
  let log = scenario.theta + scenario.trend * week;
  for (let wave = 1; wave <= scenario.seasons; wave++) {
    const angle = (2 * Math.PI * wave * week) / 52;
    log += scenario.cosine * Math.cos(angle) + scenario.sine * Math.sin(angle);
  }
  return Math.exp(log);
}

function drawSeries(scenario: Scenario, simulator: Simulator, random: () => number): number[] {
  return Array.from({ length: WEEKS }, (_, index) => {
    const mean = meanOf(scenario, index + 1);
    const coded = 1 + (scenario.dispersion * mean) / (1 + mean);
    return drawCount(mean, simulator === "as-coded" ? coded : scenario.dispersion, random);
  });
}

function drawCount(mean: number, dispersion: number, random: () => number): number {
  return dispersion > 1
    ? countSampler(mean, mean * dispersion)(random())
    : countQuantile(random(), mean, mean);
}

/**
 * Four past outbreaks and a current one, each of a size drawn about k standard deviations of its first week; cases fall
 * on the weeks after the start as a log-normal says.
 */
function plantOutbreaks(
  quiet: readonly number[],
  deviation: (week: number, current: readonly number[]) => number,
  size: number,
  random: () => number,
): { readonly series: readonly number[]; readonly outbreak: readonly number[] } {
  const series = [...quiet];
  const plant = (from: number, to: number, k: number) => {
    const start = from + Math.floor(random() * (to - from + 1));
    return plantOne(series, start, k * deviation(start, series), random);
  };
  for (const past of PAST_SIZES) plant(FIRST_PAST, FIRST_TESTED - 1, past);
  return { series, outbreak: plant(FIRST_TESTED, WEEKS, size) };
}

function plantOne(
  series: number[],
  start: number,
  meanSize: number,
  random: () => number,
): readonly number[] {
  const cases = countQuantile(random(), meanSize, meanSize);
  const weeks = new Set<number>();
  for (let index = 0; index < cases; index++) {
    const week = start + Math.floor(Math.exp(0.5 * normalQuantile(Math.max(random(), 1e-12))));
    if (week > WEEKS) continue;
    series[week - 1] = (series[week - 1] ?? 0) + 1;
    weeks.add(week);
  }
  return [...weeks].sort((a, b) => a - b);
}

function standardDeviation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}
