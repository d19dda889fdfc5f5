import { type Drawing, element, LOOK, text, widthOf } from "./svg.ts";

/** What a sign in a chart means. `line` draws the dashed middle through the sign. */
export interface LegendEntry {
  readonly words: string;
  readonly fill: string;
  readonly line?: boolean;
}

/** Height of a row. */
export const LEGEND_ROW = 18;
const entryWidth = (entry: LegendEntry) => 18 + widthOf(entry.words, 11) + 16;

/** Rows of entries that fit a width. */
export function legendRows(
  entries: readonly LegendEntry[],
  width: number,
): readonly (readonly LegendEntry[])[] {
  const rows: LegendEntry[][] = [];
  let used = width;
  for (const entry of entries) {
    if (used + entryWidth(entry) > width) {
      rows.push([]);
      used = 0;
    }
    rows.at(-1)?.push(entry);
    used += entryWidth(entry);
  }
  return rows;
}

/** The rows of a legend, the first with its baseline at `top`. */
export function legend(rows: readonly (readonly LegendEntry[])[], left: number, top: number): Drawing {
  return rows
    .flatMap((row, at) => {
      let x = left;
      const y = top + at * LEGEND_ROW;
      return row.map((entry) => {
        const block = element("rect", { x, y: y - 9, width: 12, height: 10, fill: entry.fill });
        const line = element("path", {
          d: `M${x} ${y - 4}h12`,
          stroke: LOOK.quiet,
          "stroke-dasharray": "3 2",
        });
        const words = text(x + 18, y, entry.words, { size: 11 });
        x += entryWidth(entry);
        return block + (entry.line === true ? line : "") + words;
      });
    })
    .join("");
}
