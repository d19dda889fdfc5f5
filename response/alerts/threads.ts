import type { HotSpot, Level } from "../../model/hot-spot.ts";
import type { Day, HotSpotId } from "../../model/ids.ts";
import type { Thread, ThreadReason } from "../../state/alert-threads.ts";

/** What is asked of two hot spots: which share of the smaller one's texts both have (0 to 1). */
export type SharedTexts = (a: HotSpot, b: HotSpot) => Promise<number>;

/** Two stories of the same texts are one; half is far more than two concerns of one commune share (judgement). */
const SAME_TEXTS = 0.5;
/** A part that holds this share of the whole's excess is the story, and the whole is its shadow (judgement). */
const BUSY_SHARE = 0.6;
const RANK: Readonly<Record<Level, number>> = { watch: 0, alert: 1, high: 2 };

/**
 * Finds which of the hot spots that hold are told as one: two of the same texts under two topics, a part under its whole,
 * a whole under the part that carries it. Ties known before stay while both hold. The same input gives the same ties.
 */
export async function joinThreads(
  spots: readonly HotSpot[],
  known: readonly Thread[],
  told: ReadonlySet<HotSpotId>,
  day: Day,
  shared: SharedTexts,
): Promise<readonly Thread[]> {
  const holding = new Map(spots.map((spot) => [spot.id, spot]));
  const ties = new Map(
    known
      .filter(({ follower, lead }) => holding.has(follower) && holding.has(lead))
      .map((thread) => [thread.follower, thread]),
  );
  const ordered = [...spots].sort((a, b) => leadFirst(a, b, told));
  for (const [at, lead] of ordered.entries()) {
    if (ties.has(lead.id)) continue;
    for (const other of ordered.slice(at + 1)) {
      if (ties.has(other.id) || leads(ties, other.id)) continue;
      const why = await whyOne(lead, other, shared);
      if (why !== null) ties.set(other.id, { follower: other.id, lead: lead.id, joinedOn: day, why });
    }
  }
  return [...ties.values()];
}

function leads(ties: ReadonlyMap<HotSpotId, Thread>, id: HotSpotId): boolean {
  return [...ties.values()].some(({ lead }) => lead === id);
}

/** What was told already leads; then the more serious, the one that carries more, the older. */
function leadFirst(a: HotSpot, b: HotSpot, told: ReadonlySet<HotSpotId>): number {
  return (
    Number(told.has(b.id)) - Number(told.has(a.id)) ||
    RANK[b.level] - RANK[a.level] ||
    carries(b, a) - carries(a, b) ||
    b.explanation.voices - a.explanation.voices ||
    (a.openedOn === b.openedOn ? (a.id < b.id ? -1 : 1) : a.openedOn < b.openedOn ? -1 : 1)
  );
}

function carries(part: HotSpot, whole: HotSpot): number {
  return isPartOf(part, whole) && excess(part) >= BUSY_SHARE * excess(whole) ? 1 : 0;
}

function excess({ explanation }: HotSpot): number {
  return explanation.voices - explanation.expected;
}

async function whyOne(a: HotSpot, b: HotSpot, shared: SharedTexts): Promise<ThreadReason | null> {
  if (a.channel !== b.channel || !touch(a, b)) return null;
  if (isPartOf(b, a)) return "wider";
  if (isPartOf(a, b)) return carries(a, b) === 1 ? "busy-child" : null;
  return a.topic !== b.topic && (await shared(a, b)) >= SAME_TEXTS ? "same-texts" : null;
}

function touch(a: HotSpot, b: HotSpot): boolean {
  return a.places.length === 0 || b.places.length === 0 || a.places.some((place) => b.places.includes(place));
}

/** Whether one is within the other: its topic or a child of it, its places or the whole area. */
function isPartOf(part: HotSpot, whole: HotSpot): boolean {
  if (part.id === whole.id) return false;
  if (part.topic !== whole.topic && !part.topic.startsWith(`${whole.topic}/`)) return false;
  if (whole.places.length === 0) return part.places.length > 0 || part.topic !== whole.topic;
  return part.places.length > 0 && part.places.every((place) => whole.places.includes(place));
}
