import type { FeedEntry } from "../crawlers/crawler.ts";
import type { Annotations, Document } from "../model/document.ts";
import type { DocumentId, Instant, SourceId } from "../model/ids.ts";
import { addMs } from "../model/time.ts";
import { institutionId } from "../state/week-keys.ts";
import type { Job } from "./queue/job-queue.ts";
import type { StageName } from "./topology.ts";

/** What travels with an item between stages: plain JSON, redacted, without account or token. */
export interface DiscoverPayload {
  readonly v: 1;
  readonly sourceId: SourceId;
  readonly feedUrl: string;
  readonly run: string;
}
export interface CollectPayload {
  readonly v: 1;
  readonly sourceId: SourceId;
  readonly entry: FeedEntry;
  readonly run: string;
  /** When this reading was asked for: nothing waits for its turn for ever. */
  readonly since: Instant;
}
/** `encounter` names one reading of one item; its final disposition is written under it. */
export interface DocumentPayload {
  readonly v: 1;
  readonly encounter: string;
  readonly document: Document;
  readonly expiresAt: Instant | null;
}
/** `known`: the text is unchanged and only its voice is new to the present counting key. */
export interface AnalyzePayload extends DocumentPayload {
  readonly echoOf: DocumentId | null;
  readonly known: boolean;
}
export interface CountPayload extends AnalyzePayload {
  readonly annotations: Annotations;
}
export interface IndexPayload extends CountPayload {
  readonly firstOfAuthor: boolean;
  readonly epoch: string | null;
}

/** A job's stable id: the same work while pending is one job. */
export function jobFor(stage: StageName, key: string, payload: unknown, priority = 5): Job {
  return { id: `${stage}:${key}`, stage, payload, priority };
}

/** A page's address may be a thread's, which leads to people's words: it waits no longer than they may be held. */
const ADDRESS_DAYS = 30;

/** When what is in a job must be gone: a citizen's text, or the address of a page; null for jobs that hold neither. */
export function expiryOf(job: Job): string | null {
  const payload = job.payload as Partial<DocumentPayload & CollectPayload>;
  if (payload.entry !== undefined && payload.since !== undefined)
    return addMs(payload.since, ADDRESS_DAYS * 86_400_000);
  return payload.expiresAt ?? null;
}

/** The source whose job failed, for the operator's list. */
export function sourceOf(job: Job): SourceId {
  const payload = job.payload as {
    readonly sourceId?: SourceId;
    readonly document?: { readonly sourceId: SourceId };
  };
  return payload.sourceId ?? payload.document?.sourceId ?? ("" as SourceId);
}

/** Under which encounter a quarantined job's item is written. */
export function encounterOf(job: Job): string {
  const payload = job.payload as Partial<DocumentPayload & CollectPayload>;
  if (payload.encounter !== undefined) return payload.encounter;
  return payload.entry === undefined ? job.id : entryEncounter(job.payload as CollectPayload);
}

/** The encounter of a page that led to no item. */
export function entryEncounter({
  run,
  sourceId,
  entry,
}: Pick<CollectPayload, "run" | "sourceId" | "entry">): string {
  return `${run}:${institutionId(sourceId, entry.url)}`;
}
