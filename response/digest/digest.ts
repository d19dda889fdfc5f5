import type { CountingChannel } from "../../model/document.ts";
import type { Level } from "../../model/hot-spot.ts";
import type { Day, HotSpotId, Instant, PlaceId, TopicId, Week } from "../../model/ids.ts";

/** A hot spot as a week's report tells it; figures are those told last, over 72 hours. */
export interface DigestSpot {
  readonly id: HotSpotId;
  readonly topic: TopicId;
  readonly places: readonly PlaceId[];
  readonly channel: CountingChannel;
  readonly level: Level;
  readonly voices: number;
  readonly expected: number;
  readonly openedOn: Day;
  readonly ageDays: number;
  readonly acknowledgedOn: Day | null;
}

/**
 * A topic that left its own band: its highest 72-hour voices of the week; null below the floor, and where a hot spot of
 * the same family stands in the report with its own figure (the difference would be the count of the rest).
 */
export interface TopicChange {
  readonly topic: TopicId;
  readonly channel: CountingChannel;
  readonly besideSpot: boolean;
  readonly peak: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** A commune against its own earlier weeks: 0 far below … 2 as usual … 4 far above; null where it cannot be said. */
export interface PlaceStep {
  readonly place: PlaceId;
  readonly step: 0 | 1 | 2 | 3 | 4 | null;
}

/** A story of institutions with the copies it found. */
export interface DigestArticle {
  readonly title: string;
  readonly url: string | null;
  readonly source: string;
  readonly echoes: number;
}

/** Hours of the week in which a source could not be heard. */
export interface DigestGap {
  readonly source: string;
  readonly from: Instant;
  /** null while it lasts. */
  readonly to: Instant | null;
  readonly reason: string;
}

/** The weekly report as data, before rendering: counts already judged against the floors, no citizen's sentence. */
export interface Digest {
  readonly version: 1;
  readonly week: Week;
  readonly from: Day;
  /** The last day counted: Sunday, or an earlier day of a week that is not over. */
  readonly to: Day;
  readonly complete: boolean;
  readonly builtAt: Instant;
  readonly spots: {
    readonly fresh: readonly DigestSpot[];
    readonly open: readonly DigestSpot[];
    readonly closed: readonly DigestSpot[];
    readonly watched: readonly DigestSpot[];
  };
  /** Whole earlier weeks that the topics and places are compared with; below four nothing is compared. */
  readonly baselineWeeks: number;
  readonly above: readonly TopicChange[];
  readonly below: readonly TopicChange[];
  /** In the order of configuration, never by figure. */
  readonly places: readonly PlaceStep[];
  readonly institutions: readonly DigestArticle[];
  readonly heard: readonly string[];
  readonly gaps: readonly DigestGap[];
  readonly late: { readonly institution: number; readonly citizen: number | null };
  /** Hot spots that reached alert level in the week. */
  readonly alerts: number;
}
