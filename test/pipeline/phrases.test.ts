import { describe, expect, it } from "vitest";
import type { Annotations } from "../../model/document.ts";
import { type Day, type Instant, type PlaceId, phraseTopic } from "../../model/ids.ts";
import { addDays, startOfDay } from "../../model/time.ts";
import { mayOutlive, type PhraseDeps, phraseCellsUpTo } from "../../pipeline/stages/phrases.ts";
import { namesPerson } from "../../search/person-phrase.ts";
import type { PhraseCell, PhraseCells, UntoldText } from "../../state/phrase-cells.ts";

const DAY = "2026-11-20" as Day;
const LAO = "11629@2025-07-01" as PlaceId;
const MONKEYS = phraseTopic("khỉ hoang");
const ENDS = [
  "rồi đi",
  "ngoài đồng",
  "sau nhà",
  "lúc trưa",
  "gần đê",
  "bên ao",
  "đầu làng",
  "cuối xóm",
  "trong vườn",
];

function said(text: string, back: number, more: Partial<UntoldText> = {}): UntoldText {
  const annotations = {
    polarity: "negative",
    places: [{ id: LAO, name: "xã An Lão", confidence: 0.9 }],
  } as unknown as Annotations;
  const publishedAt = startOfDay(addDays(DAY, -back)) as Instant;
  return { text, publishedAt, sourceGroup: "s1", voiceCell: "epoch 2026-W47", annotations, ...more };
}

function depsWith(texts: readonly UntoldText[], written: readonly PhraseCell[] = []): PhraseDeps {
  const store: PhraseCells = {
    untold: (from, to) => texts.filter(({ publishedAt }) => publishedAt >= from && publishedAt < to),
    put: () => {},
    history: () => written,
  };
  return {
    store,
    words: { places: new Set(), terms: new Set() },
    communeOf: (place) => place,
    isDenied: (text) => text.includes("biểu tình"),
    isPersonal: (phrase) => namesPerson(phrase, (word) => word === "hoa sữa"),
    floor: 5,
  };
}

const monkeys = (count: number, more: (index: number) => Partial<UntoldText> = () => ({})) =>
  Array.from({ length: count }, (_, index) =>
    said(`khỉ hoang ${ENDS[index % ENDS.length]}`, index % 2, {
      sourceGroup: `s${index % 3}`,
      ...more(index),
    }),
  );

describe("phraseCellsUpTo", () => {
  it("counts a phrase that many suddenly use, for its commune and the whole area, day by day", () => {
    const cells = phraseCellsUpTo(DAY, 120, depsWith(monkeys(9)));
    expect(new Set(cells.map(({ topic }) => topic))).toEqual(new Set([MONKEYS]));
    const here = cells.filter(({ place }) => place === LAO);
    expect(here.map(({ day, voices, voices72h }) => [day, voices, voices72h])).toEqual([
      [addDays(DAY, -1), 4, 4],
      [DAY, 5, 9],
    ]);
    expect(here.at(-1)?.sources.map(({ voices72h }) => voices72h)).toEqual([3, 3, 3]);
  });

  it("finds nothing below the floor, nor where voices of two keys only seem to add up", () => {
    expect(phraseCellsUpTo(DAY, 120, depsWith(monkeys(4)))).toEqual([]);
    const keys = monkeys(8, (index) => ({ voiceCell: `epoch${index % 2} 2026-W47` }));
    expect(phraseCellsUpTo(DAY, 120, depsWith(keys))).toEqual([]);
  });

  it("finds nothing in what is said as often as ever", () => {
    const ever = Array.from({ length: 22 * 3 }, (_, index) =>
      said(`khỉ hoang ${ENDS[index % 9]}`, 8 + (index % 22)),
    );
    expect(phraseCellsUpTo(DAY, 120, depsWith([...ever, ...monkeys(9)]))).toEqual([]);
  });

  it("reads nothing that calls for a gathering", () => {
    const calls = monkeys(9).map((text) => ({ ...text, text: `biểu tình vì ${text.text}` }));
    expect(phraseCellsUpTo(DAY, 120, depsWith(calls))).toEqual([]);
  });

  it.each(["hoa lệch đầu chợ", "tuấn béo cổng trường", "nguyen thi hoa"])(
    "tells nothing of talk about somebody, by name or by what else it shares: %s",
    (name) => {
      const talk = Array.from({ length: 9 }, (_, index) =>
        said(`${name} quỵt tiền ${ENDS[index % ENDS.length]}`, index % 2, { sourceGroup: `s${index % 3}` }),
      );
      expect(phraseCellsUpTo(DAY, 120, depsWith(talk))).toEqual([]);
    },
  );

  it("takes a name's syllable in an ordinary word for the word", () => {
    const trees = Array.from({ length: 9 }, (_, index) =>
      said(`hoa sữa nồng nặc ${ENDS[index % ENDS.length]}`, index % 2, { sourceGroup: `s${index % 3}` }),
    );
    const topics = phraseCellsUpTo(DAY, 120, depsWith(trees)).map(({ topic }) => topic);
    expect(new Set(topics).size).toBe(1);
  });

  it("keeps what was written once the texts are gone", () => {
    const cells = phraseCellsUpTo(DAY, 120, depsWith(monkeys(9)));
    expect(phraseCellsUpTo(DAY, 120, depsWith([], cells))).toEqual(cells);
  });
});

describe("mayOutlive", () => {
  it("lets no phrase outlive its texts that fewer than five voices used", () => {
    const cells = phraseCellsUpTo(DAY, 120, depsWith(monkeys(9)));
    expect(mayOutlive(cells)).toEqual(cells);
    expect(mayOutlive(cells.map((cell) => ({ ...cell, voices72h: 4 })))).toEqual([]);
  });
});
