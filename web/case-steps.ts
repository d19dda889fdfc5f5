import { BASES, CLOSINGS, type Commitment, DISMISSALS, type ReopenCause, VERDICTS } from "../model/case.ts";
import type { CaseCommand, CommandKind } from "../model/case-commands.ts";
import { caseId, type Day, placeId, topicId, unitId } from "../model/ids.ts";
import { parseDay } from "../model/time.ts";
import { field, fields } from "./kit.ts";

/** The step of the loop that each address takes: `POST /vu-viec/:id/chuyen` routes. */
export const STEP_PATHS: Readonly<Record<CommandKind, string>> = {
  triage: "xem-xet",
  revise: "sua",
  merge: "gop",
  dismiss: "khong-lap",
  route: "chuyen",
  accept: "tiep-nhan",
  reroute: "chuyen-lai",
  refer: "xin-chi-dao",
  assign: "chi-dao",
  progress: "dang-lam",
  schedule: "hen-ngay",
  "plan-dialogue": "moi-doi-thoai",
  "hold-dialogue": "bien-ban",
  "keep-commitment": "cam-ket",
  answer: "tra-loi",
  return: "tra-lai",
  approve: "duyet",
  publish: "cong-khai",
  verify: "ket-qua",
  reopen: "mo-lai",
  close: "khep-lai",
};

/** Commitments that one form of minutes takes; more are added with further minutes. */
export const COMMITMENT_ROWS = 4;

/** A form that cannot be read: which field, and what is wrong with it. */
export interface Unreadable {
  readonly kind: "unreadable";
  readonly reason: "bad-day" | "missing";
  readonly field: string;
}

/** Reads the form of a step; the model judges what it says. Only the fields named here are looked at. */
export function commandOf(kind: CommandKind, body: unknown): CaseCommand | Unreadable {
  const text = (name: string): string => field(body, name).trim();
  switch (kind) {
    case "triage":
      return triageOf(body);
    case "revise":
      return { kind, title: line(text("title")), summary: text("summary") };
    case "merge":
      return { kind, into: caseId(text("into")), comment: text("comment") };
    case "dismiss": {
      const reason = DISMISSALS.find((known) => known === text("reasonChoice"));
      return reason === undefined
        ? { kind: "unreadable", reason: "missing", field: "reasonChoice" }
        : { kind, reason, comment: text("comment") };
    }
    case "route":
      return { kind, unit: unitId(text("unit")), note: text("note") };
    case "reroute":
    case "assign":
      return { kind, unit: unitId(text("unit")), reason: text("reason") };
    case "refer":
    case "return":
      return { kind, reason: text("reason") };
    case "accept":
    case "approve":
      return { kind };
    case "progress":
      return { kind, plan: text("plan") };
    case "schedule":
      return withDay(text("on"), (on) => ({ kind, on, plan: text("plan") }));
    case "plan-dialogue":
      return withDay(text("on"), (on) => ({ kind, on, place: text("place") }));
    case "hold-dialogue":
      return minutesOf(body);
    case "keep-commitment":
      return { kind, number: Number.parseInt(text("commitmentNumber"), 10), note: text("note") };
    case "answer":
      return answerOf(body);
    case "publish":
      return { kind, question: text("question") };
    case "verify":
      return verdictOf(body);
    case "reopen":
      return { kind, cause: causeOf(text("cause")), comment: text("comment") };
    case "close": {
      const as = CLOSINGS.find((known) => known === text("as"));
      if (as === undefined) return { kind: "unreadable", reason: "missing", field: "as" };
      const names = as === "no_action" ? "" : text("names");
      return { kind, as, publicReason: text("publicReason"), names };
    }
  }
}

/** The form with which a case is made, of a detected one and of an own entry alike. */
export function triageOf(body: unknown): Extract<CaseCommand, { kind: "triage" }> {
  return {
    kind: "triage",
    title: line(field(body, "title")),
    summary: field(body, "summary").trim(),
    topic: topicId(field(body, "topic")),
    places: fields(body, "places").map(placeId),
    urgency: field(body, "urgency"),
  };
}

function minutesOf(body: unknown): CaseCommand | Unreadable {
  const commitments: Commitment[] = [];
  for (let row = 1; row <= COMMITMENT_ROWS; row++) {
    const what = field(body, `commitmentWhat${row}`).trim();
    if (what === "") continue;
    const dueOn = parseDay(field(body, `commitmentDue${row}`));
    if (dueOn === null) return { kind: "unreadable", reason: "bad-day", field: "commitments" };
    commitments.push({ what, dueOn, unit: unitId(field(body, `commitmentUnit${row}`)) });
  }
  const people = Number.parseInt(field(body, "attendance"), 10);
  const attendance = Number.isSafeInteger(people) && people >= 0 ? people : null;
  return withDay(field(body, "on"), (on) => ({
    kind: "hold-dialogue",
    on,
    attendance,
    minutes: field(body, "minutes").trim(),
    commitments,
  }));
}

function answerOf(body: unknown): CaseCommand | Unreadable {
  const written = field(body, "doneBy").trim();
  const doneBy = written === "" ? null : parseDay(written);
  if (written !== "" && doneBy === null) return { kind: "unreadable", reason: "bad-day", field: "doneBy" };
  return {
    kind: "answer",
    text: field(body, "text").trim(),
    legalBasis: field(body, "legalBasis").trim(),
    measures: field(body, "measures").trim(),
    doneBy,
    lateReason: field(body, "lateReason").trim(),
  };
}

/** The figures are worked out where the step is taken, never read from a form. */
function verdictOf(body: unknown): CaseCommand | Unreadable {
  const verdict = VERDICTS.find((known) => known === field(body, "verdict"));
  const basis = BASES.find((known) => known === field(body, "basis"));
  if (verdict === undefined) return { kind: "unreadable", reason: "missing", field: "verdict" };
  if (basis === undefined) return { kind: "unreadable", reason: "missing", field: "basis" };
  return { kind: "verify", verdict, basis, comment: field(body, "comment").trim(), figures: null };
}

/** That the volume came back is for the product to say. */
function causeOf(text: string): ReopenCause {
  return text === "unresolved" ? "unresolved" : "staff";
}

function withDay(text: string, make: (on: Day) => CaseCommand): CaseCommand | Unreadable {
  const on = parseDay(text.trim());
  return on === null ? { kind: "unreadable", reason: "bad-day", field: "on" } : make(on);
}

/** A title is one line. */
function line(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
