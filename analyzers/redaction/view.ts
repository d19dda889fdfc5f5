import { type Token, tokenize } from "../text/tokens.ts";

/** What stands for something that was masked; also what a second pass leaves alone. */
export const MASKS = {
  name: "[tên]",
  phone: "[số điện thoại]",
  "national-id": "[số giấy tờ]",
  plate: "[biển số]",
  "bank-account": "[số tài khoản]",
  email: "[thư điện tử]",
  link: "[liên kết]",
  handle: "[tài khoản mạng]",
  house: "[số nhà]",
  parcel: "[số thửa]",
} as const;

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

const EARLIER_MASK = new RegExp(
  Object.values(MASKS)
    .map((mask) => mask.replace(/[[\]]/g, "\\$&"))
    .join("|"),
  "g",
);

/** Tokenises a text for redaction. */
export function viewOf(text: string): View {
  const tokens: Token[] = [];
  let at = 0;
  for (const mask of text.includes("[") ? text.matchAll(EARLIER_MASK) : []) {
    pushShifted(tokens, text.slice(at, mask.index), at);
    at = mask.index + mask[0].length;
    tokens.push({
      start: mask.index,
      end: at,
      kind: "punctuation",
      norm: "[]",
      folded: "[]",
      capital: false,
    });
  }
  pushShifted(tokens, at === 0 ? text : text.slice(at), at);
  return { text, tokens, norms: tokens.map((token) => token.norm) };
}

function pushShifted(tokens: Token[], part: string, offset: number): void {
  for (const token of tokenize(part)) {
    tokens.push(offset === 0 ? token : { ...token, start: token.start + offset, end: token.end + offset });
  }
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
