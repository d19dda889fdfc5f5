import type { LexiconFile } from "../../config/schema.ts";
import { foldDiacritics } from "../text/fold.ts";
import { PhraseMatcher } from "../text/matcher.ts";
import { tokenize } from "../text/tokens.ts";
import { type Constructions, compileConstructions } from "./constructions.ts";
import { compileTeencode, type Teencode } from "./teencode.ts";

/** All that the lexicons say of one phrase; a phrase may play several parts ("thiếu" complains and negates). */
export interface ToneEntry {
  readonly term: string;
  /** Leaning in [-3, 3]; 0 for words that only shape others. */
  readonly weight: number;
  readonly event: boolean;
  readonly idiom: boolean;
  readonly negator: boolean;
  /** Above 1 intensifies, below 1 softens, 1 does neither. */
  readonly factor: number;
  readonly contrast: boolean;
  readonly concessive: boolean;
  readonly wish: boolean;
  readonly question: boolean;
  readonly stop: boolean;
  readonly resolver: boolean;
  readonly plain: boolean;
  readonly irony: boolean;
  readonly inquiry: boolean;
  readonly imperative: boolean;
  readonly vocative: boolean;
  readonly blessing: boolean;
  readonly mild: boolean;
  readonly thanks: boolean;
  readonly remedyBehind: boolean;
}
type Draft = { -readonly [K in keyof ToneEntry]: ToneEntry[K] };

/** Two parts with a gap between them, such as "chưa … đã". */
export interface TonePattern {
  readonly first: string;
  readonly then: string;
  readonly within: number;
  readonly weight: number;
}

/** The lexicons, compiled: one trie for text with marks, one for text without, emoji by code point. */
export interface ToneLexicon {
  readonly exact: PhraseMatcher<ToneEntry>;
  /** Every phrase without its marks; single syllables only where that leaves one reading. */
  readonly folded: PhraseMatcher<ToneEntry>;
  readonly emoji: ReadonlyMap<string, number>;
  readonly patternsByFirst: ReadonlyMap<string, readonly TonePattern[]>;
  readonly teencode: Teencode;
  readonly constructions: Constructions;
  readonly adviceParticles: ReadonlySet<string>;
  readonly askingParticles: ReadonlySet<string>;
  readonly afterPraise: ReadonlySet<string>;
  readonly reasons: ReadonlySet<string>;
}

type SyntaxLexicon = Extract<LexiconFile, { kind: "syntax" }>;

/** Variation selectors and skin tones change nothing in what an emoji says. */
const EMOJI_VARIANT = /[\u{FE0F}\u{1F3FB}-\u{1F3FF}]/gu;

/** One form per emoji or emoticon: no variants, a run of brackets is one bracket (":)))" is ":)" said louder). */
export function emojiKey(written: string): string {
  return written.replace(EMOJI_VARIANT, "").replace(/([()])\1+$/, "$1$1");
}

/** Compiles the lexicon files that concern tone; other kinds are passed over. */
export function compileToneLexicon(lexicons: readonly LexiconFile[]): ToneLexicon {
  const drafts = new Map<string, Draft>();
  const emoji = new Map<string, number>();
  const safe = new Set<string>();
  const onlyMarked = new Set<string>();
  const words: string[] = [];
  const patternsByFirst = new Map<string, TonePattern[]>();
  const wordSets = {
    adviceParticles: new Set<string>(),
    askingParticles: new Set<string>(),
    afterPraise: new Set<string>(),
    reasons: new Set<string>(),
  };
  for (const lexicon of lexicons) {
    if (lexicon.kind === "polarity") {
      for (const entry of lexicon.entries) {
        const draft = draftFor(drafts, entry.term);
        draft.weight = entry.weight;
        draft.event = entry.event;
        draft.idiom = entry.pos === "idiom";
      }
    } else if (lexicon.kind === "emoji") {
      for (const [written, weight] of Object.entries(lexicon.entries)) emoji.set(emojiKey(written), weight);
    } else if (lexicon.kind === "syntax") {
      addSyntax(drafts, lexicon);
      for (const syllable of lexicon.safeUnmarked) safe.add(syllable);
      for (const term of lexicon.onlyMarked) onlyMarked.add(draftKey(term));
      for (const [name, words] of Object.entries(wordSets)) {
        for (const word of lexicon[name as keyof typeof wordSets]) words.add(draftKey(word));
      }
      for (const pattern of lexicon.patterns) {
        patternsByFirst.set(pattern.first, [...(patternsByFirst.get(pattern.first) ?? []), pattern]);
        for (const part of [pattern.first, pattern.then]) draftFor(drafts, part);
      }
    } else if (lexicon.kind === "words") words.push(...lexicon.words);
  }
  spreadRemedies(drafts);
  blankWords(drafts, words);
  const teencode = compileTeencode(lexicons);
  spellOut(drafts, teencode);
  return {
    ...buildMatchers(drafts, safe, onlyMarked),
    emoji,
    patternsByFirst,
    teencode,
    constructions: compileConstructions(lexicons),
    ...wordSets,
  };
}

function addSyntax(drafts: Map<string, Draft>, syntax: SyntaxLexicon): void {
  for (const term of syntax.negators) draftFor(drafts, term).negator = true;
  for (const term of [...syntax.falseNegators, ...syntax.neutral]) draftFor(drafts, term);
  for (const [term, factor] of Object.entries({ ...syntax.intensifiers, ...syntax.downtoners })) {
    draftFor(drafts, term).factor = factor;
  }
  for (const term of syntax.contrast) draftFor(drafts, term).contrast = true;
  for (const term of syntax.concessives) draftFor(drafts, term).concessive = true;
  for (const term of syntax.wishes) draftFor(drafts, term).wish = true;
  for (const term of syntax.questions) draftFor(drafts, term).question = true;
  for (const term of syntax.scopeStops) draftFor(drafts, term).stop = true;
  for (const term of syntax.resolvers) draftFor(drafts, term).resolver = true;
  for (const term of syntax.plainAdjectives) draftFor(drafts, term).plain = true;
  for (const term of syntax.irony) draftFor(drafts, term).irony = true;
  for (const term of syntax.inquiries) draftFor(drafts, term).inquiry = true;
  for (const term of syntax.imperatives) draftFor(drafts, term).imperative = true;
  for (const term of syntax.vocatives) draftFor(drafts, term).vocative = true;
  for (const term of syntax.blessings) draftFor(drafts, term).blessing = true;
  for (const term of syntax.thanks) draftFor(drafts, term).thanks = true;
  for (const term of syntax.remediesBehind) draftFor(drafts, term).remedyBehind = true;
  for (const term of syntax.mildNegators) {
    const draft = draftFor(drafts, term);
    draft.negator = true;
    draft.mild = true;
  }
}

/** Texts are compared spelled out ("k ai" is "không ai"), so entries written in teencode are known so too. */
function spellOut(drafts: Map<string, Draft>, teencode: Teencode): void {
  for (const [key, draft] of [...drafts]) {
    if (!key.includes(" ")) continue;
    const spelled = key
      .split(" ")
      .map((syllable) => teencode.get(syllable)?.norm ?? syllable)
      .join(" ");
    if (!drafts.has(spelled)) drafts.set(spelled, draft);
  }
}

/** A praising phrase that holds a verb of remedy remedies too ("đã khắc phục", "xử lý nghiêm"). */
function spreadRemedies(drafts: ReadonlyMap<string, Draft>): void {
  const verbs = [...drafts.values()].filter((draft) => draft.resolver).map((draft) => ` ${draft.term} `);
  for (const draft of drafts.values()) {
    if (draft.weight > 0 && verbs.some((verb) => ` ${draft.term} `.includes(verb))) draft.resolver = true;
  }
}

/** A dictionary word that holds a polar syllable without being polar itself says nothing ("hành tinh" holds "hành"). */
function blankWords(drafts: Map<string, Draft>, words: readonly string[]): void {
  for (const word of words) {
    const syllables = tokenize(word).map((token) => token.norm);
    if (syllables.length < 2 || drafts.has(syllables.join(" "))) continue;
    const parts = syllables.map((syllable) => drafts.get(syllable));
    const polar = parts.filter((part) => part !== undefined && part.weight !== 0);
    const alone = parts.filter((part) => part === undefined);
    if (polar.length > 0 && alone.length > 0) draftFor(drafts, word);
  }
}

function draftKey(term: string): string {
  return tokenize(term)
    .map((token) => token.norm)
    .join(" ");
}

function draftFor(drafts: Map<string, Draft>, term: string): Draft {
  const key = draftKey(term);
  const known = drafts.get(key);
  if (known) return known;
  const draft: Draft = {
    term: key,
    weight: 0,
    event: false,
    idiom: false,
    negator: false,
    factor: 1,
    contrast: false,
    concessive: false,
    wish: false,
    question: false,
    stop: false,
    resolver: false,
    plain: false,
    irony: false,
    inquiry: false,
    imperative: false,
    vocative: false,
    blessing: false,
    mild: false,
    thanks: false,
    remedyBehind: false,
  };
  drafts.set(key, draft);
  return draft;
}

function buildMatchers(
  drafts: ReadonlyMap<string, Draft>,
  safe: ReadonlySet<string>,
  onlyMarked: ReadonlySet<string>,
): Pick<ToneLexicon, "exact" | "folded"> {
  const exact = new PhraseMatcher<ToneEntry>();
  const folded = new PhraseMatcher<ToneEntry>();
  const foldedDrafts = new Map<string, Draft>();
  for (const [key, draft] of drafts) {
    exact.addTokens(key.split(" "), draft);
    const unmarked = foldDiacritics(key);
    if (onlyMarked.has(key) || (!key.includes(" ") && !safe.has(unmarked))) continue;
    const rival = foldedDrafts.get(unmarked);
    foldedDrafts.set(unmarked, rival ? mergeReadings(rival, draft) : { ...draft });
  }
  for (const [key, draft] of foldedDrafts) folded.addTokens(key.split(" "), draft);
  return { exact, folded };
}

/** Two phrases that look alike without marks: parts add up, weights only where they lean the same way. */
function mergeReadings(a: Draft, b: Draft): Draft {
  const agree = a.weight * b.weight > 0;
  const lighter = Math.abs(a.weight) < Math.abs(b.weight) ? a.weight : b.weight;
  return {
    ...a,
    weight: agree ? lighter : 0,
    event: a.event && b.event,
    idiom: a.idiom && b.idiom,
    negator: a.negator || b.negator,
    factor: a.factor === 1 ? b.factor : a.factor,
    contrast: a.contrast || b.contrast,
    concessive: a.concessive || b.concessive,
    wish: a.wish || b.wish,
    question: a.question || b.question,
    stop: a.stop || b.stop,
    resolver: a.resolver || b.resolver,
    plain: a.plain && b.plain,
    irony: a.irony || b.irony,
    inquiry: a.inquiry || b.inquiry,
    imperative: a.imperative || b.imperative,
    vocative: a.vocative || b.vocative,
    blessing: a.blessing || b.blessing,
    mild: a.mild || b.mild,
    thanks: a.thanks || b.thanks,
    remedyBehind: a.remedyBehind && b.remedyBehind,
  };
}
