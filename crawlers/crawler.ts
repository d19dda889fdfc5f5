import type { SourceSettings } from "../config/schema.ts";
import type { Disposition, ParsedItems } from "../model/document.ts";
import type { Instant } from "../model/ids.ts";

/** One item that a feed lists, or a page that a collected page leads to (its comments, a thread's next page). */
export interface FeedEntry {
  readonly url: string;
  readonly target: "page" | "comments";
  readonly title: string | null;
  readonly publishedAt: Instant | null;
  /** Changes when the entry does (guid, date, reply count): an entry seen with the same version is not fetched again. */
  readonly version: string;
  /** For comments and further pages: the `nativeId` of the article or first post. */
  readonly parentNativeId: string | null;
}

/** What is kept of one feed between polls: validators stored independently, and the hash of its entry list. */
export interface FeedState {
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly entriesHash: string | null;
}

/** The state in which a source answered, shown to the operator with what can be done. */
export type SourceState =
  | "ok"
  | "failing"
  | "robots-denied"
  | "blocked"
  | "challenge"
  | "login-required"
  /** The text comes scrambled and is put together by a script: what the site hides is not unlocked. */
  | "encrypted-body"
  | "gone"
  | "drifted"
  /** A page that is empty without a browser, and none is installed. */
  | "no-browser"
  /** The platform's key is missing, ended, or not allowed to read this. */
  | "no-key"
  /** The day's quota at the platform, or the operator's share of it, is used up. */
  | "quota-exceeded"
  /** The owner of a post or video takes no comments there. */
  | "comments-disabled";

/** What one poll of a feed brought. */
export interface Discovery {
  readonly state: SourceState;
  readonly notModified: boolean;
  readonly entries: readonly FeedEntry[];
  readonly feed: FeedState;
  /** What the feed or its headers ask for before the next poll; null when they say nothing. */
  readonly minIntervalMs: number | null;
  /** One sentence each, naming the address and the remedy; the rest of the feed was read. */
  readonly problems: readonly string[];
}

/** What one entry led to: items and further entries, or the one outcome of a page without any. */
export type Collected =
  | {
      readonly kind: "items";
      readonly parsed: ParsedItems;
      readonly follow: readonly FeedEntry[];
      /** "site", "structured-data" or "generic": watched per source for drift. */
      readonly extractor: string;
      /** "tuoitre/2": the layout or service version that read it; null where no site's own parser did. */
      readonly layout?: string | null;
      /** When this very entry should be read again although nothing lists it: an article's comments, while they grow. */
      readonly readAgainAt?: Instant | null;
      readonly problems: readonly string[];
    }
  | {
      readonly kind: "done";
      readonly disposition: Extract<Disposition, "robots-denied" | "blocked" | "gone" | "no-text">;
      readonly state: SourceState;
      readonly problem: string;
    };

/**
 * Source -> RawItem; knows no queue, topic or index. Both calls throw `RetryableError` (with `retryAfterMs` where the host
 * said so) or `PermanentError`; a refusal (robots, block, gone) is a value, not an error.
 */
export interface Crawler {
  discover(
    source: SourceSettings,
    feedUrl: string,
    previous: FeedState | null,
    signal: AbortSignal,
  ): Promise<Discovery>;
  collect(source: SourceSettings, entry: FeedEntry, signal: AbortSignal): Promise<Collected>;
  close(): Promise<void>;
}
