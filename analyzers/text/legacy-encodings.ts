import { TCVN3, VNI, WINDOWS_1252_HIGH, WINDOWS_1258_AS_LATIN_1 } from "./legacy-tables.ts";
import { applyEdits, type Edit, type MappedText } from "./rewriting.ts";
import { isSyllable } from "./syllables.ts";

export type LegacyEncoding = "tcvn3" | "vni" | "windows-1258" | "utf-8-as-latin-1";

/** A text in Unicode letters and the old encoding that it came in, null when it was fine. */
export interface RepairedText {
  readonly text: string;
  readonly encoding: LegacyEncoding | null;
}

/** Words with other letters than ASCII that must be there to judge by: one may be a foreign name. */
const LEAST_WORDS = 2;
/** Share of those words that are Vietnamese syllables: at least after a repair, at most before it. */
const PLAUSIBLE_AFTER = 0.75;
const PLAUSIBLE_BEFORE = 0.5;
const RISE = 0.3;
/** Enough of a line to judge it by. */
const JUDGED_UNITS = 4000;

/**
 * Leads text that was typed with TCVN3 (ABC) or VNI fonts, or was read with the wrong encoding, back to Unicode, line
 * by line. A repair is made only where it turns most words that hold other letters than ASCII from impossible into
 * possible Vietnamese syllables: text that is fine already, in any language, comes back unchanged.
 */
export function repairLegacyText(text: string): RepairedText {
  const repaired = repairLegacy(text);
  return repaired ? { text: repaired.text, encoding: repaired.encoding } : { text, encoding: null };
}

/** The repair with its offsets; null for text that is fine. */
export function repairLegacy(text: string): (MappedText & { readonly encoding: LegacyEncoding }) | null {
  if (!/[\u0080-\u00ff]|[\u0300-\u0323]/.test(text)) return null;
  const whole = encodingOf(text);
  const edits: Edit[] = [];
  let encoding: LegacyEncoding | null = whole;
  for (const { 0: line, index } of text.matchAll(/[^\n]+/g)) {
    const own = encodingOf(line) ?? (plausibleShare(line).share <= PLAUSIBLE_BEFORE ? whole : null);
    if (!own) continue;
    encoding ??= own;
    for (const edit of EDITS[own](line))
      edits.push({ start: edit.start + index, end: edit.end + index, text: edit.text });
  }
  return encoding && edits.length > 0 ? { ...applyEdits(text, edits), encoding } : null;
}

const VNI_SEQUENCE = new RegExp([...VNI.keys()].sort((a, b) => b.length - a.length).join("|"), "g");

/** How each encoding is undone; in the order in which they are tried. */
const EDITS: Readonly<Record<LegacyEncoding, (text: string) => Edit[]>> = {
  "utf-8-as-latin-1": utf8Edits,
  "windows-1258": windows1258Edits,
  tcvn3: (text) => tableEdits(text, /[\u00a1-\u00ae\u00b5-\u00fe]/g, TCVN3),
  vni: (text) => tableEdits(text, VNI_SEQUENCE, VNI),
};

/** The encoding whose repair makes the most of a text; null when none does. */
function encodingOf(text: string): LegacyEncoding | null {
  const sample = text.slice(0, JUDGED_UNITS);
  if (LOOSE_TONE.test(sample) && !LOOSE_HAT.test(sample)) return "windows-1258";
  const before = plausibleShare(sample);
  if (before.words < LEAST_WORDS || before.share > PLAUSIBLE_BEFORE) return null;
  let [best, bestShare]: [LegacyEncoding | null, number] = [
    null,
    Math.max(PLAUSIBLE_AFTER, before.share + RISE),
  ];
  for (const encoding of ["utf-8-as-latin-1", "windows-1258", "tcvn3", "vni"] as const) {
    const edits = EDITS[encoding](sample);
    if (edits.length === 0) continue;
    const after = plausibleShare(applyEdits(sample, edits).text);
    if (after.words >= LEAST_WORDS && after.share >= bestShare) {
      best = encoding;
      bestShare = after.share + 1e-9;
    }
  }
  return best;
}

interface Share {
  readonly words: number;
  readonly share: number;
}

/** Letters, and the signs that the old encodings have among their letters. */
const WORD = /[\p{L}\p{M}\u0080-\u00bf\u00d7\u00f7\u2020-\u203a\u20ac\u2122\u02c6\u02dc]{2,}/gu;

/** Of the words that hold other letters than ASCII, those that are Vietnamese syllables. */
function plausibleShare(text: string): Share {
  let [words, plausible] = [0, 0];
  for (const [found] of text.matchAll(WORD)) {
    const word = found.replace(/^[“‘«"]+|[”’»…"•]+$/g, "");
    if (!/[^a-zA-Z]/.test(word) || !/[\p{L}]/u.test(word)) continue;
    words += 1;
    if (isSyllable(word.normalize("NFC").toLowerCase())) plausible += 1;
  }
  return { words, share: words === 0 ? 0 : plausible / words };
}

function tableEdits(text: string, pattern: RegExp, table: ReadonlyMap<string, string>): Edit[] {
  const edits: Edit[] = [];
  for (const { 0: written, index } of text.matchAll(pattern)) {
    const letter = table.get(written);
    if (letter !== undefined) edits.push({ start: index, end: index + written.length, text: letter });
  }
  return edits;
}

/** A letter that has its hat or horn and, apart from it, its tone: only Windows-1258 keeps them so. */
const LOOSE_TONE = /[ăâêôơưĂÂÊÔƠƯ][\u0300\u0301\u0303\u0309\u0323]/;
/** In decomposed Unicode the hat stands apart too: fine as it is. */
const LOOSE_HAT = /[\u0302\u0306\u031b]/;

function windows1258Edits(text: string): Edit[] {
  const edits: Edit[] = [];
  if (/[\u0300\u0301\u0303\u0309\u0323]/.test(text)) {
    for (const { 0: written, index } of text.matchAll(/\p{L}[\u0300\u0301\u0303\u0309\u0323]/gu))
      edits.push({ start: index, end: index + written.length, text: written.normalize("NFC") });
    return edits;
  }
  for (const { 0: written, index } of text.matchAll(/([A-Za-z\u00c0-\u00ff])([ÌÒÞìò])?/g)) {
    const [base = "", tone = ""] = written;
    const letter = (WINDOWS_1258_AS_LATIN_1.get(base) ?? base) + (WINDOWS_1258_AS_LATIN_1.get(tone) ?? "");
    const composed = letter.normalize("NFC");
    if (composed !== written) edits.push({ start: index, end: index + written.length, text: composed });
  }
  return edits;
}

const CONTINUATION = "\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ";
/** The bytes of one UTF-8 character, each read as a character of its own; "Ã" before a blank has lost its second. */
const UTF8_BYTES = new RegExp(
  `[\\u00c2-\\u00df][${CONTINUATION}]|[\\u00e0-\\u00ef][${CONTINUATION}]{2}|[\\u00f0-\\u00f4][${CONTINUATION}]{3}|Ã(?: (?= )|(?=[ ,.;:!?]|$))`,
  "gu",
);

function utf8Edits(text: string): Edit[] {
  const edits: Edit[] = [];
  for (const { 0: written, index } of text.matchAll(UTF8_BYTES)) {
    const letter = /^Ã ?$/.test(written) ? "à" : decodeBytes(written);
    if (letter !== null) edits.push({ start: index, end: index + written.length, text: letter });
  }
  return edits;
}

const decoder = new TextDecoder("utf-8", { fatal: true });

function decodeBytes(characters: string): string | null {
  const bytes = [...characters].map(
    (character) => WINDOWS_1252_HIGH.get(character) ?? character.charCodeAt(0),
  );
  try {
    return decoder.decode(Uint8Array.from(bytes));
  } catch {
    // Not UTF-8 after all: the characters stay.
    return null;
  }
}
