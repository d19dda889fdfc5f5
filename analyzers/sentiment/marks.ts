import type { PhraseMatch } from "../text/matcher.ts";
import type { Token } from "../text/tokens.ts";
import { type FoundConstruction, findConstructions } from "./find-constructions.ts";
import type { ToneEntry, ToneLexicon } from "./lexicon.ts";
import { spelledOut } from "./teencode.ts";

/** A lexicon entry found in a text: token indices, end exclusive. Marks do not overlap and stand in order. */
export interface Mark {
  readonly from: number;
  readonly to: number;
  readonly entry: ToneEntry;
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

/** What the lexicons know of a text: single entries and turns of speech. */
export interface KnownWords {
  readonly marks: readonly Mark[];
  readonly constructions: readonly FoundConstruction[];
}

/** Looks a text up in the lexicons, spelled out once. */
export function findKnownWords(
  lexicon: ToneLexicon,
  tokens: readonly Token[],
  unmarked: boolean,
): KnownWords {
  const spelled = tokens.map((_, at) => spelledOut(lexicon.teencode, tokens, at, unmarked));
  return {
    marks: unmarked
      ? pickLongest(lexicon.folded.match(spelled), tokens)
      : findMarked(lexicon, tokens, spelled),
    constructions: findConstructions(lexicon.constructions, tokens, spelled, unmarked),
  };
}

/** The marks of a text with diacritics: at each place the longest entry wins, from left to right. */
function findMarked(lexicon: ToneLexicon, tokens: readonly Token[], norms: readonly string[]): Mark[] {
  const exact = lexicon.exact.match(norms);
  const bare = tokens.map((token) => (token.norm === token.folded ? token.norm : ""));
  const folded = lexicon.folded
    .match(bare)
    .filter((match) => match.to - match.from >= 2 && tokens[match.to - 1]?.capital === false);
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
