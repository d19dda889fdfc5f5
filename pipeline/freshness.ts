import type { SourceSettings } from "../config/schema.ts";
import type { Document } from "../model/document.ts";
import type { Instant, SourceId } from "../model/ids.ts";
import { dayOf, epochMs, startOfDay } from "../model/time.ts";
import type { DocumentStore } from "../state/documents.ts";
import type { FreshnessClass, FreshnessStore } from "../state/freshness.ts";
import type { SourceStore } from "../state/sources.ts";

/** Told of every document just before it counts as held; measures how soon what is published can be found. */
export type FreshnessWatch = (document: Document, indexedAt: Instant) => void;

/**
 * Measures what was published while its source was being read: an archive that is read on the first day says nothing
 * about freshness, nor does a text that came back changed, nor one of which only the day is known.
 */
export function createFreshnessWatch(deps: {
  readonly freshness: FreshnessStore;
  readonly sources: Pick<SourceStore, "feeds">;
  readonly documents: Pick<DocumentStore, "get">;
  readonly sourceOf: (id: string) => SourceSettings | null;
}): FreshnessWatch {
  const since = new Map<string, Instant>();
  const listensSince = (id: string): Instant | null => {
    const known = since.get(id);
    if (known !== undefined) return known;
    for (const feed of deps.sources.feeds()) {
      const first = since.get(feed.sourceId);
      if (feed.firstSuccessAt !== null && (first === undefined || feed.firstSuccessAt < first))
        since.set(feed.sourceId, feed.firstSuccessAt);
    }
    return since.get(id) ?? null;
  };
  return (document, indexedAt) => {
    const source = deps.sourceOf(document.sourceId);
    const { publishedAt } = document;
    if (source === null || publishedAt === null || publishedAt === startOfDay(dayOf(publishedAt))) return;
    const first = listensSince(document.sourceId);
    if (first === null || publishedAt < first) return;
    if (deps.documents.get(document.id)?.indexedAt != null) return;
    const delayMs = epochMs(indexedAt) - epochMs(publishedAt);
    deps.freshness.record(
      document.sourceId as SourceId,
      classOf(document, source),
      dayOf(indexedAt),
      delayMs,
    );
  };
}

/** An article's comments are read at set ages of the article; a forum's answers when its list shows them. */
function classOf(document: Document, source: SourceSettings): FreshnessClass {
  if (document.kind === "comment" && source.speaker === "institution") return "comments";
  return source.priority ? "priority" : "ordinary";
}
