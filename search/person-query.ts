import { type Token, tokenize } from "../analyzers/text/tokens.ts";
import {
  AMBIGUOUS_SURNAMES,
  GIVEN_NAMES,
  HONORIFICS,
  isKnownName,
  MIDDLE_NAMES,
  NAMED_THINGS,
  NAMED_THINGS_PLAIN,
  NOT_ADDRESSED,
  NOT_ADDRESSED_PLAIN,
  NOT_GIVEN,
  OFFICE_UNITS,
  PLAIN_GIVEN_NAMES,
  ROLES,
  SURNAMES,
  WEAK_HONORIFICS,
} from "./person-names.ts";
import { holdsPersonalPattern } from "./person-patterns.ts";
import { plainForm } from "./terms.ts";

/** What the screen and the command line answer to a query that looks for a person (promise 5). */
export const PERSON_REFUSAL =
  "Lắng Nghe không tìm theo người. Hãy tìm theo vấn đề hoặc địa bàn, ví dụ: rác An Lão.";

/**
 * The sentence that refuses a query which looks for a person, or null where it may be answered: schools and streets
 * named after somebody, an institution's hotline, places, an office without a name. `isPlaceName` may tell of more
 * names of places (given in lower case). The query is kept nowhere and must not be logged.
 */
export function personShaped(
  text: string,
  isPlaceName: (words: string) => boolean = () => false,
): string | null {
  if (holdsPersonalPattern(text)) return PERSON_REFUSAL;
  const words = wordsOf(text);
  hideNamedThings(words, isPlaceName);
  const found = words.some(
    (_, at) =>
      fullName(words, at) ||
      addressed(words, at) ||
      inOffice(words, at) ||
      beforeOffice(words, at) ||
      initials(words, at),
  );
  return found ? PERSON_REFUSAL : null;
}

interface Word {
  readonly norm: string;
  readonly folded: string;
  /** A capital that means something: not where the whole query is in capitals. */
  readonly capital: boolean;
  /** Typed without marks in a query that has none, so that any marks may be meant. */
  readonly plain: boolean;
  /** Part of a name that may be looked for. */
  hidden: boolean;
}

function wordsOf(text: string): Word[] {
  const clean = text.normalize("NFKC").replace(/[\u200b-\u200f\u2060\ufeff\u00ad]/g, "");
  const tokens = tokenize(clean).filter((token) => token.kind === "word" || token.norm === ".");
  const letters = tokens.filter((token) => token.kind === "word");
  const shouted = letters.length > 1 && letters.every((token) => isUpper(clean, token));
  const plain = letters.every((token) => token.norm === token.folded);
  return tokens.map((token) => ({
    norm: token.norm,
    folded: plainForm(token.norm),
    capital: token.capital && !shouted,
    plain: plain && token.kind === "word",
    hidden: false,
  }));
}

function isUpper(text: string, token: Token): boolean {
  const written = text.slice(token.start, token.end);
  return written === written.toUpperCase();
}

const foldedSet = (words: Iterable<string>): ReadonlySet<string> =>
  new Set(Array.from(words, (line) => plainForm(line)));
const PLAIN = {
  surnames: foldedSet(SURNAMES),
  ambiguous: foldedSet(AMBIGUOUS_SURNAMES),
  middle: foldedSet(MIDDLE_NAMES),
  given: foldedSet(GIVEN_NAMES),
  honorifics: foldedSet(HONORIFICS),
  roles: foldedSet(ROLES),
  units: foldedSet(OFFICE_UNITS),
  clear: foldedSet(PLAIN_GIVEN_NAMES),
  things: foldedSet(NAMED_THINGS_PLAIN),
};

const among = (word: Word | undefined, exact: ReadonlySet<string>, folded: ReadonlySet<string>) =>
  word !== undefined && !word.hidden && (exact.has(word.norm) || (word.plain && folded.has(word.folded)));
const isSurname = (word: Word | undefined) => among(word, SURNAMES, PLAIN.surnames);
const isAmbiguous = (word: Word | undefined) => among(word, AMBIGUOUS_SURNAMES, PLAIN.ambiguous);
const isMiddle = (word: Word | undefined) => among(word, MIDDLE_NAMES, PLAIN.middle);
const isGiven = (word: Word | undefined) => among(word, GIVEN_NAMES, PLAIN.given) || isInitial(word);
const isInitial = (word: Word | undefined) => word?.capital === true && /^\p{L}$/u.test(word.norm);
const phrase = (words: readonly Word[], at: number, count: number) =>
  at + count > words.length
    ? ""
    : words
        .slice(at, at + count)
        .map((word) => word.norm)
        .join(" ");
const isPlain = (words: readonly Word[]) => words.every((word) => word.plain);

/** Marks names that belong to schools, streets, places and history, so that no rule sees them. */
function hideNamedThings(words: Word[], isPlaceName: (words: string) => boolean): void {
  for (let at = 0; at < words.length; at++) {
    const known = [4, 3, 2].find((count) => {
      const name = phrase(words, at, count);
      return (
        name !== "" &&
        !startsName(words, at, count) &&
        (isKnownName(name, isPlain(words)) || isPlaceName(name))
      );
    });
    if (known !== undefined) hide(words, at, known);
    const thing = namedThingAt(words, at);
    if (thing > 0) hide(words, at + thing, nameLength(words, at + thing));
  }
}

/** "Trần Phú" in "Trần Phú Cường" is no street: a known name counts only where no longer name goes on from it. */
function startsName(words: readonly Word[], at: number, count: number): boolean {
  const before = words[at - 1];
  if (isSurname(before) && !before?.hidden && isMiddleThenGiven(words, at - 1)) return true;
  const next = words[at + count];
  return isSurname(words[at]) && next?.capital === true && GIVEN_NAMES.has(next.norm);
}

function isMiddleThenGiven(words: readonly Word[], surname: number): boolean {
  return isMiddle(words[surname + 1]) && isGiven(words[surname + 2]);
}

function hide(words: readonly Word[], from: number, count: number): void {
  for (const word of words.slice(from, from + count)) word.hidden = true;
}

/** The number of words of "trường", "tiểu học" … at a position; 0 for none, or where an office stands before a unit. */
function namedThingAt(words: readonly Word[], at: number): number {
  const plain = isPlain(words);
  const count = [3, 2, 1].find((length) => {
    const name = phrase(words, at, length);
    return NAMED_THINGS.has(name) || (plain && PLAIN.things.has(name));
  });
  if (count === undefined || partOfName(words, at)) return 0;
  const unit = OFFICE_UNITS.has(words[at]?.norm ?? "") || (plain && PLAIN.units.has(words[at]?.folded ?? ""));
  return unit && roleEndsAt(words, at) ? 0 : count;
}

/** "Hồ" in "Hồ Văn Cường" is no lake, nor is "Đình" in "Ngô Đình Khánh" a temple. */
function partOfName(words: readonly Word[], at: number): boolean {
  const middleInName = isSurname(words[at - 1]) && isMiddle(words[at]) && isGiven(words[at + 1]);
  const surnameOfName = /^(văn|thị|van|thi)$/.test(words[at + 1]?.norm ?? "") && isGiven(words[at + 2]);
  return middleInName || (surnameOfName && (isAmbiguous(words[at]) || isSurname(words[at])));
}

/** How many words the name of a thing has: up to four, ending before the next family name or form of address. */
function nameLength(words: readonly Word[], at: number): number {
  const type = words[at];
  if (type === undefined) return 0;
  let count = 0;
  while (count < 4) {
    const word = words[at + count];
    if (word === undefined || word.norm === ".") break;
    if (count > 0 && HONORIFICS.has(word.norm) && !(word.capital && isGiven(word))) break;
    if (count > 1 && isSurname(word) && !isGiven(word)) break;
    const fits = word.capital || isSurname(word) || isAmbiguous(word) || isMiddle(word) || isGiven(word);
    if (!fits) break;
    count++;
  }
  return count;
}

function roleEndsAt(words: readonly Word[], at: number): boolean {
  return [1, 2, 3, 4].some((back) => at - back >= 0 && roleAt(words, at - back) >= back);
}

/** A family name with what follows it as names go. */
function fullName(words: readonly Word[], at: number): boolean {
  const [first, second, third] = [words[at], words[at + 1], words[at + 2]];
  if (first === undefined || second === undefined || first.hidden || second.hidden) return false;
  const capitals = first.capital && second.capital;
  const threeCapitals = capitals && third?.capital === true && !third.hidden;
  const namely = isGiven(third) || (isStrongMiddle(second) && /^[a-zđ]$/.test(third?.norm ?? ""));
  const ordinary = first.plain && !first.capital && cityWords(words, at);
  if (isSurname(first)) {
    if (threeCapitals) return true;
    if (isMiddle(second) && namely) return !ordinary;
    return (capitals && isGiven(second)) || clearPair(first, second);
  }
  if (!isAmbiguous(first)) return false;
  if (isStrongMiddle(second) && namely && !ordinary) return true;
  return threeCapitals && isMiddle(second) && isGiven(third);
}

/** "Văn" and "thị" are hardly ever in the middle of anything but a name. */
function isStrongMiddle(word: Word): boolean {
  return word.norm === "văn" || word.norm === "thị" || (word.plain && /^(van|thi)$/.test(word.norm));
}

/** "do thi hoa" is a growing city before it is a woman; so are a few more without marks. */
function cityWords(words: readonly Word[], at: number): boolean {
  if (words[at]?.capital || (isMiddle(words[at + 2]) && isGiven(words[at + 3]))) return false;
  return /^(do thi|dam (bao|phan)|tran (anh|quy|thanh|tai)|pham (phap|vi|quy|nhan)|le (phi|hoi|tet)|phan (anh|cong|dinh|thanh|hoa|quyet|minh)|vo (trach|hieu|minh)|vu (trang|an|viec)|dinh (cu|muc)|ngo (doc|nhan)|doan (vien|the|thanh|cong)|truong (thanh|cong|minh|nam)|dang (kim|cong|thanh)|hoang (hon|anh|tu)|dao (duc|tri|cong)|cao (thanh|cap|the)|luong (thuc|thien|minh)|thai (binh|nguyen|do))/.test(
    `${words[at]?.folded} ${words[at + 1]?.folded}`,
  );
}

const CLEAR_SURNAMES: ReadonlySet<string> = new Set([
  "nguyễn",
  "huỳnh",
  "phạm",
  "trịnh",
  "nghiêm",
  "trần",
  "đặng",
]);
const NOT_A_PAIR: ReadonlySet<string> = new Set([
  "phạm pháp",
  "phạm vi",
  "phạm quy",
  "nghiêm trọng",
  "nghiêm minh",
  "nghiêm chính",
]);

/** Two words in small letters that are a name all the same. */
function clearPair(first: Word, second: Word): boolean {
  if (first.plain) return first.norm === "nguyen" && PLAIN.clear.has(second.norm);
  const pair = `${first.norm} ${second.norm}`;
  return CLEAR_SURNAMES.has(first.norm) && GIVEN_NAMES.has(second.norm) && !NOT_A_PAIR.has(pair);
}

/** A form of address with a name behind it. */
function addressed(words: readonly Word[], at: number): boolean {
  const [first, second] = [words[at], words[at + 1]];
  if (first === undefined || second === undefined || first.hidden || second.hidden) return false;
  if (!among(first, HONORIFICS, PLAIN.honorifics)) return false;
  if (phrase(words, at - 2, 3) === "bà mẹ việt") return false;
  const pair = `${first.norm} ${second.norm}`;
  if (second.capital) {
    if (isInitial(second)) return true;
    const ordinary = NOT_ADDRESSED.has(pair) && !/^(anh hùng|anh minh|chị hằng)$/.test(pair);
    const office =
      roleAt(words, at + 1) > 0 || OFFICE_UNITS.has(second.norm) || NAMED_THINGS.has(second.norm);
    return !ordinary && !office && !NOT_GIVEN.has(phrase(words, at + 1, 2));
  }
  if (first.plain) return plainlyAddressed(words, at);
  if (WEAK_HONORIFICS.has(first.norm) || NOT_ADDRESSED.has(pair)) return false;
  return GIVEN_NAMES.has(second.norm) && !NOT_GIVEN.has(phrase(words, at + 1, 2));
}

/** Without marks "co" and "ba" are also "có" and "ba": only a name that is hardly another word counts. */
function plainlyAddressed(words: readonly Word[], at: number): boolean {
  const [first, second] = [words[at], words[at + 1]];
  if (first === undefined || second === undefined) return false;
  if (!/^(ong|ba|anh|chi|co|bac|thay|mr|mrs|ms)$/.test(first.norm)) return false;
  if (NOT_ADDRESSED_PLAIN.has(`${first.norm} ${second.norm}`)) return false;
  if (/^(ong|mr|mrs|ms)$/.test(first.norm)) return PLAIN.clear.has(second.norm);
  return at === 0 && PLAIN.clear.has(second.norm);
}

/** An office, perhaps with its unit, and a name behind. */
function inOffice(words: readonly Word[], at: number): boolean {
  const length = roleAt(words, at);
  if (length === 0) return false;
  let next = at + length;
  while (among(words[next], OFFICE_UNITS, PLAIN.units)) next++;
  while (words[next]?.hidden) next++;
  const name = words[next];
  if (name === undefined || NOT_GIVEN.has(name.norm) || NOT_GIVEN.has(phrase(words, next, 2))) return false;
  if (isInitial(name)) return true;
  if (name.capital && (GIVEN_NAMES.has(name.norm) || SURNAMES.has(name.norm))) return true;
  const last = words.length === next + 1;
  if (name.plain) return last && PLAIN.clear.has(name.norm) && name.norm !== "ha" && name.norm !== "tam";
  return last && LIKELY_GIVEN.has(name.norm);
}

/** "Tuấn bí thư": a name in front of the office. */
function beforeOffice(words: readonly Word[], at: number): boolean {
  const word = words[at];
  return (
    word !== undefined &&
    !word.hidden &&
    word.capital &&
    GIVEN_NAMES.has(word.norm) &&
    roleAt(words, at + 1) > 0
  );
}

/** Given names that end a query as nothing else would, in small letters behind an office. */
const LIKELY_GIVEN: ReadonlySet<string> = new Set(
  `hùng dũng cường tuấn hạnh hương hường lan linh nga nhung oanh phượng quỳnh thảo thủy thúy trang tùng vân vinh yến
  hằng huệ hiền hải hòa hưng huy khánh kiên loan long mai minh nam ngọc phúc phương quân quang sơn thắng thu tiến toàn
  xuân hoa dung đức đạt giang hiếu hoàng khoa kỳ lâm liên lộc ly my ngân nguyệt nhân tâm thanh tú`.split(
    /\s+/,
  ),
);

function roleAt(words: readonly Word[], at: number): number {
  const plain = isPlain(words);
  const fits = (count: number) => {
    const name = phrase(words, at, count);
    return ROLES.has(name) || (plain && name !== "" && PLAIN.roles.has(name));
  };
  return words[at]?.hidden ? 0 : ([4, 3, 2, 1].find(fits) ?? 0);
}

/** A family name with the first letter of a given name ("Nguyễn T."). */
function initials(words: readonly Word[], at: number): boolean {
  return isSurname(words[at]) && words[at]?.capital === true && isInitial(words[at + 1]);
}
