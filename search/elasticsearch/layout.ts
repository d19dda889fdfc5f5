import type { estypes } from "@elastic/elasticsearch";
import type { IndexedDocument } from "../../model/document.ts";
import { dayOf } from "../../model/time.ts";

/** Raised whenever the mapping or what a document's fields mean changes: indices of another format are never read. */
const FORMAT = 1;

/** The name of one generation of indices; each rebuilding makes the next, and products share a cluster by prefix. */
export function generationName(prefix: string, number: number): string {
  return `${prefix}-v${FORMAT}-${number}`;
}

/** The alias of all indices of a generation: what is searched. */
export function aliasOf(generation: string): string {
  return `${generation}-all`;
}

/**
 * The index that holds a document, by its own date, so that forgetting a day of citizens' words is dropping an index:
 * institutions by month, citizens by day, those without a time of publication by the week that they keep.
 */
export function indexOf(generation: string, document: IndexedDocument): string {
  if (document.publishedAt === null) return undatedIndex(generation, document);
  const day = dayOf(document.publishedAt);
  const period = document.speaker === "citizen" ? day : day.slice(0, 7);
  return `${generation}-${document.speaker}-${period}`;
}

/** Where a document stands, or stood, while its time of publication is unknown. */
export function undatedIndex(
  generation: string,
  document: Pick<IndexedDocument, "speaker" | "week">,
): string {
  return `${generation}-${document.speaker}-undated-${document.week.toLowerCase()}`;
}

/** Whether an index holds citizens' words, which are all forgotten one day. */
export function isCitizens(index: string): boolean {
  return index.includes("-citizen-");
}

const label = { type: "keyword" } as const;
/** Kept to be given back, not to be found by. */
const kept = { type: "keyword", index: false, doc_values: false } as const;
const words = { type: "text", analyzer: "whitespace", norms: false } as const;

/**
 * The mapping, strict: a field that is not here cannot be written. It has no author, account, link or place of a person
 * (promise 1 and 4). Words are our own tokens, which the engine only splits at spaces.
 */
const PROPERTIES: Record<string, estypes.MappingProperty> = {
  id: label,
  sourceId: label,
  sourceGroup: kept,
  channel: kept,
  kind: label,
  speaker: label,
  url: kept,
  title: { type: "text", index: false },
  text: { type: "text", index: false },
  publishedAt: kept,
  fetchedAt: kept,
  week: kept,
  parentId: kept,
  topics: kept,
  places: label,
  polarity: label,
  score: { type: "double", index: false, doc_values: false },
  confidence: { type: "double", index: false, doc_values: false },
  sensitive: { type: "boolean" },
  echoOf: kept,
  firstOfAuthor: { type: "boolean", index: false, doc_values: false },
  epoch: kept,
  indexedAt: kept,
  // Made for finding and counting, and left out of what is given back.
  exact: words,
  folded: words,
  topicTree: label,
  echo: { type: "boolean" },
  order: { type: "long" },
  day: label,
  tally: label,
};

/** What `_source` leaves out: it can be made again from the rest. */
const DERIVED = ["exact", "folded", "topicTree", "echo", "order", "day", "tally"];

/** The template that gives every new index of a generation its mapping, its settings and its alias. */
export function templateOf(generation: string): estypes.IndicesPutIndexTemplateRequest {
  return {
    name: generation,
    index_patterns: [`${generation}-institution-*`, `${generation}-citizen-*`],
    priority: 500,
    version: FORMAT,
    template: {
      aliases: { [aliasOf(generation)]: {} },
      settings: {
        number_of_shards: 1,
        auto_expand_replicas: "0-1",
        // What is written is seen within this time by other processes; its own process sees it at once.
        refresh_interval: "1s",
        "merge.policy.expunge_deletes_allowed": 0,
      },
      mappings: { dynamic: "strict", _source: { excludes: DERIVED }, properties: PROPERTIES },
    },
  };
}
