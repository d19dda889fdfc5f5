import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldDiacritics } from "../../../analyzers/text/fold.ts";
import { plainLetters, spellSyllable } from "../../../analyzers/text/spelling.ts";
import {
  isSyllable,
  parseSyllable,
  splitSyllables,
  writeSyllable,
} from "../../../analyzers/text/syllables.ts";
import { normalizeSyllable, tokenize } from "../../../analyzers/text/tokens.ts";

const ONSETS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x".split(" ");
const RHYMES = "a oa oe uy ia ua ưa iên yêu ươi uôi oai oang anh ach êch ơp ôc u ư e ê".split(" ");
const TONES = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"];
const syllables = ONSETS.flatMap((onset) =>
  RHYMES.flatMap((rhyme) => TONES.map((tone) => writeSyllable({ onset, rhyme, tone }))),
).filter((syllable) => isSyllable(syllable) && !/^g[iìíỉĩị]/.test(syllable));

describe("syllables", () => {
  it("are the same after being taken apart and written again", () => {
    expect(syllables.length).toBeGreaterThan(1000);
    for (const syllable of syllables) {
      const parsed = parseSyllable(syllable);
      expect(parsed && writeSyllable(parsed)).toBe(syllable);
    }
  });

  it.each(["ngiêng", "kà", "cí", "bácc", "qoa", "strong", "ăo", "các cạnh", "", "bàc", "đ"])(
    "%s is none",
    (written) => {
      expect(isSyllable(written)).toBe(false);
    },
  );

  it.each([
    ["giảiphóngmặtbằng", ["giải", "phóng", "mặt", "bằng"]],
    ["đường", null],
    ["xyz", null],
  ])("%s is cut as %j", (letters, expected) => {
    expect(splitSyllables(letters)).toEqual(expected);
  });
});

describe("spelling", () => {
  it("is one for both tone styles, composed or decomposed, in capitals or not", () => {
    for (const [older, newer] of [
      ["hòa", "hoà"],
      ["khỏe", "khoẻ"],
      ["thủy", "thuỷ"],
      ["ủy", "uỷ"],
      ["lõa", "loã"],
    ] as const) {
      for (const written of [older, newer, older.normalize("NFD"), newer.toUpperCase()])
        expect(normalizeSyllable(written)).toBe(older);
    }
  });

  it("is stable for whatever is written", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 8 }), (written) => {
        const once = spellSyllable(written);
        expect(spellSyllable(once)).toBe(once);
      }),
    );
  });

  it("mends look-alike letters within Latin words only", () => {
    expect(plainLetters("cа́n bộ".split(" ")[0] ?? "")).toBe("cán");
    expect(plainLetters("ΑΝ")).not.toBe("ΑΝ");
    expect(plainLetters("москва")).toBe("москва");
  });

  it("loses no letter to folding but its marks", () => {
    for (const syllable of syllables) expect(foldDiacritics(syllable)).toMatch(/^[a-z]+$/);
  });
});

describe("offsets", () => {
  const pieces = fc.constantFrom(
    "Đường",
    "hoà".normalize("NFD"),
    "quáaaa",
    "#AnLao",
    "An-Lão",
    "giảiphóngmặtbằng",
    "👨‍👩‍👧",
    "🇻🇳",
    "👍🏽",
    ":)))",
    "1.500.000",
    "https://a.vn/x?y=1",
    "\u200b",
    "\u00a0",
    " ",
    "\n",
    "\ud83d",
    "\u0301",
    "𝓪𝓷",
    "…",
    "@ten",
  );

  it("cut out of the text exactly what each token stands for", () => {
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
        const text = parts.join("");
        for (const token of tokenize(text)) {
          const written = text.slice(token.start, token.end);
          if (token.kind === "word") expect(normalizeSyllable(written)).toBe(token.norm);
          if (token.kind === "link") expect(written.toLowerCase()).toBe(token.norm);
          if (token.kind === "punctuation") expect(written).toBe(token.norm);
          if (token.kind === "word") expect(token.folded).toBe(foldDiacritics(token.norm));
        }
      }),
    );
  });

  it("are those of the same words, composed or decomposed", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...syllables), { minLength: 1, maxLength: 12 }), (words) => {
        const composed = words.join(" ");
        const decomposed = composed.normalize("NFD");
        const cut = (text: string): string[] =>
          tokenize(text).map(({ start, end }) => text.slice(start, end).normalize("NFC"));
        expect(cut(decomposed)).toEqual(cut(composed));
      }),
    );
  });
});
