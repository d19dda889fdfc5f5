import type { IndexedDocument } from "../../model/document.ts";
import type { Instant, Week } from "../../model/ids.ts";
import { documentId, sourceId } from "../../model/ids.ts";
import { dayOf, weekOf } from "../../model/time.ts";
import type { DocumentQuery } from "../../search/search-index.ts";

const PUBLISHED = "2026-11-18T03:00:00.000Z" as Instant;

/** A citizen's comment of one author of the week, changed where the test cares. */
export function indexedDocument(id: string, changes: Partial<IndexedDocument> = {}): IndexedDocument {
  const publishedAt = changes.publishedAt === undefined ? PUBLISHED : changes.publishedAt;
  const week: Week = weekOf(dayOf(publishedAt ?? PUBLISHED));
  return {
    id: documentId(id),
    sourceId: sourceId("forum"),
    sourceGroup: "forum",
    channel: "public",
    kind: "comment",
    speaker: "citizen",
    url: null,
    title: null,
    text: "Rác ùn ứ ở chợ",
    publishedAt,
    fetchedAt: PUBLISHED,
    week,
    parentId: null,
    topics: [],
    places: [],
    polarity: "negative",
    score: -0.5,
    confidence: 0.8,
    sensitive: false,
    echoOf: null,
    firstOfAuthor: true,
    epoch: "k1",
    indexedAt: PUBLISHED,
    ...changes,
  };
}

/** A query for everything that is not sensitive, changed where the test cares. */
export function documentQuery(changes: Partial<DocumentQuery> = {}): DocumentQuery {
  return {
    text: null,
    topics: [],
    places: [],
    polarities: [],
    sources: [],
    kinds: [],
    speakers: [],
    from: null,
    to: null,
    includeSensitive: false,
    includeEchoes: true,
    limit: 50,
    cursor: null,
    ...changes,
  };
}
