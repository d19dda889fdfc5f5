import type { SQLInputValue, SQLOutputValue } from "node:sqlite";
import type { CountingChannel, IndexedDocument, Kind, Polarity, Speaker } from "../../model/document.ts";
import type { DocumentId, Instant, PlaceId, SourceId, TopicId, Week } from "../../model/ids.ts";

const COLUMNS = [
  "ref",
  "id",
  "source_id",
  "source_group",
  "channel",
  "kind",
  "speaker",
  "url",
  "title",
  "text",
  "published_at",
  "fetched_at",
  "week",
  "parent_id",
  "topics",
  "places",
  "polarity",
  "score",
  "confidence",
  "sensitive",
  "echo_of",
  "first_of_week",
  "epoch",
  "indexed_at",
] as const;

export const INSERT_DOCUMENT_SQL = `INSERT INTO search_document (${COLUMNS.join(", ")}) VALUES (${COLUMNS.map(() => "?").join(", ")})`;

/** The values of a document in the order of INSERT_DOCUMENT_SQL. */
export function rowOf(ref: number, d: IndexedDocument): SQLInputValue[] {
  return [
    ref,
    d.id,
    d.sourceId,
    d.sourceGroup,
    d.channel,
    d.kind,
    d.speaker,
    d.url,
    d.title,
    d.text,
    d.publishedAt,
    d.fetchedAt,
    d.week,
    d.parentId,
    JSON.stringify(d.topics),
    JSON.stringify(d.places),
    d.polarity,
    d.score,
    d.confidence,
    d.sensitive ? 1 : 0,
    d.echoOf,
    d.firstOfAuthor ? 1 : 0,
    d.epoch,
    d.indexedAt,
  ];
}

type Row = Record<string, SQLOutputValue>;
const textOrNull = <T extends string>(value: SQLOutputValue | undefined) =>
  typeof value === "string" ? (value as T) : null;
const text = <T extends string>(value: SQLOutputValue | undefined) => String(value) as T;

/** The document that a row holds. */
export function documentOf(row: Row): IndexedDocument {
  return {
    id: text<DocumentId>(row.id),
    sourceId: text<SourceId>(row.source_id),
    sourceGroup: text(row.source_group),
    channel: text<CountingChannel>(row.channel),
    kind: text<Kind>(row.kind),
    speaker: text<Speaker>(row.speaker),
    url: textOrNull(row.url),
    title: textOrNull(row.title),
    text: text(row.text),
    publishedAt: textOrNull<Instant>(row.published_at),
    fetchedAt: text<Instant>(row.fetched_at),
    week: text<Week>(row.week),
    parentId: textOrNull<DocumentId>(row.parent_id),
    topics: JSON.parse(text(row.topics)) as TopicId[],
    places: JSON.parse(text(row.places)) as PlaceId[],
    polarity: text<Polarity>(row.polarity),
    score: Number(row.score),
    confidence: Number(row.confidence),
    sensitive: row.sensitive === 1,
    echoOf: textOrNull<DocumentId>(row.echo_of),
    firstOfAuthor: row.first_of_week === 1,
    epoch: textOrNull(row.epoch),
    indexedAt: text<Instant>(row.indexed_at),
  };
}
