import { createHash } from "node:crypto";
import type { IndexedDocument, Polarity, Speaker } from "../../model/document.ts";
import type { Instant } from "../../model/ids.ts";
import { dayOf, epochMs } from "../../model/time.ts";
import { voiceCellOf, withFamilies } from "../tally.ts";
import { BOUNDARY, searchTokens } from "../terms.ts";

/** Unknown times come last in the order of hits and fall into no range of days. */
export const UNKNOWN_TIME = -1e15;

export function orderOf(publishedAt: Instant | null): number {
  return publishedAt === null ? UNKNOWN_TIME : epochMs(publishedAt);
}

/** The engine cuts words at 255 characters; longer ones stand under a name of their own. */
const LONGEST_WORD = 200;

/** A token as the engine holds it. */
export function engineWord(token: string): string {
  if (token.length <= LONGEST_WORD) return token;
  return `${token.slice(0, 100)}\u{E0FE}${createHash("sha256").update(token).digest("hex")}`;
}

/** What a document is counted under. */
export interface TallyLabel {
  readonly speaker: Speaker;
  readonly polarity: Polarity;
  readonly echo: boolean;
  readonly voiceCell: string | null;
}

function tallyOf(document: IndexedDocument): string {
  const { speaker, polarity, echoOf } = document;
  return [speaker, polarity, echoOf === null ? 0 : 1, voiceCellOf(document) ?? ""].join("|");
}

/** Reads the label that `fieldsOf` wrote. */
export function tallyLabel(text: string): TallyLabel {
  const [speaker, polarity, echo, ...cell] = text.split("|");
  const voiceCell = cell.join("|");
  return {
    speaker: speaker as Speaker,
    polarity: polarity as Polarity,
    echo: echo === "1",
    voiceCell: voiceCell === "" ? null : voiceCell,
  };
}

/** A document as the engine takes it: itself, its words as our tokens, and what it is found and counted by. */
export function fieldsOf(document: IndexedDocument): Record<string, unknown> {
  const exact: string[] = [];
  const folded: string[] = [];
  const add = (text: string): void => {
    for (const token of searchTokens(text)) {
      exact.push(engineWord(token.exact));
      folded.push(engineWord(token.folded));
    }
  };
  if (document.title !== null) {
    add(document.title);
    exact.push(BOUNDARY);
    folded.push(BOUNDARY);
  }
  add(document.text);
  return {
    ...document,
    exact: exact.join(" "),
    folded: folded.join(" "),
    topicTree: withFamilies(document.topics),
    echo: document.echoOf !== null,
    order: orderOf(document.publishedAt),
    ...(document.publishedAt === null ? {} : { day: dayOf(document.publishedAt) }),
    tally: tallyOf(document),
  };
}
