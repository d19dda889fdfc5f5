import { foldDiacritics } from "../text/fold.ts";
import { PhraseMatcher } from "../text/matcher.ts";
import { tokenize } from "../text/tokens.ts";
import { HONORIFICS, ROLES, THING_WORDS, UNIT_WORDS } from "./name-lists.ts";

/** What a deployment knows to be no person's name. */
export interface RedactionResources {
  /** Names of units, villages, streets, schools. */
  readonly placeNames: readonly string[];
  /** Offices, organisations, projects, countries, brands, festivals, public figures of history. */
  readonly agencies: readonly string[];
  /** Dictionary words in the tokenizer's normal form, syllables joined by one space. */
  readonly words: ReadonlySet<string>;
}

export type KnownKind = "place" | "agency" | "word" | "honorific" | "role" | "unit" | "thing";

/** The phrases that tell names from other capitalised words, in the form the recogniser asks for. */
export interface KnownWords {
  readonly phrases: PhraseMatcher<KnownKind>;
  readonly isWord: (norm: string) => boolean;
  /** True for the folded form of a dictionary word of one syllable. */
  readonly isFoldedWord: (folded: string) => boolean;
  /** True for the folded form of a dictionary word of two syllables. */
  readonly isFoldedPair: (folded: string) => boolean;
  /** True for the first syllable of a dictionary word. */
  readonly opensWord: (norm: string) => boolean;
}

/** Builds the phrase tables once; a redactor is made at the start and when configuration changes. */
export function knownWords(resources: RedactionResources): KnownWords {
  const phrases = new PhraseMatcher<KnownKind>();
  const foldedPairs = new Set<string>();
  const openers = new Set<string>();
  const foldedWords = new Set<string>();
  for (const name of resources.placeNames) addBothWays(phrases, name, "place");
  for (const agency of resources.agencies) addBothWays(phrases, agency, "agency");
  for (const word of resources.words) {
    const syllables = word.split(" ");
    if (syllables.length < 2) {
      foldedWords.add(foldDiacritics(word));
      continue;
    }
    phrases.addTokens(syllables, "word");
    openers.add(syllables[0] ?? "");
    if (syllables.length === 2) foldedPairs.add(foldDiacritics(word));
  }
  for (const honorific of HONORIFICS) phrases.add(honorific, "honorific");
  for (const role of ROLES) phrases.add(role, "role");
  for (const unit of UNIT_WORDS) phrases.add(unit, "unit");
  for (const thing of THING_WORDS) phrases.add(thing, "thing");
  return {
    phrases,
    isWord: (norm) => resources.words.has(norm),
    isFoldedWord: (folded) => foldedWords.has(folded),
    isFoldedPair: (folded) => foldedPairs.has(folded),
    opensWord: (norm) => openers.has(norm),
  };
}

/** A name of several syllables is also known without its diacritics ("Ha Noi"). */
function addBothWays(phrases: PhraseMatcher<KnownKind>, name: string, kind: KnownKind): void {
  const norms = tokenize(name).map((token) => token.norm);
  phrases.addTokens(norms, kind);
  const folded = norms.map(foldDiacritics);
  if (norms.length > 1 && folded.join(" ") !== norms.join(" ")) phrases.addTokens(folded, kind);
}

/** A set of dictionary words from lists as people write them. */
export function dictionaryOf(words: Iterable<string>): ReadonlySet<string> {
  const set = new Set<string>();
  for (const word of words) {
    const norms = tokenize(word).map((token) => token.norm);
    if (norms.length > 0) set.add(norms.join(" "));
  }
  return set;
}
