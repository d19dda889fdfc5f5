import type { SourceSettings } from "../../config/schema.ts";
import type { Crawler, FeedEntry } from "../../crawlers/crawler.ts";
import type { Disposition } from "../../model/document.ts";
import type { DocumentId, SourceId } from "../../model/ids.ts";
import { type Clock, instantOf } from "../../model/time.ts";
import type { DocumentStore } from "../../state/documents.ts";
import type { Outcomes } from "../../state/outcomes.ts";
import type { SourceStore } from "../../state/sources.ts";
import { institutionId } from "../../state/week-keys.ts";
import type { Admitter } from "../admit.ts";
import { type CollectPayload, jobFor } from "../payloads.ts";
import type { Job, JobResult } from "../queue/job-queue.ts";
import type { SourceWatch } from "../source-watch.ts";

/** What collect needs: the crawler, the door, and what is known of sources. */
export interface CollectDeps {
  readonly crawler: Crawler;
  readonly admitter: Admitter;
  readonly documents: DocumentStore;
  readonly sources: SourceStore;
  readonly watch: SourceWatch;
  readonly outcomes: Outcomes;
  readonly sourceOf: (id: SourceId) => SourceSettings | null;
  readonly now: Clock;
}

/** How long the comments of an article wait until it is known whether the article concerns the area. */
const RELEVANCE_WAIT_MS = 300;

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
  if (source === null) return { kind: "ok", followUps: [] };
  const { entry } = payload;
  if (entry.target === "comments" && source.scope === "national") {
    const parent = relevanceOf(deps, payload);
    if (parent === "irrelevant") return { kind: "ok", followUps: [] };
    if (parent === "pending") return { kind: "ok", followUps: [again(payload)] };
  }
  const collected = await deps.crawler.collect(source, entry, signal);
  if (collected.kind === "done") {
    deps.watch.refused(source, entry.url, collected.state, collected.problem);
    finish(deps, payload, collected.disposition);
    return { kind: "ok", followUps: [] };
  }
  deps.watch.collected(source, collected.extractor, collected.problems);
  const identity = { id: payload.sourceId, group: groupOf(source), channel: "public" as const };
  const jobs: Job[] = [
    ...deps.admitter.admit(collected.parsed, identity, payload.run, source.priority ? 3 : 5),
  ];
  for (const follow of collected.follow)
    jobs.push(collectJobFor(payload.sourceId, follow, payload.run, source.priority));
  if (collected.readAgainAt && source.speaker === "institution" && entry.target === "page") {
    deps.sources.readAgain(payload.sourceId, entry.url, entry, collected.readAgainAt);
  }
  if (collected.parsed.items.length === 0 && entry.target === "page") finish(deps, payload, "no-text");
  deps.sources.markSeen(payload.sourceId, entry.url, entry.version, instantOf(deps.now()));
  return { kind: "ok", followUps: jobs };
}

/** The job that reads one entry within one run. */
export function collectJobFor(sourceId: SourceId, entry: FeedEntry, run: string, priority: boolean): Job {
  const payload: CollectPayload = { v: 1, sourceId, entry, run };
  const rank = (priority ? 3 : 5) + (entry.target === "comments" ? 1 : 0);
  return jobFor("collect", `${run}:${institutionId(sourceId, entry.url)}`, payload, rank);
}

/** Sources of one owner count as one. */
function groupOf(source: SourceSettings): string {
  return source.group ?? source.id;
}

function finish(deps: CollectDeps, payload: CollectPayload, disposition: Disposition): void {
  const now = instantOf(deps.now());
  deps.outcomes.record(
    `${payload.run}:${institutionId(payload.sourceId, payload.entry.url)}`,
    payload.sourceId,
    disposition,
    now,
  );
  deps.sources.markSeen(payload.sourceId, payload.entry.url, payload.entry.version, now);
}

function relevanceOf(deps: CollectDeps, payload: CollectPayload): "relevant" | "irrelevant" | "pending" {
  if (payload.entry.parentNativeId === null) return "relevant";
  const id: DocumentId = institutionId(payload.sourceId, payload.entry.parentNativeId);
  const stored = deps.documents.get(id);
  if (stored === null) return deps.watch.waitedTooLong(id) ? "irrelevant" : "pending";
  if (stored.status === "pending") return stored.encounter === "" ? "irrelevant" : "pending";
  return stored.status === "held" ? "relevant" : "irrelevant";
}

/** The same job once more, a moment later and behind the rest; its id differs, because this one is being finished. */
function again(payload: CollectPayload): Job {
  const job = collectJobFor(payload.sourceId, payload.entry, payload.run, false);
  return {
    ...job,
    id: `${job.id}:again:${Date.now().toString(36)}`,
    priority: 9,
    delayMs: RELEVANCE_WAIT_MS,
  };
}
