import { isSyllable } from "../text/syllables.ts";
import type { KnownWords } from "./known-words.ts";
import {
  CAPITAL_WORDS,
  FOLDED_STRONG_NAMES,
  GIVEN_NAMES,
  PREDICATES,
  SAYING,
  STRONG_GIVEN_NAMES,
} from "./name-lists.ts";
import type { NameReading } from "./name-reading.ts";
import type { View } from "./view.ts";

/** True for a capitalised word that is nobody's name: a dictionary word, an acronym, a place. */
export function isOrdinaryWord(
  { view, known, phrases }: NameReading,
  { at, opens }: { readonly at: number; readonly opens: boolean },
): boolean {
  const token = view.tokens[at];
  if (!token) return true;
  const norm = token.norm;
  if (isAcronym(view, at)) return true;
  if (phrases.end("place", at) > at && !GIVEN_NAMES.has(norm)) return true;
  const word = known.isWord(norm) || (norm === token.folded && known.isFoldedWord(norm));
  if (opens) return isOrdinaryOpening(view, known, at, word);
  if (CAPITAL_WORDS.has(norm)) return true;
  return word && !GIVEN_NAMES.has(norm) && !(norm === token.folded && FOLDED_STRONG_NAMES.has(norm));
}

/** "Năm nào cũng ngập", "Sáng đưa con đi học": a word, unless it is a given name and does what persons do. */
function isOrdinaryOpening(view: View, known: KnownWords, at: number, word: boolean): boolean {
  const norm = view.norms[at] ?? "";
  const next = view.norms[at + 1] ?? "";
  if (!isSyllable(norm)) return true;
  if (STRONG_GIVEN_NAMES.has(norm)) return word && !SAYING.has(next) && !DOING.has(next);
  if (GIVEN_NAMES.has(norm)) return word && !SAYING.has(next);
  if (word || known.opensWord(norm) || CAPITAL_WORDS.has(norm) || PREDICATES.has(norm)) return true;
  return !SAYING.has(next) && !DOING.has(next);
}
const DOING = new Set("là có đã đang sẽ vừa cũng vẫn ạ và".split(" "));

/** Capitals only, and no syllable: "UBND", "GPMB", "K". */
export function isAcronym(view: View, at: number): boolean {
  const token = view.tokens[at];
  if (!token) return false;
  const written = view.text.slice(token.start, token.end);
  if (/\p{Ll}/u.test(written)) return false;
  if (view.tokens[at + 1]?.kind === "number" && view.tokens[at + 1]?.start === token.end) return true;
  return written.length === 1 ? view.norms[at + 1] !== "." : !isSyllable(token.norm) || written.length <= 2;
}
