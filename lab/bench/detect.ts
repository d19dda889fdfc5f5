import { performance } from "node:perf_hooks";
import { scoreDay } from "../../analyzers/hot-spots/detect-day.ts";
import { countSampler, seededRandom } from "../../analyzers/hot-spots/distributions.ts";
import { type AreaFacts, HISTORY_WINDOW_DAYS } from "../../analyzers/hot-spots/inputs.ts";
import { scoreSeries, THRESHOLDS } from "../../analyzers/hot-spots/score.ts";
import { type Cell, type CellHistory, WHOLE_AREA } from "../../model/cell.ts";
import { FLOORS } from "../../model/floors.ts";
import { type Day, placeId, topicId } from "../../model/ids.ts";
import { addDays } from "../../model/time.ts";

/** One line of the detection benchmark. */
export interface DetectMeasure {
  readonly what: string;
  readonly milliseconds: number;
  readonly budgetMs: number;
}

const START = "2026-01-05" as Day;
const MEANS = [0.05, 0.1, 0.5, 2] as const;

/** Measures scoring of 10,000 cells and the hourly run over a small and a large area; medians of `rounds`. */
export function measureDetection(rounds = 5): readonly DetectMeasure[] {
  const lines = dailyLines(10_000);
  const small = townOf(5, 28);
  const large = townOf(100, 100);
  return [
    {
      what: "score 10,000 cells × 120 days",
      milliseconds: median(rounds, () => scoreSeries(lines)),
      budgetMs: 2000,
    },
    {
      what: "hourly run, 168 cells, place scan of 5 communes",
      milliseconds: median(rounds, () => scoreDay(small)),
      budgetMs: 200,
    },
    {
      what: "closing, 10,100 cells, place scan of 100 communes",
      milliseconds: median(1, () => scoreDay(large)),
      budgetMs: 60_000,
    },
  ];
}

function median(rounds: number, work: () => unknown): number {
  const times = Array.from({ length: rounds }, () => {
    const begun = performance.now();
    work();
    return performance.now() - begun;
  }).sort((a, b) => a - b);
  return times[Math.floor(times.length / 2)] ?? Number.NaN;
}

function dailyLines(count: number) {
  const random = seededRandom(1);
  return Array.from({ length: count }, (_, index) => {
    const mean = MEANS[index % MEANS.length] ?? 1;
    const sample = countSampler(mean, mean * 1.4);
    const counts = Array.from({ length: HISTORY_WINDOW_DAYS }, () => sample(random()));
    return { id: `cell ${index}`, start: START, counts };
  });
}

/** A line of communes with topics, drawn without plants but for one thin concern that makes the scan draw. */
function townOf(communes: number, topics: number) {
  const random = seededRandom(2);
  const places = Array.from({ length: communes }, (_, index) => placeId(`c${index}@2025-07-01`));
  const families = Array.from({ length: topics }, (_, index) => topicId(`topic${index}`));
  const cells: Cell[] = [];
  for (const [index, topic] of families.entries()) {
    const daily = new Float64Array(HISTORY_WINDOW_DAYS);
    for (const [at, place] of places.entries()) {
      const mean = index === 0 ? 2 : 0.1;
      const sample = countSampler(mean, mean * 1.3);
      const counts = Float64Array.from({ length: HISTORY_WINDOW_DAYS }, (_, day) => {
        const thin = index < 3 && at < 4 && day >= HISTORY_WINDOW_DAYS - 2 ? 2 : 0;
        return sample(random()) + thin;
      });
      counts.forEach((count, day) => {
        daily[day] = (daily[day] ?? 0) + count;
      });
      cells.push(...cellsOf(topic, place, counts));
    }
    cells.push(...cellsOf(topic, WHOLE_AREA, daily));
  }
  const adjacency = new Map(
    places.map((place, at) => [
      place,
      [places[at - 1], places[at + 1], places[at - 10], places[at + 10]].flatMap((near) => near ?? []),
    ]),
  );
  const area: AreaFacts = {
    topics: families.map((id) => ({ id, sensitive: false })),
    communes: places,
    adjacency,
    holidays: [],
    floors: FLOORS,
    thresholds: THRESHOLDS,
    rules: [],
  };
  const history: CellHistory = { firstDay: START, cells, groupsSince: new Map(), outages: [] };
  return { day: addDays(START, HISTORY_WINDOW_DAYS - 1), history, area, before: [], partOfDay: null };
}

function cellsOf(topic: Cell["topic"], place: Cell["place"], counts: Float64Array): Cell[] {
  return [...counts].flatMap((voices, day) => {
    const voices72h = voices + (counts[day - 1] ?? 0) + (counts[day - 2] ?? 0);
    if (voices72h === 0) return [];
    return {
      topic,
      place,
      day: addDays(START, day),
      channel: "public",
      voices,
      voices72h,
      negative72h: Math.floor(voices72h / 3),
      toned72h: voices72h,
      firstHeard72h: voices72h,
      items: voices,
      echoes: 0,
      sources: [{ sourceGroup: "news", items: voices, echoes: 0, voices72h }],
    } satisfies Cell;
  });
}
