import { foldDiacritics } from "./fold.ts";
import { normalizeSyllable } from "./tokens.ts";

/** What a list of words says about spelling: which syllables and words there are and how they look without marks. */
export interface WordKnowledge {
  /** True for a syllable of the list, in any of its accepted spellings, lower case. */
  knows(syllable: string): boolean;
  /** In how many words of the list a syllable stands: a rough measure of how common it is. */
  weight(syllable: string): number;
  /** True when the syllables, lower case, form a word of two syllables or more. */
  isWord(syllables: readonly string[]): boolean;
  /** The syllables that look like this one without marks. */
  readings(folded: string): readonly string[];
  /** The words of two syllables or more that look like this without marks, syllables joined by a space. */
  wordsLike(folded: string): readonly string[];
  /** True when two neighbours, lower case, form a word or stand side by side in one. */
  standTogether(left: string, right: string): boolean;
  /** The first syllables of two-syllable words that end in this one. */
  firstsBefore(second: string): readonly string[];
  /** True when some word of the list begins, without marks, with these two syllables. */
  opensWord(foldedPair: string): boolean;
}

/** Reads a list of words, of one syllable or several, as a dictionary has them. */
export function readWords(words: Iterable<string>): WordKnowledge {
  const weights = new Map<string, number>();
  const phrases = new Set<string>();
  const readings = new Map<string, string[]>();
  const alike = new Map<string, string[]>();
  const firsts = new Map<string, string[]>();
  const openings = new Set<string>();
  const neighbours = new Set<string>();
  for (const word of words) {
    const written = word
      .normalize("NFC")
      .toLowerCase()
      .split(/[\s-]+/)
      .filter(Boolean);
    const norms = written.map(normalizeSyllable);
    written.forEach((syllable, index) => {
      const norm = norms[index] ?? syllable;
      const weight = weights.get(norm) ?? 0;
      if (weight === 0) append(readings, foldDiacritics(norm), syllable);
      weights.set(norm, weight + 1);
    });
    if (norms.length < 2) continue;
    const key = norms.join(" ");
    if (phrases.has(key)) continue;
    phrases.add(key);
    append(alike, foldDiacritics(key), written.join(" "));
    openings.add(foldDiacritics(norms.slice(0, 2).join(" ")));
    for (let at = 1; at < norms.length; at++) neighbours.add(`${norms[at - 1]} ${norms[at]}`);
    if (norms.length === 2) append(firsts, norms[1] ?? "", written[0] ?? "");
  }
  return {
    knows: (syllable) => weights.has(normalizeSyllable(syllable)),
    weight: (syllable) => weights.get(normalizeSyllable(syllable)) ?? 0,
    isWord: (syllables) => phrases.has(syllables.map(normalizeSyllable).join(" ")),
    readings: (folded) => readings.get(folded) ?? [],
    wordsLike: (folded) => alike.get(folded) ?? [],
    standTogether: (left, right) => neighbours.has(`${normalizeSyllable(left)} ${normalizeSyllable(right)}`),
    firstsBefore: (second) => firsts.get(normalizeSyllable(second)) ?? [],
    opensWord: (foldedPair) => openings.has(foldedPair),
  };
}

function append(map: Map<string, string[]>, key: string, value: string): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
