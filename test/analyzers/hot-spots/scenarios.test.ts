import { describe, expect, it } from "vitest";
import type { AreaFacts } from "../../../analyzers/hot-spots/inputs.ts";
import type { Level } from "../../../model/hot-spot.ts";
import { topicId } from "../../../model/ids.ts";
import { lines, runDays, type Told } from "./runs.ts";
import {
  A,
  AREA,
  B,
  background,
  C,
  COMMUNES,
  D,
  dayAt,
  FAITH,
  historyOf,
  type Planted,
  TRANSPORT,
  WASTE,
} from "./town.ts";

/** The day on which each plant begins; a little talk about roads goes on beside it. */
const DAY = 100;
const TALK = [...background(TRANSPORT, B, 0.7, 130), ...background(TRANSPORT, C, 3, 130)];
const GROUPS = ["news", "forum", "portal", "page"];

const plant = (counts: readonly number[], more: Partial<Planted> = {}): Planted[] =>
  counts.map((voices, index) => ({
    topic: WASTE,
    place: A,
    day: DAY + index,
    voices,
    groups: GROUPS,
    ...more,
  }));
const levels = (told: readonly Told[]): readonly Level[] => told.map((change) => change.level);
const run = (plants: readonly Planted[], to = DAY + 15, area: AreaFacts = AREA) =>
  runDays(historyOf([...TALK, ...plants]), DAY - 5, to, area);

describe("scenarios of the method", () => {
  it("1: alerts on the second loud day of a quiet cell, once", () => {
    const told = run([...background(WASTE, A, 10, 99), ...plant([3, 5, 4])]);
    expect(told.map((change) => change.kind)).toEqual(["opened", "updated", "cleared"]);
    expect(told[0]).toMatchObject({ on: DAY + 1, topic: WASTE, places: [A], failedGates: [] });
    expect(["alert", "high"]).toContain(told[0]?.level);
  });

  it("2: says nothing of one article on forty pages", () => {
    expect(run([...background(WASTE, A, 2, 99), ...plant([1], { echoes: 39, groups: ["pages"] })])).toEqual(
      [],
    );
  });

  it("3: does not take a Monday for a burst", () => {
    const weeks = Array.from(
      { length: 130 },
      (_, day): Planted => ({ topic: TRANSPORT, place: A, day, voices: day % 7 === 0 ? 4 : 2 }),
    );
    const monday = DAY + 5;
    const loud = weeks.map((day) => (day.day === monday ? { ...day, voices: 6 } : day));
    expect(runDays(historyOf(loud), monday, monday)).toEqual([]);
  });

  it("4: an outage whose items arrive later gives no drop and no burst; one without leaves the average where it was", () => {
    const steady = Array.from(
      { length: 120 },
      (_, day): Planted => ({ topic: TRANSPORT, place: A, day, voices: 3, groups: ["news"] }),
    );
    expect(runDays(historyOf(steady), DAY, DAY + 10)).toEqual([]);
    const outages = [{ sourceGroup: "news", from: dayAt(DAY), to: dayAt(DAY + 1) }];
    const gap = steady.filter(({ day }) => day !== DAY && day !== DAY + 1);
    expect(runDays(historyOf(gap, { outages }), DAY, DAY + 10)).toEqual([]);
  });

  it("4: a hot spot is not called calm while its source is silent", () => {
    const plants = [...background(WASTE, A, 10, 99), ...plant([5, 6, 5], { groups: ["news", "forum"] })];
    const outages = [{ sourceGroup: "news", from: dayAt(DAY + 3), to: dayAt(DAY + 12) }];
    const told = runDays(historyOf([...TALK, ...plants], { outages }), DAY, DAY + 12);
    expect(told.map((change) => change.kind)).not.toContain("cleared");
    const after = runDays(historyOf([...TALK, ...plants], { outages }), DAY, DAY + 25);
    expect(after.at(-1)?.kind).toBe("cleared");
  });

  it("5: a new page is no burst, on its first day or when it ripens", () => {
    const steady = Array.from(
      { length: 180 },
      (_, day): Planted => ({
        topic: TRANSPORT,
        place: A,
        day,
        voices: [2, 1, 3, 2, 2][day % 5] ?? 2,
        groups: ["news", "forum"],
      }),
    );
    const page = Array.from(
      { length: 80 },
      (_, day): Planted => ({
        topic: TRANSPORT,
        place: A,
        day: DAY + day,
        voices: day % 5 < 4 ? 1 : 0,
        groups: ["page"],
      }),
    );
    const history = historyOf([...steady, ...page], { groupsSince: new Map([["page", dayAt(DAY)]]) });
    expect(runDays(history, DAY, DAY + 60)).toEqual([]);
  });

  it("6: a slow rise is watched first, then alerts", () => {
    const scattered = background(WASTE, A, 2, 99).map((day, index) =>
      index % 9 === 0 ? { ...day, voices: 3 } : day,
    );
    const told = run([...scattered, ...plant([1, 1, 1, 2, 2, 2, 3, 3, 3, 3])], DAY + 10);
    expect(told[0]?.on).toBeGreaterThanOrEqual(DAY + 5);
    expect(told[0]?.on).toBeLessThanOrEqual(DAY + 8);
    expect(levels(told).at(-1)).toBe("alert");
  });

  it("7: a loud holiday is expected to be loud; a concern in it is still heard", () => {
    const area: AreaFacts = {
      ...AREA,
      holidays: [{ name: "Tết", from: dayAt(DAY), to: dayAt(DAY + 6), factor: 3 }],
    };
    const usual = Array.from(
      { length: 130 },
      (_, day): Planted => ({
        topic: WASTE,
        place: A,
        day,
        voices: [1, 0, 2, 1, 0, 1, 2][day % 7] ?? 1,
        negative: day % 3 === 0 ? 1 : 0,
      }),
    );
    const before = usual.filter(({ day }) => day < DAY);
    expect(run([...before, ...plant([3, 3, 4])], DAY + 2, area)).toEqual([]);
    const loud = run([...background(WASTE, A, 2.5, 99), ...plant([8, 9, 10])], DAY + 2, area);
    expect(loud[0]?.on).toBeLessThanOrEqual(DAY + 1);
    expect(["alert", "high"]).toContain(loud.at(-1)?.level);
  });

  it("8: copies alert nobody; five people with words of their own do", () => {
    const quiet = background(WASTE, A, 10, 97);
    expect(run([...quiet, ...plant([3], { echoes: 37 })])).toEqual([]);
    const told = run([...quiet, ...plant([6], { echoes: 37 })]);
    expect(["alert", "high"]).toContain(told[0]?.level);
  });

  it("9: hears a concern that is spread thin over neighbouring communes", () => {
    const communes = [A, B, C, D];
    const quiet = communes.flatMap((place) => background(WASTE, place, 10, 97));
    const thin = communes.flatMap((place) =>
      plant([2, 2], { place, groups: ["g1", "g2", "g3", "g4", "g5"] }),
    );
    const told = run([...quiet, ...thin]);
    expect(told[0]).toMatchObject({ on: DAY + 1, kind: "opened", places: communes, failedGates: [] });
  });

  it("9: tells a sum of communes below the floor so that none can be worked out of it", () => {
    const communes = [A, B, C, D];
    const told = run(communes.flatMap((place) => plant([2, 2], { place })));
    // Sixteen could only be four at each of the four.
    expect(told.map((change) => change.voices).slice(0, 2)).toEqual([8, 15]);
  });

  it("10: a festival that everybody likes is no alert", () => {
    const told = run([...background(TRANSPORT, A, 1, 98), ...plant([30], { topic: TRANSPORT, negative: 4 })]);
    expect(levels(told).filter((level) => level !== "watch")).toEqual([]);
    expect(told[0]?.failedGates).toContain("tone");
  });

  it("10: what comes back within 14 days of clearing is the same hot spot", () => {
    const told = run(
      [
        ...background(WASTE, A, 10, 97),
        ...plant([3, 5, 4]),
        ...plant([6]).map((day) => ({ ...day, day: DAY + 15 })),
      ],
      DAY + 16,
    );
    expect(told.map((change) => change.kind)).toEqual(["opened", "updated", "cleared", "reopened"]);
    expect(new Set(told.map((change) => change.id)).size).toBe(1);
  });
});

describe("one story, one hot spot", () => {
  it("joins neighbouring communes and names the child that holds most voices", () => {
    const told = run([...plant([6, 6]), ...plant([6, 6], { place: B })], DAY + 3);
    expect(new Set(told.map((change) => change.id)).size).toBe(1);
    expect(told.at(-1)).toMatchObject({ topic: WASTE, places: [A, B] });
  });

  it("keeps distant communes apart", () => {
    const told = run([...plant([8, 8]), ...plant([8, 8], { place: D })], DAY + 2);
    expect(told.filter((change) => change.kind === "opened").map((change) => change.places)).toEqual([
      [A],
      [D],
    ]);
  });

  it("keeps sisters of one family apart, one after the other", () => {
    const water = topicId("environment/water");
    const later = plant([7, 7], { topic: water }).map((day) => ({ ...day, day: day.day + 10 }));
    const told = run([...plant([7, 7]), ...later], DAY + 12);
    const opened = told.filter((change) => change.kind === "opened").map((change) => change.topic);
    expect(opened).toEqual([WASTE, water]);
  });

  it("tells again only what is new: half as many voices more, a new commune, a higher level", () => {
    const told = run(
      [...plant([6, 1, 1, 1, 1]), ...plant([9], { place: B }).map((day) => ({ ...day, day: DAY + 3 }))],
      DAY + 5,
    );
    expect(lines(told, DAY).slice(0, 2)).toEqual([
      expect.stringContaining("0 opened"),
      expect.stringMatching(/^3 (updated|raised)/),
    ]);
  });

  it("never tells a count below the floor, clearing included", () => {
    const told = run([...background(WASTE, A, 10, 97), ...plant([3, 5, 4, 1, 0, 1])], DAY + 20);
    expect(told.length).toBeGreaterThan(1);
    expect(Math.min(...told.map((change) => change.voices))).toBeGreaterThanOrEqual(5);
  });

  it("caps at watch until there are 28 days of data", () => {
    const told = runDays(
      historyOf([{ topic: WASTE, place: A, day: 20, voices: 9 }, ...background(TRANSPORT, B, 1, 40)]),
      10,
      22,
    );
    expect(levels(told)).toEqual(["watch"]);
    expect(told[0]?.failedGates).toEqual(["history"]);
  });

  it("hears a sensitive subject for the whole area only, from twenty voices", () => {
    expect(run(plant([19], { topic: FAITH, place: null }))).toEqual([]);
    // Places would not be told even if a cell had one.
    const told = run(plant([20], { topic: FAITH, place: A }));
    expect(told[0]).toMatchObject({ topic: FAITH, places: [], voices: 20 });
  });

  it("counts YouTube apart: two halves below the floor are no story", () => {
    const half = plant([4], { place: null });
    expect(run([...half, ...half.map((day): Planted => ({ ...day, channel: "youtube" }))])).toEqual([]);
    const told = run(plant([8], { channel: "youtube" }));
    expect(told[0]?.channel).toBe("youtube");
  });

  it("needs two groups, none above three fifths of the voices", () => {
    const one = run(plant([8], { groups: ["forum"] }), DAY);
    expect(one[0]).toMatchObject({ level: "watch", failedGates: ["sources"] });
    const two = run(plant([8], { groups: ["forum", "news"] }), DAY);
    expect(two[0]?.failedGates).toEqual([]);
  });

  it("waits for the voices that a rule asks for", () => {
    const area = { ...AREA, rules: [{ topics: ["environment"], minVoices: 12 }] };
    expect(run(plant([8]), DAY, area)[0]).toMatchObject({ level: "watch", failedGates: ["voices"] });
    expect(run(plant([12]), DAY, area)[0]?.failedGates).toEqual([]);
  });

  it("is for the leader from three communes on", () => {
    const told = run(
      COMMUNES.slice(0, 3).flatMap((place) => plant([5], { place })),
      DAY,
    );
    expect(told[0]?.level).toBe("high");
  });
});
