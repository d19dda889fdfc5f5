import { foldDiacritics } from "./fold.ts";
import { spellSyllable } from "./spelling.ts";
import { parseSyllable, writeSyllable } from "./syllables.ts";
import type { WordKnowledge } from "./word-knowledge.ts";

/** What is left when an input method did not do its work, or a key was missed. All answers are lower case. */

const TONE_KEYS: Readonly<Record<string, string>> = {
  s: "\u0301",
  f: "\u0300",
  r: "\u0309",
  x: "\u0303",
  j: "\u0323",
  "1": "\u0301",
  "2": "\u0300",
  "3": "\u0309",
  "4": "\u0303",
  "5": "\u0323",
};
const HATS: Readonly<Record<string, string>> = { a: "â", e: "ê", o: "ô" };
const HORNS: Readonly<Record<string, string>> = { u: "ư", o: "ơ", a: "ă" };
const VOWEL = /[aeiouyăâêôơư]/;
const MARKED = /[^a-z]/;
/** English and chat words that happen to be the keystrokes of a Vietnamese syllable. */
const NO_KEYSTROKES = new Set(
  "teen seen been moon room noon soon too bee see free feel need keep week lee meet keen beep peep loop loot toon boo book own town now how law low if of off gif self golf pdf half wow view beef sheen noob coon con loon deep peek seem boom tool been add odd dad did".split(
    " ",
  ),
);

/** Words of the dictionary that hold a syllable which is common beyond doubt. */
const COMMON = 6;

/** A tone on a letter where neither style of writing puts it ("cuả", "qúy"), mended; null when there is none. */
export function misplacedTone(lower: string): string | null {
  const parsed = parseSyllable(lower);
  if (!parsed || parsed.tone === "") return null;
  const older = writeSyllable(parsed);
  if (lower === older) return null;
  const { onset, rhyme, tone } = parsed;
  if (/^(?:oa|oe|uy)$/.test(rhyme) && lower === (onset + rhyme + tone).normalize("NFC")) return null;
  return older;
}

/** Letters held for emphasis, cut ("quáaaa", "luônn"); null when nothing was held or the rest is no word. */
export function withoutHeldLetters(lower: string, words: WordKnowledge): string | null {
  if (lower.length > 60 || parseSyllable(lower)) return null;
  const held = /(.)\1\1/u.test(foldDiacritics(lower));
  if (!held && !MARKED.test(lower) && !/^.{2,}(?:aa|ii|uu|hh|gg|yy|nn)$/.test(lower)) return null;
  const cut = spellSyllable(lower);
  return cut !== lower && words.knows(cut) ? cut : null;
}

/** Telex keys that were not turned into marks ("nguwowif", "khoong", "đươcj"); null unless the reading is certain. */
export function readTelex(lower: string, words: WordKnowledge): string | null {
  if (lower.length < 2 || lower.length > 12 || NO_KEYSTROKES.has(lower)) return null;
  const typed = replayTelex(lower);
  if (!typed || typed.changes === 0) return null;
  const enough = typed.changes > 1 || typed.surest || (typed.tone !== "" && MARKED.test(lower));
  return enough ? asWord(typed.letters + typed.tone, words) : null;
}

interface Typed {
  readonly letters: string;
  readonly tone: string;
  readonly changes: number;
  /** A key was pressed that no Vietnamese or English word has there. */
  readonly surest: boolean;
}

function replayTelex(lower: string): Typed | null {
  let letters = "";
  let tone = "";
  let changes = 0;
  let surest = false;
  for (const key of lower) {
    const next = pressed(letters, key);
    if (next !== null) {
      letters = next;
      changes += 1;
      surest ||= letters.length > 2 || key === "d";
    } else if (key in TONE_KEYS && VOWEL.test(foldDiacritics(letters))) {
      if (tone !== "") return null;
      tone = TONE_KEYS[key] ?? "";
      changes += 1;
      surest ||= (key === "f" || key === "j") && lower.length > 2;
    } else letters += key;
  }
  return { letters, tone, changes, surest };
}

/** What the letters become when a key acts on one of them; null when it only adds itself. */
function pressed(letters: string, key: string): string | null {
  if (key === "d") return letters.startsWith("d") ? `đ${letters.slice(1)}` : null;
  if (key === "w") return withHorn(letters);
  const hat = HATS[key];
  const at = letters.lastIndexOf(key);
  if (!hat || at < 0 || /[aeiouy]/.test(letters.slice(at + 1))) return null;
  return letters.slice(0, at) + hat + letters.slice(at + 1);
}

function withHorn(letters: string): string | null {
  const pair = letters.lastIndexOf("uo");
  if (pair >= 0) return `${letters.slice(0, pair)}ươ${letters.slice(pair + 2)}`;
  const halfPair = letters.lastIndexOf("ưo");
  if (halfPair >= 0) return `${letters.slice(0, halfPair)}ươ${letters.slice(halfPair + 2)}`;
  const at = Math.max(...["u", "o", "a"].map((vowel) => letters.lastIndexOf(vowel)));
  const horn = HORNS[letters.charAt(at)];
  return horn ? letters.slice(0, at) + horn + letters.slice(at + 1) : null;
}

/** VNI keys that were not turned into marks ("kho6ng", "nguo7i2"); null unless the reading is certain. */
export function readVni(lower: string, words: WordKnowledge): string | null {
  if (lower.length > 12 || !/^[a-z]\D*\d/.test(lower)) return null;
  let letters = "";
  let tone = "";
  let changes = 0;
  let shaped = false;
  for (const key of lower) {
    if (!/\d/.test(key)) {
      letters += key;
      continue;
    }
    changes += 1;
    if (key in TONE_KEYS) {
      if (tone !== "" || !VOWEL.test(letters)) return null;
      tone = TONE_KEYS[key] ?? "";
      continue;
    }
    const next = shapedBy(letters, key);
    if (next === null) return null;
    letters = next;
    shaped = true;
  }
  return changes > 1 || (shaped && lower.length > 3) ? asWord(letters + tone, words) : null;
}

function shapedBy(letters: string, key: string): string | null {
  if (key === "9") return letters.startsWith("d") ? `đ${letters.slice(1)}` : null;
  if (key === "7") return /[uo]/.test(letters) ? withHorn(letters) : null;
  const vowels = key === "6" ? ["a", "e", "o"] : key === "8" ? ["a"] : [];
  const at = Math.max(-1, ...vowels.map((vowel) => letters.lastIndexOf(vowel)));
  if (at < 0) return null;
  const mark = key === "6" ? HATS[letters.charAt(at)] : "ă";
  return letters.slice(0, at) + mark + letters.slice(at + 1);
}

function asWord(letters: string, words: WordKnowledge): string | null {
  const parsed = parseSyllable(letters.normalize("NFC"));
  if (!parsed) return null;
  const syllable = writeSyllable(parsed);
  return words.knows(syllable) ? syllable : null;
}

/**
 * A spelling with some marks that no word has, led to the one word it can be: horns or hats that were missed
 * ("ngừoi", "thuơng", "trươc"), hỏi for ngã ("khỗ"). Null when there is none or more than one.
 */
export function nearestWord(lower: string, words: WordKnowledge): string | null {
  if (!MARKED.test(lower) || lower.length > 8) return null;
  if (parseSyllable(lower)) {
    const swapped = otherFallingTone(lower);
    return swapped && words.weight(swapped) >= COMMON ? writtenAs(swapped) : null;
  }
  const decomposed = lower.normalize("NFD");
  const [shape, tone] = shapeAndTone(decomposed);
  const fitting = words.readings(foldDiacritics(lower)).filter((word) => {
    const [otherShape] = shapeAndTone(word.normalize("NFD"));
    return holdsMarks(otherShape, shape);
  });
  const sameTone = fitting.filter((word) => shapeAndTone(word.normalize("NFD"))[1] === tone);
  const [first, second] = sameTone.length > 0 || tone !== "" ? sameTone : fitting;
  return first !== undefined && second === undefined ? first : null;
}

/** Hỏi for ngã and the other way round; null for another tone. */
function otherFallingTone(syllable: string): string | null {
  const decomposed = syllable.normalize("NFD");
  if (decomposed.includes("\u0309")) return decomposed.replace("\u0309", "\u0303").normalize("NFC");
  if (decomposed.includes("\u0303")) return decomposed.replace("\u0303", "\u0309").normalize("NFC");
  return null;
}

function writtenAs(syllable: string): string {
  const parsed = parseSyllable(syllable);
  return parsed ? writeSyllable(parsed) : syllable;
}

function shapeAndTone(decomposed: string): [string, string] {
  const tone = /[\u0300\u0301\u0303\u0309\u0323]/.exec(decomposed)?.[0] ?? "";
  return [tone ? decomposed.replace(tone, "") : decomposed, tone];
}

/** True when every letter has at least the marks that were written. */
function holdsMarks(full: string, part: string): boolean {
  const fullLetters = full.normalize("NFC");
  const partLetters = part.normalize("NFC");
  if (fullLetters.length !== partLetters.length) return false;
  for (let at = 0; at < partLetters.length; at++) {
    const written = partLetters.charAt(at);
    if (written !== fullLetters.charAt(at) && MARKED.test(written)) return false;
  }
  return true;
}
