import type { Config } from "../config/config.ts";
import { createFetcher } from "../crawlers/fetcher/fetcher.ts";
import { createHostPace, realTimers } from "../crawlers/fetcher/host-pace.ts";
import { createGenericExtractor, type GenericExtractor } from "../crawlers/parsers/generic.ts";
import type { SourceFetch } from "../crawlers/source-fetch.ts";
import { inTurn } from "./sample.ts";

/** Between two requests to a site that nobody has agreed anything with; none on the operator's own hosts. */
const STRANGERS_GAP_MS = 5000;

/** The means to look at single pages through the one fetcher, with robots.txt and pace. Whoever opens it closes it. */
export interface OpenPage {
  readonly fetch: SourceFetch;
  readonly generic: GenericExtractor;
  close(): Promise<void>;
}

/** Opens what is needed to look at pages on the hosts of some addresses. */
export function openPage(config: Config, addresses: readonly string[]): OpenPage {
  const { contact, allowPrivateHosts } = config.settings.crawl;
  const timers = realTimers();
  const fetcher = createFetcher({ contact, allowPrivateHosts, pace: createHostPace(timers), timers });
  const generic = createGenericExtractor();
  const hosts = addresses.flatMap((address) => [new URL(address).host, `www.${new URL(address).host}`]);
  const own = addresses.every((address) => allowPrivateHosts.includes(new URL(address).host));
  return {
    fetch: (request, signal) =>
      inTurn(() => fetcher.fetch({ ...request, hosts, gapMs: own ? 0 : STRANGERS_GAP_MS }, signal)),
    generic,
    async close() {
      await Promise.all([fetcher.close(), generic.close()]);
    },
  };
}
