import type { MASKS } from "../text/masks.ts";
import { type Token, tokenize } from "../text/tokens.ts";

export type RedactionType = keyof typeof MASKS;

/** One stretch of the input that must not be stored; UTF-16 offsets, end exclusive. */
export interface RedactionSpan {
  readonly start: number;
  readonly end: number;
  readonly type: RedactionType;
}

/** A text as the recognisers read it. A mask of an earlier pass is one punctuation token, so that nothing reads into it. */
export interface View {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly norms: readonly string[];
}

/** Tokenises a text for redaction. */
export function viewOf(text: string): View {
  const tokens = tokenize(text);
  return { text, tokens, norms: tokens.map((token) => token.norm) };
}

/** True when only blanks (no line end) stand between a token and the one before it. */
export function adjoins(view: View, at: number): boolean {
  const [before, token] = [view.tokens[at - 1], view.tokens[at]];
  if (!before || !token) return false;
  for (let index = before.end; index < token.start; index++) {
    const unit = view.text.charCodeAt(index);
    if (unit === 0x0a || unit === 0x0d) return false;
  }
  return true;
}

/** True when nothing stands between a token and the one before it. */
export function touches(view: View, at: number): boolean {
  const [before, token] = [view.tokens[at - 1], view.tokens[at]];
  return before !== undefined && token !== undefined && before.end === token.start;
}
