import type { Config } from "../config/config.ts";
import type { SourceSettings } from "../config/schema.ts";
import type { Crawler } from "../crawlers/crawler.ts";
import { createCrawler } from "../crawlers/create-crawler.ts";
import { createHostPace, realTimers } from "../crawlers/fetcher/host-pace.ts";
import type { SourceId } from "../model/ids.ts";
import type { Logger } from "../model/log.ts";
import type { Clock } from "../model/time.ts";
import { runCrawlStages } from "../pipeline/run.ts";
import { createSourceWatch } from "../pipeline/source-watch.ts";
import type { Path, Stores } from "./product.ts";
import { secretsFrom } from "./secrets.ts";

/** What a crawler remembers beyond its process: quotas of platforms, clocks of hosts, requests of the day. */
export type CrawlMemory = Pick<Stores, "marks" | "clocks">;

/** The crawler of an installation, as its settings say. Whoever builds it closes it. */
export function crawlerOf(config: Config, now: Clock, memory?: CrawlMemory, log?: Logger): Crawler {
  const { contact, allowPrivateHosts } = config.settings.crawl;
  return createCrawler({
    contact,
    allowPrivateHosts,
    pace: createHostPace(realTimers(), memory?.clocks ?? null),
    now,
    secrets: secretsFrom(process.env),
    ...(log && { tell: (sentence: string) => log.warn({ detail: sentence }, "the crawler has a note") }),
    ...(memory && { quotas: memory.marks, counts: memory.clocks }),
  });
}

/** Starts the two stages that reach out; `sources` are those that may be read in this run. */
export function startCrawling(parts: {
  readonly config: Config;
  readonly stores: Stores;
  readonly path: Path;
  readonly crawler: Crawler;
  readonly sources: readonly SourceSettings[];
  readonly now: Clock;
  readonly log: Logger;
}): void {
  const { config, stores, path, crawler, sources, now, log } = parts;
  const byId = new Map(sources.map((source) => [source.id, source]));
  const watch = createSourceWatch({
    ...stores,
    now,
    report: ({ sourceId, kind, sentence }) => {
      if (kind === "back") log.info({ sourceId, detail: sentence }, "a source is heard again");
      else
        log.warn(
          { sourceId, detail: sentence },
          kind === "silent" ? "a source fell silent" : "a source gave something unreadable",
        );
    },
  });
  const shared = { ...stores, crawler, watch, now, sourceOf: (id: SourceId) => byId.get(id) ?? null };
  runCrawlStages(path.run, {
    discover: shared,
    collect: { ...shared, admitter: path.admitter },
    concurrency: config.settings.crawl.concurrency,
  });
}
