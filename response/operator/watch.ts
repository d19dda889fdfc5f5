import type { Instant } from "../../model/ids.ts";
import { epochMs } from "../../model/time.ts";
import type { IncidentStore } from "../../state/incidents.ts";
import type { Channel, SendOutcome } from "../alerts/channels/channel.ts";
import { type DeliveryDeps, type DeliveryReport, deliverDue, NOBODY } from "../alerts/delivery.ts";
import { wordsIn } from "../mail/catalogue.ts";
import { messageIdOf } from "../mail/compose.ts";
import type { MailWords } from "../mail/words.ts";
import { conditionsNow, type HealthInputs, MARKS } from "./conditions.ts";
import { type OperatorNote, operatorMail, troubleNote, wellNote } from "./operator-mail.ts";

/** What watching over the product needs. */
export interface WatchDeps {
  readonly health: HealthInputs;
  readonly incidents: IncidentStore;
  readonly delivery: DeliveryDeps;
  /** Where the operator hears of it; null: it stands in the log and in `status` only. */
  readonly operator: string | null;
  readonly language: "vi" | "en";
  readonly sourceName: (id: string) => string;
  readonly areaName: string;
  /** The sender as configured; null without mail. */
  readonly from: string | null;
}

/** A gap between heartbeats longer than this is a silence of the process (three of its five-minute beats). */
const SILENT_MS = 15 * 60_000;
/** Beats closer together than this need no write. */
const BEAT_MS = 60_000;

/**
 * Looks at everything that may have fallen silent and tells the operator once when something did and once when it is
 * well again. Meant to run every few minutes; it is also the process's heartbeat. Killed at any point and run again, it
 * tells nothing twice: the mail is written under the incident's name before the incident is closed.
 */
export async function checkHealth(
  deps: WatchDeps,
  now: Instant,
  signal?: AbortSignal,
): Promise<DeliveryReport> {
  noteGap(deps, now);
  const words = wordsIn(deps.language);
  const conditions = conditionsNow(deps.health, now);
  for (const condition of conditions) {
    const incident = deps.incidents.begin(condition.subject, now);
    tell(
      deps,
      `${incident.id} began`,
      condition.subject,
      troubleNote(condition, words, deps.sourceName),
      words,
      now,
    );
  }
  const still = new Set(conditions.map(({ subject }) => subject));
  for (const incident of deps.incidents.open()) {
    if (still.has(incident.subject)) continue;
    // A missed week is never made good by the next: only its own digest is good news.
    if (!isForgotten(incident.subject, deps)) {
      tell(
        deps,
        `${incident.id} ended`,
        incident.subject,
        wellNote(incident.subject, words, deps.sourceName),
        words,
        now,
      );
    }
    deps.incidents.end(incident.id, now);
  }
  return deliverDue(deps.delivery, signal === undefined ? {} : { signal });
}

/** Sends one mail at once, outside the outbox, and says what became of it: the command `test-mail`. */
export async function sendTestMail(
  deps: Pick<WatchDeps, "language" | "areaName" | "from"> & { readonly channel: Channel | undefined },
  to: string,
  now: Instant,
): Promise<SendOutcome> {
  if (deps.channel === undefined) {
    return { kind: "unreachable", reason: "email is not configured; set mail in settings.yaml" };
  }
  const words = wordsIn(deps.language);
  const sentence = words.operator.testBody(deps.areaName);
  const mail = operatorMail({ well: true, sentence, remedies: [] }, words, deps.areaName);
  return deps.channel.send({
    ...mail,
    messageId: messageIdOf(`test ${to} ${now}`, deps.from ?? ""),
    subject: `${words.product}: ${words.operator.test}`,
    to,
    images: [],
    language: deps.language,
    date: now,
  });
}

/** The first look after a start finds how long nobody looked; then the beat goes on. */
function noteGap(deps: WatchDeps, now: Instant): void {
  const { marks } = deps.health;
  if (marks.get(MARKS.installed) === null) marks.set(MARKS.installed, now);
  const last = marks.get(MARKS.heartbeat) as Instant | null;
  const gapMs = last === null ? 0 : epochMs(now) - epochMs(last);
  if (last !== null && gapMs > SILENT_MS) {
    const words = wordsIn(deps.language);
    const { processSilent, processRemedy } = words.operator;
    const sentence = processSilent(words.moment(last), words.moment(now));
    tell(
      deps,
      `process ${last} silent`,
      "process",
      { well: true, sentence, remedies: [processRemedy] },
      words,
      now,
    );
  }
  if (last === null || gapMs >= BEAT_MS || gapMs < 0) marks.set(MARKS.heartbeat, now);
}

function isForgotten(subject: string, { health }: WatchDeps): boolean {
  const [kind, name] = subject.split(/:(.*)/s);
  if (kind === "digest") return health.digests.get(name as Parameters<typeof health.digests.get>[0]) === null;
  return kind === "source" && !health.configured.some(({ id, enabled }) => enabled && id === name);
}

function tell(
  deps: WatchDeps,
  name: string,
  subject: string,
  note: OperatorNote,
  words: MailWords,
  now: Instant,
): void {
  const key = `operator ${name}`;
  const fields = { stage: "watch", detail: subject };
  if (deps.delivery.notifications.has(key)) return;
  if (deps.operator === null) {
    // Without an address the log is the only place: the outbox keeps it from being said again.
    if (note.well) deps.delivery.log.info(fields, "well again");
    else deps.delivery.log.error(fields, "something fell silent");
  }
  const mail = operatorMail(note, words, deps.areaName);
  deps.delivery.notifications.add({
    key,
    kind: "operator",
    subject,
    event: note.well ? "ended" : "began",
    channel: deps.operator === null ? NOBODY : "email",
    recipient: "operator",
    createdAt: now,
    message: JSON.stringify({
      ...mail,
      messageId: messageIdOf(key, deps.from ?? ""),
      to: deps.operator ?? "",
      images: [],
      language: deps.language,
      date: now,
    }),
  });
}
