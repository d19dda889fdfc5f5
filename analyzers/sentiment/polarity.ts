import type { LexiconFile } from "../../config/schema.ts";
import type { Kind, Polarity } from "../../model/document.ts";
import type { TopicId } from "../../model/ids.ts";
import type { Token } from "../text/tokens.ts";
import type { FoundConstruction } from "./find-constructions.ts";
import { compileToneLexicon, type ToneLexicon } from "./lexicon.ts";
import { findKnownWords, isUnmarked } from "./marks.ts";
import { type SentenceTone, weighSentence } from "./sentence.ts";
import type { ToneStep } from "./sentence-input.ts";

/** A text whose tone is asked for. */
export interface PolarityInput {
  readonly tokens: readonly Token[];
  readonly titleTokens: readonly Token[];
  readonly kind: Kind;
  /** Topics of the article or thread that a comment answers. */
  readonly parentTopics?: readonly TopicId[];
}

/** The tone towards the matter spoken of. `score` in [-1, 1] leans even when neutral or unclear; `confidence` in [0, 1]. */
export interface ToneReading {
  readonly polarity: Polarity;
  readonly score: number;
  readonly confidence: number;
}

/** Reads the tone of texts; pure, built once from the lexicons, safe to share. */
export interface PolarityReader {
  read(input: PolarityInput): ToneReading;
  /** The same reading with its steps, for the workbench; slower. */
  explain(input: PolarityInput): ToneReading & { readonly steps: readonly ToneStep[] };
}

/** When a text leans, by how much good and bad it holds. */
interface Thresholds {
  /** From this balance of good and bad a text leans; between, it is neutral, or unclear where both are strong. */
  readonly leans: number;
  /** Evidence below this says too little to lean. */
  readonly faint: number;
  /** Both sides at least this strong make a mixed text, not a neutral one. */
  readonly mixed: number;
}
const SPOKEN: Thresholds = { leans: 0.2, faint: 0.3, mixed: 0.7 };
/** An article has more words and a voice of its own that takes no side: it leans later and is neutral by default. */
const REPORTED: Thresholds = { leans: 0.35, faint: 0.9, mixed: 2 };
/** What an article is about stands in its title and its first hundred words or so; the rest weighs a fifth. */
const LEAD_TOKENS = 120;
const AFTER_LEAD = 0.2;
/** A title sums its text up. */
const TITLE_WEIGHT = 1.5;

/** Compiles the lexicons once and returns the reader. */
export function createPolarityReader(lexicons: readonly LexiconFile[]): PolarityReader {
  const lexicon = compileToneLexicon(lexicons);
  return {
    read: (input) => readTone(lexicon, input, null),
    explain: (input) => {
      const steps: ToneStep[] = [];
      return { ...readTone(lexicon, input, steps), steps };
    },
  };
}

function readTone(lexicon: ToneLexicon, input: PolarityInput, steps: ToneStep[] | null): ToneReading {
  const unmarked = isUnmarked(input.tokens);
  const tone: SentenceTone = {
    positive: 0,
    negative: 0,
    ironic: false,
    mocking: false,
    requested: false,
    reported: 0,
  };
  weighText(lexicon, input.tokens, { kind: input.kind, unmarked, steps }, tone);
  if (input.titleTokens.length > 0) {
    const title: SentenceTone = {
      positive: 0,
      negative: 0,
      ironic: false,
      mocking: false,
      requested: false,
      reported: 0,
    };
    weighText(
      lexicon,
      input.titleTokens,
      { kind: input.kind, unmarked: isUnmarked(input.titleTokens), steps: null },
      title,
    );
    tone.positive += title.positive * TITLE_WEIGHT;
    tone.negative += title.negative * TITLE_WEIGHT;
    tone.reported += title.reported * TITLE_WEIGHT;
  }
  return judge(tone, unmarked, input.kind === "article" ? REPORTED : SPOKEN);
}

interface TextContext {
  readonly kind: Kind;
  readonly unmarked: boolean;
  readonly steps: ToneStep[] | null;
}

/** Nobody writes longer sentences; text without full stops is cut here, so that its cost grows with its length. */
const LONGEST_SENTENCE = 200;
const SENTENCE_ENDS = new Set([".", "!", "?", ";", "…"]);

const NONE: readonly FoundConstruction[] = [];

function weighText(
  lexicon: ToneLexicon,
  tokens: readonly Token[],
  context: TextContext,
  tone: SentenceTone,
): void {
  const { marks, constructions } = findKnownWords(lexicon, tokens, context.unmarked);
  let from = 0;
  let firstConstruction = 0;
  let firstMark = 0;
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at];
    const ends =
      at + 1 === tokens.length ||
      at + 1 - from >= LONGEST_SENTENCE ||
      (token !== undefined && SENTENCE_ENDS.has(token.norm));
    if (!ends) continue;
    let lastMark = firstMark;
    while (lastMark < marks.length && (marks[lastMark]?.from ?? 0) <= at) lastMark++;
    let lastConstruction = firstConstruction;
    while ((constructions[lastConstruction]?.from ?? Number.POSITIVE_INFINITY) <= at) lastConstruction++;
    const turns =
      lastConstruction > firstConstruction ? constructions.slice(firstConstruction, lastConstruction) : NONE;
    const { kind, steps } = context;
    const weight = kind === "article" && from >= LEAD_TOKENS ? AFTER_LEAD : 1;
    weighSentence(
      {
        lexicon,
        tokens,
        from,
        to: at + 1,
        marks,
        firstMark,
        lastMark,
        constructions: turns,
        kind,
        weight,
        steps,
      },
      tone,
    );
    firstConstruction = lastConstruction;
    from = at + 1;
    firstMark = lastMark;
  }
}

function judge(tone: SentenceTone, unmarked: boolean, limits: Thresholds): ToneReading {
  const total = tone.positive + tone.negative;
  const balance = total === 0 ? 0 : (tone.positive - tone.negative) / (total + 0.5);
  const leaning = (tone.positive - tone.negative + tone.reported) / (total + Math.abs(tone.reported) + 0.5);
  const score = Math.max(-1, Math.min(1, leaning));
  const evidence = 1 - Math.exp(-total);
  let confidence = (0.3 + 0.7 * Math.abs(balance)) * evidence;
  let polarity: Polarity = "neutral";
  if (total >= limits.faint && Math.abs(balance) >= limits.leans)
    polarity = balance > 0 ? "positive" : "negative";
  else if (Math.min(tone.positive, tone.negative) >= limits.mixed) polarity = "unclear";
  if (polarity === "neutral") confidence = 0.7 * (1 - evidence) + 0.15;
  if (tone.ironic) {
    confidence *= 0.5;
    // Praise beside trouble, with a grin, is blame; praise alone may be meant.
    if (polarity !== "negative" && tone.negative >= SPOKEN.mixed) polarity = "negative";
    else if (polarity !== "negative" && tone.mocking) polarity = "unclear";
  }
  if (unmarked) confidence *= 0.85;
  return { polarity, score, confidence };
}
