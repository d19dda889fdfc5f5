import { foldDiacritics } from "../analyzers/text/fold.ts";
import { type Token, tokenize } from "../analyzers/text/tokens.ts";

/** Stands between a title and its text, so that no phrase reaches from one into the other. */
export const BOUNDARY = "\u{E0FF}";

/** One searchable token: its exact and folded forms, with UTF-16 offsets into the text it was read from. */
export interface SearchToken {
  readonly exact: string;
  readonly folded: string;
  readonly start: number;
  readonly end: number;
}

/** The tokens that search sees: words, numbers and each emoji; punctuation and links are passed over. */
export function searchTokens(text: string): SearchToken[] {
  const found: SearchToken[] = [];
  for (const token of tokenize(text)) {
    if (token.kind === "punctuation" || token.kind === "link") continue;
    if (token.kind === "emoji") found.push(...eachEmoji(token));
    else found.push({ exact: token.norm, folded: plainForm(token.norm), start: token.start, end: token.end });
  }
  return found;
}

const graphemes = new Intl.Segmenter("vi", { granularity: "grapheme" });

/** Pictures in a row are found one by one; the same one is sent with and without its variation selector. */
function eachEmoji(token: Token): SearchToken[] {
  if (!/\p{Extended_Pictographic}/u.test(token.norm)) {
    return [{ exact: token.norm, folded: token.norm, start: token.start, end: token.end }];
  }
  return Array.from(graphemes.segment(token.norm), ({ segment, index }) => {
    const plain = segment.replaceAll("\u{FE0F}", "");
    const start = token.start + index;
    return { exact: plain, folded: plain, start, end: start + segment.length };
  });
}

/**
 * The form in which a word is found whatever its marks. Doubled letters count once, because "huu" may be the "hưu" of a
 * pension or a drawn-out "hu": tokens without marks have one spelling for both.
 */
export function plainForm(token: string): string {
  const known = plainForms.get(token);
  if (known !== undefined) return known;
  const plain = foldDiacritics(token).replace(/(\p{L})\1+/gu, "$1");
  if (token.length <= LONGEST_REMEMBERED) {
    if (plainForms.size >= MOST_REMEMBERED) plainForms.clear();
    plainForms.set(token, plain);
  }
  return plain;
}

/** Syllables repeat, so each is folded once; bounded in number and length. */
const plainForms = new Map<string, string>();
const MOST_REMEMBERED = 40_000;
const LONGEST_REMEMBERED = 12;

/** A way in which a word or phrase may stand in a document: tokens in a row, of the exact or of the folded text. */
export interface Form {
  readonly field: "exact" | "folded";
  readonly tokens: readonly string[];
}

/** The form in which the words were typed. */
export function exactForm(tokens: readonly string[]): Form {
  return { field: "exact", tokens };
}

/**
 * All forms that answer to the words typed. With diacritics: as typed, or written wholly without ("đường" finds
 * "duong", never "dương"). Without: whatever folds to it ("duong" finds "đường" and "dương").
 */
export function looseForms(tokens: readonly string[]): readonly Form[] {
  const folded = tokens.map(plainForm);
  if (tokens.every((token) => token === foldDiacritics(token))) return [{ field: "folded", tokens: folded }];
  return [
    { field: "exact", tokens },
    { field: "exact", tokens: folded },
  ];
}
