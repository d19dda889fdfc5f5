import type { Gazetteer, Unit } from "../config/gazetteer.ts";
import type { Settings, SourceSettings, TopicFile, Units } from "../config/schema.ts";
import type { PlaceId, SourceId, TopicId } from "../model/ids.ts";
import type { Language } from "../state/people.ts";

/** A topic as the screens offer it; a child has its family's id before the slash. */
export interface NamedTopic {
  readonly id: TopicId;
  readonly family: TopicId;
  readonly sensitive: boolean;
  readonly vi: string;
  readonly en: string;
}

/** How configuration calls things, for screens. An id that configuration no longer knows stands as it is. */
export interface ScreenNames {
  /** Families, each followed by its children, in configuration's order. */
  readonly topics: readonly NamedTopic[];
  readonly families: readonly NamedTopic[];
  /** The communes studied, in configuration's order. */
  readonly communes: readonly Unit[];
  topic(id: TopicId, language: Language): string;
  /** With its type: "xã An Lão". */
  place(id: PlaceId): string;
  source(id: SourceId): string;
  group(id: string): string;
  isSensitive(id: TopicId): boolean;
  /** The unit that usually answers for a topic at these places; null where configuration names none. */
  suggestedUnit(topic: TopicId, places: readonly PlaceId[]): string | null;
}

/** Builds the names once from a configuration that was checked. */
export function screenNames(config: {
  readonly settings: Settings;
  readonly topics: readonly TopicFile[];
  readonly sources: readonly SourceSettings[];
  readonly units: Units;
  readonly gazetteer: Gazetteer;
}): ScreenNames {
  const topics = config.topics.flatMap(namedTopics);
  const byId = new Map(topics.map((topic) => [topic.id, topic]));
  const communes = config.settings.area.communes.flatMap((code) => {
    const unit = config.gazetteer.units.find((one) => one.code === code && one.until === null);
    return unit === undefined ? [] : [unit];
  });
  const sourceNames = new Map<string, string>(config.sources.map((source) => [source.id, source.name]));
  const groupNames = new Map<string, string>();
  for (const source of config.sources) {
    const group = source.group ?? source.id;
    if (!groupNames.has(group)) groupNames.set(group, source.name);
  }
  return {
    topics,
    families: topics.filter((topic) => topic.id === topic.family),
    communes,
    topic: (id, language) => byId.get(id)?.[language] ?? id,
    place: (id) => config.gazetteer.unitById.get(id)?.label ?? id,
    source: (id) => sourceNames.get(id) ?? id,
    group: (id) => groupNames.get(id) ?? id,
    isSensitive: (id) => byId.get(id)?.sensitive === true,
    suggestedUnit: (topic, places) => suggestedUnit(config.units, topic, places),
  };
}

function namedTopics(file: TopicFile): readonly NamedTopic[] {
  const family = file.id as TopicId;
  return [
    { id: family, family, sensitive: file.sensitive, ...file.name },
    ...file.children.map((child) => ({
      id: child.id as TopicId,
      family,
      sensitive: file.sensitive || child.sensitive,
      ...child.name,
    })),
  ];
}

/** The unit that names the topic (or its family) and no other commune; one that names the commune goes first. */
function suggestedUnit(units: Units, topic: TopicId, places: readonly PlaceId[]): string | null {
  const family = topic.split("/")[0] ?? topic;
  const codes = places.map((place) => place.split("@")[0] ?? place);
  const fitting = units.units.filter(
    (unit) =>
      (unit.topics.includes(topic) || unit.topics.includes(family)) &&
      (unit.communes.length === 0 || codes.some((code) => unit.communes.includes(code))),
  );
  const best = fitting.find((unit) => unit.communes.length > 0) ?? fitting[0];
  return best?.name ?? null;
}
