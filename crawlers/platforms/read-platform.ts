import type { PlatformShape, SourceSettings } from "../../config/schema.ts";
import { RetryableError } from "../../model/errors.ts";
import type { Collected, Discovery, FeedEntry, FeedState } from "../crawler.ts";
import { refusedDiscovery } from "../discover.ts";
import { createFacebookPage, FACEBOOK_ACCESS } from "./facebook-page.ts";
import type { Platform } from "./platform.ts";
import { createPlatformApis, type PlatformAccess, type PlatformApiParts } from "./platform-api.ts";
import { PlatformRefusal } from "./refusal.ts";
import { createYoutube, YOUTUBE_ACCESS } from "./youtube.ts";
import { createZaloOa, ZALO_ACCESS } from "./zalo-oa.ts";
import { createTokenRenewal } from "./zalo-tokens.ts";

/** A key that is missing today may be there in an hour; entries wait for it. */
const KEY_RETRY_MS = 3_600_000;

/** Reads the sources that are platforms; for every other source both calls answer null. */
export interface PlatformReader {
  discover(
    source: SourceSettings,
    feedUrl: string,
    previous: FeedState | null,
    now: Date,
    signal: AbortSignal,
  ): Promise<Discovery> | null;
  collect(
    source: SourceSettings,
    entry: FeedEntry,
    now: Date,
    signal: AbortSignal,
  ): Promise<Collected> | null;
}

/** Builds the readers of all platforms. */
export function createPlatformReader(parts: PlatformApiParts): PlatformReader {
  const apiOf = createPlatformApis(parts);
  const renew = createTokenRenewal(parts.fetcher, parts.secrets);
  const platforms: Readonly<Record<PlatformShape, readonly [Platform, PlatformAccess]>> = {
    youtube: [createYoutube(), YOUTUBE_ACCESS],
    "facebook-page": [createFacebookPage(), FACEBOOK_ACCESS],
    "zalo-oa": [createZaloOa(renew), ZALO_ACCESS],
  };
  const platformOf = (source: SourceSettings): readonly [Platform, PlatformAccess] | null =>
    Object.hasOwn(platforms, source.shape) ? platforms[source.shape as PlatformShape] : null;

  return {
    discover(source, feedUrl, previous, now, signal) {
      const found = platformOf(source);
      // A channel's Atom feed is a page like others: robots.txt decides.
      if (found === null || feedUrl.includes("/feeds/videos.xml")) return null;
      const [platform, access] = found;
      return platform
        .discover({ source, feedUrl, previous }, { api: apiOf(source, access), now }, signal)
        .catch((error: unknown) => {
          if (!(error instanceof PlatformRefusal)) throw error;
          return refusedDiscovery(error.state, previous, error.message, error.retryAfterMs);
        });
    },
    collect(source, entry, now, signal) {
      const found = platformOf(source);
      if (found === null) return null;
      const [platform, access] = found;
      return platform
        .collect({ source, entry }, { api: apiOf(source, access), now }, signal)
        .catch((error: unknown) => {
          if (error instanceof PlatformRefusal) return refusedEntry(error, entry);
          throw error;
        });
    },
  };
}

/**
 * What the platform will not give is done with; what it will give later waits, and waiting is no attempt. Comments that
 * the key may not read do not wait: they are asked for again with their post.
 */
function refusedEntry(refusal: PlatformRefusal, entry: FeedEntry): Collected {
  const { state, message } = refusal;
  if (state === "gone") return { kind: "done", disposition: "gone", state, problem: message };
  if (state === "comments-disabled") return { kind: "done", disposition: "no-text", state, problem: message };
  if (state === "quota-exceeded" || (state === "no-key" && entry.target === "page")) {
    throw new RetryableError(state, message, {
      retryAfterMs: refusal.retryAfterMs ?? KEY_RETRY_MS,
      patient: true,
    });
  }
  return { kind: "done", disposition: "blocked", state, problem: message };
}
