import { foldDiacritics } from "./fold.ts";

export type TokenKind = "word" | "number" | "punctuation" | "emoji" | "link";

/** One syllable, number, mark or emoji of a text, with UTF-16 offsets into the text as given. */
export interface Token {
  readonly start: number;
  readonly end: number;
  readonly kind: TokenKind;
  /** Lower case, NFC, one tone style, look-alike letters mended: what lexicons and the index compare. */
  readonly norm: string;
  /** `norm` without diacritics. */
  readonly folded: string;
  /** True when the written form begins with a capital. */
  readonly capital: boolean;
}

const TOKEN =
  /(?<link>https?:\/\/\S+)|(?<word>[\p{L}\p{M}]+)|(?<number>\d+(?:[.,]\d+)*)|(?<emoji>\p{Extended_Pictographic}[\u{FE0F}\u{1F3FB}-\u{1F3FF}\u{200D}\p{Extended_Pictographic}]*|[:;=]['-]?[()DPp3]+)|(?<punctuation>[^\s\p{L}\p{M}\d])/gu;

/** "oà", "oè", "uỳ" without a final consonant move their tone to the first vowel: hoà = hòa (research, pitfall 3). */
const NEW_STYLE: Readonly<Record<string, string>> = {
  oà: "òa",
  oá: "óa",
  oả: "ỏa",
  oã: "õa",
  oạ: "ọa",
  oè: "òe",
  oé: "óe",
  oẻ: "ỏe",
  oẽ: "õe",
  oẹ: "ọe",
  uỳ: "ùy",
  uý: "úy",
  uỷ: "ủy",
  uỹ: "ũy",
  uỵ: "ụy",
};

/** One form per syllable: lower case, NFC, tone on the first vowel of final oa, oe, uy (not after q). */
export function normalizeSyllable(written: string): string {
  const lower = written.normalize("NFC").toLowerCase();
  const ending = lower.slice(-2);
  const moved = NEW_STYLE[ending];
  if (moved === undefined || lower.at(-3) === "q") return lower;
  return lower.slice(0, -2) + moved;
}

/** Splits a text into tokens, in order and complete but for white space. Offsets are of the text as given. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(TOKEN)) {
    const written = match[0];
    const groups = match.groups ?? {};
    const kind = (Object.keys(groups).find((name) => groups[name] !== undefined) ??
      "punctuation") as TokenKind;
    const norm = kind === "word" ? normalizeSyllable(written) : written.toLowerCase();
    const start = match.index;
    tokens.push({
      start,
      end: start + written.length,
      kind,
      norm,
      folded: foldDiacritics(norm),
      capital: /^\p{Lu}/u.test(written),
    });
  }
  return tokens;
}
