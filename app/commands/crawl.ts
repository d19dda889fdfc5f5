import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { parse } from "yaml";
import type { Config } from "../../config/config.ts";
import { type SourceSettings, sourceSchema } from "../../config/schema.ts";
import { UsageError } from "../../model/errors.ts";
import { addressesOf, discoverJobFor } from "../../pipeline/schedule.ts";
import type { Arguments } from "../arguments.ts";
import { commandClock } from "../clock.ts";
import { configOf } from "../config.ts";
import { crawlerOf, startCrawling } from "../crawling.ts";
import type { Io } from "../io.ts";
import { commandLog } from "../log.ts";
import { buildReaders, buildRedactor, openStores, startPath } from "../product.ts";
import { readSample } from "../sample.ts";

/** Reads one source. Prints what became of its items, or with --dry-run the items themselves, redacted and unsaved. */
export async function crawl(args: Arguments, io: Io): Promise<number> {
  const config = configOf(args);
  const source = sourceOf(args, config);
  if (args.flag("dry-run")) return dryRun(args, io, config, source);
  const now = commandClock(args);
  const log = commandLog(io.err);
  const stores = openStores(args.dataDir, now);
  const crawler = crawlerOf(config, now, stores, log);
  let stopped = false;
  const stop = (): void => {
    stopped = true;
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  try {
    const path = startPath({ config, stores, readers: buildReaders(config), now, log });
    startCrawling({ config, stores, path, crawler, sources: [source], now, log });
    do {
      const run = `crawl-${randomBytes(6).toString("hex")}`;
      await path.queue.enqueue(addressesOf(source).map((url) => discoverJobFor(source, url, run)));
      await path.queue.idle();
      const dispositions = stores.outcomes.ofRun(run);
      io.out(
        JSON.stringify({
          source: source.id,
          in: Object.values(dispositions).reduce((sum, n) => sum + n, 0),
          dispositions,
        }),
      );
      if (!args.flag("once") && !stopped) await pause(source.everyMinutes * 60_000, () => stopped);
    } while (!args.flag("once") && !stopped);
    await path.queue.close();
    const ailing = stores.sources.feeds().filter((feed) => feed.sourceId === source.id && feed.failures > 0);
    for (const feed of ailing) io.err(feed.problem ?? `${feed.url}: ${feed.state}`);
    return ailing.length > 0 && ailing.length === addressesOf(source).length ? 1 : 0;
  } finally {
    await crawler.close();
    await stores.close();
  }
}

/** Waits, looking up once a second whether somebody asked to stop. */
async function pause(ms: number, stopped: () => boolean): Promise<void> {
  const until = Date.now() + ms;
  while (Date.now() < until && !stopped()) await new Promise((resolve) => setTimeout(resolve, 1000));
}

/** Nothing is written: each item as the pipeline would take it in. */
async function dryRun(args: Arguments, io: Io, config: Config, source: SourceSettings): Promise<number> {
  const crawler = crawlerOf(config, commandClock(args));
  try {
    const parts = { crawler, redactor: buildRedactor(config), max: Number.POSITIVE_INFINITY };
    const failed = await readSample(parts, source, {
      item: (shown) => io.out(JSON.stringify(shown)),
      problem: (sentence) => io.err(sentence),
    });
    return failed > 0 ? 1 : 0;
  } finally {
    await crawler.close();
  }
}

/** The source of that id, or of that YAML file. */
function sourceOf(args: Arguments, config: Config): SourceSettings {
  const word = args.text("source");
  if (word === null)
    throw new UsageError("missing-option", "crawl needs --source ID, or --source FILE with a source's YAML");
  const known = config.sources.find((source) => source.id === word);
  if (known) return known;
  if (!existsSync(word)) {
    throw new UsageError(
      "unknown-source",
      `there is no source "${word}" in ${args.configDir}/sources, and no such file; known: ${config.sources.map((source) => source.id).join(", ") || "none"}`,
    );
  }
  const parsed = sourceSchema.safeParse(parse(readFileSync(word, "utf8")));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new UsageError("bad-source", `${word}: ${issue?.path.join(".")}: ${issue?.message}`);
}
