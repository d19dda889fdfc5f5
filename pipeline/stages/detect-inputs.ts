import type { ClassThresholds } from "../../analyzers/hot-spots/calibration.ts";
import type { AreaFacts, Evidence, Names } from "../../analyzers/hot-spots/inputs.ts";
import type { Comparable } from "../../analyzers/hot-spots/similar.ts";
import type { CellHistory } from "../../model/cell.ts";
import type { CountingChannel } from "../../model/document.ts";
import type { Explanation, HotSpot, HotSpotEvent, HotSpotTrace } from "../../model/hot-spot.ts";
import type { Day, HotSpotId, PlaceId, TopicId } from "../../model/ids.ts";
import type { PhraseCell } from "../../state/phrase-cells.ts";

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
  /** Whether the day was closed before: what a run finds in it now came late. */
  wasClosed(day: Day): boolean;
  /** Writes what a day gave; returns the events that were not there before, in the order given. */
  record(day: Day, result: DayRecord): readonly HotSpotEvent[];
}

/** What one day of detection writes. */
export interface DayRecord {
  readonly events: readonly HotSpotEvent[];
  /** false for a run within the day. */
  readonly closes: boolean;
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

/** The studied area as configuration states it; `thresholds` are `settings.detection`. */
export type DetectionArea = AreaFacts;

/** Everything that detection reads or writes. */
export interface DetectDeps {
  readonly cells: CellReader;
  readonly hotSpots: HotSpotKeeper;
  readonly area: DetectionArea;
  readonly names: Names;
  /** Hot spots known so far, to name those alike. */
  past?(): readonly Comparable[];
  /** Concerns that no topic names, by the phrases people use; absent where only topics are looked at. */
  readonly phrases?: {
    /** Cells of phrases of the `days` days that end with `day`. */
    upTo(day: Day, days: number): readonly PhraseCell[];
    /** Writes those that at least as many voices used as may outlive their texts. */
    keep(cells: readonly PhraseCell[]): void;
  };
  /** Keeps the thresholds that decided a closed day; absent where nothing may be written. */
  readonly calibrations?: {
    put(day: Day, channel: CountingChannel, classes: readonly ClassThresholds[]): void;
  };
  evidence(query: EvidenceQuery): Evidence | Promise<Evidence>;
}
