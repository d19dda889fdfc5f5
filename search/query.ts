import { UsageError } from "../model/errors.ts";
import type { QueryExpression } from "./search-index.ts";
import { searchTokens } from "./terms.ts";

/** The longest query and the most words that are taken (a paragraph is not a query; the index would answer slowly). */
export const MAX_QUERY_LENGTH = 300;
const MAX_QUERY_WORDS = 32;

type Piece =
  | {
      readonly kind: "words";
      readonly excluded: boolean;
      readonly phrase: boolean;
      readonly tokens: string[];
    }
  | { readonly kind: "or" };

/**
 * Reads what a person typed: words (all wanted), `"cụm từ"`, `-loại trừ`, `OR` between alternatives.
 * null when there is nothing to look for. Throws UsageError with one sentence that says what is wrong and what helps.
 */
export function parseQuery(text: string): QueryExpression | null {
  const typed = text.normalize("NFC").trim();
  if (typed === "") return null;
  if (typed.length > MAX_QUERY_LENGTH) {
    throw wrong(
      "query-too-long",
      `Câu tìm dài ${typed.length} ký tự, nhiều hơn ${MAX_QUERY_LENGTH}. Hãy giữ lại vài từ chính.`,
    );
  }
  const pieces = piecesOf(typed);
  const words = pieces.reduce((sum, piece) => sum + (piece.kind === "words" ? piece.tokens.length : 0), 0);
  if (words > MAX_QUERY_WORDS) {
    throw wrong(
      "query-too-long",
      `Câu tìm có ${words} từ, nhiều hơn ${MAX_QUERY_WORDS}. Hãy giữ lại vài từ chính.`,
    );
  }
  if (words === 0) {
    throw wrong("query-empty", "Câu tìm chưa có từ nào để tìm. Hãy gõ một từ, ví dụ: rác An Lão.");
  }
  return alternatives(pieces);
}

function wrong(code: string, sentence: string): UsageError {
  return new UsageError(code, sentence);
}

const OPENING = /["“”„«»]/;

/** Cuts a query at white space and quotation marks, keeping the exclusion sign with what follows it. */
function piecesOf(typed: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  while (at < typed.length) {
    if (/\s/.test(typed[at] ?? "")) {
      at++;
      continue;
    }
    const excluded = /[-−–]/.test(typed[at] ?? "") && /\S/.test(typed[at + 1] ?? "");
    const start = excluded ? at + 1 : at;
    const piece = OPENING.test(typed[start] ?? "") ? phraseAt(typed, start) : wordAt(typed, start);
    at = piece.end;
    if (piece.kind === "or" && !excluded) pieces.push({ kind: "or" });
    else if (piece.tokens.length > 0) {
      pieces.push({ kind: "words", excluded, phrase: piece.kind === "phrase", tokens: piece.tokens });
    }
  }
  return pieces;
}

interface Read {
  readonly kind: "or" | "phrase" | "word";
  readonly tokens: string[];
  readonly end: number;
}

function phraseAt(typed: string, start: number): Read {
  const rest = typed.slice(start + 1);
  const length = rest.search(OPENING);
  if (length < 0) {
    const phrase = rest.trim();
    throw wrong(
      "unclosed-phrase",
      phrase === ""
        ? "Dấu ngoặc kép cuối câu chưa có cụm từ nào. Hãy bỏ dấu ấy đi."
        : `Thiếu dấu ngoặc kép đóng sau cụm “${phrase}”. Thêm " ở cuối cụm.`,
    );
  }
  const phrase = rest.slice(0, length);
  const tokens = tokensOf(phrase);
  if (tokens.length === 0) {
    throw wrong(
      "empty-phrase",
      "Giữa hai dấu ngoặc kép chưa có từ nào. Hãy gõ cụm từ vào giữa, hoặc bỏ dấu đi.",
    );
  }
  return { kind: "phrase", tokens, end: start + length + 2 };
}

function wordAt(typed: string, start: number): Read {
  const length = typed.slice(start).search(/[\s"“”„«»]/);
  const end = length < 0 ? typed.length : start + Math.max(1, length);
  const word = typed.slice(start, end);
  if (word === "OR" || word === "HOẶC") return { kind: "or", tokens: [], end };
  return { kind: "word", tokens: tokensOf(word), end };
}

function tokensOf(text: string): string[] {
  return searchTokens(text).map((token) => token.exact);
}

/** `a b OR c -d` means: a, and (b or c), and not d: OR joins the two pieces beside it, as search engines read it. */
function alternatives(pieces: readonly Piece[]): QueryExpression {
  const parts: QueryExpression[] = [];
  const excluded: QueryExpression[] = [];
  let open = false;
  for (const [at, piece] of pieces.entries()) {
    if (piece.kind === "or") {
      refuseEmptySide(pieces[at - 1], pieces[at + 1]);
      open = true;
      continue;
    }
    const expression = expressionOf(piece);
    if (piece.excluded) excluded.push({ kind: "not", of: expression });
    else if (open) parts.push(either(parts.pop(), expression));
    else parts.push(expression);
    open = false;
  }
  if (parts.length === 0) {
    const [first] = pieces;
    const example = first?.kind === "words" ? first.tokens.join(" ") : "";
    throw wrong(
      "only-exclusions",
      `Câu tìm chỉ có phần loại trừ. Hãy thêm ít nhất một từ cần tìm, ví dụ: đường -${example}.`,
    );
  }
  const all = [...parts, ...excluded];
  const [only] = all;
  return only !== undefined && all.length === 1 ? only : { kind: "and", of: all };
}

function refuseEmptySide(before: Piece | undefined, after: Piece | undefined): void {
  for (const [side, piece] of [
    ["trước", before],
    ["sau", after],
  ] as const) {
    if (piece === undefined || piece.kind === "or") {
      throw wrong("empty-or", `Thiếu từ ${side} chữ OR. Viết như: rác OR nước thải.`);
    }
    if (piece.excluded) {
      throw wrong(
        "excluded-or",
        `Phần loại trừ “-${piece.tokens.join(" ")}” không đứng cạnh OR được. Hãy đặt nó ở cuối câu, không có OR.`,
      );
    }
  }
}

function expressionOf(piece: {
  readonly phrase: boolean;
  readonly tokens: readonly string[];
}): QueryExpression {
  const [only] = piece.tokens;
  if (only !== undefined && piece.tokens.length === 1) return { kind: "term", token: only };
  // What was typed without a space between ("rác-thải", "k0.biết") stands together, like a phrase.
  return { kind: "phrase", tokens: piece.tokens };
}

function either(left: QueryExpression | undefined, right: QueryExpression): QueryExpression {
  if (left === undefined) return right;
  return { kind: "or", of: left.kind === "or" ? [...left.of, right] : [left, right] };
}
