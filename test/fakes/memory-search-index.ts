import type { IndexedDocument } from "../../model/document.ts";
import type { DocumentId } from "../../model/ids.ts";
import { dayOf } from "../../model/time.ts";
import { formAt, highlightsOf } from "../../search/highlights.ts";
import { cursorOf, newestFirst, pageSize, positionOf } from "../../search/page-cursor.ts";
import type {
  Bucket,
  BucketSize,
  DocumentQuery,
  Facet,
  FacetField,
  QueryExpression,
  SearchIndex,
  SearchPage,
} from "../../search/search-index.ts";
import { BucketCounter, facetsOf, Tally, voiceCellOf } from "../../search/tally.ts";
import { exactForm, type Form, looseForms, type SearchToken, searchTokens } from "../../search/terms.ts";

/** An index without a store, that reads every document for every question: what the others are compared with. */
export function memorySearchIndex(): SearchIndex {
  const documents = new Map<DocumentId, IndexedDocument>();
  const matching = (query: DocumentQuery) =>
    [...documents.values()].flatMap((document) => {
      const match = matchOf(query, document);
      return match === null ? [] : [{ document, exact: match.exact }];
    });
  return {
    async upsert(written) {
      for (const document of written) documents.set(document.id, document);
    },
    async remove(ids) {
      for (const id of ids) documents.delete(id);
    },
    async get(id) {
      return documents.get(id) ?? null;
    },
    async search(query) {
      return pageOf(query, matching(query));
    },
    async facets(query, field) {
      return facetsFrom(matching(query), field);
    },
    async histogram(query, bucket) {
      return bucketsFrom(matching(query), bucket);
    },
    async close() {},
  };
}

type Match = { readonly document: IndexedDocument; readonly exact: boolean };

function pageOf(query: DocumentQuery, matches: readonly Match[]): SearchPage {
  const total = new Tally();
  for (const { document } of matches) total.add(document.speaker, voiceCellOf(document));
  const compare = (a: Match, b: Match) =>
    Number(b.exact) - Number(a.exact) || newestFirst(a.document, b.document);
  const sorted = [...matches].sort(compare);
  const after = query.cursor === null ? null : positionOf(query.cursor);
  const rest = sorted.filter(({ document, exact }) => {
    if (after === null) return true;
    return exact === after.exact ? newestFirst(after, document) < 0 : after.exact;
  });
  const shown = rest.slice(0, pageSize(query.limit));
  const last = shown.at(-1);
  return {
    hits: shown.map(({ document, exact }) => ({
      document,
      exact,
      highlights: highlightsOf(query.text, document.text),
    })),
    total: { institution: total.institution, citizen: total.citizen },
    voices: total.voices,
    cursor:
      last !== undefined && rest.length > shown.length
        ? cursorOf({ exact: last.exact, publishedAt: last.document.publishedAt, id: last.document.id })
        : null,
  };
}

function facetsFrom(matches: readonly Match[], field: FacetField): readonly Facet[] {
  const tallies = new Map<string, Tally>();
  for (const { document } of matches) {
    for (const value of new Set(valuesOf(document, field))) {
      const tally = tallies.get(value) ?? new Tally();
      tally.add(document.speaker, voiceCellOf(document));
      tallies.set(value, tally);
    }
  }
  return facetsOf(tallies);
}

function bucketsFrom(matches: readonly Match[], size: BucketSize): readonly Bucket[] {
  const counter = new BucketCounter(size);
  for (const { document } of matches) {
    if (document.publishedAt === null) continue;
    const { speaker, polarity, echoOf } = document;
    const day = dayOf(document.publishedAt);
    const voiceCell = voiceCellOf(document);
    counter.add({ day, speaker, polarity, echo: echoOf !== null, voiceCell, count: 1 });
  }
  return counter.buckets();
}

function valuesOf(document: IndexedDocument, field: FacetField): readonly string[] {
  switch (field) {
    case "topic":
      return document.topics.flatMap((topic) => [topic, topic.split("/")[0] ?? topic]);
    case "place":
      return document.places;
    case "polarity":
      return [document.polarity];
    case "source":
      return [document.sourceId];
    case "kind":
      return [document.kind];
  }
}

function matchOf(query: DocumentQuery, document: IndexedDocument): { exact: boolean } | null {
  if (!query.includeSensitive && document.sensitive) return null;
  if (!query.includeEchoes && document.echoOf !== null) return null;
  if (!withinDays(query, document) || !withinFilters(query, document)) return null;
  if (query.text === null) return { exact: true };
  const fields = [document.title ?? "", document.text].map(searchTokens);
  if (!stands(query.text, fields, looseForms)) return null;
  return { exact: stands(query.text, fields, (tokens) => [exactForm(tokens)]) };
}

function withinDays(query: DocumentQuery, document: IndexedDocument): boolean {
  if (query.from === null && query.to === null) return true;
  if (document.publishedAt === null) return false;
  const day = dayOf(document.publishedAt);
  return (query.from === null || day >= query.from) && (query.to === null || day <= query.to);
}

function withinFilters(query: DocumentQuery, document: IndexedDocument): boolean {
  const allows = (wanted: readonly string[], values: readonly string[]) =>
    wanted.length === 0 || values.some((value) => wanted.includes(value));
  return (
    allows(query.topics, valuesOf(document, "topic")) &&
    allows(query.places, document.places) &&
    allows(query.polarities, [document.polarity]) &&
    allows(query.sources, [document.sourceId]) &&
    allows(query.kinds, [document.kind]) &&
    allows(query.speakers, [document.speaker])
  );
}

type FormsOf = (tokens: readonly string[]) => readonly Form[];

function stands(
  expression: QueryExpression,
  fields: readonly (readonly SearchToken[])[],
  formsOf: FormsOf,
): boolean {
  const found = (tokens: readonly string[]) =>
    fields.some((field) => formsOf(tokens).some((form) => field.some((_, at) => formAt(form, field, at))));
  switch (expression.kind) {
    case "term":
      return found([expression.token]);
    case "phrase":
      return found(expression.tokens);
    case "not":
      return !stands(expression.of, fields, looseForms);
    case "and":
      return expression.of.every((part) => stands(part, fields, formsOf));
    case "or":
      return expression.of.some((part) => stands(part, fields, formsOf));
  }
}
