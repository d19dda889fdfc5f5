import { createHash } from "node:crypto";
import { isPair, WHOLE_AREA } from "../../model/cell.ts";
import { type Day, type PlaceId, phraseOf, type TopicId } from "../../model/ids.ts";
import { countVariance } from "./baseline.ts";
import { countSampler, seededRandom } from "./distributions.ts";
import { familyOf } from "./inputs.ts";
import { type Panel, type Row, rowAt } from "./panel.ts";

/**
 * The scan for a concern that is spread thin: no commune alone is unusual, but a connected group of them is. The
 * statistic is the expectation-based Poisson likelihood ratio; its chance comes from drawing the same days from the
 * negative binomial of each cell, because voices are more scattered than Poisson.
 */

const LARGEST_ZONE = 5;
const LONGEST_WINDOW_DAYS = 7;
const DRAWS = 999;
/** Recurrence interval in days, for a daily run, from which a zone is worth a watch. */
export const WATCH_RECURRENCE_DAYS = 100;
/** Below this ratio no number of draws would make a zone rare; saves drawing (judgement). */
const LEAST_RATIO = 4;

/** The most unusual connected group of communes. */
export interface ScanFinding {
  readonly places: readonly PlaceId[];
  readonly logRatio: number;
  /** By chance such a finding would happen once in so many days, whichever family it were of. */
  readonly recurrenceDays: number;
}

const zonesOf = new WeakMap<ReadonlyMap<PlaceId, readonly PlaceId[]>, readonly (readonly number[])[]>();

/** Every connected set of one to five communes, as indices into `communes`; made once for an area. */
export function connectedZones(
  communes: readonly PlaceId[],
  adjacency: ReadonlyMap<PlaceId, readonly PlaceId[]>,
): readonly (readonly number[])[] {
  const known = zonesOf.get(adjacency);
  if (known !== undefined) return known;
  const indexOf = new Map(communes.map((place, index) => [place, index]));
  const near = communes.map((place) =>
    (adjacency.get(place) ?? []).flatMap((other) => indexOf.get(other) ?? []),
  );
  const all: number[][] = communes.map((_, index) => [index]);
  let grown: number[][] = all.slice();
  for (let size = 2; size <= LARGEST_ZONE; size++) {
    const next = new Map<string, number[]>();
    for (const zone of grown) {
      for (const place of new Set(zone.flatMap((member) => near[member] ?? []))) {
        if (zone.includes(place)) continue;
        const larger = [...zone, place].sort((a, b) => a - b);
        next.set(larger.join(","), larger);
      }
    }
    grown = [...next.values()];
    all.push(...grown);
  }
  zonesOf.set(adjacency, all);
  return all;
}

/** LLR = C·ln(C/B) + B - C where more was counted than expected. */
export function logRatio(counted: number, expected: number): number {
  return counted > expected && counted > 0 ? counted * Math.log(counted / expected) + expected - counted : 0;
}

/** Expected counts and sampler of one commune's last days, newest first. */
interface PlaceDays {
  readonly counted: readonly number[];
  readonly expected: readonly number[];
  readonly draw: readonly ((uniform: number) => number)[];
}

/** Scans a topic's last days over the area; null where nothing is as rare as once in 100 days. */
export function scanPlaces(panel: Panel, topic: TopicId, floor: number): ScanFinding | null {
  const { communes, adjacency } = panel.area;
  if (communes.length < 2 || Number.isNaN(anyExpectation(panel, topic))) return null;
  const days = communes.map((place) => placeDays(panel, rowAt(panel, topic, place)));
  const zones = connectedZones(communes, adjacency);
  const expected = zoneSums(zones, cumulated(days.map((place) => place.expected)));
  const observed = bestZone(zones, expected, cumulated(days.map((place) => place.counted)), floor);
  if (observed === null || observed.ratio < LEAST_RATIO) return null;
  const random = seededRandom(seedOf(topic, panel.day));
  const mostExceeding = Math.floor((DRAWS + 1) / WATCH_RECURRENCE_DAYS);
  let exceeding = 0;
  const ratios = new Float64Array(DRAWS);
  for (let draw = 0; draw < DRAWS; draw++) {
    const drawn = days.map((place) => place.draw.map((sample) => sample(random())));
    const best = bestZone(zones, expected, cumulated(drawn), 1);
    ratios[draw] = best?.ratio ?? 0;
    if (best !== null && best.ratio >= observed.ratio) exceeding += 1;
    if (exceeding >= mostExceeding) return null;
  }
  const chance = Math.min(gumbelTail(observed.ratio, ratios), (exceeding + 1) / (DRAWS + 1));
  const recurrenceDays = 1 / Math.max(chance * familiesScanned(panel), SMALLEST_CHANCE);
  if (recurrenceDays < WATCH_RECURRENCE_DAYS) return null;
  return {
    places: (zones[observed.zone] ?? []).flatMap((index) => communes[index] ?? []),
    logRatio: observed.ratio,
    recurrenceDays,
  };
}

const SMALLEST_CHANCE = 1e-9;
const EULER = 0.5772156649015329;

/**
 * The chance that a draw's largest ratio reaches `ratio`, by the Gumbel distribution that fits the draws: what is rarer
 * than their number can still be told apart (Abrams, Kulldorff, Kleinman 2010).
 */
function gumbelTail(ratio: number, draws: Float64Array): number {
  const mean = draws.reduce((sum, value) => sum + value, 0) / draws.length;
  const variance = draws.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (draws.length - 1);
  const scale = Math.max((Math.sqrt(variance) * Math.sqrt(6)) / Math.PI, 1e-6);
  return -Math.expm1(-Math.exp(-(ratio - (mean - EULER * scale)) / scale));
}

/**
 * How many scans of one day could each raise a zone by chance: the families of which anything is heard at communes. A
 * family's children are counted with it, since they share its voices.
 */
function familiesScanned(panel: Panel): number {
  const families = new Set<TopicId>();
  for (const row of panel.rows.values())
    if (row.place !== WHOLE_AREA && !isPair(row.topic) && phraseOf(row.topic) === null)
      families.add(familyOf(row.topic));
  return Math.max(1, families.size);
}

function anyExpectation(panel: Panel, topic: TopicId): number {
  const rows = panel.area.communes.flatMap((place) => rowAt(panel, topic, place) ?? []);
  return rows.length === 0
    ? Number.NaN
    : Math.max(...rows.map((row) => row.scored.expected[panel.column] ?? Number.NaN));
}

function placeDays(panel: Panel, row: Row | undefined): PlaceDays {
  const columns = Array.from({ length: LONGEST_WINDOW_DAYS }, (_, age) => panel.column - age);
  // A commune of which nothing was ever heard: the smallest expectation.
  const expectedAt = (column: number) => row?.scored.expected[column] || 0.02;
  const expected = columns.map(expectedAt);
  const draw = columns.map((column, age) => {
    const mu = expected[age] ?? 0.02;
    return countSampler(
      mu,
      countVariance(mu, row?.scored.dispersion[column] || 1, row?.scored.baselineDays[column] || 56),
    );
  });
  return { counted: columns.map((column) => row?.series.counts[column] ?? 0), expected, draw };
}

/** Sums over the last 1, 2, … 7 days of each place. */
function cumulated(places: readonly (readonly number[])[]): readonly Float64Array[] {
  return places.map((days) => {
    const sums = new Float64Array(LONGEST_WINDOW_DAYS);
    let sum = 0;
    for (let age = 0; age < LONGEST_WINDOW_DAYS; age++) {
      sum += days[age] ?? 0;
      sums[age] = sum;
    }
    return sums;
  });
}

function zoneSums(zones: readonly (readonly number[])[], places: readonly Float64Array[]): Float64Array {
  const sums = new Float64Array(zones.length * LONGEST_WINDOW_DAYS);
  zones.forEach((zone, index) => {
    for (const place of zone) {
      for (let age = 0; age < LONGEST_WINDOW_DAYS; age++) {
        const at = index * LONGEST_WINDOW_DAYS + age;
        sums[at] = (sums[at] ?? 0) + (places[place]?.[age] ?? 0);
      }
    }
  });
  return sums;
}

function bestZone(
  zones: readonly (readonly number[])[],
  expected: Float64Array,
  places: readonly Float64Array[],
  least: number,
): { readonly zone: number; readonly ratio: number } | null {
  let best: { zone: number; ratio: number } | null = null;
  for (let zone = 0; zone < zones.length; zone++) {
    const members = zones[zone] as readonly number[];
    for (let age = 0; age < LONGEST_WINDOW_DAYS; age++) {
      let counted = 0;
      for (const member of members) counted += (places[member] as Float64Array)[age] as number;
      if (counted < least) continue;
      const ratio = logRatio(counted, expected[zone * LONGEST_WINDOW_DAYS + age] as number);
      if (ratio > (best?.ratio ?? 0)) best = { zone, ratio };
    }
  }
  return best;
}

function seedOf(topic: TopicId, day: Day): number {
  return createHash("sha256").update(`scan ${topic} ${day}`).digest().readUInt32LE(0);
}
