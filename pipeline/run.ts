import type { DatabaseSync } from "node:sqlite";
import type { Disposition } from "../model/document.ts";
import type { SourceId } from "../model/ids.ts";
import type { Logger } from "../model/log.ts";
import { type Clock, instantOf } from "../model/time.ts";
import type { DocumentStore } from "../state/documents.ts";
import { inTransaction } from "../state/open.ts";
import type { Outcomes } from "../state/outcomes.ts";
import type { Quarantine } from "../state/quarantine.ts";
import type { SourceStore } from "../state/sources.ts";
import {
  type CollectPayload,
  type DiscoverPayload,
  type DocumentPayload,
  encounterOf,
  expiryOf,
  jobFor,
  sourceOf,
} from "./payloads.ts";
import type { Failure } from "./queue/failures.ts";
import type { Job, JobHandler, JobQueue, JobResult } from "./queue/job-queue.ts";
import type { Settled, Stage } from "./stage.ts";
import { type AnalyzeDeps, analyzeStage } from "./stages/analyze.ts";
import { type CollectDeps, collectJob } from "./stages/collect.ts";
import { type CountDeps, countVoicesStage } from "./stages/count-voices.ts";
import { type DeduplicateDeps, deduplicateStage } from "./stages/deduplicate.ts";
import { type DiscoverDeps, discoverJob } from "./stages/discover.ts";
import { type IndexDeps, indexStage } from "./stages/index.ts";
import { nextStage } from "./topology.ts";
import type { VoiceKeeper } from "./voice-keeper.ts";

/** Jobs that one batch of a local stage takes: large enough to share a transaction, small enough to keep the server answering. */
const BATCH = 400;

/** Joins the stages to the queue: the one place that knows who hands to whom (the order is topology.ts). */
export interface RunDeps {
  readonly db: DatabaseSync;
  readonly queue: JobQueue;
  readonly documents: DocumentStore;
  readonly outcomes: Outcomes;
  readonly quarantine: Quarantine;
  readonly voices: VoiceKeeper;
  readonly log: Logger;
  readonly now: Clock;
  readonly deduplicate: DeduplicateDeps;
  readonly analyze: AnalyzeDeps;
  readonly count: CountDeps;
  readonly index: IndexDeps;
}

/** Starts the stages that every run needs: from `deduplicate` to `index`. */
export function runDocumentStages(deps: RunDeps): void {
  const stages: readonly Stage<DocumentPayload, DocumentPayload>[] = [
    erase(deduplicateStage(deps.deduplicate)),
    erase(analyzeStage(deps.analyze)),
    erase(countVoicesStage(deps.count)),
    erase(indexStage(deps.index)),
  ];
  for (const stage of stages) deps.queue.consume(stage.name, batchHandler(deps, stage), 1, BATCH);
}

/** Starts the stages that reach out to sources. */
export function runCrawlStages(
  deps: RunDeps,
  crawl: { readonly discover: DiscoverDeps; readonly collect: CollectDeps; readonly concurrency: number },
): void {
  deps.queue.consume(
    "discover",
    oneByOne((job, signal) => discoverJob(crawl.discover, job.payload as DiscoverPayload, signal)),
    crawl.concurrency,
  );
  deps.queue.consume(
    "collect",
    oneByOne((job, signal) => collectJob(crawl.collect, job.payload as CollectPayload, signal)),
    crawl.concurrency,
  );
}

/** Writes a job that failed for good: its reason for a person, its item's disposition for the sum. */
export function quarantineJob(
  deps: Pick<RunDeps, "documents" | "outcomes" | "quarantine" | "voices" | "log" | "now"> & {
    readonly sources: Pick<SourceStore, "markSeen">;
  },
  job: Job,
  failure: Failure,
): void {
  const at = instantOf(deps.now());
  const sourceId = sourceOf(job);
  const { document, entry } = job.payload as Partial<DocumentPayload & CollectPayload>;
  // Known to be unreadable in this version: the next poll does not ask for it again.
  if (entry) deps.sources.markSeen(sourceId, entry.url, entry.version, at);
  deps.quarantine.add({
    id: job.id,
    stage: job.stage,
    sourceId,
    code: failure.code,
    reason: failure.reason,
    quarantinedAt: at,
    payload: job.payload,
    expiresAt: expiryOf(job),
  });
  deps.outcomes.record(encounterOf(job), sourceId, "quarantined", at);
  if (document) {
    deps.documents.release(document.id);
    deps.voices.forget(document.id);
  }
  const fields = {
    sourceId,
    stage: job.stage,
    code: failure.code,
    ...(document ? { documentId: document.id } : {}),
  };
  if (failure.bug) deps.log.error(fields, "a job failed unexpectedly and is in quarantine");
  else deps.log.warn(fields, "a job is in quarantine");
}

/** Records the one final disposition of an item. */
function finish(deps: RunDeps, payload: DocumentPayload, disposition: Disposition): void {
  deps.voices.forget(payload.document.id);
  deps.outcomes.record(
    payload.encounter,
    payload.document.sourceId as SourceId,
    disposition,
    instantOf(deps.now()),
  );
}

function batchHandler(deps: RunDeps, stage: Stage<DocumentPayload, DocumentPayload>): JobHandler {
  return async (jobs, signal) => {
    const payloads = jobs.map((job) => job.payload as DocumentPayload);
    const settled = await stage.run(payloads, signal);
    return inTransaction(deps.db, () =>
      jobs.map((job, at) => toResult(deps, stage, job, payloads[at], settled[at])),
    );
  };
}

function toResult(
  deps: RunDeps,
  stage: Stage<DocumentPayload, DocumentPayload>,
  job: Job,
  payload: DocumentPayload | undefined,
  settled: Settled<DocumentPayload> | undefined,
): JobResult {
  if (payload === undefined || settled === undefined)
    return { kind: "error", error: new Error(`stage ${stage.name} settled fewer items than it was given`) };
  if (settled.kind === "failed") return { kind: "error", error: settled.error };
  const following = nextStage(stage.name);
  if (settled.kind === "done" || following === null) {
    if (settled.kind === "done") finish(deps, payload, settled.disposition);
    return { kind: "ok", followUps: [] };
  }
  return {
    kind: "ok",
    followUps: settled.values.map((value) => jobFor(following, value.encounter, value, job.priority)),
  };
}

function oneByOne(handle: (job: Job, signal: AbortSignal) => Promise<JobResult>): JobHandler {
  return (jobs, signal) =>
    Promise.all(
      jobs.map(async (job): Promise<JobResult> => {
        try {
          return await handle(job, signal);
        } catch (error) {
          return { kind: "error", error };
        }
      }),
    );
}

/** Each stage's input is what the one before handed on; between them it is plain JSON again. */
function erase<In extends DocumentPayload, Out extends DocumentPayload>(
  stage: Stage<In, Out>,
): Stage<DocumentPayload, DocumentPayload> {
  return stage as unknown as Stage<DocumentPayload, DocumentPayload>;
}
