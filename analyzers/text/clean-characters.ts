import { applyEdits, type Edit, type MappedText } from "./rewriting.ts";
import { plainLetters } from "./spelling.ts";

/** Nothing to do for a text of these: printable ASCII, the letters of Vietnamese as NFC has them, common marks. */
const PLAIN = /^[\t\n\r -~À-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ–—‘’“”…•°²]*$/;
const INVISIBLE = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]/;
const ODD_SPACE = /[\u00A0\u2000-\u200A\u202F\u205F\u3000]/;
const WIDE = /[\uFF01-\uFF5E]/;
/** A letter with its marks, Hangul in parts, or one of the characters above. */
const CLUSTER =
  /[\u1100-\u11FF]{2,}|(?:[^\p{M}]\p{M}+)|[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]+|[\u00A0\u2000-\u200A\u202F\u205F\u3000]|[\uFF01-\uFF5E]|[\u0300-\u1E9F\u1F00-\u{10FFFF}]/gsu;
/** More marks on one letter than any writing system stacks: left alone, since ordering them takes time squared. */
const MOST_MARKS = 12;

/**
 * One way of writing each character: NFC, no invisible characters (joined emoji keep theirs), plain spaces, wide forms
 * narrow, and look-alikes of other alphabets made Latin within words that are Latin.
 */
export function cleanCharacters(text: string): MappedText | null {
  if (PLAIN.test(text)) return null;
  const composed = applyEdits(text, clusterEdits(text));
  const mended = applyEdits(composed.text, lookAlikeEdits(composed.text));
  if (mended.text === text) return null;
  return { text: mended.text, map: mended.map.map((offset) => composed.map[offset] ?? 0) };
}

function clusterEdits(text: string): Edit[] {
  const edits: Edit[] = [];
  for (const match of text.matchAll(CLUSTER)) {
    const [written] = match;
    const plain = plainCluster(text, written, match.index);
    if (plain !== written) edits.push({ start: match.index, end: match.index + written.length, text: plain });
  }
  return edits;
}

function plainCluster(text: string, written: string, at: number): string {
  const first = written.charAt(0);
  if (INVISIBLE.test(first)) return written === "\u200D" && joinsEmoji(text, at) ? written : "";
  if (WIDE.test(first)) return String.fromCharCode(written.charCodeAt(0) - 0xfee0) + written.slice(1);
  if (written.length > MOST_MARKS) return written;
  if (ODD_SPACE.test(first)) return ` ${written.slice(1)}`;
  return written.normalize("NFC");
}

function joinsEmoji(text: string, at: number): boolean {
  return /(?:\p{Extended_Pictographic}|\uFE0F|[\u{1F3FB}-\u{1F3FF}])$/u.test(
    text.slice(Math.max(0, at - 2), at),
  );
}

function lookAlikeEdits(text: string): Edit[] {
  const edits: Edit[] = [];
  for (const match of text.matchAll(/[\p{L}\p{M}]+/gu)) {
    const [written] = match;
    if (written.length > 64 || !/[^a-zA-Zà-ãè-êìíò-õùúýăđĩũơưạ-ỹ]/.test(written)) continue;
    const lower = written.toLowerCase();
    const plain = plainLetters(lower);
    if (plain === lower || !/^[a-zà-ãè-êìíò-õùúýăđĩũơưạ-ỹ]+$/.test(plain)) continue;
    edits.push({ start: match.index, end: match.index + written.length, text: sameCase(written, plain) });
  }
  return edits;
}

/** Gives a replacement the case of what was written: capitals for capitals, a first capital for a first capital. */
export function sameCase(written: string, replacement: string): string {
  const first = firstLetter(written);
  if (first === first.toLowerCase()) return replacement;
  if (written.length > first.length && written === written.toUpperCase()) return replacement.toUpperCase();
  const start = firstLetter(replacement);
  return start.toUpperCase() + replacement.slice(start.length);
}

function firstLetter(text: string): string {
  const point = text.codePointAt(0);
  return point === undefined ? "" : String.fromCodePoint(point);
}
