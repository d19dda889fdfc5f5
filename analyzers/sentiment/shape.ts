import type { Mark } from "./marks.ts";
import { type Ask, asksOf } from "./question.ts";
import type { SentenceInput } from "./sentence-input.ts";

/** A wish this near to the end of its sentence closes it: two words and a full stop. */
const CLOSING = 3;

/** What the small words make of a sentence: a question, a wish, a contrast, a jest. */
export interface Shape {
  readonly asks: readonly Ask[];
  /** Token index of the first wish, contrast or concession; -1 where there is none. */
  readonly wishAt: number;
  /** The wish ends the sentence and covers all of it ("nhiệt tình hơn nữa"). */
  readonly wishCloses: boolean;
  readonly contrastAt: number;
  readonly concessionAt: number;
  /** Token index of "đẹp thì đẹp": what is granted so gives way to what follows; -1 where nothing is. */
  readonly grantedAt: number;
  readonly ironic: boolean;
}

/** Reads the small words of a sentence. */
export function shapeOf(input: SentenceInput): Shape {
  let wishAt = -1;
  let contrastAt = -1;
  let concessionAt = -1;
  let grantedAt = -1;
  let ironic = false;
  let blessed = false;
  for (let at = input.firstMark; at < input.lastMark; at++) {
    const mark = input.marks[at];
    if (!mark) continue;
    const { entry } = mark;
    if (wishAt < 0 && isWish(input, at)) wishAt = mark.from;
    if (entry.contrast) contrastAt = mark.from;
    if (entry.concessive && concessionAt < 0) concessionAt = mark.from;
    if (entry.irony) ironic = true;
    if (isGranted(input, at)) grantedAt = mark.from;
    if (entry.blessing && wishAt >= 0) blessed = true;
  }
  if (blessed) wishAt = -1;
  const wishCloses = wishAt > input.from && wishAt >= input.to - CLOSING;
  return {
    asks: asksOf(input, wishAt >= 0),
    wishAt,
    wishCloses,
    contrastAt,
    concessionAt,
    grantedAt,
    ironic,
  };
}

/** "đẹp thì đẹp", "tiện thì có tiện": the same judgement again behind "thì" grants it before an objection. */
function isGranted(input: SentenceInput, at: number): boolean {
  const mark = input.marks[at];
  if (!mark || mark.entry.weight <= 0) return false;
  for (let next = at + 1; next < input.lastMark; next++) {
    const again = input.marks[next];
    if (!again || again.from - mark.to > 2) return false;
    if (again.entry !== mark.entry) continue;
    for (let word = mark.to; word < again.from; word++) if (input.tokens[word]?.norm === "thì") return true;
  }
  return false;
}

/** A wish; a verb of demand at the head of the sentence; "nên" only where it says "should", not "so". */
function isWish(input: SentenceInput, at: number): boolean {
  const mark = input.marks[at];
  if (!mark) return false;
  if (mark.entry.imperative && isHead(input, mark.from)) return !isJudged(input, mark.to);
  if (!mark.entry.wish) return false;
  if (mark.entry.term === "hơn nữa") return !isHead(input, mark.from);
  return mark.entry.term !== "nên" || !isConsequence(input, at, mark);
}

/** "vì mưa nên đường trơn", "…, nên …", "nên rất dễ hiểu": a consequence, not a wish. */
function isConsequence(input: SentenceInput, at: number, mark: Mark): boolean {
  const before = input.tokens[mark.from - 1];
  if (before !== undefined && mark.from > input.from && before.kind !== "word") return true;
  const after = at + 1 < input.lastMark ? input.marks[at + 1] : undefined;
  if (after?.from === mark.to && (after.entry.factor !== 1 || after.entry.weight !== 0)) return true;
  const judged = at > input.firstMark ? input.marks[at - 1] : undefined;
  if (judged?.to === mark.from && judged.entry.weight !== 0) return true;
  for (let word = input.from; word < mark.from; word++) {
    if (input.lexicon.reasons.has(input.tokens[word]?.norm ?? "")) return true;
  }
  return false;
}

/** "Sửa chỗ này là ổn": a verb at the head that is itself judged demands nothing. */
function isJudged(input: SentenceInput, from: number): boolean {
  for (let at = from; at < input.to; at++) {
    const norm = input.tokens[at]?.norm;
    if (norm === "là" || norm === "thì") return true;
  }
  return false;
}

/** True when nothing but marks of punctuation stands before this place in its sentence. */
function isHead(input: SentenceInput, at: number): boolean {
  for (let before = input.from; before < at; before++) {
    if (input.tokens[before]?.kind !== "punctuation") return false;
  }
  return true;
}

/** "hay" praises at the end of a clause or beside an intensifier; before another word it is "or" or "often". */
export function isOr(input: SentenceInput, at: number, mark: Mark): boolean {
  if (mark.entry.term !== "hay") return false;
  const before = at > input.firstMark ? input.marks[at - 1] : undefined;
  if (before?.to === mark.from && before.entry.factor !== 1) return false;
  const next = input.tokens[mark.to];
  if (mark.to >= input.to || next === undefined || next.kind !== "word") return false;
  const after = at + 1 < input.lastMark ? input.marks[at + 1] : undefined;
  if (after?.from === mark.to && (after.entry.factor !== 1 || after.entry.contrast || after.entry.irony))
    return false;
  return !input.lexicon.afterPraise.has(next.norm);
}
