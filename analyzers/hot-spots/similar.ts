import type { Day, HotSpotId, PlaceId, TopicId } from "../../model/ids.ts";
import { familyOf } from "./inputs.ts";

/** A hot spot as far as likeness goes. */
export interface Comparable {
  readonly id: HotSpotId;
  readonly topic: TopicId;
  readonly places: readonly PlaceId[];
  readonly phrases: readonly string[];
  readonly openedOn: Day;
}

const MOST = 5;
/** What likeness is made of (judgement): the matter first, then its words, then where. */
const SAME_TOPIC = 4;
const SAME_FAMILY = 2;
const SAME_PHRASE = 2;
const SAME_PLACE = 1;
/** Less than a family and a place, or two phrases, is no likeness. */
const LEAST = 3;

/** Earlier hot spots of the same matter, likest first, then newest: how they ended is worth knowing. */
export function similarBefore(spot: Comparable, others: readonly Comparable[]): readonly HotSpotId[] {
  return others
    .filter(({ id, openedOn }) => id !== spot.id && openedOn < spot.openedOn)
    .map((other) => ({ other, likeness: likenessOf(spot, other) }))
    .filter(({ likeness }) => likeness >= LEAST)
    .sort(
      (a, b) =>
        b.likeness - a.likeness ||
        (a.other.openedOn === b.other.openedOn
          ? a.other.id < b.other.id
            ? -1
            : 1
          : a.other.openedOn < b.other.openedOn
            ? 1
            : -1),
    )
    .slice(0, MOST)
    .map(({ other }) => other.id);
}

function likenessOf(a: Comparable, b: Comparable): number {
  const topic = a.topic === b.topic ? SAME_TOPIC : familyOf(a.topic) === familyOf(b.topic) ? SAME_FAMILY : 0;
  const phrases = a.phrases.filter((phrase) => b.phrases.includes(phrase)).length;
  const place = a.places.some((own) => b.places.includes(own)) ? SAME_PLACE : 0;
  return topic + phrases * SAME_PHRASE + place;
}
