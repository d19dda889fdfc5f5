import type { Cell } from "../../model/cell.ts";
import { HISTORY_DAYS } from "./baseline.ts";
import type { Series } from "./score.ts";

/** A cell's days as they were counted, all groups together. */
interface CountedRow {
  readonly counts: Float64Array;
  /** By column. */
  readonly cells: ReadonlyMap<number, Cell>;
}

/**
 * A group that joined late stays beside the count for 28 days. Then its voices count, and the days before it joined are
 * lifted by what it has brought since, so that its arrival is no burst. `since` gives the column on which each such
 * group joined; null where none of them brings anything here.
 */
export function joinedLate(
  row: CountedRow,
  since: ReadonlyMap<string, number>,
  first: number,
): Pick<Series, "counts" | "panels"> | null {
  const groups = [...since]
    .map(([group, column]) => ({ group, since: column }))
    .filter((joined) => joined.since > first && brings(row, joined.group));
  if (groups.length === 0) return null;
  const part = (column: number, group: string) => shareOfDay(row, column, group) * (row.counts[column] ?? 0);
  const counts = row.counts.map((count, column) => {
    const young = groups.filter(({ since }) => column < since + HISTORY_DAYS);
    return Math.max(0, Math.round(count - young.reduce((sum, { group }) => sum + part(column, group), 0)));
  });
  const ripeFrom = [...new Set([0, ...groups.map(({ since }) => since + HISTORY_DAYS)])].sort(
    (a, b) => a - b,
  );
  const panels = ripeFrom.map((from) => ({
    from,
    counts: row.counts.map((count, column) => {
      let adjusted = count;
      for (const { group, since } of groups) {
        if (since + HISTORY_DAYS > from) adjusted -= part(column, group);
        else if (column < since) adjusted += meanBrought(row, group, since, part);
      }
      return Math.max(0, adjusted);
    }),
  }));
  return { counts, panels };
}

function brings(row: CountedRow, group: string): boolean {
  return [...row.cells.values()].some((cell) => cell.sources.some((source) => source.sourceGroup === group));
}

function shareOfDay(row: CountedRow, column: number, group: string): number {
  const sources = row.cells.get(column)?.sources ?? [];
  const total = sources.reduce((sum, source) => sum + source.voices72h, 0);
  const own = sources.find((source) => source.sourceGroup === group)?.voices72h ?? 0;
  return total === 0 ? 0 : own / total;
}

function meanBrought(
  row: CountedRow,
  group: string,
  since: number,
  part: (column: number, group: string) => number,
): number {
  let sum = 0;
  for (let column = since; column < since + HISTORY_DAYS; column++) sum += part(column, group);
  return row.counts.length === 0 ? 0 : sum / HISTORY_DAYS;
}
