import { fullNameEnd, givenNamesEnd, LONGEST_NAME } from "./full-names.ts";
import { maskInitials } from "./initials.ts";
import type { KnownKind, KnownWords } from "./known-words.ts";
import { findUncapitalisedNames } from "./lower-case-names.ts";
import { AFTER_HONORIFIC_WORDS, GIVEN_NAMES, HONORIFICS, PLAIN_SURNAMES, SURNAMES } from "./name-lists.ts";
import { findPhrases, meaningfulCapitals, type NameReading, opensSentence } from "./name-reading.ts";
import { isAcronym, isOrdinaryWord } from "./ordinary-words.ts";
import { adjoins, type RedactionSpan, type View } from "./view.ts";

/**
 * Personal names: by capitals where a text uses them (every capitalised token that is not known to be something else),
 * by their make-up and the words before them where it does not.
 */
export function findNames(view: View, known: KnownWords): RedactionSpan[] {
  const phrases = findPhrases(view, known);
  const capitals = meaningfulCapitals(view);
  const masked = new Uint8Array(view.tokens.length);
  const reading: NameReading = { view, known, phrases, masked, capitals };
  for (let at = 0; at < view.tokens.length; ) {
    if (capitals[at] === 0) {
      at += 1;
      continue;
    }
    const end = chainEnd(view, capitals, at);
    readChain(reading, at, end);
    at = end;
  }
  maskInitials(reading);
  findUncapitalisedNames(reading);
  return spansOf(view, masked);
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
  maskRestOfNames(reading, from, end);
}

const NO_NAMES: readonly KnownKind[] = ["place", "agency", "honorific", "role", "unit", "thing"];

/** "Xoan Quách": what goes on in capitals behind a masked name belongs to it, dictionary word or not. */
function maskRestOfNames({ phrases, masked }: NameReading, from: number, end: number): void {
  for (let at = from + 1; at < end; at++) {
    if (masked[at - 1] === 0 || masked[at] === 1) continue;
    if (!NO_NAMES.some((kind) => phrases.end(kind, at) > at)) masked[at] = 1;
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
  const { at, end, context, office } = position;
  const place = phrases.end("place", at);
  const agency = agencyEnd(reading, position);
  if (agency > at) return { to: agency, context: "none" };
  const name = opensBeforePlace(reading, position) ? 0 : fullNameEnd(reading, at, end);
  const named = context === "none" && name > place && swallowsPlace(reading, at, place, name);
  if (context !== "person" && place > at && !named && isPlace(reading, position, place))
    return { to: place, context: "none" };
  const role = phrases.end("role", at);
  if (role > at && !(context === "person" && role === at + 1))
    return { to: role, context: "person", office: true };
  if (context === "unit" && !startsName(position, name)) return { to: end, context: "none" };
  if (context === "thing" && !(office && name - at >= 3)) return thingStep(reading, position);
  if (name > at) return { to: name, context: "none", mask: true };
  const word = phrases.end("word", at);
  if (word > at && !hidesName(reading, position, word))
    return { to: word, context: contextAfter(reading, word) };
  const marker = markerStep(reading, position);
  if (marker) return marker;
  if (context === "person") return personStep(reading, position);
  if (isOrdinaryWord(reading, position)) return { to: at + 1, context: "none" };
  return { to: givenNamesEnd(reading, at + 1, end), context: "none", mask: true };
}

/** An office, a firm, a person of history; beside a form of address the same name is a resident's ("chị Kim Đồng"). */
function agencyEnd({ view, phrases }: NameReading, { at, context }: Position): number {
  if (at > 0 && phrases.end("agency", at - 1) > at) return phrases.end("agency", at - 1);
  const norm = view.norms[at] ?? "";
  if (context === "person" && (SURNAMES.has(norm) || GIVEN_NAMES.has(norm))) return 0;
  return phrases.end("agency", at);
}

/** "Từ An Khánh ra phố": a preposition with the sentence's capital, no family name. */
function opensBeforePlace({ view, phrases }: NameReading, { at, opens }: Position): boolean {
  return (
    opens &&
    /^(?:từ|tại|ở|về|qua|ba|hai)$/.test(view.norms[at] ?? "") &&
    phrases.end("place", at + 1) > at + 2
  );
}

/** "Phan Thị Gấm", "Trần Thanh Bình" begin like places: a full name goes on where no other place begins. */
function swallowsPlace({ view, phrases }: NameReading, at: number, place: number, name: number): boolean {
  if (place === at + 1) return true;
  return (
    name - at >= 3 && PLAIN_SURNAMES.has(view.norms[at] ?? "") && phrases.end("place", place) <= place + 1
  );
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
  if (isAcronym(view, at) && !GIVEN_NAMES.has(view.norms[at] ?? "")) return { to: at + 1, context: "none" };
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

/** An office named before the unit: "chủ tịch UBND xã …". */
function hasOfficeBefore({ phrases, view }: NameReading, at: number): boolean {
  for (let before = at - 1; before >= Math.max(0, at - 5); before--) {
    if (view.tokens[before]?.kind === "punctuation") return false;
    if (phrases.end("role", before) > before) return true;
  }
  return false;
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
