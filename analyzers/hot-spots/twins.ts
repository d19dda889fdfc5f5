import { pairOf, WHOLE_AREA } from "../../model/cell.ts";
import type { HotSpotTrace } from "../../model/hot-spot.ts";
import type { PlaceId, TopicId } from "../../model/ids.ts";
import { voicesOver } from "./figures.ts";
import { familyOf } from "./inputs.ts";
import { type Panel, rowAt } from "./panel.ts";
import { rank, type Story } from "./stories.ts";

/** Two stories are one where this share of the smaller one's voices speaks of both families (as phrases are merged). */
const SHARED = 0.6;

/**
 * Leaves one of the stories that the same texts tell under two families: rubbish that blocks a road is one concern. The
 * one that is known already stays, then the more urgent, then the one with more voices beyond the expected.
 */
export function withoutTwins(panel: Panel, stories: readonly Story[]): readonly Story[] {
  const known = (story: Story) => panel.known.some((trace) => trace.active && continues(story, trace));
  const excess = ({ figures }: Story) => figures.voices - figures.expected;
  const ordered = [...stories].sort(
    (a, b) =>
      Number(known(b)) - Number(known(a)) ||
      rank(b.level) - rank(a.level) ||
      excess(b) - excess(a) ||
      (a.root < b.root ? -1 : 1),
  );
  const kept: Story[] = [];
  for (const story of ordered) {
    const told = kept.some((other) => isTwin(panel, story, other.root, other.figures.places));
    const open =
      !known(story) &&
      panel.known.some((trace) => trace.active && isTwin(panel, story, familyOf(trace.topic), trace.places));
    if (!told && !open) kept.push(story);
  }
  return stories.filter((story) => kept.includes(story));
}

function continues({ root, figures }: Story, trace: HotSpotTrace): boolean {
  return familyOf(trace.topic) === familyOf(root) && placesOfBoth(figures.places, trace.places) !== null;
}

/** Whether most of a story's voices also speak of another family at the same places. */
function isTwin(panel: Panel, story: Story, family: TopicId, places: readonly PlaceId[]): boolean {
  const own = familyOf(story.root);
  if (own === family || story.context.sensitive) return false;
  const both = placesOfBoth(story.figures.places, places);
  if (both === null) return false;
  const rows = both.flatMap((place) => rowAt(panel, pairOf(own, family), place) ?? []);
  return rows.length > 0 && voicesOver(rows, panel.column) >= SHARED * story.figures.voices;
}

/** The places that two stories have in common, the whole area holding every other; null where they have none. */
function placesOfBoth(a: readonly PlaceId[], b: readonly PlaceId[]): readonly PlaceId[] | null {
  if (a.length === 0 && b.length === 0) return [WHOLE_AREA];
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  const both = a.filter((place) => b.includes(place));
  return both.length === 0 ? null : both;
}
