import type { Day } from "../model/ids.ts";
import { addDays } from "../model/time.ts";
import type { Bucket } from "./search-index.ts";

/** A run of days that is counted as one, because its days apart would show fewer voices than the floor. */
export interface TimeBlock {
  readonly from: Day;
  /** Inclusive. */
  readonly to: Day;
  readonly documents: number;
}

/**
 * Cuts the whole time of a result set into blocks, each with at least `floor` voices, from the data alone: whatever
 * range a person asks for, the cuts are the same. Every figure over time that is shown is a sum of whole blocks, so any
 * figure that can be had by adding and subtracting shown ones is a sum of whole blocks too, and holds the floor.
 *
 * A week whose own voices reach the floor is cut after each day by which some day since the last cut reached it; what is
 * left over joins the piece before. A week below the floor joins the piece that follows, the last ones the last piece.
 * The bounds used (the voices of one day, of one week) hold for every block that contains that day or week.
 */
export function timeBlocks(
  days: readonly Bucket[],
  weeks: readonly Bucket[],
  floor: number,
): readonly TimeBlock[] {
  const blocks: TimeBlock[] = [];
  let pending: TimeBlock | null = null;
  for (const week of weeks) {
    const end = addDays(week.start, 6);
    const own = days.filter((day) => day.start >= week.start && day.start <= end);
    const pieces: TimeBlock[] =
      week.voices >= floor ? piecesOf(own, week.start, end, floor) : [blockOf(own, week.start, end)];
    const [head, ...rest] = pieces;
    if (head === undefined) continue;
    const first: TimeBlock = pending === null ? head : joined(pending, head);
    pending = week.voices >= floor ? null : first;
    if (pending === null) blocks.push(first, ...rest);
  }
  if (pending === null) return blocks;
  const last = blocks.pop();
  return last === undefined ? [] : [...blocks, joined(last, pending)];
}

/** Documents in the blocks that lie wholly in a range; null where none does. */
export function documentsWithin(
  blocks: readonly TimeBlock[],
  from: Day | null,
  to: Day | null,
): number | null {
  const inside = blocks.filter(
    (block) => (from === null || block.from >= from) && (to === null || block.to <= to),
  );
  return inside.length === 0 ? null : inside.reduce((sum, block) => sum + block.documents, 0);
}

function piecesOf(days: readonly Bucket[], from: Day, to: Day, floor: number): TimeBlock[] {
  const pieces: TimeBlock[] = [];
  let start = from;
  for (let day = from; day <= to; day = addDays(day, 1)) {
    const since = days.filter((bucket) => bucket.start >= start && bucket.start <= day);
    if (since.some((bucket) => bucket.voices >= floor)) {
      pieces.push(blockOf(since, start, day));
      start = addDays(day, 1);
    }
  }
  if (start > to) return pieces;
  const left = blockOf(
    days.filter((bucket) => bucket.start >= start),
    start,
    to,
  );
  const last = pieces.pop();
  return last === undefined ? [left] : [...pieces, joined(last, left)];
}

function blockOf(days: readonly Bucket[], from: Day, to: Day): TimeBlock {
  return { from, to, documents: days.reduce((sum, day) => sum + day.items + day.echoes, 0) };
}

function joined(first: TimeBlock, second: TimeBlock): TimeBlock {
  return { from: first.from, to: second.to, documents: first.documents + second.documents };
}
