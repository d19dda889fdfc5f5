import type { Instant, PlaceId } from "../../model/ids.ts";
import type { Token } from "../text/tokens.ts";
import {
  type Candidate,
  districtKey,
  districtsOf,
  type Named,
  type NameIndex,
  provincesOf,
} from "./names.ts";
import type { Reading } from "./roles.ts";

/** Whether everything that a source publishes concerns the area; `unknown` is read like local, but proves nothing. */
export type SourceScope = "local" | "national" | "unknown";

/** A text whose places are asked for. */
export interface PlaceInput {
  readonly tokens: readonly Token[];
  readonly titleTokens: readonly Token[];
  /** null: today's units. */
  readonly publishedAt: Instant | null;
  readonly sourceScope: SourceScope;
  /** Places of the article or thread that it answers. */
  readonly parentPlaces: readonly PlaceId[];
  /** What it answers is about the studied area, whether or not it names one of its communes. */
  readonly parentRelevant: boolean;
}

/** What title, text, parent and source say about where everything in a text lies. */
export interface Context {
  readonly provinces: ReadonlySet<string>;
  /** Districts that are named, and by which name. */
  readonly districts: ReadonlyMap<string, Named>;
  /** Districts in which communes lie that are named, and by which names. */
  readonly neighbours: ReadonlyMap<string, ReadonlySet<Named>>;
  readonly localName: boolean;
  /** A province other than the area's own, said so that the text is about it. */
  readonly away: boolean;
  /** The same said of the area's own province. */
  readonly home: boolean;
  readonly input: PlaceInput;
  readonly parentInArea: boolean;
  readonly parentProvinces: ReadonlySet<string>;
  readonly parentDistricts: ReadonlySet<string>;
}

/** Points of evidence. A reading needs `ENOUGH` and a lead of `LEAD` over the next: unknown rather than wrong. */
const ENOUGH = 2;
const LEAD = 1;
const POINTS = {
  /** District or province right beside the name. */
  qualifier: 4,
  district: 3,
  province: 3,
  localName: 3,
  /** Another commune of the same district in the text. */
  neighbour: 2,
  parent: 3,
  /** A local or unknown source speaks of the studied area. */
  scope: 2,
  /** The only commune of that name and type in the country. */
  unique: 2,
  /** A name of before the reform, in a text since, where another unit bears it now. */
  outdated: -1,
  /** The text is about another province, where no place of this name lies. */
  away: -1,
} as const;

/** Gathers the evidence of a whole text. */
export function readContext(index: NameIndex, readings: readonly Reading[], input: PlaceInput): Context {
  const provinces = new Set<string>();
  const districts = new Map<string, Named>();
  const neighbours = new Map<string, Set<Named>>();
  let away = false;
  let home = false;
  for (const reading of readings) {
    const { named, cue } = reading.mention;
    if (reading.role === "province" && cue?.kind !== "aside") {
      for (const { name } of named.provinces) provinces.add(name);
      if (named.provinces.some(({ name }) => index.area.provinces.has(name))) home = true;
      else if (!reading.consumed) away = true;
    }
    if (reading.role === "district" || reading.role === "open") {
      for (const district of named.districts) {
        const key = districtKey(district.name, district.province);
        if (!districts.has(key)) districts.set(key, named);
      }
    }
    if (reading.role === "commune" && (!named.guarded || reading.type !== null)) {
      for (const candidate of reading.candidates) {
        if (candidate.unit === null) continue;
        for (const key of candidate.districts) {
          const known = neighbours.get(key);
          if (known) known.add(named);
          else neighbours.set(key, new Set([named]));
        }
      }
    }
  }
  const parents = input.parentPlaces.flatMap((id) => index.unitById.get(id) ?? []);
  const parentInArea = input.parentRelevant || parents.some((unit) => index.area.units.has(unit.id));
  // A local source's text that mentions another province is still about here (a congress in Hà Nội, a rule for all).
  const proof = input.sourceScope !== "local" && !parentInArea;
  return {
    provinces,
    districts,
    neighbours,
    localName: readings.some((reading) => reading.role === "local"),
    away: away && !home && proof,
    home,
    input,
    parentInArea,
    parentProvinces: new Set(parents.flatMap((unit) => [...provincesOf(index, unit)])),
    parentDistricts: new Set(parents.flatMap((unit) => [...districtsOf(index, unit)])),
  };
}

/** A candidate with its lead over the next. */
export interface Choice {
  readonly candidate: Candidate;
  readonly margin: number;
}

/** The candidate that the evidence singles out, or null. */
export function choose(
  candidates: readonly Candidate[],
  reading: Reading,
  satisfied: boolean,
  context: Context,
): Choice | null {
  let best: Candidate | null = null;
  let bestPoints = Number.NEGATIVE_INFINITY;
  let bestPenalty = 0;
  let next = Number.NEGATIVE_INFINITY;
  const renamed = candidates.some((candidate) => !candidate.outdated);
  for (const candidate of candidates) {
    const penalty = renamed && candidate.outdated && !reading.former ? POINTS.outdated : 0;
    const points = pointsOf(candidate, candidates.length, reading, satisfied, context) + penalty;
    if (points > bestPoints) {
      if (best === null || !sameIds(best.ids, candidate.ids)) next = bestPoints;
      best = candidate;
      bestPoints = points;
      bestPenalty = penalty;
    } else if (points > next && (best === null || !sameIds(best.ids, candidate.ids))) next = points;
  }
  if (best === null || bestPoints - bestPenalty < ENOUGH || bestPoints - next < LEAD) return null;
  const margin = bestPoints - next;
  return mayStand(best, reading, satisfied, bestPoints, context) ? { candidate: best, margin } : null;
}

function sameIds(one: readonly PlaceId[], other: readonly PlaceId[]): boolean {
  return one.length > 0 && one.length === other.length && one.every((id, at) => id === other[at]);
}

function pointsOf(
  candidate: Candidate,
  count: number,
  reading: Reading,
  satisfied: boolean,
  context: Context,
): number {
  const { input } = context;
  let points = satisfied ? POINTS.qualifier : 0;
  if (candidate.inArea && input.sourceScope !== "national") points += POINTS.scope;
  if (count === 1 && (reading.type !== null || reading.role === "district")) points += POINTS.unique;
  if (intersects(candidate.provinces, context.provinces)) points += POINTS.province;
  else if (context.away && count > 1 && candidate.inArea && !context.localName) points += POINTS.away;
  if (nearDistrict(candidate, reading, context)) points += POINTS.district;
  if (candidate.inArea && context.localName) points += POINTS.localName;
  points += parentPoints(candidate, context);
  if (hasNeighbour(candidate, reading, context)) points += POINTS.neighbour;
  return points;
}

function nearDistrict(candidate: Candidate, reading: Reading, context: Context): boolean {
  for (const key of candidate.districts) {
    const other = context.districts.get(key);
    if (other !== undefined && other !== reading.mention.named) return true;
  }
  return false;
}

function parentPoints(candidate: Candidate, context: Context): number {
  if (context.parentInArea) return candidate.inArea ? POINTS.parent : 0;
  if (context.input.parentPlaces.length === 0) return 0;
  if (candidate.ids.some((id) => context.input.parentPlaces.includes(id))) return POINTS.parent + 1;
  return intersects(candidate.districts, context.parentDistricts) ||
    intersects(candidate.provinces, context.parentProvinces)
    ? POINTS.parent
    : 0;
}

/** Another commune of the candidate's district (by name, of the same time) stands in the text. */
function hasNeighbour(candidate: Candidate, reading: Reading, context: Context): boolean {
  for (const key of candidate.districts) {
    const names = context.neighbours.get(key);
    if (names !== undefined && (names.size > 1 || !names.has(reading.mention.named))) return true;
  }
  return false;
}

function intersects(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  for (const value of one) if (other.has(value)) return true;
  return false;
}

/** Names that are also words need more than points; a place outside of the area is named only when certain. */
function mayStand(
  candidate: Candidate,
  reading: Reading,
  satisfied: boolean,
  points: number,
  context: Context,
): boolean {
  if (!candidate.inArea) return mayStandElsewhere(candidate, reading, satisfied, points, context);
  const { mention, type, former } = reading;
  if (type !== null || satisfied || !mention.named.guarded) return true;
  // "ở Trường Thọ cũ": a name with a past is a place.
  if (former && mention.nameLike && mention.mixedCase) return true;
  if (mention.cue?.kind === "hamlet") return context.input.sourceScope === "local" || points > ENOUGH;
  return mention.cue?.kind === "at" && mention.cue.firm && mention.nameLike && points > ENOUGH;
}

function mayStandElsewhere(
  candidate: Candidate,
  { mention, role, type, qualifiers }: Reading,
  satisfied: boolean,
  points: number,
  context: Context,
): boolean {
  const { named } = mention;
  if (mention.cue?.kind === "facility" && mention.cue.school) return false;
  if (candidate.unit === null) return role === "district" || satisfied || points > ENOUGH;
  if (named.local && candidate.ids.some((id) => context.input.parentPlaces.includes(id))) return true;
  if (type === null) {
    if (named.guarded) return satisfied && qualifiers.length > 1;
    return (
      (satisfied && (named.local || qualifiers.length > 1)) ||
      (named.local && !context.home && points > ENOUGH)
    );
  }
  if (satisfied) return true;
  // A local source that uses the type word of another day still means its own unit: left open.
  if (named.local && context.input.sourceScope === "local" && points <= ENOUGH) return false;
  // "phường V.": a letter that hides a name.
  if (named.name.length <= 2 && !/\d/.test(named.name)) return false;
  return !named.guarded || mention.mixedCase;
}
