import type { Annotations, Document, Kind } from "../model/document.ts";
import type { DocumentId, Instant, PlaceId, SourceId, TopicId } from "../model/ids.ts";
import type { DocumentStore } from "../state/documents.ts";
import { settledPlaces } from "./cells-of.ts";
import { Recent } from "./recent.ts";

/** What a comment inherits of what it answers. */
export interface ParentAnnotations {
  readonly topics: readonly TopicId[];
  readonly places: readonly PlaceId[];
  readonly relevant: boolean;
}
export type SourceScope = "local" | "national" | "unknown";

/** The analyzers as the pipeline calls them: pure, one text at a time. */
export interface TextAnalyzer {
  analyze(input: {
    readonly text: string;
    readonly title: string | null;
    readonly kind: Kind | null;
    readonly publishedAt: Instant | null;
    readonly sourceScope: SourceScope;
    readonly parent: ParentAnnotations | null;
  }): Annotations;
}

/** Annotates documents together with what they answer. */
export interface Annotator {
  /** "pending" while the parent is on its way and has not been read yet. */
  parentOf(document: Document): ParentAnnotations | "pending" | null;
  annotate(document: Document, parent: ParentAnnotations | null): Annotations;
}

/** Parents are looked up among those just annotated, then in the state. */
export function createAnnotator(deps: {
  readonly analyzer: TextAnalyzer;
  readonly documents: DocumentStore;
  readonly scopeOf: (source: SourceId) => SourceScope;
}): Annotator {
  const recent = new Recent<DocumentId, ParentAnnotations>(50_000);
  return {
    parentOf: (document) => {
      if (document.parentId === null) return null;
      const known = recent.get(document.parentId);
      if (known) return known;
      const stored = deps.documents.get(document.parentId);
      if (stored === null) return null;
      if (stored.annotations) return inherited(stored.annotations);
      return stored.status === "pending" && stored.encounter !== "" ? "pending" : null;
    },
    annotate: (document, parent) => {
      const annotations = deps.analyzer.analyze({
        text: document.text,
        title: document.title,
        kind: document.kind,
        publishedAt: document.publishedAt,
        sourceScope: deps.scopeOf(document.sourceId),
        parent,
      });
      if (document.kind !== "comment") recent.set(document.id, inherited(annotations));
      return annotations;
    },
  };
}

function inherited(annotations: Annotations): ParentAnnotations {
  return {
    topics: annotations.topics.map((topic) => topic.id),
    places: settledPlaces(annotations),
    relevant: annotations.relevant,
  };
}
