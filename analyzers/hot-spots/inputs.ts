import type { CellHistory } from "../../model/cell.ts";
import type { CountingChannel } from "../../model/document.ts";
import type { Floors } from "../../model/floors.ts";
import type { Explanation, HotSpotTrace } from "../../model/hot-spot.ts";
import type { Day, HotSpotId, PlaceId, TopicId } from "../../model/ids.ts";
import type { Thresholds } from "./score.ts";

/** Days of cells that closing a day reads: 57 days of moving average, each behind a window of 56 days and a guard of 7. */
export const HISTORY_WINDOW_DAYS = 120;

/** The studied area as configuration states it. */
export interface AreaFacts {
  /** Every topic configured: families and children ("land", "land/disputes"). */
  readonly topics: readonly { readonly id: TopicId; readonly sensitive: boolean }[];
  /** Communes of today and their neighbours within the area (symmetric). */
  readonly communes: readonly PlaceId[];
  readonly adjacency: ReadonlyMap<PlaceId, readonly PlaceId[]>;
  /** Days of holidays, inclusive, and how many times the usual volume they bring. */
  readonly holidays: readonly {
    readonly name: string;
    readonly from: string;
    readonly to: string;
    readonly factor: number;
  }[];
  readonly floors: Floors;
  readonly thresholds: Thresholds;
  /** Alert rules that raise the voices that some topics (or their children) need; empty `topics` means all. */
  readonly rules: readonly { readonly topics: readonly string[]; readonly minVoices: number }[];
}

/** A hot spot that was found on a later day than the one looked at. */
export interface LaterHotSpot {
  readonly id: HotSpotId;
  readonly topic: TopicId;
  readonly places: readonly PlaceId[];
  readonly channel: CountingChannel;
  readonly openedOn: Day;
}

/** Everything that one day of detection depends on. */
export interface DayInput {
  readonly day: Day;
  readonly history: CellHistory;
  readonly area: AreaFacts;
  /** The latest trace of each hot spot from before the day. */
  readonly before: readonly HotSpotTrace[];
  /** Traces that an earlier run wrote for the day itself. */
  readonly same: readonly HotSpotTrace[];
  readonly later: readonly LaterHotSpot[];
  /** The part of a day's volume that has usually come by now, in (0, 1]; null for a closed day. */
  readonly partOfDay: number | null;
}

/** The family of a topic: "land" of "land/disputes". */
export function familyOf(topic: TopicId): TopicId {
  const slash = topic.indexOf("/");
  return slash < 0 ? topic : (topic.slice(0, slash) as TopicId);
}

/** Whether two topics can be one concern: the same, or one the family of the other. Sisters are two concerns. */
export function overlap(a: TopicId, b: TopicId): boolean {
  return a === b || familyOf(a) === b || familyOf(b) === a;
}

/** Words about a story that may outlive its texts: no citizen's sentence, only phrases at or above the floor. */
export interface Evidence {
  readonly phrases: readonly string[];
  readonly institutions: Explanation["institutions"];
  /** Whether words of safety (accident, collapse, fire…) are among what its voices say. */
  readonly safetyWords: boolean;
}

/** How topics, places and source groups are called in a sentence. */
export interface Names {
  /** "Rác ùn ứ". */
  topic(id: TopicId): string;
  /** With its type: "xã An Lão". */
  place(id: PlaceId): string;
  /** A source group as people know it: "VnExpress". */
  group(id: string): string;
}
