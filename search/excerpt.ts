import type { Highlight } from "./search-index.ts";
import { searchTokens } from "./terms.ts";

/** Syllables of an excerpt: enough to judge a hit, too few to stand for the text. */
const EXCERPT_SYLLABLES = 40;
/** Syllables shown before the first word that answered. */
const LEAD = 12;

/** A piece of a text with the spans in it that answered the query, in UTF-16 offsets of `text`. */
export interface Excerpt {
  readonly text: string;
  readonly ranges: readonly Highlight[];
}

/** At most 40 syllables around the first highlight, with an ellipsis where the text was cut. */
export function excerptOf(text: string, highlights: readonly Highlight[]): Excerpt {
  const tokens = searchTokens(text);
  const first = highlights[0]?.start ?? 0;
  const hit = Math.max(
    0,
    tokens.findIndex((token) => token.end > first),
  );
  const latest = Math.max(0, tokens.length - EXCERPT_SYLLABLES);
  const from = Math.min(latest, Math.max(0, hit - LEAD));
  const to = Math.min(tokens.length, from + EXCERPT_SYLLABLES);
  const start = from === 0 ? 0 : (tokens[from]?.start ?? 0);
  const end = to === tokens.length ? text.length : (tokens[to - 1]?.end ?? text.length);
  const head = start > 0 ? "… " : "";
  const tail = end < text.length ? " …" : "";
  const moved = head.length - start;
  const ranges = highlights
    .filter((span) => span.start >= start && span.end <= end)
    .map((span) => ({ start: span.start + moved, end: span.end + moved }));
  return { text: `${head}${text.slice(start, end)}${tail}`, ranges };
}
