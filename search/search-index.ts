import type { IndexedDocument, Kind, Polarity, Speaker } from "../model/document.ts";
import { PermanentError } from "../model/errors.ts";
import type { Day, DocumentId, PlaceId, SourceId, TopicId } from "../model/ids.ts";

/** A query already parsed and judged: `text` is the expression of words, phrases, exclusions and OR. */
export interface DocumentQuery {
  readonly text: QueryExpression | null;
  /** A family matches its children. */
  readonly topics: readonly TopicId[];
  readonly places: readonly PlaceId[];
  readonly polarities: readonly Polarity[];
  readonly sources: readonly SourceId[];
  readonly kinds: readonly Kind[];
  readonly speakers: readonly Speaker[];
  /** Inclusive Vietnamese days of publication; a document without publication time matches no bounded range. */
  readonly from: Day | null;
  readonly to: Day | null;
  /** Sensitive documents are left out unless asked for (they are never shown, only counted). */
  readonly includeSensitive: boolean;
  readonly includeEchoes: boolean;
  readonly limit: number;
  readonly cursor: string | null;
}

/** Words as our own tokens. A term with diacritics prefers its exact form; one without finds all forms. */
export type QueryExpression =
  | { readonly kind: "term"; readonly token: string }
  | { readonly kind: "phrase"; readonly tokens: readonly string[] }
  | { readonly kind: "not"; readonly of: QueryExpression }
  | { readonly kind: "and" | "or"; readonly of: readonly QueryExpression[] };

export interface Highlight {
  readonly start: number;
  readonly end: number;
}
export interface SearchHit {
  readonly document: IndexedDocument;
  /** Spans of `document.text`, by our own code. */
  readonly highlights: readonly Highlight[];
  /** True when every positive term matched in its exact form (these come first). */
  readonly exact: boolean;
}
/** `total` counts all matches; `voices` is the lower bound on distinct citizen voices among them. */
export interface SearchPage {
  readonly hits: readonly SearchHit[];
  readonly total: { readonly institution: number; readonly citizen: number };
  readonly voices: number;
  readonly cursor: string | null;
}
export type FacetField = "topic" | "place" | "polarity" | "source" | "kind";
/** `voices` bounds the citizen voices of the value from below. */
export interface Facet {
  readonly value: string;
  readonly institution: number;
  readonly citizen: number;
  readonly voices: number;
}
export type BucketSize = "day" | "week" | "month";
/** `start` is the bucket's first Vietnamese day; empty buckets between the first and the last are present. */
export interface Bucket {
  readonly start: Day;
  readonly items: number;
  readonly echoes: number;
  readonly voices: number;
  readonly byPolarity: Readonly<Record<Polarity, number>>;
}

/** The documents of a write that the engine cannot take, each with its reason; all the others were written. */
export class RefusedDocuments extends PermanentError {
  readonly reasons: ReadonlyMap<DocumentId, string>;
  constructor(reasons: ReadonlyMap<DocumentId, string>) {
    const [first] = reasons.values();
    super("index-refused", `the index refused ${reasons.size} documents: ${first ?? ""}`);
    this.name = "RefusedDocuments";
    this.reasons = reasons;
  }
}

/**
 * The index of documents: a projection of the state that can be rebuilt. Every write is an upsert by id, so twice gives
 * the same. Order of hits is ours: exact form before folded, then newest `publishedAt` (unknown last), then id.
 * `upsert` throws RefusedDocuments for those that it cannot take, RetryableError when the engine is away or busy.
 * The adapter applies no floors; `web` and `app` do, by `search/disclosure.ts`. Whoever opens it closes it.
 */
export interface SearchIndex {
  upsert(documents: readonly IndexedDocument[]): Promise<void>;
  remove(ids: readonly DocumentId[]): Promise<void>;
  get(id: DocumentId): Promise<IndexedDocument | null>;
  search(query: DocumentQuery): Promise<SearchPage>;
  facets(query: DocumentQuery, field: FacetField): Promise<readonly Facet[]>;
  histogram(query: DocumentQuery, bucket: BucketSize): Promise<readonly Bucket[]>;
  close(): Promise<void>;
}
