import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { IndexedDocument } from "../../model/document.ts";
import { FLOORS } from "../../model/floors.ts";
import type { Day, Instant } from "../../model/ids.ts";
import { placeId, topicId } from "../../model/ids.ts";
import { addDays, dayOf } from "../../model/time.ts";
import { discloseFacets, discloseHistogram, discloseSearch } from "../../search/disclosure.ts";
import { parseQuery } from "../../search/query.ts";
import type { DocumentQuery, FacetField } from "../../search/search-index.ts";
import { documentQuery, indexedDocument } from "../fakes/indexed-document.ts";
import { memorySearchIndex } from "../fakes/memory-search-index.ts";

const FIRST = "2026-11-02" as Day;
const noon = (day: number) => `${addDays(FIRST, day)}T05:00:00.000Z` as Instant;
const rac = (changes: Partial<DocumentQuery> = {}) => documentQuery({ text: parseQuery("rác"), ...changes });

async function indexOf(documents: readonly IndexedDocument[]) {
  const index = memorySearchIndex();
  await index.upsert(documents);
  return index;
}

/** `count` citizens who each wrote once, on a day. */
function voices(count: number, name: string, day: number, changes: Partial<IndexedDocument> = {}) {
  return Array.from({ length: count }, (_, at) =>
    indexedDocument(`${name}${at}`, { publishedAt: noon(day), ...changes }),
  );
}
const article = (id: string, changes: Partial<IndexedDocument> = {}) =>
  indexedDocument(id, {
    speaker: "institution",
    kind: "article",
    url: `https://bao.example/${id}`,
    title: "Rác ở chợ",
    epoch: null,
    ...changes,
  });

describe("what people may see of a search", () => {
  it("holds no citizen hit and no number below five voices", async () => {
    const index = await indexOf([...voices(4, "c", 1), article("a")]);
    const page = await discloseSearch(index, rac(), FLOORS);
    expect(page.hits.map((hit) => hit.id)).toEqual(["a"]);
    expect(page.total).toEqual({ institution: 1, citizen: null });
    expect(page.citizensShown).toBe(false);
  });

  it("shows redacted excerpts and the number from five voices up", async () => {
    const index = await indexOf([...voices(5, "c", 1), article("a")]);
    const page = await discloseSearch(index, rac(), FLOORS);
    expect(page.total).toEqual({ institution: 1, citizen: 5 });
    expect(page.hits).toHaveLength(6);
    for (const hit of page.hits) expect(hit.url === null).toBe(hit.speaker === "citizen");
  });

  it("counts voices, not texts: one author's many texts stay hidden", async () => {
    const loud = voices(40, "loud", 1, { firstOfAuthor: false });
    const page = await discloseSearch(await indexOf([...voices(1, "c", 1), ...loud]), rac(), FLOORS);
    expect(page.hits).toEqual([]);
    expect(page.total.citizen).toBeNull();
  });

  it("looks the same whether there is nobody or too few", async () => {
    const nobody = await discloseSearch(await indexOf([article("a")]), rac(), FLOORS);
    const few = await discloseSearch(await indexOf([article("a"), ...voices(4, "c", 1)]), rac(), FLOORS);
    expect(few).toEqual(nobody);
  });

  it("never has a sensitive document among hits or figures, asked for or not", async () => {
    const secret = voices(30, "s", 1, { sensitive: true, topics: [topicId("religion-ethnic")] });
    const index = await indexOf([...secret, ...voices(6, "c", 1)]);
    const query = rac({ includeSensitive: true });
    expect((await discloseSearch(index, query, FLOORS)).total.citizen).toBe(6);
    expect(await discloseFacets(index, query, "topic", FLOORS)).toEqual([]);
  });

  it("obeys a raised floor", async () => {
    const index = await indexOf(voices(9, "c", 1));
    const page = await discloseSearch(index, rac(), { ...FLOORS, voices: 10 });
    expect(page.total.citizen).toBeNull();
  });

  it("cuts an excerpt to forty syllables around the first word that answered", async () => {
    const text = `${"đầu ".repeat(100)}rác ${"cuối ".repeat(100)}`;
    const index = await indexOf(voices(5, "c", 1, { text }));
    const [hit] = (await discloseSearch(index, rac(), FLOORS)).hits;
    const excerpt = hit?.excerpt;
    expect(excerpt?.text.match(/\p{L}+/gu)).toHaveLength(40);
    expect(excerpt?.ranges.map(({ start, end }) => excerpt.text.slice(start, end))).toEqual(["rác"]);
  });

  it("does not show a filter's total whose rest is too few, nor the total of everything", async () => {
    const index = await indexOf([
      ...voices(8, "x", 1, { places: [placeId("x")] }),
      ...voices(3, "y", 1, { places: [placeId("y")] }),
    ]);
    expect((await discloseSearch(index, rac(), FLOORS)).total.citizen).toBe(11);
    expect((await discloseSearch(index, rac({ places: [placeId("x")] }), FLOORS)).total.citizen).toBeNull();
    expect((await discloseSearch(index, documentQuery(), FLOORS)).total.citizen).toBeNull();
    expect(await discloseFacets(index, rac(), "place", FLOORS)).toEqual([]);
  });

  it("shows a filter's total when nothing, or enough, is left besides", async () => {
    const index = await indexOf([
      ...voices(8, "x", 1, { places: [placeId("x")], topics: [topicId("environment")] }),
      ...voices(7, "y", 1, { places: [placeId("y")], topics: [topicId("environment")] }),
    ]);
    expect((await discloseSearch(index, rac({ places: [placeId("x")] }), FLOORS)).total.citizen).toBe(8);
    const all = rac({ topics: [topicId("environment")] });
    expect((await discloseSearch(index, all, FLOORS)).total.citizen).toBe(15);
  });

  it("does not show a word's total that gives a few away", async () => {
    const few = voices(2, "burn", 1, { text: "đốt rác" });
    const index = await indexOf([...voices(9, "c", 1), ...few]);
    const total = async (text: string) =>
      (await discloseSearch(index, documentQuery({ text: parseQuery(text) }), FLOORS)).total.citizen;
    expect(await total("rác")).toBe(11);
    expect(await total("rác đốt")).toBeNull();
    expect(await total("rác -đốt")).toBeNull();
    expect(await total('rác OR "đốt rác"')).toBe(11);
  });

  it("lists no value that only too few have", async () => {
    const index = await indexOf([
      ...voices(12, "c", 1, { topics: [topicId("environment")] }),
      ...voices(9, "w", 1, { topics: [topicId("utilities")] }),
      ...voices(2, "h", 1, { topics: [topicId("health")] }),
      article("a", { topics: [topicId("land")] }),
    ]);
    const facets = await discloseFacets(index, rac(), "topic", FLOORS);
    expect(facets).toEqual([
      { value: "environment", institution: 0, citizen: 12 },
      { value: "land", institution: 1, citizen: null },
    ]);
  });
});

/** A small town over three weeks: up to 14 authors who write on some days, at some place. */
const corpus = fc.array(
  fc.record({
    author: fc.nat(13),
    day: fc.oneof(fc.nat(20), fc.constantFrom(1, 8, 9)),
    place: fc.constantFrom("x", "y", "z"),
    polarity: fc.constantFrom("negative" as const, "positive" as const, "neutral" as const),
    word: fc.constantFrom("rác", "rác đốt", "rác chợ đốt"),
  }),
  { maxLength: 60, size: "max" },
);
type Post = {
  author: number;
  day: number;
  place: string;
  polarity: IndexedDocument["polarity"];
  word: string;
};

function written(posts: readonly Post[]): IndexedDocument[] {
  const seen = new Set<string>();
  return [...posts]
    .sort((a, b) => a.day - b.day)
    .map((post, at) => {
      const key = `${post.author} ${Math.floor(post.day / 7)}`;
      const firstOfAuthor = !seen.has(key);
      seen.add(key);
      const { polarity } = post;
      const changes = {
        publishedAt: noon(post.day),
        places: [placeId(post.place)],
        polarity,
        text: post.word,
      };
      return indexedDocument(`p${String(at).padStart(3, "0")}`, { ...changes, firstOfAuthor });
    });
}

const authors = (posts: readonly Post[]) => new Set(posts.map((post) => post.author)).size;
const FIELDS: readonly FacetField[] = ["topic", "place", "polarity", "source", "kind"];

describe("figures that are shown", () => {
  it("do not change with one more account where all stay below the floor", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(3), fc.nat(20), fc.nat(20), async (few, day, other) => {
        const place = placeId("hẻm");
        const base = [
          article("a"),
          ...voices(9, "elsewhere", 3, { places: [placeId("x")], text: "đường lầy" }),
        ];
        const before = await indexOf([...base, ...voices(few, "c", day, { places: [place] })]);
        const after = await indexOf([
          ...base,
          ...voices(few, "c", day, { places: [place] }),
          indexedDocument("more", { publishedAt: noon(other), places: [place] }),
        ]);
        for (const query of [rac(), rac({ places: [place] }), rac({ from: addDays(FIRST, other) })]) {
          expect(await discloseSearch(after, query, FLOORS)).toEqual(
            await discloseSearch(before, query, FLOORS),
          );
          for (const field of FIELDS) {
            expect(await discloseFacets(after, query, field, FLOORS)).toEqual(
              await discloseFacets(before, query, field, FLOORS),
            );
          }
          for (const size of ["day", "week", "month"] as const) {
            expect(await discloseHistogram(after, query, size, FLOORS)).toEqual(
              await discloseHistogram(before, query, size, FLOORS),
            );
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it("of two ranges of days never differ by fewer voices than the floor", async () => {
    await fc.assert(
      fc.asyncProperty(corpus, async (posts) => {
        const index = await indexOf(written(posts));
        const ranges = [
          ...Array.from({ length: 21 }, (_, to) => [0, to]),
          [7, 20],
          [7, 13],
          [14, 20],
          [3, 9],
        ];
        const totals: { from: number; to: number; total: number }[] = [];
        for (const [from = 0, to = 0] of ranges) {
          const query = rac({ from: addDays(FIRST, from), to: addDays(FIRST, to) });
          const total = (await discloseSearch(index, query, FLOORS)).total.citizen;
          if (total !== null) totals.push({ from, to, total });
        }
        const within = (post: Post, range: { from: number; to: number }) =>
          post.day >= range.from && post.day <= range.to;
        for (const outer of totals) {
          expect(outer.total).toBeLessThanOrEqual(posts.filter((post) => within(post, outer)).length);
          for (const inner of totals.filter(({ from, to }) => from >= outer.from && to <= outer.to)) {
            const between = posts.filter((post) => within(post, outer) && !within(post, inner));
            const told = outer.total - inner.total === between.length && between.length > 0;
            if (told) expect(authors(between)).toBeGreaterThanOrEqual(FLOORS.voices);
          }
        }
      }),
      { numRuns: 25 },
    );
  });

  it("of days add up so that no day below the floor is the rest", async () => {
    await fc.assert(
      fc.asyncProperty(corpus, async (posts) => {
        const index = await indexOf(written(posts));
        const whole = (await discloseSearch(index, rac(), FLOORS)).total.citizen;
        const buckets = await discloseHistogram(index, rac(), "day", FLOORS);
        const shownDays = new Set(buckets.filter((b) => b.citizen !== null).map((b) => b.start));
        for (const bucket of buckets) {
          const own = posts.filter((post) => dayOf(noon(post.day)) === bucket.start);
          if (bucket.citizen !== null) {
            expect(bucket.citizen).toBe(own.length);
            expect(authors(own)).toBeGreaterThanOrEqual(FLOORS.voices);
          }
        }
        const rest = posts.filter((post) => !shownDays.has(dayOf(noon(post.day))));
        if (whole !== null && rest.length > 0) expect(authors(rest)).toBeGreaterThanOrEqual(FLOORS.voices);
      }),
      { numRuns: 100 },
    );
  });

  it("of values leave a rest that is nothing or holds the floor", async () => {
    await fc.assert(
      fc.asyncProperty(corpus, async (posts) => {
        const index = await indexOf(written(posts));
        const whole = (await discloseSearch(index, rac(), FLOORS)).total.citizen;
        for (const [field, placedAt] of [
          ["place", (post: Post): string => post.place],
          ["polarity", (post: Post): string => post.polarity],
        ] as const) {
          const facets = await discloseFacets(index, rac(), field, FLOORS);
          const shown = new Set(facets.filter((facet) => facet.citizen !== null).map((facet) => facet.value));
          const rest = posts.filter((post) => !shown.has(placedAt(post)));
          if (whole !== null && rest.length > 0) expect(authors(rest)).toBeGreaterThanOrEqual(FLOORS.voices);
          for (const value of ["x", "y", "z", "negative", "positive", "neutral"]) {
            const filter =
              field === "place" ? { places: [placeId(value)] } : { polarities: [value as Post["polarity"]] };
            const total = (await discloseSearch(index, rac(filter), FLOORS)).total.citizen;
            expect(total === null || shown.has(value), `${field} ${value}`).toBe(true);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it("of a word and its exclusion never give away too few", async () => {
    await fc.assert(
      fc.asyncProperty(corpus, async (posts) => {
        const index = await indexOf(written(posts));
        const total = async (text: string) =>
          (await discloseSearch(index, documentQuery({ text: parseQuery(text) }), FLOORS)).total.citizen;
        const whole = await total("rác");
        for (const [text, rest] of [
          ["rác đốt", posts.filter((post) => !post.word.includes("đốt"))],
          ["rác -đốt", posts.filter((post) => post.word.includes("đốt"))],
          ["rác chợ", posts.filter((post) => !post.word.includes("chợ"))],
        ] as const) {
          const part = await total(text);
          if (whole === null || part === null || rest.length === 0) continue;
          expect(authors(rest), text).toBeGreaterThanOrEqual(FLOORS.voices);
        }
      }),
      { numRuns: 100 },
    );
  });
});
