import type { Kind, Polarity, Speaker } from "../model/document.ts";
import { UsageError } from "../model/errors.ts";
import type { HotSpot } from "../model/hot-spot.ts";
import type { Day, PlaceId, SourceId, TopicId } from "../model/ids.ts";
import { addDays, dayOf, daysBetween, instantOf, mondayOf, parseDay, weekOf } from "../model/time.ts";
import {
  discloseFacets,
  discloseHistogram,
  discloseSearch,
  type ShownBucket,
  type ShownHit,
  type ShownPage,
} from "../search/disclosure.ts";
import { personShaped } from "../search/person-query.ts";
import { parseQuery } from "../search/query.ts";
import type { BucketSize, DocumentQuery, FacetField } from "../search/search-index.ts";
import type { ShownFacet } from "../search/suppression.ts";
import { field, fields, type Kit } from "./kit.ts";

/** What a person asks for, as the address says it; only values that configuration knows. */
export interface Wish {
  readonly q: string;
  readonly topics: readonly TopicId[];
  readonly places: readonly PlaceId[];
  readonly polarities: readonly Polarity[];
  readonly sources: readonly SourceId[];
  readonly kinds: readonly Kind[];
  /** null: institutions and citizens alike. */
  readonly speaker: Speaker | null;
  readonly from: Day | null;
  readonly to: Day | null;
  readonly cursor: string | null;
}
/** A filter that can be taken off or put on: its name in the address and its value. */
export interface Choice {
  readonly name: FilterName;
  readonly value: string;
}
export type FilterName = "linh-vuc" | "dia-ban" | "sac-thai" | "nguon" | "loai" | "ai" | "tu" | "den";

/** What was found, as it may be shown (search/disclosure.ts). */
export interface Results extends ShownPage {
  readonly facets: Readonly<Record<FacetField, readonly ShownFacet[]>>;
  readonly trend: readonly ShownBucket[];
  readonly trendSize: BucketSize;
}
/** What a search came to. A refusal does not say what was refused, and nothing of it is kept. */
export type Searched =
  | { readonly kind: "refused"; readonly sentence: string }
  | { readonly kind: "wrong"; readonly sentence: string }
  | { readonly kind: "results"; readonly results: Results };

const POLARITIES: readonly Polarity[] = ["negative", "neutral", "positive", "unclear"];
const KINDS: readonly Kind[] = ["article", "post", "comment", "report"];
const SPEAKERS: readonly Speaker[] = ["institution", "citizen"];
const FACETS: readonly FacetField[] = ["topic", "place", "polarity", "source", "kind"];
const PAGE_SIZE = 20;
const EXCERPTS_OF_A_HOT_SPOT = 6;
const TREND_WEEKS = 8;
/** Days apart rarely hold the floor: only a short range is shown by the day. */
const LONGEST_DAILY_TREND = 14;
const LONGEST_TREND = 366;

/** Reads the address. Throws UsageError on a date that is none. */
export function wishOf(kit: Kit, query: unknown): Wish {
  const known = <T extends string>(name: FilterName, allowed: readonly T[]): readonly T[] => {
    const asked = new Set(fields(query, name));
    return allowed.filter((value) => asked.has(value));
  };
  const cursor = field(query, "tiep");
  return {
    q: field(query, "q").normalize("NFC").trim(),
    topics: known(
      "linh-vuc",
      kit.names.topics.filter((topic) => !topic.sensitive).map((topic) => topic.id),
    ),
    places: known(
      "dia-ban",
      kit.names.communes.map((unit) => unit.id),
    ),
    polarities: known("sac-thai", POLARITIES),
    sources: known(
      "nguon",
      kit.deps.sources.map((source) => source.id as SourceId),
    ),
    kinds: known("loai", KINDS),
    speaker: known("ai", SPEAKERS)[0] ?? null,
    from: dayField(query, "tu"),
    to: dayField(query, "den"),
    cursor: cursor === "" ? null : cursor,
  };
}

function dayField(query: unknown, name: FilterName): Day | null {
  const text = field(query, name).trim();
  if (text === "") return null;
  const day = parseDay(text);
  if (day === null) throw new UsageError("bad-day", text);
  return day;
}

/** Searches within the promise: persons refused, citizens' words and counts only above the floor. */
export async function search(kit: Kit, wish: Wish): Promise<Searched> {
  const isPlaceName = (words: string): boolean =>
    kit.names.communes.some((unit) => unit.name.toLocaleLowerCase("vi") === words);
  const refusal = personShaped(wish.q, isPlaceName);
  if (refusal !== null) return { kind: "refused", sentence: refusal };
  try {
    return { kind: "results", results: await resultsOf(kit, wish) };
  } catch (error) {
    if (error instanceof UsageError) return { kind: "wrong", sentence: error.message };
    throw error;
  }
}

async function resultsOf(kit: Kit, wish: Wish): Promise<Results> {
  const { index, settings } = kit.deps;
  const query = queryOf(wish);
  const page = await discloseSearch(index, query, settings.floors);
  const facets = new Map<FacetField, readonly ShownFacet[]>();
  for (const name of FACETS) facets.set(name, await discloseFacets(index, query, name, settings.floors));
  const range = trendRange(wish, dayOf(instantOf(kit.deps.now())));
  const trendSize = daysBetween(range.from, range.to) < LONGEST_DAILY_TREND ? "day" : "week";
  return {
    ...page,
    facets: Object.fromEntries(facets) as Results["facets"],
    trend: await discloseHistogram(index, { ...query, ...range }, trendSize, settings.floors),
    trendSize,
  };
}

/** The days that the trend runs over: those asked for, else whole weeks up to this one. */
function trendRange(wish: Wish, today: Day): { readonly from: Day; readonly to: Day } {
  const sunday = addDays(mondayOf(weekOf(today)), 6);
  const to = wish.to !== null && wish.to < sunday ? wish.to : sunday;
  const from = wish.from ?? addDays(mondayOf(weekOf(to)), -7 * (TREND_WEEKS - 1));
  const earliest = addDays(to, -LONGEST_TREND);
  const tooEarly = from < earliest;
  return { from: tooEarly ? earliest : from, to };
}

function queryOf(wish: Wish): DocumentQuery {
  return {
    text: parseQuery(wish.q),
    topics: wish.topics,
    places: wish.places,
    polarities: wish.polarities,
    sources: wish.sources,
    kinds: wish.kinds,
    speakers: wish.speaker === null ? [] : [wish.speaker],
    from: wish.from,
    to: wish.to,
    includeSensitive: false,
    includeEchoes: false,
    limit: PAGE_SIZE,
    cursor: wish.cursor,
  };
}

/** Voices that a number of this subject needs before it is shown. */
export function floorOf(kit: Kit, topic: TopicId): number {
  const { floors } = kit.deps.settings;
  return kit.names.isSensitive(topic) ? floors.sensitiveVoices : floors.voices;
}

/** What citizens say at this moment about a hot spot, where the result set holds enough voices. */
export async function excerptsOf(
  kit: Kit,
  spot: HotSpot,
): Promise<{ readonly hits: readonly ShownHit[]; readonly withheld: boolean; readonly path: string }> {
  const from = addDays(spot.openedOn, -2);
  const wish: Wish = {
    q: "",
    topics: [spot.topic],
    places: spot.places,
    polarities: [],
    sources: [],
    kinds: [],
    speaker: null,
    from,
    to: null,
    cursor: null,
  };
  const path = searchPath(wish);
  if (kit.names.isSensitive(spot.topic)) return { hits: [], withheld: true, path };
  const query: DocumentQuery = { ...queryOf(wish), speakers: ["citizen"], limit: EXCERPTS_OF_A_HOT_SPOT };
  const page = await discloseSearch(kit.deps.index, query, kit.deps.settings.floors);
  return { hits: page.hits, withheld: !page.citizensShown, path };
}

/** The address of a search, in one order, so that the same search has one address. */
export function searchPath(wish: Wish): string {
  const params = new URLSearchParams();
  if (wish.q !== "") params.set("q", wish.q);
  for (const { name, value } of choicesOf(wish)) params.append(name, value);
  if (wish.cursor !== null) params.set("tiep", wish.cursor);
  const text = params.toString();
  return text === "" ? "/tim-kiem" : `/tim-kiem?${text}`;
}

/** The filters that are on. */
export function choicesOf(wish: Wish): readonly Choice[] {
  const all = (name: FilterName, values: readonly (string | null)[]): readonly Choice[] =>
    values.flatMap((value) => (value === null ? [] : [{ name, value }]));
  return [
    ...all("linh-vuc", wish.topics),
    ...all("dia-ban", wish.places),
    ...all("sac-thai", wish.polarities),
    ...all("nguon", wish.sources),
    ...all("loai", wish.kinds),
    ...all("ai", [wish.speaker]),
    ...all("tu", [wish.from]),
    ...all("den", [wish.to]),
  ];
}

/** The same search with one filter put on or taken off, from its first page. */
export function toggled(wish: Wish, choice: Choice): Wish {
  const flip = <T extends string>(values: readonly T[], name: FilterName): readonly T[] => {
    if (name !== choice.name) return values;
    const value = choice.value as T;
    return values.includes(value) ? values.filter((one) => one !== value) : [...values, value];
  };
  return {
    q: wish.q,
    topics: flip(wish.topics, "linh-vuc"),
    places: flip(wish.places, "dia-ban"),
    polarities: flip(wish.polarities, "sac-thai"),
    sources: flip(wish.sources, "nguon"),
    kinds: flip(wish.kinds, "loai"),
    speaker: choice.name === "ai" && wish.speaker === choice.value ? null : wish.speaker,
    from: choice.name === "tu" ? null : wish.from,
    to: choice.name === "den" ? null : wish.to,
    cursor: null,
  };
}
