import { schedule as cronSchedule, type ScheduledTask } from "node-cron";
import type { SourceSettings } from "../config/schema.ts";
import type { FeedEntry } from "../crawlers/crawler.ts";
import type { SourceId } from "../model/ids.ts";
import type { Logger } from "../model/log.ts";
import { addMs, type Clock, instantOf } from "../model/time.ts";
import type { SourceStore } from "../state/sources.ts";
import { jobFor } from "./payloads.ts";
import type { Job, JobQueue } from "./queue/job-queue.ts";
import { collectJobFor } from "./stages/collect.ts";

/** One fixed time of the week, as a cron expression in Asia/Ho_Chi_Minh, and what it starts. */
export interface FixedTime {
  readonly name: string;
  readonly cron: string;
  readonly run: () => Promise<void>;
}

/** What runs by the clock: polls of feeds at their own intervals, and fixed times. Whoever starts it stops it. */
export interface Schedule {
  stop(): Promise<void>;
}

const TICK_MS = 10_000;
/** No feed rests longer than a day; a little more for clocks that differ. */
const LONGEST_REST_MS = 25 * 3_600_000;

/** The feeds and sitemaps that a source is polled by. */
export function addressesOf(source: SourceSettings): readonly string[] {
  return [...source.feeds, ...source.sitemaps];
}

/** A poll of one feed; while it waits, asking again is the same job. */
export function discoverJobFor(source: SourceSettings, feedUrl: string, run: string): Job {
  const sourceId = source.id as SourceId;
  return jobFor(
    "discover",
    `${sourceId}:${feedUrl}`,
    { v: 1, sourceId, feedUrl, run },
    source.priority ? 1 : 2,
  );
}

/** Starts the clock: each enabled feed when its time has come, and the fixed times, one run of each at a time. */
export function startSchedule(deps: {
  readonly sources: readonly SourceSettings[];
  readonly store: SourceStore;
  readonly queue: JobQueue;
  readonly fixed: readonly FixedTime[];
  readonly now: Clock;
  readonly log: Logger;
}): Schedule {
  const tasks: ScheduledTask[] = deps.fixed.map((time) =>
    cronSchedule(time.cron, () => runFixed(time, deps.log), {
      timezone: "Asia/Ho_Chi_Minh",
      name: time.name,
      noOverlap: true,
    }),
  );
  const poll = (): void => {
    enqueueDue(deps).catch((error: unknown) =>
      deps.log.error({ stage: "discover", detail: String(error) }, "polls could not be queued"),
    );
  };
  poll();
  const timer = setInterval(poll, TICK_MS);
  return {
    stop: async () => {
      clearInterval(timer);
      for (const task of tasks) await task.destroy();
    },
  };
}

/** Queues the polls and readings whose time has come; one that still waits is not queued twice. */
export async function enqueueDue(deps: {
  readonly sources: readonly SourceSettings[];
  readonly store: SourceStore;
  readonly queue: JobQueue;
  readonly now: Clock;
}): Promise<void> {
  const jobs = [...dueFeeds(deps.sources, deps.store, deps.now), ...dueReadings(deps)];
  if (jobs.length > 0) await deps.queue.enqueue(jobs);
}

/** The polls whose time has come. */
function dueFeeds(sources: readonly SourceSettings[], store: SourceStore, now: Clock): readonly Job[] {
  const at = instantOf(now());
  const jobs: Job[] = [];
  const records = new Map(store.feeds().map((record) => [`${record.sourceId} ${record.url}`, record]));
  for (const source of sources) {
    if (!source.enabled) continue;
    for (const url of addressesOf(source)) {
      const record = records.get(`${source.id} ${url}`) ?? null;
      // A clock moved back (a rehearsal that ended) must not silence a feed for the time it was ahead.
      const due =
        record === null || record.nextPollAt <= at || record.nextPollAt > addMs(at, LONGEST_REST_MS);
      if (due) jobs.push(discoverJobFor(source, url, `poll-${at}`));
    }
  }
  return jobs;
}

/** Articles whose comments may have grown, and pages that were found gone once. */
function dueReadings(deps: {
  readonly sources: readonly SourceSettings[];
  readonly store: SourceStore;
  readonly now: Clock;
}): readonly Job[] {
  const since = instantOf(deps.now());
  return deps.store.dueReadings(since).map(({ sourceId, entry }) => {
    const priority = deps.sources.some((source) => source.id === sourceId && source.priority);
    return collectJobFor(sourceId, entry as FeedEntry, { run: `again-${since}`, since, priority });
  });
}

async function runFixed(time: FixedTime, log: Logger): Promise<void> {
  try {
    await time.run();
  } catch (error) {
    log.error(
      { stage: time.name, detail: error instanceof Error ? error.message : String(error) },
      "a scheduled run failed",
    );
  }
}
