import type { DatabaseSync } from "node:sqlite";
import type { HotSpotId, Instant, PlaceId, TopicId } from "../model/ids.ts";

/** What a silence mutes: one hot spot, or everything of a topic at some places (none named: everywhere). */
export type Muted =
  | { readonly hotSpotId: HotSpotId }
  | { readonly topic: TopicId; readonly places: readonly PlaceId[] };

/** A mute that ends by itself, with who set it and why. */
export interface NewSilence {
  readonly muted: Muted;
  /** The person's id. */
  readonly author: string;
  readonly reason: string;
  readonly from: Instant;
  readonly until: Instant;
}
export interface Silence extends NewSilence {
  readonly id: number;
  /** null while it runs or ran to its end. */
  readonly endedAt: Instant | null;
  readonly endedBy: string | null;
}

/** Silences. None is ever deleted: what was muted when stays readable. */
export interface SilenceStore {
  /** Throws RangeError where it would not end after it begins. */
  add(silence: NewSilence): Silence;
  /** Ends one early; false where it is over already. */
  end(id: number, by: string, at: Instant): boolean;
  activeAt(now: Instant): readonly Silence[];
  /** Newest first. */
  latest(limit: number): readonly Silence[];
}

export function silenceStore(db: DatabaseSync): SilenceStore {
  const get = (id: number) => toSilence(db.prepare("SELECT * FROM silences WHERE id = ?").get(id) ?? {});
  return {
    add: (silence) => {
      if (silence.until <= silence.from) throw new RangeError("a silence ends after it begins");
      const { muted } = silence;
      const spot = "hotSpotId" in muted ? muted.hotSpotId : null;
      const topic = "topic" in muted ? muted.topic : null;
      const places = JSON.stringify("places" in muted ? muted.places : []);
      const { lastInsertRowid } = db
        .prepare(
          "INSERT INTO silences (hot_spot_id, topic, places, author, reason, from_at, until_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
        )
        .run(spot, topic, places, silence.author, silence.reason, silence.from, silence.until);
      return get(Number(lastInsertRowid));
    },
    end: (id, by, at) =>
      db
        .prepare(
          "UPDATE silences SET ended_at = ?, ended_by = ? WHERE id = ? AND ended_at IS NULL AND until_at > ?",
        )
        .run(at, by, id, at).changes > 0,
    activeAt: (now) =>
      db
        .prepare(
          "SELECT * FROM silences WHERE from_at <= ? AND until_at > ? AND (ended_at IS NULL OR ended_at > ?) ORDER BY id",
        )
        .all(now, now, now)
        .map(toSilence),
    latest: (limit) =>
      db.prepare("SELECT * FROM silences ORDER BY id DESC LIMIT ?").all(limit).map(toSilence),
  };
}

function toSilence(row: Record<string, unknown>): Silence {
  const places = JSON.parse(String(row.places)) as PlaceId[];
  return {
    id: Number(row.id),
    muted:
      row.hot_spot_id === null
        ? { topic: String(row.topic) as TopicId, places }
        : { hotSpotId: String(row.hot_spot_id) as HotSpotId },
    author: String(row.author),
    reason: String(row.reason),
    from: String(row.from_at) as Instant,
    until: String(row.until_at) as Instant,
    endedAt: row.ended_at === null ? null : (String(row.ended_at) as Instant),
    endedBy: row.ended_by === null ? null : String(row.ended_by),
  };
}

/** Whether a silence mutes a hot spot: itself, its topic or the topic's family, at one of the places named. */
export function mutes(
  { muted }: Pick<Silence, "muted">,
  spot: { readonly id: HotSpotId; readonly topic: TopicId; readonly places: readonly PlaceId[] },
): boolean {
  if ("hotSpotId" in muted) return muted.hotSpotId === spot.id;
  if (spot.topic !== muted.topic && !spot.topic.startsWith(`${muted.topic}/`)) return false;
  // A wider hot spot than the silence names stays loud: something happens elsewhere too.
  if (muted.places.length === 0) return true;
  return spot.places.length > 0 && spot.places.every((place) => muted.places.includes(place));
}
