import type { Redacted } from "../../analyzers/redaction/redactor.ts";
import { type Token, tokenize } from "../../analyzers/text/tokens.ts";
import { personShaped } from "../../search/person-query.ts";
import type { DocumentQuery, QueryExpression, SearchIndex, SearchPage } from "../../search/search-index.ts";
import { searchTokens } from "../../search/terms.ts";

/** What keeps people and their sentences out of what an office writes and keeps for good. */
export interface WordsGate {
  /** The first thing wrong with these texts; null when they may be kept. */
  judge(texts: readonly string[]): Promise<GateProblem | null>;
  /** Words that may be names and that a person must look at before the public reads them. */
  doubtfulWords(texts: readonly string[]): readonly string[];
}
/** `person`: a person's name, number, account or parcel; `quote`: nearly a citizen's own words. */
export type GateProblem = "person" | "quote";

/** What the gate looks at. `phrases` are names that everybody writes alike: units, places. */
export interface GateDeps {
  readonly index: Pick<SearchIndex, "search">;
  readonly redact: (text: string) => Redacted;
  readonly phrases: readonly string[];
}

/** A run of this many syllables in common is a quotation, however the sentence goes on. */
const LONGEST_SHARED_RUN = 8;
/** Neighbouring pairs of syllables of a citizen's sentence found again: above this it is that sentence, turned around. */
const SHARED_PAIRS = 0.7;
/** A shorter sentence is everyday speech ("mất nước ba ngày") that an office may say as well. */
const SHORTEST_SENTENCE = 6;
/**
 * Runs of syllables by which held texts are found. The long ones meet every quotation and hardly anything else; the short
 * ones meet sentences that were turned around, and of those that merely speak of the same the newest are compared.
 */
const PROBES = [
  { length: LONGEST_SHARED_RUN - 1, pages: 4 },
  { length: 4, pages: 4 },
] as const;
const PROBES_AT_ONCE = 60;
const PAGE = 500;
/** Kinds of the redactor that lead to one person or household whatever the sentence says. */
const PERSONAL: ReadonlySet<string> = new Set([
  "national-id",
  "plate",
  "bank-account",
  "email",
  "handle",
  "parcel",
]);

export function createWordsGate(deps: GateDeps): WordsGate {
  const known = deps.phrases.map((phrase) => syllablesOf(phrase).join(" ")).filter((one) => one !== "");
  return {
    judge: async (texts) => {
      const written = texts.filter((text) => text.trim() !== "");
      if (written.some((text) => namesPerson(text, deps.redact))) return "person";
      for (const text of written) {
        if (await repeatsCitizen(text, known, deps.index)) return "quote";
      }
      return null;
    },
    doubtfulWords: (texts) => [
      ...new Set(
        texts.flatMap((text) =>
          deps
            .redact(text)
            .spans.filter(({ type }) => type === "name")
            .map(({ start, end }) => text.slice(start, end)),
        ),
      ),
    ],
  };
}

function namesPerson(text: string, redact: (text: string) => Redacted): boolean {
  const sentences = text.split(/(?<=[.!?;\n])\s+/);
  if (sentences.some((sentence) => personShaped(sentence) !== null)) return true;
  return redact(text).spans.some(({ type }) => PERSONAL.has(type));
}

async function repeatsCitizen(
  text: string,
  known: readonly string[],
  index: Pick<SearchIndex, "search">,
): Promise<boolean> {
  const own = runsOf(text, known);
  for (const { length, pages } of PROBES) {
    const probes = probesOf(text, length);
    for (let at = 0; at < probes.length; at += PROBES_AT_ONCE) {
      const some = { kind: "or", of: probes.slice(at, at + PROBES_AT_ONCE) } as const;
      if (await anyRepeats(own, some, pages, index)) return true;
    }
  }
  return false;
}

async function anyRepeats(
  own: Runs,
  text: QueryExpression,
  pages: number,
  index: Pick<SearchIndex, "search">,
): Promise<boolean> {
  let cursor: string | null = null;
  for (let page = 0; page < pages; page++) {
    const found: SearchPage = await index.search({ ...CITIZENS, text, cursor });
    const said = found.hits.map(({ document }) => `${document.title ?? ""}\n${document.text}`);
    if (said.some((citizen) => repeats(own, citizen))) return true;
    cursor = found.cursor;
    if (cursor === null) return false;
  }
  return false;
}

const CITIZENS: DocumentQuery = {
  text: null,
  topics: [],
  places: [],
  polarities: [],
  sources: [],
  kinds: [],
  speakers: ["citizen"],
  from: null,
  to: null,
  includeSensitive: true,
  includeEchoes: false,
  limit: PAGE,
  cursor: null,
};

/** Every second syllable begins a probe, so that a shared run one longer than the probe is always met. */
function probesOf(text: string, length: number): readonly QueryExpression[] {
  const tokens = searchTokens(text).map(({ exact }) => exact);
  const probes: QueryExpression[] = [];
  for (let at = 0; at + length <= tokens.length; at += 2) {
    probes.push({ kind: "phrase", tokens: tokens.slice(at, at + length) });
  }
  return probes;
}

/** Stretches of the office's text between the names that everybody writes alike. */
interface Runs {
  readonly stretches: readonly (readonly string[])[];
  readonly pairs: ReadonlySet<string>;
}

function runsOf(text: string, known: readonly string[]): Runs {
  let joined = ` ${syllablesOf(text).join(" ")} `;
  const pairs = new Set(pairsOf(joined.trim().split(" ")));
  for (const phrase of known) joined = joined.replaceAll(` ${phrase} `, " | ");
  const stretches = joined.split("|").map((part) => part.trim().split(" ").filter(Boolean));
  return { stretches, pairs };
}

function repeats(own: Runs, citizen: string): boolean {
  const said = ` ${syllablesOf(citizen).join(" ")} `;
  for (const stretch of own.stretches) {
    for (let at = 0; at + LONGEST_SHARED_RUN <= stretch.length; at++) {
      if (said.includes(` ${stretch.slice(at, at + LONGEST_SHARED_RUN).join(" ")} `)) return true;
    }
  }
  return sentencesOf(citizen).some((sentence) => {
    if (sentence.length < SHORTEST_SENTENCE) return false;
    const pairs = pairsOf(sentence);
    return pairs.filter((pair) => own.pairs.has(pair)).length >= SHARED_PAIRS * pairs.length;
  });
}

function pairsOf(syllables: readonly string[]): readonly string[] {
  return syllables.slice(1).map((syllable, at) => `${syllables[at]} ${syllable}`);
}

/** Without marks, so that what was typed without them is known again. */
function syllablesOf(text: string): readonly string[] {
  return tokenize(text).filter(isSpoken).map(folded);
}

function sentencesOf(text: string): readonly (readonly string[])[] {
  const sentences: string[][] = [[]];
  for (const token of tokenize(text)) {
    if (isSpoken(token)) sentences.at(-1)?.push(folded(token));
    else if (/[.!?;:\n…]/.test(text.slice(token.start, token.end))) sentences.push([]);
  }
  return sentences;
}

const isSpoken = ({ kind }: Token): boolean => kind === "word" || kind === "number";
const folded = (token: Token): string => token.folded.toLowerCase();
