import { expect, test } from "vitest";
import { adjacency } from "../../../analyzers/places/adjacency.ts";
import { type Boundary, readGazetteer } from "../../../config/gazetteer.ts";
import type { PlaceId } from "../../../model/ids.ts";

function square(code: string, west: number, south: number): Boundary {
  const [east, north] = [west + 0.01, south + 0.01];
  const ring = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
  return {
    id: `${code}@2025-07-01` as PlaceId,
    code,
    name: code,
    geometry: { type: "MultiPolygon", coordinates: [[ring]] },
  };
}

test("communes with a common border touch, both ways; those that meet at a corner or lie apart do not", () => {
  const [home, east, corner, far] = [
    square("1", 106, 20),
    square("2", 106.01, 20),
    square("3", 106.01, 20.01),
    square("4", 106.2, 20),
  ];
  const near = adjacency([home, east, corner, far]);
  expect(near.get(home.id)).toEqual([east.id]);
  expect(near.get(east.id)).toEqual([home.id, corner.id]);
  expect(near.get(far.id)).toEqual([]);
});

test("An Quang touches An Lão, An Trường and An Khánh, and no other commune", () => {
  const near = adjacency(readGazetteer("config/gazetteer").boundaries);
  expect(near.get("11647@2025-07-01" as PlaceId)).toEqual([
    "11629@2025-07-01",
    "11635@2025-07-01",
    "11668@2025-07-01",
  ]);
});
