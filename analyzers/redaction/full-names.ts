import type { KnownKind } from "./known-words.ts";
import {
  FOLDED_MIDDLE_NAMES,
  FOLDED_STRONG_NAMES,
  FOLDED_SURNAMES,
  GIVEN_NAMES,
  MIDDLE_NAMES,
  SURNAMES,
} from "./name-lists.ts";
import type { NameReading } from "./name-reading.ts";

/** A name of a person has no more syllables than this; a longer run of capitals is something else. */
export const LONGEST_NAME = 5;

/**
 * Family name, then middle and given names: "Nguyễn Văn Tuấn", "Lê Hùng", "Phan Thi Gam", also where the last syllable
 * is no known name; 0 when none begins here.
 */
export function fullNameEnd({ view, phrases }: NameReading, at: number, end: number): number {
  if (!FOLDED_SURNAMES.has(view.norms[at] ?? "")) return 0;
  const second = view.norms[at + 1] ?? "";
  const sure = SURE_MIDDLE_NAMES.has(second);
  let to = at + 1;
  while (to < end && to - at < LONGEST_NAME) {
    const norm = view.norms[to] ?? "";
    const named = FOLDED_MIDDLE_NAMES.has(norm) || isGiven(norm) || SURNAMES.has(norm);
    const other =
      phrases.end("role", to) > to || phrases.end("agency", to) > to || phrases.end("unit", to) > to;
    if (other && !(named && to === at + 1)) break;
    if (!named && to - at >= 3 && !sure) break;
    to += 1;
  }
  if (to - at < 2) return 0;
  const last = view.norms[to - 1] ?? "";
  return sure || isGiven(last) || MIDDLE_NAMES.has(second) || isGiven(second) ? to : 0;
}
const SURE_MIDDLE_NAMES = new Set(["văn", "thị", "van", "thi"]);
const isGiven = (norm: string): boolean => GIVEN_NAMES.has(norm) || FOLDED_STRONG_NAMES.has(norm);

/** "Lan Anh": given names of two syllables without a family name. */
export function givenNamesEnd({ view, phrases }: NameReading, from: number, end: number): number {
  let to = from;
  while (
    to < end &&
    to - from < 2 &&
    GIVEN_NAMES.has(view.norms[to] ?? "") &&
    NAMES_NO_MORE.every((kind) => phrases.end(kind, to) <= to)
  )
    to += 1;
  return to;
}
const NAMES_NO_MORE: readonly KnownKind[] = ["agency", "role", "unit"];
