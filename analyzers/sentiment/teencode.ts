import type { LexiconFile } from "../../config/schema.ts";
import { foldDiacritics } from "../text/fold.ts";
import { type Token, tokenize } from "../text/tokens.ts";

/** Young people's spellings of one syllable by another ("đg" is "đường"). */
export type Teencode = ReadonlyMap<string, { readonly norm: string; readonly folded: string }>;

/** Those entries of the teencode lexicons that stand for one syllable, so that token indices stay as they are. */
export function compileTeencode(lexicons: readonly LexiconFile[]): Teencode {
  const spelled = new Map<string, { norm: string; folded: string }>();
  for (const lexicon of lexicons) {
    if (lexicon.kind !== "teencode") continue;
    for (const [written, meant] of Object.entries(lexicon.entries)) {
      const syllables = tokenize(meant);
      const norm = syllables[0]?.norm;
      if (syllables.length !== 1 || norm === undefined) continue;
      const key = tokenize(written);
      if (key.length === 1 && key[0]) spelled.set(key[0].norm, { norm, folded: foldDiacritics(norm) });
    }
  }
  return spelled;
}

/** What a token is compared as; a unit written to its number ("50k", "5m") is no word. */
export function spelledOut(
  teencode: Teencode,
  tokens: readonly Token[],
  at: number,
  folded: boolean,
): string {
  const token = tokens[at];
  if (!token) return "";
  const before = tokens[at - 1];
  if (before?.kind === "number" && before.end === token.start && token.norm.length <= 2) return "";
  const meant = token.kind === "word" ? teencode.get(token.norm) : undefined;
  if (!meant) return folded ? token.folded : token.norm;
  return folded ? meant.folded : meant.norm;
}
