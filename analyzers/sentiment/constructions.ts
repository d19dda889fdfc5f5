import type { LexiconFile } from "../../config/schema.ts";
import { foldDiacritics } from "../text/fold.ts";
import { PhraseMatcher } from "../text/matcher.ts";
import { type Token, tokenize } from "../text/tokens.ts";

/** A turn of speech with open places, such as "<số> <kỳ> nay … <chưa>". */
export interface Construction {
  readonly say: string;
  readonly weight: number;
  /** Words at most between two of its parts. */
  readonly within: number;
  readonly alone: boolean;
  readonly rhetorical: boolean;
  readonly parts: number;
  /** Place in the files: of two that share words the earlier counts. */
  readonly rank: number;
}

/** A part of a construction, stored under each of the phrases that fill it. */
interface Part {
  readonly construction: Construction;
  readonly part: number;
}

/** The constructions, compiled for text with and without diacritics. */
export interface Constructions {
  readonly exact: PhraseMatcher<Part>;
  readonly folded: PhraseMatcher<Part>;
}

/** A construction found: token indices of its whole stretch, end exclusive. */
export interface FoundConstruction {
  readonly from: number;
  readonly to: number;
  readonly construction: Construction;
}

type ConstructionsFile = Extract<LexiconFile, { kind: "constructions" }>;

/** What a number written in digits is compared as. */
const ANY_NUMBER = "#";
/** `<class>`, `[choice|choice]` or a plain word. */
const SLOT = /<([^>]+)>|\[([^\]]+)\]|(\S+)/gu;

/** Compiles the constructions of the lexicons; throws at a class that no file names. */
export function compileConstructions(lexicons: readonly LexiconFile[]): Constructions {
  const files = lexicons.filter((lexicon) => lexicon.kind === "constructions");
  const classes = new Map(files.flatMap((file) => Object.entries(file.classes)));
  const compiled: Constructions = { exact: new PhraseMatcher(), folded: new PhraseMatcher() };
  let rank = 0;
  for (const file of files) {
    for (const written of file.constructions) addConstruction(compiled, classes, written, rank++);
  }
  return compiled;
}

function addConstruction(
  compiled: Constructions,
  classes: ReadonlyMap<string, readonly string[]>,
  written: ConstructionsFile["constructions"][number],
  rank: number,
): void {
  const { say, weight, within, alone, rhetorical, onlyMarked } = written;
  const parts = say.split("…");
  const construction: Construction = { say, weight, within, alone, rhetorical, parts: parts.length, rank };
  for (const [part, text] of parts.entries()) {
    const known = new Set<string>();
    for (const phrase of expand(text, classes)) {
      if (known.has(phrase)) continue;
      known.add(phrase);
      compiled.exact.addTokens(phrase.split(" "), { construction, part });
      const folded = foldDiacritics(phrase);
      if (onlyMarked || known.has(`~${folded}`)) continue;
      known.add(`~${folded}`);
      compiled.folded.addTokens(folded.split(" "), { construction, part });
    }
  }
}

/** Every phrase that a part may be, as compared: "<số> <kỳ>" is "# ngày", "hai ngày", "# tháng"… */
function expand(part: string, classes: ReadonlyMap<string, readonly string[]>): string[] {
  let phrases = [""];
  for (const [, name, choices, word] of part.matchAll(SLOT)) {
    const fillers = name === undefined ? (choices?.split("|") ?? [word ?? ""]) : fillersOf(name, classes);
    const written = fillers.flatMap((filler) =>
      filler.includes("<") ? expand(filler, classes) : [normalForm(filler)],
    );
    phrases = phrases.flatMap((before) =>
      written.map((filler) => (before === "" || filler === "" ? before + filler : `${before} ${filler}`)),
    );
  }
  return phrases;
}

function fillersOf(name: string, classes: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const fillers = classes.get(name);
  if (!fillers) throw new Error(`constructions: no class <${name}>`);
  return fillers;
}

function normalForm(written: string): string {
  return tokenize(written)
    .map((token) => (token.kind === "number" ? ANY_NUMBER : token.norm))
    .join(" ");
}

/**
 * The constructions of a text, by start; of two that share words of theirs the one earlier in the files.
 * `spelled`: what each token is compared as.
 */
export function findConstructions(
  constructions: Constructions,
  tokens: readonly Token[],
  spelled: readonly string[],
  unmarked: boolean,
): FoundConstruction[] {
  const compared = spelled.map((norm, at) => (tokens[at]?.kind === "number" ? ANY_NUMBER : norm));
  const matches = (unmarked ? constructions.folded : constructions.exact).match(compared);
  const whole: Stretch[] = [];
  for (let at = 0; at < matches.length; at++) {
    const match = matches[at];
    if (match?.value.part !== 0) continue;
    const stretch = complete(matches, at, tokens);
    if (stretch) whole.push(stretch);
  }
  return whole.length > 1 ? withoutRivals(whole, tokens.length) : whole;
}

interface Stretch extends FoundConstruction {
  /** Token ranges of its parts. */
  readonly claimed: readonly (readonly [number, number])[];
}
type Matches = ReturnType<PhraseMatcher<Part>["match"]>;

/** Follows a first part to the last, each behind the one before, none across the end of a sentence. */
function complete(matches: Matches, first: number, tokens: readonly Token[]): Stretch | null {
  const opening = matches[first];
  if (!opening) return null;
  const { construction } = opening.value;
  const claimed: [number, number][] = [[opening.from, opening.to]];
  let end = opening.to;
  for (let at = first + 1, part = 1; part < construction.parts; at++) {
    const match = matches[at];
    if (!match || match.from - end > construction.within) return null;
    if (match.value.construction !== construction || match.value.part !== part || match.from < end) continue;
    for (let word = end; word < match.from; word++) if (isEnd(tokens[word])) return null;
    claimed.push([match.from, match.to]);
    end = match.to;
    part++;
  }
  return { from: opening.from, to: end, construction, claimed };
}

function isEnd(token: Token | undefined): boolean {
  return token?.norm === "." || token?.norm === "!" || token?.norm === "?" || token?.norm === ";";
}

function withoutRivals(whole: Stretch[], length: number): FoundConstruction[] {
  whole.sort((a, b) => a.construction.rank - b.construction.rank || a.from - b.from || b.to - a.to);
  const claimed = new Uint8Array(length);
  const kept = whole.filter((stretch) => {
    if (stretch.claimed.some(([from, to]) => claimed.subarray(from, to).includes(1))) return false;
    for (const [from, to] of stretch.claimed) claimed.fill(1, from, to);
    return true;
  });
  return kept.sort((a, b) => a.from - b.from);
}
