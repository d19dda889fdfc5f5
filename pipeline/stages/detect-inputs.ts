import type { CellHistory } from "../../model/cell.ts";
import type { CountingChannel } from "../../model/document.ts";
import type { Floors } from "../../model/floors.ts";
import type { Explanation, HotSpot, HotSpotEvent, HotSpotTrace } from "../../model/hot-spot.ts";
import type { Day, HotSpotId, PlaceId, TopicId } from "../../model/ids.ts";

/** The counted past, as the state keeps it. */
export interface CellReader {
  /**
   * The cells of the `days` days that end with `to` (inclusive), of both channels, for every topic (family and child)
   * at every commune of today and at WHOLE_AREA. The same store gives the same answer.
   */
  history(to: Day, days: number): CellHistory;
}

/** Where hot spots live. `record` is one transaction: a day is written whole or not at all. */
export interface HotSpotKeeper {
  /** For each hot spot its latest trace of a day up to and including `day`. */
  tracesUpTo(day: Day): readonly HotSpotTrace[];
  /** Hot spots that opened after `day`: a late item must not open the same story twice. */
  openedAfter(day: Day): readonly HotSpot[];
  /** Writes what a day gave; returns the events that were not there before, in the order given. */
  record(day: Day, result: DayRecord): readonly HotSpotEvent[];
}

/** What one day of detection writes. */
export interface DayRecord {
  readonly events: readonly HotSpotEvent[];
  readonly traces: readonly HotSpotTrace[];
  /** Frozen when it fires: one for each event but `cleared`. */
  readonly explanations: ReadonlyMap<HotSpotId, Explanation>;
}

/** A story for which words are wanted: its documents of the days `from` to `to`. */
export interface EvidenceQuery {
  readonly topic: TopicId;
  /** Empty: the whole area. */
  readonly places: readonly PlaceId[];
  readonly channel: CountingChannel;
  readonly from: Day;
  readonly to: Day;
}

/** Words about a story that may outlive its texts: no citizen's sentence, only phrases at or above the floor. */
export interface Evidence {
  readonly phrases: readonly string[];
  readonly institutions: Explanation["institutions"];
  /** Whether words of safety (accident, collapse, fire…) are among what its voices say. */
  readonly safetyWords: boolean;
}

/** How topics and places are called in a sentence. */
export interface Names {
  /** "Rác ùn ứ". */
  topic(id: TopicId): string;
  /** With its type: "xã An Lão". */
  place(id: PlaceId): string;
  /** A source group as people know it: "VnExpress". */
  group(id: string): string;
}

/** The studied area as configuration states it. */
export interface DetectionArea {
  /** Every topic configured: families and children ("land", "land/disputes"). */
  readonly topics: readonly { readonly id: TopicId; readonly sensitive: boolean }[];
  /** Communes of today and their neighbours within the area (symmetric). */
  readonly communes: readonly PlaceId[];
  readonly adjacency: ReadonlyMap<PlaceId, readonly PlaceId[]>;
  readonly holidays: readonly {
    readonly name: string;
    readonly from: string;
    readonly to: string;
    readonly factor: number;
  }[];
  readonly floors: Floors;
  /** `settings.detection`. */
  readonly thresholds: {
    readonly watch: number;
    readonly alert: number;
    readonly alertBusy: number;
    readonly high: number;
  };
  /** Alert rules that raise the voices that some topics (or their children) need; empty `topics` means all. */
  readonly rules: readonly { readonly topics: readonly string[]; readonly minVoices: number }[];
}

/** Everything that detection reads or writes. */
export interface DetectDeps {
  readonly cells: CellReader;
  readonly hotSpots: HotSpotKeeper;
  readonly area: DetectionArea;
  readonly names: Names;
  evidence(query: EvidenceQuery): Evidence | Promise<Evidence>;
}
