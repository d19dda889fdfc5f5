import type { FoundConstruction } from "./find-constructions.ts";
import { emojiKey } from "./lexicon.ts";
import type { Mark } from "./marks.ts";
import { underNegation } from "./negation.ts";
import { askAt, askedAt } from "./question.ts";
import type { SentenceInput } from "./sentence-input.ts";
import { isOr, type Shape, shapeOf } from "./shape.ts";

/** What one sentence says: how much good, how much bad, and whether it may mean the opposite. */
export interface SentenceTone {
  positive: number;
  negative: number;
  /** A sign that may grin ("=))"): the reading is less sure. */
  ironic: boolean;
  /** Words that mock ("hay quá nhỉ"): praise is not to be believed. */
  mocking: boolean;
  /** Something was asked or wished before: thanks behind it are for the trouble of answering. */
  requested: boolean;
  /** Happenings that an article reports: they give the score its sign, not the text its tone. */
  reported: number;
}

/** What comes after a contrast weighs 1.3 : 1, never all (research, point 17: it decides 54 % of conflicts). */
const AFTER_CONTRAST = 1.3;
const AFTER_CONCESSION = 1.5;
const CONCEDED = 0.5;
/** A bad event in an article is reported, not felt; demands in it are somebody's programme (point 21). */
const REPORTED_EVENT = 0.35;
const REPORTED_WISH = 0.25;
const REPORTED_TURN = 0.5;
const BARE_NEGATION = -0.5;
/** What is granted ("đẹp thì đẹp") weighs little; the objection behind it counts even in words unknown to us. */
const GRANTED = 0.15;
const OBJECTION = -1;
/** Advice and notices between neighbours ("đi lối đê nhé") say what to do, not what is good or bad. */
const ADVISED = 0.25;
/** Thanks that end a request ("… Xin cảm ơn!") praise nobody; they stand alone in a short sentence. */
const BARE_THANKS = 9;
/** A question asks, it does not say (point 14). */
const ASKED = { none: 1, open: 0.25, information: 0.05 } as const;

/** Reads one sentence and adds what it says to `tone`. */
export function weighSentence(input: SentenceInput, tone: SentenceTone): void {
  const shape = shapeOf(input);
  const hits: number[] = [];
  const advised = shape.wishAt < 0 && isAdvice(input) ? ADVISED : 1;
  for (let at = input.firstMark; at < input.lastMark; at++) {
    const mark = input.marks[at];
    if (!mark) continue;
    if (tone.requested && mark.entry.thanks && input.to - input.from <= BARE_THANKS) continue;
    const effect =
      effectOf(input, at, mark, shape) *
      factorAt(shape, mark.from, mark.entry.weight) *
      (mark.entry.idiom ? 1 : advised);
    if (effect === 0) continue;
    if (mark.entry.event && input.kind === "article") tone.reported += effect * REPORTED_EVENT;
    else hits.push(effect);
  }
  for (const effect of patternEffects(input)) hits.push(effect);
  if (shape.grantedAt >= 0 && shape.contrastAt > shape.grantedAt) hits.push(OBJECTION);
  for (const found of input.constructions) {
    if (!found.construction.alone) hits.push(turnEffect(input, found, shape) * advised);
  }
  if (isFaint(hits)) {
    for (const found of input.constructions) {
      if (found.construction.alone) hits.push(turnEffect(input, found, shape) * advised);
    }
  }
  if (hits.length === 0) hits.push(...bareNegation(input, shape));
  for (const effect of hits) {
    if (effect > 0) tone.positive += effect * input.weight;
    else tone.negative -= effect * input.weight;
  }
  addEmoji(input, tone);
  if (shape.asks.length > 0 || shape.wishAt >= 0) tone.requested = true;
  if (shape.ironic) {
    tone.ironic = true;
    tone.mocking = true;
  }
}

/** "đi lối đê nhé", "nhớ mang sổ nhé": the particle suggests, it does not judge. */
function isAdvice(input: SentenceInput): boolean {
  for (let at = input.to - 1; at >= input.from; at--) {
    const token = input.tokens[at];
    if (token?.kind === "emoji" && input.lexicon.emoji.get(emojiKey(token.norm)) === 0) return false;
    if (token?.kind === "word") return input.lexicon.adviceParticles.has(token.norm);
  }
  return false;
}

/** What a leaning at a place of the sentence counts beside its contrasts. */
function factorAt(shape: Shape, at: number, weight: number): number {
  if (shape.grantedAt >= 0 && weight > 0 && at < shape.contrastAt) return GRANTED;
  if (shape.concessionAt >= 0) {
    if (shape.contrastAt > shape.concessionAt) {
      if (at > shape.contrastAt) return AFTER_CONCESSION;
      return at > shape.concessionAt ? CONCEDED : 1;
    }
    return at > shape.concessionAt ? 1 : AFTER_CONTRAST;
  }
  return shape.contrastAt >= 0 && at > shape.contrastAt ? AFTER_CONTRAST : 1;
}

function effectOf(input: SentenceInput, at: number, mark: Mark, shape: Shape): number {
  const { entry } = mark;
  const article = input.kind === "article";
  if (mark.from === shape.wishAt && entry.weight === 0) {
    return record(
      input,
      mark,
      -1 * (article ? REPORTED_WISH : 1) * ASKED[askedAt(shape.asks, mark.from)],
      [],
    );
  }
  const shapedBy: string[] = [];
  const amount = amountOf(input, at, shapedBy);
  let weight = entry.weight;
  if (weight === 0 && entry.plain && amount >= PLAIN_TOO_MUCH) weight = -1;
  if (weight === 0 || isOr(input, at, mark)) return 0;
  weight *= Math.abs(amount);
  weight = underNegation(input, at, weight, shapedBy);
  if (shape.wishAt >= 0 && weight > 0 && !article && (mark.from > shape.wishAt || shape.wishCloses)) {
    shapedBy.push("wish");
    weight *= -0.3;
  }
  if (!entry.idiom) weight *= ASKED[askedAt(shape.asks, mark.from)];
  return record(input, mark, weight, shapedBy);
}

/** A sentence that only denies ("không hướng dẫn gì") misses something: mild blame, but not in questions and articles. */
function bareNegation(input: SentenceInput, shape: Shape): number[] {
  if (shape.asks.length > 0 || input.kind === "article") return [];
  for (let at = input.firstMark; at < input.lastMark; at++) {
    const mark = input.marks[at];
    // "không diệt bọ gậy thì …" names a condition.
    if (input.marks[at + 1]?.entry.term === "thì") continue;
    if (mark?.entry.negator && !mark.entry.mild) return [record(input, mark, BARE_NEGATION, [])];
  }
  return [];
}

function record(input: SentenceInput, mark: Mark, effect: number, shapedBy: readonly string[]): number {
  if (input.steps) {
    const start = input.tokens[mark.from]?.start ?? 0;
    const end = input.tokens[mark.to - 1]?.end ?? start;
    input.steps.push({ start, end, term: mark.entry.term, weight: mark.entry.weight, shapedBy, effect });
  }
  return effect;
}

/** "quá cao", "cao quá": from this factor a plain adjective complains. */
const PLAIN_TOO_MUCH = 1.35;

/** The factor of the intensifiers and downtoners that touch a mark on either side. */
function amountOf(input: SentenceInput, at: number, shapedBy: string[]): number {
  const mark = input.marks[at];
  if (!mark) return 1;
  let factor = 1;
  const before = at > input.firstMark ? input.marks[at - 1] : undefined;
  if (before && before.entry.factor !== 1 && mark.from - before.to <= 0) {
    factor *= before.entry.factor;
    if (input.steps) shapedBy.push(before.entry.term);
  }
  const after = at + 1 < input.lastMark ? input.marks[at + 1] : undefined;
  if (after && after.entry.factor > 1 && after.from === mark.to && !touchesNext(input, at + 1)) {
    factor *= after.entry.factor;
    if (input.steps) shapedBy.push(after.entry.term);
  }
  return factor;
}

/** An intensifier that stands right before another polar word belongs to that one ("đẹp, rất sạch"). */
function touchesNext(input: SentenceInput, at: number): boolean {
  const mark = input.marks[at];
  const next = at + 1 < input.lastMark ? input.marks[at + 1] : undefined;
  return mark !== undefined && next !== undefined && next.from === mark.to && next.entry.weight !== 0;
}

/** A sentence with less evidence than this leans by its turns of speech. */
const FAINT_SENTENCE = 0.5;

function isFaint(hits: readonly number[]): boolean {
  return hits.reduce((sum, effect) => sum + Math.abs(effect), 0) < FAINT_SENTENCE;
}

/** What a turn of speech comes to in its sentence; an article reports it, a wish for it says that it is missing. */
function turnEffect(input: SentenceInput, found: FoundConstruction, shape: Shape): number {
  const { construction, from, to } = found;
  let effect = construction.weight;
  if (effect === 0) return 0;
  if (input.kind === "article") effect *= REPORTED_TURN;
  else if (effect > 0 && shape.wishAt >= 0 && from > shape.wishAt) effect *= -0.3;
  const ask = askAt(shape.asks, from);
  if (ask !== null && (ask.earnest || !construction.rhetorical)) effect *= ASKED[ask.kind];
  effect *= factorAt(shape, from, effect);
  if (input.steps) {
    const start = input.tokens[from]?.start ?? 0;
    const end = input.tokens[to - 1]?.end ?? start;
    const { say: term, weight } = construction;
    input.steps.push({ start, end, term, weight, shapedBy: [], effect });
  }
  return effect;
}

function patternEffects(input: SentenceInput): number[] {
  const effects: number[] = [];
  const { patternsByFirst } = input.lexicon;
  for (let at = input.firstMark; at < input.lastMark; at++) {
    const first = input.marks[at];
    const patterns = first ? patternsByFirst.get(first.entry.term) : undefined;
    if (!first || !patterns) continue;
    for (const pattern of patterns) {
      for (let next = at + 1; next < input.lastMark; next++) {
        const then = input.marks[next];
        if (!then || then.from - first.to > pattern.within) break;
        if (then.entry.term !== pattern.then || pattern.weight === 0) continue;
        effects.push(record(input, { ...first, to: then.to }, pattern.weight, [pattern.then]));
        break;
      }
    }
  }
  return effects;
}

/** Emoji and emoticons of the sentence; the same one said again adds a quarter, up to twice. */
function addEmoji(input: SentenceInput, tone: SentenceTone): void {
  for (let at = input.from; at < input.to; at++) {
    const token = input.tokens[at];
    if (token?.kind !== "emoji") continue;
    for (const part of emojiParts(token.norm)) {
      const weight = input.lexicon.emoji.get(part);
      if (weight === undefined) continue;
      if (weight === 0) tone.ironic = true;
      else if (weight > 0) tone.positive += weight * 0.5;
      else tone.negative -= weight * 0.5;
      if (input.steps) {
        input.steps.push({
          start: token.start,
          end: token.end,
          term: part,
          weight,
          shapedBy: [],
          effect: weight * 0.5,
        });
      }
    }
  }
}

/** The distinct emoji of a run ("👍👍❤️"), or the emoticon itself. */
function emojiParts(written: string): Iterable<string> {
  const key = emojiKey(written);
  if (key.charCodeAt(0) < 128) return [key];
  return new Set(key);
}
