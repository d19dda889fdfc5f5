import type { Annotations, Document, IndexedDocument } from "../model/document.ts";
import type { DocumentId, Instant, TopicId } from "../model/ids.ts";
import { settledPlaces } from "./cells-of.ts";

/** A document with everything that the index holds of it. A sensitive one has no places (promise 7). */
export function toIndexedDocument(
  of: {
    readonly document: Document;
    readonly annotations: Annotations;
    readonly echoOf: DocumentId | null;
    readonly firstOfAuthor: boolean;
    readonly epoch: string | null;
  },
  isSensitive: (topic: TopicId) => boolean,
  indexedAt: Instant,
): IndexedDocument {
  const topics = of.annotations.topics.map((topic) => topic.id);
  const sensitive = topics.some(isSensitive);
  return {
    ...of.document,
    topics,
    places: sensitive ? [] : settledPlaces(of.annotations),
    polarity: of.annotations.polarity,
    score: of.annotations.score,
    confidence: of.annotations.confidence,
    sensitive,
    echoOf: of.echoOf,
    firstOfAuthor: of.firstOfAuthor,
    epoch: of.epoch,
    indexedAt,
  };
}
