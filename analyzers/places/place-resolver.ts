import type { CommuneType, Gazetteer } from "../../config/gazetteer.ts";
import type { Settings } from "../../config/schema.ts";
import type { PlaceMention } from "../../model/document.ts";
import type { PlaceId } from "../../model/ids.ts";
import { dayOf } from "../../model/time.ts";
import { ofWrittenType } from "./candidates.ts";
import { type Context, choose, type PlaceInput, readContext } from "./evidence.ts";
import { readMentions } from "./mentions.ts";
import { buildNameIndex, type Candidate, type Named, type NameIndex } from "./names.ts";
import { type Reading, readRoles } from "./roles.ts";

export interface PlaceReading {
  /** Communes in force on the text's day, most certain first; below `SETTLED_CONFIDENCE` it is one of several. */
  readonly places: readonly PlaceMention[];
  /** The text names the studied area: one of its communes, the old district as a whole, a local name. */
  readonly area: boolean;
  /** All places that the text names lie outside of the studied area. */
  readonly elsewhere: boolean;
}

/** Says which communes a text speaks of; unknown rather than wrong. Pure, built once, safe to share. */
export interface PlaceResolver {
  resolve(input: PlaceInput): PlaceReading;
}

/** From here up one commune is meant; below, the name stands for a divided unit and every part of it is listed. */
export const SETTLED_CONFIDENCE = 0.5;

const NOTHING: PlaceReading = { places: [], area: false, elsewhere: false };

/** Builds the resolver for a studied area: some 100 ms for the whole country. */
export function createPlaceResolver(gazetteer: Gazetteer, area: Settings["area"]): PlaceResolver {
  const index = buildNameIndex(gazetteer, area);
  return { resolve: (input) => resolve(index, input) };
}

function resolve(index: NameIndex, input: PlaceInput): PlaceReading {
  const title = input.titleTokens.length === 0 ? [] : readMentions(index, input.titleTokens);
  const body = readMentions(index, input.tokens);
  if (title.length + body.length === 0) return NOTHING;
  const beforeReform =
    index.reformDay !== null && input.publishedAt !== null && dayOf(input.publishedAt) < index.reformDay;
  const readings = [...readRoles(index, title, beforeReform), ...readRoles(index, body, beforeReform)];
  const context = readContext(index, readings, input);
  const outcomes = readings.flatMap((reading) => settle(index, reading, context) ?? []);
  const away = context.away || outcomes.some((outcome) => !outcome.inArea);
  const area =
    outcomes.some((outcome) => outcome.inArea) ||
    // A river or a hill reaches beyond the area: a place named elsewhere says where along it.
    (context.localName && !away && (input.sourceScope !== "national" || context.home));
  return { places: placesOf(outcomes, readings), area, elsewhere: away && !area };
}

/** Every commune once, at its highest confidence, most certain first. */
function placesOf(outcomes: readonly Outcome[], readings: readonly Reading[]): PlaceMention[] {
  const calledDistrict = new Set<Named>();
  for (const { role, consumed, mention } of readings) {
    if (role === "district" && !consumed) calledDistrict.add(mention.named);
  }
  const oldNames = outcomes.some((outcome) => outcome.inArea && outcome.outdated);
  const found = new Map<PlaceId, PlaceMention>();
  const add = (place: PlaceMention): void => {
    const known = found.get(place.id);
    if (known === undefined || known.confidence < place.confidence) found.set(place.id, place);
  };
  for (const { places, open, inArea } of outcomes) {
    // Beside its old communes, or where it is called one, a bare district name means the district.
    if (open !== null && ((inArea && oldNames) || calledDistrict.has(open))) continue;
    if (places.length === 1) for (const place of places) add(place);
  }
  // A divided unit stays open between its parts, unless one of them is named as well.
  for (const { places } of outcomes) {
    if (places.length > 1 && !places.some((place) => isSettled(found.get(place.id)))) places.forEach(add);
  }
  return [...found.values()].sort((a, b) => b.confidence - a.confidence || (a.id < b.id ? -1 : 1));
}

function isSettled(place: PlaceMention | undefined): boolean {
  return place !== undefined && place.confidence >= SETTLED_CONFIDENCE;
}

interface Outcome {
  readonly places: readonly PlaceMention[];
  readonly inArea: boolean;
  readonly outdated: boolean;
  /** The name, where it may be the district's as well. */
  readonly open: Named | null;
}

/** What one mention means: communes, the district without a commune, somewhere else, or (null) nothing certain. */
function settle(index: NameIndex, reading: Reading, context: Context): Outcome | null {
  const { mention, role } = reading;
  const { candidates, satisfied, contradicted } = withQualifiers(reading, reading.candidates);
  if (contradicted) {
    return reading.qualifiers.some(({ away }) => away)
      ? { places: [], inArea: false, outdated: false, open: null }
      : null;
  }
  const choice = choose(candidates, reading, satisfied, context);
  if (choice === null) return null;
  const { candidate } = choice;
  const confidence = confidenceOf(reading, candidate, satisfied, choice.margin);
  const places = candidate.ids.map((id) => ({
    id,
    name: index.unitById.get(id)?.label ?? mention.named.name,
    confidence: candidate.ids.length > 1 ? Math.min(confidence, DIVIDED_CONFIDENCE) : confidence,
  }));
  return {
    places,
    inArea: candidate.inArea,
    outdated: candidate.outdated,
    open: role === "open" ? mention.named : null,
  };
}

interface Qualified {
  readonly candidates: readonly Candidate[];
  /** Province or district said beside the name fit. */
  readonly satisfied: boolean;
  /** They fit none of the places of that name. */
  readonly contradicted: boolean;
}

function withQualifiers(reading: Reading, all: readonly Candidate[]): Qualified {
  const typed = ofWrittenType(all, reading.type);
  if (reading.qualifiers.length === 0) {
    return { candidates: typed, satisfied: false, contradicted: false };
  }
  const fits = (candidate: Candidate): boolean =>
    reading.qualifiers.every((qualifier) => qualifier.fits(candidate));
  for (const pool of [typed, all]) {
    const fitting = pool.filter(fits);
    if (fitting.length > 0) return { candidates: fitting, satisfied: true, contradicted: false };
  }
  // Qualifiers lent by the rest of a list ("xã A, xã B, huyện C") need not hold for this one.
  if (reading.borrowed) return { candidates: typed, satisfied: false, contradicted: false };
  return { candidates: [], satisfied: false, contradicted: all.length > 0 || reading.mention.cue !== null };
}

const TYPED_CONFIDENCE = 0.88;
const BARE_CONFIDENCE = 0.7;
/** A bare name that is also the old district's may mean the district as a whole. */
const DISTRICT_NAME_CONFIDENCE = 0.6;
const DIVIDED_CONFIDENCE = 0.45;

function confidenceOf(reading: Reading, candidate: Candidate, satisfied: boolean, margin: number): number {
  const { mention } = reading;
  let confidence = BARE_CONFIDENCE;
  if (reading.type !== null) confidence = TYPED_CONFIDENCE;
  else if (mention.named.districts.length > 0) confidence = DISTRICT_NAME_CONFIDENCE;
  if (satisfied) confidence += 0.1;
  if (candidate.outdated) confidence -= 0.08;
  if (mention.cue?.kind === "hamlet" && mention.named.villages.length === 0) confidence -= 0.2;
  if (reading.type !== null && candidate.unit !== null && !sameType(reading.type, candidate))
    confidence -= 0.15;
  if (margin < 2) confidence -= 0.05;
  return Math.round(Math.min(0.98, Math.max(SETTLED_CONFIDENCE, confidence)) * 100) / 100;
}

function sameType(type: CommuneType, candidate: Candidate): boolean {
  return candidate.unit?.type === type;
}
