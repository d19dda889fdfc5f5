import { MIDDLE_NAMES, SURNAMES } from "../redaction/name-lists.ts";
import type { Atom } from "./words-atoms.ts";

/** A name that may stand in the text, from one atom to before another. */
export interface NameEdge {
  readonly start: number;
  readonly end: number;
  readonly cost: number;
}

/*
 * What a name costs beside a word of several syllables (1, see words.ts): the whole run of capitals is the likeliest name;
 * each end that cuts a run makes it dearer; a capital that only opens a sentence needs a reason to be part of a name.
 */
const WHOLE_RUN = 0.9;
const CUT = 0.25;
/** "Sông Cầu", "Hội An": a head with a capital inside a sentence, and one syllable after it. */
const NAMED_BY_HEAD = 1.3;
const LONGEST_NAME = 5;
/** A longer run of capitals is a heading written with capitals throughout, which says nothing about names. */
const LONGEST_RUN = 8;

/** Words before a name that are no part of it though they take a capital: kinds of places, offices, titles, address. */
const HEADS = new Set(
  (
    "tỉnh thành huyện quận phường xã thôn ấp khóm làng bản buôn tổ khu phố đường ngõ ngách hẻm hồ sông núi cầu chợ chùa đình đền " +
    "biển đảo vịnh cảng ga bến đèo suối kênh rạch mũi trường viện sở bộ ban cục vụ đội đoàn hội hãng báo đài tòa toà trung " +
    "năm tháng ngày thứ lễ tết giải đảng luật nghị quốc lộ đại học công ty tập dự cha xứ linh tp"
  ).split(" "),
);

const UNMISTAKABLE_MIDDLE = new Set(["văn", "thị", "đình", "hữu", "đức", "duy", "viết", "bá", "quốc", "ngọc"]);
const PERSONS = new Set("ông bà anh chị em cô chú bác dì cậu cháu bé cụ thầy mẹ cha bố má vua chúa tướng thím mợ".split(" "));

/** Lists the names that may begin at each atom. */
export function nameEdges(atoms: readonly Atom[], known: ReadonlySet<string>): NameEdge[][] {
  const edges: NameEdge[][] = [];
  for (let at = 0; at < atoms.length; ) {
    const end = runEnd(atoms, at);
    if (end - at >= 2 && end - at <= LONGEST_RUN) addRun(atoms, at, end, known, edges);
    at = Math.max(end, at + 1);
  }
  return edges;
}

function runEnd(atoms: readonly Atom[], at: number): number {
  let end = at;
  while (end < atoms.length && isNamePart(atoms[end]) && (end === at || atoms[end]?.follows)) {
    if (end - at >= 2 && isPersonAt(atoms, end)) break;
    end += 1;
  }
  return end;
}

/** A family name and a middle name: where a person begins, though another name stands before ("Lâm Đồng Nguyễn Văn An"). */
function isPersonAt(atoms: readonly Atom[], at: number): boolean {
  return SURNAMES.has(atoms[at]?.norm ?? "") && UNMISTAKABLE_MIDDLE.has(atoms[at + 1]?.norm ?? "") && !!atoms[at + 1]?.capital;
}

/** "UBND" and "TP" are words of their own; a single letter may end a name ("Nguyễn Văn A"). */
function isNamePart(atom: Atom | undefined): boolean {
  if (!atom || atom.norm === null || !atom.capital) return false;
  return !atom.allCapitals || SURNAMES.has(atom.norm) || MIDDLE_NAMES.has(atom.norm);
}

function addRun(
  atoms: readonly Atom[],
  from: number,
  to: number,
  known: ReadonlySet<string>,
  edges: NameEdge[][],
): void {
  for (let start = from; start < to - 1; start += 1) {
    const first = atoms[start];
    const second = atoms[start + 1];
    if (!first?.norm || !second?.norm) continue;
    const opening = first.opensSentence;
    if ((HEADS.has(first.norm) || PERSONS.has(first.norm)) && !(SURNAMES.has(first.norm) && MIDDLE_NAMES.has(second.norm))) {
      if (to - from === 2 && !first.opensSentence && !PERSONS.has(first.norm)) edges[start] = [{ start, end: to, cost: NAMED_BY_HEAD }];
      continue;
    }
    const doubt = opening && !(SURNAMES.has(first.norm) || !known.has(first.norm)) ? 0.9 : 0;
    const before = start === from ? null : atoms[start - 1];
    const cutBefore = before && !before.opensSentence && !HEADS.has(before.norm ?? "") && !PERSONS.has(before.norm ?? "") ? CUT : 0;
    for (let end = start + 2; end <= Math.min(to, start + LONGEST_NAME); end += 1) {
      const cost = WHOLE_RUN + doubt + cutBefore + (end < to ? CUT : 0);
      (edges[start] ??= []).push({ start, end, cost });
    }
  }
}
