import { familyOf } from "../../analyzers/hot-spots/inputs.ts";
import type { Cell } from "../../model/cell.ts";
import type { IndexedDocument } from "../../model/document.ts";
import { type Floors, VOICE_FLOOR } from "../../model/floors.ts";
import type { Day, Instant, PlaceId, Week } from "../../model/ids.ts";
import { addDays, dayOf, mondayOf, startOfDay } from "../../model/time.ts";
import type { SearchIndex } from "../../search/search-index.ts";
import type { CellStore } from "../../state/cells.ts";
import type { HotSpotStore } from "../../state/hot-spots.ts";
import type { LateItems } from "../../state/late-items.ts";
import type { SourceStore } from "../../state/sources.ts";
import { headlineText } from "../mail/plain-line.ts";
import { type ComparedTopic, MOST_WEEKS, placeSteps, topicChanges } from "./compare.ts";
import type { Digest, DigestArticle, DigestGap, TopicChange } from "./digest.ts";
import { alertsIn, spotsOf } from "./spots.ts";

/** What a digest is built from. */
export interface DigestInputs {
  readonly cells: Pick<CellStore, "history" | "sourceHistory">;
  readonly hotSpots: Pick<HotSpotStore, "tracesUpTo" | "eventsOf" | "get">;
  readonly sources: Pick<SourceStore, "outages" | "feeds">;
  readonly index: SearchIndex;
  readonly lateItems: (from: Instant, to: Instant) => LateItems;
  /** Families only. */
  readonly topics: readonly ComparedTopic[];
  /** In the order in which they are told. */
  readonly communes: readonly PlaceId[];
  readonly floors: Floors;
  readonly configured: readonly {
    readonly id: string;
    readonly group?: string | undefined;
    readonly name: string;
  }[];
}

/** A silence shorter than this is read in full at the next poll. */
const GAP_MS = 6 * 3_600_000;
const SHOWN_ARTICLES = 5;
const PAGE = 500;
const MOST_ARTICLES = 2_000;

/** Builds the report of a week from what is stored; of a week that is not over, up to yesterday or today. */
export async function buildDigest(week: Week, inputs: DigestInputs, now: Instant): Promise<Digest> {
  const from = mondayOf(week);
  const sunday = addDays(from, 6);
  const today = dayOf(now);
  const complete = today > sunday;
  const to = complete ? sunday : today;
  const earlier = earlierWeeks(from, inputs);
  const gaps = gapsOf(from, to, now, inputs);
  const cells = inputs.cells.history(earlier.at(-1) ?? from, to);
  const { topics, communes, floors } = inputs;
  const comparison = {
    cells,
    monday: from,
    earlier,
    topics,
    communes,
    floors,
    hasGaps: gaps.length > 0 || !complete,
  };
  const late = inputs.lateItems(startOfDay(from), startOfDay(addDays(to, 1)));
  const spots = spotsOf(from, to, inputs.hotSpots);
  const changes = topicChanges(comparison);
  return {
    version: 1,
    week,
    from,
    to,
    complete,
    builtAt: now,
    spots,
    baselineWeeks: earlier.length,
    above: changes.above.map((change) => besideSpots(change, spots)),
    below: changes.below.map((change) => besideSpots(change, spots)),
    places: placeSteps(comparison),
    institutions: await topStories(from, to, inputs),
    heard: heardIn(from, to, cells, gaps, inputs),
    gaps,
    late: {
      institution: late.institution,
      citizen: late.voices >= Math.max(VOICE_FLOOR, floors.voices) ? late.citizen : null,
    },
    alerts: alertsIn(from, to, inputs.hotSpots),
  };
}

/** Leaves out a topic's figure where it could be compared with a hot spot's within it. */
function besideSpots(change: TopicChange, spots: Digest["spots"]): TopicChange {
  const told = Object.values(spots).flat();
  const beside = told.some(
    ({ topic, channel }) => familyOf(topic) === change.topic && channel === change.channel,
  );
  return beside ? { ...change, besideSpot: true, peak: null } : change;
}

/** Mondays of the whole weeks before this one that were listened to, newest first. */
function earlierWeeks(monday: Day, { cells }: DigestInputs): readonly Day[] {
  const first = [...cells.sourceHistory().values()].sort()[0];
  if (first === undefined) return [];
  return Array.from({ length: MOST_WEEKS }, (_, index) => addDays(monday, -7 * (index + 1))).filter(
    (day) => day >= first,
  );
}

function gapsOf(from: Day, to: Day, now: Instant, inputs: DigestInputs): readonly DigestGap[] {
  const begin = startOfDay(from);
  const end = [startOfDay(addDays(to, 1)), now].sort()[0] ?? now;
  const names = new Map(inputs.configured.map(({ id, name }) => [id, name]));
  return inputs.sources
    .outages(begin)
    .map((outage) => ({ ...outage, last: outage.endedAt ?? now }))
    .filter(({ beganAt, last }) => beganAt < end && last > begin)
    .filter(({ beganAt, last }) => Date.parse(last) - Date.parse(beganAt) >= GAP_MS)
    .map(({ sourceId, beganAt, endedAt, reason }) => ({
      source: names.get(sourceId) ?? sourceId,
      from: [beganAt, begin].sort()[1] ?? begin,
      to: endedAt !== null && endedAt <= end ? endedAt : null,
      reason,
    }));
}

/** Sources that were read, by name: those that answered, and those of which something came by other ways. */
function heardIn(
  from: Day,
  to: Day,
  cells: readonly Cell[],
  gaps: readonly DigestGap[],
  inputs: DigestInputs,
): readonly string[] {
  const silent = new Set(gaps.filter((gap) => gap.to === null).map((gap) => gap.source));
  const names = new Map(
    inputs.configured.flatMap(
      ({ id, group, name }) =>
        [
          [id, name],
          [group ?? id, name],
        ] as const,
    ),
  );
  const answered = inputs.sources
    .feeds()
    .filter(
      ({ firstSuccessAt, lastSuccessAt }) =>
        firstSuccessAt !== null &&
        dayOf(firstSuccessAt) <= to &&
        lastSuccessAt !== null &&
        dayOf(lastSuccessAt) >= from,
    )
    .map(({ sourceId }) => names.get(sourceId) ?? sourceId);
  // Groups that configuration does not name came by hand: one word for all of them, since a group may be one person's file.
  const counted = cells
    .filter(({ day }) => day >= from)
    .flatMap(({ sources }) => sources.map(({ sourceGroup }) => names.get(sourceGroup)))
    .filter((name) => name !== undefined);
  return [...new Set([...answered, ...counted])]
    .filter((name) => !silent.has(name))
    .sort((a, b) => a.localeCompare(b, "vi"));
}

/** What institutions published most: stories by their copies, then the newest. */
async function topStories(from: Day, to: Day, inputs: DigestInputs): Promise<readonly DigestArticle[]> {
  const names = new Map(inputs.configured.map(({ id, name }) => [id, name]));
  const stories = new Map<string, { first: IndexedDocument; echoes: number }>();
  for (const document of await articlesOf(from, to, inputs.index)) {
    const key = document.echoOf ?? document.id;
    const story = stories.get(key);
    if (story === undefined) stories.set(key, { first: document, echoes: 0 });
    else {
      story.echoes += 1;
      if (document.echoOf === null) story.first = document;
    }
  }
  return [...stories.values()]
    .filter(({ first }) => first.title !== null)
    .sort((a, b) => b.echoes - a.echoes || newer(a.first, b.first))
    .slice(0, SHOWN_ARTICLES)
    .map(({ first, echoes }) => ({
      title: headlineText(first.title ?? ""),
      url: first.url,
      source: names.get(first.sourceId) ?? first.sourceId,
      echoes,
    }));
}

async function articlesOf(from: Day, to: Day, index: SearchIndex): Promise<readonly IndexedDocument[]> {
  const found: IndexedDocument[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<SearchIndex["search"]>> = await index.search({
      text: null,
      topics: [],
      places: [],
      polarities: [],
      sources: [],
      kinds: ["article"],
      speakers: ["institution"],
      from,
      to,
      includeSensitive: false,
      includeEchoes: true,
      limit: PAGE,
      cursor,
    });
    found.push(...page.hits.map(({ document }) => document));
    cursor = page.cursor;
  } while (cursor !== null && found.length < MOST_ARTICLES);
  return found;
}

function newer(a: IndexedDocument, b: IndexedDocument): number {
  const [left, right] = [`${a.publishedAt} ${a.id}`, `${b.publishedAt} ${b.id}`];
  return left > right ? -1 : 1;
}
