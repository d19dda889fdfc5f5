import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { dictionaryOf } from "../../../analyzers/redaction/known-words.ts";
import { createRedactor } from "../../../analyzers/redaction/redactor.ts";
import type { RedactionSpan } from "../../../analyzers/redaction/view.ts";
import { MASKS } from "../../../analyzers/text/masks.ts";
import { tokenize } from "../../../analyzers/text/tokens.ts";
import { buildRedactor } from "../../../app/product.ts";
import { loadConfig } from "../../../config/load.ts";

interface Sample {
  readonly text: string;
  readonly spans: readonly RedactionSpan[];
}

const { config } = loadConfig(new URL("../../../config", import.meta.url).pathname, {});
if (!config) throw new Error("the shipped configuration does not load");
const redactor = buildRedactor(config);

const NAMED = ["edited", "decomposed", "forum", "teencode", "lower", "plain", "caps"] as const;
const ALL = [...NAMED, "patterns", "patterns-more", "kept", "mixed", "everyday"] as const;

function samplesOf(group: string): Sample[] {
  const file = new URL(`../../fixtures/redaction/${group}.jsonl`, import.meta.url);
  return readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Sample);
}

const hides = (spans: readonly RedactionSpan[], wanted: RedactionSpan): boolean =>
  spans.some(({ start, end }) => start <= wanted.start && end >= wanted.end);
const touches = (spans: readonly RedactionSpan[], { start, end }: { start: number; end: number }): boolean =>
  spans.some((span) => span.start < end && start < span.end);

/** Shares of a group: marked stretches fully hidden, hidden to the letter under their kind, ordinary tokens masked. */
function measure(samples: readonly Sample[]): { hidden: number; exact: number; overmasked: number } {
  let [marked, hidden, exact, ordinary, overmasked] = [0, 0, 0, 0, 0];
  for (const { text, spans } of samples) {
    const found = redactor.redact(text).spans;
    for (const span of spans) {
      marked += 1;
      if (hides(found, span)) hidden += 1;
      if (found.some((one) => one.start === span.start && one.end === span.end && one.type === span.type))
        exact += 1;
    }
    for (const token of tokenize(text)) {
      if (touches(spans, token)) continue;
      ordinary += 1;
      if (touches(found, token)) overmasked += 1;
    }
  }
  return {
    hidden: marked === 0 ? 1 : hidden / marked,
    exact: marked === 0 ? 1 : exact / marked,
    overmasked: overmasked / ordinary,
  };
}

describe("redaction of residents' texts", () => {
  it.each([
    ["edited", 0.98, 0.97, 0.01],
    ["decomposed", 0.96, 0.96, 0.01],
    ["forum", 0.95, 0.95, 0.01],
    ["teencode", 0.9, 0.9, 0.02],
    ["lower", 0.94, 0.9, 0.02],
    ["plain", 0.9, 0.85, 0.02],
    ["caps", 0.9, 0.9, 0.02],
    ["patterns", 0.99, 0.97, 0.01],
    ["kept", 1, 1, 0.005],
    ["mixed", 0.96, 0.95, 0.02],
    ["everyday", 0.92, 0.9, 0.01],
    ["patterns-more", 0.99, 0.95, 0.01],
  ])("holds its floors on %s", (group, hidden, exact, overmasked) => {
    const shares = measure(samplesOf(group));
    expect(shares.hidden).toBeGreaterThanOrEqual(hidden);
    expect(shares.exact).toBeGreaterThanOrEqual(exact);
    expect(shares.overmasked).toBeLessThanOrEqual(overmasked);
  });

  it.each(ALL)("changes nothing more on a second pass over %s", (group) => {
    for (const { text } of samplesOf(group)) {
      const once = redactor.redact(text).text;
      expect(redactor.redact(once)).toEqual({ text: once, spans: [] });
    }
  });

  it.each(ALL)("keeps every character outside of its spans, in order, on %s", (group) => {
    for (const { text } of samplesOf(group)) {
      const { text: masked, spans } = redactor.redact(text);
      let rebuilt = "";
      let at = 0;
      for (const { start, end, type } of spans) {
        expect(start).toBeGreaterThanOrEqual(at);
        expect(end).toBeGreaterThan(start);
        rebuilt += text.slice(at, start) + MASKS[type];
        at = end;
      }
      expect(masked).toBe(rebuilt + text.slice(at));
    }
  });

  it("leaves no run of digits that could be dialled or looked up", () => {
    for (const { text } of [
      ...samplesOf("patterns"),
      ...samplesOf("patterns-more").filter(({ spans }) => spans.length > 0),
    ]) {
      expect(redactor.redact(text).text.replace(/(?<=\d)[ .\-_/]+(?=\d)/g, "")).not.toMatch(/\d{8}/);
    }
  });

  it.each([
    ["Mùi hôi quá"],
    ["Giỏi quá nhỉ"],
    ["Sáng đưa con đi học"],
    ["Đêm nay mất điện"],
    ["Thành tích"],
    ["Năm nào cũng ngập"],
    ["Hạnh phúc quá"],
    ["đường Nguyễn Trãi, trường Lê Quý Đôn"],
    ["phụ huynh quý cô lắm"],
    ["giá 1.500.000.000 đồng"],
  ])("keeps %j as it is", (text) => {
    expect(redactor.redact(text).text).toBe(text);
  });

  it("reads a name the same beside a shouted sentence", () => {
    const shouted = "ĐƯỜNG NGẬP SUỐT BA NGÀY KHÔNG AI SỬA";
    expect(redactor.redact(`Chị Thu thu tiền điện. ${shouted}`).text).toBe(
      `Chị [tên] thu tiền điện. ${shouted}`,
    );
  });

  it("hides a resident who bears the name of a street", () => {
    expect(redactor.redact("đường Phạm Văn Đồng, nhà ông Phạm Văn Đồng").text).toBe(
      "đường Phạm Văn Đồng, nhà ông [tên]",
    );
  });
});

describe("redaction of hard input", () => {
  it.each([
    "",
    " ",
    "\n\n",
    "\u0000",
    "\ud83d",
    "[tên",
    "[tên][tên]",
    "@",
    "0",
    "😂😂😂",
    "a\u0301\u0323\u0301",
  ])("returns %j without a mask", (text) => {
    expect(redactor.redact(text)).toEqual({ text, spans: [] });
  });

  it("asks its dictionary no more often per character for a long text than for a short one", () => {
    let questions = 0;
    const words = dictionaryOf(
      config.lexicons.flatMap((lexicon) => (lexicon.kind === "words" ? lexicon.words : [])),
    );
    class CountingSet extends Set<string> {
      override has(word: string): boolean {
        questions += 1;
        return super.has(word);
      }
    }
    const counted = createRedactor({
      placeNames: ["An Trường"],
      agencies: [],
      words: new CountingSet(words),
    });
    const costOf = (text: string): number => {
      questions = 0;
      counted.redact(text);
      return questions / text.length;
    };
    for (const seed of [
      "Sáng nay Nguyễn Văn Bình bảo Mùi hôi quá. ",
      "Anh Xyz ơi! ",
      "N.V.T. ",
      "Xã Ngõ Anh Chị ",
    ]) {
      const short = costOf(seed.repeat(50));
      expect(costOf(seed.repeat(2500))).toBeLessThanOrEqual(short * 1.2 + 0.01);
    }
  });

  it.each([
    ["0123456789"],
    ["0 1 2 3 "],
    ["không chín một "],
    ["Nguyễn Văn "],
    ["1/"],
    ["a@"],
    ["a."],
    ["(a) "],
    ["zalo    "],
    ["ngõ 1/"],
    ["\u0000"],
    ["\ud83d"],
    ["thửa 1 tờ 2 "],
  ])("gets through a hundred kilobytes of %j", (seed) => {
    const text = seed.repeat(Math.ceil(100_000 / seed.length));
    const { text: masked } = redactor.redact(text);
    expect(masked.length).toBeGreaterThan(0);
    expect(masked.length).toBeLessThanOrEqual(text.length * 8);
  });
});

describe("what a reviewer got past it", () => {
  it.each([
    ["Rác chất đống, Xoan Quách sáng nay", "Rác chất đống, [tên] sáng nay"],
    ["gửi soixam chấm a còng gmail nhé", "gửi [thư điện tử] nhé"],
    ["facebook: soi xam 99", "facebook: [tài khoản mạng]"],
    ["fb: Hanh Nguyen 85 ib mình", "fb: [tài khoản mạng] ib mình"],
  ])("masks %s", (text, masked) => {
    expect(redactor.redact(text).text).toBe(masked);
  });
});
