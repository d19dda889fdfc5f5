import type { SourceSettings } from "../config/schema.ts";
import { RetryableError } from "../model/errors.ts";
import type { Clock } from "../model/time.ts";
import { createPageBrowser } from "./browser/page-browser.ts";
import { renderedFetch } from "./browser/rendered-fetch.ts";
import { collectEntry } from "./collect.ts";
import type { Crawler, Discovery, FeedState } from "./crawler.ts";
import { discoverFeed, refusedDiscovery } from "./discover.ts";
import { areCitizensWords, discreetError, discreetly } from "./discretion.ts";
import type { Resolver } from "./fetcher/address-guard.ts";
import { createFetcher, userAgentOf } from "./fetcher/fetcher.ts";
import { type HostPace, realTimers, type Timers } from "./fetcher/host-pace.ts";
import type { FetchLimits, Transport } from "./fetcher/transport.ts";
import { createGenericExtractor } from "./parsers/generic.ts";
import type { Secrets } from "./platforms/platform-api.ts";
import type { QuotaMemory } from "./platforms/quota.ts";
import { createPlatformReader } from "./platforms/read-platform.ts";
import { createSourceFetch, type RequestCounts } from "./source-fetch.ts";
import { createTrapGuard } from "./trap-guard.ts";

/** What a crawler needs from whoever builds it; it never reads the environment or the configuration itself. */
export interface CrawlerOptions {
  /** Named in the user agent, so that a site can reach the operator. */
  readonly contact: string;
  /** Hosts allowed although their address is private: "host" or "host:port". */
  readonly allowPrivateHosts: readonly string[];
  readonly pace: HostPace;
  /** Tells what "now" is for publication times; may be moved. */
  readonly now: Clock;
  /** Tells real time for pauses and caches; the same that `pace` uses. */
  readonly timers?: Timers;
  /** Requests that sources made today, where they outlive the process. */
  readonly counts?: RequestCounts;
  /** Stands in for the network in simulations. */
  readonly transport?: Transport;
  /** Keys of platforms; without them their sources say that they have none. */
  readonly secrets?: Secrets;
  /** Remembers what was spent of platforms' quotas; in memory where not given. */
  readonly quotas?: QuotaMemory;
  /** Injected in tests. */
  readonly resolve?: Resolver;
  readonly limits?: Partial<FetchLimits>;
  /** Told what the operator should know of how the crawler runs. */
  readonly tell?: (sentence: string) => void;
  /** Chromium's program, null for none; the system's where not given. */
  readonly chromium?: string | null;
}

/** Builds the crawler. It owns its connections and its extraction thread: whoever builds it closes it. */
export function createCrawler(options: CrawlerOptions): Crawler {
  const timers = options.timers ?? realTimers();
  const fetcher = createFetcher({
    contact: options.contact,
    allowPrivateHosts: options.allowPrivateHosts,
    pace: options.pace,
    timers,
    ...(options.resolve && { resolve: options.resolve }),
    ...(options.limits && { limits: options.limits }),
    ...(options.transport && { transport: options.transport }),
  });
  const fetchFor = createSourceFetch(fetcher, timers, options.counts);
  const browser = createPageBrowser({
    userAgent: userAgentOf(options.contact),
    nowMs: () => timers.nowMs(),
    ...(options.tell && { tell: options.tell }),
    ...(options.chromium !== undefined && { executablePath: options.chromium }),
  });
  const pagesFor = (source: SourceSettings) => renderedFetch(source, fetchFor(source), browser);
  const generic = createGenericExtractor();
  const platforms = createPlatformReader({
    fetcher,
    timers,
    secrets: options.secrets ?? NO_SECRETS,
    quotas: options.quotas ?? quotasInMemory(),
  });
  /** When each feed was last read without validators: one full read a day finds a stuck ETag (research, 1.1). */
  const fullReads = new Map<string, number>();
  const traps = createTrapGuard(() => timers.nowMs());
  const seenInLists = new Map<string, Set<string>>();

  async function discover(
    source: SourceSettings,
    feedUrl: string,
    previous: FeedState | null,
    signal: AbortSignal,
  ): Promise<Discovery> {
    const asked = platforms.discover(source, feedUrl, previous, options.now(), signal);
    if (asked !== null) return await asked;
    const lastFull = fullReads.get(feedUrl);
    const full = previous === null || (lastFull !== undefined && timers.nowMs() - lastFull > FULL_READ_MS);
    if (full || lastFull === undefined) fullReads.set(feedUrl, timers.nowMs());
    try {
      return await discoverFeed(
        { source, feedUrl, previous, conditional: !full },
        { fetch: pagesFor(source), now: options.now(), seenInLists },
        signal,
      );
    } catch (error) {
      if (!(error instanceof RetryableError) || error.code !== "robots-unreachable") throw error;
      return refusedDiscovery("robots-denied", previous, error.message, error.retryAfterMs);
    }
  }

  return {
    discover,
    async collect(source, entry, signal) {
      const discreet = areCitizensWords(source, entry);
      const parts = { fetch: pagesFor(source), generic, now: options.now() };
      try {
        const found =
          (await platforms.collect(source, entry, options.now(), signal)) ??
          (await collectEntry({ source, entry }, parts, signal));
        const collected = found.kind === "items" ? traps.limit(source.id, entry, found) : found;
        return discreet ? discreetly(collected) : collected;
      } catch (error) {
        throw discreet ? discreetError(error) : error;
      }
    },
    async close() {
      await Promise.all([fetcher.close(), generic.close(), browser.close()]);
    },
  };
}

const FULL_READ_MS = 24 * 3_600_000;

const NO_SECRETS: Secrets = {
  read: () => null,
  readTokens: () => null,
  writeTokens: () => undefined,
};

function quotasInMemory(): QuotaMemory {
  const spent = new Map<string, string>();
  return { get: (name) => spent.get(name) ?? null, set: (name, value) => void spent.set(name, value) };
}
