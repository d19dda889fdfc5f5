import type { TopicId } from "../model/ids.ts";
import type { DocumentQuery, FacetField, QueryExpression } from "./search-index.ts";

/** Words of a query beyond which its totals are not shown: each word costs a look at what it leaves out. */
const MOST_PARTS = 8;

/** The parts of a query, apart from its days, that a person could take away to compare totals. */
export interface QueryParts {
  readonly words: readonly QueryExpression[];
  readonly filters: readonly FacetField[];
}

/** The parts of a query: words that are all wanted or excluded, and filters. */
export function partsOf(query: DocumentQuery): QueryParts {
  const words = query.text === null ? [] : query.text.kind === "and" ? query.text.of : [query.text];
  const filters: FacetField[] = [];
  if (query.topics.length > 0) filters.push("topic");
  if (query.places.length > 0) filters.push("place");
  if (query.polarities.length > 0) filters.push("polarity");
  if (query.sources.length > 0) filters.push("source");
  if (query.kinds.length > 0) filters.push("kind");
  return { words, filters };
}

/** The query without one filter. */
export function withoutFilter(query: DocumentQuery, field: FacetField): DocumentQuery {
  switch (field) {
    case "topic":
      return { ...query, topics: [] };
    case "place":
      return { ...query, places: [] };
    case "polarity":
      return { ...query, polarities: [] };
    case "source":
      return { ...query, sources: [] };
    case "kind":
      return { ...query, kinds: [] };
  }
}

/** The values of one filter of a query. */
export function filterValues(query: DocumentQuery, field: FacetField): readonly string[] {
  switch (field) {
    case "topic":
      return query.topics;
    case "place":
      return query.places;
    case "polarity":
      return query.polarities;
    case "source":
      return query.sources;
    case "kind":
      return query.kinds;
  }
}

/**
 * The sets that a person could have by subtracting the total of a query from that of one with a word more, less or
 * looser: each word's absence, each alternative alone, a phrase's words apart. null where there are too many to look at.
 */
export function wordRemainders(query: DocumentQuery): readonly DocumentQuery[] | null {
  const { words, filters } = partsOf(query);
  if (words.length > MOST_PARTS) return null;
  const remainders: QueryExpression[][] = [];
  for (const [at, part] of words.entries()) {
    const others = words.filter((_, other) => other !== at);
    const alone = others.length === 0 && filters.length === 0;
    // A single word's absence is everything else; the total of everything is never shown.
    if (!alone) remainders.push([...others, negated(part)]);
    for (const variant of looser(part)) remainders.push([...others, ...variant]);
  }
  return remainders.map((of) => ({ ...query, text: { kind: "and", of }, limit: 0, cursor: null }));
}

function negated(part: QueryExpression): QueryExpression {
  return part.kind === "not" ? part.of : { kind: "not", of: part };
}

function looser(part: QueryExpression): readonly QueryExpression[][] {
  switch (part.kind) {
    case "phrase":
      return [[...part.tokens.map((token) => ({ kind: "term" as const, token })), negated(part)]];
    case "or":
      return part.of.map((branch) => [branch, ...part.of.filter((other) => other !== branch).map(negated)]);
    case "term":
    case "not":
    case "and":
      return [];
  }
}

/** The family of a topic; itself where it is one. */
export function familyOf(topic: string): TopicId {
  const slash = topic.indexOf("/");
  return (slash < 0 ? topic : topic.slice(0, slash)) as TopicId;
}
