import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { WHOLE_AREA } from "../../model/cell.ts";
import { type Day, documentId, placeId, sourceId, topicId, type Week } from "../../model/ids.ts";
import { type CountedDocument, VoiceKeeper } from "../../pipeline/voice-keeper.ts";

const DAYS = [
  "2026-11-20",
  "2026-11-21",
  "2026-11-22",
  "2026-11-23",
  "2026-11-24",
] as unknown as readonly Day[];
const topic = topicId("environment");
const an = placeId("11629@2025-07-01");

interface Spoken {
  readonly id: number;
  readonly account: number | null;
  readonly source: number;
  readonly day: number;
  readonly negative: boolean;
}
const spoken = fc.record({
  id: fc.integer({ min: 0, max: 400 }),
  account: fc.option(fc.integer({ min: 0, max: 12 }), { nil: null, freq: 4 }),
  source: fc.integer({ min: 0, max: 3 }),
  day: fc.integer({ min: 0, max: DAYS.length - 1 }),
  negative: fc.boolean(),
});

function document(item: Spoken): CountedDocument {
  return {
    id: documentId(`c${item.id}`),
    sourceId: sourceId(`s${item.source}`),
    sourceGroup: `s${item.source}`,
    channel: "public",
    kind: "post",
    speaker: "citizen",
    day: DAYS[item.day] as Day,
    week: "2026-W47" as Week,
    polarity: item.negative ? "negative" : "neutral",
    echo: false,
    cells: [
      { topic, place: an },
      { topic, place: WHOLE_AREA },
    ],
  };
}

function hear(keeper: VoiceKeeper, items: readonly Spoken[]): ReturnType<VoiceKeeper["count"]>[] {
  return items.map((item) => {
    if (item.account !== null)
      keeper.hear(documentId(`c${item.id}`), `s${item.source}`, `account ${item.account}`);
    const bits = keeper.count(document(item), { withItems: false });
    keeper.forget(documentId(`c${item.id}`));
    return bits;
  });
}

/** Counts without the names of keys, in a fixed order. */
function counts(keeper: VoiceKeeper): unknown {
  return keeper
    .changed()
    .parts.map(({ epoch: _epoch, ...rest }) => JSON.stringify(rest))
    .sort();
}

const unique = (items: readonly Spoken[]): Spoken[] => [
  ...new Map(items.map((item) => [item.id, item])).values(),
];

/** Distinct accounts of the window, and sources that only spoke without a name: nobody can truly be more. */
function truth(items: readonly Spoken[], last: number): number {
  const inWindow = items.filter((item) => item.day <= last && item.day > last - 3);
  const named = new Set(
    inWindow.filter((item) => item.account !== null).map((item) => `${item.source}/${item.account}`),
  );
  const namedSources = new Set(inWindow.filter((item) => item.account !== null).map((item) => item.source));
  const nameless = new Set(
    inWindow
      .filter((item) => item.account === null && !namedSources.has(item.source))
      .map((item) => item.source),
  );
  return named.size + nameless.size;
}

describe("the voice keeper", () => {
  test("counts in 72 hours exactly the distinct authors, and one for a source that only spoke without a name", () => {
    fc.assert(
      fc.property(fc.array(spoken, { maxLength: 60 }), (given) => {
        const items = unique(given);
        const keeper = new VoiceKeeper();
        hear(keeper, items);
        for (const part of keeper.changed().parts) {
          const last = DAYS.indexOf(part.day);
          if (last < 0) continue;
          expect(part.voices72h).toBe(truth(items, last));
          expect(part.voices).toBeLessThanOrEqual(part.voices72h);
          expect(part.negative72h).toBeLessThanOrEqual(part.toned72h);
          expect(part.firstHeard72h).toBe(part.voices72h);
        }
      }),
    );
  });

  test("does not depend on the order of arrival, nor on hearing an item twice", () => {
    fc.assert(
      fc.property(fc.array(spoken, { maxLength: 40 }), fc.integer(), (given, seed) => {
        const items = unique(given);
        const once = new VoiceKeeper();
        hear(once, items);
        const shuffled = [...items].sort(
          (a, b) => ((a.id * 7919 + seed) % 101) - ((b.id * 7919 + seed) % 101),
        );
        const twice = new VoiceKeeper();
        hear(twice, shuffled);
        hear(twice, shuffled);
        expect(counts(twice)).toEqual(counts(once));
      }),
    );
  });

  test("gives out no more first bits in a week than there are voices, whatever arrives in which order", () => {
    fc.assert(
      fc.property(fc.array(spoken, { maxLength: 60 }), (given) => {
        const items = unique(given);
        const keeper = new VoiceKeeper();
        const bits = hear(keeper, items).filter((bit) => bit.firstOfAuthor).length;
        const named = new Set(
          items.filter((item) => item.account !== null).map((item) => `${item.source}/${item.account}`),
        );
        const sources = new Set(items.filter((item) => item.account === null).map((item) => item.source));
        const namedSources = new Set(
          items.filter((item) => item.account !== null).map((item) => item.source),
        );
        const onlyNameless = [...sources].filter((source) => !namedSources.has(source)).length;
        expect(bits).toBeLessThanOrEqual(named.size + onlyNameless);
      }),
    );
  });

  test("an author who speaks of two communes adds up to one over places", () => {
    const keeper = new VoiceKeeper();
    const other = placeId("11647@2025-07-01");
    const base = document({ id: 1, account: 1, source: 0, day: 4, negative: true });
    for (const [id, place] of [
      ["c1", an],
      ["c2", other],
    ] as const) {
      keeper.hear(documentId(id), "s0", "account 1");
      keeper.count({ ...base, id: documentId(id), cells: [{ topic, place }] }, { withItems: false });
    }
    const parts = keeper.changed().parts.filter((part) => part.day === DAYS[4]);
    expect(parts.map((part) => part.voices72h)).toEqual([1, 1]);
    expect(parts.reduce((sum, part) => sum + part.firstHeard72h, 0)).toBe(1);
  });

  test("articles, authorities' replies and echoes are no voice; each report is one", () => {
    const keeper = new VoiceKeeper();
    const base = document({ id: 1, account: null, source: 0, day: 4, negative: true });
    keeper.count(
      { ...base, id: documentId("i1"), kind: "article", speaker: "institution" },
      { withItems: false },
    );
    keeper.count(
      { ...base, id: documentId("i2"), kind: "comment", speaker: "institution" },
      { withItems: false },
    );
    keeper.count({ ...base, id: documentId("c3"), echo: true }, { withItems: false });
    const voices = () =>
      keeper.changed().parts.find((part) => part.day === DAYS[4] && part.place === an)?.voices72h ?? 0;
    expect(voices()).toBe(0);
    keeper.count({ ...base, id: documentId("r1"), kind: "report" }, { withItems: false });
    keeper.count({ ...base, id: documentId("r2"), kind: "report" }, { withItems: false });
    expect(voices()).toBe(2);
  });

  test("forgets everything when its key has lived seven days", () => {
    let nowMs = 0;
    const keeper = new VoiceKeeper(() => nowMs);
    const epoch = keeper.epoch;
    keeper.hear(documentId("c1"), "s0", "account 1");
    nowMs = 7 * 86_400_000;
    keeper.rotateIfDue();
    expect(keeper.epoch).not.toBe(epoch);
    expect(keeper.isWaiting(documentId("c1"))).toBe(false);
    expect(keeper.changed().parts).toEqual([]);
  });
});

test("an author who was first heard elsewhere is taken from the place that counted him, whatever comes in first", () => {
  const keeper = new VoiceKeeper();
  const other = placeId("11635@2025-07-01");
  const say = (id: number, day: number, place: typeof an) => {
    keeper.hear(documentId(`c${id}`), "s0", "one account");
    const said = document({ id, account: 0, source: 0, day, negative: false });
    keeper.count({ ...said, cells: [{ topic, place }] }, { withItems: false });
  };
  const written = new Map<string, number>();
  const write = () => {
    for (const part of keeper.changed().parts) written.set(`${part.place} ${part.day}`, part.firstHeard72h);
    keeper.saved();
  };
  say(1, 2, an);
  write();
  say(2, 1, other);
  write();
  expect([written.get(`${an} ${DAYS[2]}`), written.get(`${other} ${DAYS[2]}`)]).toEqual([0, 1]);
});
