import type { PhraseMatch } from "../text/matcher.ts";
import type { Token } from "../text/tokens.ts";
import type { ToneEntry, ToneLexicon } from "./lexicon.ts";

/** A lexicon entry found in a text: token indices, end exclusive. Marks do not overlap and stand in order. */
export interface Mark {
  readonly from: number;
  readonly to: number;
  readonly entry: ToneEntry;
}

/** "hayyyy" and "quáaaa" are "hay" and "quá": drawn-out last letters are dropped. */
function shorten(norm: string): string {
  let end = norm.length;
  while (end > 2 && norm[end - 1] === norm[end - 2]) end--;
  if (end === norm.length) return norm;
  const last = norm[end - 1] ?? "";
  const before = (norm[end - 2] ?? "").normalize("NFD")[0];
  return norm.slice(0, before === last ? end - 1 : end);
}

/** True when no word of the text carries a diacritic: then single syllables are read without marks too. */
export function isUnmarked(tokens: readonly Token[]): boolean {
  let words = 0;
  for (const token of tokens) {
    if (token.kind !== "word") continue;
    if (token.norm !== token.folded) return false;
    words++;
  }
  return words > 0;
}

/** Written in capitals throughout: then a capital says nothing of names. */
function isShouted(tokens: readonly Token[]): boolean {
  let words = 0;
  let capitals = 0;
  for (const token of tokens) {
    if (token.kind !== "word") continue;
    words++;
    if (token.capital) capitals++;
  }
  return capitals * 5 > words * 4;
}

/** A lone capitalised syllable beside another capital is part of a name ("Nguyễn Thị Hạnh", "Trường Sơn"). */
function isNamePart(tokens: readonly Token[], at: number): boolean {
  if (!tokens[at]?.capital) return false;
  const before = tokens[at - 1];
  if (before?.kind !== "word") return false;
  return before.capital || tokens[at + 1]?.capital === true;
}

/** The marks of a text: at each place the longest entry wins, from left to right. */
export function findMarks(lexicon: ToneLexicon, tokens: readonly Token[], unmarked: boolean): Mark[] {
  const norms: string[] = [];
  for (const token of tokens) norms.push(token.kind === "word" ? shorten(token.norm) : token.norm);
  if (unmarked) return pickLongest(lexicon.folded.match(norms), tokens);
  const exact = lexicon.exact.match(norms);
  const bare = tokens.map((token, at) => (token.norm === token.folded ? (norms[at] ?? "") : ""));
  const folded = lexicon.folded.match(bare).filter((match) => match.to - match.from >= 2);
  if (folded.length === 0) return pickLongest(exact, tokens);
  const merged = [...folded, ...exact].sort((a, b) => a.from - b.from || a.to - b.to);
  return pickLongest(merged, tokens);
}

function pickLongest(matches: readonly PhraseMatch<ToneEntry>[], tokens: readonly Token[]): Mark[] {
  const marks: Mark[] = [];
  const shouted = isShouted(tokens);
  let free = 0;
  for (let at = 0; at < matches.length; at++) {
    const match = matches[at];
    if (!match || match.from < free) continue;
    if (matches[at + 1]?.from === match.from) continue;
    if (!shouted && match.to - match.from === 1 && isNamePart(tokens, match.from)) continue;
    marks.push({ from: match.from, to: match.to, entry: match.value });
    free = match.to;
  }
  return marks;
}
