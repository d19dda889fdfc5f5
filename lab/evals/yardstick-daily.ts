import {
  countQuantile,
  countSampler,
  normalQuantile,
  seededRandom,
} from "../../analyzers/hot-spots/distributions.ts";
import { type ScoredDay, scoreSeries } from "../../analyzers/hot-spots/score.ts";
import type { Day } from "../../model/ids.ts";

/**
 * The daily yardstick of our own detector: false episodes on series without plants, and bursts found when the threshold
 * is set so that every detector would have the same share of false alarm-days.
 */

const START = "2026-01-05" as Day;
const WEEKDAYS = [1.1, 1.05, 1, 1, 1.05, 0.9, 0.9] as const;
const WEEKDAY_MEAN = WEEKDAYS.reduce((sum, factor) => sum + factor, 0) / 7;
const FIRST_SCORED = 170;
/** Alarms closer than this are one episode. */
const EPISODE_GAP_DAYS = 7;

/** Mean a day and dispersion of the volume classes. */
export const VOLUMES = [
  { mean: 0.05, dispersion: 1.3, fast: 5, slow: 7 },
  { mean: 0.1, dispersion: 1.3, fast: 5, slow: 7 },
  { mean: 0.5, dispersion: 1.3, fast: 7, slow: 12 },
  { mean: 2, dispersion: 1.6, fast: 12, slow: 22 },
  { mean: 8, dispersion: 2, fast: 26, slow: 50 },
] as const;
export type Volume = (typeof VOLUMES)[number];

/** False episodes a series-year at the alert threshold, the floor and the ratio gate on, tone and sources off. */
export function falseEpisodes(volume: Volume, series: number, years: number, seed: number): number {
  const random = seededRandom(seed);
  const days = FIRST_SCORED + Math.round(365 * years);
  const lines = Array.from({ length: series }, (_, index) => ({
    id: String(index),
    start: START,
    counts: drawDays(volume, days, random),
  }));
  const episodes = scoreSeries(lines).reduce(
    (sum, { days: scored }, index) => sum + episodesOf(lines[index]?.counts ?? [], scored),
    0,
  );
  return episodes / (series * years);
}

function episodesOf(counts: readonly number[], scored: readonly ScoredDay[]): number {
  let episodes = 0;
  let last = Number.NEGATIVE_INFINITY;
  for (let day = FIRST_SCORED; day < scored.length; day++) {
    if (!alerts(counts, scored, day)) continue;
    if (day - last > EPISODE_GAP_DAYS) episodes += 1;
    last = day;
  }
  return episodes;
}

function alerts(counts: readonly number[], scored: readonly ScoredDay[], day: number): boolean {
  const level = scored[day]?.level;
  if (level !== "alert" && level !== "high") return false;
  const told = [day - 2, day - 1, day];
  const voices = told.reduce((sum, at) => sum + (counts[at] ?? 0), 0);
  const expected = told.reduce((sum, at) => sum + (scored[at]?.expected ?? 0), 0);
  return voices >= 5 && voices >= 2 * expected;
}

/** Share of planted bursts found, and mean delay in days, at a share of false alarm-days that is the same for all. */
export interface Detection {
  readonly shape: "fast" | "slow";
  readonly falseAlarmShare: number;
  readonly detection: number;
  readonly delayDays: number;
}

/** Plants one burst a series and looks for it with the threshold that its own quiet days set. */
export function detectionAt(volume: Volume, series: number, seed: number): readonly Detection[] {
  const random = seededRandom(seed);
  const days = 420;
  const quiet = Array.from({ length: series }, () => drawDays(volume, days, random));
  const pool = quiet.map((counts, index) => ({ id: String(index), start: START, counts }));
  const nullScores = scoreSeries(pool)
    .flatMap(({ days: scored }) => scored.slice(FIRST_SCORED).map(({ score }) => score ?? 0))
    .sort((a, b) => b - a);
  return (["fast", "slow"] as const).flatMap((shape) => {
    const planted = quiet.map((counts) => plantBurst(counts, shape, volume[shape], random));
    const scored = scoreSeries(
      planted.map(({ counts }, index) => ({ id: String(index), start: START, counts })),
    );
    return [0.01, 0.001].map((share): Detection => {
      const limit = nullScores[Math.floor(nullScores.length * share)] ?? Number.POSITIVE_INFINITY;
      const hit = shape === "fast" ? 7 : 12;
      const delays = planted.flatMap(({ start }, index) => {
        const window = scored[index]?.days.slice(start, start + hit) ?? [];
        const delay = window.findIndex(({ score }) => (score ?? 0) > limit);
        return delay < 0 ? [] : [delay];
      });
      return {
        shape,
        falseAlarmShare: share,
        detection: delays.length / series,
        delayDays: delays.reduce((sum, delay) => sum + delay, 0) / Math.max(1, delays.length),
      };
    });
  });
}

function drawDays(volume: Volume, days: number, random: () => number): number[] {
  return Array.from({ length: days }, (_, day) => {
    const weekday = (WEEKDAYS[day % 7] ?? 1) / WEEKDAY_MEAN;
    const mean = volume.mean * weekday * Math.exp(0.15 * Math.sin((2 * Math.PI * day) / 365));
    return countSampler(mean, mean * volume.dispersion)(random());
  });
}

function plantBurst(
  counts: readonly number[],
  shape: "fast" | "slow",
  meanSize: number,
  random: () => number,
) {
  const start = 300 + Math.floor(random() * 90);
  const planted = [...counts];
  const size = countQuantile(random(), meanSize, meanSize);
  for (let voice = 0; voice < size; voice++) {
    const offset =
      shape === "slow"
        ? Math.floor(10 * Math.sqrt(random()))
        : Math.floor(Math.exp(Math.log(1.5) + 0.6 * normalQuantile(Math.max(random(), 1e-12))));
    const day = start + offset;
    if (day < planted.length) planted[day] = (planted[day] ?? 0) + 1;
  }
  return { counts: planted, start };
}
