import { adjoins, type RedactionSpan, touches, type View } from "./view.ts";

/** Words of a house's address before its number; the number with them is masked, the street's name stays. */
const HOUSE_WORDS = [
  "số nhà",
  "so nhà",
  "so nha",
  "nhà số",
  "nha so",
  "sn",
  "ngõ số",
  "ngõ",
  "ngo",
  "ngách",
  "ngach",
  "hẻm",
  "hem",
  "kiệt",
  "kiet",
  "căn hộ số",
  "căn hộ",
  "can ho",
  "căn số",
  "phòng số",
  "biệt thự số",
];
const STREETS = new Set(["đường", "phố", "ngõ", "ngách", "hẻm", "kiệt", "đại", "quốc", "duong", "pho", "lô"]);
/** Tokens in the number of a house or parcel; a longer chain of slashes is no address. */
const LONGEST_NUMBER = 16;
const LANES = new Set(["ngõ", "ngo", "ngách", "ngach", "hẻm", "hem", "kiệt", "kiet"]);
const PARCEL_WORDS = [
  "thửa đất số",
  "thửa đất",
  "thửa số",
  "số thửa",
  "thửa",
  "thua dat so",
  "thua dat",
  "thua so",
  "thua",
  "tờ bản đồ số",
  "tờ bản đồ",
  "tờ số",
  "to ban do so",
  "to ban do",
  "số tờ",
  "bđđc số",
  "lô đất số",
  "lô số",
  "lô",
  "sổ đỏ số",
  "số sổ",
  "số vào sổ",
  "gcn số",
  "sổ hồng số",
  "so do so",
];
/** Folded forms of these are also everyday words: with diacritics only. */
const AMBIGUOUS_FOLDED = new Set(["ngo", "hem", "thua", "kiet"]);

interface Phrase {
  readonly syllables: readonly string[];
  readonly type: "house" | "parcel";
}
const byFirst = new Map<string, Phrase[]>();
for (const [words, type] of [
  [HOUSE_WORDS, "house"],
  [PARCEL_WORDS, "parcel"],
] as const) {
  for (const word of words) {
    const syllables = word.split(" ");
    const first = syllables[0] ?? "";
    const list = byFirst.get(first) ?? [];
    list.push({ syllables, type });
    byFirst.set(
      first,
      list.sort((a, b) => b.syllables.length - a.syllables.length),
    );
  }
}

/** House numbers (số nhà, ngõ, ngách, hẻm, kiệt) and parcel numbers (thửa, tờ bản đồ); tổ and thôn are areas and stay. */
export function findAddresses(view: View): RedactionSpan[] {
  const spans: RedactionSpan[] = [];
  for (let at = 0; at < view.tokens.length; at++) {
    const phrase = phraseAt(view, at);
    const number = phrase ? numberEnd(view, at + phrase.syllables.length) : 0;
    if (phrase && number > 0 && !isMeasure(view, phrase, number)) {
      push(view, leadingNumber(view, phrase, at), number, phrase.type, spans);
      at = number - 1;
      continue;
    }
    const sheet = sheetEnd(view, at, spans);
    if (sheet > 0) {
      push(view, at, sheet, "parcel", spans);
      at = sheet - 1;
      continue;
    }
    const street = streetNumber(view, at);
    if (street > 0) {
      push(view, at, street, "house", spans);
      at = street - 1;
    }
  }
  return spans;
}

/** "35 ngõ 112": the house's number before the lane; not "2 ngõ 5", a count, which only a comma or a line parts. */
function leadingNumber(view: View, phrase: Phrase, at: number): number {
  if (!LANES.has(phrase.syllables[0] ?? "") || view.tokens[at - 1]?.kind !== "number" || !adjoins(view, at))
    return at;
  return at - 1;
}

/** "thửa 88 tờ 15": a sheet's number right after a parcel's; 0 elsewhere, where "tờ 15" may be a page. */
function sheetEnd(view: View, at: number, spans: readonly RedactionSpan[]): number {
  const last = spans.at(-1);
  if (last?.type !== "parcel" || !/^(?:tờ|to)$/.test(view.norms[at] ?? "")) return 0;
  const gap = view.text.slice(last.end, view.tokens[at]?.start);
  return /^[\s,;-]{0,3}$/.test(gap) ? numberEnd(view, at + 1) : 0;
}

function push(view: View, from: number, to: number, type: "house" | "parcel", spans: RedactionSpan[]): void {
  const [first, last] = [view.tokens[from], view.tokens[to - 1]];
  if (first && last) spans.push({ start: first.start, end: last.end, type });
}

function phraseAt(view: View, at: number): Phrase | null {
  const phrases = byFirst.get(view.norms[at] ?? "");
  for (const phrase of phrases ?? []) {
    if (!phrase.syllables.every((syllable, index) => view.norms[at + index] === syllable)) continue;
    const word = phrase.syllables.join(" ");
    if (AMBIGUOUS_FOLDED.has(word) && view.tokens[at + 1]?.kind !== "number") continue;
    return phrase;
  }
  return null;
}

/** "thửa 300 m2", "lô 2 tỷ" are sizes and prices, "lô 5 nhà" a count. */
function isMeasure(view: View, phrase: Phrase, end: number): boolean {
  const after = view.norms[end] ?? "";
  if (/^(?:m|m2|mét|sào|ha|tỷ|ty|triệu|tr|năm|người|hộ|hàng|cái|chiếc|con)$/.test(after)) return true;
  return phrase.syllables[0] === "lô" && phrase.syllables.length === 1 && /^(?:đất|xe|thuốc)$/.test(after);
}

/**
 * The end of a house or parcel number: "12", "12/5", "12A", "số 12B/3", "BK 123456", several joined by commas or "và";
 * 0 when no number stands there.
 */
function numberEnd(view: View, from: number): number {
  let at = from;
  while (at - from < 2 && (view.norms[at] === "số" || view.norms[at] === ":" || view.norms[at] === "so"))
    at += 1;
  if (isSeries(view, at)) at += 1;
  if (view.tokens[at]?.kind !== "number" || (at > from && !adjoins(view, at))) return 0;
  at += 1;
  while (at - from < LONGEST_NUMBER) {
    if (isLetterSuffix(view, at)) at += 1;
    else if (
      /^[/.-]$/.test(view.norms[at] ?? "") &&
      touches(view, at) &&
      touches(view, at + 1) &&
      isNumberOrLetter(view, at + 1)
    )
      at += 2;
    else if (
      view.norms[at] === "và" &&
      view.tokens[at + 1]?.kind === "number" &&
      view.norms[at + 2] !== "người"
    )
      at += 2;
    else return at;
  }
  return at;
}

function isSeries(view: View, at: number): boolean {
  const token = view.tokens[at];
  if (token?.kind !== "word" || view.tokens[at + 1]?.kind !== "number") return false;
  return /^\p{Lu}{1,2}$/u.test(view.text.slice(token.start, token.end));
}

function isLetterSuffix(view: View, at: number): boolean {
  const token = view.tokens[at];
  return token?.kind === "word" && touches(view, at) && token.end - token.start <= 2;
}

function isNumberOrLetter(view: View, at: number): boolean {
  const token = view.tokens[at];
  return token?.kind === "number" || (token?.kind === "word" && token.end - token.start <= 2);
}

/** "số 45 đường Trần Tất Văn", "12/5 Trần Phú", "nhà 15 ngõ 3": a number before a street. */
function streetNumber(view: View, at: number): number {
  const norm = view.norms[at] ?? "";
  if (norm === "số" || norm === "nhà" || norm === "so" || norm === "nha") {
    const end = numberEnd(view, at + 1);
    return end > 0 && (startsStreet(view, end) || (norm !== "so" && norm !== "số" && isSlashed(view, at + 1)))
      ? end
      : 0;
  }
  if (view.tokens[at]?.kind !== "number" || !isSlashed(view, at)) return 0;
  const end = numberEnd(view, at);
  return end > 0 &&
    startsStreet(view, end) &&
    STREETS.has(view.norms[end === at ? at : skipComma(view, end)] ?? "")
    ? end
    : 0;
}

function isSlashed(view: View, at: number): boolean {
  return view.norms[at + 1] === "/" && view.tokens[at + 2]?.kind === "number";
}

function skipComma(view: View, at: number): number {
  return view.norms[at] === "," ? at + 1 : at;
}

function startsStreet(view: View, end: number): boolean {
  const at = skipComma(view, end);
  if (STREETS.has(view.norms[at] ?? "")) return true;
  const [one, two] = [view.tokens[at], view.tokens[at + 1]];
  return (
    at === end &&
    one?.kind === "word" &&
    one.capital &&
    two?.kind === "word" &&
    two.capital &&
    !/^\p{Lu}{2,}/u.test(view.text.slice(one.start, one.end))
  );
}
