import type { AreaFacts, DayInput, Names } from "../../../analyzers/hot-spots/inputs.ts";
import { THRESHOLDS } from "../../../analyzers/hot-spots/score.ts";
import { type Cell, type CellHistory, type Outage, WHOLE_AREA } from "../../../model/cell.ts";
import type { CountingChannel } from "../../../model/document.ts";
import { FLOORS } from "../../../model/floors.ts";
import { type Day, type PlaceId, placeId, type TopicId, topicId } from "../../../model/ids.ts";
import { addDays } from "../../../model/time.ts";

/** Four communes in a line and a fifth behind the last, with a few topics. */
export const COMMUNES = ["a", "b", "c", "d", "e"].map((code) => placeId(`${code}@2025-07-01`));
export const [A, B, C, D, E] = COMMUNES as [PlaceId, PlaceId, PlaceId, PlaceId, PlaceId];
export const WASTE = topicId("environment/waste");
export const ENVIRONMENT = topicId("environment");
export const TRANSPORT = topicId("transport");
export const FAITH = topicId("religion-ethnic");
export const START = "2026-01-05" as Day;

export const AREA: AreaFacts = {
  topics: [
    { id: ENVIRONMENT, sensitive: false },
    { id: WASTE, sensitive: false },
    { id: topicId("environment/water"), sensitive: false },
    { id: TRANSPORT, sensitive: false },
    { id: FAITH, sensitive: true },
  ],
  communes: COMMUNES,
  adjacency: new Map([
    [A, [B]],
    [B, [A, C]],
    [C, [B, D]],
    [D, [C, E]],
    [E, [D]],
  ]),
  holidays: [],
  floors: FLOORS,
  thresholds: THRESHOLDS,
  rules: [],
};

export const NAMES: Names = {
  topic: (id) => (id === WASTE ? "Rác ùn ứ" : id === ENVIRONMENT ? "Môi trường" : id),
  place: (id) => `xã ${id.slice(0, 1).toUpperCase()}`,
  group: (id) => `báo ${id}`,
};

/** Voices of one day: each number is a distinct author of one group. */
export interface Planted {
  readonly topic: TopicId;
  readonly place: PlaceId | null;
  readonly day: number;
  readonly voices: number;
  /** Groups take turns, voice by voice. */
  readonly groups?: readonly string[];
  /** The first so many voices are negative; all where absent. */
  readonly negative?: number;
  readonly echoes?: number;
  readonly channel?: CountingChannel;
}

interface Tally {
  voices: number;
  negative: number;
  echoes: number;
  readonly groups: Map<string, number>;
}

/** The day of an index from the town's first day. */
export function dayAt(index: number): Day {
  return addDays(START, index);
}

/** Counts planted voices into cells of topic, family, commune and the whole area, with their 72-hour windows. */
export function cellsOf(planted: readonly Planted[]): readonly Cell[] {
  const tallies = new Map<string, Map<number, Tally>>();
  for (const plant of planted) {
    const channel = plant.channel ?? "public";
    const family = plant.topic.split("/")[0] ?? plant.topic;
    for (const topic of new Set([plant.topic, family])) {
      for (const place of plant.place === null ? [WHOLE_AREA] : [plant.place, WHOLE_AREA]) {
        addTo(tallies, `${topic} ${place} ${channel}`, plant);
      }
    }
  }
  return [...tallies].flatMap(([key, days]) => {
    const [topic, place, channel] = key.split(" ") as [TopicId, PlaceId, CountingChannel];
    const ends = new Set([...days.keys()].flatMap((day) => [day, day + 1, day + 2]));
    return [...ends].map((day) => cellAt(days, day, { topic, place, channel }));
  });
}

function addTo(tallies: Map<string, Map<number, Tally>>, key: string, plant: Planted): void {
  const days = tallies.get(key) ?? new Map<number, Tally>();
  tallies.set(key, days);
  const tally = days.get(plant.day) ?? { voices: 0, negative: 0, echoes: 0, groups: new Map() };
  days.set(plant.day, tally);
  const groups = plant.groups ?? ["news", "forum", "portal"];
  for (let voice = 0; voice < plant.voices; voice++) {
    const group = groups[(plant.day + voice) % groups.length] ?? "news";
    tally.groups.set(group, (tally.groups.get(group) ?? 0) + 1);
  }
  tally.voices += plant.voices;
  tally.negative += plant.negative ?? plant.voices;
  tally.echoes += plant.echoes ?? 0;
}

function cellAt(
  days: ReadonlyMap<number, Tally>,
  day: number,
  key: Pick<Cell, "topic" | "place" | "channel">,
): Cell {
  const window = [day - 2, day - 1, day].flatMap((index) => days.get(index) ?? []);
  const sum = (pick: (tally: Tally) => number) => window.reduce((total, tally) => total + pick(tally), 0);
  const own = days.get(day);
  const names = [...new Set(window.flatMap((tally) => [...tally.groups.keys()]))];
  return {
    ...key,
    day: dayAt(day),
    voices: own?.voices ?? 0,
    voices72h: sum((tally) => tally.voices),
    negative72h: sum((tally) => tally.negative),
    toned72h: sum((tally) => tally.voices),
    firstHeard72h: sum((tally) => tally.voices),
    items: own?.voices ?? 0,
    echoes: own?.echoes ?? 0,
    sources: names.map((sourceGroup) => ({
      sourceGroup,
      items: own?.groups.get(sourceGroup) ?? 0,
      echoes: 0,
      voices72h: sum((tally) => tally.groups.get(sourceGroup) ?? 0),
    })),
  };
}

/** One voice every `every` days from day 0 to `until`, half of them negative. */
export function background(
  topic: TopicId,
  place: PlaceId | null,
  every: number,
  until: number,
): readonly Planted[] {
  const days = Math.floor(until / every);
  return Array.from({ length: days }, (_, index) => ({
    topic,
    place,
    day: Math.floor(index * every),
    voices: 1,
    negative: index % 3 === 0 ? 1 : 0,
  }));
}

export function historyOf(
  planted: readonly Planted[],
  more: { readonly outages?: readonly Outage[]; readonly groupsSince?: ReadonlyMap<string, Day> } = {},
): CellHistory {
  return {
    firstDay: START,
    cells: cellsOf(planted),
    groupsSince: more.groupsSince ?? new Map(),
    outages: more.outages ?? [],
  };
}

export function inputFor(index: number, history: CellHistory, more: Partial<DayInput> = {}): DayInput {
  return {
    day: dayAt(index),
    history,
    area: AREA,
    before: [],
    same: [],
    later: [],
    partOfDay: null,
    ...more,
  };
}
