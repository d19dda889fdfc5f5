import { plainLetters } from "./spelling.ts";
import { isSyllable } from "./syllables.ts";
import { type Token, tokenize } from "./tokens.ts";

/** The smallest piece that a word is made of: a syllable, a whole number or date, an abbreviation with its dot, a mark. */
export interface Atom {
  readonly start: number;
  readonly end: number;
  /** The syllable in its normal form, or null for what is always a word of its own. */
  readonly norm: string | null;
  readonly isNumber: boolean;
  /** True for 1 to 12. */
  readonly isMonth: boolean;
  readonly capital: boolean;
  /** True when every letter is a capital and there are several. */
  readonly allCapitals: boolean;
  /** True when a word may reach from the atom before into this one: only space, or nothing, lies between. */
  readonly follows: boolean;
  /** True after a full stop, a colon, a line break, or at the beginning of the text. */
  readonly opensSentence: boolean;
}

/** Written before a name or a number, with a dot that is no full stop. Single letters count only right before either. */
const DOTTED = new Set(
  "tp ths ts gs pgs bs bsi ks ls nxb mr mrs ms dr st tr tx tt ct đt cn ns nsnd nsưt gv hs vd tel th".split(
    " ",
  ),
);
const DOTTED_LETTERS = new Set("q p h x đ t".split(" "));
const SENTENCE_ENDS = new Set([".", "!", "?", "…", ":", "-", "–", "—", "•", "*", "...", ";"]);
const QUOTES = new Set(['"', "“", "”", "'", "‘", "’", "(", "[", "«"]);

const MONTH = /^(?:0?[1-9]|1[0-2])$/;

/** Cuts a text into atoms, in order; what no token covers is white space or invisible. */
export function atomsOf(text: string): Atom[] {
  const tokens = tokenize(text);
  const atoms: Atom[] = [];
  let opens = true;
  for (let at = 0; at < tokens.length; ) {
    const next = joinedEnd(text, tokens, at);
    const first = tokens[at];
    const last = tokens[next - 1];
    if (!first || !last) break;
    const gap = text.slice(tokens[at - 1]?.end ?? 0, first.start);
    if (gap.includes("\n")) opens = true;
    const isWord = first.kind === "word" && next === at + 1;
    const written = isWord ? text.slice(first.start, first.end) : "";
    atoms.push({
      start: first.start,
      end: last.end,
      norm: isWord ? first.norm : null,
      isNumber: first.kind === "number",
      isMonth: MONTH.test(text.slice(first.start, last.end)),
      capital: first.capital,
      allCapitals: first.capital && written.length > 1 && written === written.toUpperCase(),
      follows: at > 0 && !gap.includes("\n"),
      opensSentence: opens,
    });
    opens = opensAfter(text.slice(first.start, last.end), opens);
    at = next;
  }
  return atoms;
}

function opensAfter(written: string, before: boolean): boolean {
  if (SENTENCE_ENDS.has(written)) return true;
  return QUOTES.has(written) ? before : false;
}

/** Where the atom that begins with this token ends (a token index). */
function joinedEnd(text: string, tokens: readonly Token[], at: number): number {
  const token = tokens[at];
  if (token?.kind === "punctuation") return repeatedEnd(tokens, at);
  if (token?.kind !== "word" && token?.kind !== "number") return at + 1;
  let end = at + 1;
  let digits = token.kind === "number";
  for (;;) {
    const longer = longerBy(text, tokens, end, digits);
    if (longer === 0) break;
    for (let index = end; index < end + longer; index += 1) digits ||= tokens[index]?.kind === "number";
    end += longer;
  }
  return withDot(text, tokens, at, end);
}

/** Dots in a row are one mark; others stand alone. */
function repeatedEnd(tokens: readonly Token[], at: number): number {
  let end = at + 1;
  if (tokens[at]?.norm !== ".") return end;
  while (tokens[end]?.norm === "." && tokens[end]?.start === tokens[end - 1]?.end) end += 1;
  return end;
}

/** How many more tokens belong to the same written thing: 0, 1 (a unit, a letter) or 2 (a joint and what follows). */
function longerBy(text: string, tokens: readonly Token[], end: number, digits: boolean): number {
  const last = tokens[end - 1];
  const next = tokens[end];
  if (!last || !next || next.start !== last.end) return 0;
  if (next.norm === "%" && last.kind === "number") return 1;
  if (next.kind === "number" || next.kind === "word") return sticks(text, last, next) ? 1 : 0;
  const after = tokens[end + 1];
  if (!after || after.start !== next.end || (after.kind !== "number" && after.kind !== "word")) return 0;
  return bridges(text, last, next.norm, after, digits) ? 2 : 0;
}

/** "A5", "50k", "km2", "YouTube" are one thing; "5triệu" and two syllables without their space are two. */
function sticks(text: string, last: Token, next: Token): boolean {
  if (last.kind === "number" && next.kind === "number") return true;
  if (last.kind === "word" && next.kind === "word")
    return !isPlainSyllable(text, last) || !isPlainSyllable(text, next);
  const word = last.kind === "word" ? last : next;
  return word.norm === word.folded || word.norm.length <= 2;
}

function isPlainSyllable(text: string, token: Token): boolean {
  return isSyllable(plainLetters(text.slice(token.start, token.end)));
}

/** Joints inside numbers, dates and codes ("22/11/2026", "Covid-19", "15/QĐ-UBND"), and in foreign or tribal names. */
function bridges(text: string, last: Token, joint: string, right: Token, digits: boolean): boolean {
  const anyNumber = digits || right.kind === "number";
  if (joint === "/" || joint === "-" || joint === "–" || joint === ":") {
    if (last.kind === "number" && right.kind === "number") return true;
    if (joint === ":") return false;
    if (anyNumber) return joint === "-" || /^[\p{Lu}\d]+$/u.test(text.slice(right.start, right.end));
    if (joint === "/")
      return last.norm.length <= 3 && right.norm.length <= 2 && /^[a-z]+$/.test(last.norm + right.norm);
    return joint === "-" && joinsByHyphen(text, last, right);
  }
  if (joint === "." || joint === "_") return (anyNumber && digits) || (isLetter(last) && isLetter(right));
  return (joint === "'" || joint === "’") && last.kind === "word" && right.kind === "word";
}

/** "Ê-đê", "in-tơ-nét", "Hi-rô-si-ma": a capital only at the beginning, or letters that are no syllable. */
function joinsByHyphen(text: string, last: Token, right: Token): boolean {
  if (!isPlainSyllable(text, last) || !isPlainSyllable(text, right)) return true;
  return last.capital && !right.capital;
}

function isLetter(token: Token): boolean {
  return token.kind === "word" && token.folded.length === 1;
}

/** "bà H. nói": a letter that stands for a name, in the middle of a sentence; in "Nguyễn Văn A." the dot ends it. */
function isInitial(text: string, tokens: readonly Token[], at: number, next: Token): boolean {
  const before = tokens[at - 1];
  if (before?.capital || next.kind !== "word") return false;
  return !next.capital && text.slice(next.start, next.end).length > 1;
}

/** Takes in the dot of an abbreviation: "TP." before a name, "Q.1", "N.T.H.", "v.v.". */
function withDot(text: string, tokens: readonly Token[], at: number, end: number): number {
  const dot = tokens[end];
  const last = tokens[end - 1];
  const first = tokens[at];
  if (!first || !last || dot?.norm !== "." || dot.start !== last.end || tokens[end + 1]?.norm === ".")
    return end;
  if (end - at >= 3 && isLetter(first) && isLetter(last)) return end + 1;
  if (end - at > 1) return end;
  const next = tokens[end + 1];
  if (!next || text.slice(dot.end, next.start).includes("\n")) return end;
  const names = next.capital || next.kind === "number";
  if (DOTTED.has(last.norm)) return names ? end + 1 : end;
  if (last.norm.length > 1) return end;
  if (DOTTED_LETTERS.has(last.norm) && (next.kind === "number" || (names && next.start === dot.end)))
    return end + 1;
  return first.capital && isInitial(text, tokens, at, next) ? end + 1 : end;
}
