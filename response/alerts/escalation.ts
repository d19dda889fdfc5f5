import type { NotificationSettings } from "../../config/notification-settings.ts";
import type { HotSpot } from "../../model/hot-spot.ts";
import type { Instant } from "../../model/ids.ts";
import { type OfficeHours, officeMs, type WorkCalendar } from "../../model/working-days.ts";
import type { Candidate } from "./stages.ts";

/** What escalating looks at. */
export interface EscalationDeps {
  readonly steps: NotificationSettings["escalation"];
  readonly calendar: WorkCalendar;
  readonly hours: OfficeHours;
  readonly now: Instant;
  /** When readers were first told of the hot spot in its present episode; null when they were not. */
  readonly firstTold: (spot: HotSpot) => Instant | null;
}

/** One telling because nobody acknowledged: to whom next, and after how many office hours. */
export interface Escalation {
  readonly candidate: Candidate;
  readonly hours: number;
}

const HOUR_MS = 3_600_000;

/**
 * The escalations that are due: each step whose office hours have passed since readers were first told, to everybody of
 * its role. Candidates come with every reader; of one story only its first telling is looked at. Each is keyed by step,
 * episode and reader, so that it is made once.
 */
export function dueEscalations(
  candidates: readonly Candidate[],
  deps: EscalationDeps,
): readonly Escalation[] {
  const waiting = candidates.filter(
    ({ hotSpot, event, trace }) =>
      trace.active &&
      event.event !== "updated" &&
      event.level !== "watch" &&
      hotSpot.state === "open" &&
      hotSpot.acknowledgedAt === null,
  );
  return waiting.flatMap((candidate) => {
    const told = deps.firstTold(candidate.hotSpot);
    if (told === null) return [];
    const passed = officeMs(told, deps.now, deps.calendar, deps.hours) / HOUR_MS;
    return deps.steps
      .filter(
        ({ role, afterWorkingHours }) => role === candidate.recipient.role && passed >= afterWorkingHours,
      )
      .map(({ afterWorkingHours }) => ({
        candidate: { ...candidate, key: `${candidate.key} escalated ${afterWorkingHours}` },
        hours: afterWorkingHours,
      }));
  });
}
