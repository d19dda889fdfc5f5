import { describe, expect, it } from "vitest";
import { detectDay } from "../../../analyzers/hot-spots/detect-day.ts";
import { countSampler, seededRandom } from "../../../analyzers/hot-spots/distributions.ts";
import type { AreaFacts } from "../../../analyzers/hot-spots/inputs.ts";
import { weeklyLines } from "../../../lab/evals/yardstick.ts";
import { falseEpisodes, VOLUMES } from "../../../lab/evals/yardstick-daily.ts";
import type { HotSpotTrace } from "../../../model/hot-spot.ts";
import { type TopicId, topicId } from "../../../model/ids.ts";
import { AREA, COMMUNES, cellsOf, dayAt, inputFor, type Planted, START } from "./town.ts";

describe("series in which nothing happens", () => {
  it.each(VOLUMES)(
    "give at most 0.35 false episodes a year at $mean a day, before tone and sources are asked",
    (volume) => {
      expect(falseEpisodes(volume, 100, 1, 11)).toBeLessThanOrEqual(0.35);
    },
  );

  it("give at most 25 false episodes a year over 150 quiet and 20 busy cells", () => {
    const share = [50, 50, 50, 10, 10];
    const total = VOLUMES.reduce(
      (sum, volume, index) => sum + (share[index] ?? 0) * falseEpisodes(volume, 60, 1, 12),
      0,
    );
    expect(total).toBeLessThanOrEqual(25);
  });

  it("raise no alert in a town of eight topics and five communes within three months, area cells and scan included", () => {
    const topics = Array.from({ length: 8 }, (_, index) => topicId(`topic${index}`));
    const cells = cellsOf(quietTown(topics, 210));
    const area: AreaFacts = { ...AREA, topics: topics.map((id) => ({ id, sensitive: false })) };
    const traces = new Map<string, HotSpotTrace>();
    const alerts: string[] = [];
    for (let index = 120; index < 210; index++) {
      const known = {
        firstDay: START,
        cells: cells.filter((cell) => cell.day <= dayAt(index)),
        groupsSince: new Map(),
        outages: [],
      };
      const { changes, traces: today } = detectDay(
        inputFor(index, known, { area, before: [...traces.values()] }),
      );
      for (const trace of today) traces.set(trace.id, trace);
      alerts.push(
        ...changes.filter(({ level }) => level !== "watch").map(({ kind, level }) => `${kind} ${level}`),
      );
    }
    expect(alerts).toEqual([]);
  });
});

describe("the weekly yardstick", () => {
  it("stays near the published share of false alarms on a small run", () => {
    const lines = weeklyLines("as-published", 1);
    const rate = (name: string) =>
      lines.find(({ what }) => what === `FPR as-published ${name}`)?.measured ?? 1;
    expect(Math.abs(rate("delta") - 0.0109)).toBeLessThan(0.005);
    expect(Math.abs(rate("nbPlugin") - 0.0082)).toBeLessThan(0.005);
  });
});

function quietTown(topics: readonly TopicId[], days: number): readonly Planted[] {
  const random = seededRandom(5);
  return topics.flatMap((topic, index) =>
    [...COMMUNES, null].flatMap((place, at) => {
      const mean = [0.02, 0.05, 0.1, 0.2, 0.4][(index + at) % 5] ?? 0.1;
      const sample = countSampler(mean, mean * 1.3);
      return Array.from({ length: days }, (_, day): Planted => {
        const voices = sample(random());
        return { topic, place, day, voices, negative: random() < 0.35 ? voices : 0 };
      }).filter(({ voices }) => voices > 0);
    }),
  );
}
