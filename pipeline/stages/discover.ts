import type { SourceSettings } from "../../config/schema.ts";
import type { Crawler, FeedEntry } from "../../crawlers/crawler.ts";
import { PermanentError, RetryableError } from "../../model/errors.ts";
import type { SourceId } from "../../model/ids.ts";
import { addMs, type Clock, instantOf } from "../../model/time.ts";
import type { Outcomes } from "../../state/outcomes.ts";
import type { SourceStore } from "../../state/sources.ts";
import { institutionId } from "../../state/week-keys.ts";
import type { DiscoverPayload } from "../payloads.ts";
import type { Job, JobResult } from "../queue/job-queue.ts";
import type { SourceWatch } from "../source-watch.ts";
import { collectJobFor } from "./collect.ts";

/** What discover needs. */
export interface DiscoverDeps {
  readonly crawler: Crawler;
  readonly sources: SourceStore;
  readonly watch: SourceWatch;
  readonly outcomes: Outcomes;
  readonly sourceOf: (id: SourceId) => SourceSettings | null;
  readonly now: Clock;
}

/** Older entries would enter no baseline: a feed that lists its whole archive is not followed into it. */
const OLDEST_ENTRY_MS = 120 * 86_400_000;

/**
 * Polls one feed and hands on the entries that are new or changed. A failure is a state of the source, not a job to
 * repeat: the next poll is the retry, at the pace that the watch sets.
 */
export async function discoverJob(
  deps: DiscoverDeps,
  payload: DiscoverPayload,
  signal: AbortSignal,
): Promise<JobResult> {
  const source = deps.sourceOf(payload.sourceId);
  if (source === null) return { kind: "ok", followUps: [] };
  const record = deps.sources.feed(payload.sourceId, payload.feedUrl);
  const previous =
    record === null
      ? null
      : { etag: record.etag, lastModified: record.lastModified, entriesHash: record.entriesHash };
  try {
    const discovery = await deps.crawler.discover(source, payload.feedUrl, previous, signal);
    if (discovery.state !== "ok") {
      deps.watch.failed(
        source,
        payload.feedUrl,
        discovery.state,
        discovery.problems[0] ?? `${payload.feedUrl} answered ${discovery.state}`,
        discovery.minIntervalMs,
      );
      return { kind: "ok", followUps: [] };
    }
    const jobs = followEntries(deps, source, payload, discovery.entries);
    deps.watch.discovered(source, payload.feedUrl, discovery, {
      entries: discovery.entries.length,
      isNew: jobs.length,
    });
    return { kind: "ok", followUps: jobs };
  } catch (error) {
    if (signal.aborted || !(error instanceof RetryableError || error instanceof PermanentError)) throw error;
    deps.watch.failed(
      source,
      payload.feedUrl,
      "failing",
      error.message,
      error instanceof RetryableError ? error.retryAfterMs : null,
    );
    return { kind: "ok", followUps: [] };
  }
}

function followEntries(
  deps: DiscoverDeps,
  source: SourceSettings,
  payload: DiscoverPayload,
  entries: readonly FeedEntry[],
): Job[] {
  const now = instantOf(deps.now());
  const oldest = addMs(now, -OLDEST_ENTRY_MS);
  const jobs: Job[] = [];
  for (const entry of entries) {
    if (deps.sources.seen(payload.sourceId, entry.url)?.version === entry.version) continue;
    if (entry.publishedAt !== null && entry.publishedAt < oldest) {
      deps.outcomes.record(
        `${payload.run}:${institutionId(payload.sourceId, entry.url)}`,
        payload.sourceId,
        "too-old",
        now,
      );
      deps.sources.markSeen(payload.sourceId, entry.url, entry.version, now);
      continue;
    }
    jobs.push(collectJobFor(payload.sourceId, entry, payload.run, source.priority));
  }
  return jobs;
}
