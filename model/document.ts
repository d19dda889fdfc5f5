import type { DocumentId, Instant, PlaceId, SourceId, TopicId, Week } from "./ids.ts";

export type Kind = "article" | "post" | "comment" | "report";
/** Who speaks: a registered body (text, title, address kept) or a member of the public (promises 3 and 4). */
export type Speaker = "institution" | "citizen";
export type Polarity = "negative" | "neutral" | "positive" | "unclear";
/** YouTube is counted in cells of its own and never summed with others (its terms). */
export type CountingChannel = "public" | "youtube";

/**
 * What a crawler returns for one article, post, comment or report: authorless (promise 1).
 * `nativeId` is the platform's own id (for institutions the canonical address); it is hashed before anything is stored.
 * `parentNativeId` names the article or the thread's first post in the same source.
 */
export interface RawItem {
  readonly sourceId: SourceId;
  readonly kind: Kind;
  readonly speaker: Speaker;
  readonly nativeId: string;
  readonly parentNativeId: string | null;
  /** Institutions only; null for citizens. */
  readonly url: string | null;
  readonly title: string | null;
  readonly text: string;
  /** null when unknown; never "now". */
  readonly publishedAt: Instant | null;
  readonly fetchedAt: Instant;
}

/**
 * What a parser hands over: the items, and apart from them the accounts that spoke, keyed by `nativeId`.
 * The accounts live only until the collect stage has turned them into in-memory voice tokens (promise 2).
 */
export interface ParsedItems {
  readonly items: readonly RawItem[];
  readonly accounts: ReadonlyMap<string, string>;
}

/** The unit stored, already redacted. `week` is the published week, or the fetched week where the time is unknown. */
export interface Document {
  readonly id: DocumentId;
  readonly sourceId: SourceId;
  /** Sources of one owner or page family; an article and its comments are one source. */
  readonly sourceGroup: string;
  readonly channel: CountingChannel;
  readonly kind: Kind;
  readonly speaker: Speaker;
  readonly url: string | null;
  readonly title: string | null;
  readonly text: string;
  readonly publishedAt: Instant | null;
  readonly fetchedAt: Instant;
  readonly week: Week;
  readonly parentId: DocumentId | null;
}

/** A span of the input text, UTF-16 offsets, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}
export interface EvidenceSpan extends Span {
  readonly term: string;
}
export interface TopicScore {
  readonly id: TopicId;
  /** In (0, 1]. */
  readonly score: number;
  /** Spans of the text; a title's evidence is not listed. */
  readonly evidence: readonly EvidenceSpan[];
}
export interface PlaceMention {
  readonly id: PlaceId;
  readonly name: string;
  /** In (0, 1]. */
  readonly confidence: number;
}

/** What the analyzers say of one text. */
export interface Annotations {
  readonly polarity: Polarity;
  /** In [-1, 1]; its sign is the leaning, even when neutral or unclear. */
  readonly score: number;
  /** In [0, 1]. */
  readonly confidence: number;
  readonly topics: readonly TopicScore[];
  readonly places: readonly PlaceMention[];
  readonly relevant: boolean;
}

/**
 * A document as the index holds it. Topics carry their ids (a child implies its family); a sensitive document has no places.
 * `firstOfAuthor` with `epoch` bounds the voices of any result set from below (DESIGN section 5).
 */
export interface IndexedDocument extends Document {
  readonly topics: readonly TopicId[];
  readonly places: readonly PlaceId[];
  readonly polarity: Polarity;
  readonly score: number;
  readonly confidence: number;
  readonly sensitive: boolean;
  readonly echoOf: DocumentId | null;
  readonly firstOfAuthor: boolean;
  readonly epoch: string | null;
  readonly indexedAt: Instant;
}

/** The one final outcome of an item (DESIGN section 5); the sum of them equals what entered. */
export const DISPOSITIONS = [
  "indexed",
  "echo",
  "counted",
  "unchanged",
  "irrelevant",
  "no-text",
  "too-old",
  "robots-denied",
  "blocked",
  "gone",
  "quarantined",
] as const;
export type Disposition = (typeof DISPOSITIONS)[number];
