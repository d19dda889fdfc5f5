import { foldDiacritics } from "../../analyzers/text/fold.ts";
import { tokenize } from "../../analyzers/text/tokens.ts";
import { VOICE_FLOOR } from "../../model/floors.ts";
import { HARMLESS_PAIRS, HONORIFICS, STOP_WORDS } from "./stop-words.ts";

/** A citizen's text as phrases are counted in it. `voiceCell` is null where it is not its author's first of the week. */
export interface VoicedText {
  readonly text: string;
  readonly voiceCell: string | null;
}

/** A phrase with the voices that used it, at the least. */
export interface Phrase {
  readonly tokens: readonly string[];
  readonly voices: number;
}

/** What phrases are read against; all as normalised tokens joined by a space. */
export interface PhraseWords {
  /** Names of places: never part of a phrase. */
  readonly places: ReadonlySet<string>;
  /** Terms of the topic itself, one syllable too: they say something whatever stands around them. */
  readonly terms: ReadonlySet<string>;
}

const SHORTEST = 2;
const LONGEST = 4;
/** What redaction leaves in place of something personal. */
const MASK = /\[[^\][]{1,20}\]/g;

/** Voices of a phrase by the cell (one key's epoch and week) that heard them. */
type Counts = Map<string, Map<string, number>>;

/**
 * Phrases that at least five voices used (DESIGN section 5: the largest sum of first-of-author bits within one key's
 * epoch and week): 2 to 4 syllables, or a term of the topic. A text written without marks counts for the phrase as
 * others write it. Nothing masked, no figure, nothing written as a name, no word after an honorific, no place; most
 * voices first, then longest.
 */
export function sharedPhrases(
  texts: readonly VoicedText[],
  words: PhraseWords,
  floor: number = VOICE_FLOOR,
): readonly Phrase[] {
  const marked: Counts = new Map();
  const unmarked: Counts = new Map();
  for (const { text, voiceCell } of texts) {
    if (voiceCell === null) continue;
    const runs = runsOf(text);
    const plain = runs.every((run) => run.every((word) => foldDiacritics(word) === word));
    for (const phrase of phrasesIn(runs, plain ? foldedWords(words) : words)) {
      count(plain ? unmarked : marked, phrase, voiceCell);
    }
  }
  return [...joined(marked, unmarked)]
    .map(([phrase, cells]) => ({ tokens: phrase.split(" "), voices: Math.max(...cells.values()) }))
    .filter(({ voices }) => voices >= floor)
    .sort((a, b) => b.voices - a.voices || b.tokens.length - a.tokens.length || byText(a, b));
}

/** Every phrase of one text, as `sharedPhrases` reads them. */
export function phrasesOfText(text: string, words: PhraseWords): ReadonlySet<string> {
  return phrasesIn(runsOf(text), words);
}

function count(counts: Counts, phrase: string, cell: string, voices = 1): void {
  const cells = counts.get(phrase) ?? new Map<string, number>();
  cells.set(cell, (cells.get(cell) ?? 0) + voices);
  counts.set(phrase, cells);
}

/** Adds what was written without marks to each phrase that reads so; what nobody wrote with marks stands for itself. */
function joined(marked: Counts, unmarked: Counts): Counts {
  const all: Counts = new Map();
  const read = new Set<string>();
  for (const [phrase, cells] of marked) {
    const folded = foldDiacritics(phrase);
    read.add(folded);
    for (const [cell, voices] of cells) count(all, phrase, cell, voices);
    for (const [cell, voices] of unmarked.get(folded) ?? []) count(all, phrase, cell, voices);
  }
  for (const [phrase, cells] of unmarked) {
    if (read.has(phrase)) continue;
    for (const [cell, voices] of cells) count(all, phrase, cell, voices);
  }
  return all;
}

const foldedOnce = new WeakMap<PhraseWords, PhraseWords>();

function foldedWords(words: PhraseWords): PhraseWords {
  const known = foldedOnce.get(words);
  if (known !== undefined) return known;
  const fold = (list: ReadonlySet<string>): ReadonlySet<string> => new Set([...list].map(foldDiacritics));
  const folded = { places: fold(words.places), terms: fold(words.terms) };
  foldedOnce.set(words, folded);
  return folded;
}

/** Drops a phrase that stands within a longer one kept, or reaches over one by all but a syllable. */
export function withoutRepeats(phrases: readonly Phrase[]): readonly Phrase[] {
  const kept: Phrase[] = [];
  for (const phrase of phrases) {
    const words = ` ${phrase.tokens.join(" ")} `;
    const repeats = kept.some((other) => {
      const theirs = ` ${other.tokens.join(" ")} `;
      return theirs.includes(words) || words.includes(theirs) || overlap(phrase, other) >= 2;
    });
    if (!repeats) kept.push(phrase);
  }
  return kept;
}

/** Syllables that the end of one shares with the beginning of the other. */
function overlap(a: Phrase, b: Phrase): number {
  for (let size = LONGEST - 1; size > 0; size--) {
    const meets = (x: Phrase, y: Phrase): boolean =>
      x.tokens.length > size && y.tokens.slice(0, size).join(" ") === x.tokens.slice(-size).join(" ");
    if (meets(a, b) || meets(b, a)) return size;
  }
  return 0;
}

function phrasesIn(
  runs: readonly (readonly string[])[],
  { places, terms }: PhraseWords,
): ReadonlySet<string> {
  const found = new Set<string>();
  for (const run of runs) {
    for (let from = 0; from < run.length; from++) {
      for (let size = 1; size <= LONGEST && from + size <= run.length; size++) {
        const words = run.slice(from, from + size);
        const phrase = words.join(" ");
        if (terms.has(phrase) || (size >= SHORTEST && saysSomething(words, places))) found.add(phrase);
      }
    }
  }
  return found;
}

function saysSomething(words: readonly string[], places: ReadonlySet<string>): boolean {
  if (STOP_WORDS.has(words[0] ?? "") || STOP_WORDS.has(words.at(-1) ?? "")) return false;
  return !namesPlace(words, places);
}

/** Stretches of plain words: cut at marks, figures, masks, capitals within a sentence and around honorifics. */
function runsOf(text: string): string[][] {
  const runs: string[][] = [];
  let run: string[] = [];
  const cut = (): void => {
    if (run.length > 0) runs.push(run);
    run = [];
  };
  const tokens = tokenize(text.replace(MASK, " . "));
  let opens = true;
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at];
    if (token === undefined) continue;
    if (token.kind !== "word") {
      cut();
      opens ||= /[.!?…:;]/.test(token.norm);
      continue;
    }
    // A capital opens a sentence or a name; before another capital it opens a name in either case.
    const named = token.capital && (!opens || tokens[at + 1]?.capital === true);
    opens = false;
    if (named || token.norm.length > 8) {
      cut();
      continue;
    }
    if (HONORIFICS.has(token.norm) && !HARMLESS_PAIRS.has(`${token.norm} ${tokens[at + 1]?.norm}`)) {
      cut();
      if (tokens[at + 1]?.kind === "word") at += 1;
      continue;
    }
    run.push(token.norm);
  }
  cut();
  return runs;
}

function namesPlace(words: readonly string[], places: ReadonlySet<string>): boolean {
  for (let from = 0; from < words.length; from++) {
    for (let to = from + 1; to <= words.length; to++) {
      if (places.has(words.slice(from, to).join(" "))) return true;
    }
  }
  return false;
}

function byText(a: Phrase, b: Phrase): number {
  const [left, right] = [a.tokens.join(" "), b.tokens.join(" ")];
  return left < right ? -1 : left > right ? 1 : 0;
}
