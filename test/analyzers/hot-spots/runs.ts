import { detectDay } from "../../../analyzers/hot-spots/detect-day.ts";
import type { AreaFacts } from "../../../analyzers/hot-spots/inputs.ts";
import type { Change } from "../../../analyzers/hot-spots/life-cycle.ts";
import type { CellHistory } from "../../../model/cell.ts";
import type { HotSpotTrace } from "../../../model/hot-spot.ts";
import type { HotSpotId } from "../../../model/ids.ts";
import { AREA, dayAt, inputFor } from "./town.ts";

/** A change with the index of its day. */
export interface Told extends Change {
  readonly on: number;
}

/** Closes the days of a range in turn, each continuing what the one before left. */
export function runDays(
  history: CellHistory,
  from: number,
  to: number,
  area: AreaFacts = AREA,
): readonly Told[] {
  const traces = new Map<HotSpotId, HotSpotTrace>();
  const told: Told[] = [];
  for (let index = from; index <= to; index++) {
    const day = dayAt(index);
    const known = { ...history, cells: history.cells.filter((cell) => cell.day <= day) };
    const { changes, traces: today } = detectDay(
      inputFor(index, known, { area, before: [...traces.values()] }),
    );
    told.push(...changes.map((change) => ({ ...change, on: index })));
    for (const trace of today) traces.set(trace.id, trace);
  }
  return told;
}

/** "day+offset kind level" of each change, for whole stories at a glance. */
export function lines(told: readonly Told[], from: number): readonly string[] {
  return told.map((change) => `${change.on - from} ${change.kind} ${change.level}`);
}
