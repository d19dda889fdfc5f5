import type { SourceSettings } from "../../config/schema.ts";
import type { Collected, Discovery, FeedEntry, FeedState } from "../crawler.ts";
import type { PlatformApi } from "./platform-api.ts";

/** What reading a platform needs: calls in the name of the source, and the moment. */
export interface PlatformParts {
  readonly api: PlatformApi;
  readonly now: Date;
}

/**
 * One platform's official API: account -> entries -> items. Authors stay in `accounts`, as everywhere (promise 1). Both
 * throw `PlatformRefusal` beside the errors of `Crawler`.
 */
export interface Platform {
  discover(
    input: {
      readonly source: SourceSettings;
      readonly feedUrl: string;
      readonly previous: FeedState | null;
    },
    parts: PlatformParts,
    signal: AbortSignal,
  ): Promise<Discovery>;
  collect(
    input: { readonly source: SourceSettings; readonly entry: FeedEntry },
    parts: PlatformParts,
    signal: AbortSignal,
  ): Promise<Collected>;
}

/** Pages of an account's list that its first poll reads; later polls read the first page. */
export const FIRST_POLL_PAGES = 4;
