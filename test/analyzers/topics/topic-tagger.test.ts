import { describe, expect, it } from "vitest";
import { tokenize } from "../../../analyzers/text/tokens.ts";
import { createTopicTagger } from "../../../analyzers/topics/topic-tagger.ts";
import { topicFileSchema } from "../../../config/schema.ts";
import { topicId } from "../../../model/ids.ts";

const land = topicFileSchema.parse({
  id: "land",
  name: { vi: "Đất đai", en: "Land" },
  description: { vi: "Đất", en: "Land" },
  terms: ["đất đai", "đất", { term: "mốc", near: ["ruộng", "thửa"] }, { term: "quy hoạch", weight: 0.5 }],
  exclude: ["đất nước", "môi trường"],
  children: [
    {
      id: "land/certificates",
      name: { vi: "Sổ đỏ", en: "Titles" },
      description: { vi: "Sổ", en: "Titles" },
      terms: ["sổ đỏ", { term: "bìa", not: ["sách"] }],
    },
  ],
  examples: [
    { text: "sổ đỏ", topic: "land" },
    { text: "đất đai", topic: "land" },
    { text: "đất nước", topic: "land", expected: false },
  ],
});
const waste = topicFileSchema.parse({
  id: "environment",
  name: { vi: "Môi trường", en: "Environment" },
  description: { vi: "Môi trường", en: "Environment" },
  terms: ["rác", "rac", "trường rác", "đất rác"],
  examples: [
    { text: "rác", topic: "environment" },
    { text: "rac", topic: "environment" },
    { text: "đất", topic: "environment", expected: false },
  ],
});
const tagger = createTopicTagger([land, waste]);

function tag(text: string, options: { title?: string; parents?: string[] } = {}) {
  return tagger.tag({
    tokens: tokenize(text),
    titleTokens: tokenize(options.title ?? ""),
    parentTopics: (options.parents ?? []).map(topicId),
  });
}
const ids = (text: string, options?: { title?: string; parents?: string[] }) =>
  tag(text, options).map(({ id }) => id);

describe("terms", () => {
  it("give the topic with the places in the text that show it", () => {
    const text = "Hỏi về đất đai ở xã";
    const [topic] = tag(text);
    expect(topic?.id).toBe("land");
    expect(topic?.evidence.map(({ start, end }) => text.slice(start, end))).toEqual(["đất đai"]);
  });

  it("of a child give the child and its family", () => {
    expect(ids("Chưa có sổ đỏ").sort()).toEqual(["land", "land/certificates"]);
  });

  it("of several topics give several topics", () => {
    expect(ids("Sổ đỏ thì chậm, rác thì đầy")).toEqual(expect.arrayContaining(["land", "environment"]));
  });

  it("do not count inside an excluded phrase, nor where they begin in one", () => {
    expect(ids("Yêu đất nước")).toEqual([]);
    expect(ids("môi trường rác")).toEqual(["environment"]);
  });

  it("do not count inside a longer term of another topic", () => {
    expect(ids("Bãi đất rác")).toEqual(["environment"]);
  });

  it("that need a neighbour count only beside one", () => {
    expect(ids("Cắm mốc ruộng")).toEqual(["land"]);
    expect(ids("Cột mốc lịch sử")).toEqual([]);
    expect(ids("Ruộng tôi đây. Cột mốc lịch sử.")).toEqual([]);
  });

  it("that need a neighbour count under an article of their topic", () => {
    expect(ids("Cắm mốc rồi", { parents: ["land"] })[0]).toBe("land");
  });

  it("that refuse a neighbour do not count beside it", () => {
    expect(ids("Cấp bìa rồi")).toContain("land/certificates");
    expect(ids("Mua bìa sách")).toEqual([]);
  });

  it("of half weight need company", () => {
    expect(ids("Xem quy hoạch")).toEqual([]);
    expect(ids("Xem quy hoạch, hỏi đất đai")).toEqual(["land"]);
  });
});

describe("titles, marks, names", () => {
  it("count more in a title, without evidence in the text", () => {
    const [inTitle] = tag("Nội dung", { title: "Sổ đỏ chậm" });
    const [inText] = tag("Sổ đỏ chậm");
    expect(inTitle?.score).toBeGreaterThan(inText?.score ?? 1);
    expect(inTitle?.evidence).toEqual([]);
  });

  it("match phrases without marks, a lone syllable only where the file writes it so", () => {
    expect(ids("lam so do lau qua")).toContain("land");
    expect(ids("dat nay dep")).toEqual([]);
    expect(ids("rac day duong")).toEqual(["environment"]);
    expect(ids("chưa có so do cho dân")).toContain("land");
  });

  it("do not see a topic in a name", () => {
    expect(ids("Đi chơi ở Mũi Đất")).toEqual([]);
    expect(ids("ĐẤT ĐAI Ở XÃ")).toEqual(["land"]);
  });

  it("do not make a subject of one mention in a long text", () => {
    const long = `${"câu chuyện dài dòng về bóng đá và âm nhạc ".repeat(60)} đất`;
    expect(ids(long)).toEqual([]);
  });
});

describe("explanation", () => {
  it("names each term that stands in the text and says why it counts or not", () => {
    const text = "Đất nước ta, cột mốc, đất đai";
    const steps = tagger.explain({ tokens: tokenize(text), titleTokens: [], parentTopics: [] });
    expect(steps.map(({ start, end, verdict }) => [text.slice(start, end), verdict])).toEqual([
      ["Đất", "excluded"],
      ["mốc", "no-neighbour"],
      ["đất đai", "counted"],
      ["đất", "inside-longer"],
    ]);
  });
});

describe("rubbish", () => {
  it("of 100 KB is tagged to its end, with a bounded list of evidence", () => {
    const [first] = tag("rác đất đai ".repeat(8_000));
    expect(first?.evidence.length).toBeLessThanOrEqual(40);
  });
});

describe("comments", () => {
  it("inherit their parent's topics at a lower score when they name none", () => {
    const topics = tag("Đúng quá bác ơi", { parents: ["land", "land/certificates"] });
    expect(topics.map(({ id }) => id)).toEqual(["land", "land/certificates"]);
    expect(topics.every(({ score }) => score < 0.4)).toBe(true);
  });

  it("keep to their own topics when they name one", () => {
    expect(ids("Rác đầy đường", { parents: ["land"] })).toEqual(["environment"]);
  });

  it("without topic or parent have none", () => {
    expect(ids("")).toEqual([]);
    expect(ids("Chúc mừng sinh nhật")).toEqual([]);
  });
});
