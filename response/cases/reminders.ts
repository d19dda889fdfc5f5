import type { Case, Deadline } from "../../model/case.ts";
import { type DueReminder, remindersDue, standingOf } from "../../model/case-clock.ts";
import type { CaseRules } from "../../model/case-rules.ts";
import type { Instant, UnitId } from "../../model/ids.ts";
import { dayOf } from "../../model/time.ts";
import type { CaseStore } from "../../state/cases.ts";
import type { NewNotification, NotificationStore } from "../../state/notifications.ts";
import { inOrder, type Recipient } from "../alerts/recipients.ts";
import { messageIdOf } from "../mail/compose.ts";
import { maySee } from "./case-desk.ts";
import { reminderMail } from "./reminder-mail.ts";

/** What reminding needs. */
export interface ReminderDeps {
  readonly store: Pick<CaseStore, "list">;
  readonly notifications: Pick<NotificationStore, "addAll" | "has">;
  readonly rules: CaseRules;
  readonly people: () => readonly Recipient[];
  readonly unitOf: (personId: string) => UnitId | null;
  readonly unitName: (unit: UnitId) => string;
  readonly areaName: (language: "vi" | "en") => string;
  readonly baseUrl: string;
  /** The sender as configured; null without mail. */
  readonly from: string | null;
}

/** Steps that the responsible unit owes; the others are the office's own. */
const OF_THE_UNIT: ReadonlySet<Deadline["step"]> = new Set(["accept", "answer"]);

/**
 * Writes the reminders that are due at this moment into the outbox, from where they are delivered like every other
 * message: at 80 % of a clock to officers and to the unit that owes the step, at its end to leaders too. Each is written
 * once for a clock and reader, however often this runs. Returns how many were new.
 */
export function writeReminders(deps: ReminderDeps, now: Instant): number {
  const due = deps.store
    .list()
    .flatMap((one) => remindersDue(one, now, deps.rules).map((reminder) => ({ one, reminder })));
  const wanted = due.flatMap(({ one, reminder }) =>
    inOrder(deps.people())
      .filter((person) => !person.disabled && isReminded(one, reminder, person, deps))
      .map((person) => notificationFor(one, reminder, person, deps, now))
      .filter(({ key }) => !deps.notifications.has(key)),
  );
  return wanted.length === 0 ? 0 : deps.notifications.addAll(wanted).length;
}

function isReminded(
  one: Case,
  { deadline, at }: DueReminder,
  person: Recipient,
  { unitOf }: ReminderDeps,
): boolean {
  const unit = person.role === "unit" ? unitOf(person.id) : null;
  if (!maySee(one, { role: person.role, unit })) return false;
  if (person.role === "officer") return true;
  if (person.role === "unit") return OF_THE_UNIT.has(deadline.step) && unit === one.unit;
  return person.role === "leader" && (at === 100 || deadline.step === "dialogue");
}

function notificationFor(
  one: Case,
  { deadline, at }: DueReminder,
  person: Recipient,
  deps: ReminderDeps,
  now: Instant,
): NewNotification {
  const key = `case ${one.id} ${deadline.step} ${deadline.from} ${deadline.dueOn} ${at} ${person.id}`;
  const mail = reminderMail({
    one,
    standing: standingOf(deadline, dayOf(now), deps.rules),
    isOver: at === 100,
    unit: one.unit === null ? null : deps.unitName(one.unit),
    areaName: deps.areaName(person.language),
    url: `${deps.baseUrl}/vu-viec/${one.id}`,
    language: person.language,
  });
  return {
    key,
    kind: "case",
    subject: one.id,
    event: `${deadline.step} ${at}`,
    channel: "email",
    recipient: person.id,
    createdAt: now,
    message: JSON.stringify({
      ...mail,
      messageId: messageIdOf(key, deps.from ?? ""),
      to: person.email,
      images: [],
      language: person.language,
      date: now,
    }),
  };
}
