import type { Boundary } from "../../config/gazetteer.ts";
import type { PlaceId } from "../../model/ids.ts";

/** Outlines drawn apart differ by metres: vertices are compared on a grid of 0.0005 degrees (about 55 m). */
const CELL_DEGREES = 0.0005;
/** One shared cell may be a corner where four communes meet; three in common are a border. */
const SHARED_CELLS = 3;

/** Which communes touch along a border, both ways, each list in order of id. */
export function adjacency(boundaries: readonly Boundary[]): ReadonlyMap<PlaceId, readonly PlaceId[]> {
  const cells = boundaries.map((boundary) => outlineCells(boundary));
  const near = new Map<PlaceId, PlaceId[]>(boundaries.map((boundary) => [boundary.id, []]));
  for (let one = 0; one < boundaries.length; one++) {
    for (let other = one + 1; other < boundaries.length; other++) {
      const [first, second] = [boundaries[one], boundaries[other]];
      if (!first || !second || !haveCommonBorder(cells[one], cells[other])) continue;
      near.get(first.id)?.push(second.id);
      near.get(second.id)?.push(first.id);
    }
  }
  for (const list of near.values()) list.sort();
  return near;
}

/** The grid cells through which an outline runs, points between vertices included. */
function outlineCells({ geometry }: Boundary): Set<number> {
  const cells = new Set<number>();
  for (const ring of geometry.coordinates.flat()) {
    for (let at = 1; at < ring.length; at++) {
      const [fromX = 0, fromY = 0] = ring[at - 1] ?? [];
      const [toX = 0, toY = 0] = ring[at] ?? [];
      const steps = Math.max(1, Math.ceil(Math.hypot(toX - fromX, toY - fromY) / CELL_DEGREES));
      for (let step = 0; step <= steps; step++) {
        const x = fromX + ((toX - fromX) * step) / steps;
        const y = fromY + ((toY - fromY) * step) / steps;
        cells.add(Math.round(x / CELL_DEGREES) * 1_000_000 + Math.round(y / CELL_DEGREES));
      }
    }
  }
  return cells;
}

function haveCommonBorder(
  one: ReadonlySet<number> | undefined,
  other: ReadonlySet<number> | undefined,
): boolean {
  if (one === undefined || other === undefined) return false;
  let shared = 0;
  for (const cell of one) if (other.has(cell) && ++shared >= SHARED_CELLS) return true;
  return false;
}
