import type { Item } from "./short-forms.ts";
import { plainLetters } from "./spelling.ts";
import { type Token, tokenize } from "./tokens.ts";

const ENGLISH = new Set(
  "the is are you your of and to in it for that this with have my was not what from we they but will about been so if or at by his her our their just when how why all would there which please thank thanks".split(
    " ",
  ),
);

/** A message cut into what the normalizer decides about: syllables that touch are one written word. */
export function readItems(text: string): Item[] {
  const items: Item[] = [];
  const tokens = tokenize(text);
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at];
    if (!token) continue;
    const end = token.kind === "word" ? wordEnd(tokens, at) : at;
    items.push(itemOf(text, token.start, tokens[end]?.end ?? token.end, token.kind, items.at(-1)));
    at = end;
  }
  return items;
}

function wordEnd(tokens: readonly Token[], from: number): number {
  let at = from;
  while (tokens[at + 1]?.kind === "word" && tokens[at + 1]?.start === tokens[at]?.end) at++;
  return at;
}

function itemOf(
  text: string,
  start: number,
  end: number,
  tokenKind: Token["kind"],
  before: Item | undefined,
): Item {
  const written = text.slice(start, end);
  const kind = tokenKind === "word" || tokenKind === "number" ? tokenKind : "mark";
  const lower = kind === "word" && written.length <= 64 ? plainLetters(written) : written.toLowerCase();
  const gap = before ? text.slice(before.end, start) : null;
  const tagged = before !== undefined && gap === "" && /[#@]$/.test(before.lower);
  return {
    start,
    end,
    kind,
    lower,
    key: kind === "word" && written.length <= 64 ? withoutHeldEnd(lower) : lower,
    capital: /^\p{Lu}/u.test(written),
    shouted: kind === "word" && end - start > 1 && written === written.toUpperCase(),
    fixed: tagged || written.length > 64 || (before?.fixed === true && gap === "" && before.kind === "word"),
    follows: gap !== null && gap.length <= 3 && !/\n/.test(gap),
    touches: gap === "",
  };
}

/** "koooo" is "ko"; a word that is one letter all through ("kkkk") is laughter and stays. */
function withoutHeldEnd(lower: string): string {
  const cut = lower.replace(/(.)\1{2,}$/u, "$1");
  return cut.length > 1 ? cut : lower;
}

/** True for a message in capitals: there they say nothing of abbreviations. */
export function isShouted(items: readonly Item[]): boolean {
  let [shouted, letters] = [0, 0];
  for (const { kind, end, start, shouted: all } of items) {
    if (kind !== "word") continue;
    letters += end - start;
    if (all) shouted += end - start;
  }
  return letters >= 8 && shouted > 0.7 * letters;
}

/** True for a message in English: there is nothing Vietnamese to mend in it. */
export function isEnglish(items: readonly Item[]): boolean {
  let [english, count] = [0, 0];
  for (const { kind, lower } of items) {
    if (kind !== "word") continue;
    count += 1;
    if (ENGLISH.has(lower)) english += 1;
    else if (/[^a-z]/.test(lower)) english -= 1;
  }
  return english >= 2 && english * 5 >= count;
}
