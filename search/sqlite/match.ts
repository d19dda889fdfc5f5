import type { IndexedDocument } from "../../model/document.ts";
import type { DocumentQuery, QueryExpression } from "../search-index.ts";
import { withFamilies } from "../tally.ts";
import { BOUNDARY, exactForm, type Form, looseForms, searchTokens } from "../terms.ts";
import type { LabelSet } from "./labels.ts";

/** The three columns of the full-text table for one document. */
export interface FullTextRow {
  readonly exact: string;
  readonly folded: string;
  readonly tags: string;
}

// SQLite's ascii tokenizer keeps every character beyond ASCII and splits at ASCII marks, so these are moved away.
const ASCII_MARK = /[\x21-\x2f\x3a-\x40\x5b-\x60\x7b-\x7f]/;
const ASCII_MARKS = new RegExp(ASCII_MARK, "g");

function encoded(token: string): string {
  if (!ASCII_MARK.test(token)) return token;
  return token.replace(ASCII_MARKS, (mark) => String.fromCharCode(0xe000 + mark.charCodeAt(0)));
}

/** What the full-text table holds of a document: its own tokens in two forms, and its labels. */
export function fullTextRow(document: IndexedDocument): FullTextRow {
  const exact: string[] = [];
  const folded: string[] = [];
  if (document.title !== null) {
    addTokens(document.title, exact, folded);
    exact.push(BOUNDARY);
    folded.push(BOUNDARY);
  }
  addTokens(document.text, exact, folded);
  return { exact: exact.join(" "), folded: folded.join(" "), tags: tagsOf(document) };
}

function addTokens(text: string, exact: string[], folded: string[]): void {
  for (const token of searchTokens(text)) {
    exact.push(encoded(token.exact));
    folded.push(encoded(token.folded));
  }
}

const ANY = "any";
const SENSITIVE = "sensitive";
const ECHO = "echo";

function tagsOf(document: LabelSet & { readonly echoOf: string | null }): string {
  const tags = [
    ANY,
    `s${document.speaker}`,
    `k${document.kind}`,
    `o${document.sourceId}`,
    `v${document.polarity}`,
    ...withFamilies(document.topics).map((topic) => `t${topic}`),
    ...document.places.map((place) => `p${place}`),
  ];
  if (document.sensitive) tags.push(SENSITIVE);
  if (document.echoOf !== null) tags.push(ECHO);
  return tags.map(tagToken).join(" ");
}

/** A label as one token. Labels are few, so each is made once. */
function tagToken(tag: string): string {
  let token = tagTokens.get(tag);
  if (token === undefined) {
    token = encoded(tag.toLowerCase().replace(/\s/g, "_"));
    if (tagTokens.size >= MOST_TAGS) tagTokens.clear();
    tagTokens.set(tag, token);
  }
  return token;
}
const tagTokens = new Map<string, string>();
const MOST_TAGS = 20_000;

const tag = (value: string) => `tags : "${tagToken(value)}"`;
const form = ({ field, tokens }: Form) => `${field} : "${tokens.map(encoded).join(" ")}"`;
const anyOf = (parts: readonly string[]) =>
  parts.length === 1 ? (parts[0] ?? "") : `(${parts.join(" OR ")})`;

/** A query in the words of FTS5: `all` finds every match, `exact` those in the form typed; equal without text. */
export interface MatchExpression {
  readonly all: string;
  readonly exact: string;
}

/** Translates a query, its filters but the days included. */
export function matchExpression(query: DocumentQuery): MatchExpression {
  const wanted = filters(query);
  const unwanted: string[] = [];
  if (!query.includeSensitive) unwanted.push(tag(SENSITIVE));
  if (!query.includeEchoes) unwanted.push(tag(ECHO));
  const whole = (text: QueryExpression | null, mode: Mode) =>
    conjunction(text === null ? wanted : [textExpression(text, mode), ...wanted], unwanted);
  return { all: whole(query.text, "all"), exact: whole(query.text, "exact") };
}

function filters(query: DocumentQuery): string[] {
  const groups: readonly (readonly string[])[] = [
    query.topics.map((topic) => tag(`t${topic}`)),
    query.places.map((place) => tag(`p${place}`)),
    query.polarities.map((polarity) => tag(`v${polarity}`)),
    query.sources.map((source) => tag(`o${source}`)),
    query.kinds.map((kind) => tag(`k${kind}`)),
    query.speakers.map((speaker) => tag(`s${speaker}`)),
  ];
  return groups.filter((group) => group.length > 0).map(anyOf);
}

type Mode = "all" | "exact";

function textExpression(expression: QueryExpression, mode: Mode): string {
  switch (expression.kind) {
    case "term":
      return formsExpression([expression.token], mode);
    case "phrase":
      return formsExpression(expression.tokens, mode);
    case "not":
      return conjunction([], [textExpression(expression.of, "all")]);
    case "or":
      return anyOf(expression.of.map((part) => textExpression(part, mode)));
    case "and": {
      const excluded = expression.of.flatMap((part) => (part.kind === "not" ? [part.of] : []));
      const positive = expression.of.filter((part) => part.kind !== "not");
      return conjunction(
        positive.map((part) => textExpression(part, mode)),
        excluded.map((part) => textExpression(part, "all")),
      );
    }
  }
}

function formsExpression(tokens: readonly string[], mode: Mode): string {
  return mode === "exact" ? form(exactForm(tokens)) : anyOf(looseForms(tokens).map(form));
}

/** FTS5 knows no exclusion alone, so where nothing is wanted every document is. */
function conjunction(wanted: readonly string[], unwanted: readonly string[]): string {
  const base = wanted.length === 0 ? tag(ANY) : wanted.join(" AND ");
  if (unwanted.length === 0) return wanted.length > 1 ? `(${base})` : base;
  return `((${base}) NOT ${anyOf(unwanted)})`;
}
