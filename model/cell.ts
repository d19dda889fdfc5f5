import type { CountingChannel } from "./document.ts";
import type { Day, PlaceId, TopicId } from "./ids.ts";

/** The place of a cell that counts the whole studied area (every relevant document, placed or not). */
export const WHOLE_AREA = "area" as PlaceId;

const PAIR_MARK = "+";

/**
 * The topic of cells that count what speaks of two families at once ("environment+transport"): only by them can be told
 * that a rise of both is one story. They are no topic of anybody's list.
 */
export function pairOf(a: TopicId, b: TopicId): TopicId {
  return [a, b].sort().join(PAIR_MARK) as TopicId;
}

/** Whether a cell's topic stands for two families at once. */
export function isPair(topic: TopicId): boolean {
  return topic.includes(PAIR_MARK);
}

/** The counted unit: topic × place × day, YouTube apart. A family's cell includes its children's documents. */
export interface CellKey {
  readonly topic: TopicId;
  readonly place: PlaceId;
  readonly day: Day;
  readonly channel: CountingChannel;
}

/** What one source group contributed to a cell on its day and in the 72 hours that end with it. */
export interface CellSource {
  readonly sourceGroup: string;
  readonly items: number;
  readonly echoes: number;
  /** Distinct voices of this group in the 72 hours that end with the day. */
  readonly voices72h: number;
}

/** A counted day of a topic at a place: integers only (promise 2). */
export interface Cell extends CellKey {
  /** Distinct voices of the day. */
  readonly voices: number;
  /** Distinct voices of the 72 hours that end with the day. */
  readonly voices72h: number;
  /** Voices of the 72 hours whose text was negative / had a clear tone. */
  readonly negative72h: number;
  readonly toned72h: number;
  /** Voices of the 72 hours counted at the place where their author was first heard: these add up over places. */
  readonly firstHeard72h: number;
  /** Items of citizens and institutions, echoes not included. */
  readonly items: number;
  readonly echoes: number;
  readonly sources: readonly CellSource[];
}

/** Days of one source group on which something it published may still be missing; days read in full later are none. */
export interface Outage {
  readonly sourceGroup: string;
  readonly from: Day;
  /** Inclusive; null while it lasts. */
  readonly to: Day | null;
}

/** The counted past of the area that detection reads: nothing else enters a score. */
export interface CellHistory {
  /** First day that counts: what any group published from then on was read in full. */
  readonly firstDay: Day;
  /** Non-empty cells only, in any order; a cell that is absent on a day from `firstDay` on counted zero. */
  readonly cells: readonly Cell[];
  /** First complete day of groups that joined after `firstDay`; a group not named was there from the start. */
  readonly groupsSince: ReadonlyMap<string, Day>;
  readonly outages: readonly Outage[];
  /** By family and day, how many times the usual volume the same holiday brought the year before; absent: unknown. */
  readonly holidayFactors?: ReadonlyMap<TopicId, ReadonlyMap<Day, number>>;
  /** Usual voices a day of cells whose past holds only its loud days, by "topic place": a baseline is never below. */
  readonly usualLevels?: ReadonlyMap<string, number>;
  /** Days counted by an older reader of texts, and how many times as many voices the present one would have heard. */
  readonly scales?: readonly CountScale[];
}

/** How a topic's cells up to a day compare with those after it, where the reader of texts changed in between. */
export interface CountScale {
  readonly topic: TopicId;
  /** The last day counted by the older reader. */
  readonly until: Day;
  /** Voices by the newer reader for one by the older, on texts that both have read. */
  readonly ratio: number;
}
