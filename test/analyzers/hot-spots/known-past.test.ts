import { describe, expect, it } from "vitest";
import {
  daysToLearnFrom,
  type Holiday,
  learnFactors,
  yearBefore,
} from "../../../analyzers/hot-spots/holidays.ts";
import { buildPanel, rowAt } from "../../../analyzers/hot-spots/panel.ts";
import { findStories } from "../../../analyzers/hot-spots/stories.ts";
import { withoutTwins } from "../../../analyzers/hot-spots/twins.ts";
import { type Cell, pairOf, WHOLE_AREA } from "../../../model/cell.ts";
import type { Day } from "../../../model/ids.ts";
import { addDays } from "../../../model/time.ts";
import {
  A,
  background,
  cellsOf,
  dayAt,
  ENVIRONMENT,
  historyOf,
  inputFor,
  type Planted,
  START,
  TRANSPORT,
  WASTE,
} from "./town.ts";

const tet = (from: string, to: string): Holiday => ({ kind: "tet", from, to, factor: 1.5 });
const wholeArea = (day: Day, voices: number): Cell => ({
  topic: TRANSPORT,
  place: WHOLE_AREA,
  channel: "public",
  day,
  voices,
  voices72h: voices,
  negative72h: 0,
  toned72h: 0,
  firstHeard72h: voices,
  items: voices,
  echoes: 0,
  sources: [],
});

describe("holidays of the year before", () => {
  const now = tet("2026-02-14", "2026-02-22");
  const before = tet("2025-01-25", "2025-02-02");

  it("are found by kind, whatever the moon moved", () => {
    expect(yearBefore(now, [tet("2024-02-08", "2024-02-14"), before, now])).toBe(before);
    expect(yearBefore({ ...now, kind: null }, [before])).toBeNull();
  });

  it("teach how loud a topic is on each day, in steps, drawn to the calendar's factor where little was heard", () => {
    const { from } = daysToLearnFrom(before);
    const usual = Array.from({ length: 63 }, (_, index) => wholeArea(addDays(from, index), 4));
    const loud = Array.from({ length: 9 }, (_, index) => wholeArea(addDays("2025-01-25" as Day, index), 12));
    const learned = learnFactors(now, before, [...usual, ...loud]).get(TRANSPORT);
    expect(learned?.get("2026-02-16" as Day)).toBe(2.25);
    const silent = learnFactors(now, before, [wholeArea(from, 1)]).get(TRANSPORT);
    expect(silent?.get("2026-02-16" as Day)).toBe(1.5);
  });
});

describe("a reader of texts that changed", () => {
  const planted = background(WASTE, A, 2, 100);
  const expectedWith = (ratio: number | null) => {
    const scales = ratio === null ? [] : [{ topic: WASTE, until: dayAt(95), ratio }];
    const panel = buildPanel(inputFor(100, { ...historyOf(planted), scales }), "public");
    return panel === null
      ? Number.NaN
      : (rowAt(panel, WASTE, A)?.scored.expected[panel.column] ?? Number.NaN);
  };

  it("scales what is expected by the ratio of both readings, and tells the counted voices as they were", () => {
    expect(expectedWith(2) / expectedWith(null)).toBeCloseTo(2, 1);
    expect(expectedWith(1)).toBeCloseTo(expectedWith(null), 9);
  });
});

describe("one story in two families", () => {
  const days = [100, 101];
  const burst = (topic: Planted["topic"]) =>
    days.map((day): Planted => ({ topic, place: A, day, voices: 6 }));
  const both = { place: A, voices: 6 };
  const pair = days.map((day): Planted => ({ ...both, topic: pairOf(ENVIRONMENT, TRANSPORT), day }));
  const stories = (planted: readonly Planted[]) => {
    const quiet = [...background(WASTE, A, 9, 97), ...background(TRANSPORT, A, 9, 97)];
    const cells = cellsOf([...quiet, ...planted]);
    const history = { firstDay: START, cells, groupsSince: new Map(), outages: [] };
    const panel = buildPanel(inputFor(101, history), "public");
    return panel === null ? [] : withoutTwins(panel, findStories(panel)).map(({ root }) => root);
  };

  it("is told once where the same voices speak of both", () => {
    expect(stories([...burst(WASTE), ...burst(TRANSPORT), ...pair])).toHaveLength(1);
  });

  it("is two where different people speak of each", () => {
    expect(stories([...burst(WASTE), ...burst(TRANSPORT)])).toEqual([ENVIRONMENT, TRANSPORT]);
  });
});
