import { detectionAt, falseEpisodes, VOLUMES } from "./yardstick-daily.ts";
import { runSignal, SIGNALS } from "./yardstick-signals.ts";
import { runWeekly, type Simulator } from "./yardstick-weekly.ts";

/**
 * The yardstick as text: Farrington Flexible on the 42 published scenarios and our own detector on daily series, each
 * beside the published figure. `node lab/evals/yardstick.ts [replicates]`; 100 is the published design, 5 a quick look.
 */

/** One figure beside the one published for it; `within` is the tolerance of the pass rule, null where none is set. */
export interface YardstickLine {
  readonly what: string;
  readonly measured: number;
  readonly published: number | null;
  readonly within: number | null;
}

/** Whether a figure keeps the pass rule. */
export function passes(line: YardstickLine): boolean {
  if (line.published === null || line.within === null) return true;
  return Math.abs(line.measured - line.published) <= line.within;
}

/** Published FPR (R's own where the simulator is as published), POD at k = 5 and 10, by simulator and threshold. */
const PUBLISHED: Readonly<Record<string, readonly [number, number | null, number | null]>> = {
  "as-published delta": [0.0109, null, null],
  "as-published nbPlugin": [0.0082, 0.38, 0.86],
  "as-coded delta": [0.0127, 0.53, 0.92],
};
const FPR_WITHIN = 0.002;
const POD_WITHIN = 0.06;

/** Farrington Flexible at alpha .005. */
export function weeklyLines(simulator: Simulator, replicates: number): readonly YardstickLine[] {
  const results = runWeekly({ replicates, alpha: 0.005, sizes: [5, 10], seed: 1, simulator });
  return results.flatMap(({ threshold, falsePositiveRate, detection }) => {
    const name = `${simulator} ${threshold}`;
    const [rate, five, ten] = PUBLISHED[name] ?? [null, null, null];
    return [
      { what: `FPR ${name}`, measured: falsePositiveRate, published: rate, within: FPR_WITHIN },
      { what: `POD k=5 ${name}`, measured: detection.get(5) ?? 0, published: five, within: POD_WITHIN },
      { what: `POD k=10 ${name}`, measured: detection.get(10) ?? 0, published: ten, within: POD_WITHIN },
    ];
  });
}

/** POD that the method was measured with, fast and slow, at one false alarm-day in 100. */
const MEASURED: ReadonlyMap<number, readonly [number, number]> = new Map([
  [0.1, [0.9, 0.96]],
  [0.5, [0.8, 0.96]],
  [2, [0.73, 0.92]],
  [8, [0.77, 0.96]],
]);

/** Our detector: false episodes without plants, bursts found at one false alarm-day in 100, the daily signals. */
export function dailyLines(series: number, simulations: number): readonly YardstickLine[] {
  const lines: YardstickLine[] = [];
  for (const volume of VOLUMES) {
    const measured = falseEpisodes(volume, series, 1, 3);
    lines.push({
      what: `false episodes a series-year at ${volume.mean}/day (limit 0.35)`,
      measured,
      published: null,
      within: null,
    });
  }
  for (const volume of VOLUMES) {
    for (const found of detectionAt(volume, series, 4)) {
      if (found.falseAlarmShare !== 0.01) continue;
      const published = MEASURED.get(volume.mean)?.[found.shape === "fast" ? 0 : 1] ?? null;
      const delay = found.delayDays.toFixed(1);
      lines.push({
        what: `POD ${found.shape} at ${volume.mean}/day, 1/100, delay ${delay} days`,
        measured: found.detection,
        published,
        within: 0.03,
      });
    }
  }
  for (const signal of SIGNALS) {
    const { falsePositiveRate, detection, timeliness } = runSignal(signal, simulations, 1);
    lines.push({
      what: `signal ${signal.id} FPR`,
      measured: falsePositiveRate,
      published: null,
      within: null,
    });
    lines.push({
      what: `signal ${signal.id} POD, timeliness ${timeliness.toFixed(2)}`,
      measured: detection,
      published: null,
      within: null,
    });
  }
  return lines;
}

/** One line of text. */
export function renderLine(line: YardstickLine): string {
  const published = line.published === null ? "" : line.published.toFixed(4);
  const verdict = line.published === null ? "" : passes(line) ? "ok" : "OUTSIDE";
  return `${line.what.padEnd(58)} ${line.measured.toFixed(4).padStart(8)} ${published.padStart(8)} ${verdict}`;
}

if (import.meta.main) {
  const replicates = Number(process.argv[2] ?? "25");
  console.log(`${"figure".padEnd(58)} measured published`);
  for (const simulator of ["as-published", "as-coded"] as const) {
    for (const line of weeklyLines(simulator, replicates)) console.log(renderLine(line));
  }
  for (const line of dailyLines(replicates * 48, replicates * 4)) console.log(renderLine(line));
}
