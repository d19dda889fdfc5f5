import { foldDiacritics } from "../analyzers/text/fold.ts";
import { GIVEN_NAMES, PLAIN_GIVEN_NAMES } from "./person-names.ts";
import { personShaped } from "./person-query.ts";

/** Longest dictionary word that is looked for around a syllable, in syllables. */
const LONGEST_WORD = 4;

/**
 * Whether a phrase of small letters may call somebody by name: "hoa lệch", "tuấn béo cổng chợ". A given name counts
 * wherever it is no part of a dictionary word ("hoa sữa", "ngày mai"). What would follow a person is rather left out
 * than told (promise 5). `isWord` tells the dictionary's words of several syllables.
 */
export function namesPerson(phrase: string, isWord: (words: string) => boolean): boolean {
  if (personShaped(phrase) !== null) return true;
  const words = phrase.split(" ");
  const plain = foldDiacritics(phrase) === phrase;
  return words.some(
    (word, at) =>
      (GIVEN_NAMES.has(word) || (plain && PLAIN_GIVEN_NAMES.has(word))) && !isWithinWord(words, at, isWord),
  );
}

function isWithinWord(words: readonly string[], at: number, isWord: (words: string) => boolean): boolean {
  for (let from = Math.max(0, at - LONGEST_WORD + 1); from <= at; from++) {
    for (let to = Math.max(at + 1, from + 2); to <= Math.min(words.length, from + LONGEST_WORD); to++) {
      if (isWord(words.slice(from, to).join(" "))) return true;
    }
  }
  return false;
}
