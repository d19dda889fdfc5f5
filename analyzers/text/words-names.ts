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
const DOUBTFUL_OPENING = 0.9;
/** "Sông Cầu", "Hội An": a head with a capital inside a sentence, and one syllable after it. */
const NAMED_BY_HEAD = 1.3;
const LONGEST_NAME = 5;
/** A longer run of capitals is a heading written with capitals throughout, which says nothing about names. */
const LONGEST_RUN = 6;

/** Words before a name that are no part of it though they take a capital: kinds of places, offices, titles, address. */
const HEADS = new Set(
  (
    "tỉnh thành huyện quận phường xã thôn ấp khóm làng bản buôn tổ khu phố đường ngõ ngách hẻm hồ sông núi cầu chợ chùa đình đền " +
    "biển đảo vịnh cảng ga bến đèo suối kênh rạch mũi trường viện sở bộ ban cục vụ đội đoàn hội hãng báo đài tòa toà trung " +
    "năm tháng ngày thứ lễ tết giải đảng luật nghị quốc lộ đại học công ty tập dự cha xứ linh tp"
  ).split(" "),
);

const CLEAR_MIDDLE_NAMES = new Set(["văn", "thị", "đình", "hữu", "đức", "duy", "viết", "bá", "quốc", "ngọc"]);
const PERSONS = new Set(
  "ông bà anh chị em cô chú bác dì cậu cháu bé cụ thầy mẹ cha bố má vua chúa tướng thím mợ".split(" "),
);

/** Lists the names that may begin at each atom. */
export function nameEdges(atoms: readonly Atom[], known: ReadonlySet<string>): NameEdge[][] {
  const edges: NameEdge[][] = Array.from({ length: atoms.length }, () => []);
  for (let at = 0; at < atoms.length; ) {
    const end = runEnd(atoms, at);
    if (end - at >= 2) addRun({ atoms, from: at, to: end, known }, edges);
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

/** "UBND" and "TP" are words of their own; a single letter may end a name ("Nguyễn Văn A"). */
function isNamePart(atom: Atom | undefined): boolean {
  if (!atom || atom.norm === null || !atom.capital) return false;
  return !atom.allCapitals || SURNAMES.has(atom.norm) || MIDDLE_NAMES.has(atom.norm);
}

/** A family name and a middle name: a person begins, though another name stands before ("Lâm Đồng Nguyễn Văn An"). */
function isPersonAt(atoms: readonly Atom[], at: number): boolean {
  const middle = atoms[at + 1];
  return (
    SURNAMES.has(atoms[at]?.norm ?? "") &&
    middle?.capital === true &&
    CLEAR_MIDDLE_NAMES.has(middle.norm ?? "")
  );
}

interface Run {
  readonly atoms: readonly Atom[];
  readonly from: number;
  readonly to: number;
  readonly known: ReadonlySet<string>;
}

function addRun(run: Run, edges: NameEdge[][]): void {
  const { atoms, from, to } = run;
  const heading = to - from > LONGEST_RUN;
  for (let start = from; start < to - 1; start += 1) {
    if (heading && !isPersonAt(atoms, start)) continue;
    const cost = costFrom(run, start);
    if (cost === null) continue;
    const longest = Math.min(to, start + LONGEST_NAME);
    for (let end = start + 2; end <= longest; end += 1)
      edges[start]?.push({ start, end, cost: cost + (end < to ? CUT : 0) });
  }
}

/** What a name costs that begins here; null where none begins. */
function costFrom({ atoms, from, to, known }: Run, start: number): number | null {
  const first = atoms[start]?.norm ?? "";
  const opens = atoms[start]?.opensSentence === true;
  const surname = SURNAMES.has(first);
  const person = surname && MIDDLE_NAMES.has(atoms[start + 1]?.norm ?? "");
  if (PERSONS.has(first) && !person) return null;
  if (HEADS.has(first) && !person) return to - from === 2 && !opens ? NAMED_BY_HEAD : null;
  const doubt = opens && !surname && known.has(first) ? DOUBTFUL_OPENING : 0;
  return WHOLE_RUN + doubt + (start === from || followsHead(atoms[start - 1]) ? 0 : CUT);
}

function followsHead(before: Atom | undefined): boolean {
  const norm = before?.norm ?? "";
  return before?.opensSentence === true || HEADS.has(norm) || PERSONS.has(norm);
}
