import type { estypes } from "@elastic/elasticsearch";
import { addDays, epochMs, startOfDay } from "../../model/time.ts";
import type { DocumentQuery, QueryExpression } from "../search-index.ts";
import { exactForm, type Form, looseForms } from "../terms.ts";
import { engineWord, UNKNOWN_TIME } from "./fields.ts";

type Query = estypes.QueryDslQueryContainer;

/** A query in the engine's words: `all` finds every match, `rest` those that are not in the form typed, `exact` those that are. */
export interface EngineQueries {
  readonly all: Query;
  readonly exact: Query;
  /** Null where all matches are in the form typed, as without words. */
  readonly rest: Query | null;
}

/** Translates a query, its filters and days included. Everything is a filter: the order of hits is ours, no score. */
export function engineQueries(query: DocumentQuery): EngineQueries {
  const wanted = filters(query);
  const unwanted: Query[] = [];
  if (!query.includeSensitive) unwanted.push({ term: { sensitive: true } });
  if (!query.includeEchoes) unwanted.push({ term: { echo: true } });
  if (query.text === null) {
    const all = conjunction(wanted, unwanted);
    return { all, exact: all, rest: null };
  }
  const loose = textQuery(query.text, "all");
  const typed = textQuery(query.text, "exact");
  return {
    all: conjunction([loose, ...wanted], unwanted),
    exact: conjunction([typed, ...wanted], unwanted),
    rest: conjunction([loose, ...wanted], [typed, ...unwanted]),
  };
}

function filters(query: DocumentQuery): Query[] {
  const of = (field: string, values: readonly string[]): Query[] =>
    values.length === 0 ? [] : [{ terms: { [field]: [...values] } }];
  return [
    ...of("topicTree", query.topics),
    ...of("places", query.places),
    ...of("polarity", query.polarities),
    ...of("sourceId", query.sources),
    ...of("kind", query.kinds),
    ...of("speaker", query.speakers),
    ...days(query),
  ];
}

function days({ from, to }: DocumentQuery): Query[] {
  if (from === null && to === null) return [];
  const range = {
    ...(from === null ? { gt: UNKNOWN_TIME } : { gte: epochMs(startOfDay(from)) }),
    ...(to === null ? {} : { lt: epochMs(startOfDay(addDays(to, 1))) }),
  };
  return [{ range: { order: range } }];
}

type Mode = "all" | "exact";

function textQuery(expression: QueryExpression, mode: Mode): Query {
  switch (expression.kind) {
    case "term":
      return formsQuery([expression.token], mode);
    case "phrase":
      return formsQuery(expression.tokens, mode);
    case "not":
      return conjunction([], [textQuery(expression.of, "all")]);
    case "or":
      return anyOf(expression.of.map((part) => textQuery(part, mode)));
    case "and":
      return conjunction(
        expression.of.filter((part) => part.kind !== "not").map((part) => textQuery(part, mode)),
        expression.of.flatMap((part) => (part.kind === "not" ? [textQuery(part.of, "all")] : [])),
      );
  }
}

function formsQuery(tokens: readonly string[], mode: Mode): Query {
  return anyOf((mode === "exact" ? [exactForm(tokens)] : looseForms(tokens)).map(formQuery));
}

/** Words in a row. The engine cuts at spaces, which no token holds, so our tokens arrive as they are. */
function formQuery({ field, tokens }: Form): Query {
  const [first] = tokens;
  if (first === undefined) return { match_none: {} };
  if (tokens.length === 1) return { term: { [field]: engineWord(first) } };
  return { match_phrase: { [field]: { query: tokens.map(engineWord).join(" "), analyzer: "whitespace" } } };
}

function anyOf(parts: readonly Query[]): Query {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  return { bool: { should: [...parts], minimum_should_match: 1 } };
}

function conjunction(wanted: readonly Query[], unwanted: readonly Query[]): Query {
  return {
    bool: { filter: wanted.length === 0 ? [{ match_all: {} }] : [...wanted], must_not: [...unwanted] },
  };
}
