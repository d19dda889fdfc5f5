import { foldDiacritics } from "../analyzers/text/fold.ts";
import type { Config } from "../config/config.ts";
import type { Unit } from "../config/gazetteer.ts";
import { UsageError } from "../model/errors.ts";
import { type PlaceId, phraseOf, type SourceId, type TopicId } from "../model/ids.ts";
import type { SourceScope } from "../pipeline/annotate.ts";
import type { CellRules } from "../pipeline/cells-of.ts";

/** The studied area as configuration gives it: its communes of today and what belongs to them. */
export interface Area extends CellRules {
  readonly communes: readonly PlaceId[];
  readonly placeName: (id: PlaceId) => string;
  readonly topicName: (id: TopicId) => string;
  readonly groupName: (group: string) => string;
  readonly scopeOf: (source: SourceId) => SourceScope;
  /** All units of any time that a person's word for a place means: a commune's id, code or name. Throws UsageError. */
  readonly placesNamed: (word: string) => readonly PlaceId[];
}

export function areaOf(config: Config): Area {
  const { gazetteer, settings } = config;
  const communes = settings.area.communes.flatMap((code) =>
    gazetteer.units.filter((unit) => unit.code === code && unit.until === null).map((unit) => unit.id),
  );
  const studied = new Set(communes);
  const communeOf = (id: PlaceId): PlaceId | null => {
    if (studied.has(id)) return id;
    const became = gazetteer.unitById.get(id)?.became ?? [];
    const [only] = became;
    return became.length === 1 && only !== undefined && studied.has(only) ? only : null;
  };
  const sensitive = new Set(
    config.topics
      .flatMap((topic) => [
        topic,
        ...topic.children.map((child) => ({ ...child, sensitive: child.sensitive || topic.sensitive })),
      ])
      .filter((topic) => topic.sensitive)
      .map((topic) => topic.id),
  );
  const topicNames = new Map(
    config.topics.flatMap((topic) => [topic, ...topic.children]).map((topic) => [topic.id, topic.name.vi]),
  );
  const groupNames = new Map(config.sources.map((source) => [source.group ?? source.id, source.name]));
  const scopes = new Map(config.sources.map((source) => [source.id, source.scope]));
  const predecessors = (id: PlaceId): PlaceId[] =>
    gazetteer.units.filter((unit) => communeOf(unit.id) === id).map((unit) => unit.id);
  return {
    communes,
    communeOf,
    isSensitive: (topic) => sensitive.has(topic),
    placeName: (id) => gazetteer.unitById.get(id)?.label ?? id,
    topicName: (id) => topicNames.get(id) ?? spoken(id),
    groupName: (group) => groupNames.get(group) ?? group,
    scopeOf: (source) => scopes.get(source) ?? "unknown",
    placesNamed: (word) => {
      const found = unitsNamed(gazetteer.units, word, studied, communeOf);
      if (found.length === 0)
        throw new UsageError(
          "unknown-place",
          `there is no place "${word}" in the gazetteer: give a commune's name or code, for example "An Lão" or 11629`,
        );
      return [
        ...new Set(found.flatMap((unit) => (studied.has(unit.id) ? predecessors(unit.id) : [unit.id]))),
      ];
    },
  };
}

/** A concern that no topic names is called as people call it: “khỉ hoang”. */
function spoken(id: TopicId): string {
  const phrase = phraseOf(id);
  return phrase === null ? id : `“${phrase}”`;
}

/** Units by id, code or name; where a name is the studied area's, only that is meant. */
function unitsNamed(
  units: readonly Unit[],
  word: string,
  studied: ReadonlySet<PlaceId>,
  communeOf: (id: PlaceId) => PlaceId | null,
): readonly Unit[] {
  const exact = units.filter((unit) => unit.id === word);
  if (exact.length > 0) return exact;
  if (/^\d+$/.test(word)) {
    const coded = units.filter((unit) => unit.code === word);
    const today = coded.filter((unit) => unit.until === null);
    return today.length > 0 ? today : coded;
  }
  const folded = foldDiacritics(word).toLowerCase().trim();
  const named = units.filter((unit) =>
    [unit.name, unit.label].some((name) => foldDiacritics(name).toLowerCase() === folded),
  );
  const own = named.filter((unit) => studied.has(unit.id));
  if (own.length > 0) return own;
  const former = named.filter((unit) => communeOf(unit.id) !== null);
  return former.length > 0 ? former : named;
}
