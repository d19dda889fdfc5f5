import type { Kind } from "../../model/document.ts";
import type { Token } from "../text/tokens.ts";
import { emojiKey, type ToneLexicon } from "./lexicon.ts";
import type { Mark } from "./marks.ts";

/** What one sentence says: how much good, how much bad, and whether it may mean the opposite. */
export interface SentenceTone {
  positive: number;
  negative: number;
  ironic: boolean;
}

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

export interface SentenceInput {
  readonly lexicon: ToneLexicon;
  readonly tokens: readonly Token[];
  /** The sentence's tokens, end exclusive, and its marks as indices into `marks`. */
  readonly from: number;
  readonly to: number;
  readonly marks: readonly Mark[];
  readonly firstMark: number;
  readonly lastMark: number;
  readonly kind: Kind;
  /** Receives the steps, when somebody asks for an explanation. */
  readonly steps: ToneStep[] | null;
}

/** Words that a negator reaches to its right (research, section 5, point 13). */
const NEGATION_REACH = 4;
/** Words between a verb of remedy and the trouble that it ends: "khắc phục (dứt điểm tình trạng) ô nhiễm". */
const REMEDY_REACH = 5;
/** What comes after a contrast weighs 1.3 : 1, never all (research, point 17: it decides 54 % of conflicts). */
const AFTER_CONTRAST = 1.3;
const AFTER_CONCESSION = 1.5;
const CONCEDED = 0.5;
/** A bad event in an article is reported, not felt; demands in it are somebody's programme (point 21). */
const REPORTED_EVENT = 0.35;
const REPORTED_WISH = 0.25;
/** A question asks, it does not say (point 14). */
const ASKED = 0.25;

/** Reads one sentence and adds what it says to `tone`. */
export function weighSentence(input: SentenceInput, tone: SentenceTone): void {
  const shape = shapeOf(input);
  const hits: number[] = [];
  for (let at = input.firstMark; at < input.lastMark; at++) {
    const mark = input.marks[at];
    if (!mark) continue;
    let effect = effectOf(input, at, mark, shape);
    if (effect === 0) continue;
    effect *= contrastFactor(shape, mark);
    hits.push(effect);
  }
  for (const effect of patternEffects(input)) hits.push(effect);
  for (const effect of hits) {
    if (effect > 0) tone.positive += effect;
    else tone.negative -= effect;
  }
  addEmoji(input, tone);
  if (shape.ironic) tone.ironic = true;
}

interface Shape {
  readonly question: boolean;
  /** Token index of the first wish, contrast or concession; -1 where there is none. */
  readonly wishAt: number;
  readonly contrastAt: number;
  readonly concessionAt: number;
  readonly ironic: boolean;
}

function shapeOf(input: SentenceInput): Shape {
  let wishAt = -1;
  let contrastAt = -1;
  let concessionAt = -1;
  let ironic = false;
  let asked = false;
  let inquiry = false;
  let last: Mark | undefined;
  for (let at = input.firstMark; at < input.lastMark; at++) {
    const mark = input.marks[at];
    if (!mark) continue;
    const { entry } = mark;
    if (entry.wish && wishAt < 0 && isWish(input, mark)) wishAt = mark.from;
    if (entry.contrast) contrastAt = mark.from;
    if (entry.concessive && concessionAt < 0) concessionAt = mark.from;
    if (entry.irony) ironic = true;
    if (entry.question) asked = true;
    if (entry.inquiry) inquiry = true;
    last = mark;
  }
  const ending = input.tokens[input.to - 1];
  const tag = last?.entry.negator === true && last.to >= input.to - (ending?.kind === "word" ? 0 : 1);
  const question = inquiry || tag || (ending?.norm === "?" && (asked || wishAt < 0));
  return { question, wishAt, contrastAt, concessionAt, ironic };
}

/** "nên" after a cause is "so", not "should": "vì mưa nên đường trơn". */
function isWish(input: SentenceInput, mark: Mark): boolean {
  if (mark.entry.term !== "nên") return true;
  const before = input.tokens[mark.from - 1];
  if (before !== undefined && mark.from > input.from && before.kind !== "word") return false;
  for (let at = input.from; at < mark.from; at++) {
    const norm = input.tokens[at]?.norm;
    if (norm === "vì" || norm === "do" || norm === "bởi" || norm === "tại") return false;
  }
  return true;
}

function contrastFactor(shape: Shape, mark: Mark): number {
  if (shape.concessionAt >= 0) {
    if (shape.contrastAt > shape.concessionAt) {
      if (mark.from > shape.contrastAt) return AFTER_CONCESSION;
      return mark.from > shape.concessionAt ? CONCEDED : 1;
    }
    return mark.from > shape.concessionAt ? 1 : AFTER_CONTRAST;
  }
  return shape.contrastAt >= 0 && mark.from > shape.contrastAt ? AFTER_CONTRAST : 1;
}

function effectOf(input: SentenceInput, at: number, mark: Mark, shape: Shape): number {
  const { entry } = mark;
  const article = input.kind === "article";
  if (entry.wish && entry.weight === 0) {
    if (mark.from !== shape.wishAt) return 0;
    return record(input, mark, -1 * (article ? REPORTED_WISH : 1) * (shape.question ? ASKED : 1), []);
  }
  const shapedBy: string[] = [];
  const amount = amountOf(input, at, shapedBy);
  let weight = entry.weight;
  if (weight === 0 && entry.plain && amount >= PLAIN_TOO_MUCH) weight = -1;
  if (weight === 0) return 0;
  if (entry.event && article) weight *= REPORTED_EVENT;
  weight *= Math.abs(amount);
  weight = underNegation(input, at, weight, shapedBy);
  if (shape.wishAt >= 0 && mark.from > shape.wishAt && weight > 0 && !article) {
    shapedBy.push("wish");
    weight *= -0.3;
  }
  if (shape.question && !entry.idiom) weight *= ASKED;
  return record(input, mark, weight, shapedBy);
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

/** Walks left from a polar word over negators and verbs of remedy in reach and turns the weight accordingly. */
function underNegation(input: SentenceInput, at: number, weight: number, shapedBy: string[]): number {
  const mark = input.marks[at];
  if (!mark) return weight;
  let negators = 0;
  let remedied = false;
  let edge = mark.from;
  for (let left = at - 1; left >= input.firstMark; left--) {
    const other = input.marks[left];
    if (!other) break;
    const reach = remedied || other.entry.resolver ? REMEDY_REACH : NEGATION_REACH;
    if (edge - other.to > reach || isBroken(input.tokens, other.to, edge)) break;
    if (other.entry.stop || other.entry.contrast) break;
    if (other.entry.negator && !isCancelled(input, left)) {
      if (other.entry.weight === 0 || weight > 0) {
        negators++;
        if (input.steps) shapedBy.push(other.entry.term);
      }
      edge = other.from;
    } else if (other.entry.resolver) {
      remedied = true;
      if (input.steps) shapedBy.push(other.entry.term);
      edge = other.from;
    } else if (other.entry.weight !== 0) break;
  }
  return turned(weight, negators, remedied);
}

/** "chưa bao giờ (đẹp) như thế": the pattern's second part takes the negation away. */
function isCancelled(input: SentenceInput, at: number): boolean {
  const first = input.marks[at];
  const patterns = first ? input.lexicon.patternsByFirst.get(first.entry.term) : undefined;
  if (!first || !patterns) return false;
  for (const pattern of patterns) {
    if (pattern.weight !== 0) continue;
    for (let next = at + 1; next < input.lastMark; next++) {
      const then = input.marks[next];
      if (!then || then.from - first.to > pattern.within) break;
      if (then.entry.term === pattern.then) return true;
    }
  }
  return false;
}

/** "không tệ" is mild praise, "không tốt" is blame; trouble remedied is good news unless the remedy is denied. */
function turned(weight: number, negators: number, remedied: boolean): number {
  const denied = negators % 2 === 1;
  if (remedied && weight < 0) return denied ? weight : Math.min(1.5, -weight * 0.6);
  if (denied) return weight > 0 ? -Math.max(1, weight * 0.9) : -weight * 0.5;
  return negators >= 2 ? weight * 0.7 : weight;
}

/** A mark of punctuation between two places ends the reach of what stands before it. */
function isBroken(tokens: readonly Token[], from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (tokens[at]?.kind === "punctuation") return true;
  return false;
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
