import { foldDiacritics } from "../text/fold.ts";
import {
  AFTER_HONORIFIC_WORDS,
  GIVEN_NAMES,
  HONORIFICS,
  MIDDLE_NAMES,
  PLAIN_SURNAMES,
  PREDICATES,
  SAYING,
  STRONG_GIVEN_NAMES,
} from "./name-lists.ts";
import type { NameReading } from "./name-reading.ts";
import { adjoins, type View } from "./view.ts";

const FOLDED_GIVEN = new Set([...GIVEN_NAMES].map(foldDiacritics));
const FOLDED_MIDDLE = new Set([...MIDDLE_NAMES].map(foldDiacritics));
/** Middle names that mark a name whatever follows. */
const MARKERS = new Set(["văn", "thị", "thi", "van", "đình", "hữu", "huu"]);
/** Family names that are everyday words without their diacritics, or with. */
const WEAK_SURNAMES = new Set(
  "do ho le ly mai cao chu vu vo dao doan duong luong truong dang hoang lam hồ lý đào đoàn dương lương trương lâm đỗ".split(
    " ",
  ),
);
/** Honorifics that more often mean something else before a word: "con", "nhà", "tên", "em", "bạn". */
const WEAK_HONORIFICS = new Set("con nhà bạn em cháu tên sư ni chi chu chau thay cau".split(" "));

/** Last words of offices and relations after which a lower-case word is hardly ever a name: "lái xe", "mẹ", "vợ". */
const RELATIONS = new Set("xe mẹ bố vợ chồng trai gái dân hộ quán".split(" "));
/** Forms of address that hardly mean anything else before a name and a word of saying. */
const ADDRESSES = new Set("anh chị ông bà cô chú bác thầy chi ong ba co chu bac thay".split(" "));
/** Forms of address clipped or without diacritics that are mostly other words: "a quân", "ba hong noi", "co thao bao". */
const SHORT_ADDRESSES = new Set("a c cj chj ba co".split(" "));
/** In dictionaries, but more often somebody's name. */
const NAMED_PAIRS = new Set(["anh minh", "chị hằng", "anh dũng", "anh dung"]);
const PLURALS = new Set("các mấy những nhiều cac may nhung nhieu".split(" "));

/** Names without capitals, or where capitals say nothing: full names by their make-up, given names after a form of address. */
export function findUncapitalisedNames(reading: NameReading): void {
  const { view, masked, capitals } = reading;
  for (let at = 0; at < view.tokens.length; at++) {
    if (view.tokens[at]?.kind !== "word" || masked[at] === 1 || capitals[at] === 1) continue;
    const end = fullName(reading, at) || addressedName(reading, at);
    if (end > at) masked.fill(1, at, end);
  }
}

/** "nguyễn văn tuấn", "pham thi lan", "trần tuấn": the end of the name, or 0. */
function fullName(reading: NameReading, at: number): number {
  const { view, phrases } = reading;
  const surname = view.norms[at] ?? "";
  if (!PLAIN_SURNAMES.has(surname)) return 0;
  const before = phrases.before(at, ["honorific", "role", "thing", "unit"]);
  if (before === "thing" || before === "unit") return 0;
  const person = before !== null;
  if (!person && isPair(reading, at - 1)) return 0;
  const plain = surname === foldDiacritics(surname);
  const [second, third] = [wordAt(reading, at + 1), wordAt(reading, at + 2)];
  if (second === "") return 0;
  const weak = WEAK_SURNAMES.has(surname) && !person;
  const middle = plain ? FOLDED_MIDDLE.has(second) : MIDDLE_NAMES.has(second);
  if (third !== "" && middle && !AFTER_HONORIFIC_WORDS.has(third)) {
    const given = plain ? FOLDED_GIVEN.has(third) : GIVEN_NAMES.has(third);
    const ordinary = weak && (isPair(reading, at) || isPair(reading, at + 1));
    if (!ordinary && (given || (MARKERS.has(second) && !weak))) return withLastGiven(reading, at + 3, plain);
  }
  if (isPair(reading, at) || isPair(reading, at + 1) || phrases.end("place", at) > at + 1) return 0;
  const given = STRONG_GIVEN_NAMES.has(second) || (!plain && GIVEN_NAMES.has(second) && person);
  return given && (person || !weak) ? at + 2 : 0;
}

/** "nguyễn thị ngọc lan": a fourth syllable that is a given name and begins no word. */
function withLastGiven(reading: NameReading, at: number, plain: boolean): number {
  const next = wordAt(reading, at);
  if (next === "" || PREDICATES.has(next) || HONORIFICS.has(next)) return at;
  const middle = reading.view.norms[at - 1] ?? "";
  const named = plain
    ? STRONG_GIVEN_NAMES.has(next) && FOLDED_MIDDLE.has(middle)
    : GIVEN_NAMES.has(next) && MIDDLE_NAMES.has(middle);
  return named && !isPair(reading, at) ? at + 1 : at;
}

/** "anh tuấn", "bà thu hà", "ông thắng bảo", "a quân": a given name after a form of address or an office. */
function addressedName(reading: NameReading, at: number): number {
  const { view, phrases } = reading;
  const norm = view.norms[at] ?? "";
  const honorific = adjoins(view, at) ? (view.norms[at - 1] ?? "") : "";
  const short = SHORT_ADDRESSES.has(honorific);
  if (!short && phrases.before(at, ["honorific", "role"]) === null) return 0;
  if (AFTER_HONORIFIC_WORDS.has(norm) || PREDICATES.has(norm)) return 0;
  const next = wordAt(reading, at + 1);
  if (SAYING.has(next) && (short || ADDRESSES.has(honorific)) && FOLDED_GIVEN.has(norm)) return at + 1;
  if (isPair(reading, at - 1) && !NAMED_PAIRS.has(`${honorific} ${norm}`)) return 0;
  if (RELATIONS.has(honorific) || severalPersons(view, at)) return 0;
  if (isPair(reading, at)) return pairOfNames(reading, at);
  if (!short && next !== "" && isCompoundName(reading, at)) return at + 2;
  const weak = WEAK_HONORIFICS.has(honorific) || short;
  const followed = next === "" || PREDICATES.has(next) || phrases.end("role", at + 1) > at + 1;
  if (short)
    return STRONG_GIVEN_NAMES.has(norm) && (followed || phrases.end("agency", at + 1) > at + 1) ? at + 1 : 0;
  if (STRONG_GIVEN_NAMES.has(norm) && (!weak || followed)) return at + 1;
  return GIVEN_NAMES.has(norm) && !weak && PREDICATES.has(next) ? at + 1 : 0;
}

/** "các cô quý", "thầy cô trường này": many persons have no one name. */
function severalPersons(view: View, at: number): boolean {
  const before = adjoins(view, at - 1) ? (view.norms[at - 2] ?? "") : "";
  return PLURALS.has(before) || ADDRESSES.has(before);
}

/** Two given names that are also a word ("bà thu hà"): kept as a word unless a predicate follows. */
function pairOfNames(reading: NameReading, at: number): number {
  const [one, two, after] = [wordAt(reading, at), wordAt(reading, at + 1), wordAt(reading, at + 2)];
  return STRONG_GIVEN_NAMES.has(one) && STRONG_GIVEN_NAMES.has(two) && PREDICATES.has(after) ? at + 2 : 0;
}

function isCompoundName(reading: NameReading, at: number): boolean {
  const [one, two] = [wordAt(reading, at), wordAt(reading, at + 1)];
  if (PREDICATES.has(two) || isPair(reading, at + 1)) return false;
  return (
    MIDDLE_NAMES.has(one) &&
    GIVEN_NAMES.has(two) &&
    (STRONG_GIVEN_NAMES.has(one) || STRONG_GIVEN_NAMES.has(two))
  );
}

function wordAt({ view, masked }: NameReading, at: number): string {
  const token = view.tokens[at];
  return token?.kind === "word" && masked[at] !== 1 && adjoins(view, at) ? token.norm : "";
}

/** True when a dictionary word of two syllables begins here; without diacritics its folded form counts. */
function isPair(reading: NameReading, at: number): boolean {
  const { view, phrases, known } = reading;
  if (at < 0) return false;
  if (phrases.end("word", at) > at + 1) return true;
  const [one, two] = [view.norms[at] ?? "", view.norms[at + 1] ?? ""];
  return one === foldDiacritics(one) && two === foldDiacritics(two) && known.isFoldedPair(`${one} ${two}`);
}
