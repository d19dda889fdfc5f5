import { pairOf, WHOLE_AREA } from "../model/cell.ts";
import type { Annotations } from "../model/document.ts";
import type { PlaceId, TopicId } from "../model/ids.ts";

/** What turns annotations into cells: which topics are sensitive, and to which studied commune of today a unit belongs. */
export interface CellRules {
  readonly isSensitive: (topic: TopicId) => boolean;
  /** The studied commune that a unit is, or became; null elsewhere or where it was divided. */
  readonly communeOf: (place: PlaceId) => PlaceId | null;
}

/**
 * The cells in which a text counts: each topic and its family, at each studied commune and for the whole area. A
 * sensitive subject counts for the whole area only, and so does its family where nothing else of it is spoken of
 * (promise 7: otherwise the family's commune cell would tell).
 */
export function cellsOf(
  annotations: Annotations,
  rules: CellRules,
): readonly { readonly topic: TopicId; readonly place: PlaceId }[] {
  const open = new Set<TopicId>();
  const areaOnly = new Set<TopicId>();
  const given = annotations.topics.map((topic) => topic.id);
  for (const id of given) {
    const family = familyOf(id);
    const sensitive = rules.isSensitive(id) || rules.isSensitive(family);
    (sensitive ? areaOnly : open).add(id);
    if (id !== family) (sensitive ? areaOnly : open).add(family);
  }
  for (const id of given) {
    // A family named beside its sensitive child, with no other child, stands for that child alone.
    if (id !== familyOf(id)) continue;
    const children = given.filter((other) => other !== id && familyOf(other) === id);
    if (children.length > 0 && children.every((child) => rules.isSensitive(child))) {
      open.delete(id);
      areaOnly.add(id);
    }
  }
  const communes = new Set<PlaceId>();
  for (const place of settledPlaces(annotations)) {
    const commune = rules.communeOf(place);
    if (commune !== null) communes.add(commune);
  }
  return [
    ...[...open, ...pairsOf(open)].flatMap((topic) =>
      [...communes, WHOLE_AREA].map((place) => ({ topic, place })),
    ),
    ...[...areaOnly].filter((topic) => !open.has(topic)).map((topic) => ({ topic, place: WHOLE_AREA })),
  ];
}

/** Families of one text that are told apart from others; more than these are a list, not a story. */
const MOST_FAMILIES = 4;

/** The pairs of families that one text speaks of. */
function pairsOf(open: ReadonlySet<TopicId>): readonly TopicId[] {
  const families = [...open].filter((id) => familyOf(id) === id);
  if (families.length < 2 || families.length > MOST_FAMILIES) return [];
  return families.flatMap((a, at) => families.slice(at + 1).map((b) => pairOf(a, b)));
}

/** Below this a mention is one of several readings (a divided commune): shown with its doubt, counted nowhere. */
const SETTLED_CONFIDENCE = 0.5;

/** The places that a text is taken to speak of. */
export function settledPlaces(annotations: Annotations): readonly PlaceId[] {
  return annotations.places
    .filter((place) => place.confidence >= SETTLED_CONFIDENCE)
    .map((place) => place.id);
}

function familyOf(topic: TopicId): TopicId {
  const slash = topic.indexOf("/");
  return slash < 0 ? topic : (topic.slice(0, slash) as TopicId);
}
