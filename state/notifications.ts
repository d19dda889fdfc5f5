import type { DatabaseSync } from "node:sqlite";
import type { Instant, Week } from "../model/ids.ts";
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
  /** What the channel sends, as JSON. */
  readonly message: string;
}

/** One delivery as it stands. */
export interface Notification extends Omit<NewNotification, "message"> {
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

/** The outbox. Every change is durable before it returns, a power cut included. */
export interface NotificationStore {
  /** false where a delivery of this key was written before, whatever became of it. */
  add(notification: NewNotification): boolean;
  /** All of them or none; returns those that were new. */
  addAll(notifications: readonly NewNotification[]): readonly NewNotification[];
  has(key: string): boolean;
  due(now: Instant): readonly Notification[];
  /** Takes a waiting delivery for this process; false when another took it. */
  claim(seq: number, owner: string): boolean;
  /** Notes what became of a delivery that this process claimed. */
  settle(seq: number, owner: string, end: DeliveryEnd): void;
  /** Deliveries that a process which is gone had handed over: nobody knows whether they arrived. Returns how many. */
  abandon(exceptOwner: string, at: Instant): number;
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
    insert.run(n.key, n.kind, n.subject, n.event, n.channel, n.recipient, n.createdAt, n.createdAt, n.message)
      .changes > 0;
  return {
    add: (notification) => durably(db, () => add(notification)),
    addAll: (notifications) => durably(db, () => inTransaction(db, () => notifications.filter(add))),
    has: (key) => db.prepare("SELECT 1 FROM notifications WHERE key = ?").get(key) !== undefined,
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
              `UPDATE notifications SET state = 'unknown', finished_at = ?, reason = 'the process ended while it was being sent'
               WHERE state = 'sending' AND owner IS NOT ?`,
            )
            .run(at, exceptOwner).changes,
        ),
      ),
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
function durably<T>(db: DatabaseSync, work: () => T): T {
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
    `UPDATE notifications SET state = ?, reason = ?, finished_at = ?, message = CASE WHEN ? = 'unknown' THEN message END WHERE ${mine}`,
  ).run(end.state, end.reason, end.at, end.state, seq, owner);
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

/** Digests as they were sent. */
export interface DigestStore {
  get(week: Week): { readonly builtAt: Instant; readonly content: string } | null;
  /** Keeps the first; false where the week had one. */
  put(week: Week, builtAt: Instant, content: string): boolean;
}

export function digestStore(db: DatabaseSync): DigestStore {
  return {
    get: (week) => {
      const row = db.prepare("SELECT built_at, content FROM digests WHERE week = ?").get(week);
      return row === undefined
        ? null
        : { builtAt: String(row.built_at) as Instant, content: String(row.content) };
    },
    put: (week, builtAt, content) =>
      durably(
        db,
        () =>
          db
            .prepare("INSERT INTO digests VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
            .run(week, builtAt, content).changes > 0,
      ),
  };
}

/** Something that the operator was told is wrong. */
export interface Incident {
  readonly id: string;
  /** What is wrong with what: "source:forum", "digest:2026-W47", "backup". */
  readonly subject: string;
  readonly beganAt: Instant;
  readonly endedAt: Instant | null;
}

/** What was found wrong, so that each is told once when it begins and once when it ends. */
export interface IncidentStore {
  open(): readonly Incident[];
  /** Returns the open incident of the subject, begun now where there was none. */
  begin(subject: string, at: Instant): Incident;
  end(id: string, at: Instant): void;
}

export function incidentStore(db: DatabaseSync): IncidentStore {
  const open = (): readonly Incident[] =>
    db
      .prepare("SELECT * FROM incidents WHERE ended_at IS NULL ORDER BY began_at, id")
      .all()
      .map((row) => ({
        id: String(row.id),
        subject: String(row.subject),
        beganAt: String(row.began_at) as Instant,
        endedAt: null,
      }));
  return {
    open,
    begin: (subject, at) =>
      inTransaction(db, () => {
        const known = open().find((incident) => incident.subject === subject);
        if (known) return known;
        const id = `${subject} ${at}`;
        db.prepare("INSERT INTO incidents VALUES (?, ?, ?, NULL) ON CONFLICT DO NOTHING").run(
          id,
          subject,
          at,
        );
        return { id, subject, beganAt: at, endedAt: null };
      }),
    end: (id, at) => {
      db.prepare("UPDATE incidents SET ended_at = ? WHERE id = ? AND ended_at IS NULL").run(at, id);
    },
  };
}
