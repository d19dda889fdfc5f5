import { describe, expect, it } from "vitest";
import { tokenize } from "../../../analyzers/text/tokens.ts";
import { createTopicTagger } from "../../../analyzers/topics/topic-tagger.ts";
import { readLexiconFiles, readTopicFiles } from "../../../lab/evals/load-inputs.ts";

const files = readTopicFiles("config");
const tagger = createTopicTagger(files, readLexiconFiles("config"));
const tag = (text: string) =>
  tagger.tag({ tokens: tokenize(text), titleTokens: [], parentTopics: [] }).map(({ id }) => String(id));

describe("the shipped topics", () => {
  it("are the sixteen families of the product", () => {
    expect(files.map(({ id }) => id).sort()).toEqual(
      [
        "clearance",
        "conduct",
        "culture",
        "disaster",
        "education",
        "environment",
        "health",
        "land",
        "livelihood",
        "new-rural",
        "procedures",
        "religion-ethnic",
        "security",
        "transport",
        "utilities",
        "welfare",
      ].sort(),
    );
  });

  it("mark as sensitive faith, origin and personal health, and nothing else", () => {
    const sensitive = files.flatMap((file) => [
      ...(file.sensitive ? [file.id] : []),
      ...file.children.filter((child) => child.sensitive).map((child) => child.id),
    ]);
    expect(sensitive.filter((id) => !id.startsWith("religion-ethnic/"))).toEqual([
      "health/personal",
      "religion-ethnic",
    ]);
  });

  it.each(files.flatMap((file) => file.examples.map((example) => ({ file: file.id, ...example }))))(
    "$file: $topic $expected: $text",
    ({ topic, text, expected }) => {
      expect(tag(text).includes(topic)).toBe(expected);
    },
  );

  it.each([
    "Đất nước ta rất đẹp",
    "Trường hợp này hơi lạ",
    "Thị trường chứng khoán",
    "Hãng hàng không mở đường bay mới",
    "Lãnh đạo công ty chỉ đạo họp",
    "Cầu thủ sút bóng trúng xà ngang",
    "Con đường âm nhạc của cô ca sĩ",
  ])("have nothing to say of: %s", (text) => {
    expect(tag(text)).toEqual([]);
  });
});
