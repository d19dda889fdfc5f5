import { isSyllable } from "../text/syllables.ts";
import type { KnownKind, KnownWords } from "./known-words.ts";
import { adjoins, type View } from "./view.ts";

/** The longest phrase of each kind that begins at a token, by its end. */
export interface Phrases {
  readonly end: (kind: KnownKind, at: number) => number;
  /** The kind of the longest phrase of these kinds that ends just before a token; null when none does. */
  readonly before: (at: number, kinds: readonly KnownKind[]) => KnownKind | null;
}

const KINDS = 7;
const ROWS: Readonly<Record<KnownKind, number>> = {
  place: 0,
  agency: 1,
  word: 2,
  honorific: 3,
  role: 4,
  unit: 5,
  thing: 6,
};
/** What the readers of names share. `masked` is theirs to fill. */
export interface NameReading {
  readonly view: View;
  readonly known: KnownWords;
  readonly phrases: Phrases;
  readonly masked: Uint8Array;
  /** 1 where a capital says something. */
  readonly capitals: Uint8Array;
}

/** Finds every known phrase of a text once. */
export function findPhrases(view: View, known: KnownWords): Phrases {
  const count = view.tokens.length;
  // One row a kind; ends by start, and starts by end, one more than the index so that 0 is "none".
  const ends = new Int32Array(KINDS * count);
  const starts = new Int32Array(KINDS * (count + 1));
  for (const { from, to, value } of known.phrases.match(view.norms)) {
    if (!isUnbroken(view, from, to)) continue;
    const row = ROWS[value];
    ends[row * count + from] = Math.max(ends[row * count + from] ?? 0, to);
    const start = row * (count + 1) + to;
    if (starts[start] === 0) starts[start] = from + 1;
  }
  return {
    end: (kind, at) => (at < count ? (ends[ROWS[kind] * count + at] ?? 0) : 0),
    before: (at, kinds) => {
      if (!adjoins(view, at)) return null;
      let best: KnownKind | null = null;
      let first = at;
      for (const kind of kinds) {
        const start = (starts[ROWS[kind] * (count + 1) + at] ?? 0) - 1;
        if (start >= 0 && start < first) [best, first] = [kind, start];
      }
      return best;
    },
  };
}

function isUnbroken(view: View, from: number, to: number): boolean {
  for (let at = from + 1; at < to; at++) if (!adjoins(view, at)) return false;
  return true;
}

/**
 * 1 where a capital says something. Capitals mean nothing in a shouted run, nor, outside of such runs, where nearly
 * every word has one.
 */
export function meaningfulCapitals(view: View): Uint8Array {
  const { tokens } = view;
  const capitals = new Uint8Array(tokens.length);
  let [words, capital] = [0, 0];
  for (let at = 0; at < tokens.length; ) {
    const end = shoutedEnd(view, at);
    for (; at < end.quiet; at++) {
      if (tokens[at]?.kind !== "word") continue;
      words += 1;
      if (!tokens[at]?.capital) continue;
      capital += 1;
      capitals[at] = 1;
    }
    at = Math.max(end.shouted, at);
  }
  return words >= 12 && capital > 0.75 * words ? capitals.fill(0) : capitals;
}

/** A run from here: the end of what is not shouted, and the end of what is. */
function shoutedEnd(
  { tokens, text }: View,
  from: number,
): { readonly quiet: number; readonly shouted: number } {
  let to = from;
  let syllables = 0;
  while (to < tokens.length && isShouted(text, tokens[to])) {
    if (tokens[to]?.kind === "word" && isSyllable(tokens[to]?.norm ?? "")) syllables += 1;
    to += 1;
  }
  return syllables >= 4 ? { quiet: from, shouted: to } : { quiet: Math.max(to, from + 1), shouted: to };
}

function isShouted(text: string, token: View["tokens"][number] | undefined): boolean {
  if (!token) return false;
  if (token.kind !== "word") return !/[.!?]/.test(token.norm);
  return token.capital && !/\p{Ll}/u.test(text.slice(token.start, token.end));
}

/** True where a sentence, a quotation or a line begins. */
export function opensSentence(view: View, at: number): boolean {
  if (!adjoins(view, at)) return true;
  for (let before = at - 1; before >= 0; before--) {
    const token = view.tokens[before];
    if (!token || token.kind === "word" || token.kind === "number") return false;
    if (/^[.!?…:;•*"“”'()\]-]$/.test(token.norm) || token.kind === "emoji") return true;
    if (!adjoins(view, before)) return true;
  }
  return true;
}
