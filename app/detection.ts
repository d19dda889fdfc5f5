import { daysToLearnFrom, learnFactors, yearBefore } from "../analyzers/hot-spots/holidays.ts";
import { adjacency } from "../analyzers/places/adjacency.ts";
import { dictionaryOf } from "../analyzers/redaction/known-words.ts";
import type { Config } from "../config/config.ts";
import { deniedPhrase } from "../config/deny-list.ts";
import type { CellHistory, Outage } from "../model/cell.ts";
import { VOICE_FLOOR } from "../model/floors.ts";
import type { Day, PlaceId, SourceId, TopicId } from "../model/ids.ts";
import { addDays, type Clock, dayOf, epochMs, instantOf, startOfDay } from "../model/time.ts";
import type { DetectDeps, DetectionArea } from "../pipeline/stages/detect-inputs.ts";
import { mayOutlive, phraseCellsUpTo } from "../pipeline/stages/phrases.ts";
import { createEvidence, placeWords } from "../response/alerts/evidence.ts";
import { namesPerson } from "../search/person-phrase.ts";
import { calibrations } from "../state/calibrations.ts";
import { hotSpotStore } from "../state/hot-spots.ts";
import { inTransaction } from "../state/open.ts";
import { phraseCells } from "../state/phrase-cells.ts";
import type { SourceOutage } from "../state/sources.ts";
import { topicScales } from "../state/topic-scales.ts";
import type { Area } from "./areas.ts";
import type { Stores } from "./product.ts";

/** A source silent for this long may have lost items of that day; shorter gaps are read in full at the next poll. */
const GAP_MS = 6 * 3_600_000;

/** Everything that detection reads and writes, joined from configuration and state. */
export function detectionOf(config: Config, area: Area, stores: Stores, now: Clock): DetectDeps {
  const hotSpots = hotSpotStore(stores.db);
  return {
    cells: { history: (to, days) => historyOf(config, stores, to, days, now) },
    hotSpots,
    past: () =>
      hotSpots.list().map(({ id, topic, places, openedOn, explanation }) => ({
        id,
        topic,
        places,
        openedOn,
        phrases: explanation.phrases,
      })),
    calibrations: calibrations(stores.db),
    phrases: phrasesOf(config, area, stores),
    area: detectionArea(config, area),
    names: { topic: area.topicName, place: area.placeName, group: area.groupName },
    evidence: createEvidence({ config, area, stores, isPersonal: personalPhrases(config) }),
  };
}

function phrasesOf(config: Config, area: Area, stores: Stores): NonNullable<DetectDeps["phrases"]> {
  const store = phraseCells(stores.db);
  const floor = Math.max(VOICE_FLOOR, config.settings.floors.voices);
  const words = { places: placeWords({ config, area }), terms: new Set<string>() };
  const isDenied = (text: string) => deniedPhrase(text) !== null;
  const isPersonal = personalPhrases(config);
  const deps = { store, words, communeOf: area.communeOf, isDenied, isPersonal, floor };
  return {
    upTo: (day, days) => phraseCellsUpTo(day, days, deps),
    keep: (cells) => inTransaction(stores.db, () => store.put(mayOutlive(cells, floor))),
  };
}

/** Tells phrases that may name somebody from ordinary words. */
function personalPhrases(config: Config): (phrase: string) => boolean {
  const dictionary = dictionaryOf(
    config.lexicons.flatMap((lexicon) => (lexicon.kind === "words" ? lexicon.words : [])),
  );
  return (phrase) => namesPerson(phrase, (word) => dictionary.has(word));
}

function detectionArea(config: Config, area: Area): DetectionArea {
  const studied = new Set(area.communes);
  const neighbours = adjacency(config.gazetteer.boundaries);
  const within = new Map<PlaceId, readonly PlaceId[]>();
  for (const commune of area.communes)
    within.set(
      commune,
      (neighbours.get(commune) ?? []).filter((other) => studied.has(other)),
    );
  return {
    topics: config.topics.flatMap((topic) => [
      { id: topic.id as TopicId, sensitive: topic.sensitive },
      ...topic.children.map((child) => ({
        id: child.id as TopicId,
        sensitive: child.sensitive || topic.sensitive,
      })),
    ]),
    communes: area.communes,
    adjacency: within,
    holidays: config.calendar.holidays,
    floors: config.settings.floors,
    thresholds: config.settings.detection,
    rules: config.alertRules.map((rule) => ({ topics: rule.topics, minVoices: rule.minVoices })),
  };
}

function historyOf(config: Config, stores: Stores, to: Day, days: number, now: Clock): CellHistory {
  const from = addDays(to, 1 - days);
  const since = stores.cells.sourceHistory();
  const first = [...since.values()].sort()[0] ?? dayOf(instantOf(now()));
  return {
    firstDay: first,
    ...learnedHolidays(config, stores, first, from, to),
    scales: topicScales(stores.db).all(),
    cells: stores.cells.history(from, to),
    groupsSince: new Map([...since].filter(([, day]) => day > first)),
    outages: stores.sources.outages(startOfDay(from)).flatMap((outage) => outageDays(config, outage, now)),
  };
}

/** How loud the holidays of these days were a year before, where that year was counted. */
function learnedHolidays(
  config: Config,
  stores: Stores,
  first: Day,
  from: Day,
  to: Day,
): Pick<CellHistory, "holidayFactors"> {
  const { holidays } = config.calendar;
  const learned = new Map<TopicId, Map<Day, number>>();
  for (const holiday of holidays.filter((candidate) => candidate.from <= to && candidate.to >= from)) {
    const before = yearBefore(holiday, holidays);
    const days = before === null ? null : daysToLearnFrom(before);
    if (before === null || days === null || days.from < first) continue;
    for (const [family, factors] of learnFactors(holiday, before, stores.cells.history(days.from, days.to)))
      learned.set(family, new Map([...(learned.get(family) ?? []), ...factors]));
  }
  return learned.size === 0 ? {} : { holidayFactors: learned };
}

function outageDays(config: Config, outage: SourceOutage, now: Clock): readonly Outage[] {
  const ended = outage.endedAt ?? instantOf(now());
  if (epochMs(ended) - epochMs(outage.beganAt) < GAP_MS) return [];
  const source = config.sources.find((candidate) => candidate.id === (outage.sourceId as SourceId));
  const group = source?.group ?? outage.sourceId;
  return [
    {
      sourceGroup: group,
      from: dayOf(outage.beganAt),
      to: outage.endedAt === null ? null : dayOf(outage.endedAt),
    },
  ];
}
