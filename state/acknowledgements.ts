import type { DatabaseSync } from "node:sqlite";
import type { HotSpotId, Instant } from "../model/ids.ts";

/** A link by which one reader acknowledges one hot spot, once. */
export interface AcknowledgementLink {
  readonly id: string;
  readonly hotSpotId: HotSpotId;
  readonly personId: string;
  /** The telling that carried it: who used it has received that. */
  readonly notificationKey: string;
  readonly expiresAt: Instant;
  readonly usedAt: Instant | null;
}

/** Links in mails. The signature that makes one valid is in the mail only. */
export interface AcknowledgementLinks {
  add(link: Omit<AcknowledgementLink, "usedAt">): void;
  get(id: string): AcknowledgementLink | null;
  /** Takes a link; false where it was used, is past its time, or does not exist. Of two at once one gets it. */
  use(id: string, at: Instant): boolean;
  /** Forgets links that ended before an instant. */
  forget(before: Instant): number;
}

export function acknowledgementLinks(db: DatabaseSync): AcknowledgementLinks {
  return {
    add: (link) => {
      db.prepare("INSERT INTO acknowledgement_links VALUES (?, ?, ?, ?, ?, NULL) ON CONFLICT DO NOTHING").run(
        link.id,
        link.hotSpotId,
        link.personId,
        link.notificationKey,
        link.expiresAt,
      );
    },
    get: (id) => {
      const row = db.prepare("SELECT * FROM acknowledgement_links WHERE id = ?").get(id);
      if (row === undefined) return null;
      return {
        id: String(row.id),
        hotSpotId: String(row.hot_spot_id) as HotSpotId,
        personId: String(row.person_id),
        notificationKey: String(row.notification_key),
        expiresAt: String(row.expires_at) as Instant,
        usedAt: row.used_at === null ? null : (String(row.used_at) as Instant),
      };
    },
    use: (id, at) =>
      db
        .prepare(
          "UPDATE acknowledgement_links SET used_at = ? WHERE id = ? AND used_at IS NULL AND expires_at > ?",
        )
        .run(at, id, at).changes > 0,
    forget: (before) =>
      Number(db.prepare("DELETE FROM acknowledgement_links WHERE expires_at < ?").run(before).changes),
  };
}
