/** What a UTF-16 unit can be the beginning of; the tokenizer's one table. */
export const OTHER = 0;
export const LETTER = 1;
export const DIGIT = 2;
export const SPACE = 3;
/** Zero-width and soft-hyphen characters: nothing between words, dropped within them. */
export const INVISIBLE = 4;
/** The first half of a pair: the code point decides. */
export const HIGH_SURROGATE = 5;
/** May begin an emoji although it is one unit long. */
export const PICTOGRAPH = 6;
/** A mark that belongs to the letter before it. */
export const MARK = 7;

const kinds = new Uint8Array(0x10000);

function classify(unit: number): number {
  if (unit >= 0xd800 && unit <= 0xdbff) return HIGH_SURROGATE;
  const character = String.fromCharCode(unit);
  if ((unit >= 0x200b && unit <= 0x200f) || (unit >= 0x2060 && unit <= 0x2064)) return INVISIBLE;
  if (unit === 0xad || unit === 0xfeff || unit === 0xfe0f) return INVISIBLE;
  if (/\s/.test(character) || unit === 0x85) return SPACE;
  if (/[\d\uFF10-\uFF19]/.test(character)) return DIGIT;
  if (/\p{M}/u.test(character)) return MARK;
  if (/\p{L}/u.test(character)) return LETTER;
  if (unit >= 0x2100 && unit !== 0x2122 && /\p{Extended_Pictographic}/u.test(character)) return PICTOGRAPH;
  return OTHER;
}

for (let unit = 0; unit < kinds.length; unit++) kinds[unit] = classify(unit);

/** The class of the UTF-16 unit at an index; `SPACE` past the end. */
export function kindAt(text: string, at: number): number {
  return at < text.length ? (kinds[text.charCodeAt(at)] ?? OTHER) : SPACE;
}

/** The end of the emoji that begins at an index (joined sequences, skin tones and flags whole), or the index itself. */
export function emojiEnd(text: string, from: number): number {
  let at = pictographEnd(text, from);
  if (at === from) return from;
  for (;;) {
    at = modifiersEnd(text, at);
    if (text.charCodeAt(at) !== 0x200d) return at;
    const joined = pictographEnd(text, at + 1);
    if (joined === at + 1) return at;
    at = joined;
  }
}

function pictographEnd(text: string, at: number): number {
  const point = text.codePointAt(at) ?? 0;
  if (isFlagLetter(point)) return isFlagLetter(text.codePointAt(at + 2) ?? 0) ? at + 4 : at + 2;
  if (point < 0x2100) return at;
  const size = point > 0xffff ? 2 : 1;
  return /\p{Extended_Pictographic}/u.test(String.fromCodePoint(point)) ? at + size : at;
}

function isFlagLetter(point: number): boolean {
  return point >= 0x1f1e6 && point <= 0x1f1ff;
}

function modifiersEnd(text: string, from: number): number {
  let at = from;
  for (;;) {
    const point = text.codePointAt(at) ?? 0;
    if (point === 0xfe0f || point === 0x20e3) at += 1;
    else if (point >= 0x1f3fb && point <= 0x1f3ff) at += 2;
    else return at;
  }
}

/** True when the pair that begins at an index is a letter (decorated alphabets are, pictures are not). */
export function isAstralLetter(text: string, at: number): boolean {
  return /^\p{L}/u.test(String.fromCodePoint(text.codePointAt(at) ?? 0));
}
