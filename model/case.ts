import type { CaseId, Day, DocumentId, HotSpotId, Instant, PlaceId, TopicId, UnitId } from "./ids.ts";

/** Where a case stands. The order is the path; the last seven are ends, of which all but `merged` can be opened again. */
export const CASE_STATES = [
  "detected",
  "triaged",
  "routed",
  "referred",
  "accepted",
  "in_progress",
  "scheduled",
  "dialogue_planned",
  "dialogue_held",
  "answered",
  "approved",
  "reopened",
  "published",
  "verified",
  "no_action",
  "not_responsible",
  "duplicate",
  "dismissed",
  "merged",
] as const;
export type CaseState = (typeof CASE_STATES)[number];

/** Where an officer heard what they enter themselves. */
export const ENTRY_CHANNELS = ["dialogue", "voters-meeting", "hotline", "office", "other"] as const;
export type EntryChannel = (typeof ENTRY_CHANNELS)[number];

/** What a case began from. */
export type CaseOrigin =
  | { readonly kind: "hot-spot"; readonly id: HotSpotId }
  | { readonly kind: "report"; readonly id: DocumentId }
  | { readonly kind: "entry"; readonly channel: EntryChannel };

export const DISMISSALS = ["not-an-issue", "out-of-area", "already-solved", "not-public-service"] as const;
export type Dismissal = (typeof DISMISSALS)[number];
export const CLOSINGS = ["no_action", "not_responsible", "duplicate"] as const;
export type Closing = (typeof CLOSINGS)[number];
export const VERDICTS = ["solved", "explained", "not-solved"] as const;
export type Verdict = (typeof VERDICTS)[number];
/** How a verdict was reached. */
export const BASES = ["volume", "panel", "survey", "visit"] as const;
export type Basis = (typeof BASES)[number];
export type ReopenCause = "volume" | "unresolved" | "staff";

/** A step that somebody owes by the end of a day; `from` is when its clock began. */
export interface Deadline {
  readonly step: "triage" | "accept" | "answer" | "dialogue" | "approve" | "publish" | "verify";
  readonly from: Instant;
  readonly dueOn: Day;
}

/** What somebody promised at a dialogue. */
export interface Commitment {
  readonly unit: UnitId;
  readonly what: string;
  readonly dueOn: Day;
}

/** Voices and negative share (percent) of the concern before the answer and now; null below the floor. */
export interface BeforeAfter {
  readonly voicesBefore: number | null;
  readonly voicesAfter: number | null;
  readonly negativeBefore: number | null;
  readonly negativeAfter: number | null;
}

/** One thing that happened to a case. Dates that follow from rules are frozen in it, so that the past never changes. */
export type CaseHappening =
  | {
      readonly kind: "detected";
      readonly origin: CaseOrigin;
      readonly title: string;
      readonly topic: TopicId;
      readonly places: readonly PlaceId[];
      readonly triageDue: Deadline;
    }
  | {
      readonly kind: "triaged";
      readonly title: string;
      readonly summary: string;
      readonly topic: TopicId;
      readonly places: readonly PlaceId[];
      readonly urgency: string;
      /** Where the rule counts from detection; else it comes with the routing. */
      readonly answerDue: Deadline | null;
    }
  | { readonly kind: "revised"; readonly title: string; readonly summary: string }
  | { readonly kind: "merged"; readonly into: CaseId; readonly comment: string }
  | { readonly kind: "absorbed"; readonly from: CaseId }
  | { readonly kind: "dismissed"; readonly reason: Dismissal; readonly comment: string }
  | {
      readonly kind: "routed";
      readonly unit: UnitId;
      readonly note: string;
      readonly acceptDue: Deadline;
      readonly answerDue: Deadline;
    }
  | {
      readonly kind: "rerouted";
      readonly unit: UnitId;
      readonly former: UnitId;
      readonly reason: string;
      readonly acceptDue: Deadline;
    }
  | { readonly kind: "referred"; readonly reason: string }
  | {
      readonly kind: "assigned";
      readonly unit: UnitId;
      readonly reason: string;
      readonly acceptDue: Deadline;
    }
  | { readonly kind: "accepted" }
  | { readonly kind: "progressed"; readonly plan: string }
  | { readonly kind: "scheduled"; readonly plan: string; readonly on: Day }
  | { readonly kind: "dialogue-planned"; readonly place: string; readonly due: Deadline }
  | {
      readonly kind: "dialogue-held";
      readonly on: Day;
      readonly attendance: number | null;
      readonly minutes: string;
      readonly commitments: readonly Commitment[];
    }
  | { readonly kind: "commitment-kept"; readonly number: number; readonly note: string }
  | {
      readonly kind: "answered";
      readonly text: string;
      readonly legalBasis: string;
      readonly measures: string;
      readonly doneBy: Day | null;
      readonly lateReason: string | null;
      readonly approveDue: Deadline;
    }
  | { readonly kind: "returned"; readonly reason: string }
  | { readonly kind: "approved"; readonly publishDue: Deadline }
  | { readonly kind: "published"; readonly question: string; readonly verifyDue: Deadline }
  | {
      readonly kind: "verified";
      readonly verdict: Verdict;
      readonly basis: Basis;
      readonly comment: string;
      readonly figures: BeforeAfter | null;
    }
  | {
      readonly kind: "reopened";
      readonly cause: ReopenCause;
      readonly comment: string;
      readonly triageDue: Deadline;
    }
  | {
      readonly kind: "closed";
      readonly as: Closing;
      readonly publicReason: string;
      /** The body that is responsible, or the twin's number. */
      readonly names: string | null;
    };

/** Roles that act on cases; `product` is the product itself, which detects and reopens and does nothing else. */
export type CaseRole = "officer" | "leader" | "unit" | "product";

/** Who acts. `unit` is theirs where they belong to one. */
export interface Actor {
  readonly id: string;
  readonly role: CaseRole;
  readonly unit: UnitId | null;
}

/** A happening with its place in the case's history. */
export interface CaseEvent {
  readonly caseId: CaseId;
  /** 1, 2, 3 … within the case. */
  readonly version: number;
  readonly at: Instant;
  readonly actor: Actor;
  readonly what: CaseHappening;
}

/** An answer as the unit wrote it. */
export interface Answer {
  readonly text: string;
  readonly legalBasis: string;
  readonly measures: string;
  readonly doneBy: Day | null;
  readonly lateReason: string | null;
  readonly unit: UnitId;
  readonly writtenBy: string;
  readonly writtenAt: Instant;
}

/** What the public reads: the office's wording of the question and the answer, or why there is none. */
export interface Publication {
  readonly number: number;
  readonly question: string;
  readonly answer: Answer | null;
  readonly closing: {
    readonly as: Closing;
    readonly publicReason: string;
    readonly names: string | null;
  } | null;
  readonly unit: UnitId | null;
  readonly publishedBy: string;
  readonly publishedAt: Instant;
}

/** A commitment of a dialogue and whether it was kept. */
export interface HeldCommitment extends Commitment {
  /** 1, 2, 3 … within the case. */
  readonly number: number;
  readonly kept: { readonly at: Instant; readonly note: string } | null;
}

/** A concern on its way to a published answer: the fold of its events. */
export interface Case {
  readonly id: CaseId;
  readonly version: number;
  readonly state: CaseState;
  readonly origin: CaseOrigin;
  readonly title: string;
  /** An officer's words, never a citizen's; null until triage. */
  readonly summary: string | null;
  readonly topic: TopicId;
  readonly places: readonly PlaceId[];
  readonly urgency: string | null;
  readonly detectedAt: Instant;
  readonly changedAt: Instant;
  /** Since when it waits for what comes next. */
  readonly enteredAt: Instant;
  readonly unit: UnitId | null;
  readonly reroutes: number;
  readonly leaderDecided: boolean;
  /** The clock of the step that is owed now; null where nobody owes one. */
  readonly deadline: Deadline | null;
  readonly answerDue: Deadline | null;
  readonly plan: string | null;
  readonly scheduledOn: Day | null;
  readonly dialogue: { readonly on: Day; readonly place: string } | null;
  readonly minutes: readonly {
    readonly on: Day;
    readonly attendance: number | null;
    readonly text: string;
  }[];
  readonly commitments: readonly HeldCommitment[];
  readonly answer: Answer | null;
  readonly closing: Publication["closing"];
  /** Oldest first; an answer stays when the case is opened again. */
  readonly publications: readonly Publication[];
  readonly verdict: { readonly verdict: Verdict; readonly figures: BeforeAfter | null } | null;
  readonly mergedInto: CaseId | null;
  readonly absorbed: readonly CaseId[];
  readonly reopenings: number;
}

/** States in which nobody owes the public an answer any more. */
const CLOSED: ReadonlySet<CaseState> = new Set([
  "published",
  "verified",
  "no_action",
  "not_responsible",
  "duplicate",
  "dismissed",
  "merged",
]);

/** Whether somebody still has to act before the public has its answer. */
export function isOpen(state: CaseState): boolean {
  return !CLOSED.has(state);
}
