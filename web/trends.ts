import { countVariance, WINDOW_DAYS } from "../analyzers/hot-spots/baseline.ts";
import { countQuantile } from "../analyzers/hot-spots/distributions.ts";
import { expectedOver, window72 } from "../analyzers/hot-spots/figures.ts";
import { HISTORY_WINDOW_DAYS } from "../analyzers/hot-spots/inputs.ts";
import { buildPanel, type Panel, type Row, rowAt } from "../analyzers/hot-spots/panel.ts";
import { type CellHistory, type Outage, WHOLE_AREA } from "../model/cell.ts";
import type { ChartDay } from "../model/hot-spot.ts";
import type { Day, PlaceId, TopicId } from "../model/ids.ts";
import { addDays, dayOf, startOfDay } from "../model/time.ts";
import type { Kit } from "./kit.ts";
import type { Past } from "./past.ts";
import { floorOf } from "./search.ts";

/** The band in which nine days of ten lie, as hot spots draw it. */
const BAND = [0.05, 0.95] as const;

/**
 * How the last 72 hours stand to what is usual there. `low`: below the floor, whatever it held; `unknown`: nothing to
 * compare with, or only a bound is told.
 */
export type Standing = "above" | "inside" | "below" | "low" | "unknown";

/** One topic at one place: its last 56 closed days and where the last one stands. */
export interface TrendSeries {
  readonly topic: TopicId;
  /** WHOLE_AREA, or a commune. */
  readonly place: PlaceId;
  readonly chart: readonly ChartDay[];
  readonly standing: Standing;
  /** Days whose figure is only a bound from below: the exact one would give a commune away. */
  readonly bounded: ReadonlySet<Day>;
  /** Voices of the last 72 hours over what is usual (at least one); null where either must not or cannot be told. */
  readonly ratio: number | null;
}

/** Every topic at every place, on the last closed day. */
export interface Trends {
  readonly day: Day;
  /** The whole area first, then the communes. */
  series(topic: TopicId): readonly TrendSeries[];
  readonly empty: boolean;
}

/**
 * Reads the counted past of some topics and scores it as detection does, so that screens and alerts compare with the
 * same baseline. Families are always read: weekdays and the day's volume are theirs.
 */
export function readTrends(kit: Kit, topics: readonly TopicId[]): Trends {
  const { deps } = kit;
  const past = kit.past();
  const day = past.to;
  const history = historyOf(kit, past, topics);
  const panel = buildPanel(
    { day, history, area: areaFacts(kit), before: deps.hotSpots.tracesUpTo(day), partOfDay: null },
    "public",
  );
  const places = [WHOLE_AREA, ...kit.names.communes.map((unit) => unit.id)];
  return {
    day,
    empty: panel === null,
    series: (topic) => {
      const floor = floorOf(kit, topic);
      const shown = kit.names.isSensitive(topic) ? [WHOLE_AREA] : places;
      const rows = shown.map((place) => (panel === null ? undefined : rowAt(panel, topic, place)));
      const charts = rows.map((row) => chartOf(kit, panel, row, day, floor));
      const bounds = areaBounds(charts, floor);
      return shown.map((place, index) => {
        const chart = charts[index] ?? [];
        if (place !== WHOLE_AREA) return seriesOf(topic, place, chart, new Set());
        const told = chart.map((one, at) => ({ ...one, observed: bounds.get(at) ?? one.observed }));
        const bounded = new Set(told.filter((_, at) => bounds.has(at)).map((one) => one.day));
        return seriesOf(topic, place, told, bounded);
      });
    },
  };
}

function historyOf(kit: Kit, past: Past, topics: readonly TopicId[]): CellHistory {
  const { cells, sourceStore, sources } = kit.deps;
  const since = cells.sourceHistory();
  const wanted = new Set<TopicId>([...topics, ...kit.names.families.map((family) => family.id)]);
  const firstDay = [...since.values()].sort()[0] ?? past.to;
  const groupOf = new Map<string, string>(sources.map((source) => [source.id, source.group ?? source.id]));
  const outages: readonly Outage[] = sourceStore.outages(startOfDay(past.from)).map((outage) => ({
    sourceGroup: groupOf.get(outage.sourceId) ?? outage.sourceId,
    from: dayOf(outage.beganAt),
    to: outage.endedAt === null ? null : dayOf(outage.endedAt),
  }));
  return {
    firstDay,
    cells: past.cells.filter((cell) => wanted.has(cell.topic)),
    groupsSince: new Map([...since].filter(([, first]) => first > firstDay)),
    outages,
  };
}

function areaFacts(kit: Kit) {
  const { settings, calendar } = kit.deps;
  return {
    topics: kit.names.topics.map(({ id, sensitive }) => ({ id, sensitive })),
    communes: kit.names.communes.map((unit) => unit.id),
    adjacency: new Map<PlaceId, readonly PlaceId[]>(),
    holidays: calendar.holidays,
    floors: settings.floors,
    thresholds: settings.detection,
    rules: [],
  };
}

function chartOf(
  kit: Kit,
  panel: Panel | null,
  row: Row | undefined,
  day: Day,
  floor: number,
): readonly ChartDay[] {
  return Array.from({ length: WINDOW_DAYS }, (_, index) => {
    const at = addDays(day, index + 1 - WINDOW_DAYS);
    const column = HISTORY_WINDOW_DAYS - WINDOW_DAYS + index;
    const holiday = kit.deps.calendar.holidays.find(({ from, to }) => from <= at && at <= to);
    const silent = [...(panel?.silent[column] ?? [])].map((group) => kit.names.group(group)).sort();
    const voices = row === undefined ? 0 : window72(row, column).voices;
    return {
      day: at,
      observed: voices >= floor ? voices : null,
      ...bandOf(row, column, floor),
      outage: silent.length === 0 ? null : silent.join(", "),
      holiday: holiday?.name ?? null,
    };
  });
}

const NO_BAND = { expected: null, low: null, high: null };

/** What is usual is told only where the days that it was learnt from hold the floor themselves. */
function bandOf(
  row: Row | undefined,
  column: number,
  floor: number,
): Pick<ChartDay, "expected" | "low" | "high"> {
  if (row === undefined) return NO_BAND;
  const learnt = row.counts
    .subarray(Math.max(0, column - WINDOW_DAYS), column + 1)
    .reduce((sum, count) => sum + count, 0);
  const expected = expectedOver([row], column);
  if (learnt < floor || Number.isNaN(expected)) return NO_BAND;
  const variance = countVariance(
    expected,
    row.scored.dispersion[column] ?? 1,
    Math.max(1, row.scored.baselineDays[column] ?? 1),
  );
  const [low, high] = BAND.map((probability) => countQuantile(probability, expected, variance));
  return { expected: Math.round(expected * 10) / 10, low: low ?? null, high: high ?? null };
}

/**
 * The days on which the whole area's figure would give a commune below the floor away, with what is told instead: the
 * largest figure shown of a commune, which bounds the area from below and tells nothing new. That is where taking one
 * commune, or all that are shown, from the area leaves fewer voices than the floor.
 */
export function areaBounds(
  charts: readonly (readonly ChartDay[])[],
  floor: number,
): ReadonlyMap<number, number> {
  const [area, ...communes] = charts;
  const bounds = (area ?? []).flatMap((whole, index): (readonly [number, number])[] => {
    const parts = communes.map((chart) => chart[index]?.observed ?? null);
    const shown = parts.filter((part) => part !== null);
    if (whole.observed === null || shown.length === 0 || shown.length === parts.length) return [];
    const largest = Math.max(...shown);
    const rest = whole.observed - shown.reduce((sum, part) => sum + part, 0);
    const gives = whole.observed - largest < floor || (rest >= 0 && rest < floor);
    return gives ? [[index, largest]] : [];
  });
  return new Map(bounds);
}

function seriesOf(
  topic: TopicId,
  place: PlaceId,
  chart: readonly ChartDay[],
  bounded: ReadonlySet<Day>,
): TrendSeries {
  const last = chart.at(-1);
  const standing = standingOf(last, last !== undefined && bounded.has(last.day));
  return { topic, place, chart, standing, bounded, ratio: ratioOf(last) };
}

/** Against at least one voice: "usually under one" has no multiple worth telling. */
function ratioOf(last: ChartDay | undefined): number | null {
  if (last?.observed == null || last.expected === null) return null;
  return Math.round((last.observed / Math.max(1, last.expected)) * 10) / 10;
}

function standingOf(last: ChartDay | undefined, atLeast: boolean): Standing {
  if (last === undefined || last.observed === null) return "low";
  if (last.low === null || last.high === null) return "unknown";
  if (last.observed > last.high) return "above";
  if (atLeast) return "unknown";
  return last.observed < last.low ? "below" : "inside";
}
