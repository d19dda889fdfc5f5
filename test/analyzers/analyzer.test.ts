import { describe, expect, test } from "vitest";
import { type AnalyzerInput, createAnalyzer } from "../../analyzers/analyzer.ts";
import { readGazetteer } from "../../config/gazetteer.ts";
import { type LexiconFile, lexiconFileSchema, type TopicFile, topicFileSchema } from "../../config/schema.ts";
import { topicId } from "../../model/ids.ts";
import { AN_LAO } from "./places/area.ts";

const example = { text: "Rác chất đống", topic: "environment" };
const topics: TopicFile[] = [
  topicFileSchema.parse({
    id: "environment",
    name: { vi: "Môi trường", en: "Environment" },
    description: { vi: "Rác", en: "Waste" },
    terms: ["rác", "nước thải"],
    examples: [example, example, example],
  }),
];
const lexicons: LexiconFile[] = [
  lexiconFileSchema.parse({
    kind: "polarity",
    about: "test",
    entries: [{ term: "hôi thối", weight: -2, pos: "adjective" }],
  }),
];
const gazetteer = readGazetteer("config/gazetteer");
const resources = { topics, lexicons, gazetteer, area: AN_LAO };
const analyzer = createAnalyzer(resources);

function analyze(text: string, given: Partial<AnalyzerInput> = {}) {
  return analyzer.analyze({
    text,
    title: null,
    kind: "comment",
    publishedAt: null,
    sourceScope: "unknown",
    parent: null,
    ...given,
  });
}
const parent = { topics: [topicId("environment")], places: ["11635@2025-07-01"] as never[], relevant: true };

describe("analyze", () => {
  test("gives topic with evidence, tone, place and relevance of one text", () => {
    const text = "Rác ở xã An Lão hôi thối";
    const annotations = analyze(text);
    expect(annotations.topics.map((topic) => topic.id)).toEqual(["environment"]);
    const [span] = annotations.topics[0]?.evidence ?? [];
    expect(text.slice(span?.start, span?.end)).toBe("Rác");
    expect(annotations.score).toBeLessThan(0);
    expect(annotations.places.map((place) => place.id)).toEqual(["11629@2025-07-01"]);
    expect(annotations.places[0]?.name).toBe("xã An Lão");
    expect(annotations.relevant).toBe(true);
  });

  test("lets a comment without a place inherit its parent's, less surely than if it were said", () => {
    const [inherited] = analyze("Rác chất đống", { parent }).places;
    const [said] = analyze("Rác chất đống ở xã An Trường").places;
    expect(inherited?.id).toBe("11635@2025-07-01");
    expect(inherited?.confidence).toBeLessThan(said?.confidence ?? 0);
  });

  test("does not let a comment about another place inherit", () => {
    const annotations = analyze("Ở xã An Lão, Gia Lai cũng thế", { parent });
    expect(annotations.places.map((place) => place.id)).toEqual(["21609@2025-07-01"]);
    expect(annotations.relevant).toBe(false);
  });
});

describe("relevance", () => {
  test.each([
    ["a place in the area", "Rác ở xã An Lão", {}, true],
    ["the old district as a whole", "Rác ở huyện An Lão", {}, true],
    ["an old commune that became part of it", "Rác ở xã Bát Trang", {}, true],
    ["a local source, no place", "Rác chất đống", { sourceScope: "local" as const }, true],
    ["a relevant parent, no place", "Rác chất đống", { parent }, true],
    [
      "an irrelevant parent, no place",
      "Rác chất đống",
      { parent: { ...parent, places: [], relevant: false } },
      false,
    ],
    ["no place, unknown source", "Rác chất đống", {}, false],
    [
      "only places elsewhere, local source",
      "Rác ở xã An Lão, Gia Lai",
      { sourceScope: "local" as const },
      false,
    ],
    ["only the province", "Rác ở Hải Phòng", {}, false],
    ["the area beside another place", "Rác ở xã An Lão nhiều hơn ở quận Kiến An", {}, true],
  ])("%s", (_, text, given, expected) => {
    expect(analyze(text, given).relevant).toBe(expected);
  });
});

describe("the version", () => {
  test("is the same for the same resources and changes with a term, a weight or a commune", () => {
    expect(createAnalyzer(resources).version).toBe(analyzer.version);
    const others = [
      { ...resources, area: { ...AN_LAO, communes: ["11629"] } },
      { ...resources, lexicons: [] },
      { ...resources, topics: [] },
    ];
    for (const other of others) expect(createAnalyzer(other).version).not.toBe(analyzer.version);
  });

  test("explains the same reading by the entries that had a part in it", () => {
    const text = "Rác không hôi thối";
    const syntax = lexiconFileSchema.parse({
      kind: "syntax",
      about: "test",
      negators: ["không"],
      falseNegators: [],
      intensifiers: {},
      downtoners: {},
      contrast: [],
      wishes: [],
      questions: [],
      scopeStops: [],
    });
    const withNegators = createAnalyzer({ ...resources, lexicons: [...lexicons, syntax] });
    const input: AnalyzerInput = {
      text,
      title: null,
      kind: "comment",
      publishedAt: null,
      sourceScope: "unknown",
      parent: null,
    };
    const explained = withNegators.explain(input);
    expect(explained.annotations).toEqual(withNegators.analyze(input));
    expect(explained.topics).toMatchObject([{ start: 0, end: 3, topic: "environment", verdict: "counted" }]);
    const [step] = explained.tone;
    expect(text.slice(step?.start, step?.end)).toBe("hôi thối");
    expect(step?.shapedBy).toEqual(["không"]);
    expect(step?.effect).toBeGreaterThan(step?.weight ?? 0);
  });
});
