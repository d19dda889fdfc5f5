import type { Names } from "../../analyzers/hot-spots/inputs.ts";
import type { NotificationSettings } from "../../config/notification-settings.ts";
import type { Explanation, HotSpot, HotSpotEvent } from "../../model/hot-spot.ts";
import type { Day, HotSpotId, Instant, PlaceId, TopicId } from "../../model/ids.ts";
import { dayOf, instantOf, startOfDay } from "../../model/time.ts";
import type { OfficeHours, WorkCalendar } from "../../model/working-days.ts";
import type { LinkMaker } from "../../response/alerts/acknowledge-link.ts";
import type { MailChart } from "../../response/alerts/alert-view.ts";
import { candidatesOn } from "../../response/alerts/candidates.ts";
import { writeDailyLists } from "../../response/alerts/daily-list.ts";
import {
  type DeliveryDeps,
  type DeliveryReport,
  deliverDue,
  NOBODY,
} from "../../response/alerts/delivery.ts";
import { dueEscalations } from "../../response/alerts/escalation.ts";
import { quietUntil } from "../../response/alerts/policy.ts";
import { isTold, type Recipient } from "../../response/alerts/recipients.ts";
import { BUDGET_STAGE, type Candidate, judge, type StageContext } from "../../response/alerts/stages.ts";
import { chartsDrawnOnce, deliveriesOf, type TellingDeps } from "../../response/alerts/telling.ts";
import { joinThreads, type SharedTexts } from "../../response/alerts/threads.ts";
import type { ThreadStore } from "../../state/alert-threads.ts";
import type { HotSpotStore } from "../../state/hot-spots.ts";
import type { HeldTelling, NewNotification } from "../../state/notifications.ts";
import { mutes, type SilenceStore } from "../../state/silences.ts";

type Language = "vi" | "en";

/** What telling people needs. */
export interface NotifyDeps {
  readonly hotSpots: Pick<HotSpotStore, "tracesUpTo" | "eventsOf" | "get">;
  readonly people: () => readonly Recipient[];
  readonly delivery: DeliveryDeps;
  readonly policy: NotificationSettings;
  readonly calendar: WorkCalendar;
  readonly officeHours: OfficeHours;
  readonly silences: Pick<SilenceStore, "activeAt">;
  readonly threads: ThreadStore;
  /** How far two hot spots are the same texts. */
  readonly sharedTexts: SharedTexts;
  readonly links: LinkMaker;
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
  const now = instantOf(deps.delivery.now());
  const candidates = candidatesOn(day, deps.hotSpots, readersOf(deps));
  const together = await threadsOf(day, candidates, deps);
  const pushed = new Map<string, number>();
  const context = contextOf(deps, now, together, pushed);
  const telling = tellingDeps(deps, together);
  const fresh: NewNotification[] = [];
  const held: HeldTelling[] = [];
  const decisions: TellingDecision[] = [];
  for (const candidate of mostSeriousFirst(candidates)) {
    const { pass, stage, reason } = judge(candidate, context);
    const { event, recipient, key } = candidate;
    const { hotSpotId, level } = event;
    decisions.push({ hotSpotId, recipient: recipient.id, told: pass, stage, reason });
    if (!pass && stage === BUDGET_STAGE)
      held.push({ key, hotSpotId, level, recipient: recipient.id, heldAt: now });
    if (!pass) continue;
    pushed.set(recipient.id, (pushed.get(recipient.id) ?? 0) + 1);
    const notBefore = notBeforeFor(candidate, now, deps);
    fresh.push(...(await deliveriesOf({ candidate, escalatedAfterHours: null, now, notBefore }, telling)));
    log.info({ stage: "notify", hotSpotId, detail: reason }, "an alert is told");
  }
  const escalated = await escalationsOf(candidates, context, deps, telling);
  notifications.hold(held);
  const written = notifications.addAll([...fresh, ...escalated]).length;
  return { written: written + writeDailyLists(deps, now), decisions };
}

/** By level, then score: what a day's budget has room for is the most serious. */
function mostSeriousFirst(candidates: readonly Candidate[]): readonly Candidate[] {
  const rank = { watch: 0, alert: 1, high: 2 };
  return candidates.toSorted(
    ({ event: a }, { event: b }) => rank[b.level] - rank[a.level] || b.score - a.score,
  );
}

function notBeforeFor({ recipient, event }: Candidate, now: Instant, { policy }: NotifyDeps): Instant | null {
  const quiet = policy.quietHours;
  if (quiet === null || !quiet.roles.some((role) => role === recipient.role)) return null;
  return quietUntil(now, event.level, quiet);
}

/** Which hot spots are told as one, found anew and kept. */
interface Together {
  leadOf(id: HotSpotId): HotSpot | null;
  followersOf(id: HotSpotId): readonly HotSpot[];
}

async function threadsOf(day: Day, candidates: readonly Candidate[], deps: NotifyDeps): Promise<Together> {
  const holding = candidates.filter(({ trace, event }) => trace.active && event.level !== "watch");
  const spots = new Map(holding.map(({ hotSpot }) => [hotSpot.id, hotSpot]));
  const told = new Set(
    [...spots.values()].filter((spot) => firstTold(spot, deps) !== null).map(({ id }) => id),
  );
  const known = deps.threads.all();
  const found = await joinThreads([...spots.values()], known, told, day, deps.sharedTexts);
  const ties = new Map(found.map((thread) => [thread.follower, thread]));
  for (const { follower } of known) if (!ties.has(follower)) deps.threads.leave(follower);
  for (const thread of found) {
    const before = known.find(({ follower }) => follower === thread.follower);
    if (before?.lead !== thread.lead) deps.threads.join(thread);
  }
  return {
    leadOf: (id) => spots.get(ties.get(id)?.lead ?? ("" as HotSpotId)) ?? null,
    followersOf: (id) =>
      found.flatMap(({ lead, follower }) => (lead === id ? (spots.get(follower) ?? []) : [])),
  };
}

/** When readers were first told of a hot spot since it opened or reopened. */
function firstTold(spot: HotSpot, { hotSpots, delivery }: NotifyDeps): Instant | null {
  const reopened = hotSpots.eventsOf(spot.id).findLast(({ event }) => event === "reopened");
  return delivery.notifications.firstToldOf(spot.id, startOfDay(reopened?.day ?? spot.openedOn));
}

function contextOf(
  deps: NotifyDeps,
  now: Instant,
  together: Together,
  pushed: ReadonlyMap<string, number>,
): StageContext {
  const { notifications } = deps.delivery;
  const silences = deps.silences.activeAt(now);
  const budgets: Readonly<Record<string, number>> = deps.policy.pushedPerDay;
  const today = startOfDay(dayOf(now));
  return {
    now,
    isSensitive: deps.isSensitive,
    alreadyWritten: (key) => notifications.has(key),
    silenceOf: (spot) => silences.find((silence) => mutes(silence, spot)) ?? null,
    leadOf: together.leadOf,
    budgetOf: ({ id, role }) => ({
      pushed: notifications.toldSince(id, today) + (pushed.get(id) ?? 0),
      perDay: id === NOBODY ? null : (budgets[role] ?? null),
    }),
    lastTold: ({ event, recipient }) => notifications.lastTo("alert", event.hotSpotId, recipient.id),
  };
}

/** Where no account could be told of anything, "nobody" is, so that the record is whole; systems are told beside. */
function readersOf(deps: NotifyDeps): readonly Recipient[] {
  const systems = [...deps.delivery.channels.keys()]
    .filter((name) => name.startsWith("webhook:"))
    .map((id) => ({ id, email: "", role: "system", language: "vi" as const, disabled: false }));
  const people = deps.people();
  if (people.some((person) => !person.disabled && isTold(person.role, "high")))
    return [...people, ...systems];
  return [{ id: NOBODY, email: "", role: "officer", language: "vi", disabled: false }, ...systems];
}

function tellingDeps(deps: NotifyDeps, together: Together): TellingDeps {
  const { log, channels } = deps.delivery;
  return {
    ...deps,
    channels,
    chart: chartsDrawnOnce(deps.chart, ({ id }, detail) =>
      log.error({ stage: "notify", hotSpotId: id, detail }, "a chart could not be drawn"),
    ),
    receiversOf: (event) => receiversOf(event, deps),
    togetherWith: together.followersOf,
  };
}

/** Everyone whom the event is for, told before or now. */
function receiversOf(event: HotSpotEvent, deps: NotifyDeps): readonly Recipient[] {
  return deps
    .people()
    .filter((person) => !person.disabled && isTold(person.role, event.level))
    .filter((person) => event.event !== "updated" || person.role === "officer");
}

/** What nobody acknowledged goes to the next; a silence, a verdict or a lead's telling holds it as it holds the first. */
async function escalationsOf(
  candidates: readonly Candidate[],
  context: StageContext,
  deps: NotifyDeps,
  telling: TellingDeps,
): Promise<readonly NewNotification[]> {
  const due = dueEscalations(candidates, {
    steps: deps.policy.escalation,
    calendar: deps.calendar,
    hours: deps.officeHours,
    now: context.now,
    firstTold: (spot) => firstTold(spot, deps),
  }).filter(
    ({ candidate: { hotSpot, key } }) =>
      context.silenceOf(hotSpot) === null &&
      context.leadOf(hotSpot.id) === null &&
      !context.alreadyWritten(key),
  );
  const deliveries: NewNotification[] = [];
  for (const { candidate, hours } of due) {
    const { now } = context;
    const notBefore = notBeforeFor(candidate, now, deps);
    deliveries.push(
      ...(await deliveriesOf({ candidate, escalatedAfterHours: hours, now, notBefore }, telling)),
    );
  }
  return deliveries;
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
