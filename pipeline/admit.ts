import type { DatabaseSync } from "node:sqlite";
import {
  candidateKeys,
  type Fingerprint,
  fingerprint,
  nearDuplicate,
} from "../analyzers/text/near-duplicates.ts";
import type { Disposition, Document, ParsedItems } from "../model/document.ts";
import type { DocumentId } from "../model/ids.ts";
import { type Clock, instantOf } from "../model/time.ts";
import type { CellStore } from "../state/cells.ts";
import { inTransaction } from "../state/open.ts";
import type { Outcomes } from "../state/outcomes.ts";
import type { Annotator } from "./annotate.ts";
import type { CellRules } from "./cells-of.ts";
import type { Intake, SourceIdentity } from "./intake.ts";
import { type DocumentPayload, jobFor } from "./payloads.ts";
import type { Job } from "./queue/job-queue.ts";
import { countOnly, saveChanged } from "./stages/count-voices.ts";
import type { VoiceKeeper } from "./voice-keeper.ts";

/** What taking items in needs. */
export interface AdmitDeps {
  readonly db: DatabaseSync;
  readonly intake: Intake;
  readonly annotator: Annotator;
  readonly cells: CellStore;
  readonly voices: VoiceKeeper;
  readonly outcomes: Outcomes;
  readonly rules: CellRules;
  readonly now: Clock;
}

/**
 * Takes a parser's items in: those that may be held become jobs for `deduplicate`; those whose text may not be held are
 * analyzed and counted here, in memory, so that their words touch no queue and no table.
 */
export interface Admitter {
  /** `run` names the reading; the same items in the same run are the same encounters. */
  admit(parsed: ParsedItems, source: SourceIdentity, run: string, priority: number): readonly Job[];
}

export function createAdmitter(deps: AdmitDeps): Admitter {
  const passing = new PassingTexts();
  return {
    admit: (parsed, source, run, priority) =>
      inTransaction(deps.db, () => {
        const jobs: Job[] = [];
        for (const item of parsed.items) {
          const admission = deps.intake.admit(item, source, parsed.accounts.get(item.nativeId) ?? null);
          if (admission.kind === "document") {
            const { document, expiresAt } = admission;
            const payload: DocumentPayload = {
              v: 1,
              encounter: `${run}:${document.id}`,
              document,
              expiresAt,
            };
            jobs.push(jobFor("deduplicate", payload.encounter, payload, priority));
            continue;
          }
          const key =
            admission.kind === "count-only"
              ? admission.document.id
              : deps.voices.ephemeralId(item.sourceId, item.nativeId);
          const disposition =
            admission.kind === "count-only"
              ? countInPassing(deps, passing, admission.document)
              : admission.kind === "taken-down"
                ? "gone"
                : "no-text";
          deps.outcomes.record(`${run}:${key}`, source.id, disposition, instantOf(deps.now()));
        }
        saveChanged(deps);
        return jobs;
      }),
  };
}

/** Analyzes and counts a text that is not written anywhere. */
function countInPassing(deps: AdmitDeps, passing: PassingTexts, document: Document): Disposition {
  const parent = deps.annotator.parentOf(document);
  const annotations = deps.annotator.annotate(document, parent === "pending" ? null : parent);
  if (!annotations.relevant) {
    deps.voices.forget(document.id);
    return document.text === "" ? "counted" : "irrelevant";
  }
  const seen = passing.meet(deps.voices.epoch, document);
  if (seen === "same") deps.voices.forget(document.id);
  else countOnly(deps, document, annotations, seen === "echo");
  return "counted";
}

/** Fingerprints of the texts that passed in this epoch, so that copies among them are reach and not voices. */
class PassingTexts {
  #epoch = "";
  #seen = new Set<DocumentId>();
  #byKey = new Map<number, Fingerprint[]>();

  meet(epoch: string, document: Document): "new" | "same" | "echo" {
    if (epoch !== this.#epoch) {
      this.#epoch = epoch;
      this.#seen = new Set();
      this.#byKey = new Map();
    }
    if (this.#seen.has(document.id)) return "same";
    this.#seen.add(document.id);
    if (document.text === "") return "new";
    const print = fingerprint(
      document.title === null ? document.text : `${document.title}\n${document.text}`,
    );
    const keys = candidateKeys(print);
    const copied = keys.some((key) =>
      (this.#byKey.get(key) ?? []).some((other) => nearDuplicate(other, print)),
    );
    if (copied) return "echo";
    for (const key of keys) {
      const list = this.#byKey.get(key) ?? [];
      if (list.length < 32) list.push(print);
      this.#byKey.set(key, list);
    }
    return "new";
  }
}
