import { foldDiacritics } from "./fold.ts";
import { SMALL_TURNS } from "./small-turns.ts";
import { READINGS_BY_FOLDED } from "./syllable-readings.ts";
import { normalizeSyllable } from "./tokens.ts";
import type { WordKnowledge } from "./word-knowledge.ts";

/** One syllable of a run to be restored: as written, lower case; `settled` when it already says what it means. */
export interface BareSyllable {
  readonly lower: string;
  readonly settled: boolean;
}

/** Syllables counted in all; pairs are weighed as if a word or a usual turn had been seen so often among them. */
const COUNTED = 45_000;
const WORD_SEEN = 14;
const TURN_SEEN = 60;
/** Unseen neighbours that every syllable is granted, and for each time that it was counted: smooths the chain. */
const GRANTED = 60;
const GRANTED_PER_COUNT = 6;
/**
 * Probability from which a reading is given; below it the syllable stays as typed. On sentences held out of the counts
 * it is right in 0.92 to 0.97 of those given.
 */
const LIKELY = 0.8;
/** What a syllable that was never counted is taken to have been seen, by the dictionary alone. */
const UNCOUNTED = 0.2;
const PER_WORD = 0.05;
const LONGEST_WORD = 4;

interface Choice {
  readonly text: string;
  readonly weight: number;
}

/**
 * Reads a run typed without marks: each syllable in the light of its neighbours (a chain of readings, summed forwards
 * and backwards). Gives one reading per syllable; what nobody can tell stays as written.
 */
export function restoreMessage(syllables: readonly BareSyllable[], words: WordKnowledge): string[] {
  const choices = syllables.map((syllable) => choicesOf(syllable, words));
  const links = choices.map((right, at) => linksBetween(choices[at - 1] ?? [], right, words));
  const forward = summed(choices, links);
  const backward = summedBack(choices, links);
  return choices.map((options, at) => {
    let [total, best, chosen] = [0, 0, syllables[at]?.lower ?? ""];
    options.forEach((option, index) => {
      const mass = (forward[at]?.[index] ?? 0) * (backward[at]?.[index] ?? 0);
      total += mass;
      if (mass > best) {
        best = mass;
        chosen = option.text;
      }
    });
    return best >= LIKELY * total ? chosen : (syllables[at]?.lower ?? "");
  });
}

function choicesOf({ lower, settled }: BareSyllable, words: WordKnowledge): Choice[] {
  if (settled) return [{ text: lower, weight: 1 }];
  const folded = foldDiacritics(normalizeSyllable(lower));
  const choices: Choice[] = [];
  const counted = READINGS_BY_FOLDED.get(folded) ?? READINGS_BY_FOLDED.get(lower) ?? [];
  for (const { syllable, count } of counted) choices.push({ text: syllable, weight: count });
  for (const text of words.readings(folded)) {
    if (choices.some((choice) => normalizeSyllable(choice.text) === normalizeSyllable(text))) continue;
    choices.push({ text, weight: UNCOUNTED + PER_WORD * words.weight(text) });
  }
  return choices.length > 0 ? choices : [{ text: lower, weight: 1 }];
}

/** For each pair of choices, row by left choice, the probability of the right one after the left one. */
function linksBetween(left: readonly Choice[], right: readonly Choice[], words: WordKnowledge): number[] {
  return left.flatMap((one) => {
    const granted = GRANTED + GRANTED_PER_COUNT * one.weight;
    return right.map(
      (other) =>
        (seen(one.text, other.text, words) + (granted * other.weight) / COUNTED) / (one.weight + granted),
    );
  });
}

function seen(left: string, right: string, words: WordKnowledge): number {
  const turn = SMALL_TURNS.has(`${left} ${right}`) ? TURN_SEEN : 0;
  return words.standTogether(left, right) ? WORD_SEEN + turn : turn;
}

function summed(choices: readonly (readonly Choice[])[], links: readonly (readonly number[])[]): number[][] {
  const rows: number[][] = [];
  choices.forEach((options, at) => {
    const before = rows[at - 1];
    rows.push(
      scaled(
        options.map(({ weight }, index) => {
          if (!before) return weight;
          let sum = 0;
          before.forEach((mass, from) => {
            sum += mass * (links[at]?.[from * options.length + index] ?? 0);
          });
          return sum;
        }),
      ),
    );
  });
  return rows;
}

function summedBack(
  choices: readonly (readonly Choice[])[],
  links: readonly (readonly number[])[],
): number[][] {
  const rows: number[][] = choices.map(() => []);
  for (let at = choices.length - 1; at >= 0; at--) {
    const next = choices[at + 1];
    const after = rows[at + 1];
    rows[at] = scaled(
      (choices[at] ?? []).map((_, from) => {
        if (!next || !after) return 1;
        let sum = 0;
        next.forEach((_, index) => {
          sum += (after[index] ?? 0) * (links[at + 1]?.[from * next.length + index] ?? 0);
        });
        return sum;
      }),
    );
  }
  return rows;
}

function scaled(masses: number[]): number[] {
  const total = masses.reduce((sum, mass) => sum + mass, 0);
  return total > 0 ? masses.map((mass) => mass / total) : masses;
}

/**
 * Words of two syllables or more typed without marks within a message that has some ("bãi rac o nhiem"): restored only
 * where the dictionary has one word that looks so, and the bare spelling is no word itself.
 */
export function restoreWordAt(
  syllables: readonly BareSyllable[],
  at: number,
  words: WordKnowledge,
): readonly string[] | null {
  const first = syllables[at];
  if (!first || /[^a-z]/.test(first.lower) !== first.settled) return null;
  let found: readonly string[] | null = null;
  let bare = [first.lower];
  let folded = foldDiacritics(normalizeSyllable(first.lower));
  for (let size = 2; size <= LONGEST_WORD && at + size <= syllables.length; size++) {
    const next = syllables[at + size - 1]?.lower ?? "";
    folded += ` ${foldDiacritics(normalizeSyllable(next))}`;
    bare = [...bare, next];
    if (size === 2 && !words.opensWord(folded)) break;
    const [only, second] = words.wordsLike(folded);
    if (words.isWord(bare)) return null;
    if (only === undefined || second !== undefined) continue;
    const text = only.split(" ");
    if (agrees(syllables, at, text) && wantsMarks(bare, text, words)) found = text;
  }
  return found;
}

function agrees(syllables: readonly BareSyllable[], at: number, text: readonly string[]): boolean {
  return text.every((syllable, index) => {
    const written = syllables[at + index];
    return !written?.settled || normalizeSyllable(written.lower) === normalizeSyllable(syllable);
  });
}

/** True when some of the syllables to be changed is no word as it stands ("duoc", "khong", "rac"). */
function wantsMarks(bare: readonly string[], text: readonly string[], words: WordKnowledge): boolean {
  const changed = bare.filter((syllable, index) => syllable !== text[index]);
  const [only, second] = changed;
  if (only !== undefined && second === undefined)
    return /(?:c|ch|p|t)$/.test(only) && lacksMarks(only, words);
  return changed.some((syllable) => lacksMarks(syllable, words));
}

/** True for a spelling that becomes a syllable only with marks: "nguoi", or "mot", whose stop always carries a tone. */
export function lacksMarks(bare: string, words: WordKnowledge): boolean {
  if (words.readings(bare).length === 0) return false;
  return /(?:c|ch|p|t)$/.test(bare) || !words.knows(bare);
}
