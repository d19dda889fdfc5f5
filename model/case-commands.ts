import type {
  Basis,
  BeforeAfter,
  Case,
  CaseRole,
  CaseState,
  Closing,
  Commitment,
  Dismissal,
  ReopenCause,
  Verdict,
} from "./case.ts";
import type { CaseId, Day, PlaceId, TopicId, UnitId } from "./ids.ts";

/** What somebody asks to be done with a case. */
export type CaseCommand =
  | {
      readonly kind: "triage";
      readonly title: string;
      readonly summary: string;
      readonly topic: TopicId;
      readonly places: readonly PlaceId[];
      readonly urgency: string;
    }
  | { readonly kind: "revise"; readonly title: string; readonly summary: string }
  | { readonly kind: "merge"; readonly into: CaseId; readonly comment: string }
  | { readonly kind: "dismiss"; readonly reason: Dismissal; readonly comment: string }
  | { readonly kind: "route"; readonly unit: UnitId; readonly note: string }
  | { readonly kind: "accept" }
  | { readonly kind: "reroute"; readonly unit: UnitId; readonly reason: string }
  | { readonly kind: "refer"; readonly reason: string }
  | { readonly kind: "assign"; readonly unit: UnitId; readonly reason: string }
  | { readonly kind: "progress"; readonly plan: string }
  | { readonly kind: "schedule"; readonly plan: string; readonly on: Day }
  | { readonly kind: "plan-dialogue"; readonly on: Day; readonly place: string }
  | {
      readonly kind: "hold-dialogue";
      readonly on: Day;
      readonly attendance: number | null;
      readonly minutes: string;
      readonly commitments: readonly Commitment[];
    }
  | { readonly kind: "keep-commitment"; readonly number: number; readonly note: string }
  | {
      readonly kind: "answer";
      readonly text: string;
      readonly legalBasis: string;
      readonly measures: string;
      readonly doneBy: Day | null;
      readonly lateReason: string;
    }
  | { readonly kind: "return"; readonly reason: string }
  | { readonly kind: "approve" }
  | { readonly kind: "publish"; readonly question: string }
  | {
      readonly kind: "verify";
      readonly verdict: Verdict;
      readonly basis: Basis;
      readonly comment: string;
      readonly figures: BeforeAfter | null;
    }
  | { readonly kind: "reopen"; readonly cause: ReopenCause; readonly comment: string }
  | {
      readonly kind: "close";
      readonly as: Closing;
      readonly publicReason: string;
      readonly names: string;
    };
export type CommandKind = CaseCommand["kind"];

interface Rule {
  readonly from: readonly CaseState[];
  readonly roles: readonly CaseRole[];
}

/** States in which the responsible unit works on an answer. */
const AT_WORK: readonly CaseState[] = ["accepted", "in_progress", "scheduled", "dialogue_held"];
const WITHOUT_ANSWER: readonly CaseState[] = ["no_action", "not_responsible", "duplicate"];
/** A unit that has no account is spoken for by the officer, and the history says who wrote it. */
const UNIT: readonly CaseRole[] = ["unit", "officer"];
const STAFF: readonly CaseRole[] = ["officer", "leader"];

/**
 * THE table of the resolution loop: which command is possible in which state, and whose it is. What is not here cannot
 * happen. The four actions of promise 11 and nothing else: route, answer, hold a dialogue, publish.
 */
export const CASE_RULES: Readonly<Record<CommandKind, Rule>> = {
  triage: { from: ["detected"], roles: ["officer"] },
  revise: {
    from: ["triaged", "routed", "referred", ...AT_WORK, "dialogue_planned", "answered", "reopened"],
    roles: ["officer"],
  },
  merge: { from: ["detected", "triaged", "routed", "reopened"], roles: ["officer"] },
  dismiss: { from: ["detected", "triaged"], roles: ["officer", "product"] },
  route: { from: ["triaged", "reopened"], roles: STAFF },
  accept: { from: ["routed"], roles: UNIT },
  reroute: { from: ["routed", "accepted"], roles: UNIT },
  refer: { from: ["routed", "accepted"], roles: UNIT },
  assign: { from: ["referred"], roles: ["leader"] },
  progress: { from: AT_WORK, roles: UNIT },
  schedule: { from: AT_WORK, roles: UNIT },
  "plan-dialogue": { from: ["routed", ...AT_WORK, "dialogue_planned"], roles: ["leader"] },
  "hold-dialogue": { from: ["dialogue_planned"], roles: STAFF },
  "keep-commitment": {
    from: [...AT_WORK, "dialogue_planned", "answered", "approved", "published", "verified", "reopened"],
    roles: UNIT,
  },
  answer: { from: AT_WORK, roles: UNIT },
  return: { from: ["answered", "approved"], roles: STAFF },
  approve: { from: ["answered"], roles: STAFF },
  publish: { from: ["approved", ...WITHOUT_ANSWER], roles: STAFF },
  verify: { from: ["published"], roles: STAFF },
  reopen: {
    from: ["published", "verified", "dismissed", ...WITHOUT_ANSWER],
    roles: [...STAFF, "product"],
  },
  close: { from: ["routed", ...AT_WORK], roles: UNIT },
};

/** Why a command cannot be done; screens say it in words. */
export type Refusal =
  | { readonly reason: "not-possible-now"; readonly state: CaseState }
  | { readonly reason: "not-your-role" | "not-your-unit" | "author-approves" | "nothing-to-publish" }
  | { readonly reason: "missing" | "too-long" | "day-in-past" | "day-in-future"; readonly field: string }
  | { readonly reason: "unknown-unit" | "same-unit" | "unknown-kind" | "unknown-commitment" }
  | { readonly reason: "reroutes-used" | "reroutes-left" | "leader-decided" }
  | { readonly reason: "unknown-case" | "same-case" | "case-closed" };

/** Whether a case lets a role do something at all, its words apart: what a screen offers a form for. */
export function mayAsk(one: Case, kind: CommandKind, role: CaseRole, maxReroutes: number): boolean {
  const rule = CASE_RULES[kind];
  if (!rule.from.includes(one.state) || !rule.roles.includes(role)) return false;
  switch (kind) {
    case "reroute":
      return !one.leaderDecided && one.reroutes < maxReroutes;
    case "refer":
      return !one.leaderDecided && one.reroutes >= maxReroutes;
    case "keep-commitment":
      return one.commitments.some(({ kept }) => kept === null);
    case "publish":
      return one.state === "approved" || one.publications.at(-1)?.closing !== one.closing;
    default:
      return true;
  }
}
