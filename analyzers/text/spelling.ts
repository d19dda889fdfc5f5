import { parseSyllable, writeSyllable } from "./syllables.ts";

/** Letters of other alphabets that are typed or pasted for Latin ones (research, pitfall 4). */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  а: "a",
  е: "e",
  о: "o",
  р: "p",
  с: "c",
  х: "x",
  у: "y",
  і: "i",
  ѕ: "s",
  һ: "h",
  к: "k",
  т: "t",
  м: "m",
  н: "h",
  в: "b",
  ο: "o",
  α: "a",
  ν: "v",
  ı: "i",
  ð: "đ",
  ɖ: "đ",
  ƌ: "đ",
};

/** Syllables with two accepted spellings: one stands for both, on the lexicon's side and on the text's. */
const ONE_SPELLING: Readonly<Record<string, string>> = {
  kì: "kỳ",
  kí: "ký",
  kĩ: "kỹ",
  kỉ: "kỷ",
  kị: "kỵ",
  lí: "lý",
  mĩ: "mỹ",
  tỉ: "tỷ",
  ti: "ty",
  hi: "hy",
  sỹ: "sĩ",
  sỳ: "sì",
  mỳ: "mì",
  quí: "quý",
  quì: "quỳ",
  quĩ: "quỹ",
  quị: "quỵ",
  qui: "quy",
};

const INVISIBLE = /[\u00AD\u200B-\u200F\u2060-\u2064\uFEFF]/g;
const FOREIGN = /[^a-zà-ãè-êìíò-õùúýăđĩũơưạ-ỹ]/u;

/** Lower case, NFC, without invisible characters, wide and look-alike letters mended. */
export function plainLetters(written: string): string {
  let lower = written.normalize("NFC").toLowerCase();
  if (!FOREIGN.test(lower)) return lower;
  lower = lower.replace(INVISIBLE, "").normalize("NFKC").toLowerCase().normalize("NFC");
  const mended = lower
    .replace(/[^a-zà-ãè-êìíò-õùúýăđĩũơưạ-ỹ]/gu, (letter) => LOOK_ALIKES[letter] ?? letter)
    .normalize("NFC");
  // A word of another alphabet was not meant to be Vietnamese: "москва" keeps its letters.
  return /[a-zđ]/.test(lower) || parseSyllable(mended) ? mended : lower;
}

/**
 * One form per syllable: lower case, NFC, look-alike letters mended, elongation cut ("quáaaa" is quá), tone on the
 * first vowel of final oa, oe, uy (hòa, thủy; not after q), one of two accepted spellings with i or y.
 */
export function spellSyllable(written: string): string {
  const letters = plainLetters(written);
  const parsed = parseSyllable(letters);
  if (parsed) return oneSpelling(writeSyllable(parsed));
  const short = shorten(letters);
  if (short === letters) return letters;
  const mended = parseSyllable(short);
  return mended ? oneSpelling(writeSyllable(mended)) : short;
}

function oneSpelling(syllable: string): string {
  return ONE_SPELLING[syllable] ?? syllable;
}

const base = (letter: string): string => letter.normalize("NFD").charAt(0).replace("đ", "d");

/**
 * Letters held for emphasis: a run of three or more of one letter, or of two that leaves a syllable, becomes one
 * (the one with its marks). A run that is the whole word ("kkk", "zzz") is laughter and stays.
 */
function shorten(letters: string): string {
  if (letters.length > 64) return letters;
  const cut = cutRuns(letters, 2);
  if (cut.length > 1 && cut !== letters && parseSyllable(cut)) return cut;
  const long = cutRuns(letters, 3);
  return long.length > 1 || /[aeiouy]/.test(base(long)) ? long : letters;
}

function cutRuns(letters: string, least: number): string {
  let result = "";
  for (let from = 0; from < letters.length; ) {
    const letter = base(letters.charAt(from));
    let to = from + 1;
    while (to < letters.length && base(letters.charAt(to)) === letter) to++;
    result += to - from >= least ? mostMarked(letters.slice(from, to)) : letters.slice(from, to);
    from = to;
  }
  return result;
}

function mostMarked(run: string): string {
  let best = run.charAt(0);
  for (const letter of run) if (letter.normalize("NFD").length > best.normalize("NFD").length) best = letter;
  return best;
}
