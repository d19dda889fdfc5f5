import type { Mark } from "./marks.ts";
import type { SentenceInput } from "./sentence-input.ts";

/** A stretch of a sentence that asks: token indices, end exclusive. */
export interface Ask {
  readonly from: number;
  readonly to: number;
  /** `information`: wants to know ("có … không?", "cho hỏi"); `open`: only ends in a question mark. */
  readonly kind: "information" | "open";
  /** Ends in a particle of somebody who wants an answer ("ạ", "nhỉ"): then no turn of speech makes it a reproach. */
  readonly earnest: boolean;
}

/** The clauses of a sentence that ask; a question asks, it does not say (research, section 5, point 14). */
export function asksOf(input: SentenceInput, wishes: boolean): readonly Ask[] {
  const asks: Ask[] = [];
  // "cần giấy tờ gì, làm ở xã hay ngân hàng?": the mark at the end is for every clause that asks.
  const closes = input.tokens[input.to - 1]?.norm;
  let from = input.from;
  for (let at = input.from; at < input.to; at++) {
    if (input.tokens[at]?.norm !== "," && at + 1 < input.to) continue;
    const clause = readClause(input, from, at + 1);
    if (clause.inquiry) return [{ from: input.from, to: input.to, kind: "information", earnest: true }];
    const ends = input.tokens[at]?.norm === "?" || (clause.asked && closes === "?");
    if (clause.tagged) asks.push({ from, to: at + 1, kind: "information", earnest: true });
    else if (ends && (clause.asked || !wishes))
      asks.push({ from, to: at + 1, kind: "open", earnest: isEarnest(input, from) });
    from = at + 1;
  }
  return asks;
}

/** The question in which a place of the sentence stands, if it is asked about. */
export function askAt(asks: readonly Ask[], at: number): Ask | null {
  return asks.find((ask) => ask.from <= at && at < ask.to) ?? null;
}

/** How a place of the sentence is asked about, if it is. */
export function askedAt(asks: readonly Ask[], at: number): Ask["kind"] | "none" {
  return askAt(asks, at)?.kind ?? "none";
}

function isEarnest(input: SentenceInput, from: number): boolean {
  for (let at = from; at < input.to; at++) {
    if (input.lexicon.askingParticles.has(input.tokens[at]?.norm ?? "")) return true;
  }
  return false;
}

function readClause(input: SentenceInput, from: number, to: number) {
  let asked = false;
  let inquiry = false;
  let last: Mark | undefined;
  for (let at = input.firstMark; at < input.lastMark; at++) {
    const mark = input.marks[at];
    if (!mark || mark.from < from || mark.from >= to) continue;
    if (mark.entry.question) asked = true;
    if (mark.entry.inquiry) inquiry = true;
    if (!mark.entry.vocative) last = mark;
  }
  const tagged =
    last !== undefined &&
    last.from > from &&
    (isTag(input, last) || (last.entry.question && isPolite(input, last.to, to))) &&
    isTail(input, last.to, to);
  return { asked, inquiry, tagged };
}

/** A lone "không", "chưa" and their spellings; "hổng được" and "… thì chưa" at the end deny, they do not ask. */
function isTag(input: SentenceInput, { entry, from }: Mark): boolean {
  const before = input.tokens[from - 1]?.folded;
  return before !== "thi" && entry.negator && !entry.mild && entry.weight === 0 && !entry.term.includes(" ");
}

/** "ở đâu ạ", "đợt sau có khám không ạ": the polite particle makes the question word ask in earnest. */
function isPolite(input: SentenceInput, from: number, to: number): boolean {
  for (let at = from - 1; at < to; at++) if (input.tokens[at]?.norm === "ạ") return true;
  return false;
}

/** True when only words of address, marks and emoji follow: then a "không" before them asks. */
function isTail(input: SentenceInput, from: number, to: number): boolean {
  let words = 0;
  for (let at = from; at < to; at++) if (input.tokens[at]?.kind === "word") words++;
  for (let at = input.firstMark; at < input.lastMark; at++) {
    const mark = input.marks[at];
    if (mark && mark.from >= from && mark.from < to && mark.entry.vocative) words -= mark.to - mark.from;
  }
  return words <= 0;
}
