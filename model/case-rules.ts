import type { Deadline } from "./case.ts";
import type { Instant } from "./ids.ts";
import { dueDay, type OfficeHours, type Span, type WorkCalendar } from "./working-days.ts";

/** A kind of concern and how long its answer may take. */
export interface AnswerRule {
  readonly id: string;
  readonly name: { readonly vi: string; readonly en: string };
  readonly answer: Span;
  /** From the detection of the concern, or from its first routing to a unit. */
  readonly countsFrom: "detected" | "routed";
  /** A late answer must say why it is late. */
  readonly lateNeedsReason: boolean;
}

/** The clocks of an office: what is owed within which time, and on which days time runs. */
export interface CaseRules {
  readonly calendar: WorkCalendar;
  readonly hours: OfficeHours;
  readonly triage: Span;
  readonly accept: Span;
  readonly approve: Span;
  readonly publish: Span;
  readonly verify: Span;
  readonly kinds: readonly AnswerRule[];
  /** Re-routings after which only a leader decides. */
  readonly maxReroutes: number;
}

/** The deadline of a step whose clock begins at an instant. */
export function deadlineOf(step: Deadline["step"], from: Instant, span: Span, rules: CaseRules): Deadline {
  return { step, from, dueOn: dueDay(from, span, rules.calendar) };
}
