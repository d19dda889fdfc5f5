import { type SourceSettings, sourceSchema } from "../../../config/schema.ts";
import type { Collected, Crawler, FeedEntry } from "../../../crawlers/crawler.ts";
import { createCrawler } from "../../../crawlers/create-crawler.ts";
import { createHostPace, realTimers } from "../../../crawlers/fetcher/host-pace.ts";
import type { QuotaMemory } from "../../../crawlers/platforms/quota.ts";
import type { RawItem } from "../../../model/document.ts";
import { secretsInMemory } from "../../fakes/secrets.ts";

export const NOW = new Date("2026-03-10T00:00:00Z");
export const signal = new AbortController().signal;

/** A source of a platform whose API is a replica, its key in the variable KHOA. */
export function platformSource(
  shape: SourceSettings["shape"],
  replica: { readonly api: string; readonly feed: string },
  platform: Record<string, unknown> = {},
): SourceSettings {
  return sourceSchema.parse({
    id: "nen-tang",
    name: "Nền tảng",
    scope: "local",
    legalNote: "thử",
    shape,
    hosts: [new URL(replica.feed).host],
    feeds: [replica.feed],
    pace: { gapMs: 0 },
    platform: { api: replica.api, key: { environment: "KHOA" }, ...platform },
  });
}

/** A crawler that may reach the replica and holds the key given; the clock for quotas is in `clock`. */
export function platformCrawler(
  replica: { readonly url: string },
  secrets: ReadonlyMap<string, string> | ReturnType<typeof secretsInMemory>,
  quotas?: QuotaMemory,
): { readonly crawler: Crawler; readonly clock: { nowMs: number } } {
  const clock = { nowMs: NOW.getTime() };
  const timers = { ...realTimers(), nowMs: () => clock.nowMs };
  const crawler = createCrawler({
    contact: "https://example.org/lang-nghe",
    allowPrivateHosts: [new URL(replica.url).host],
    pace: createHostPace(timers),
    timers,
    now: () => NOW,
    secrets:
      secrets instanceof Map ? secretsInMemory(secrets) : (secrets as ReturnType<typeof secretsInMemory>),
    ...(quotas && { quotas }),
  });
  return { crawler, clock };
}

/** Everything that one poll leads to, in order. */
export async function readAll(crawler: Crawler, source: SourceSettings) {
  const items: RawItem[] = [];
  const accounts = new Map<string, string>();
  const problems: string[] = [];
  const entries: FeedEntry[] = [];
  const outcomes: Collected[] = [];
  for (const feed of source.feeds) {
    const discovery = await crawler.discover(source, feed, null, signal);
    problems.push(...discovery.problems);
    entries.push(...discovery.entries);
  }
  const visited: FeedEntry[] = [];
  for (let entry = entries.shift(); entry !== undefined; entry = entries.shift()) {
    visited.push(entry);
    const collected = await crawler.collect(source, entry, signal);
    outcomes.push(collected);
    if (collected.kind === "done") {
      problems.push(collected.problem);
      continue;
    }
    items.push(...collected.parsed.items);
    for (const [id, account] of collected.parsed.accounts) accounts.set(id, account);
    problems.push(...collected.problems);
    entries.push(...collected.follow);
  }
  return { items, accounts, problems, entries: visited, outcomes };
}
