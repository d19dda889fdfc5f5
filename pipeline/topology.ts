/**
 * THE lists of stages, in order: the path of one document, and what the clock starts.
 * A stage knows its input and its output, never its neighbours; this file alone joins them.
 */
const DOCUMENT_STAGES = ["discover", "collect", "deduplicate", "analyze", "count-voices", "index"] as const;

/** Started by the schedule, not by a document. */
const SCHEDULED_STAGES = ["detect", "notify", "digest", "retain"] as const;

export type DocumentStageName = (typeof DOCUMENT_STAGES)[number];
export type StageName = DocumentStageName | (typeof SCHEDULED_STAGES)[number];

/** The stage that follows on the document's path; null after the last. */
export function nextStage(stage: DocumentStageName): DocumentStageName | null {
  return DOCUMENT_STAGES[DOCUMENT_STAGES.indexOf(stage) + 1] ?? null;
}
