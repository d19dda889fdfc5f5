import { countVariance } from "../../analyzers/hot-spots/baseline.ts";
import { calibrate, neededScores } from "../../analyzers/hot-spots/calibration.ts";
import {
  countSampler,
  negativeBinomialMidP,
  seededRandom,
  tailToScore,
} from "../../analyzers/hot-spots/distributions.ts";
import { type Grid, scoreOne, THRESHOLDS, windowsOf } from "../../analyzers/hot-spots/score.ts";
import type { Day } from "../../model/ids.ts";
import { PART_BY_HOUR } from "../../pipeline/stages/detect.ts";
import { VOLUMES, type Volume } from "./yardstick-daily.ts";

/**
 * What asking every hour costs in false alarms: series in which nothing happens, each day's voices spread over its hours,
 * asked at the closing alone and asked 24 times with the margin that the hourly run adds.
 * `node lab/evals/yardstick-intraday.ts [series]`
 */

const START = "2026-01-05" as Day;
const WARM_DAYS = 110;
const DAYS = WARM_DAYS + 365;
const EPISODE_GAP_DAYS = 7;

/** False episodes a series-year at the alert threshold with floor and ratio gate, tone and sources off. */
export interface IntradayRate {
  readonly mean: number;
  readonly closing: number;
  readonly hourly: number;
}

export function intradayRate(volume: Volume, series: number, seed: number): IntradayRate {
  const random = seededRandom(seed);
  const grid: Grid = {
    start: START,
    days: DAYS,
    first: 0,
    excluded: new Uint8Array(DAYS),
    holidayFactors: new Float64Array(DAYS).fill(1),
    totals: new Float64Array(DAYS).fill(1),
    steady: true,
  };
  const windows = windowsOf(grid, 56);
  const sample = countSampler(volume.mean, volume.mean * volume.dispersion);
  let closing = 0;
  let hourly = 0;
  for (let at = 0; at < series; at++) {
    const counts = Float64Array.from({ length: DAYS }, () => sample(random()));
    const scored = scoreOne(grid, { counts }, windows);
    const calibration = calibrate([scored], DAYS - 1);
    const needed = (withinDay: boolean, day: number) =>
      neededScores(scored.mean[day] ?? 0, THRESHOLDS, calibration, withinDay).alert;
    let lastClosing = Number.NEGATIVE_INFINITY;
    let lastHourly = Number.NEGATIVE_INFINITY;
    for (let day = WARM_DAYS; day < DAYS; day++) {
      const before = (counts[day - 1] ?? 0) + (counts[day - 2] ?? 0);
      const expected = scored.expected[day] ?? 0;
      const enough = (voices: number) => voices >= 5 && voices >= 2 * 3 * expected;
      const closes = (scored.score[day] ?? 0) >= needed(false, day) && enough(before + (counts[day] ?? 0));
      if (closes && day - lastClosing > EPISODE_GAP_DAYS) closing += 1;
      if (closes) lastClosing = day;
      const yesterday = (scored.score[day - 1] ?? 0) * 0.5;
      const hours = Array.from({ length: counts[day] ?? 0 }, () => hourOf(random()));
      const within = PART_BY_HOUR.some((part, hour) => {
        const seen = hours.filter((own) => own <= hour).length;
        const mu = expected * part;
        const variance = countVariance(mu, scored.dispersion[day] ?? 1, scored.baselineDays[day] ?? 56);
        const score = (0.4 * tailToScore(negativeBinomialMidP(seen, mu, variance)) + 0.6 * yesterday) / 0.5;
        return score >= needed(true, day) && enough(before + seen);
      });
      const told = within || closes;
      if (told && day - lastHourly > EPISODE_GAP_DAYS) hourly += 1;
      if (told) lastHourly = day;
    }
  }
  return { mean: volume.mean, closing: closing / series, hourly: hourly / series };
}

function hourOf(uniform: number): number {
  const hour = PART_BY_HOUR.findIndex((part) => uniform < part);
  return hour < 0 ? PART_BY_HOUR.length - 1 : hour;
}

if (import.meta.main) {
  const series = Number(process.argv[2] ?? "200");
  console.log("voices a day   closing alone   hourly and closing   (false episodes a series-year)");
  for (const volume of VOLUMES) {
    const { mean, closing, hourly } = intradayRate(volume, series, 5);
    console.log(
      `${String(mean).padStart(12)} ${closing.toFixed(3).padStart(15)} ${hourly.toFixed(3).padStart(20)}`,
    );
  }
}
