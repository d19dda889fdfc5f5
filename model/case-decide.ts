import type { Actor, Case, CaseHappening, CaseOrigin } from "./case.ts";
import { isOpen } from "./case.ts";
import { CASE_RULES, type CaseCommand, mayAsk, type Refusal } from "./case-commands.ts";
import { type CaseRules, deadlineOf } from "./case-rules.ts";
import type { CaseId, Day, Instant, PlaceId, TopicId, UnitId } from "./ids.ts";
import { dayOf } from "./time.ts";

/** What a decision looks at beside the case and the command. */
export interface DecisionContext {
  readonly actor: Actor;
  readonly at: Instant;
  readonly rules: CaseRules;
  readonly knowsUnit: (unit: UnitId) => boolean;
  readonly caseOf: (id: CaseId) => Case | null;
}

/** A command becomes one happening, or is refused with its reason. Nothing in between, nothing silently. */
export type CaseDecision =
  | { readonly kind: "happens"; readonly what: CaseHappening }
  | { readonly kind: "refused"; readonly refusal: Refusal };

/** Longest texts, in characters: a title is a line, an answer a few pages. */
const CASE_TEXT_LIMITS = { line: 200, note: 2000, answer: 8000 } as const;

/** The first happening of a case. */
export function detection(
  from: {
    readonly origin: CaseOrigin;
    readonly title: string;
    readonly topic: TopicId;
    readonly places: readonly PlaceId[];
  },
  at: Instant,
  rules: CaseRules,
): CaseHappening {
  return { kind: "detected", ...from, triageDue: deadlineOf("triage", at, rules.triage, rules) };
}

/** Decides a command on a case as it stands. Pure; the caller makes sure that the case stands still meanwhile. */
export function decideCase(one: Case, command: CaseCommand, context: DecisionContext): CaseDecision {
  const refusal = forbidden(one, command, context) ?? badWords(command) ?? unfit(one, command, context);
  return refusal === null
    ? { kind: "happens", what: happening(one, command, context) }
    : { kind: "refused", refusal };
}

/** Role, unit and state. */
function forbidden(one: Case, command: CaseCommand, { actor, rules }: DecisionContext): Refusal | null {
  const rule = CASE_RULES[command.kind];
  if (!rule.roles.includes(actor.role)) return { reason: "not-your-role" };
  if (actor.role === "unit" && !isTheirs(one, command, actor.unit)) return { reason: "not-your-unit" };
  if (!rule.from.includes(one.state)) return { reason: "not-possible-now", state: one.state };
  if (command.kind === "reroute" || command.kind === "refer") {
    if (one.leaderDecided) return { reason: "leader-decided" };
    const used = one.reroutes >= rules.maxReroutes;
    if (command.kind === "reroute" && used) return { reason: "reroutes-used" };
    if (command.kind === "refer" && !used) return { reason: "reroutes-left" };
  }
  if (command.kind === "publish" && !mayAsk(one, "publish", actor.role, rules.maxReroutes)) {
    return { reason: "nothing-to-publish" };
  }
  return null;
}

/** A unit acts on its own cases, and on its own promises wherever the case lies. */
function isTheirs(one: Case, command: CaseCommand, unit: UnitId | null): boolean {
  if (unit === null) return false;
  if (command.kind !== "keep-commitment") return one.unit === unit;
  return one.commitments.some((held) => held.number === command.number && held.unit === unit);
}

type Words = readonly (readonly [field: string, text: string, longest: number, required: boolean])[];

function badWords(command: CaseCommand): Refusal | null {
  for (const [field, text, longest, required] of wordsOf(command)) {
    if (required && text.trim() === "") return { reason: "missing", field };
    if (text.length > longest) return { reason: "too-long", field };
  }
  return null;
}

/** Every free text of a command: what the gates of the office's words look at. */
export function wordsOf(command: CaseCommand): Words {
  const { line, note, answer } = CASE_TEXT_LIMITS;
  switch (command.kind) {
    case "triage":
    case "revise":
      return [
        ["title", command.title, line, true],
        ["summary", command.summary, note, true],
      ];
    case "merge":
      return [["comment", command.comment, note, false]];
    case "dismiss":
    case "verify":
    case "reopen":
      return [["comment", command.comment, note, true]];
    case "route":
      return [["note", command.note, note, false]];
    case "reroute":
    case "refer":
    case "assign":
    case "return":
      return [["reason", command.reason, note, true]];
    case "progress":
    case "schedule":
      return [["plan", command.plan, note, true]];
    case "plan-dialogue":
      return [["place", command.place, line, true]];
    case "hold-dialogue":
      return [
        ["minutes", command.minutes, answer, true],
        ...command.commitments.map(({ what }) => ["commitments", what, line, true] as const),
      ];
    case "keep-commitment":
      return [["note", command.note, note, true]];
    case "answer":
      return [
        ["text", command.text, answer, true],
        ["legalBasis", command.legalBasis, note, true],
        ["measures", command.measures, note, true],
        ["lateReason", command.lateReason, note, false],
      ];
    case "publish":
      return [["question", command.question, note, true]];
    case "close":
      return [
        ["publicReason", command.publicReason, note, true],
        ["names", command.names, line, command.as !== "no_action"],
      ];
    case "accept":
    case "approve":
      return [];
  }
}

/** What only the case, the rules and the calendar can tell. */
function unfit(one: Case, command: CaseCommand, context: DecisionContext): Refusal | null {
  const { actor, at, rules, knowsUnit } = context;
  const today = dayOf(at);
  switch (command.kind) {
    case "triage":
      return rules.kinds.some(({ id }) => id === command.urgency) ? null : { reason: "unknown-kind" };
    case "merge":
      return mergeRefusal(one, command.into, context);
    case "route":
      return knowsUnit(command.unit) ? null : { reason: "unknown-unit" };
    case "reroute":
    case "assign":
      if (!knowsUnit(command.unit)) return { reason: "unknown-unit" };
      return command.kind === "reroute" && command.unit === one.unit ? { reason: "same-unit" } : null;
    case "schedule":
    case "plan-dialogue":
      return command.on < today ? { reason: "day-in-past", field: "on" } : null;
    case "hold-dialogue": {
      if (command.on > today) return { reason: "day-in-future", field: "on" };
      if (command.commitments.some(({ unit }) => !knowsUnit(unit))) return { reason: "unknown-unit" };
      return command.commitments.some(({ dueOn }) => dueOn < command.on)
        ? { reason: "day-in-past", field: "commitments" }
        : null;
    }
    case "keep-commitment": {
      const open = one.commitments.some(({ number, kept }) => number === command.number && kept === null);
      return open ? null : { reason: "unknown-commitment" };
    }
    case "answer":
      return isLate(one, today, rules) && command.lateReason.trim() === ""
        ? { reason: "missing", field: "lateReason" }
        : null;
    case "approve":
      return one.answer?.writtenBy === actor.id ? { reason: "author-approves" } : null;
    case "close": {
      if (command.as !== "duplicate") return null;
      const twin = command.names.trim() as CaseId;
      if (twin === one.id) return { reason: "same-case" };
      return context.caseOf(twin) === null ? { reason: "unknown-case" } : null;
    }
    default:
      return null;
  }
}

/** A case that ended takes in nothing: it is opened again first, so that nobody's concern ends unseen. */
function mergeRefusal(one: Case, into: CaseId, { caseOf }: DecisionContext): Refusal | null {
  if (into === one.id) return { reason: "same-case" };
  const target = caseOf(into);
  if (target === null) return { reason: "unknown-case" };
  return isOpen(target.state) ? null : { reason: "case-closed" };
}

/** Whether an answer given on a day must say why it is late. */
export function isLate(one: Case, today: Day, rules: CaseRules): boolean {
  const kind = rules.kinds.find(({ id }) => id === one.urgency);
  return kind?.lateNeedsReason === true && one.answerDue !== null && today > one.answerDue.dueOn;
}

function happening(one: Case, command: CaseCommand, { at, rules }: DecisionContext): CaseHappening {
  switch (command.kind) {
    case "triage": {
      const { title, summary, topic, places, urgency } = command;
      const rule = rules.kinds.find(({ id }) => id === urgency);
      const counts = rule?.countsFrom === "detected" ? rule : null;
      const answerDue =
        counts === null ? null : deadlineOf("answer", clockStart(one, at), counts.answer, rules);
      return { kind: "triaged", title, summary, topic, places, urgency, answerDue };
    }
    case "revise":
      return { kind: "revised", title: command.title, summary: command.summary };
    case "merge":
      return { kind: "merged", into: command.into, comment: command.comment };
    case "dismiss":
      return { kind: "dismissed", reason: command.reason, comment: command.comment };
    case "route":
      return {
        kind: "routed",
        unit: command.unit,
        note: command.note,
        acceptDue: deadlineOf("accept", at, rules.accept, rules),
        answerDue: answerDueFor(one, at, rules),
      };
    case "reroute": {
      const acceptDue = deadlineOf("accept", at, rules.accept, rules);
      const former = one.unit ?? command.unit;
      return { kind: "rerouted", unit: command.unit, former, reason: command.reason, acceptDue };
    }
    case "refer":
      return { kind: "referred", reason: command.reason };
    case "assign": {
      const acceptDue = deadlineOf("accept", at, rules.accept, rules);
      return { kind: "assigned", unit: command.unit, reason: command.reason, acceptDue };
    }
    default:
      return workHappening(command, at, rules);
  }
}

type Work = Exclude<
  CaseCommand,
  { kind: "triage" | "revise" | "merge" | "dismiss" | "route" | "reroute" | "refer" | "assign" }
>;

/** From acceptance on. */
function workHappening(command: Work, at: Instant, rules: CaseRules): CaseHappening {
  switch (command.kind) {
    case "accept":
      return { kind: "accepted" };
    case "progress":
      return { kind: "progressed", plan: command.plan };
    case "schedule":
      return { kind: "scheduled", plan: command.plan, on: command.on };
    case "plan-dialogue":
      return {
        kind: "dialogue-planned",
        place: command.place,
        due: { step: "dialogue", from: at, dueOn: command.on },
      };
    case "hold-dialogue": {
      const { on, attendance, minutes, commitments } = command;
      return { kind: "dialogue-held", on, attendance, minutes, commitments };
    }
    case "keep-commitment":
      return { kind: "commitment-kept", number: command.number, note: command.note };
    case "answer": {
      const { text, legalBasis, measures, doneBy } = command;
      const lateReason = command.lateReason.trim() === "" ? null : command.lateReason;
      const approveDue = deadlineOf("approve", at, rules.approve, rules);
      return { kind: "answered", text, legalBasis, measures, doneBy, lateReason, approveDue };
    }
    case "return":
      return { kind: "returned", reason: command.reason };
    case "approve":
      return { kind: "approved", publishDue: deadlineOf("publish", at, rules.publish, rules) };
    case "publish": {
      const verifyDue = deadlineOf("verify", at, rules.verify, rules);
      return { kind: "published", question: command.question, verifyDue };
    }
    case "verify": {
      const { verdict, basis, comment, figures } = command;
      return { kind: "verified", verdict, basis, comment, figures };
    }
    case "reopen": {
      const triageDue = deadlineOf("triage", at, rules.triage, rules);
      return { kind: "reopened", cause: command.cause, comment: command.comment, triageDue };
    }
    case "close": {
      const names = command.names.trim() === "" ? null : command.names.trim();
      return { kind: "closed", as: command.as, publicReason: command.publicReason, names };
    }
  }
}

/** A reopened case has a new clock; every other counts from its detection. */
function clockStart(one: Case, at: Instant): Instant {
  return one.reopenings > 0 ? at : one.detectedAt;
}

function answerDueFor(one: Case, at: Instant, rules: CaseRules) {
  if (one.answerDue !== null) return one.answerDue;
  const rule = rules.kinds.find(({ id }) => id === one.urgency) ?? rules.kinds[0];
  const from = rule?.countsFrom === "detected" ? clockStart(one, at) : at;
  return deadlineOf("answer", from, rule?.answer ?? rules.accept, rules);
}
