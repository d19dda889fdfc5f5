import { describe, expect, it } from "vitest";
import type { IndexedDocument } from "../../../model/document.ts";
import type { Day } from "../../../model/ids.ts";
import { placeId, sourceId, topicId } from "../../../model/ids.ts";
import { createEvidence, createSharedTexts, type EvidenceDeps } from "../../../response/alerts/evidence.ts";
import { sharedPhrases } from "../../../response/alerts/phrases.ts";
import { namesPerson } from "../../../search/person-phrase.ts";
import { indexedDocument } from "../../fakes/indexed-document.ts";
import { memorySearchIndex } from "../../fakes/memory-search-index.ts";

const AN_LAO = placeId("11629@2025-07-01");
const WASTE = topicId("environment");
const QUERY = {
  topic: WASTE,
  places: [AN_LAO],
  channel: "public",
  from: "2026-11-16" as Day,
  to: "2026-11-18" as Day,
} as const;
const shared = (texts: readonly string[], cell: string | null = "k1") =>
  sharedPhrases(
    texts.map((text) => ({ text, voiceCell: cell })),
    { places: new Set(["an lão"]), terms: new Set(["rác"]) },
  ).map(({ tokens }) => tokens.join(" "));

/** Evidence over an index that holds these documents of the story, and as many of other things. */
async function evidenceOf(
  documents: readonly Partial<IndexedDocument>[],
  changes: Partial<typeof QUERY> = {},
) {
  return createEvidence(await depsOver(documents))({ ...QUERY, ...changes });
}

async function depsOver(documents: readonly Partial<IndexedDocument>[]): Promise<EvidenceDeps> {
  const index = memorySearchIndex();
  await index.upsert([
    ...documents.map((document, at) =>
      indexedDocument(`d${at}`, { topics: [WASTE], places: [AN_LAO], ...document }),
    ),
    ...Array.from({ length: 40 }, (_, at) =>
      indexedDocument(`other${at}`, { text: "đường đông xe quá trời ơi", topics: [] }),
    ),
  ]);
  return {
    config: {
      topics: [{ id: WASTE, terms: ["rác"], children: [] }],
      alertRules: [{ topics: [], safetyWords: ["ngộ độc"] }],
      sources: [{ id: "bao", name: "Báo Hải Phòng" }],
      settings: {
        area: {
          name: { vi: "a", en: "a" },
          communes: ["11629"],
          province: "Hải Phòng",
          oldDistrict: "An Lão",
          localNames: [],
        },
        floors: { voices: 5, sources: 2, sensitiveVoices: 20 },
      },
      gazetteer: { unitById: new Map([[AN_LAO, { name: "An Lão" }]]) as never },
    },
    area: { communes: [AN_LAO], placesNamed: (id) => [placeId(id)] },
    stores: { index },
    isPersonal: (phrase) => namesPerson(phrase, () => false),
  };
}
const five = (text: string, changes: Partial<IndexedDocument> = {}) =>
  Array.from({ length: 5 }, () => ({ text, ...changes }));

describe("phrases that may outlive the texts", () => {
  it("are those of at least five voices", () => {
    expect(shared(Array(5).fill("mùi hôi thối nồng nặc"))).toContain("mùi hôi thối nồng");
    expect(shared(Array(4).fill("mùi hôi thối nồng nặc"))).toEqual([]);
  });

  it("count a person once, however often they write", () => {
    expect(shared(Array(9).fill("mùi hôi thối"), null)).toEqual([]);
  });

  it("never add up what different keys or weeks heard, since they may have heard the same people", () => {
    const texts = [..."abcdef"].map((_, at) => ({ text: "mùi hôi thối", voiceCell: at < 3 ? "k1" : "k2" }));
    expect(sharedPhrases(texts, { places: new Set(), terms: new Set() })).toEqual([]);
  });

  it.each([
    ["a masked name or number", "gọi ngay [tên] hoặc [số điện thoại] nhé", /tên|số điện|thoại/],
    ["a figure", "đóng phí 500 nghìn mỗi hộ", /\d/],
    ["a name within a sentence", "nghe nói Văn Hùng xả trộm đêm khuya", /hùng|văn/],
    ["a name at the beginning of a sentence", "Văn Hùng xả trộm đêm khuya", /hùng|văn/],
    ["a name in small letters after an honorific", "đêm qua ông hùng xả trộm nước thải", /hùng|ông/],
    ["a place", "bãi rác an lão ùn ứ lâu ngày", /an lão/],
  ])("hold no %s", (_what, text, forbidden) => {
    const phrases = shared(Array(6).fill(text));
    expect(phrases.length).toBeGreaterThan(0);
    expect(phrases.join(" | ")).not.toMatch(forbidden);
  });

  it("read a text without marks as others write the same", () => {
    expect(shared([...Array(3).fill("mùi hôi thối"), "mui hoi thoi qua", "mui hoi thoi"])).toContain(
      "mùi hôi thối",
    );
    expect(shared(Array(5).fill("mui hoi thoi"))).toContain("mui hoi thoi");
  });

  it("hold a term of the topic although it is one syllable", () => {
    expect(shared(["đầy rác", "rác ơi", "toàn rác", "rác!", "nhieu rac"])).toEqual(["rác"]);
  });

  it("begin and end with words that say something", () => {
    for (const phrase of shared(Array(5).fill("rác thì để đầy ra và không ai dọn cho dân"))) {
      expect(phrase).not.toMatch(/^(thì|để|và|không|cho|ra) | (thì|để|và|không|cho|ra|ai)$/);
    }
  });
});

describe("the words of a story", () => {
  it("are phrases more frequent in it than elsewhere, without one inside another", async () => {
    const { phrases } = await evidenceOf(five("rác ùn ứ mùi hôi thối. đường đông xe quá"));
    expect(phrases.length).toBeGreaterThan(0);
    expect(phrases.join(" | ")).toMatch(/rác ùn ứ/);
    expect(phrases.join(" | ")).not.toMatch(/đông xe/);
    for (const phrase of phrases) {
      expect(phrases.filter((other) => other !== phrase && ` ${other} `.includes(` ${phrase} `))).toEqual([]);
    }
  });

  it("name nobody, in small letters either", async () => {
    const talk = [..."abcdefg"].map((_, at) => ({ text: `tuấn béo đổ rác ra mương bốc mùi hôi lần ${at}` }));
    const { phrases } = await evidenceOf(talk);
    expect(phrases.length).toBeGreaterThan(0);
    expect(phrases.filter((phrase) => phrase.includes("tuấn"))).toEqual([]);
  });

  it("come from its own days, topic, place and channel", async () => {
    const text = "rác ùn ứ mùi hôi thối";
    expect(
      (await evidenceOf(five(text), { from: "2026-11-19" as Day, to: "2026-11-20" as Day })).phrases,
    ).toEqual([]);
    expect((await evidenceOf(five(text, { topics: [] }))).phrases).toEqual([]);
    expect((await evidenceOf(five(text, { channel: "youtube" }))).phrases).toEqual([]);
    expect((await evidenceOf(five(text, { echoOf: "x" as never }))).phrases).toEqual([]);
  });

  it("hold institutions' headlines with links and no citizen's title", async () => {
    const article = {
      speaker: "institution",
      kind: "article",
      sourceId: sourceId("bao"),
      firstOfAuthor: false,
      epoch: null,
    } as const;
    const { institutions } = await evidenceOf([
      { ...article, title: "Rác quá tải\r\nở chợ", url: "https://bao.example/1" },
      { ...article, title: "Rác quá tải ở chợ", url: "https://bao.example/2" },
      { kind: "post", title: "Ai cũng bức xúc" },
    ]);
    expect(institutions.map(({ title, source }) => ({ title, source }))).toEqual([
      { title: "Rác quá tải ở chợ", source: "Báo Hải Phòng" },
    ]);
  });

  it("say nothing of a sensitive subject", async () => {
    expect(await evidenceOf(five("mùi hôi thối ngộ độc", { sensitive: true }))).toEqual({
      phrases: [],
      institutions: [],
      safetyWords: false,
    });
  });

  it("speak of danger only when as many voices do as an alert needs", async () => {
    expect((await evidenceOf(five("cả nhà ngộ độc vì rác"))).safetyWords).toBe(true);
    expect((await evidenceOf([...five("rác ùn ứ"), { text: "cả nhà ngộ độc" }])).safetyWords).toBe(false);
  });
});

describe("two stories of the same texts", () => {
  const HEALTH = topicId("health");
  const other = { ...QUERY, topic: HEALTH };

  it("share what bears both topics, as a part of the smaller one", async () => {
    const shared = createSharedTexts(
      await depsOver([
        ...five("rác thối quá sinh bệnh", { topics: [WASTE, HEALTH] }),
        ...five("rác ùn ứ", { topics: [WASTE] }),
      ]),
    );
    expect(await shared(QUERY, other)).toBe(1);
    expect(await shared(other, { ...QUERY, places: [placeId("11635@2025-07-01")] })).toBe(0);
  });

  it("share nothing of a sensitive subject, and nothing where no text is held", async () => {
    const shared = createSharedTexts(
      await depsOver(five("rác thối", { topics: [WASTE, HEALTH], sensitive: true })),
    );
    expect(await shared(QUERY, other)).toBe(0);
  });
});
