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

const SHORTEST = 2;
const LONGEST = 4;
/** What redaction leaves in place of something personal. */
const MASK = /\[[^\][]{1,20}\]/g;

/**
 * Phrases of 2 to 4 syllables that at least five voices used (DESIGN section 5: the largest sum of first-of-author bits
 * within one key's epoch and week). Nothing masked, no figure, nothing written as a name, no word after an honorific,
 * no place; most voices first, then longest.
 */
export function sharedPhrases(
  texts: readonly VoicedText[],
  places: ReadonlySet<string>,
  floor: number = VOICE_FLOOR,
): readonly Phrase[] {
  const counts = new Map<string, Map<string, number>>();
  for (const { text, voiceCell } of texts) {
    if (voiceCell === null) continue;
    for (const phrase of phrasesIn(text, places)) {
      const cells = counts.get(phrase) ?? new Map<string, number>();
      cells.set(voiceCell, (cells.get(voiceCell) ?? 0) + 1);
      counts.set(phrase, cells);
    }
  }
  return [...counts]
    .map(([phrase, cells]) => ({ tokens: phrase.split(" "), voices: Math.max(...cells.values()) }))
    .filter(({ voices }) => voices >= floor)
    .sort((a, b) => b.voices - a.voices || b.tokens.length - a.tokens.length || byText(a, b));
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

function phrasesIn(text: string, places: ReadonlySet<string>): ReadonlySet<string> {
  const found = new Set<string>();
  for (const run of runsOf(text)) {
    for (let from = 0; from < run.length; from++) {
      for (let size = SHORTEST; size <= LONGEST && from + size <= run.length; size++) {
        const words = run.slice(from, from + size);
        if (STOP_WORDS.has(words[0] ?? "") || STOP_WORDS.has(words[size - 1] ?? "")) continue;
        if (!namesPlace(words, places)) found.add(words.join(" "));
      }
    }
  }
  return found;
}

/** Stretches of plain words: cut at marks, figures, masks, capitals within a sentence and around honorifics. */
function runsOf(text: string): string[][] {
  const runs: string[][] = [];
  let run: string[] = [];
  const cut = (): void => {
    if (run.length >= SHORTEST) runs.push(run);
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
