import {
  countQuantile,
  countSampler,
  normalQuantile,
  seededRandom,
} from "../../analyzers/hot-spots/distributions.ts";
import { scoreSeries } from "../../analyzers/hot-spots/score.ts";
import type { Day } from "../../model/ids.ts";

/** The daily signals 3, 5 and 15 of Noufaily et al. 2019: days of the week, bank holidays, one outbreak at the end. */

const START = "2020-01-06" as Day;
const YEAR = 364;
const DAYS = 7 * YEAR;
const TESTED = 49 * 7;
const SIZES = [2, 3, 5, 10] as const;

interface Signal {
  readonly id: number;
  readonly yearly: number;
  readonly weekly: number;
  readonly level: number;
  readonly trend: number;
  readonly gammas: readonly [number, number, number, number];
  readonly dispersion: number;
  readonly shift: number;
}

/** The three signals whose counts are nearest to ours. */
export const SIGNALS: readonly Signal[] = [
  {
    id: 3,
    yearly: 1,
    weekly: 2,
    level: 0.5,
    trend: 0,
    gammas: [1.5, 1.4, 0.5, 0.4],
    dispersion: 1,
    shift: -167,
  },
  { id: 5, yearly: 0, weekly: 2, level: 2, trend: 0, gammas: [0, 0, 0.3, 0.25], dispersion: 1, shift: 1 },
  {
    id: 15,
    yearly: 4,
    weekly: 1,
    level: 0.05,
    trend: 0,
    gammas: [0.01, 0.01, 1.8, 0.1],
    dispersion: 1,
    shift: -85,
  },
];

/** What was found on one signal, with alarms from the alert level on and no gate. */
export interface SignalResult {
  readonly signal: number;
  readonly falsePositiveRate: number;
  readonly detection: number;
  readonly specificity: number;
  /** (first alarm - start) / duration, 1 where it was missed. */
  readonly timeliness: number;
}

/** Runs `simulations` series of a signal; sizes of outbreaks take turns. */
export function runSignal(signal: Signal, simulations: number, seed: number): SignalResult {
  const random = seededRandom(seed + signal.id);
  const quiet = Array.from({ length: simulations }, () => drawSignal(signal, random));
  const planted = quiet.map((counts, index) =>
    plant(counts, signal, SIZES[index % SIZES.length] ?? 2, random),
  );
  // The last two years are enough: a baseline reaches back nine weeks.
  const from = DAYS - 2 * YEAR;
  const scored = (series: readonly (readonly number[])[]) =>
    scoreSeries(
      series.map((counts, index) => ({ id: String(index), start: START, counts: counts.slice(from) })),
    );
  const alarms = (days: readonly { readonly level: string }[]) =>
    days.map(({ level }) => level === "alert" || level === "high");
  const nullAlarms = scored(quiet).flatMap(({ days }) => alarms(days).slice(-TESTED));
  const found = scored(planted.map(({ counts }) => counts)).map(({ days }, index) => {
    const { start, end } = planted[index] ?? { start: 0, end: 0 };
    const first = alarms(days).findIndex((alarm, day) => alarm && day + from >= start && day + from <= end);
    return first < 0 ? 1 : (first + from - start) / Math.max(1, end - start + 1);
  });
  const falsePositiveRate = nullAlarms.filter(Boolean).length / nullAlarms.length;
  return {
    signal: signal.id,
    falsePositiveRate,
    detection: found.filter((timeliness) => timeliness < 1).length / simulations,
    specificity: 1 - falsePositiveRate,
    timeliness: found.reduce((sum, value) => sum + value, 0) / simulations,
  };
}

function meanOf(signal: Signal, day: number): number {
  const at = day + signal.shift;
  const [c1, s1, c2, s2] = signal.gammas;
  let log = signal.level + signal.trend * at;
  for (let wave = 1; wave <= signal.yearly; wave++) {
    const angle = (2 * Math.PI * wave * at) / YEAR;
    log += c1 * Math.cos(angle) + s1 * Math.sin(angle);
  }
  for (let wave = 1; wave <= signal.weekly; wave++) {
    const angle = (2 * Math.PI * wave * at) / 7;
    log += c2 * Math.cos(angle) + s2 * Math.sin(angle);
  }
  return Math.exp(log);
}

function drawSignal(signal: Signal, random: () => number): number[] {
  return Array.from({ length: DAYS }, (_, index) => {
    const mean = meanOf(signal, index + 1);
    return signal.dispersion > 1
      ? countSampler(mean, mean * signal.dispersion)(random())
      : countQuantile(random(), mean, mean);
  });
}

function plant(counts: readonly number[], signal: Signal, size: number, random: () => number) {
  const start = DAYS - TESTED + Math.floor(random() * (TESTED - 14));
  const meanSize = size * 7 * Math.sqrt(signal.dispersion * meanOf(signal, start + 1));
  const cases = countQuantile(random(), meanSize, meanSize);
  const planted = [...counts];
  let end = start;
  for (let index = 0; index < cases; index++) {
    // A quarter of the log-normal's unit is a day.
    const day = start + Math.floor(4 * Math.exp(0.5 * normalQuantile(Math.max(random(), 1e-12))));
    if (day >= DAYS) continue;
    const weight = (day + 1 + signal.shift) % 7 < 2 ? 2 : 1;
    planted[day] = (planted[day] ?? 0) + weight;
    end = Math.max(end, day);
  }
  return { counts: planted, start, end };
}
