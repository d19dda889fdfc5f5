import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { IndexedDocument } from "../../model/document.ts";
import { UsageError } from "../../model/errors.ts";
import type { Day, Instant } from "../../model/ids.ts";
import { documentId, placeId, sourceId, topicId } from "../../model/ids.ts";
import { parseQuery } from "../../search/query.ts";
import type { DocumentQuery, SearchIndex } from "../../search/search-index.ts";
import { documentQuery, indexedDocument } from "../fakes/indexed-document.ts";

const at = (instant: string) => `${instant}.000Z` as Instant;

/** What every index of documents must do, hit for hit. `open` gives an empty one; the suite closes it. */
export function searchIndexContract(name: string, open: () => Promise<SearchIndex>): void {
  describe(`search index: ${name}`, () => {
    let index: SearchIndex;
    beforeEach(async () => {
      index = await open();
    });
    afterEach(() => index.close());

    const write = (...documents: IndexedDocument[]) => index.upsert(documents);
    const find = async (text: string, changes: Partial<DocumentQuery> = {}) =>
      (await index.search(documentQuery({ text: parseQuery(text), ...changes }))).hits.map(
        (hit) => hit.document.id as string,
      );

    describe("words", () => {
      beforeEach(() =>
        write(
          indexedDocument("plain", { text: "rac dam duong", publishedAt: at("2026-11-10T01:00:00") }),
          indexedDocument("marked", {
            text: "Rác đầm đường làng",
            publishedAt: at("2026-11-12T01:00:00"),
          }),
          indexedDocument("other", { text: "Dương lịch, bão rạc", publishedAt: at("2026-11-14T01:00:00") }),
        ),
      );

      it("finds an undiacritised text lower down for a word with diacritics, and no other word", async () => {
        expect(await find("đường")).toEqual(["marked", "plain"]);
        expect(await find("rác")).toEqual(["marked", "plain"]);
      });

      it("finds all forms for a word without diacritics, the form typed first, then the newest", async () => {
        expect(await find("duong")).toEqual(["plain", "other", "marked"]);
        expect(await find("rac")).toEqual(["plain", "other", "marked"]);
      });

      it("says which hits hold every word as typed", async () => {
        const page = await index.search(documentQuery({ text: parseQuery("duong") }));
        expect(page.hits.map((hit) => hit.exact)).toEqual([true, false, false]);
      });

      it("ignores case and takes every way of writing one letter", async () => {
        expect(await find("ĐƯỜNG")).toEqual(["marked", "plain"]);
        expect(await find("đường".normalize("NFD"))).toEqual(["marked", "plain"]);
      });

      it("wants all words, phrases in a row, and leaves out what is excluded", async () => {
        expect(await find("rác làng")).toEqual(["marked"]);
        expect(await find('"đường làng"')).toEqual(["marked"]);
        expect(await find('"làng đường"')).toEqual([]);
        expect(await find("duong -lịch")).toEqual(["plain", "marked"]);
        expect(await find("làng OR lịch")).toEqual(["other", "marked"]);
        expect(await find("rac làng OR lịch -bão")).toEqual(["marked"]);
      });

      it("finds a phrase typed with diacritics in a text without any", async () => {
        expect(await find('"rác đầm"')).toEqual(["marked", "plain"]);
        expect(await find('"rac dam"')).toEqual(["plain", "marked"]);
      });

      it("marks what answered, and only that", async () => {
        const page = await index.search(documentQuery({ text: parseQuery('rác "đường làng" -xa') }));
        const [hit] = page.hits;
        const spans = hit?.highlights.map(({ start, end }) => hit.document.text.slice(start, end));
        expect(spans).toEqual(["Rác", "đường làng"]);
      });

      it("finds nothing, without an error, for a word that nobody wrote", async () => {
        const page = await index.search(documentQuery({ text: parseQuery("sânbay") }));
        expect(page).toEqual({ hits: [], total: { institution: 0, citizen: 0 }, voices: 0, cursor: null });
      });
    });

    it("takes both tone styles for one word", async () => {
      await write(
        indexedDocument("new", { text: "hoà bình, thuỷ lợi" }),
        indexedDocument("old", { text: "hòa bình, thủy lợi" }),
      );
      expect(await find("hòa")).toEqual(["new", "old"]);
      expect(await find("hoà")).toEqual(["new", "old"]);
      expect(await find('"thủy lợi"')).toEqual(["new", "old"]);
    });

    it("finds syllables with two vowels of one letter, with and without marks", async () => {
      await write(
        indexedDocument("marked", { text: "lương hưu" }),
        indexedDocument("plain", { text: "luong huu" }),
      );
      expect(await find("luong huu")).toEqual(["plain", "marked"]);
      expect(await find('"lương hưu"')).toEqual(["marked", "plain"]);
    });

    it("finds a text written in decomposed letters, with spans of the text as it stands", async () => {
      const text = "Xã để rác ở đường lớn".normalize("NFD");
      await write(indexedDocument("nfd", { text }));
      const page = await index.search(documentQuery({ text: parseQuery("đường") }));
      const [hit] = page.hits;
      expect(hit?.highlights.map(({ start, end }) => text.slice(start, end).normalize("NFC"))).toEqual([
        "đường",
      ]);
    });

    it("finds numbers, emoji and marks that an engine would split", async () => {
      await write(
        indexedDocument("number", { text: "giá nước 1.234,5 đồng/m3" }),
        indexedDocument("emoji", { text: "chán quá 😡😡 ❤️" }),
        indexedDocument("flat", { text: "giá nước 1 234" }),
      );
      expect(await find("1.234,5")).toEqual(["number"]);
      expect(await find("❤")).toEqual(["emoji"]);
      expect(await find("😡")).toEqual(["emoji"]);
      expect(await find('"chán quá"')).toEqual(["emoji"]);
      expect(await find("nước")).toEqual(["flat", "number"]);
    });

    it("takes words of the query languages of engines for words", async () => {
      await write(
        indexedDocument("words", { text: "and or not near exact folded tags * ( ) ^ : any sensitive" }),
      );
      for (const text of ["and", "not", "near", "exact", "tags:any", "NEAR", "a*", "(rác)", "exact:rác"]) {
        await expect(find(text), text).resolves.toBeInstanceOf(Array);
      }
      expect(await find("near not")).toEqual(["words"]);
      expect(await find("a*")).toEqual([]);
    });

    it("searches titles, and lets no phrase reach from a title into its text", async () => {
      await write(indexedDocument("titled", { title: "Cầu An Lão", text: "rác thải ven sông" }));
      expect(await find('"cầu an lão"')).toEqual(["titled"]);
      expect(await find('"lão rác"')).toEqual([]);
    });

    describe("writing", () => {
      it("gives the same for a document written twice", async () => {
        await write(indexedDocument("a"), indexedDocument("b", { text: "đường lầy" }));
        const before = await index.search(documentQuery({ text: parseQuery("rác") }));
        await write(indexedDocument("a"), indexedDocument("a"));
        expect(await index.search(documentQuery({ text: parseQuery("rác") }))).toEqual(before);
      });

      it("forgets the words, time and labels that a document had before", async () => {
        await write(indexedDocument("a", { topics: [topicId("land")] }));
        await write(indexedDocument("a", { text: "đường lầy", publishedAt: at("2026-11-01T01:00:00") }));
        expect(await find("rác")).toEqual([]);
        expect(await find("lầy", { from: "2026-11-01" as Day, to: "2026-11-01" as Day })).toEqual(["a"]);
        expect(await index.facets(documentQuery(), "topic")).toEqual([]);
      });

      it("removes what is named and is calm about what is not there", async () => {
        await write(indexedDocument("a"), indexedDocument("b"));
        await index.remove([documentId("a"), documentId("never")]);
        expect(await find("rác")).toEqual(["b"]);
        expect(await index.get(documentId("a"))).toBeNull();
        expect((await index.search(documentQuery())).total.citizen).toBe(1);
      });

      it("gives a document back as it was written", async () => {
        const document = indexedDocument("whole", {
          kind: "article",
          speaker: "institution",
          url: "https://xa.example/tin/1",
          title: "Thông báo",
          topics: [topicId("land/disputes"), topicId("utilities")],
          places: [placeId("11683@2025-07-01")],
          publishedAt: null,
          parentId: documentId("p"),
          echoOf: documentId("e"),
          firstOfAuthor: false,
          epoch: null,
          score: 0.25,
        });
        await write(document);
        expect(await index.get(document.id)).toEqual(document);
      });

      it("takes empty writes, empty texts and very long ones", async () => {
        await index.upsert([]);
        await index.remove([]);
        await write(
          indexedDocument("empty", { text: "" }),
          indexedDocument("long", { text: "rác thải ".repeat(12_000) }),
        );
        expect(await find("rác")).toEqual(["long"]);
      });
    });

    describe("filters", () => {
      beforeEach(() =>
        write(
          indexedDocument("dispute", {
            topics: [topicId("land/disputes")],
            places: [placeId("11683@2025-07-01")],
            publishedAt: at("2026-11-15T16:59:59"),
          }),
          indexedDocument("land", {
            topics: [topicId("land")],
            places: [placeId("11684@2025-07-01"), placeId("11683@2025-07-01")],
            polarity: "positive",
            publishedAt: at("2026-11-15T17:00:00"),
          }),
          indexedDocument("article", {
            kind: "article",
            speaker: "institution",
            sourceId: sourceId("bao-hp"),
            topics: [topicId("environment"), topicId("livelihood")],
            publishedAt: at("2026-11-20T02:00:00"),
          }),
          indexedDocument("untimed", { topics: [topicId("environment")], publishedAt: null }),
        ),
      );

      it.each([
        ["a family matches its children", { topics: [topicId("land")] }, ["land", "dispute"]],
        ["a child matches itself", { topics: [topicId("land/disputes")] }, ["dispute"]],
        [
          "several values of one filter are alternatives",
          { topics: [topicId("land/disputes"), topicId("livelihood")] },
          ["article", "dispute"],
        ],
        ["place", { places: [placeId("11683@2025-07-01")] }, ["land", "dispute"]],
        ["polarity", { polarities: ["positive"] }, ["land"]],
        ["source", { sources: [sourceId("bao-hp")] }, ["article"]],
        ["kind", { kinds: ["comment"] }, ["land", "dispute", "untimed"]],
        ["speaker", { speakers: ["institution"] }, ["article"]],
        ["filters together", { topics: [topicId("land")], polarities: ["negative"] }, ["dispute"]],
        ["a day is a Vietnamese day", { from: "2026-11-16", to: "2026-11-16" }, ["land"]],
        ["from", { from: "2026-11-16" }, ["article", "land"]],
        ["to leaves unknown times out", { to: "2026-11-15" }, ["dispute"]],
        ["a range that ends before it begins", { from: "2026-11-16", to: "2026-11-10" }, []],
      ] as [string, Partial<DocumentQuery>, string[]][])("%s", async (_rule, changes, expected) => {
        expect(await find("rác", changes)).toEqual(expected);
        expect(await find("", changes)).toEqual(expected);
      });

      it("leaves sensitive documents and echoes out unless asked for", async () => {
        await write(
          indexedDocument("sensitive", { text: "mưa", sensitive: true }),
          indexedDocument("echo", { text: "mưa", echoOf: documentId("dispute") }),
        );
        expect(await find("mưa", { includeEchoes: false })).toEqual([]);
        expect(await find("mưa")).toEqual(["echo"]);
        expect(await find("mưa", { includeSensitive: true })).toEqual(["echo", "sensitive"]);
      });
    });

    describe("pages", () => {
      const many = Array.from({ length: 60 }, (_, at) =>
        indexedDocument(`d${String((at * 7) % 60).padStart(2, "0")}`, {
          text: at % 3 === 0 ? "rac" : "rác",
          publishedAt:
            at % 11 === 0 ? null : (`2026-11-${10 + (at % 4)}T01:00:0${at % 2}.${at % 3}00Z` as Instant),
        }),
      );
      const walk = async (text: string, limit: number) => {
        const ids: string[] = [];
        let cursor: string | null = null;
        for (let page = 0; page < 100; page++) {
          const query = documentQuery({ text: parseQuery(text), limit, cursor });
          const result = await index.search(query);
          ids.push(...result.hits.map((hit) => hit.document.id));
          cursor = result.cursor;
          if (cursor === null) return ids;
        }
        throw new Error("the pages never end");
      };

      it.each(["rác", "rac", ""])(
        "show each hit once, in one order, whatever their size: %s",
        async (text) => {
          await write(...many);
          const whole = await walk(text, 500);
          expect(whole).toHaveLength(60);
          expect(new Set(whole).size).toBe(60);
          for (const limit of [1, 7, 59, 60]) expect(await walk(text, limit)).toEqual(whole);
        },
      );

      it("order by exact form, time and id, unknown times last", async () => {
        await write(...many);
        const page = await index.search(documentQuery({ text: parseQuery("rác"), limit: 500 }));
        const keys = page.hits.map(({ document, exact }) => [
          exact ? 0 : 1,
          document.publishedAt === null ? 1 : 0,
          document.publishedAt === null ? 0 : -Date.parse(document.publishedAt),
          document.id,
        ]);
        const sorted = [...keys].sort((a, b) => {
          for (const [at, value] of a.entries()) {
            const other = b[at] ?? 0;
            if (value !== other) return value < other ? -1 : 1;
          }
          return 0;
        });
        expect(keys).toEqual(sorted);
      });

      it("stay in place while newer documents arrive", async () => {
        await write(...many);
        const whole = await walk("rác", 500);
        const first = await index.search(documentQuery({ text: parseQuery("rác"), limit: 10 }));
        await write(indexedDocument("newest", { publishedAt: at("2026-11-24T01:00:00") }));
        const second = await index.search(
          documentQuery({ text: parseQuery("rác"), limit: 10, cursor: first.cursor }),
        );
        expect(second.hits.map((hit) => hit.document.id)).toEqual(whole.slice(10, 20));
      });

      it("may be empty, and are cut at a greatest size", async () => {
        await write(...many);
        const none = await index.search(documentQuery({ limit: 0 }));
        expect(none.hits).toEqual([]);
        expect(none.total.citizen).toBe(60);
        const huge = await index.search(documentQuery({ limit: 1e9 }));
        expect(huge.hits).toHaveLength(60);
      });

      it.each(["", "x", "bm90IGpzb24", "W10", "WzIsbnVsbCwiYSJd"])(
        "refuse a cursor that is none of theirs: %j",
        async (cursor) => {
          await expect(index.search(documentQuery({ cursor }))).rejects.toThrow(UsageError);
        },
      );
    });

    describe("counts", () => {
      it("bound voices by the largest sum of first texts within one key and week", async () => {
        const week = (day: number) => at(`2026-11-${String(day).padStart(2, "0")}T02:00:00`);
        await write(
          indexedDocument("a1", { publishedAt: week(10), epoch: "k1" }),
          indexedDocument("a2", { publishedAt: week(11), epoch: "k1" }),
          indexedDocument("a2b", { publishedAt: week(12), epoch: "k1", firstOfAuthor: false }),
          indexedDocument("a3", { publishedAt: week(12), epoch: "k2" }),
          indexedDocument("b1", { publishedAt: week(17), epoch: "k1" }),
          indexedDocument("b2", { publishedAt: week(17), epoch: "k1", echoOf: documentId("a1") }),
          indexedDocument("i1", { speaker: "institution", kind: "article", epoch: null }),
        );
        const page = await index.search(documentQuery({ text: parseQuery("rác") }));
        expect(page.voices).toBe(2);
        expect(page.total).toEqual({ institution: 1, citizen: 6 });
      });

      it("give facets by value with voices of their own, families with their children", async () => {
        await write(
          indexedDocument("a", { topics: [topicId("land"), topicId("land/disputes")] }),
          indexedDocument("b", { topics: [topicId("land/disputes")], firstOfAuthor: false }),
          indexedDocument("c", { topics: [topicId("health")], speaker: "institution", kind: "article" }),
        );
        expect(await index.facets(documentQuery(), "topic")).toEqual([
          { value: "land", institution: 0, citizen: 2, voices: 1 },
          { value: "land/disputes", institution: 0, citizen: 2, voices: 1 },
          { value: "health", institution: 1, citizen: 0, voices: 0 },
        ]);
        expect(await index.facets(documentQuery({ kinds: ["article"] }), "source")).toEqual([
          { value: "forum", institution: 1, citizen: 0, voices: 0 },
        ]);
        expect(await index.facets(documentQuery({ text: parseQuery("rác") }), "kind")).toHaveLength(2);
      });

      it("give a histogram in Vietnamese days, weeks and months without gaps", async () => {
        await write(
          indexedDocument("a", { publishedAt: at("2026-10-30T18:00:00") }),
          indexedDocument("b", { publishedAt: at("2026-11-02T02:00:00"), polarity: "positive" }),
          indexedDocument("c", { publishedAt: at("2026-11-02T03:00:00"), echoOf: documentId("b") }),
          indexedDocument("never", { publishedAt: null }),
        );
        const tones = { negative: 0, neutral: 0, positive: 0, unclear: 0 };
        expect(await index.histogram(documentQuery(), "day")).toEqual([
          { start: "2026-10-31", items: 1, echoes: 0, voices: 1, byPolarity: { ...tones, negative: 1 } },
          { start: "2026-11-01", items: 0, echoes: 0, voices: 0, byPolarity: tones },
          { start: "2026-11-02", items: 1, echoes: 1, voices: 1, byPolarity: { ...tones, positive: 1 } },
        ]);
        const weeks = await index.histogram(documentQuery(), "week");
        expect(weeks.map(({ start, items }) => [start, items])).toEqual([
          ["2026-10-26", 1],
          ["2026-11-02", 1],
        ]);
        const months = await index.histogram(documentQuery({ from: "2026-11-01" as Day }), "month");
        expect(months.map(({ start, items }) => [start, items])).toEqual([["2026-11-01", 1]]);
        expect(await index.histogram(documentQuery({ text: parseQuery("không có") }), "day")).toEqual([]);
      });
    });
  });
}
