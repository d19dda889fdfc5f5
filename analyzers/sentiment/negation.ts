import type { Token } from "../text/tokens.ts";
import type { SentenceInput } from "./sentence-input.ts";

/** Words that a negator reaches to its right (research, section 5, point 13). */
const NEGATION_REACH = 4;
/** Words between a verb of remedy and the trouble that it ends: "khắc phục (dứt điểm tình trạng) ô nhiễm". */
const REMEDY_REACH = 5;
/** Walks left from a polar word over negators and verbs of remedy in reach and turns the weight accordingly. */
export function underNegation(input: SentenceInput, at: number, weight: number, shapedBy: string[]): number {
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
  return turned(weight, negators, remedied || (weight < 0 && isBroughtToBook(input, at)));
}

/** "kẻ trộm (đã) bị bắt", "trộm vặt giảm hẳn": the remedy stands behind, in the passive or as what has passed. */
function isBroughtToBook(input: SentenceInput, at: number): boolean {
  const mark = input.marks[at];
  if (!mark) return false;
  for (let right = at + 1; right < input.lastMark; right++) {
    const after = input.marks[right];
    if (!after || after.from - mark.to > NEGATION_REACH || after.entry.negator) return false;
    if (isBroken(input.tokens, mark.to, after.from)) return false;
    const { resolver, remedyBehind, term } = after.entry;
    if (resolver && (term.startsWith("bị ") || remedyBehind)) return true;
    // "trộm vẫn chưa bị bắt": another judgement stands between.
    if (after.entry.weight !== 0) return false;
  }
  return false;
}

/** "chưa bao giờ (đẹp) như thế", "chưa (bàn giao) đã (nứt)": the pattern's second part takes the negation away. */
function isCancelled(input: SentenceInput, at: number): boolean {
  const first = input.marks[at];
  const patterns = first ? input.lexicon.patternsByFirst.get(first.entry.term) : undefined;
  if (!first || !patterns) return false;
  for (const pattern of patterns) {
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
