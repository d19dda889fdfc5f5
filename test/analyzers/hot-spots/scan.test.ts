import { describe, expect, it } from "vitest";
import { buildPanel } from "../../../analyzers/hot-spots/panel.ts";
import { connectedZones, logRatio, scanPlaces } from "../../../analyzers/hot-spots/scan.ts";
import { A, AREA, B, background, C, COMMUNES, D, historyOf, inputFor, type Planted, WASTE } from "./town.ts";

const DAY = 100;
const quiet = COMMUNES.flatMap((place) => background(WASTE, place, 10, 97));
const scan = (planted: readonly Planted[]) => {
  const panel = buildPanel(inputFor(DAY, historyOf([...quiet, ...planted])), "public");
  if (panel === null) throw new Error("no panel");
  return scanPlaces(panel, WASTE, 5);
};

describe("connectedZones", () => {
  it("finds every connected group of a line of five communes once", () => {
    // 5 single, 4 pairs, 3 triples, 2 of four, 1 of five.
    expect(connectedZones(COMMUNES, AREA.adjacency)).toHaveLength(15);
  });

  it("keeps groups at five communes", () => {
    const places = Array.from({ length: 7 }, (_, index) => COMMUNES[index % 5] ?? A).map(
      (place, index) => `${place}${index}` as typeof A,
    );
    const all = new Map(places.map((place) => [place, places.filter((other) => other !== place)]));
    // 7 + 21 + 35 + 35 + 21 of seven that all touch.
    expect(connectedZones(places, all)).toHaveLength(119);
  });
});

describe("logRatio", () => {
  it("is 32.7 for 16 voices where 0.8 were expected", () => {
    expect(logRatio(16, 0.8)).toBeCloseTo(32.7, 1);
  });
  it("is nothing where no more was counted than expected", () => {
    expect([logRatio(2, 2), logRatio(0, 0.1)]).toEqual([0, 0]);
  });
});

describe("scanPlaces", () => {
  it("finds the neighbouring communes of a thin concern, rarer than once a year", () => {
    const thin = [A, B, C, D].flatMap((place) =>
      [DAY - 1, DAY].map((day) => ({ topic: WASTE, place, day, voices: 2 })),
    );
    const found = scan(thin);
    expect(found?.places).toEqual([A, B, C, D]);
    expect(found?.recurrenceDays).toBeGreaterThanOrEqual(365);
  });

  it("finds nothing in an ordinary week, and the same on every run", () => {
    expect(scan([])).toBeNull();
    const thin = [B, C].map((place) => ({ topic: WASTE, place, day: DAY, voices: 3 }));
    expect(scan(thin)).toEqual(scan(thin));
  });

  it("does not scan for fewer voices than may be told", () => {
    expect(scan([A, B].map((place) => ({ topic: WASTE, place, day: DAY, voices: 2 })))).toBeNull();
  });
});
