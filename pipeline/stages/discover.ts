import type { SourceSettings } from "../../config/schema.ts";
import { closedForMs } from "../../crawlers/active-hours.ts";
import type { Crawler, Discovery, FeedEntry } from "../../crawlers/crawler.ts";
import { PermanentError, RetryableError } from "../../model/errors.ts";
import type { Instant, SourceId } from "../../model/ids.ts";
import { addMs, type Clock, instantOf, parseInstant } from "../../model/time.ts";
import type { Outcomes } from "../../state/outcomes.ts";
import type { SourceStore } from "../../state/sources.ts";
import { type DiscoverPayload, entryEncounter } from "../payloads.ts";
import type { Job, JobResult } from "../queue/job-queue.ts";
import type { FreshEntries, SourceWatch } from "../source-watch.ts";
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
const NOTHING: JobResult = { kind: "ok", followUps: [] };

/**
 * Polls one feed and hands on the entries that are new or changed. A failure is a state of the source, not a job to
 * repeat: the next poll is the retry, at the pace that the watch sets. Only a turn at a busy host is waited for.
 */
export async function discoverJob(
  deps: DiscoverDeps,
  payload: DiscoverPayload,
  signal: AbortSignal,
): Promise<JobResult> {
  const source = deps.sourceOf(payload.sourceId);
  if (source === null) return NOTHING;
  const closedMs = closedForMs(source.pace.activeHours, deps.now().getTime());
  if (closedMs > 0) {
    deps.watch.postponed(source, payload.feedUrl, closedMs);
    return NOTHING;
  }
  const previous = deps.sources.feed(payload.sourceId, payload.feedUrl);
  try {
    return conclude(
      deps,
      source,
      payload,
      await deps.crawler.discover(source, payload.feedUrl, previous, signal),
    );
  } catch (error) {
    if (signal.aborted) throw error;
    if (!(error instanceof RetryableError || error instanceof PermanentError)) {
      // Whatever nobody foresaw, the feed is not asked again before its time.
      const problem = `${payload.feedUrl} could not be worked through`;
      deps.watch.failed(source, payload.feedUrl, { state: "failing", problem, retryAfterMs: null });
      throw error;
    }
    const retryAfterMs = error instanceof RetryableError ? error.retryAfterMs : null;
    if (error.code === "host-busy") return { kind: "later", delayMs: retryAfterMs ?? 0 };
    const state = error.code === "daily-budget" ? "budget-spent" : "failing";
    deps.watch.failed(source, payload.feedUrl, { state, problem: error.message, retryAfterMs });
    return NOTHING;
  }
}

function conclude(
  deps: DiscoverDeps,
  source: SourceSettings,
  payload: DiscoverPayload,
  discovery: Discovery,
): JobResult {
  if (discovery.state !== "ok") {
    deps.watch.failed(source, payload.feedUrl, {
      state: discovery.state,
      problem: discovery.problems[0] ?? `${payload.feedUrl} answered ${discovery.state}`,
      retryAfterMs: discovery.minIntervalMs,
    });
    return NOTHING;
  }
  const { jobs, fresh } = followEntries(deps, source, payload, discovery.entries);
  deps.watch.discovered(source, payload.feedUrl, discovery, fresh);
  return { kind: "ok", followUps: jobs };
}

function followEntries(
  deps: DiscoverDeps,
  source: SourceSettings,
  payload: DiscoverPayload,
  entries: readonly FeedEntry[],
): { readonly jobs: readonly Job[]; readonly fresh: FreshEntries } {
  const now = instantOf(deps.now());
  const oldest = addMs(now, -OLDEST_ENTRY_MS);
  const { sourceId, run } = payload;
  const jobs: Job[] = [];
  let isNew = 0;
  for (const entry of entries) {
    if (deps.sources.list(sourceId, entry.url, entry.version, now)) isNew += 1;
    if (isKnown(entry, deps.sources.seen(sourceId, entry.url))) continue;
    if (entry.publishedAt !== null && entry.publishedAt < oldest) {
      deps.outcomes.record(entryEncounter({ run, sourceId, entry }), sourceId, "too-old", now);
      deps.sources.markSeen(sourceId, entry.url, entry.version, now);
      continue;
    }
    jobs.push(collectJobFor(sourceId, entry, { run, since: now, priority: source.priority }));
  }
  return { jobs, fresh: { entries: entries.length, isNew } };
}

/**
 * Known in this version, or read after the moment that the version names: a sitemap's change date says nothing about a
 * page that was fetched later.
 */
function isKnown(
  entry: FeedEntry,
  seen: { readonly versions: readonly string[]; readonly at: Instant } | null,
): boolean {
  if (seen === null) return false;
  if (seen.versions.includes(entry.version)) return true;
  const changedAt = parseInstant(entry.version);
  return changedAt !== null && changedAt <= seen.at;
}
