import type { DatabaseSync } from "node:sqlite";
import type { TopicId } from "../../model/ids.ts";
import type { Outcome } from "../../model/outcome.ts";
import { type Clock, instantOf } from "../../model/time.ts";
import type { SearchIndex } from "../../search/search-index.ts";
import type { DocumentStore } from "../../state/documents.ts";
import { inTransaction } from "../../state/open.ts";
import type { FreshnessWatch } from "../freshness.ts";
import { toIndexedDocument } from "../indexed-document.ts";
import type { IndexPayload } from "../payloads.ts";
import { done, type Settled, type Stage } from "../stage.ts";

/** What index writes to. */
export interface IndexDeps {
  readonly db: DatabaseSync;
  readonly documents: DocumentStore;
  readonly index: SearchIndex;
  readonly isSensitive: (topic: TopicId) => boolean;
  readonly freshness: FreshnessWatch;
  readonly now: Clock;
}

/** Upserts into the search index by id, then marks the documents held. The last stage of the path. */
export function indexStage(deps: IndexDeps): Stage<IndexPayload, never> {
  return {
    name: "index",
    run: async (inputs) => {
      const indexedAt = instantOf(deps.now());
      // What was taken down or forgotten while it was on its way stays gone.
      const alive = inputs.map((input) => {
        const status = deps.documents.statusOf(input.document.id);
        return status === "pending" || status === "held";
      });
      await deps.index.upsert(
        inputs
          .filter((_, at) => alive[at])
          .map((input) => toIndexedDocument(input, deps.isSensitive, indexedAt)),
      );
      return inTransaction(deps.db, () =>
        inputs.map((input, at): Settled<never> => {
          if (!alive[at]) return done("gone");
          deps.freshness(input.document, indexedAt);
          deps.documents.markHeld(input.document.id, indexedAt);
          return outcome(input);
        }),
      );
    },
  };
}

function outcome(input: IndexPayload): Outcome<never> {
  if (input.known) return done("unchanged");
  return done(input.echoOf === null ? "indexed" : "echo");
}
