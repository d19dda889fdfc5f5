import type { CountingChannel } from "./document.ts";
import type { Day, HotSpotId, Instant, PlaceId, TopicId } from "./ids.ts";

export type Level = "watch" | "alert" | "high";
export type HotSpotEventKind = "opened" | "raised" | "updated" | "cleared" | "reopened";
/** Each is needed for an alert; failing one leaves a watch, with the reason shown. */
const GATES = ["score", "voices", "ratio", "sources", "tone", "history", "health"] as const;
export type Gate = (typeof GATES)[number];

/** One line of `detect`. `voices` and `expected` are over 72 hours; `places` is empty for sensitive subjects. */
export interface HotSpotEvent {
  readonly day: Day;
  readonly hotSpotId: HotSpotId;
  readonly event: HotSpotEventKind;
  readonly level: Level;
  readonly topic: TopicId;
  readonly places: readonly PlaceId[];
  readonly voices: number;
  readonly expected: number;
  readonly score: number;
  readonly failedGates: readonly Gate[];
  readonly sentence: string;
}

/** One closed day of a hot spot's chart. `observed` is null below the floor; `outage` names the source that was silent. */
export interface ChartDay {
  readonly day: Day;
  readonly observed: number | null;
  readonly expected: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly outage: string | null;
  readonly holiday: string | null;
}

/** Why a hot spot was raised and why it may be wrong: frozen when it fires, without a citizen's sentence. */
export interface Explanation {
  readonly sentence: string;
  readonly since: Day;
  readonly voices: number;
  readonly expected: number;
  readonly score: number;
  readonly chart: readonly ChartDay[];
  readonly sources: readonly { readonly group: string; readonly sharePercent: number | null }[];
  readonly items: number;
  readonly echoes: number;
  readonly negativeSharePercent: number | null;
  readonly usualNegativeSharePercent: number | null;
  readonly phrases: readonly string[];
  readonly institutions: readonly {
    readonly title: string;
    readonly url: string | null;
    readonly source: string;
  }[];
  readonly gates: readonly { readonly gate: Gate; readonly passed: boolean; readonly detail: string }[];
  readonly doubts: readonly string[];
  /** Earlier hot spots of the same matter, likest first; absent in explanations frozen before this was kept. */
  readonly similar?: readonly HotSpotId[];
  /** Scores that decided: those of configuration, raised to what chance reaches at this volume. */
  readonly needed?: { readonly watch: number; readonly alert: number; readonly high: number };
  /** Where neighbouring communes rose together: by chance once in so many days. */
  readonly recurrenceDays?: number | null;
}

export type HotSpotState = "open" | "monitoring" | "resolved" | "not-an-issue";

/** A concern that rose, with its story. */
export interface HotSpot {
  readonly id: HotSpotId;
  readonly topic: TopicId;
  readonly places: readonly PlaceId[];
  readonly channel: CountingChannel;
  readonly level: Level;
  readonly state: HotSpotState;
  readonly openedOn: Day;
  readonly lastActiveOn: Day;
  readonly clearedOn: Day | null;
  readonly explanation: Explanation;
  /** null where nobody did since it last opened. */
  readonly acknowledgedAt: Instant | null;
  /** The person's id; null where unknown. */
  readonly acknowledgedBy: string | null;
  /** When a person judged it, and why; null while it is open or only quiet. */
  readonly judged: { readonly on: Day; readonly reason: string } | null;
}

/**
 * What detection remembers of a hot spot at the end of a day, so that the next day continues it.
 * `topic` and `places` are those reported last; `voices` and `expected` are over 72 hours and were at the floor.
 */
export interface HotSpotTrace {
  readonly id: HotSpotId;
  readonly day: Day;
  readonly topic: TopicId;
  readonly channel: CountingChannel;
  readonly places: readonly PlaceId[];
  /** The highest level since it opened or reopened. */
  readonly level: Level;
  readonly active: boolean;
  readonly openedOn: Day;
  readonly lastActiveOn: Day;
  readonly clearedOn: Day | null;
  /** Voices of the last event: only 1.5 times as many are news. */
  readonly reportedVoices: number;
  readonly voices: number;
  readonly expected: number;
  /** Closed days in a row below the clearing limits. */
  readonly quietDays: number;
}
