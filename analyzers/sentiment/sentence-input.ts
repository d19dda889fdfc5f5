import type { Kind } from "../../model/document.ts";
import type { Token } from "../text/tokens.ts";
import type { FoundConstruction } from "./find-constructions.ts";
import type { ToneLexicon } from "./lexicon.ts";
import type { Mark } from "./marks.ts";

/** One step of the reasoning, for the workbench: what was matched, what shaped it, what it came to. */
export interface ToneStep {
  readonly start: number;
  readonly end: number;
  readonly term: string;
  readonly weight: number;
  /** Words that shaped it: negators, intensifiers, wishes. */
  readonly shapedBy: readonly string[];
  readonly effect: number;
}

/** One sentence of a text, with all that its reading needs. */
export interface SentenceInput {
  readonly lexicon: ToneLexicon;
  readonly tokens: readonly Token[];
  /** The sentence's tokens, end exclusive, and its marks as indices into `marks`. */
  readonly from: number;
  readonly to: number;
  readonly marks: readonly Mark[];
  readonly firstMark: number;
  readonly lastMark: number;
  /** Turns of speech that begin in the sentence. */
  readonly constructions: readonly FoundConstruction[];
  readonly kind: Kind;
  /** How much this sentence counts in the whole. */
  readonly weight: number;
  /** Receives the steps, when somebody asks for an explanation. */
  readonly steps: ToneStep[] | null;
}
