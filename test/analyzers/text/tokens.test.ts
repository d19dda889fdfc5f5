import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normalizeSyllable, tokenize } from "../../../analyzers/text/tokens.ts";

const norms = (text: string): string[] => tokenize(text).map((token) => token.norm);
const written = (text: string): string[] => tokenize(text).map((token) => text.slice(token.start, token.end));

/** What is left of a stretch of text without white space and invisible characters. */
const seen = (text: string): string => text.replace(/\s|\p{Cf}|\u0085|\ufe0f/gu, "");

describe("one form per syllable", () => {
  it.each([
    ["hoà", "hòa"],
    ["hòa", "hòa"],
    ["thuỷ", "thủy"],
    ["khoẻ", "khỏe"],
    ["qúy", "quý"],
    ["quý", "quý"],
    ["quả", "quả"],
    ["gìa", "già"],
    ["giúp", "giúp"],
    ["gì", "gì"],
    ["thuở", "thuở"],
    ["khuya", "khuya"],
    ["oái", "oái"],
    ["kĩ", "kỹ"],
    ["lí", "lý"],
    ["Mĩ", "mỹ"],
    ["bác", "bác"],
    ["ĐỀN", "đền"],
    ["quáaaa", "quá"],
    ["tệệệ", "tệ"],
    ["hayyy", "hay"],
    ["ààà", "à"],
    ["kkkk", "kkkk"],
    ["xoong", "xoong"],
    ["facebook", "facebook"],
    ["ðường", "đường"],
    ["cа́n", "cán"],
    ["ｘｅ", "xe"],
    ["b\u200bán", "bán"],
    ["a\u0301n", "án"],
    ["a\u0341n", "án"],
    ["e\u0323\u0302", "ệ"],
  ])("%s is %s", (given, expected) => {
    expect(normalizeSyllable(given)).toBe(expected);
  });

  it("keeps a word of another alphabet as it is", () => {
    expect(normalizeSyllable("Жизнь")).toBe("жизнь");
  });

  it("is stable: a normal form is its own normal form", () => {
    const syllables = "Hoà thuỷ quáaaa kĩ lí ti mỳ qui hayyy nghiêng khuỷu giết giếng".split(" ");
    for (const syllable of syllables) {
      const once = normalizeSyllable(syllable);
      expect(normalizeSyllable(once)).toBe(once);
    }
  });
});

describe("tokens", () => {
  it("reads decomposed text as composed text, with the offsets of what was given", () => {
    const composed = "Đường xấu quá, không đi được!";
    const decomposed = composed.normalize("NFD");
    expect(norms(decomposed)).toEqual(norms(composed));
    expect(written(decomposed).map((part) => part.normalize("NFC"))).toEqual(written(composed));
  });

  it("splits hyphened words, tags and sticky words with diacritics", () => {
    expect(norms("An-Lão")).toEqual(["an", "-", "lão"]);
    expect(norms("#anlao #HaiPhong")).toEqual(["#", "an", "lao", "#", "hai", "phong"]);
    expect(norms("giảiphóngmặtbằng")).toEqual(["giải", "phóng", "mặt", "bằng"]);
    expect(written("giảiphóng".normalize("NFD")).map((part) => part.normalize("NFC"))).toEqual([
      "giải",
      "phóng",
    ]);
  });

  it("knows links, addresses of mail, numbers, emoji and emoticons", () => {
    const kinds = (text: string): string[] => tokenize(text).map((token) => token.kind);
    expect(written("xem https://a.vn/x?y=1).")).toEqual(["xem", "https://a.vn/x?y=1", ")", "."]);
    expect(kinds("fb.com/ten.toi a.b@gmail.com www.abc.vn")).toEqual(["link", "link", "link"]);
    expect(norms("TP.HCM mất 1.500.000đ, 50k")).toEqual([
      "tp",
      ".",
      "hcm",
      "mất",
      "1.500.000",
      "đ",
      ",",
      "50",
      "k",
    ]);
    expect(norms("vui :)))) =))) 👨‍👩‍👧❤️👍🏽🇻🇳")).toEqual(["vui", ":))", "=))", "👨‍👩‍👧", "❤", "👍", "🇻🇳"]);
    expect(norms("lúc 12:30 (sáng)")).toEqual(["lúc", "12", ":", "30", "(", "sáng", ")"]);
  });

  it("drops zero-width characters and no-break spaces between words", () => {
    expect(norms("xã\u00a0An\u200b \ufeffLão")).toEqual(["xã", "an", "lão"]);
  });

  it("covers every character that is no white space, in order, whatever it is given", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
        let last = 0;
        for (const token of tokenize(text)) {
          expect(token.start).toBeGreaterThanOrEqual(last);
          expect(token.end).toBeGreaterThan(token.start);
          expect(seen(text.slice(last, token.start))).toBe("");
          last = token.end;
        }
        expect(seen(text.slice(last))).toBe("");
      }),
    );
  });
});
