import type { DatabaseSync } from "node:sqlite";
import type { Annotations, Document } from "../../model/document.ts";
import type { Outcome } from "../../model/outcome.ts";
import { dayOf } from "../../model/time.ts";
import type { CellStore } from "../../state/cells.ts";
import type { DocumentStore, StoredDocument } from "../../state/documents.ts";
import { inTransaction } from "../../state/open.ts";
import { type CellRules, cellsOf } from "../cells-of.ts";
import type { CountPayload, IndexPayload } from "../payloads.ts";
import { done, next, type Settled, type Stage, settleEach } from "../stage.ts";
import type { CountedDocument, VoiceKeeper } from "../voice-keeper.ts";

/** What counting reads and writes. */
export interface CountDeps {
  readonly db: DatabaseSync;
  readonly documents: DocumentStore;
  readonly cells: CellStore;
  readonly voices: VoiceKeeper;
  readonly rules: CellRules;
}

/** Voices, items and echoes per cell and day, and the one bit that a citizen's document keeps. */
export function countVoicesStage(deps: CountDeps): Stage<CountPayload, IndexPayload> {
  return {
    name: "count-voices",
    run: async (inputs) =>
      inTransaction(deps.db, () => {
        const settled: readonly Settled<IndexPayload>[] = settleEach(inputs, (input) => count(deps, input));
        saveChanged(deps);
        return settled;
      }),
  };
}

/** Counts a document whose text may not be held: in memory, with its number, and nothing of it is written but integers. */
export function countOnly(
  deps: Pick<CountDeps, "voices" | "rules">,
  document: Document,
  annotations: Annotations,
  echo: boolean,
): void {
  deps.voices.count(countedDocument(document, annotations, echo, deps.rules), { withItems: true });
  deps.voices.forget(document.id);
}

/** Writes the days that changed in the keeper. Call inside the transaction that counted them. */
export function saveChanged(deps: Pick<CountDeps, "voices" | "cells">): void {
  const { parts, sources } = deps.voices.changed();
  for (const part of parts) deps.cells.putPart(part);
  for (const source of sources) deps.cells.putSourcePart(source);
  deps.voices.saved();
}

function count(deps: CountDeps, input: CountPayload): Outcome<IndexPayload> {
  const { document, annotations } = input;
  const stored = deps.documents.get(document.id);
  if (stored === null || stored.status === "forgotten" || stored.status === "taken-down") {
    deps.voices.forget(document.id);
    return done("gone");
  }
  const echo = input.echoOf !== null;
  const bits = deps.voices.count(countedDocument(document, annotations, echo, deps.rules), {
    withItems: false,
  });
  deps.voices.forget(document.id);
  if (!input.known) replaceItems(deps, stored, input);
  // A voice that was counted with its author keeps the bit it got then: in its own epoch it still bounds from below.
  const keeps = stored.countedVoice || (input.known && !bits.countedVoice);
  const firstOfAuthor = keeps ? stored.firstOfAuthor : bits.firstOfAuthor;
  const epoch = keeps ? stored.epoch : bits.epoch;
  deps.documents.markCounted(document.id, annotations, {
    counted: echo ? "echo" : "item",
    countedVoice: stored.countedVoice || bits.countedVoice,
    firstOfAuthor,
    epoch,
  });
  if (input.known && keeps) return done("unchanged");
  return next({ ...input, firstOfAuthor, epoch });
}

/** Items stand in the cells of the annotations that they were counted with: a changed text takes those back first. */
function replaceItems(deps: CountDeps, stored: StoredDocument, input: CountPayload): void {
  if (stored.counted !== "no" && stored.annotations !== null) {
    addItems(deps, stored.document, stored.annotations, stored.counted === "echo", -1);
  }
  addItems(
    deps,
    { ...input.document, publishedAt: stored.document.publishedAt },
    input.annotations,
    input.echoOf !== null,
    1,
  );
}

function addItems(
  deps: CountDeps,
  document: Document,
  annotations: Annotations,
  echo: boolean,
  sign: 1 | -1,
): void {
  if (document.publishedAt === null) return;
  const day = dayOf(document.publishedAt);
  for (const cell of cellsOf(annotations, deps.rules)) {
    const change = { items: echo ? 0 : sign, echoes: echo ? sign : 0 };
    deps.cells.addItems({ ...cell, day, channel: document.channel }, document.sourceGroup, change);
  }
}

function countedDocument(
  document: Document,
  annotations: Annotations,
  echo: boolean,
  rules: CellRules,
): CountedDocument {
  return {
    id: document.id,
    sourceId: document.sourceId,
    sourceGroup: document.sourceGroup,
    channel: document.channel,
    kind: document.kind,
    speaker: document.speaker,
    day: document.publishedAt === null ? null : dayOf(document.publishedAt),
    week: document.week,
    polarity: annotations.polarity,
    echo,
    cells: cellsOf(annotations, rules),
  };
}
