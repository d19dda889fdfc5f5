import { MASKS } from "../text/masks.ts";
import { findAddresses } from "./addresses.ts";
import { findContacts } from "./contacts.ts";
import { knownWords, type RedactionResources } from "./known-words.ts";
import { findNames } from "./names.ts";
import { findNumbers } from "./numbers.ts";
import { type RedactionSpan, viewOf } from "./view.ts";

/** A text without what would lead to a person, and the stretches of the input that were masked, in order. */
export interface Redacted {
  readonly text: string;
  readonly spans: readonly RedactionSpan[];
}

/**
 * Masks what would lead to a person in people's posts and comments (promise 3): phone, identity, plate and account
 * numbers, mail, links, handles, house and parcel numbers, personal names. Pure; redacting twice changes nothing more.
 * It may throw: the caller then drops the text and only counts the item.
 */
export interface Redactor {
  redact(text: string): Redacted;
}

/** Prepares the tables of a redactor; takes some hundred milliseconds with a large gazetteer, so make it once. */
export function createRedactor(resources: RedactionResources): Redactor {
  const known = knownWords(resources);
  return {
    redact(text) {
      const view = viewOf(text);
      const spans = withoutOverlaps([
        ...findContacts(view),
        ...findNumbers(view),
        ...findAddresses(view),
        ...findNames(view, known),
      ]);
      return { text: masked(text, spans), spans };
    },
  };
}

/** In order; of two that overlap the earlier finder's kind, over the stretch of both, so that nothing shows through. */
function withoutOverlaps(found: readonly RedactionSpan[]): RedactionSpan[] {
  const ordered = found
    .map((span, rank) => ({ span, rank }))
    .sort((a, b) => a.span.start - b.span.start || a.rank - b.rank);
  const spans: { start: number; end: number; type: RedactionSpan["type"]; rank: number }[] = [];
  for (const { span, rank } of ordered) {
    const last = spans.at(-1);
    if (!last || span.start >= last.end) {
      spans.push({ ...span, rank });
      continue;
    }
    last.end = Math.max(last.end, span.end);
    if (rank < last.rank) [last.type, last.rank] = [span.type, rank];
  }
  return spans.map(({ start, end, type }) => ({ start, end, type }));
}

function masked(text: string, spans: readonly RedactionSpan[]): string {
  let result = "";
  let at = 0;
  for (const { start, end, type } of spans) {
    result += text.slice(at, start) + MASKS[type];
    at = end;
  }
  return at === 0 ? text : result + text.slice(at);
}
