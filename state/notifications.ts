import type { DatabaseSync } from "node:sqlite";
import type { Level } from "../model/hot-spot.ts";
import type { HotSpotId, Instant } from "../model/ids.ts";
import { addMs } from "../model/time.ts";
import { inTransaction } from "./open.ts";

export type NotificationKind = "alert" | "digest" | "operator" | "case";
/** `unknown`: it may have arrived, so it is never sent again by itself; `undelivered`: no channel could be reached. */
export type NotificationState = "waiting" | "sending" | "sent" | "failed" | "unknown" | "undelivered";

/** One delivery to be made. `key` names it: a second one with the same key is not written. */
export interface NewNotification {
  readonly key: string;
  readonly kind: NotificationKind;
  readonly subject: string;
  readonly event: string;
  readonly channel: string;
  /** A person's id, or "operator". */
  readonly recipient: string;
  readonly createdAt: Instant;
  /** Sent no sooner (quiet hours); left out: at once. */
  readonly notBefore?: Instant;
  /** What the channel sends, as JSON. */
  readonly message: string;
}

/** A telling beyond its reader's daily budget: it waits for the daily list. */
export interface HeldTelling {
  readonly key: string;
  readonly hotSpotId: HotSpotId;
  readonly level: Level;
  readonly recipient: string;
  readonly heldAt: Instant;
}

/** One delivery as it stands. */
export interface Notification extends Omit<NewNotification, "message" | "notBefore"> {
  readonly seq: number;
  readonly state: NotificationState;
  readonly reason: string | null;
  readonly attempts: number;
  readonly nextAttemptAt: Instant;
  readonly finishedAt: Instant | null;
  /** null once it arrived or never will. */
  readonly message: string | null;
}

/** How a delivery ended, or why it waits. */
export type DeliveryEnd =
  | { readonly state: "waiting"; readonly reason: string; readonly nextAttemptAt: Instant }
  | {
      readonly state: "sent" | "failed" | "unknown" | "undelivered";
      readonly reason: string | null;
      readonly at: Instant;
    };

/** A delivery without an answer is asked about no sooner: what was slow has arrived by then. */
const FIRST_ASKED_MS = 10 * 60_000;
const NEVER = "9999-12-31T00:00:00.000Z" as Instant;

/** The outbox. Every change is durable before it returns, a power cut included. */
export interface NotificationStore {
  /** false where a delivery of this key was written before, whatever became of it. */
  add(notification: NewNotification): boolean;
  /** All of them or none; returns those that were new. */
  addAll(notifications: readonly NewNotification[]): readonly NewNotification[];
  /** Keeps tellings for the daily list; one that was kept before stays as it was. */
  hold(tellings: readonly HeldTelling[]): void;
  /** What waits for a reader's daily list, the most serious and oldest first. */
  held(recipient: string): readonly HeldTelling[];
  /** Writes a daily list and takes what it holds off the wait, both or neither. */
  list(notification: NewNotification, keys: readonly string[]): boolean;
  /** Whether a reader was told, or is to be told in a daily list that was written. */
  has(key: string): boolean;
  /** Hot spots' own tellings to a reader since an instant, however many channels each went through. */
  toldSince(recipient: string, since: Instant): number;
  /** When readers were first told of a hot spot since an instant, quiet hours included; null when they were not. */
  firstToldOf(hotSpotId: string, since: Instant): Instant | null;
  due(now: Instant): readonly Notification[];
  /** Takes a waiting delivery for this process; false when another took it. */
  claim(seq: number, owner: string): boolean;
  /** Notes what became of a delivery that this process claimed. */
  settle(seq: number, owner: string, end: DeliveryEnd): void;
  /** Deliveries that a process which is gone had handed over: nobody knows whether they arrived. Returns how many. */
  abandon(exceptOwner: string, at: Instant): number;
  /** Deliveries without an answer that are to be asked about by now. */
  unanswered(now: Instant): readonly Notification[];
  /** Asked about and still unclear: asked again then; null: no more. */
  askAgain(seq: number, at: Instant | null): void;
  /**
   * Somebody knows what became of a delivery without an answer: it arrived, or it surely did not and is sent again.
   * false where it was no such delivery.
   */
  reconcile(seq: number, became: "sent" | "waiting", at: Instant): boolean;
  /** Newest first. */
  latest(limit: number): readonly Notification[];
  about(kind: NotificationKind, subject: string): readonly Notification[];
  /** The instant of the last delivery about a subject to a reader; null when there was none. */
  lastTo(kind: NotificationKind, subject: string, recipient: string): Instant | null;
  counts(): Readonly<Partial<Record<NotificationState, number>>>;
}

export function notificationStore(db: DatabaseSync): NotificationStore {
  const insert = db.prepare(
    `INSERT INTO notifications (key, kind, subject, event, channel, recipient, state, created_at, next_attempt_at, message)
     VALUES (?, ?, ?, ?, ?, ?, 'waiting', ?, ?, ?) ON CONFLICT (key) DO NOTHING`,
  );
  const add = (n: NewNotification): boolean =>
    insert.run(
      n.key,
      n.kind,
      n.subject,
      n.event,
      n.channel,
      n.recipient,
      n.createdAt,
      n.notBefore ?? n.createdAt,
      n.message,
    ).changes > 0;
  return {
    add: (notification) => durably(db, () => add(notification)),
    addAll: (notifications) => durably(db, () => inTransaction(db, () => notifications.filter(add))),
    hold: (tellings) => hold(db, tellings),
    held: (recipient) => held(db, recipient),
    list: (notification, keys) =>
      durably(db, () =>
        inTransaction(db, () => {
          const mark = db.prepare("UPDATE held_tellings SET listed_in = ? WHERE key = ?");
          for (const key of keys) mark.run(notification.key, key);
          return add(notification);
        }),
      ),
    has: (key) =>
      db
        .prepare(
          "SELECT 1 FROM notifications WHERE key = ? UNION ALL SELECT 1 FROM held_tellings WHERE key = ? AND listed_in IS NOT NULL",
        )
        .get(key, key) !== undefined,
    toldSince: (recipient, since) =>
      Number(
        db
          .prepare(
            "SELECT count(*) AS n FROM notifications WHERE recipient = ? AND created_at >= ? AND kind = 'alert' AND event <> 'daily-list' AND channel IN ('email', 'nobody')",
          )
          .get(recipient, since)?.n,
      ),
    firstToldOf: (hotSpotId, since) => firstToldOf(db, hotSpotId, since),
    due: (now) =>
      db
        .prepare("SELECT * FROM notifications WHERE state = 'waiting' AND next_attempt_at <= ? ORDER BY seq")
        .all(now)
        .map(toNotification),
    claim: (seq, owner) =>
      durably(
        db,
        () =>
          db
            .prepare(
              "UPDATE notifications SET state = 'sending', owner = ?, attempts = attempts + 1 WHERE seq = ? AND state = 'waiting'",
            )
            .run(owner, seq).changes > 0,
      ),
    settle: (seq, owner, end) => durably(db, () => settle(db, seq, owner, end)),
    abandon: (exceptOwner, at) =>
      durably(db, () =>
        Number(
          db
            .prepare(
              `UPDATE notifications SET state = 'unknown', finished_at = ?, next_attempt_at = ?, reason = 'the process ended while it was being sent'
               WHERE state = 'sending' AND owner IS NOT ?`,
            )
            .run(at, addMs(at, FIRST_ASKED_MS), exceptOwner).changes,
        ),
      ),
    unanswered: (now) =>
      db
        .prepare(
          "SELECT * FROM notifications WHERE state = 'unknown' AND next_attempt_at <= ? AND message IS NOT NULL ORDER BY seq",
        )
        .all(now)
        .map(toNotification),
    askAgain: (seq, at) => {
      db.prepare("UPDATE notifications SET next_attempt_at = ? WHERE seq = ? AND state = 'unknown'").run(
        at ?? NEVER,
        seq,
      );
    },
    reconcile: (seq, became, at) =>
      durably(
        db,
        () =>
          db
            .prepare(
              `UPDATE notifications SET state = ?, reason = NULL, owner = NULL, next_attempt_at = ?, finished_at = CASE ? WHEN 'sent' THEN ? END,
               message = CASE ? WHEN 'waiting' THEN message END WHERE seq = ? AND state = 'unknown' AND (? = 'sent' OR message IS NOT NULL)`,
            )
            .run(became, at, became, at, became, seq, became).changes > 0,
      ),
    latest: (limit) =>
      db.prepare("SELECT * FROM notifications ORDER BY seq DESC LIMIT ?").all(limit).map(toNotification),
    about: (kind, subject) =>
      db
        .prepare("SELECT * FROM notifications WHERE kind = ? AND subject = ? ORDER BY seq")
        .all(kind, subject)
        .map(toNotification),
    lastTo: (kind, subject, recipient) => {
      const row = db
        .prepare(
          "SELECT max(created_at) AS at FROM notifications WHERE kind = ? AND subject = ? AND recipient = ?",
        )
        .get(kind, subject, recipient);
      const at = row?.at;
      return typeof at === "string" ? (at as Instant) : null;
    },
    counts: () =>
      Object.fromEntries(
        db
          .prepare("SELECT state, count(*) AS n FROM notifications GROUP BY state")
          .all()
          .map((row) => [String(row.state), Number(row.n)]),
      ),
  };
}

/** A power cut must not bring back a delivery that was handed over: these few writes wait for the disk. */
export function durably<T>(db: DatabaseSync, work: () => T): T {
  if (db.isTransaction) return work();
  db.exec("PRAGMA synchronous = FULL");
  try {
    return work();
  } finally {
    db.exec("PRAGMA synchronous = NORMAL");
  }
}

/** The owner's word holds even where another process took it for gone meanwhile. */
function settle(db: DatabaseSync, seq: number, owner: string, end: DeliveryEnd): void {
  const mine = "seq = ? AND owner = ? AND state IN ('sending', 'unknown')";
  if (end.state === "waiting") {
    db.prepare(
      `UPDATE notifications SET state = 'waiting', owner = NULL, reason = ?, next_attempt_at = ? WHERE ${mine}`,
    ).run(end.reason, end.nextAttemptAt, seq, owner);
    return;
  }
  db.prepare(
    `UPDATE notifications SET state = ?, reason = ?, finished_at = ?, next_attempt_at = ?, message = CASE WHEN ? = 'unknown' THEN message END WHERE ${mine}`,
  ).run(end.state, end.reason, end.at, addMs(end.at, FIRST_ASKED_MS), end.state, seq, owner);
}

function hold(db: DatabaseSync, tellings: readonly HeldTelling[]): void {
  const insert = db.prepare(
    "INSERT INTO held_tellings VALUES (?, ?, ?, ?, ?, NULL) ON CONFLICT (key) DO NOTHING",
  );
  inTransaction(db, () => {
    for (const one of tellings) insert.run(one.key, one.hotSpotId, one.level, one.recipient, one.heldAt);
  });
}

/** What was pushed after all (a new day has a new budget) is left out. */
function held(db: DatabaseSync, recipient: string): readonly HeldTelling[] {
  return db
    .prepare(
      `SELECT * FROM held_tellings h WHERE recipient = ? AND listed_in IS NULL
         AND NOT EXISTS (SELECT 1 FROM notifications n WHERE n.key = h.key)
       ORDER BY CASE level WHEN 'high' THEN 0 WHEN 'alert' THEN 1 ELSE 2 END, held_at, key`,
    )
    .all(recipient)
    .map((row) => ({
      key: String(row.key),
      hotSpotId: String(row.hot_spot_id) as HotSpotId,
      level: String(row.level) as Level,
      recipient: String(row.recipient),
      heldAt: String(row.held_at) as Instant,
    }));
}

function firstToldOf(db: DatabaseSync, hotSpotId: string, since: Instant): Instant | null {
  const at = db
    .prepare(
      `SELECT min(CASE WHEN attempts = 0 THEN next_attempt_at ELSE created_at END) AS at FROM notifications
       WHERE kind = 'alert' AND subject = ? AND created_at >= ? AND event <> 'escalated' AND channel IN ('email', 'nobody')`,
    )
    .get(hotSpotId, since)?.at;
  return typeof at === "string" ? (at as Instant) : null;
}

function toNotification(row: Record<string, unknown>): Notification {
  return {
    seq: Number(row.seq),
    key: String(row.key),
    kind: String(row.kind) as NotificationKind,
    subject: String(row.subject),
    event: String(row.event),
    channel: String(row.channel),
    recipient: String(row.recipient),
    state: String(row.state) as NotificationState,
    reason: row.reason === null ? null : String(row.reason),
    attempts: Number(row.attempts),
    createdAt: String(row.created_at) as Instant,
    nextAttemptAt: String(row.next_attempt_at) as Instant,
    finishedAt: row.finished_at === null ? null : (String(row.finished_at) as Instant),
    message: row.message === null ? null : String(row.message),
  };
}
