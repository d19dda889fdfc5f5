import type { Actor, Case, CaseOrigin, CaseRole, EntryChannel } from "../../model/case.ts";
import type { CaseCommand, Refusal } from "../../model/case-commands.ts";
import { decideCase, detection, wordsOf } from "../../model/case-decide.ts";
import { foldCase } from "../../model/case-fold.ts";
import type { CaseRules } from "../../model/case-rules.ts";
import type { CaseId, DocumentId, HotSpotId, Instant, PlaceId, TopicId, UnitId } from "../../model/ids.ts";
import { type Clock, dayOf, instantOf } from "../../model/time.ts";
import type { Acted, CaseStore } from "../../state/cases.ts";
import type { DocumentStore } from "../../state/documents.ts";
import type { HotSpotStore } from "../../state/hot-spots.ts";
import type { GateProblem, WordsGate } from "./words-gate.ts";

/** What working on cases needs. */
export interface DeskDeps {
  readonly store: CaseStore;
  readonly documents: Pick<DocumentStore, "get">;
  readonly hotSpots: HotSpotStore;
  readonly gate: WordsGate;
  readonly rules: CaseRules;
  readonly knowsUnit: (unit: UnitId) => boolean;
  readonly isSensitive: (topic: TopicId) => boolean;
  /** What a case is called before an officer gave it a title: "Môi trường, xã An Lão". */
  readonly titleOf: (topic: TopicId, places: readonly PlaceId[]) => string;
  /** The topic of a report in which none was recognised. */
  readonly otherTopic: TopicId;
  readonly now: Clock;
}

/** An officer's own entry: what was heard, in the office's words. */
export interface Entry {
  readonly channel: EntryChannel;
  readonly triage: Extract<CaseCommand, { kind: "triage" }>;
}

/** What came of asking: as the store says, or held back by the gate before anything was written. */
export type DeskAnswer =
  | Acted<Refusal>
  | { readonly kind: "held-back"; readonly problem: GateProblem | "unchecked" };

/** Who looks at cases. */
export interface Viewer {
  readonly role: string;
  readonly unit: UnitId | null;
}

/** Where cases are opened and every step of them is taken; nothing else writes to them but the product's own rounds. */
export interface CaseDesk {
  /** The case of a hot spot or a report, begun now where there was none; null where there is no such thing held. */
  openFor(
    origin: { readonly kind: "hot-spot" | "report"; readonly id: string },
    actor: Actor,
    commandId: string,
  ): Case | null;
  /** A case of an officer's own entry, triaged in the same step; its words are judged first. */
  enter(entry: Entry, actor: Actor, commandId: string): Promise<DeskAnswer>;
  act(
    id: CaseId,
    command: CaseCommand,
    by: {
      readonly actor: Actor;
      readonly seenVersion: number;
      readonly commandId: string;
      /** The publisher looked at the words that may be names. */
      readonly checkedWords?: boolean;
    },
  ): Promise<DeskAnswer>;
  /** Words of a case's publication that may be names. */
  doubtfulWords(one: Case, question: string): readonly string[];
}

/** The name under which an origin is remembered; null for an entry, which is its own. */
function originName(origin: CaseOrigin): string | null {
  return origin.kind === "entry" ? null : `${origin.kind} ${origin.id}`;
}

/**
 * Whether somebody may know of a case: officers of all; leaders once an officer has looked; a unit of its own and of
 * those in which it promised something; nobody else of any.
 */
export function maySee(one: Case, viewer: Viewer): boolean {
  switch (viewer.role) {
    case "officer":
      return true;
    case "leader":
      return one.summary !== null;
    case "unit":
      return (
        viewer.unit !== null &&
        (one.unit === viewer.unit || one.commitments.some(({ unit }) => unit === viewer.unit))
      );
    default:
      return false;
  }
}

/** The role in which somebody acts on cases; null for roles that do not. */
export function caseRole(role: string): Exclude<CaseRole, "product"> | null {
  return role === "officer" || role === "leader" || role === "unit" ? role : null;
}

export function createCaseDesk(deps: DeskDeps): CaseDesk {
  const at = (): Instant => instantOf(deps.now());
  return {
    openFor: (origin, actor, commandId) => {
      const found =
        origin.kind === "hot-spot"
          ? hotSpotOrigin(deps, origin.id as HotSpotId)
          : reportOrigin(deps, origin.id as DocumentId, at());
      if (found === null) return null;
      const what = detection(found, at(), deps.rules);
      return deps.store.begin(originName(found.origin), { at: at(), actor, commandId, what }).one;
    },
    enter: async ({ channel, triage }, actor, commandId) => {
      const problem = await deps.gate.judge([triage.title, triage.summary]);
      if (problem !== null) return { kind: "held-back", problem };
      const wanted = withoutPlaces(triage, deps);
      const { title, topic, places } = wanted;
      const what = detection({ origin: { kind: "entry", channel }, title, topic, places }, at(), deps.rules);
      const refused = decideCase(emptyCase(what, at()), wanted, context(deps, actor));
      if (refused.kind === "refused") return { ...refused, one: emptyCase(what, at()) };
      const { one } = deps.store.begin(null, { at: at(), actor, commandId, what });
      return actOn(deps, one.id, wanted, { actor, seenVersion: 1, commandId: `${commandId} triage` });
    },
    act: async (id, command, by) => {
      const one = deps.store.get(id);
      if (one === null) return { kind: "unknown" };
      const texts = wordsOf(command).map(([, text]) => text);
      const problem = await deps.gate.judge(
        command.kind === "publish" ? [...texts, ...publicTexts(one)] : texts,
      );
      if (problem !== null) return { kind: "held-back", problem };
      if (command.kind === "publish" && by.checkedWords !== true) {
        const doubtful = deps.gate.doubtfulWords([command.question, ...publicTexts(one)]);
        if (doubtful.length > 0) return { kind: "held-back", problem: "unchecked" };
      }
      const wanted = command.kind === "triage" ? withoutPlaces(command, deps) : command;
      return actOn(deps, id, wanted, by);
    },
    doubtfulWords: (one, question) => deps.gate.doubtfulWords([question, ...publicTexts(one)]),
  };
}

function actOn(
  deps: DeskDeps,
  id: CaseId,
  command: CaseCommand,
  by: { readonly actor: Actor; readonly seenVersion: number; readonly commandId: string },
): Acted<Refusal> {
  const acted = deps.store.act<Refusal>({
    id,
    at: instantOf(deps.now()),
    ...by,
    decide: (one) => decideCase(one, command, context(deps, by.actor)),
  });
  if (acted.kind === "done") tellHotSpots(deps, acted.one, command);
  return acted;
}

function context(deps: DeskDeps, actor: Actor) {
  const { rules, knowsUnit, store } = deps;
  return { actor, at: instantOf(deps.now()), rules, knowsUnit, caseOf: store.get };
}

/** The case as it would be after its first happening, to judge an entry before anything is written. */
function emptyCase(what: ReturnType<typeof detection>, at: Instant): Case {
  const actor = { id: "product", role: "product", unit: null } as const;
  return foldCase([{ caseId: "" as CaseId, version: 1, at, actor, what }]);
}

/** Sensitive subjects have no places (promise 7). */
function withoutPlaces(
  command: Extract<CaseCommand, { kind: "triage" }>,
  { isSensitive }: DeskDeps,
): Extract<CaseCommand, { kind: "triage" }> {
  return isSensitive(command.topic) ? { ...command, places: [] } : command;
}

/** Everything of an answer that the public will read. */
function publicTexts({ answer, closing }: Case): readonly string[] {
  const texts = [answer?.text, answer?.legalBasis, answer?.measures, answer?.lateReason];
  return [...texts, closing?.publicReason, closing?.names].filter((text) => typeof text === "string");
}

type Found = Parameters<typeof detection>[0];

function hotSpotOrigin(deps: DeskDeps, id: HotSpotId): Found | null {
  const spot = deps.hotSpots.get(id);
  if (spot === null) return null;
  const { topic, places } = spot;
  return { origin: { kind: "hot-spot", id }, title: deps.titleOf(topic, places), topic, places };
}

function reportOrigin(deps: DeskDeps, id: DocumentId, now: Instant): Found | null {
  const stored = deps.documents.get(id);
  if (stored?.document.kind !== "report" || heldText(stored, now) === null) return null;
  const topic = stored.annotations?.topics[0]?.id ?? deps.otherTopic;
  const places = deps.isSensitive(topic) ? [] : (stored.annotations?.places ?? []).map((place) => place.id);
  return { origin: { kind: "report", id }, title: deps.titleOf(topic, places), topic, places };
}

/** The words of a report while they are held; null once its days are over, whether or not `retain` has run. */
export function heldText(
  stored: ReturnType<DocumentStore["get"]>,
  now: Instant,
): { readonly text: string; readonly until: Instant | null } | null {
  if (stored?.status !== "held" || stored.document.text === "") return null;
  if (stored.expiresAt !== null && stored.expiresAt <= now) return null;
  return { text: stored.document.text, until: stored.expiresAt };
}

/** What was decided on a case is also the word on the hot spot that it came from. */
function tellHotSpots({ hotSpots, now }: DeskDeps, one: Case, command: CaseCommand): void {
  if (one.origin.kind !== "hot-spot") return;
  const at = instantOf(now());
  if (command.kind === "triage" || command.kind === "merge") hotSpots.acknowledge(one.origin.id, at);
  if (command.kind === "dismiss") hotSpots.decide(one.origin.id, "not-an-issue", dayOf(at));
  if (command.kind === "verify" && command.verdict === "solved") {
    hotSpots.decide(one.origin.id, "resolved", dayOf(at));
  }
}
