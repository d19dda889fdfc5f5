import { randomUUID } from "node:crypto";
import type { Instant } from "../../model/ids.ts";
import type { Logger } from "../../model/log.ts";
import { addMs, type Clock, epochMs, instantOf } from "../../model/time.ts";
import type { AuditLog } from "../../state/audit.ts";
import type { DeliveryEnd, Notification, NotificationStore } from "../../state/notifications.ts";
import type { Channel, OutgoingMessage, SendOutcome } from "./channels/channel.ts";

/** What delivering needs; `owner` names this process among those that share the state. */
export interface DeliveryDeps {
  readonly notifications: NotificationStore;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly audit: Pick<AuditLog, "append">;
  readonly log: Logger;
  readonly now: Clock;
  readonly owner: string;
}

/** How many deliveries ended how in one round. */
export interface DeliveryReport {
  readonly sent: number;
  readonly waiting: number;
  readonly failed: number;
  readonly unknown: number;
  readonly undelivered: number;
  /** The first reason why something did not arrive; null when everything did. */
  readonly problem: string | null;
  /** A channel answered to nobody: trying again at once is no use. */
  readonly unreachable: boolean;
}

/** Waits before the attempts after the first, as mail servers do with each other; greylisting lets the third through. */
const BACKOFF_MS = [20_000, 60_000, 5 * 60_000, 15 * 60_000, 3_600_000, 2 * 3_600_000, 4 * 3_600_000];
/** After a day a signal is no news: it is in the portal and the digest. */
const GIVE_UP_AFTER_MS = 24 * 3_600_000;

/** The channel of a delivery to nobody: it is recorded and never made. */
export const NOBODY = "nobody";

/** When a delivery without an answer is asked about again, after the first time; then a person looks. */
const ASK_AGAIN_MS = [20 * 60_000, 3_600_000, 4 * 3_600_000, 12 * 3_600_000];

/** A name for this process, different after every start. */
export function processOwner(): string {
  return `${process.pid}:${randomUUID()}`;
}

/**
 * Deliveries that a process now gone had handed over may have arrived: they become "unknown" and are not sent again.
 * Called once at the start, before the first round.
 */
export function recoverDeliveries(deps: DeliveryDeps): number {
  const count = deps.notifications.abandon(deps.owner, instantOf(deps.now()));
  if (count > 0)
    deps.log.warn({ count, stage: "notify" }, "deliveries were under way when the process ended");
  return count;
}

/**
 * One round: makes one attempt for every delivery that is due within `aheadMs`, oldest first, and notes what became of
 * it. A channel that answers to nobody is left alone for the rest of the round.
 */
export async function deliverDue(
  deps: DeliveryDeps,
  options: { readonly aheadMs?: number; readonly signal?: AbortSignal } = {},
): Promise<DeliveryReport> {
  await askAfterUnanswered(deps, options.signal);
  const counts = { sent: 0, waiting: 0, failed: 0, unknown: 0, undelivered: 0 };
  const silent = new Set<string>();
  let problem: string | null = null;
  for (const notification of deps.notifications.due(addMs(instantOf(deps.now()), options.aheadMs ?? 0))) {
    if (options.signal?.aborted) break;
    if (silent.has(notification.channel)) {
      counts.waiting += 1;
      continue;
    }
    const attempt = await attemptOne(notification, deps, options.signal);
    if (attempt === null) continue;
    counts[attempt.end.state] += 1;
    if (attempt.end.state !== "sent") problem ??= attempt.end.reason;
    if (attempt.outcome.kind === "unreachable" && attempt.end.state === "waiting")
      silent.add(notification.channel);
  }
  return { ...counts, problem, unreachable: silent.size > 0 };
}

/**
 * Asks what became of deliveries without an answer, where the other side can be asked. What it has is sent; what it
 * surely has not waits to be sent; of the rest nobody knows, and it is not sent again.
 */
async function askAfterUnanswered(deps: DeliveryDeps, signal: AbortSignal | undefined): Promise<void> {
  const { notifications, audit } = deps;
  for (const one of notifications.unanswered(instantOf(deps.now()))) {
    if (signal?.aborted) return;
    const channel = deps.channels.get(one.channel);
    if (channel?.whereabouts === undefined || one.message === null) {
      notifications.askAgain(one.seq, null);
      continue;
    }
    const found = await channel.whereabouts(JSON.parse(one.message) as OutgoingMessage, signal);
    const now = instantOf(deps.now());
    if (found === "unclear") {
      const age = epochMs(now) - epochMs(one.finishedAt ?? one.createdAt);
      const next = ASK_AGAIN_MS.find((afterMs) => afterMs > age);
      notifications.askAgain(
        one.seq,
        next === undefined ? null : addMs(one.finishedAt ?? one.createdAt, next),
      );
      continue;
    }
    const became = found === "arrived" ? "sent" : "waiting";
    if (!notifications.reconcile(one.seq, became, now)) continue;
    audit.append({
      at: now,
      actor: "notify",
      action: `${one.kind}.${found === "arrived" ? "found-sent" : "found-absent"}`,
      subject: one.subject,
      detail: one.recipient,
    });
  }
}

/** null when another process took it. */
async function attemptOne(
  notification: Notification,
  deps: DeliveryDeps,
  signal: AbortSignal | undefined,
): Promise<{ readonly outcome: SendOutcome; readonly end: DeliveryEnd } | null> {
  if (!deps.notifications.claim(notification.seq, deps.owner)) return null;
  const channel = deps.channels.get(notification.channel);
  const outcome: SendOutcome =
    channel === undefined || notification.message === null
      ? { kind: "unreachable", reason: noChannel(notification) }
      : await channel.send(JSON.parse(notification.message) as OutgoingMessage, signal);
  const end = endOf(outcome, notification, channel !== undefined, instantOf(deps.now()));
  deps.notifications.settle(notification.seq, deps.owner, end);
  note(notification, end, channel !== undefined, deps);
  return { outcome, end };
}

/** Where nobody is there to be told, the delivery is written all the same, so that the record is whole. */
function noChannel({ channel }: Notification): string {
  return channel === NOBODY ? "there is no account to tell" : `${channel} is not configured`;
}

/** What an outcome means for the delivery: the one place that decides about repeating. */
export function endOf(
  outcome: SendOutcome,
  notification: Pick<Notification, "attempts" | "createdAt">,
  channelExists: boolean,
  now: Instant,
): DeliveryEnd {
  switch (outcome.kind) {
    case "sent":
      return { state: "sent", reason: null, at: now };
    case "refused":
      return { state: "failed", reason: outcome.reason, at: now };
    case "unknown":
      return { state: "unknown", reason: outcome.reason, at: now };
    case "retry":
    case "unreachable": {
      const usual = BACKOFF_MS[notification.attempts] ?? BACKOFF_MS.at(-1) ?? 0;
      const waitMs = Math.max(usual, outcome.kind === "retry" ? (outcome.afterMs ?? 0) : 0);
      const next = addMs(now, waitMs);
      const tooLate = epochMs(next) - epochMs(notification.createdAt) > GIVE_UP_AFTER_MS;
      if (!channelExists || tooLate) return { state: "undelivered", reason: outcome.reason, at: now };
      return { state: "waiting", reason: outcome.reason, nextAttemptAt: next };
    }
  }
}

/** A first "later" is everyday life among mail servers, and a missing channel is known: neither asks for a person. */
function note(
  notification: Notification,
  end: DeliveryEnd,
  channelExists: boolean,
  deps: DeliveryDeps,
): void {
  const attempt = notification.attempts + 1;
  const fields = { stage: "notify", attempt, detail: end.reason ?? end.state };
  if (end.state === "waiting") {
    deps.log[attempt > 1 ? "warn" : "info"](fields, "a delivery will be tried again");
    return;
  }
  deps.audit.append({
    at: end.at,
    actor: "notify",
    action: `${notification.kind}.${end.state}`,
    subject: notification.subject,
    detail: notification.recipient,
  });
  if (end.state === "sent") deps.log.info({ stage: "notify" }, "delivered");
  else deps.log[channelExists ? "error" : "info"](fields, "a delivery did not arrive");
}
