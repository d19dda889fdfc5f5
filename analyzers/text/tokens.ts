import {
  DIGIT,
  emojiEnd,
  HIGH_SURROGATE,
  INVISIBLE,
  isAstralLetter,
  kindAt,
  LETTER,
  MARK,
  OTHER,
  PICTOGRAPH,
  SPACE,
} from "./characters.ts";
import { foldDiacritics } from "./fold.ts";
import { emoticonEnd, linkEnd } from "./marks.ts";
import { maskEnd } from "./masks.ts";
import { plainLetters, spellSyllable } from "./spelling.ts";
import { splitSyllables } from "./syllables.ts";

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

/** What is known of a written word; `pieces` are UTF-16 lengths when it holds several syllables. */
interface Spelling {
  readonly norm: string;
  readonly folded: string;
  readonly capital: boolean;
  readonly pieces: readonly number[] | null;
}

/**
 * Spellings seen, so that a syllable is normalised once. Bounded; keys of up to 12 units only, which the engine copies
 * (a longer slice would keep the whole text of its author in memory).
 */
const spellings = new Map<string, Spelling>();
const MOST_SPELLINGS = 40_000;
const LONGEST_KEY = 12;

/** Splits a text into tokens, in order and complete but for white space. Offsets are of the text as given. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const kind = kindAt(text, at);
    if (kind === SPACE || kind === INVISIBLE) at += 1;
    else if (kind === LETTER || (kind === HIGH_SURROGATE && isAstralLetter(text, at)))
      at = readWord(text, at, tokens);
    else if (kind === DIGIT) at = readNumber(text, at, tokens);
    else if (text.charCodeAt(at) === OPENING_BRACKET && maskEnd(text, at) > at)
      at = readMask(text, at, tokens);
    else at = readMark(text, at, kind, tokens);
  }
  return tokens;
}

const OPENING_BRACKET = 0x5b;

function readMask(text: string, start: number, tokens: Token[]): number {
  const end = maskEnd(text, start);
  tokens.push({ start, end, kind: "punctuation", norm: "[]", folded: "[]", capital: false });
  return end;
}

function readWord(text: string, start: number, tokens: Token[]): number {
  let end = start;
  let last = start;
  while (end < text.length) {
    const kind = kindAt(text, end);
    if (kind === LETTER || kind === MARK) last = end += 1;
    else if (kind === INVISIBLE) end += 1;
    else if (kind === HIGH_SURROGATE && isAstralLetter(text, end)) last = end += 2;
    else break;
  }
  const link = linkEnd(text, start, last);
  if (link > last) {
    pushSimple(text, start, link, "link", tokens);
    return link;
  }
  if (last - start <= 2) {
    const face = emoticonEnd(text, start);
    if (face >= last && face > start) {
      pushSimple(text, start, face, "emoji", tokens);
      return face;
    }
  }
  const written = text.slice(start, last);
  const tagged = start > 0 && text.charCodeAt(start - 1) === 0x23;
  const spelling = tagged ? spell(written, true) : spellingOf(written);
  if (spelling.pieces) pushPieces(text, start, spelling.pieces, tokens);
  else
    tokens.push({
      start,
      end: last,
      kind: "word",
      norm: spelling.norm,
      folded: spelling.folded,
      capital: spelling.capital,
    });
  return last;
}

function pushPieces(text: string, from: number, pieces: readonly number[], tokens: Token[]): void {
  let start = from;
  for (const size of pieces) {
    const { norm, folded, capital } = spellingOf(text.slice(start, start + size));
    tokens.push({ start, end: start + size, kind: "word", norm, folded, capital });
    start += size;
  }
}

/** The form that stands for all spellings of one syllable (`spelling.ts` says which), remembered. */
export function normalizeSyllable(written: string): string {
  return spellingOf(written).norm;
}

function spellingOf(written: string): Spelling {
  if (written.length > LONGEST_KEY) return spell(written, false);
  const known = spellings.get(written);
  if (known) return known;
  if (spellings.size >= MOST_SPELLINGS) spellings.clear();
  const spelling = spell(written, false);
  spellings.set(written, spelling);
  return spelling;
}

function spell(written: string, tagged: boolean): Spelling {
  const norm = spellSyllable(written);
  return {
    norm,
    folded: foldDiacritics(norm),
    capital: /^\p{Lu}/u.test(written),
    pieces: pieceLengths(written, tagged),
  };
}

/** Several syllables in one run of letters: a tag (#anlao, #AnLao), or a sticky word whose diacritics leave no doubt. */
function pieceLengths(written: string, tagged: boolean): readonly number[] | null {
  const humps = written.match(/\p{Lu}\p{M}*(?:\p{Ll}\p{M}*)+/gu);
  if (humps && humps.length > 1 && humps.join("").length === written.length) {
    if (tagged || humps.every((hump) => splitSyllables(`${plainLetters(hump)}`) === null && hump.length > 1))
      return humps.map((hump) => hump.length);
  }
  const letters = plainLetters(written);
  if (!tagged && (letters.length < 5 || !/[à-ãè-êìíò-õùúýăđĩũơưạ-ỹ]/.test(letters))) return null;
  if (written.normalize("NFC").length !== letters.length) return null;
  const syllables = splitSyllables(letters);
  if (!syllables) return null;
  return lengthsAsWritten(written, syllables);
}

/** The lengths of syllables in a text that may hold its marks apart from its letters. */
function lengthsAsWritten(written: string, syllables: readonly string[]): number[] {
  const letters = written.match(/.\p{M}*/gsu) ?? [];
  let next = 0;
  return syllables.map((syllable) => {
    const part = letters.slice(next, next + syllable.length).join("");
    next += syllable.length;
    return part.length;
  });
}

/** Digits with their separators: "1.500.000", "3,5", "7/10" stays three tokens. */
function readNumber(text: string, start: number, tokens: Token[]): number {
  let end = start;
  for (;;) {
    while (kindAt(text, end) === DIGIT) end += 1;
    const separator = text.charCodeAt(end);
    if ((separator !== 0x2e && separator !== 0x2c) || kindAt(text, end + 1) !== DIGIT) break;
    end += 1;
  }
  const link = linkEnd(text, start, end);
  if (link > end) {
    pushSimple(text, start, link, "link", tokens);
    return link;
  }
  pushSimple(text, start, end, "number", tokens);
  return end;
}

function readMark(text: string, start: number, kind: number, tokens: Token[]): number {
  const face = kind === OTHER ? emoticonEnd(text, start) : start;
  if (face > start) {
    pushSimple(text, start, face, "emoji", tokens);
    return face;
  }
  if (kind === HIGH_SURROGATE || kind === PICTOGRAPH) {
    const end = emojiEnd(text, start);
    if (end > start) {
      pushSimple(text, start, end, "emoji", tokens);
      return end;
    }
  }
  const end = start + ((text.codePointAt(start) ?? 0) > 0xffff ? 2 : 1);
  pushSimple(text, start, end, "punctuation", tokens);
  return end;
}

function pushSimple(text: string, start: number, end: number, kind: TokenKind, tokens: Token[]): void {
  const written = text.slice(start, end);
  const norm = kind === "punctuation" ? written : simpleNorm(written, kind);
  tokens.push({ start, end, kind, norm, folded: norm, capital: false });
}

/** One form per emoji (no skin tone, no variation selector) and per emoticon (":)))" is ":))"). */
function simpleNorm(written: string, kind: TokenKind): string {
  if (kind === "number") return /^[\d.,]+$/.test(written) ? written : written.normalize("NFKC");
  if (kind === "link") return written.toLowerCase();
  if (written.charCodeAt(0) < 0x80) return written.toLowerCase().replace(/(.)\1{2,}$/, "$1$1");
  return written.replace(/[\uFE0F\u{1F3FB}-\u{1F3FF}]/gu, "");
}
