import { isSyllable } from "../text/syllables.ts";
import type { KnownKind, KnownWords } from "./known-words.ts";
import { findUncapitalisedNames } from "./lower-case-names.ts";
import {
  AFTER_HONORIFIC_WORDS,
  CAPITAL_WORDS,
  GIVEN_NAMES,
  HONORIFICS,
  MIDDLE_NAMES,
  PREDICATES,
  SURNAMES,
} from "./name-lists.ts";
import { adjoins, type RedactionSpan, type View } from "./view.ts";

/** The longest phrase of each kind that begins at a token, by its end. */
export interface Phrases {
  readonly end: (kind: KnownKind, at: number) => number;
  /** The kind of the longest phrase of these kinds that ends just before a token; null when none does. */
  readonly before: (at: number, kinds: readonly KnownKind[]) => KnownKind | null;
}

const KINDS: readonly KnownKind[] = ["place", "agency", "word", "honorific", "role", "unit", "thing"];
/** A name of a person has no more syllables than this; a longer run of capitals is something else. */
const LONGEST_NAME = 5;

/**
 * Personal names: by capitals where a text uses them (every capitalised token that is not known to be something else),
 * by their make-up and the words before them where it does not.
 */
export function findNames(view: View, known: KnownWords): RedactionSpan[] {
  const phrases = findPhrases(view, known);
  const capitals = meaningfulCapitals(view);
  const masked = new Uint8Array(view.tokens.length);
  for (let at = 0; at < view.tokens.length; ) {
    if (capitals[at] === 0) {
      at += 1;
      continue;
    }
    const end = chainEnd(view, capitals, at);
    readChain({ view, known, phrases, masked, capitals }, at, end);
    at = end;
  }
  maskInitials(view, phrases, masked);
  findUncapitalisedNames({ view, known, phrases, masked, capitals });
  return spansOf(view, masked);
}

/** What the readers of names share. `masked` is theirs to fill. */
export interface NameReading {
  readonly view: View;
  readonly known: KnownWords;
  readonly phrases: Phrases;
  readonly masked: Uint8Array;
  /** 1 where a capital says something. */
  readonly capitals: Uint8Array;
}

function findPhrases(view: View, known: KnownWords): Phrases {
  const count = view.tokens.length;
  const ends = new Map<KnownKind, Int32Array>(KINDS.map((kind) => [kind, new Int32Array(count)]));
  const starts = new Map<KnownKind, Int32Array>(
    KINDS.map((kind) => [kind, new Int32Array(count + 1).fill(-1)]),
  );
  for (const { from, to, value } of known.phrases.match(view.norms)) {
    if (!isUnbroken(view, from, to)) continue;
    const end = ends.get(value);
    if (end) end[from] = Math.max(end[from] ?? 0, to);
    const start = starts.get(value);
    if (start && (start[to] ?? -1) < 0) start[to] = from;
  }
  return {
    end: (kind, at) => ends.get(kind)?.[at] ?? 0,
    before: (at, kinds) => {
      if (!adjoins(view, at)) return null;
      let best: KnownKind | null = null;
      let first = at;
      for (const kind of kinds) {
        const start = starts.get(kind)?.[at] ?? -1;
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

/** Capitals mean nothing in a shouted run, nor where nearly every word has one. */
function meaningfulCapitals(view: View): Uint8Array {
  const { tokens, text } = view;
  const capitals = new Uint8Array(tokens.length);
  let [words, capital] = [0, 0];
  for (const [at, token] of tokens.entries()) {
    if (token.kind !== "word") continue;
    words += 1;
    if (!token.capital) continue;
    capital += 1;
    capitals[at] = 1;
  }
  if (words >= 12 && capital > 0.75 * words) return capitals.fill(0);
  for (let from = 0; from < tokens.length; ) {
    let to = from;
    let shouted = 0;
    while (to < tokens.length && isShouted(text, tokens[to])) {
      if (tokens[to]?.kind === "word" && isSyllable(tokens[to]?.norm ?? "")) shouted += 1;
      to += 1;
    }
    if (shouted >= 4) capitals.fill(0, from, to);
    from = Math.max(to, from + 1);
  }
  return capitals;
}

function isShouted(text: string, token: View["tokens"][number] | undefined): boolean {
  if (!token) return false;
  if (token.kind !== "word") return !/[.!?]/.test(token.norm);
  return token.capital && !/\p{Ll}/u.test(text.slice(token.start, token.end));
}

function chainEnd(view: View, capitals: Uint8Array, from: number): number {
  let end = from + 1;
  while (end < view.tokens.length && capitals[end] === 1 && adjoins(view, end)) end += 1;
  return end;
}

type Context = "person" | "unit" | "thing" | "none";

const CONTEXT: Partial<Record<KnownKind, Context>> = {
  honorific: "person",
  role: "person",
  unit: "unit",
  thing: "thing",
};
const CONTEXT_KINDS: readonly KnownKind[] = ["honorific", "role", "unit", "thing"];

/** Reads a run of capitalised words from left to right; the word before it says what to expect. */
function readChain(reading: NameReading, from: number, end: number): void {
  const { view, phrases } = reading;
  const opens = opensSentence(view, from);
  let context = CONTEXT[phrases.before(from, CONTEXT_KINDS) ?? "word"] ?? "none";
  let office = hasOfficeBefore(reading, from);
  let at = from;
  while (at < end) {
    const step = nextStep(reading, { at, end, context, office, opens: opens && at === from });
    if (step.mask) reading.masked.fill(1, at, Math.min(step.to, end));
    if (step.office) office = true;
    context = step.context;
    at = step.to;
  }
}

interface Position {
  readonly at: number;
  readonly end: number;
  readonly context: Context;
  readonly office: boolean;
  readonly opens: boolean;
}
interface Step {
  readonly to: number;
  readonly context: Context;
  readonly mask?: boolean;
  readonly office?: boolean;
}

function nextStep(reading: NameReading, position: Position): Step {
  const { phrases } = reading;
  const { at, end, context } = position;
  const place = phrases.end("place", at);
  const agency = phrases.end("agency", at);
  if (agency > at) return { to: agency, context: "none" };
  if (context !== "person" && place > at && isPlace(reading, position, place))
    return { to: place, context: "none" };
  const role = phrases.end("role", at);
  if (role > at && !(context === "person" && role === at + 1))
    return { to: role, context: "person", office: true };
  const name = fullNameEnd(reading, at, end);
  if (context === "unit" && !startsName(position, name)) return { to: end, context: "none" };
  if (context === "thing") return thingStep(reading, position);
  if (name > at) return { to: name, context: "none", mask: true };
  const word = phrases.end("word", at);
  if (word > at && !hidesName(reading, position, word))
    return { to: word, context: contextAfter(reading, word) };
  const marker = markerStep(reading, position);
  if (marker) return marker;
  if (context === "person") return personStep(reading, position);
  return { to: at + 1, context: "none", mask: !isOrdinaryWord(reading, position) };
}

/** A name of several syllables; one syllable only where no person can be meant. */
function isPlace(
  { view, phrases }: NameReading,
  { at, end, context, office }: Position,
  place: number,
): boolean {
  const norm = view.norms[at] ?? "";
  if (place > end) return false;
  const full = SURNAMES.has(norm) && place - at >= 3 && context === "none";
  if (full) return false;
  if (
    office &&
    context === "unit" &&
    SURNAMES.has(norm) &&
    place < end &&
    GIVEN_NAMES.has(view.norms[end - 1] ?? "")
  )
    return false;
  if (place - at >= 2) {
    // "Thanh Bình" within a longer name: "Nguyễn Thanh Bình" is read before; "Thanh Bình Minh" is none.
    return phrases.end("place", at) > at;
  }
  return (
    context === "unit" ||
    context === "thing" ||
    !GIVEN_NAMES.has(norm) ||
    /^(?:ở|tại|về|từ|đến|ra|vào|lên|xuống|qua)$/.test(view.norms[at - 1] ?? "")
  );
}

/** After "xã", "thôn" stands a name of a place, unless a full name or the holder of an office follows. */
function startsName({ at, office }: Position, nameEnd: number): boolean {
  return nameEnd - at >= 3 || (office && nameEnd - at === 2);
}

function thingStep({ phrases }: NameReading, { at, end }: Position): Step {
  for (let next = at; next < end; next++) {
    if (phrases.end("role", next) > next)
      return { to: Math.max(next, at + 1), context: next === at ? "person" : "none" };
  }
  return { to: end, context: "none" };
}

function markerStep({ phrases, view }: NameReading, { at, end, context }: Position): Step | null {
  const norm = view.norms[at] ?? "";
  const honorific = phrases.end("honorific", at);
  if (honorific > at && (context === "none" || honorific < end) && HONORIFICS.has(norm)) {
    // "Anh" and "Ông" open a chain; after an honorific they are names: "chị Anh".
    if (context === "none") return { to: honorific, context: "person" };
  }
  if (context === "person") return null;
  const unit = phrases.end("unit", at);
  if (unit > at) return { to: unit, context: "unit" };
  const thing = phrases.end("thing", at);
  return thing > at ? { to: thing, context: "thing" } : null;
}

function contextAfter({ phrases }: NameReading, at: number): Context {
  return CONTEXT[phrases.before(at, CONTEXT_KINDS) ?? "word"] ?? "none";
}

function personStep({ view, phrases }: NameReading, { at, end }: Position): Step {
  let to = at;
  while (to < end && to - at < LONGEST_NAME) {
    if (to > at && (phrases.end("role", to) > to || phrases.end("unit", to) > to)) break;
    to += 1;
  }
  const single = to === at + 1;
  if (
    single &&
    AFTER_HONORIFIC_WORDS.has(view.norms[at] ?? "") &&
    !/^(?:hai|ba|tư|út|em|con)$/.test(view.norms[at] ?? "")
  ) {
    return { to, context: "person" };
  }
  return { to, context: "none", mask: true };
}

/** Family name, then middle and given names: "Nguyễn Văn Tuấn", "Lê Hùng", also where the last syllable is no known name. */
function fullNameEnd({ view, phrases }: NameReading, at: number, end: number): number {
  if (!SURNAMES.has(view.norms[at] ?? "")) return 0;
  let to = at + 1;
  while (to < end && to - at < LONGEST_NAME) {
    const norm = view.norms[to] ?? "";
    const named = MIDDLE_NAMES.has(norm) || GIVEN_NAMES.has(norm) || SURNAMES.has(norm);
    const other =
      phrases.end("role", to) > to || phrases.end("agency", to) > to || phrases.end("unit", to) > to;
    if (other && !(named && to === at + 1)) break;
    if (!named && to - at >= 3) break;
    to += 1;
  }
  if (to - at < 2) return 0;
  const last = view.norms[to - 1] ?? "";
  const second = view.norms[at + 1] ?? "";
  return GIVEN_NAMES.has(last) || MIDDLE_NAMES.has(second) || GIVEN_NAMES.has(second) ? to : 0;
}

/** A dictionary word whose syllables all have capitals may be a name: "chị Hạnh Phúc", "với Thanh Xuân". */
function hidesName({ view, capitals }: NameReading, { at, context, opens }: Position, word: number): boolean {
  const allCapitals = capitals.subarray(at, word).every((capital) => capital === 1);
  if (context === "person") return allCapitals || GIVEN_NAMES.has(view.norms[at] ?? "");
  return (
    allCapitals &&
    !opens &&
    word - at === 2 &&
    view.norms.slice(at, word).every((norm) => GIVEN_NAMES.has(norm)) &&
    CONTEXT_FREE_PAIRS.has(view.norms.slice(at, word).join(" ")) === false
  );
}
const CONTEXT_FREE_PAIRS = new Set([
  "hạnh phúc",
  "tự do",
  "độc lập",
  "hòa bình",
  "thống nhất",
  "văn hóa",
  "quốc hội",
  "chính phủ",
]);

function isOrdinaryWord({ view, known, phrases }: NameReading, { at, opens }: Position): boolean {
  const token = view.tokens[at];
  if (!token) return true;
  const norm = token.norm;
  if (isAcronym(view, at)) return true;
  if (phrases.end("place", at) > at && !GIVEN_NAMES.has(norm)) return true;
  if (!opens) return CAPITAL_WORDS.has(norm) || (known.isWord(norm) && !GIVEN_NAMES.has(norm));
  if (GIVEN_NAMES.has(norm)) return known.isWord(norm) && !PREDICATES.has(view.norms[at + 1] ?? "");
  return known.isWord(norm) || known.opensWord(norm) || CAPITAL_WORDS.has(norm) || PREDICATES.has(norm);
}

/** Capitals only, and no syllable: "UBND", "GPMB", "K". */
function isAcronym(view: View, at: number): boolean {
  const token = view.tokens[at];
  if (!token) return false;
  const written = view.text.slice(token.start, token.end);
  if (/\p{Ll}/u.test(written)) return false;
  return written.length === 1 ? view.norms[at + 1] !== "." : !isSyllable(token.norm) || written.length <= 2;
}

function opensSentence(view: View, at: number): boolean {
  if (!adjoins(view, at)) return true;
  for (let before = at - 1; before >= 0; before--) {
    const token = view.tokens[before];
    if (!token || token.kind === "word" || token.kind === "number") return false;
    if (/^[.!?…:;•*"“”'()\]-]$/.test(token.norm) || token.kind === "emoji") return true;
    if (!adjoins(view, before)) return true;
  }
  return true;
}

/** An office named before the unit: "chủ tịch UBND xã …". */
function hasOfficeBefore({ phrases, view }: NameReading, at: number): boolean {
  for (let before = at - 1; before >= Math.max(0, at - 5); before--) {
    if (view.tokens[before]?.kind === "punctuation") return false;
    if (phrases.end("role", before) > before) return true;
  }
  return false;
}

/** "anh N.V.T", "bà T.": initials after a word that announces a person, and runs of two or more initials anywhere. */
function maskInitials(view: View, phrases: Phrases, masked: Uint8Array): void {
  for (let at = 0; at < view.tokens.length; at++) {
    if (!isInitial(view, at)) continue;
    let end = at + 1;
    while (view.norms[end] === "." && isInitial(view, end + 1)) end += 2;
    const dotted = end > at + 1;
    const person =
      phrases.before(at, ["honorific", "role"]) !== null && HONORIFICS.has(view.norms[at - 1] ?? "");
    if (dotted || person) {
      const close = view.tokens[end]?.capital && view.norms[end - 1] === "." ? end + 1 : end;
      if (person || end - at >= 5) masked.fill(1, at, close);
    }
    at = end - 1;
  }
}

function isInitial(view: View, at: number): boolean {
  const token = view.tokens[at];
  return token?.kind === "word" && token.capital && token.norm.length === 1;
}

/** Joins masked neighbours: one name is one span. */
function spansOf(view: View, masked: Uint8Array): RedactionSpan[] {
  const spans: RedactionSpan[] = [];
  for (let at = 0; at < masked.length; at++) {
    if (masked[at] !== 1) continue;
    let end = at + 1;
    while (end < masked.length && masked[end] === 1 && adjoins(view, end)) end += 1;
    const [first, last] = [view.tokens[at], view.tokens[end - 1]];
    if (first && last) spans.push({ start: first.start, end: last.end, type: "name" });
    at = end - 1;
  }
  return spans;
}
