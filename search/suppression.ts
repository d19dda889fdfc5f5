import type { Facet } from "./search-index.ts";

/** A value of a facet as people may see it; `citizen` is null for "dưới 5" and for what would give that away. */
export interface ShownFacet {
  readonly value: string;
  readonly institution: number;
  readonly citizen: number | null;
}

/** What a family of figures adds up to (or, where values overlap, is drawn from). */
export interface Whole {
  readonly citizen: number;
  readonly voices: number;
}

/**
 * Chooses which values of a family may be shown beside their whole, so that what is left after subtraction is nothing,
 * or holds the floor. Values below the floor are hidden first. Then, while the rest would hold fewer voices than the
 * floor, the smallest value shown is hidden as well. A bound from below on the rest's voices: a hidden value of at least
 * the floor lies in it, or the whole's bound less those of the shown values (each bound is a largest sum over one key
 * and week, so at the whole's largest the shown values cannot hold more than theirs).
 * With `overlapping` values (topics, places) each value's own remainder must pass the same test.
 */
export function shownValues(
  values: readonly Facet[],
  whole: Whole,
  floor: number,
  overlapping: boolean,
): ReadonlySet<string> {
  const remainderSafe = (facet: Facet) =>
    facet.citizen === whole.citizen || whole.voices - facet.voices >= floor;
  const shown = values
    .filter((facet) => facet.voices >= floor && (!overlapping || remainderSafe(facet)))
    .sort((a, b) => b.citizen - a.citizen || (a.value < b.value ? -1 : 1));
  while (shown.length > 0 && !restSafe(values, shown, whole, floor)) shown.pop();
  return new Set(shown.map((facet) => facet.value));
}

function restSafe(values: readonly Facet[], shown: readonly Facet[], whole: Whole, floor: number): boolean {
  const rest = whole.citizen - shown.reduce((sum, facet) => sum + facet.citizen, 0);
  if (rest <= 0) return true;
  const known = new Set(shown.map((facet) => facet.value));
  if (values.some((facet) => !known.has(facet.value) && facet.voices >= floor)) return true;
  return whole.voices - shown.reduce((sum, facet) => sum + facet.voices, 0) >= floor;
}
