import type { Collected, FeedEntry } from "./crawler.ts";

/** Pages of one list (a thread, an article's comments) that one reading follows (research, section 5: infinite spaces). */
const MAX_PAGES_PER_LIST = 200;
/** A list that was not read on for this long is read from its beginning the next time. */
const READING_ENDS_MS = 15 * 60_000;
/** Lists remembered at once. */
const MAX_LISTS = 10_000;

type Items = Extract<Collected, { kind: "items" }>;

/** Ends lists that never end: pagers that always offer one more page, counters that promise a million. */
export interface TrapGuard {
  /** What was collected, without the pages beyond the last that is followed, and a sentence where some were cut. */
  limit(sourceId: string, entry: FeedEntry, collected: Items): Items;
}

/** Counts in memory, per list, while it is being read. */
export function createTrapGuard(nowMs: () => number): TrapGuard {
  const lists = new Map<string, { pages: number; lastMs: number }>();

  function pagesSoFar(key: string): number {
    const known = lists.get(key);
    return known === undefined || nowMs() - known.lastMs > READING_ENDS_MS ? 0 : known.pages;
  }

  function remember(key: string, pages: number): void {
    if (lists.size >= MAX_LISTS) {
      for (const [old, { lastMs }] of lists) if (nowMs() - lastMs > READING_ENDS_MS) lists.delete(old);
    }
    if (lists.size >= MAX_LISTS) lists.clear();
    lists.set(key, { pages, lastMs: nowMs() });
  }

  return {
    limit(sourceId, entry, collected) {
      if (collected.follow.length === 0) return collected;
      const key = `${sourceId} ${entry.parentNativeId ?? entry.url}`;
      const pages = pagesSoFar(key);
      const left = Math.max(MAX_PAGES_PER_LIST - pages, 0);
      remember(key, pages + collected.follow.length);
      if (collected.follow.length <= left) return collected;
      const problem = `${entry.url} leads to ever more pages; the first ${MAX_PAGES_PER_LIST} were followed`;
      return {
        ...collected,
        follow: collected.follow.slice(0, left),
        problems: [...collected.problems, problem],
      };
    },
  };
}
