/** Branded identifiers: a string of one kind is never taken for another. */
type Brand<T, Name extends string> = T & { readonly __brand: Name };

/** A source's id, as its file in `config/sources/` names it; `ingest` for items without one. */
export type SourceId = Brand<string, "SourceId">;
/** A stored document: a plain hash for institutions, a keyed hash for citizens (promise 4). */
export type DocumentId = Brand<string, "DocumentId">;
/** A topic: a family ("land") or its child ("land/disputes"). */
export type TopicId = Brand<string, "TopicId">;
/** A place: `code@since`, the unit in force since that day; codes are reused. */
export type PlaceId = Brand<string, "PlaceId">;
export type HotSpotId = Brand<string, "HotSpotId">;
/** A case: `2026-12`, the twelfth of its year; short enough to say on the telephone, and part of its public address. */
export type CaseId = Brand<string, "CaseId">;
/** A handling unit, as `config/units.yaml` names it. */
export type UnitId = Brand<string, "UnitId">;
/** An instant in UTC, ISO 8601 with milliseconds and Z; compares as text. */
export type Instant = Brand<string, "Instant">;
/** A calendar day in Asia/Ho_Chi_Minh, YYYY-MM-DD; compares as text. */
export type Day = Brand<string, "Day">;
/** An ISO week of Asia/Ho_Chi_Minh days, YYYY-Www. */
export type Week = Brand<string, "Week">;

export const sourceId = (value: string): SourceId => value as SourceId;
export const documentId = (value: string): DocumentId => value as DocumentId;
export const topicId = (value: string): TopicId => value as TopicId;
export const placeId = (value: string): PlaceId => value as PlaceId;
export const caseId = (value: string): CaseId => value as CaseId;
export const unitId = (value: string): UnitId => value as UnitId;
export const hotSpotId = (value: string): HotSpotId => value as HotSpotId;

const PHRASE_FAMILY = "other/";

/** The topic of a concern that no configured topic names: what people call it. */
export function phraseTopic(phrase: string): TopicId {
  return `${PHRASE_FAMILY}${phrase}` as TopicId;
}

/** The phrase that a topic stands for; null for a configured topic. */
export function phraseOf(topic: TopicId): string | null {
  return topic.startsWith(PHRASE_FAMILY) ? topic.slice(PHRASE_FAMILY.length) : null;
}
