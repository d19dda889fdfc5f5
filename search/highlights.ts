import type { Highlight, QueryExpression } from "./search-index.ts";
import { type Form, looseForms, type SearchToken, searchTokens } from "./terms.ts";

/** The spans of a text that answer to the positive words of a query, in order, overlaps joined. */
export function highlightsOf(expression: QueryExpression | null, text: string): readonly Highlight[] {
  if (expression === null) return [];
  const tokens = searchTokens(text);
  const spans = positiveForms(expression).flatMap((form) => spansOf(form, tokens));
  return joined(spans);
}

/** The forms of all words and phrases that a document is wanted for; what is excluded has none. */
function positiveForms(expression: QueryExpression): readonly Form[] {
  switch (expression.kind) {
    case "term":
      return looseForms([expression.token]);
    case "phrase":
      return looseForms(expression.tokens);
    case "not":
      return [];
    case "and":
    case "or":
      return expression.of.flatMap(positiveForms);
  }
}

function spansOf(form: Form, tokens: readonly SearchToken[]): Highlight[] {
  const spans: Highlight[] = [];
  for (let at = 0; at + form.tokens.length <= tokens.length; at++) {
    if (!formAt(form, tokens, at)) continue;
    const first = tokens[at];
    const last = tokens[at + form.tokens.length - 1];
    if (first && last) spans.push({ start: first.start, end: last.end });
  }
  return spans;
}

/** Whether a form stands at a position of a token sequence. */
export function formAt(form: Form, tokens: readonly SearchToken[], at: number): boolean {
  return form.tokens.every((token, offset) => tokens[at + offset]?.[form.field] === token);
}

function joined(spans: readonly Highlight[]): Highlight[] {
  const sorted = [...spans].sort((a, b) => a.start - b.start || b.end - a.end);
  const result: Highlight[] = [];
  for (const span of sorted) {
    const last = result.at(-1);
    if (last && span.start < last.end) {
      if (span.end > last.end) result[result.length - 1] = { start: last.start, end: span.end };
    } else {
      result.push(span);
    }
  }
  return result;
}
