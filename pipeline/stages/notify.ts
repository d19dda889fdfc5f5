import type { Names } from "../../analyzers/hot-spots/inputs.ts";
import type { Explanation, HotSpotEvent } from "../../model/hot-spot.ts";
import type { Day, HotSpotId, PlaceId, TopicId } from "../../model/ids.ts";
import { instantOf } from "../../model/time.ts";
import { CHART_CID, renderAlertHtml, renderAlertText } from "../../response/alerts/alert-mail.ts";
import { type AlertContent, alertView, type MailChart } from "../../response/alerts/alert-view.ts";
import { candidatesOn } from "../../response/alerts/candidates.ts";
import {
  type DeliveryDeps,
  type DeliveryReport,
  deliverDue,
  NOBODY,
} from "../../response/alerts/delivery.ts";
import { isTold, type Recipient } from "../../response/alerts/recipients.ts";
import { type Candidate, judge, type StageContext } from "../../response/alerts/stages.ts";
import { wordsIn } from "../../response/mail/catalogue.ts";
import { messageIdOf } from "../../response/mail/compose.ts";
import type { OutgoingMail } from "../../response/mail/outgoing.ts";
import type { HotSpotStore } from "../../state/hot-spots.ts";
import type { NewNotification } from "../../state/notifications.ts";

type Language = "vi" | "en";

/** What telling people needs. */
export interface NotifyDeps {
  readonly hotSpots: Pick<HotSpotStore, "tracesUpTo" | "eventsOf" | "get">;
  readonly people: () => readonly Recipient[];
  readonly delivery: DeliveryDeps;
  readonly names: (language: Language) => Names;
  readonly isSensitive: (topic: TopicId) => boolean;
  /** null where no chart can be drawn: the mail then has a table. */
  readonly chart: (explanation: Explanation, language: Language) => Promise<MailChart | null>;
  /** Who would answer such a concern; null where configuration names nobody. */
  readonly unitFor: (topic: TopicId, places: readonly PlaceId[]) => string | null;
  readonly areaName: (language: Language) => string;
  readonly baseUrl: string;
  /** The sender as configured; null without mail. */
  readonly from: string | null;
  /** One-shot commands wait a moment and try again; a running product leaves that to its next round. */
  readonly pause?: (ms: number) => Promise<void>;
}

/** What the stages said of one telling. */
export interface TellingDecision {
  readonly hotSpotId: HotSpotId;
  readonly recipient: string;
  readonly told: boolean;
  readonly stage: string;
  readonly reason: string;
}

/** What a run told and why not more, and one sentence for the operator where something did not arrive. */
export interface NotifyReport {
  readonly written: number;
  readonly decisions: readonly TellingDecision[];
  readonly delivery: DeliveryReport;
  readonly sentence: string | null;
}

/** Moments to wait for a server that said "later" (greylisting takes longer: the next round has it). */
const QUICK_RETRIES_MS = [1_000, 4_000];
/** Quick retries come before the first regular one would. */
const QUICK_AHEAD_MS = 120_000;

/**
 * Tells people what holds on `day`: writes the tellings that pass every stage to the outbox, then delivers what is due.
 * Running it again, or after a crash at any point, tells nobody twice.
 */
export async function runNotify(day: Day, deps: NotifyDeps, signal?: AbortSignal): Promise<NotifyReport> {
  const { written, decisions } = await writeTellings(day, deps);
  const options = signal === undefined ? {} : { signal };
  let delivery = await deliverDue(deps.delivery, options);
  for (const waitMs of deps.pause ? QUICK_RETRIES_MS : []) {
    if (delivery.waiting === 0 || delivery.unreachable || signal?.aborted) break;
    await deps.pause?.(waitMs);
    const again = await deliverDue(deps.delivery, { ...options, aheadMs: QUICK_AHEAD_MS });
    delivery = { ...again, sent: delivery.sent + again.sent };
  }
  return { written, decisions, delivery, sentence: sentenceFor(delivery, deps) };
}

async function writeTellings(
  day: Day,
  deps: NotifyDeps,
): Promise<{ readonly written: number; readonly decisions: readonly TellingDecision[] }> {
  const { notifications, log } = deps.delivery;
  const context: StageContext = {
    now: instantOf(deps.delivery.now()),
    isSensitive: deps.isSensitive,
    alreadyWritten: (key) => notifications.has(key),
    lastTold: ({ event, recipient }) => notifications.lastTo("alert", event.hotSpotId, recipient.id),
  };
  const fresh: NewNotification[] = [];
  const decisions: TellingDecision[] = [];
  const drawn = new Map<string, Promise<MailChart | null>>();
  for (const candidate of candidatesOn(day, deps.hotSpots, readersOf(deps))) {
    const { pass, stage, reason } = judge(candidate, context);
    const { hotSpotId } = candidate.event;
    decisions.push({ hotSpotId, recipient: candidate.recipient.id, told: pass, stage, reason });
    if (!pass) continue;
    fresh.push(await notificationOf(candidate, deps, context, drawn));
    log.info({ stage: "notify", hotSpotId, detail: reason }, "an alert is told");
  }
  return { written: notifications.addAll(fresh).length, decisions };
}

/** Where no account could be told of anything, "nobody" is, so that the record is whole. */
function readersOf(deps: NotifyDeps): readonly Recipient[] {
  const people = deps.people();
  if (people.some((person) => !person.disabled && isTold(person.role, "high"))) return people;
  return [{ id: NOBODY, email: "", role: "officer", language: "vi", disabled: false }];
}

async function notificationOf(
  candidate: Candidate,
  deps: NotifyDeps,
  { now }: StageContext,
  drawn: Map<string, Promise<MailChart | null>>,
): Promise<NewNotification> {
  const { event, hotSpot, recipient, key } = candidate;
  const { language } = recipient;
  const chartKey = `${hotSpot.id} ${language}`;
  const chart = drawn.get(chartKey) ?? chartOrNone(candidate, language, deps);
  drawn.set(chartKey, chart);
  const content: AlertContent = {
    hotSpot,
    event,
    receivers: receiversOf(event, deps),
    chart: await chart,
    sensitive: deps.isSensitive(event.topic),
    suggestedUnit: deps.unitFor(event.topic, event.places),
    pageUrl: pageOf(event.hotSpotId, deps.baseUrl),
    areaName: deps.areaName(language),
  };
  const words = wordsIn(language);
  const view = alertView(content, words, deps.names(language));
  const message: OutgoingMail = {
    messageId: messageIdOf(key, deps.from ?? ""),
    to: recipient.email,
    subject: view.subject,
    html: renderAlertHtml(view, event.level, words),
    text: renderAlertText(view, words),
    images:
      view.chart === null
        ? []
        : [{ cid: CHART_CID, pngBase64: Buffer.from(view.chart.png).toString("base64") }],
    language,
    date: now,
  };
  return {
    key,
    kind: "alert",
    subject: event.hotSpotId,
    event: event.event,
    channel: recipient.id === NOBODY ? NOBODY : "email",
    recipient: recipient.id,
    createdAt: now,
    message: JSON.stringify(message),
  };
}

/** A chart that cannot be drawn must not hold an alert back: the mail then has a table. */
async function chartOrNone(
  candidate: Candidate,
  language: Language,
  deps: NotifyDeps,
): Promise<MailChart | null> {
  try {
    return await deps.chart(candidate.hotSpot.explanation, language);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    deps.delivery.log.error(
      { stage: "notify", hotSpotId: candidate.hotSpot.id, detail },
      "a chart could not be drawn",
    );
    return null;
  }
}

/** Everyone whom the event is for, told before or now. */
function receiversOf(event: HotSpotEvent, deps: NotifyDeps): readonly Recipient[] {
  return deps
    .people()
    .filter((person) => !person.disabled && isTold(person.role, event.level))
    .filter((person) => event.event !== "updated" || person.role === "officer");
}

/** The address of a hot spot's page. */
function pageOf(id: HotSpotId, baseUrl: string): string {
  return `${baseUrl.replace(/\/+$/, "")}/diem-nong/${encodeURIComponent(id)}`;
}

/** One sentence for whoever ran it; null when everything that was due arrived. */
function sentenceFor(delivery: DeliveryReport, deps: NotifyDeps): string | null {
  const lost = delivery.undelivered + delivery.failed + delivery.unknown;
  if (lost + delivery.waiting === 0) return null;
  const remedy =
    deps.from === null
      ? "set mail in settings.yaml"
      : delivery.waiting > 0
        ? "what waits is tried again while the product runs"
        : "see langnghe status and langnghe test-mail";
  const counts = [
    [delivery.undelivered, "not delivered"],
    [delivery.failed, "refused"],
    [delivery.unknown, "sent without an answer"],
    [delivery.waiting, "waiting"],
  ]
    .filter(([count]) => count !== 0)
    .map(([count, what]) => `${count} ${what}`);
  return `alert mails: ${counts.join(", ")} (${delivery.problem ?? "no reason given"}); ${remedy}`;
}
