import type { Redactor } from "../analyzers/redaction/redactor.ts";
import type { SourceSettings } from "../config/schema.ts";
import type { Crawler, FeedEntry } from "../crawlers/crawler.ts";
import type { RawItem } from "../model/document.ts";
import { PermanentError, RetryableError } from "../model/errors.ts";
import { addressesOf } from "../pipeline/schedule.ts";

/** A host's turn is waited for this long; a longer rest is told instead. */
const LONGEST_WAIT_MS = 120_000;

/** What a reading without writing tells as it goes. */
export interface SampleListener {
  item(shown: Readonly<Record<string, unknown>>): void;
  problem(sentence: string): void;
}

/** Reads a source as a crawl would and writes nothing; stops after `max` items. Answers how many pages could not be read. */
export async function readSample(
  parts: { readonly crawler: Crawler; readonly redactor: Redactor; readonly max: number },
  source: SourceSettings,
  listener: SampleListener,
): Promise<number> {
  const { crawler, redactor, max } = parts;
  const signal = new AbortController().signal;
  let failed = 0;
  let shown = 0;
  for (const url of addressesOf(source)) {
    if (shown >= max) break;
    const discovery = await inTurn(() => crawler.discover(source, url, null, signal));
    for (const problem of discovery.problems) listener.problem(problem);
    const entries: FeedEntry[] = [...discovery.entries];
    for (let entry = entries.shift(); entry !== undefined && shown < max; entry = entries.shift()) {
      const { url: address } = entry;
      const collected = await collectOne(crawler, source, entry, signal);
      if (collected instanceof Error) {
        failed += 1;
        listener.problem(collected.message);
      } else if (collected.kind === "done") listener.problem(collected.problem);
      else {
        entries.unshift(...collected.follow.filter((follow) => follow.url !== address));
        for (const item of collected.parsed.items.slice(0, max - shown)) {
          shown += 1;
          listener.item(shownItem(item, redactor));
        }
      }
    }
  }
  return failed;
}

async function collectOne(crawler: Crawler, source: SourceSettings, entry: FeedEntry, signal: AbortSignal) {
  return await inTurn(() => crawler.collect(source, entry, signal)).catch((error: unknown) => {
    if (error instanceof RetryableError || error instanceof PermanentError) return error;
    throw error;
  });
}

/** Runs a request again when its host's turn has come; what asks for a long rest is thrown. */
export async function inTurn<T>(run: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof RetryableError) || !error.patient) throw error;
      const waitMs = error.retryAfterMs ?? 1000;
      if (waitMs > LONGEST_WAIT_MS) throw error;
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  }
}

/** An item as the pipeline would take it in: people's words redacted. */
function shownItem(item: RawItem, redactor: Redactor): Readonly<Record<string, unknown>> {
  const citizen = item.speaker === "citizen";
  const shown = (text: string): string => (citizen ? redactor.redact(text).text : text);
  return {
    sourceId: item.sourceId,
    kind: item.kind,
    speaker: item.speaker,
    url: item.url,
    title: item.title === null ? null : shown(item.title),
    text: shown(item.text),
    publishedAt: item.publishedAt,
  };
}
