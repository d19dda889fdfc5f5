import type { Case, Deadline } from "./case.ts";
import { isOpen } from "./case.ts";
import type { CaseRules } from "./case-rules.ts";
import type { Day, Instant } from "./ids.ts";
import { dayOf } from "./time.ts";
import { percentUsed, workingDaysBetween } from "./working-days.ts";

/** How a deadline stands on a day: working days left (0: today is the last one) or passed. */
export interface Standing {
  readonly deadline: Deadline;
  readonly daysLeft: number;
  readonly overdue: boolean;
}

/** The standing of a deadline. It passes with its day: on the day itself nothing is late. */
export function standingOf(deadline: Deadline, today: Day, rules: CaseRules): Standing {
  const overdue = today > deadline.dueOn;
  const days = workingDaysBetween(today, deadline.dueOn, rules.calendar);
  // A weekend after the last day is late although no working day has passed yet.
  return { deadline, daysLeft: overdue ? Math.min(-1, days) : days, overdue };
}

/** The clock that a case shows: of what is owed now the one that runs out first; null where nothing is owed. */
export function clockOf(one: Case, today: Day, rules: CaseRules): Standing | null {
  const owed = isOpen(one.state) ? [one.deadline, one.answerDue] : [one.deadline];
  const first = owed
    .filter((deadline) => deadline !== null)
    .filter((deadline) => deadline.step !== "answer" || one.answer === null)
    .toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0))[0];
  return first === undefined ? null : standingOf(first, today, rules);
}

/** Shares of a clock at which people are reminded (research/privacy-reliability section 5). */
const REMIND_AT_PERCENT = [80, 100] as const;
export type RemindAt = (typeof REMIND_AT_PERCENT)[number];

/** A reminder that is due: of the deadlines that run, each share that was reached. */
export interface DueReminder {
  readonly deadline: Deadline;
  readonly at: RemindAt;
}

/**
 * The reminders that a case's clocks have reached, the highest share of each only: who slept through the first is not
 * sent both. Verifying is an offer, not a debt, so nobody is reminded of it.
 */
export function remindersDue(one: Case, now: Instant, rules: CaseRules): readonly DueReminder[] {
  if (!isOpen(one.state)) return [];
  const running = new Map<string, Deadline>();
  for (const deadline of [one.deadline, one.answer === null ? one.answerDue : null]) {
    if (deadline !== null && deadline.step !== "verify") running.set(deadline.step, deadline);
  }
  return [...running.values()].flatMap((deadline) => {
    const used = percentUsed(deadline, now, rules.calendar, rules.hours);
    const at = REMIND_AT_PERCENT.toReversed().find((percent) => used >= percent);
    return at === undefined ? [] : [{ deadline, at }];
  });
}

/** Commitments of dialogues that were not kept by their day. */
export function brokenCommitments(one: Case, today: Day): Case["commitments"] {
  return one.commitments.filter(({ kept, dueOn }) => kept === null && dueOn < today);
}

/** Orders a board: what is most overdue first, then what runs out next, then what waits longest. */
export function mostUrgentFirst(rules: CaseRules, now: Instant): (a: Case, b: Case) => number {
  const today = dayOf(now);
  const due = (one: Case): string => clockOf(one, today, rules)?.deadline.dueOn ?? "9999";
  return (a, b) => compare(due(a), due(b)) || compare(a.enteredAt, b.enteredAt) || compare(a.id, b.id);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
