import { countQuantile } from "../../analyzers/hot-spots/distributions.ts";
import { type Cell, WHOLE_AREA } from "../../model/cell.ts";
import type { CountingChannel } from "../../model/document.ts";
import { type Floors, shownCount } from "../../model/floors.ts";
import type { Day, PlaceId, TopicId } from "../../model/ids.ts";
import { addDays } from "../../model/time.ts";
import type { PlaceStep, TopicChange } from "./digest.ts";

/** A topic family as the comparison needs it. */
export interface ComparedTopic {
  readonly id: TopicId;
  readonly sensitive: boolean;
}

/** What a week is compared in. */
export interface Comparison {
  readonly cells: readonly Cell[];
  /** Mondays of the week and of the earlier whole weeks. */
  readonly monday: Day;
  readonly earlier: readonly Day[];
  readonly topics: readonly ComparedTopic[];
  readonly communes: readonly PlaceId[];
  readonly floors: Floors;
  /** Sources fell silent in the week, or it is not over: what is low may only be unheard. */
  readonly hasGaps: boolean;
}

/** Fewer whole weeks than this are no baseline (as many weeks as detection asks days for, in weeks). */
export const LEAST_WEEKS = 4;
/** Earlier weeks looked at: what detection calls its window. */
export const MOST_WEEKS = 8;
/** Outside of this a week is told: with sixteen topics a calm week stays calm five times in six. */
const TOLD = [0.01, 0.99] as const;
const NOTICED = [0.05, 0.95] as const;

/**
 * Topics whose week lies beyond their own band. A week is its highest 72-hour voices; a week below the floor counts as
 * the middle of what it may be, so that nobody's single word moves a shown figure.
 */
export function topicChanges(c: Comparison): {
  readonly above: readonly TopicChange[];
  readonly below: readonly TopicChange[];
} {
  const above: TopicChange[] = [];
  const below: TopicChange[] = [];
  if (c.earlier.length < LEAST_WEEKS) return { above, below };
  for (const { id, sensitive } of c.topics) {
    const floor = sensitive ? c.floors.sensitiveVoices : c.floors.voices;
    for (const channel of ["public", "youtube"] as const) {
      const peakOf = peaks(c.cells, id, WHOLE_AREA, channel);
      const middle = (floor - 1) / 2;
      const earlier = c.earlier.map((monday) => shownCount(peakOf(monday), floor) ?? middle);
      const peak = shownCount(peakOf(c.monday), floor);
      const [low, high] = bandOf(earlier, TOLD);
      const change = {
        topic: id,
        channel,
        besideSpot: false,
        peak,
        low: shownCount(low, floor),
        high: shownCount(high, floor),
      };
      if (peak !== null && peak > high) above.push(change);
      else if (!c.hasGaps && (peak ?? middle) < low) below.push(change);
    }
  }
  return { above: above.sort((a, b) => (b.peak ?? 0) - (a.peak ?? 0)), below };
}

/** Each commune against its own earlier weeks, over all topics, from counts at or above the floor only. */
export function placeSteps(c: Comparison): readonly PlaceStep[] {
  return c.communes.map((place) => {
    if (c.earlier.length < LEAST_WEEKS) return { place, step: null };
    const heard = (monday: Day): number =>
      c.topics
        .filter(({ sensitive }) => !sensitive)
        .map(({ id }) => shownCount(peaks(c.cells, id, place, "public")(monday), c.floors.voices) ?? 0)
        .reduce((sum, peak) => sum + peak, 0);
    return { place, step: stepOf(heard(c.monday), c.earlier.map(heard), c) };
  });
}

function stepOf(now: number, earlier: readonly number[], c: Comparison): PlaceStep["step"] {
  // An area that never reaches the floor still has voices: half the floor stands for them.
  const usual = earlier.map((week) => Math.max(week, c.floors.voices / 2));
  const mean = usual.reduce((sum, week) => sum + week, 0) / usual.length;
  const [veryLow, veryHigh] = bandOf(usual, TOLD);
  const [low, high] = bandOf(usual, NOTICED);
  if (now > veryHigh && now >= 2 * mean) return 4;
  if (now > high) return 3;
  if (now >= low) return 2;
  if (c.hasGaps) return null;
  return now < veryLow && now <= mean / 2 ? 0 : 1;
}

/** The range in which the next week would lie, from the spread of the earlier ones and how few they are. */
function bandOf(earlier: readonly number[], levels: readonly [number, number]): readonly [number, number] {
  const n = earlier.length;
  const mean = earlier.reduce((sum, value) => sum + value, 0) / n;
  const spread = earlier.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, n - 1);
  const variance = Math.max(spread, mean) * (1 + 1 / n);
  return [countQuantile(levels[0], mean, variance), countQuantile(levels[1], mean, variance)];
}

/** The highest 72-hour voices of a cell's week, by the week's Monday. */
function peaks(
  cells: readonly Cell[],
  topic: TopicId,
  place: PlaceId,
  channel: CountingChannel,
): (monday: Day) => number {
  const own = cells.filter(
    (cell) => cell.topic === topic && cell.place === place && cell.channel === channel,
  );
  return (monday) => {
    const sunday = addDays(monday, 6);
    return Math.max(
      0,
      ...own.filter(({ day }) => day >= monday && day <= sunday).map((cell) => cell.voices72h),
    );
  };
}
