import { describe, expect, it } from "vitest";
import { seededRandom } from "../../analyzers/hot-spots/distributions.ts";
import type { Evidence } from "../../analyzers/hot-spots/inputs.ts";
import type { Cell } from "../../model/cell.ts";
import type { Day, Instant } from "../../model/ids.ts";
import { addDays } from "../../model/time.ts";
import { closeDay, detectRange, hourly, rehearse, renderEvent } from "../../pipeline/stages/detect.ts";
import type { DetectDeps } from "../../pipeline/stages/detect-inputs.ts";
import { hotSpotStore } from "../../state/hot-spots.ts";
import { openState } from "../../state/open.ts";
import {
  A,
  AREA,
  B,
  background,
  COMMUNES,
  cellsOf,
  dayAt,
  ENVIRONMENT,
  NAMES,
  type Planted,
  START,
  TRANSPORT,
  WASTE,
} from "../analyzers/hot-spots/town.ts";

const DAY = 100;
const QUIET = [...background(TRANSPORT, B, 0.7, 130), ...background(WASTE, A, 10, 97)];
const BURST: readonly Planted[] = [3, 5, 4].map((voices, index) => ({
  topic: WASTE,
  place: A,
  day: DAY + index,
  voices,
}));
const NO_WORDS: Evidence = { phrases: [], institutions: [], safetyWords: false };

function product(planted: () => readonly Planted[], evidence: Evidence = NO_WORDS) {
  const db = openState(":memory:");
  let counted: { readonly planted: readonly Planted[]; readonly cells: readonly Cell[] } | null = null;
  const cells = () => {
    const now = planted();
    if (counted?.planted !== now) counted = { planted: now, cells: cellsOf(now) };
    return counted.cells;
  };
  const store = hotSpotStore(db);
  const deps: DetectDeps = {
    cells: {
      history: (to, days) => ({
        firstDay: START,
        cells: cells().filter((cell) => cell.day <= to && cell.day > addDays(to, -days)),
        groupsSince: new Map(),
        outages: [],
      }),
    },
    hotSpots: store,
    area: AREA,
    names: NAMES,
    evidence: () => evidence,
  };
  return { db, store, deps };
}
const from = dayAt(DAY - 5);
const to = dayAt(DAY + 14);
const TOWN = [...QUIET, ...BURST];
const town = () => TOWN;

describe("detecting over a range", () => {
  it("prints events with the keys of the command, by day then id", async () => {
    const { deps } = product(town);
    const events = await detectRange(from, to, deps);
    const [first] = events.map((event) => JSON.parse(renderEvent(event)) as Record<string, unknown>);
    expect(Object.keys(first ?? {})).toEqual([
      "day",
      "hotSpotId",
      "event",
      "level",
      "topic",
      "places",
      "voices",
      "expected",
      "score",
      "failedGates",
      "sentence",
    ]);
    expect(first?.sentence).toBe("Rác ùn ứ, xã A: 8 ý kiến độc lập trong 3 ngày, thường dưới 1");
    expect(events.map(({ event }) => event)).toEqual(["opened", "updated", "cleared"]);
    expect(events.map(({ day }) => day)).toEqual([...events.map(({ day }) => day)].sort());
  });

  it("gives nothing new the second time, and changes no row", async () => {
    const { deps, db } = product(town);
    await detectRange(from, to, deps);
    const dump = () =>
      JSON.stringify(
        ["hot_spots", "hot_spot_traces", "hot_spot_events", "closed_days"].map((table) =>
          db.prepare(`SELECT * FROM ${table}`).all(),
        ),
      );
    const before = dump();
    expect(await detectRange(from, to, deps)).toEqual([]);
    expect(await closeDay(dayAt(DAY + 1), deps)).toEqual([]);
    expect(dump()).toBe(before);
  });

  it("gives the same events when it was stopped midway", async () => {
    const whole = product(town);
    const expected = (await detectRange(from, to, whole.deps)).map(renderEvent);
    const stopped = product(town);
    const begun = await detectRange(from, dayAt(DAY + 1), stopped.deps);
    const rest = await detectRange(from, to, stopped.deps);
    expect([...begun, ...rest].map(renderEvent)).toEqual(expected);
    expect(stopped.store.events(from, to).map(renderEvent)).toEqual(expected);
  });

  it("writes a day whole or not at all", async () => {
    const { deps, store } = product(town);
    const broken: DetectDeps = {
      ...deps,
      evidence: () => {
        throw new Error("the index does not answer");
      },
    };
    await detectRange(from, dayAt(DAY), deps);
    await expect(closeDay(dayAt(DAY + 1), broken)).rejects.toThrow("does not answer");
    expect(store.wasClosed(dayAt(DAY + 1))).toBe(false);
    expect(store.list()).toEqual([]);
    expect((await closeDay(dayAt(DAY + 1), deps)).map(({ event }) => event)).toEqual(["opened"]);
  });

  it("rehearses the same lines after the fact and writes nothing", async () => {
    const { deps, store } = product(town);
    const lines = (await detectRange(from, to, deps)).map(renderEvent);
    const traces = JSON.stringify(store.tracesUpTo(to));
    expect((await rehearse(from, to, deps)).map(renderEvent)).toEqual(lines);
    expect(JSON.stringify(store.tracesUpTo(to))).toBe(traces);
  });

  it("finds late items once, says so, and opens no second hot spot for one story", async () => {
    let planted: readonly Planted[] = QUIET;
    const { deps, store } = product(() => planted);
    expect(await detectRange(from, dayAt(DAY + 2), deps)).toEqual([]);
    planted = town();
    const late = await detectRange(dayAt(DAY - 4), dayAt(DAY + 2), deps);
    expect(late[0]).toMatchObject({ event: "opened", day: dayAt(DAY + 1) });
    expect(late[0]?.sentence).toContain("phát hiện muộn");
    planted = [...town(), { topic: WASTE, place: A, day: DAY - 1, voices: 7 }];
    await detectRange(dayAt(DAY - 4), dayAt(DAY + 2), deps);
    expect(store.list()).toHaveLength(1);
  });
});

describe("a town in which much happens", () => {
  it.each([2, 4])("gives nothing new the second time and rehearses alike (seed %d)", async (seed) => {
    const planted = busyTown(seed);
    const { deps } = product(() => planted);
    const first = dayAt(96);
    const last = dayAt(122);
    const events = await detectRange(first, last, deps);
    expect(events.length).toBeGreaterThan(5);
    expect(await detectRange(first, last, deps)).toEqual([]);
    expect(await rehearse(first, last, deps)).toEqual(events);
    expect(events.filter(({ voices }) => voices < 5)).toEqual([]);
  });
});

/** Talk everywhere and bursts of several topics at neighbouring places, drawn with a seed. */
function busyTown(seed: number): readonly Planted[] {
  const random = seededRandom(seed);
  const topics = [WASTE, ENVIRONMENT, TRANSPORT];
  const places = [...COMMUNES, null];
  const pick = <T>(from: readonly T[]): T | undefined => from[Math.floor(random() * from.length)];
  const planted: Planted[] = [];
  for (let day = 0; day < 125; day++) {
    for (const topic of topics) {
      for (const place of places) {
        if (random() < 0.12) planted.push({ topic, place, day, voices: 1, negative: random() < 0.5 ? 1 : 0 });
      }
    }
  }
  for (let burst = 0; burst < 7; burst++) {
    const start = 97 + Math.floor(random() * 22);
    const topic = pick(topics) ?? WASTE;
    const place = pick(places) ?? null;
    for (let day = start; day < start + 4; day++) {
      planted.push({ topic, place, day, voices: 2 + Math.floor(random() * 8) });
    }
  }
  return planted;
}

describe("one more account elsewhere", () => {
  const told = async (more: readonly Planted[]) => {
    const planted = [...TOWN, ...more];
    const { deps, store } = product(() => planted);
    const events = await detectRange(from, to, deps);
    return JSON.stringify([events, store.list()]);
  };

  it.each([DAY - 20, DAY - 9, DAY, DAY + 1, DAY + 2])(
    "changes no byte of another topic's hot spot (day %d)",
    async (day) => {
      const plain = await told([]);
      expect(plain).toContain("opened");
      expect(await told([{ topic: TRANSPORT, place: B, day, voices: 1 }])).toBe(plain);
      expect(await told([{ topic: TRANSPORT, place: null, day, voices: 2, negative: 0 }])).toBe(plain);
    },
  );
});

describe("within the day", () => {
  const at = (hour: string): Instant => `${dayAt(DAY + 1)}T${hour}:00:00.000Z` as Instant;

  it("opens before the day is over and the closing adds no second hot spot", async () => {
    const { deps, store } = product(() => [...QUIET, ...BURST.slice(0, 2)]);
    await detectRange(from, dayAt(DAY), deps);
    // 11:00 UTC is 18:00 in Viet Nam.
    const opened = await hourly(at("11"), deps);
    expect(opened.map(({ event }) => event)).toEqual(["opened"]);
    expect(await hourly(at("12"), deps)).toEqual([]);
    const closed = await closeDay(dayAt(DAY + 1), deps);
    expect(closed.filter(({ event }) => event === "opened")).toEqual([]);
    expect(store.list()).toHaveLength(1);
  });

  it("does not call late what comes on a day that was looked at before its evening", async () => {
    let planted: readonly Planted[] = QUIET;
    const { deps, store } = product(() => planted);
    await detectRange(from, dayAt(DAY), deps, at("05"));
    expect(await detectRange(dayAt(DAY + 1), dayAt(DAY + 1), deps, at("05"))).toEqual([]);
    expect(store.wasClosed(dayAt(DAY + 1))).toBe(false);
    planted = town();
    const [opened] = await closeDay(dayAt(DAY + 1), deps);
    expect(opened?.sentence).not.toContain("muộn");
  });

  it("never clears, however quiet the morning", async () => {
    const { deps } = product(town);
    await detectRange(from, dayAt(DAY + 6), deps);
    expect(await hourly(`${dayAt(DAY + 7)}T01:00:00.000Z` as Instant, deps)).toEqual([]);
  });
});

describe("a hot spot as it is kept", () => {
  it("explains itself without a count below the floor", async () => {
    const words: Evidence = {
      phrases: ["rác ùn ứ"],
      institutions: [{ title: "Rác tồn ở chợ", url: "https://bao.example/1", source: "báo news" }],
      safetyWords: false,
    };
    const { deps, store } = product(town, words);
    await detectRange(from, dayAt(DAY + 2), deps);
    const [spot] = store.list();
    const explanation = spot?.explanation;
    expect(explanation?.gates.map(({ gate }) => gate)).toEqual([
      "score",
      "voices",
      "ratio",
      "sources",
      "tone",
      "history",
      "health",
    ]);
    expect(explanation?.chart).toHaveLength(56);
    expect(explanation?.chart.at(-1)).toMatchObject({ day: dayAt(DAY + 2), observed: 12 });
    expect(explanation?.chart.every(({ observed }) => observed === null || observed >= 5)).toBe(true);
    expect(explanation?.phrases).toEqual(["rác ùn ứ"]);
    expect(explanation?.sources.map(({ sharePercent }) => sharePercent)).toEqual([40, null, null]);
    expect(explanation?.sentence).toContain("12 ý kiến độc lập");
  });

  it("lifts a story of danger to the leader from twenty voices on", async () => {
    const steady = Array.from(
      { length: DAY },
      (_, day): Planted => ({ topic: WASTE, place: A, day, voices: (day * 7) % 5, negative: 1 }),
    );
    const rise: Planted[] = [8, 7, 7].map((voices, index) => ({
      topic: WASTE,
      place: A,
      day: DAY + index,
      voices,
    }));
    const calm = product(() => [...steady, ...rise]);
    const danger = product(() => [...steady, ...rise], { ...NO_WORDS, safetyWords: true });
    const levels = async ({ deps }: { deps: DetectDeps }) =>
      (await detectRange(dayAt(DAY), dayAt(DAY + 2), deps)).map(({ level }) => level);
    expect((await levels(calm)).at(-1)).toBe("alert");
    expect((await levels(danger)).at(-1)).toBe("high");
  });

  it("keeps what people decided until the concern comes back", async () => {
    const { deps, store } = product(() => [...town(), { topic: WASTE, place: A, day: DAY + 15, voices: 6 }]);
    await detectRange(from, dayAt(DAY + 12), deps);
    const id = store.list()[0]?.id;
    if (id === undefined) throw new Error("no hot spot");
    expect(store.get(id)?.state).toBe("monitoring");
    expect(store.acknowledge(id, "2026-04-20T01:00:00.000Z" as Instant)).toBe(true);
    expect(store.acknowledge(id, "2026-04-21T01:00:00.000Z" as Instant)).toBe(false);
    store.decide(id, "resolved", dayAt(DAY + 12));
    expect(store.get(id)).toMatchObject({ state: "resolved", acknowledgedAt: "2026-04-20T01:00:00.000Z" });
    await detectRange(dayAt(DAY + 13), dayAt(DAY + 16), deps);
    expect(store.get(id)?.state).toBe("open");
    expect(store.lastClosedDay()).toBe(dayAt(DAY + 16) as Day);
  });
});
