import { countVariance } from "./baseline.ts";
import { negativeBinomialMidP } from "./distributions.ts";

/** Days of the window in which a phrase's voices are summed. */
const WINDOW_DAYS = 3;
/** Voices a day below which a phrase's first occurrence would be infinitely significant (SigniTrend's bias). */
const LEAST_USUAL = 0.02;
const DISPERSION = 1.3;
/** False discoveries among the phrases called a burst (Benjamini and Hochberg). */
const FALSE_DISCOVERIES = 0.05;
/** Phrases that share this part of the texts of the rarer one are one concern. */
const SHARED = 0.6;

/** A phrase with the texts of the window that hold it. */
export interface CountedPhrase {
  readonly phrase: string;
  /** Voices of the window, a lower bound. */
  readonly voices: number;
  /** Indices of its texts. */
  readonly texts: ReadonlySet<number>;
  /** Voices a day in the weeks before, over `usualDays` days. */
  readonly usual: number;
  readonly usualDays: number;
}

/**
 * The phrases of which more voices speak than the weeks before let expect: negative binomial test of 72 hours, false
 * discoveries held over all `tested` phrases of the window, rarest first.
 */
export function burstingPhrases(phrases: readonly CountedPhrase[], tested: number): readonly CountedPhrase[] {
  const ordered = phrases
    .map((phrase) => ({ phrase, chance: chanceOf(phrase) }))
    .sort((a, b) => a.chance - b.chance || (a.phrase.phrase < b.phrase.phrase ? -1 : 1));
  const last = ordered.findLastIndex(
    ({ chance }, index) => chance <= (FALSE_DISCOVERIES * (index + 1)) / Math.max(tested, ordered.length),
  );
  return ordered.slice(0, last + 1).map(({ phrase }) => phrase);
}

function chanceOf({ voices, usual, usualDays }: CountedPhrase): number {
  const expected = Math.max(usual, LEAST_USUAL) * WINDOW_DAYS;
  return negativeBinomialMidP(voices, expected, countVariance(expected, DISPERSION, Math.max(1, usualDays)));
}

/**
 * One phrase for each concern: phrases that share most of their texts are one. A phrase that told it before keeps its
 * name, then the one that most voices used, then the longest.
 */
export function oneForEach(
  phrases: readonly CountedPhrase[],
  known: ReadonlySet<string>,
): readonly CountedPhrase[] {
  const ordered = [...phrases].sort(
    (a, b) =>
      Number(known.has(b.phrase)) - Number(known.has(a.phrase)) ||
      b.voices - a.voices ||
      b.phrase.split(" ").length - a.phrase.split(" ").length ||
      (a.phrase < b.phrase ? -1 : 1),
  );
  const kept: CountedPhrase[] = [];
  for (const phrase of ordered) if (!kept.some((other) => isSame(phrase, other))) kept.push(phrase);
  return kept;
}

/** Without the concerns that a phrase of `unwanted` tells: those that share most of its texts go with it. */
export function withoutConcernsOf(
  phrases: readonly CountedPhrase[],
  unwanted: (phrase: CountedPhrase) => boolean,
): readonly CountedPhrase[] {
  const refused = phrases.filter(unwanted);
  return phrases.filter((phrase) => !refused.some((other) => isSame(phrase, other)));
}

function isSame(a: CountedPhrase, b: CountedPhrase): boolean {
  const [few, many] = a.texts.size < b.texts.size ? [a.texts, b.texts] : [b.texts, a.texts];
  let shared = 0;
  for (const text of few) if (many.has(text)) shared += 1;
  return shared >= SHARED * few.size;
}
