import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { SourceScope } from "../../../analyzers/places/evidence.ts";
import {
  createPlaceResolver,
  type PlaceReading,
  SETTLED_CONFIDENCE,
} from "../../../analyzers/places/place-resolver.ts";
import { tokenize } from "../../../analyzers/text/tokens.ts";
import { readGazetteer } from "../../../config/gazetteer.ts";
import type { Instant, PlaceId } from "../../../model/ids.ts";
import { AN_LAO } from "./area.ts";

/** One labelled text: the places meant, and those among which a divided unit leaves it open. */
interface Labelled {
  readonly id: string;
  readonly scope: SourceScope;
  readonly day: string | null;
  readonly title: string | null;
  readonly text: string;
  readonly places: readonly PlaceId[];
  readonly oneOf: readonly PlaceId[];
  /** null: not judged. */
  readonly area: boolean | null;
  readonly elsewhere: boolean | null;
}

const FIXTURES = "test/fixtures/places";
const labelled = readdirSync(FIXTURES).flatMap((file) =>
  readFileSync(join(FIXTURES, file), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Labelled),
);
const resolver = createPlaceResolver(readGazetteer("config/gazetteer"), AN_LAO);

function read(
  text: string,
  options: {
    title?: string | null;
    day?: string | null;
    scope?: SourceScope;
    parentPlaces?: readonly string[];
  } = {},
): PlaceReading {
  return resolver.resolve({
    tokens: tokenize(text),
    titleTokens: options.title ? tokenize(options.title) : [],
    publishedAt: options.day ? (`${options.day}T05:00:00.000Z` as Instant) : null,
    sourceScope: options.scope ?? "unknown",
    parentPlaces: (options.parentPlaces ?? []) as PlaceId[],
    parentRelevant: false,
  });
}

const settled = (reading: PlaceReading): string[] =>
  reading.places.flatMap((place) => (place.confidence >= SETTLED_CONFIDENCE ? place.id : [])).sort();
const open = (reading: PlaceReading): string[] =>
  reading.places.flatMap((place) => (place.confidence < SETTLED_CONFIDENCE ? place.id : [])).sort();

describe("on the labelled texts", () => {
  test("at least 95 in 100 have exactly the places meant", () => {
    const wrong = labelled.filter((row) => {
      const reading = read(row.text, row);
      return settled(reading).join() !== row.places.join() || open(reading).join() !== row.oneOf.join();
    });
    expect(labelled.length).toBeGreaterThanOrEqual(150);
    expect(
      1 - wrong.length / labelled.length,
      wrong.map((row) => `${row.id}: ${row.text}`).join("\n"),
    ).toBeGreaterThanOrEqual(0.95);
  });

  test("at least 95 in 100 are rightly said to be of the area, of elsewhere, or of neither", () => {
    const wrong = labelled.filter((row) => {
      const reading = read(row.text, row);
      return (
        (row.area !== null && reading.area !== row.area) ||
        (row.elsewhere !== null && reading.elsewhere !== row.elsewhere)
      );
    });
    expect(
      1 - wrong.length / labelled.length,
      wrong.map((row) => `${row.id}: ${row.text}`).join("\n"),
    ).toBeGreaterThanOrEqual(0.95);
  });

  test("no name of the old district, used as a word, a person or a street, is taken for a place", () => {
    const words = labelled.filter((row) => row.id.startsWith("words-") && row.places.length === 0);
    expect(words.filter((row) => settled(read(row.text, row)).length > 0).map((row) => row.text)).toEqual([]);
  });

  test("the An Lão of Hải Phòng, of Gia Lai and of Ninh Bình are never taken for one another", () => {
    const three = labelled.filter((row) => /an[ -]?l[ãa]o/i.test(`${row.title} ${row.text}`));
    const mixed = three.filter((row) => {
      const reading = read(row.text, row);
      return reading.area && row.elsewhere === true;
    });
    expect(three.length).toBeGreaterThan(50);
    expect(mixed.map((row) => row.text)).toEqual([]);
  });
});

describe("the day of the text", () => {
  test("decides between the unit of before and the unit since, whose code is the same", () => {
    expect(settled(read("Xã Mỹ Đức, huyện An Lão", { day: "2025-06-30" }))).toEqual(["11668@2004-07-08"]);
    expect(settled(read("Xã Mỹ Đức, huyện An Lão", { day: "2025-07-01" }))).toEqual(["11668@2025-07-01"]);
  });

  test("is Vietnamese: the last evening hour of June in UTC is the first of July", () => {
    const reading = resolver.resolve({
      tokens: tokenize("Xã Bát Trang"),
      titleTokens: [],
      publishedAt: "2025-06-30T17:00:00.000Z" as Instant,
      sourceScope: "local",
      parentPlaces: [],
      parentRelevant: false,
    });
    expect(settled(reading)).toEqual(["11635@2025-07-01"]);
  });

  test("unknown means today's units, and an old name what it became, less surely", () => {
    const today = read("Xã An Trường");
    const old = read("Xã Bát Trang");
    expect(settled(old)).toEqual(settled(today));
    expect(old.places[0]?.confidence).toBeLessThan(today.places[0]?.confidence ?? 0);
  });

  test("keeps a commune that did not exist yet out", () => {
    expect(read("Xã An Khánh, Hải Phòng", { day: "2024-05-01" }).places).toEqual([]);
  });
});

describe("a divided commune", () => {
  test("stays open between its parts, none of them certain", () => {
    const reading = read("Xã Thái Sơn, huyện An Lão cũ");
    expect(open(reading)).toEqual(["11629@2025-07-01", "11668@2025-07-01"]);
    expect(settled(reading)).toEqual([]);
    expect(reading.area).toBe(true);
  });

  test("stays open beside another commune that is certain", () => {
    const reading = read("Xã Thái Sơn cũ và xã An Hưng");
    expect(open(reading)).toEqual(["11629@2025-07-01", "11668@2025-07-01"]);
    expect(settled(reading)).toEqual(["11674@2025-07-01"]);
  });

  test("is settled by a commune of today in the same text", () => {
    const reading = read("Xã Thái Sơn cũ, nay là xã An Khánh");
    expect(reading.places.map((place) => place.id)).toEqual(["11668@2025-07-01"]);
  });
});

describe("a village", () => {
  const villages = [
    {
      name: "Nguyệt Áng",
      before: "11662@2004-07-08" as PlaceId,
      since: "11668@2025-07-01" as PlaceId,
    },
  ];
  const informed = createPlaceResolver({ ...readGazetteer("config/gazetteer"), villages }, AN_LAO);
  const ids = (text: string, day: string) =>
    informed
      .resolve({
        tokens: tokenize(text),
        titleTokens: [],
        publishedAt: `${day}T05:00:00.000Z` as Instant,
        sourceScope: "unknown",
        parentPlaces: [],
        parentRelevant: false,
      })
      .places.map((place) => place.id);

  test("settles which part of a divided commune is meant", () => {
    expect(ids("Thôn Nguyệt Áng, xã Thái Sơn cũ", "2026-01-01")).toEqual(["11668@2025-07-01"]);
    expect(ids("Thôn Nguyệt Áng, xã Thái Sơn", "2024-01-01")).toEqual(["11662@2004-07-08"]);
  });

  test("that bears a commune's name lies in the commune named after it", () => {
    expect(settled(read("Thôn Quang Trung, xã Bát Trang", { scope: "local" }))).toEqual(["11635@2025-07-01"]);
  });
});

describe("what a text answers", () => {
  test("decides whose An Lão a comment means", () => {
    expect(settled(read("An Lão mưa to quá", { parentPlaces: ["21609@2025-07-01"] }))).toEqual([
      "21609@2025-07-01",
    ]);
    expect(
      settled(read("An Lão mưa to quá", { scope: "national", parentPlaces: ["11635@2025-07-01"] })),
    ).toEqual(["11629@2025-07-01"]);
  });
});

describe("another studied area", () => {
  test("is read by the same rules: here the An Lão that was Bình Định's", () => {
    const other = createPlaceResolver(readGazetteer("config/gazetteer"), {
      name: { vi: "An Lão", en: "An Lão" },
      communes: ["21609", "21616", "21622", "21628"],
      province: "Gia Lai",
      oldDistrict: "An Lão",
      localNames: [],
    });
    const ids = (text: string) => {
      const reading = other.resolve({
        tokens: tokenize(text),
        titleTokens: [],
        publishedAt: null,
        sourceScope: "unknown",
        parentPlaces: [],
        parentRelevant: false,
      });
      return [reading.area, ...reading.places.map((place) => place.id)];
    };
    expect(ids("An Lão mưa lớn")).toEqual([true, "21609@2025-07-01"]);
    expect(ids("Xã An Lão, Hải Phòng mưa lớn")).toEqual([false, "11629@2025-07-01"]);
    expect(ids("Huyện An Lão cũ của Bình Định")).toEqual([true]);
  });
});

describe("a name that the text denies", () => {
  test("is no place of it, nor is what says where that name lies", () => {
    expect(settled(read("Không phải xã An Lão, Gia Lai đâu, xã An Trường cơ"))).toEqual(["11635@2025-07-01"]);
  });
});

describe("rubbish", () => {
  test.each([
    "",
    "   ",
    "!!!",
    "😡😡😡",
    ",,,((((--",
    "xã",
    "xã xã xã xã",
    "huyện , tỉnh",
    "#",
    "##anlao#",
    "\u0000\ufffd",
  ])("%j is read without complaint", (text) => {
    expect(() => read(text, { title: text })).not.toThrow();
  });

  test("of names and marks in any order yields only units in force that day, with a confidence in (0, 1]", () => {
    const gazetteer = readGazetteer("config/gazetteer");
    const piece = fc.constantFrom(
      ...[
        "xã",
        "huyện",
        "TT.",
        "thôn",
        "An Lão",
        "an lão",
        "Quang Trung",
        "Thái Sơn",
        "Hải Phòng",
        "Gia Lai",
        "cũ",
      ],
      ...[
        ",",
        "(",
        ")",
        "-",
        "và",
        "không phải",
        "#anlao",
        "ở",
        "đường",
        "P.",
        "1",
        "\n",
        "😡",
        "Bình Lục",
        "An Hưng",
      ],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 24 }), fc.boolean(), (pieces, before) => {
        const day = before ? "2024-03-01" : "2026-03-01";
        for (const { id, confidence } of read(pieces.join(" "), { day }).places) {
          const unit = gazetteer.unitById.get(id);
          if (unit === undefined || unit.since > day || (unit.until !== null && unit.until <= day))
            return false;
          if (!(confidence > 0 && confidence <= 1)) return false;
        }
        return true;
      }),
      { numRuns: 300 },
    );
  });

  test("a text of a hundred kilobytes that is nothing but names is read", () => {
    const reading = read("xã An Lão, xã Quang Trung và đường Quang Trung ở Hải Phòng; ".repeat(2000));
    expect(reading.area).toBe(true);
  });
});
