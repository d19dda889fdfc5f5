import { widthOf } from "./svg.ts";

/** A label that wants to stand beside a line at `x`. */
export interface Wanted {
  readonly x: number;
  readonly words: string;
}
/** Where it was put: its lane from the top, and on which side of its line. */
export type Placed<T extends Wanted> = T & { readonly lane: number; readonly side: "right" | "left" };

const SIZE = 11;
const GAP = 14;

/**
 * Puts labels beside their lines in as few lanes as keep them apart: to the right, or to the left where the right has no
 * room. Lines run down from their lane, so those on the right go down from left to right and those on the left from
 * right to left: then no line crosses a label.
 */
export function placeLabels<T extends Wanted>(
  wanted: readonly T[],
  edges: { readonly left: number; readonly right: number },
): readonly Placed<T>[] {
  const taken: { from: number; to: number }[][] = [];
  const place = (label: T, side: "right" | "left"): Placed<T> => {
    const width = widthOf(label.words, SIZE) + 5;
    const from = side === "right" ? label.x : label.x - width;
    const to = from + width;
    let lane = taken.findIndex((spans) =>
      spans.every((span) => to + GAP < span.from || from > span.to + GAP),
    );
    if (lane < 0) lane = taken.push([]) - 1;
    taken[lane]?.push({ from, to });
    return { ...label, lane, side };
  };
  const sideOf = (label: T) =>
    label.x + 5 + widthOf(label.words, SIZE) <= edges.right || label.x - edges.left < edges.right - label.x
      ? "right"
      : "left";
  const inOrder = [...wanted].sort((a, b) => a.x - b.x);
  return [
    ...inOrder.filter((label) => sideOf(label) === "right").map((label) => place(label, "right")),
    ...inOrder
      .filter((label) => sideOf(label) === "left")
      .reverse()
      .map((label) => place(label, "left")),
  ];
}
