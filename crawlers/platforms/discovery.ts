import type { Discovery, FeedEntry, FeedState } from "../crawler.ts";
import { entriesHash } from "../feeds/entries.ts";

/** One poll of an account: the entries, or none where the list is as it was. */
export function discoveryOf(entries: readonly FeedEntry[], previous: FeedState | null): Discovery {
  const hash = entriesHash(entries);
  const unchanged = hash === previous?.entriesHash;
  return {
    state: "ok",
    notModified: unchanged,
    entries: unchanged ? [] : entries,
    feed: { etag: null, lastModified: null, entriesHash: hash },
    minIntervalMs: null,
    problems: [],
  };
}
