import { cleanCharacters, sameCase } from "./clean-characters.ts";
import { foldDiacritics } from "./fold.ts";
import { repairLegacy } from "./legacy-encodings.ts";
import { isEnglish, isShouted, readItems } from "./messages.ts";
import { type BareSyllable, lacksMarks, restoreMessage, restoreWordAt } from "./restore-marks.ts";
import { applyEdits, type Edit, type MappedText, rewrittenTwice } from "./rewriting.ts";
import { type Item, ShortForms } from "./short-forms.ts";
import { isSyllable, splitSyllables } from "./syllables.ts";
import { misplacedTone, nearestWord, readTelex, readVni, withoutHeldLetters } from "./typing-slips.ts";
import { readWords, type WordKnowledge } from "./word-knowledge.ts";

/** Writes a message as a careful writer would have typed it. */
export interface Normalizer {
  /**
   * The same words in full and in their usual spelling; what is uncertain, dialect, names, tags, links, marks and
   * emoji stay. `map[i]` is the UTF-16 offset, in the text as given, of what unit i of the result was made from.
   */
  normalize(text: string): MappedText;
}

/** Short forms with what they stand for, and the words of the language, of one syllable or several. */
export interface NormalizerResources {
  readonly teencode: Readonly<Record<string, string>>;
  readonly words: ReadonlySet<string> | Iterable<string>;
}

/** Below this many syllables the absence of marks says nothing ("ok em"). */
const SHORTEST_BARE_MESSAGE = 3;
/** Syllables with marks, of all, up to which a message counts as typed without them. */
const MOST_MARKED_SHARE = 0.1;
/** From this many syllables on, a text with marks has one. */
const SURELY_BARE_FROM = 6;
/** Syllables that are no words without marks, of all, in a message typed without them. */
const LEAST_WANTING_SHARE = 0.2;

/** Prepares the lexicons once; the result keeps nothing of the texts that it is given. */
export function createNormalizer(resources: NormalizerResources): Normalizer {
  const words = readWords(resources.words);
  const shortForms = new ShortForms(resources.teencode);
  return {
    normalize: (text) => {
      const repaired: MappedText = repairLegacy(text) ?? identity(text);
      const cleaned = rewrittenTwice(repaired, cleanCharacters(repaired.text) ?? repaired);
      const keyed = rewrittenTwice(cleaned, applyEdits(cleaned.text, vniEdits(cleaned.text, words)));
      return rewrittenTwice(keyed, applyEdits(keyed.text, wordEdits(keyed.text, words, shortForms)));
    },
  };
}

function identity(text: string): MappedText {
  return { text, map: Array.from({ length: text.length }, (_, at) => at) };
}

function vniEdits(text: string, words: WordKnowledge): Edit[] {
  if (!/[a-z][1-9]/i.test(text)) return [];
  const edits: Edit[] = [];
  for (const match of text.matchAll(/(?<![\p{L}\d_./@#-])[a-z]{1,6}[1-9][a-z1-9]{0,8}(?![\p{L}\d_/@-])/giu)) {
    const [written] = match;
    const read = readVni(written.toLowerCase(), words);
    if (read)
      edits.push({ start: match.index, end: match.index + written.length, text: sameCase(written, read) });
  }
  return edits;
}

function wordEdits(text: string, words: WordKnowledge, shortForms: ShortForms): Edit[] {
  const items = readItems(text);
  if (isEnglish(items)) return [];
  const written = items.map((item) => text.slice(item.start, item.end));
  /** What each item becomes: null to stay, "" when the item before it stands for it too. */
  const becomes: (string | null)[] = items.map(() => null);
  const bare = isBareMessage(items, words);
  const guarded = expandShortForms(items, becomes, shortForms, bare);
  mendWords(items, written, becomes, guarded, words);
  const read = bare ? restoreMessage : restoreWords;
  restoreMarks(items, written, becomes, guarded, (run) => read(run, words));
  return editsOf(items, becomes);
}

/** Expands short forms and answers which items no later step may touch. */
function expandShortForms(
  items: readonly Item[],
  becomes: (string | null)[],
  shortForms: ShortForms,
  bare: boolean,
): boolean[] {
  const guarded = items.map((item) => item.kind !== "word" || item.fixed);
  const shouting = isShouted(items);
  for (const { from, to, text } of shortForms.find(items, shouting)) {
    const first = items[from];
    if (!first || (bare && to - from === 1 && mayBeBareSyllable(first.lower))) continue;
    becomes[from] = sameCase(shouting ? "AA" : first.capital ? "Aa" : "a", text);
    for (let at = from; at < to; at++) {
      guarded[at] = true;
      if (at > from) becomes[at] = "";
    }
  }
  return guarded;
}

/** In a message without marks "hong" may be hỏng or hồng, "a" may be ạ or à; "e" is em there too. */
function mayBeBareSyllable(lower: string): boolean {
  return lower !== "e" && isSyllable(lower);
}

/** Slips that a single written word shows by itself. */
function mendWords(
  items: readonly Item[],
  written: readonly string[],
  becomes: (string | null)[],
  guarded: readonly boolean[],
  words: WordKnowledge,
): void {
  items.forEach((item, at) => {
    if (guarded[at]) return;
    if (isName(items, at)) return;
    const mended = mendWord(item.lower, words);
    if (mended !== null && mended !== item.lower) becomes[at] = sameCase(written[at] ?? "", mended);
  });
}

/** A capital within a sentence: names have spellings of their own. */
function isName(items: readonly Item[], at: number): boolean {
  return items[at]?.capital === true && items[at - 1]?.kind === "word" && !items[at]?.shouted;
}

function mendWord(lower: string, words: WordKnowledge): string | null {
  if (words.knows(lower) && isSyllable(lower)) {
    const placed = misplacedTone(lower);
    return placed && words.knows(placed) ? placed : null;
  }
  return (
    readTelex(lower, words) ??
    withoutHeldLetters(lower, words) ??
    nearestWord(lower, words) ??
    unstuck(lower, words) ??
    withFirstSyllable(lower, words)
  );
}

/** A word of two syllables with the first cut to its initial ("ktế", "xđịnh"), where the dictionary has only one. */
function withFirstSyllable(lower: string, words: WordKnowledge): string | null {
  if (lower.length > 8 || isSyllable(lower)) return null;
  const found = new Set<string>();
  for (let size = 1; size <= 3; size++) {
    const [initial, second] = [lower.slice(0, size), lower.slice(size)];
    if (!/^[bcdđghklmnpqrstvx]+$/.test(initial) || !/[^a-z]/.test(second) || !isSyllable(second)) continue;
    for (const first of words.firstsBefore(second))
      if (first.startsWith(initial)) found.add(`${first} ${second}`);
  }
  const [only, other] = found;
  return only !== undefined && other === undefined ? only : null;
}

/** Words written without the space between them, cut only where the pieces are words that belong together. */
function unstuck(lower: string, words: WordKnowledge): string | null {
  if (lower.length < 5 || !/[^a-z]/.test(lower)) return null;
  const pieces = splitSyllables(lower);
  if (!pieces || pieces.length > 4 || !pieces.every((piece) => words.knows(piece))) return null;
  return words.isWord(pieces) ? pieces.join(" ") : null;
}

function restoreMarks(
  items: readonly Item[],
  written: readonly string[],
  becomes: (string | null)[],
  guarded: readonly boolean[],
  read: (syllables: readonly BareSyllable[]) => readonly string[],
): void {
  for (const [from, to] of runs(items)) {
    const run = items
      .slice(from, to)
      .map((item, index) => bareSyllable(item, becomes[from + index] ?? null, index === 0));
    read(run).forEach((syllable, index) => {
      const at = from + index;
      if (guarded[at] || becomes[at] !== null || foldDiacritics(syllable) === syllable) return;
      if (syllable !== items[at]?.lower) becomes[at] = sameCase(written[at] ?? "", syllable);
    });
  }
}

/** The words of a run that has marks elsewhere, each on its own evidence. */
function restoreWords(syllables: readonly BareSyllable[], words: WordKnowledge): string[] {
  const read = syllables.map(({ lower }) => lower);
  for (let at = 0; at < syllables.length; at++) {
    const word = restoreWordAt(syllables, at, words);
    word?.forEach((syllable, index) => {
      read[at + index] = syllable;
    });
    if (word) at += word.length - 1;
  }
  return read;
}

function bareSyllable(item: Item, becomes: string | null, first: boolean): BareSyllable {
  const lower = becomes?.toLowerCase() || item.lower;
  return {
    lower,
    settled: becomes !== null || (item.capital && !first && !item.shouted) || /[^a-z]/.test(lower),
  };
}

/** Stretches of words with nothing but blanks between them. */
function* runs(items: readonly Item[]): Generator<[number, number]> {
  let from = 0;
  for (let at = 1; at <= items.length; at++) {
    const item = items[at];
    if (item && item.kind === "word" && item.follows && !item.fixed && items[at - 1]?.kind === "word")
      continue;
    if (items[from]?.kind === "word" && !items[from]?.fixed) yield [from, at];
    from = at;
  }
}

/**
 * True when a writer who has marks on the keyboard would have needed some by now: some syllables are no words without
 * ("duoc", "khong"), and hardly one has a mark.
 */
function isBareMessage(items: readonly Item[], words: WordKnowledge): boolean {
  let [syllables, marked, other, wanting] = [0, 0, 0, 0];
  for (const { kind, lower, fixed } of items) {
    if (kind !== "word" || fixed) continue;
    if (/[^a-z]/.test(lower)) marked += 1;
    else if (words.readings(lower).length === 0) other += lower.length > 3 ? 1 : 0;
    else {
      syllables += 1;
      if (lacksMarks(lower, words)) wanting += 1;
    }
  }
  if (syllables < SHORTEST_BARE_MESSAGE || other * 3 > syllables) return false;
  if (marked === 0 && syllables >= SURELY_BARE_FROM) return wanting > 0;
  return marked <= MOST_MARKED_SHARE * syllables && wanting >= LEAST_WANTING_SHARE * syllables;
}

function editsOf(items: readonly Item[], becomes: readonly (string | null)[]): Edit[] {
  const edits: Edit[] = [];
  for (let at = 0; at < items.length; at++) {
    const text = becomes[at];
    const item = items[at];
    if (!item || text === null || text === undefined) continue;
    let end = item.end;
    while (becomes[at + 1] === "") end = items[++at]?.end ?? end;
    edits.push({ start: item.start, end, text });
  }
  return edits;
}
