import type { DatabaseSync } from "node:sqlite";
import type { Day, HotSpotId } from "../model/ids.ts";

/** Why two hot spots are one story. */
export type ThreadReason = "same-texts" | "wider" | "busy-child";

/** A hot spot whose news goes with another's. */
export interface Thread {
  readonly follower: HotSpotId;
  readonly lead: HotSpotId;
  readonly joinedOn: Day;
  readonly why: ThreadReason;
}

/** Which hot spots are told as one. A follower has one lead, and a lead follows nobody. */
export interface ThreadStore {
  all(): readonly Thread[];
  /** Also moves those that followed `thread.follower` to its new lead. */
  join(thread: Thread): void;
  /** The follower is told by itself again. */
  leave(follower: HotSpotId): void;
}

export function threadStore(db: DatabaseSync): ThreadStore {
  return {
    all: () =>
      db
        .prepare("SELECT * FROM hot_spot_threads ORDER BY hot_spot_id")
        .all()
        .map((row) => ({
          follower: String(row.hot_spot_id) as HotSpotId,
          lead: String(row.lead_id) as HotSpotId,
          joinedOn: String(row.joined_on) as Day,
          why: String(row.why) as ThreadReason,
        })),
    join: ({ follower, lead, joinedOn, why }) => {
      db.prepare(
        `INSERT INTO hot_spot_threads VALUES (?, ?, ?, ?)
         ON CONFLICT (hot_spot_id) DO UPDATE SET lead_id = excluded.lead_id, joined_on = excluded.joined_on, why = excluded.why`,
      ).run(follower, lead, joinedOn, why);
      db.prepare("UPDATE hot_spot_threads SET lead_id = ? WHERE lead_id = ?").run(lead, follower);
    },
    leave: (follower) => {
      db.prepare("DELETE FROM hot_spot_threads WHERE hot_spot_id = ?").run(follower);
    },
  };
}
