import type { SourceSettings } from "../../config/schema.ts";
import { withHostsOnly } from "../../crawlers/address.ts";
import { nextCommentsReadAfter } from "../../crawlers/comments/schedule.ts";
import type { Collected, Crawler, FeedEntry } from "../../crawlers/crawler.ts";
import type { CountingChannel, Disposition } from "../../model/document.ts";
import { PermanentError, RetryableError } from "../../model/errors.ts";
import type { DocumentId, Instant, SourceId } from "../../model/ids.ts";
import { addMs, type Clock, epochMs, instantOf } from "../../model/time.ts";
import type { DocumentStore } from "../../state/documents.ts";
import type { Outcomes } from "../../state/outcomes.ts";
import type { PageReading, PageReadings } from "../../state/page-readings.ts";
import type { SourceStore } from "../../state/sources.ts";
import { institutionId } from "../../state/week-keys.ts";
import type { Admitter } from "../admit.ts";
import { type CollectPayload, type DocumentPayload, entryEncounter, jobFor } from "../payloads.ts";
import type { Job, JobResult } from "../queue/job-queue.ts";
import type { SourceWatch } from "../source-watch.ts";

/** What collect needs: the crawler, the door, and what is known of sources. */
export interface CollectDeps {
  readonly crawler: Crawler;
  readonly admitter: Admitter;
  readonly documents: DocumentStore;
  readonly sources: SourceStore;
  readonly pages: PageReadings;
  readonly watch: SourceWatch;
  readonly outcomes: Outcomes;
  readonly sourceOf: (id: SourceId) => SourceSettings | null;
  readonly now: Clock;
}

/** How long the comments of an article wait until it is known whether the article concerns the area. */
const RELEVANCE_WAIT_MS = 300;
/** Nothing waits longer for its turn: by then it is no news, and its source's state has long told why. */
const LONGEST_WAIT_MS = 7 * 86_400_000;
/** Sites lose a page for an hour and find it again: gone is what is gone twice, this far apart. */
const GONE_AGAIN_MS = 6 * 3_600_000;
const NOTHING: JobResult = { kind: "ok", followUps: [] };

/**
 * Fetches one page, parses it without its authors, redacts it, and hands its items on: one process, so that nothing
 * unredacted ever rests. Comments of an article that does not concern the area are not fetched at all.
 */
export async function collectJob(
  deps: CollectDeps,
  payload: CollectPayload,
  signal: AbortSignal,
): Promise<JobResult> {
  const source = deps.sourceOf(payload.sourceId);
  if (source === null) return NOTHING;
  const { entry } = payload;
  if (entry.target === "comments" && source.scope === "national") {
    const parent = relevanceOf(deps, payload);
    if (parent === "irrelevant") {
      deps.sources.markSeen(payload.sourceId, entry.url, entry.version, instantOf(deps.now()));
      return NOTHING;
    }
    if (parent === "pending") return { kind: "later", delayMs: RELEVANCE_WAIT_MS };
  }
  try {
    const collected = await deps.crawler.collect(source, entry, signal);
    return collected.kind === "done"
      ? refused(deps, source, payload, collected)
      : admitted(deps, source, payload, collected);
  } catch (error) {
    if (!(error instanceof RetryableError) || !error.patient)
      throw source.speaker === "institution" ? error : withoutAddress(error);
    return waitForTurn(deps, payload, error);
  }
}

/** A failure as it may be written down: of citizens' pages no address outlives the job (promise 4). */
function withoutAddress(error: unknown): unknown {
  if (error instanceof RetryableError) {
    const { code, message, retryAfterMs } = error;
    return new RetryableError(code, withHostsOnly(message), retryAfterMs === null ? {} : { retryAfterMs });
  }
  if (error instanceof PermanentError) return new PermanentError(error.code, withHostsOnly(error.message));
  return error;
}

/** The job that reads one entry: while it waits, whoever lists the entry again asks for the same job. */
export function collectJobFor(
  sourceId: SourceId,
  entry: FeedEntry,
  reading: { readonly run: string; readonly since: Instant; readonly priority: boolean },
): Job {
  const payload: CollectPayload = { v: 1, sourceId, entry, run: reading.run, since: reading.since };
  const rank = (reading.priority ? 3 : 5) + (entry.target === "comments" ? 1 : 0);
  return jobFor("collect", institutionId(sourceId, entry.url), payload, rank);
}

function admitted(
  deps: CollectDeps,
  source: SourceSettings,
  payload: CollectPayload,
  collected: Extract<Collected, { kind: "items" }>,
): JobResult {
  const { entry, run, sourceId } = payload;
  const isPage = entry.target === "page";
  deps.watch.collected(source, entry.url, isPage ? readingOf(entry, collected) : null, collected.problems);
  const identity = { id: sourceId, group: groupOf(source), channel: channelOf(source) };
  const jobs: Job[] = [...deps.admitter.admit(collected.parsed, identity, run, source.priority ? 3 : 5)];
  for (const job of jobs) {
    const { document } = job.payload as DocumentPayload;
    deps.pages.readBy(document.id, collected.layout ?? collected.extractor);
  }
  for (const follow of collected.follow) {
    jobs.push(collectJobFor(sourceId, follow, { ...payload, priority: source.priority }));
  }
  if (collected.readAgainAt && source.speaker === "institution") readAgain(deps, payload, collected);
  if (collected.parsed.items.length === 0 && collected.follow.length === 0 && isPage)
    finish(deps, payload, "no-text");
  deps.sources.forgetGone(sourceId, entry.url);
  deps.sources.markSeen(sourceId, entry.url, entry.version, instantOf(deps.now()));
  return { kind: "ok", followUps: jobs };
}

/** How many comments the last reading found, written where the next one sees it. */
const HELD = /^held (\d+)$/;

/** Comments are looked for again while they grow; how many there were goes along with the entry. */
function readAgain(
  deps: CollectDeps,
  { entry, sourceId }: CollectPayload,
  { parsed, follow, readAgainAt }: Extract<Collected, { kind: "items" }>,
): void {
  const count = parsed.items.length + follow.length;
  const before = HELD.exec(entry.version)?.[1];
  const at =
    // A platform's post says by itself when it is due: YouTube's texts must be refreshed for as long as they are held.
    before === undefined || entry.target === "page"
      ? readAgainAt
      : nextCommentsReadAfter(entry.publishedAt, deps.now(), count > Number(before));
  if (at) deps.sources.readAgain(sourceId, entry.url, { ...entry, version: `held ${count}` }, at);
}

function readingOf(
  entry: FeedEntry,
  { parsed, extractor, layout }: Extract<Collected, { kind: "items" }>,
): PageReading {
  const [first] = parsed.items;
  // Further pages of a thread carry the title of the first.
  const isFurther = entry.parentNativeId !== null;
  return {
    extractor,
    parser: layout ?? extractor,
    titled: isFurther || parsed.items.some((item) => (item.title ?? "") !== ""),
    withText: parsed.items.some((item) => item.text !== ""),
    dated: first?.publishedAt != null,
  };
}

function refused(
  deps: CollectDeps,
  source: SourceSettings,
  payload: CollectPayload,
  { disposition, state, problem }: Extract<Collected, { kind: "done" }>,
): JobResult {
  const { entry, sourceId } = payload;
  if (disposition === "no-text" && entry.target === "page") {
    const reading = { extractor: "none", parser: "none", titled: false, withText: false, dated: false };
    deps.watch.collected(source, entry.url, reading, [problem]);
  } else deps.watch.refused(source, entry.url, state, problem);
  if (disposition === "gone" && source.speaker === "institution") {
    const now = instantOf(deps.now());
    const firstAt = deps.sources.noteGone(sourceId, entry.url, now);
    if (epochMs(now) - epochMs(firstAt) < GONE_AGAIN_MS) {
      deps.sources.readAgain(sourceId, entry.url, entry, addMs(firstAt, GONE_AGAIN_MS));
      deps.sources.markSeen(sourceId, entry.url, entry.version, now);
      return NOTHING;
    }
    // What was read of it stays, with a mark; nobody deletes it unseen.
    deps.pages.markGone(institutionId(sourceId, entry.url), now);
  }
  finish(deps, payload, disposition);
  return NOTHING;
}

/** A turn, a rest, an hour of the day: waited for in the queue, but not for ever. */
function waitForTurn(deps: CollectDeps, payload: CollectPayload, error: RetryableError): JobResult {
  const waitedMs = deps.now().getTime() - epochMs(payload.since);
  if (waitedMs < LONGEST_WAIT_MS) return { kind: "later", delayMs: error.retryAfterMs ?? RELEVANCE_WAIT_MS };
  finish(deps, payload, error.code === "robots-unreachable" ? "robots-denied" : "blocked");
  return NOTHING;
}

/** YouTube's cells are its own (DESIGN section 3). */
function channelOf(source: SourceSettings): CountingChannel {
  return source.shape === "youtube" ? "youtube" : "public";
}

/** Sources of one owner count as one. */
function groupOf(source: SourceSettings): string {
  return source.group ?? source.id;
}

function finish(deps: CollectDeps, payload: CollectPayload, disposition: Disposition): void {
  const now = instantOf(deps.now());
  const { sourceId, entry } = payload;
  deps.outcomes.record(entryEncounter(payload), sourceId, disposition, now);
  deps.sources.markSeen(sourceId, entry.url, entry.version, now);
}

function relevanceOf(deps: CollectDeps, payload: CollectPayload): "relevant" | "irrelevant" | "pending" {
  if (payload.entry.parentNativeId === null) return "relevant";
  const id: DocumentId = institutionId(payload.sourceId, payload.entry.parentNativeId);
  const stored = deps.documents.get(id);
  if (stored === null) return deps.watch.waitedTooLong(id) ? "irrelevant" : "pending";
  if (stored.status === "pending") return stored.encounter === "" ? "irrelevant" : "pending";
  return stored.status === "held" ? "relevant" : "irrelevant";
}
