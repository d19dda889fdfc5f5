import type { Names } from "../../analyzers/hot-spots/inputs.ts";
import type { Gazetteer } from "../../config/gazetteer.ts";
import type { SourceSettings, TopicFile } from "../../config/schema.ts";

/** What names are read from. */
export interface NamedThings {
  readonly topics: readonly TopicFile[];
  readonly gazetteer: Pick<Gazetteer, "unitById">;
  readonly sources: readonly Pick<SourceSettings, "id" | "group" | "name">[];
}

/** How topics, places and source groups are called in each language; an id that configuration lost stands for itself. */
export function namesIn(config: NamedThings, language: "vi" | "en"): Names {
  const topics = new Map(
    config.topics.flatMap((topic) => [topic, ...topic.children]).map(({ id, name }) => [id, name[language]]),
  );
  const groups = new Map(config.sources.map((source) => [source.group ?? source.id, source.name]));
  return {
    topic: (id) => topics.get(id) ?? id,
    place: (id) => placeName(config.gazetteer.unitById.get(id), language) ?? id,
    group: (id) => groups.get(id) ?? id,
  };
}

const TYPES_IN_ENGLISH: readonly (readonly [RegExp, string])[] = [
  [/^xã /i, "commune"],
  [/^phường /i, "ward"],
  [/^thị trấn /i, "township"],
  [/^đặc khu /i, "special zone"],
];

function placeName(unit: { readonly label: string } | undefined, language: "vi" | "en"): string | undefined {
  if (unit === undefined || language === "vi") return unit?.label;
  for (const [type, english] of TYPES_IN_ENGLISH) {
    if (type.test(unit.label)) return `${unit.label.replace(type, "")} ${english}`;
  }
  return unit.label;
}
