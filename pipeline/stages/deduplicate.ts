import { createHash } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import {
  candidateKeys,
  type Fingerprint,
  fingerprint,
  nearDuplicate,
} from "../../analyzers/text/near-duplicates.ts";
import type { Document } from "../../model/document.ts";
import type { DocumentId } from "../../model/ids.ts";
import type { Outcome } from "../../model/outcome.ts";
import type { DocumentStore, StoredDocument } from "../../state/documents.ts";
import { inTransaction } from "../../state/open.ts";
import type { WeekKeys } from "../../state/week-keys.ts";
import type { AnalyzePayload, DocumentPayload } from "../payloads.ts";
import { done, next, type Stage, settleEach } from "../stage.ts";
import type { VoiceKeeper } from "../voice-keeper.ts";

/** What deduplicate reads and writes. */
export interface DeduplicateDeps {
  readonly db: DatabaseSync;
  readonly documents: DocumentStore;
  readonly keys: WeekKeys;
  readonly voices: VoiceKeeper;
}

/**
 * Same id and same text: unchanged. Near text of a document still held: an echo of it. Everything else is written as
 * pending and goes on.
 */
export function deduplicateStage(deps: DeduplicateDeps): Stage<DocumentPayload, AnalyzePayload> {
  return {
    name: "deduplicate",
    run: async (inputs) =>
      inTransaction(deps.db, () => settleEach(inputs, (input) => deduplicate(deps, input))),
  };
}

function deduplicate(deps: DeduplicateDeps, input: DocumentPayload): Outcome<AnalyzePayload> {
  const { document } = input;
  if (deps.keys.isTakenDown(document.id)) return done("gone");
  const textHash = hashOf(document);
  const stored = deps.documents.get(document.id);
  // What a dead process left on its way comes again with its author: it takes the whole way, or the author would be lost.
  const halfway = stored?.status === "pending" && deps.voices.isWaiting(document.id);
  if (stored !== null && !halfway && stored.encounter !== input.encounter && stored.encounter !== "") {
    if (stored.status === "taken-down") return done("gone");
    // A stub from a backup whose text may still be held takes its text again; what it counted stands.
    if (stored.status !== "forgotten" && stored.textHash === textHash) return sameText(deps, input, stored);
  }
  const print = fingerprint(document.title === null ? document.text : `${document.title}\n${document.text}`);
  const keys = candidateKeys(print);
  const echoOf = original(deps, document, print, keys);
  const { encounter, expiresAt } = input;
  deps.documents.put(document, {
    textHash,
    encounter,
    echoOf,
    expiresAt,
    fingerprint: JSON.stringify(print),
    keys,
  });
  return next({ ...input, echoOf, known: false });
}

/** An unchanged text whose author is heard again goes on to be counted under the present key, and no further. */
function sameText(
  deps: DeduplicateDeps,
  input: DocumentPayload,
  stored: StoredDocument,
): Outcome<AnalyzePayload> {
  const { document, expiresAt } = input;
  if (document.speaker === "institution" && expiresAt !== null) {
    deps.documents.renew(document.id, document.fetchedAt, expiresAt);
  }
  const countable = stored.status === "held" && stored.annotations !== null && stored.echoOf === null;
  if (!countable || !deps.voices.isWaiting(stored.document.id)) return done("unchanged");
  return next({ ...input, document: stored.document, echoOf: stored.echoOf, known: true });
}

/** The held text that this one copies: the first of its line, never itself. */
function original(
  deps: DeduplicateDeps,
  document: Document,
  print: Fingerprint,
  keys: readonly number[],
): DocumentId | null {
  for (const candidate of deps.documents.fingerprintsSharing(keys, document.id)) {
    if (!nearDuplicate(JSON.parse(candidate.fingerprint) as Fingerprint, print)) continue;
    const found = deps.documents.get(candidate.id);
    if (found === null || found.document.text === "") continue;
    const root = found.echoOf ?? candidate.id;
    if (root !== document.id) return root;
  }
  return null;
}

function hashOf(document: Document): string {
  return createHash("sha256")
    .update(`${document.title ?? ""}\0${document.text}`)
    .digest("base64url")
    .slice(0, 22);
}
