import type { DatabaseSync } from "node:sqlite";
import { RetryableError } from "../../model/errors.ts";
import type { Outcome } from "../../model/outcome.ts";
import type { DocumentStore } from "../../state/documents.ts";
import { inTransaction } from "../../state/open.ts";
import type { Annotator } from "../annotate.ts";
import type { AnalyzePayload, CountPayload } from "../payloads.ts";
import { done, next, type Stage, settleEach } from "../stage.ts";

/** What analyze needs: the annotator, and the state to leave a stub of what does not concern the area. */
export interface AnalyzeDeps {
  readonly db: DatabaseSync;
  readonly documents: DocumentStore;
  readonly annotator: Annotator;
}

/** How long a comment waits for what it answers to be read. */
const PARENT_WAIT_MS = 250;

/** Topic, tone, place, relevance. What is irrelevant to the area is counted as such and its words are dropped. */
export function analyzeStage(deps: AnalyzeDeps): Stage<AnalyzePayload, CountPayload> {
  return {
    name: "analyze",
    run: async (inputs) => inTransaction(deps.db, () => settleEach(inputs, (input) => analyze(deps, input))),
  };
}

function analyze(deps: AnalyzeDeps, input: AnalyzePayload): Outcome<CountPayload> {
  const { document } = input;
  if (input.known) {
    const annotations = deps.documents.get(document.id)?.annotations ?? null;
    return annotations === null ? done("unchanged") : next({ ...input, annotations });
  }
  const parent = deps.annotator.parentOf(document);
  if (parent === "pending") {
    throw new RetryableError("parent-pending", `what document ${document.id} answers has not been read yet`, {
      retryAfterMs: PARENT_WAIT_MS,
    });
  }
  const annotations = deps.annotator.annotate(document, parent);
  if (annotations.relevant) return next({ ...input, annotations });
  deps.documents.annotate(document.id, {
    ...annotations,
    topics: annotations.topics.map((topic) => ({ ...topic, evidence: [] })),
  });
  deps.documents.strip(document.id, "irrelevant");
  return done("irrelevant");
}
