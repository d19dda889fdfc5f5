import { type Cell, type CellHistory, type CountScale, isPair, WHOLE_AREA } from "../../model/cell.ts";
import type { CountingChannel } from "../../model/document.ts";
import type { HotSpotTrace } from "../../model/hot-spot.ts";
import { type Day, type PlaceId, phraseOf, type TopicId } from "../../model/ids.ts";
import { addDays, daysBetween } from "../../model/time.ts";
import { GUARD_DAYS, HISTORY_DAYS, WINDOW_DAYS } from "./baseline.ts";
import { type ClassThresholds, calibrate } from "./calibration.ts";
import { type AreaFacts, type DayInput, familyOf, HISTORY_WINDOW_DAYS, overlap } from "./inputs.ts";
import { joinedLate } from "./late-groups.ts";
import { type Grid, type ScoredSeries, type Series, scoreOne, windowsOf } from "./score.ts";

/** A day is missing for a cell when the groups that were silent usually bring this share of its voices (judgement). */
const MISSING_SHARE = 0.2;
/** Deviations from the expected volume of other topics that count as another volume, and the steps of its factor. */
const VOLUME_DEVIATIONS = 3;
const VOLUME_STEP = 0.25;
const VOLUME_DISPERSION = 1.3;
/** Days of a hot spot that stay out of baselines (judgement). */
const LONGEST_UNUSUAL_DAYS = 14;
const FIRST_SCORED_COLUMN = WINDOW_DAYS + GUARD_DAYS;

/** One topic at one place over the days of the panel. */
export interface Row {
  readonly topic: TopicId;
  readonly place: PlaceId;
  readonly counts: Float64Array;
  readonly series: Series;
  readonly scored: ScoredSeries;
  /** By column; absent where nothing was counted. */
  readonly cells: ReadonlyMap<number, Cell>;
}

/** The scored cells of one channel over the days that end with the day looked at. */
export interface Panel {
  readonly channel: CountingChannel;
  readonly day: Day;
  /** Column of `day`: the last one. */
  readonly column: number;
  readonly grid: Grid;
  readonly windows: ReturnType<typeof windowsOf>;
  readonly rows: ReadonlyMap<string, Row>;
  /** Days of data before `day`. */
  readonly historyDays: number;
  /** Source groups silent on each column. */
  readonly silent: readonly ReadonlySet<string>[];
  readonly area: AreaFacts;
  /** What chance alone reaches on the day, by volume class. */
  readonly calibration: readonly ClassThresholds[];
  /** Whether the day is not over. */
  readonly withinDay: boolean;
  /** The latest trace of each hot spot of the channel from before the day. */
  readonly known: readonly HotSpotTrace[];
}

/** The key of a row in its panel. */
function rowKey(topic: TopicId, place: PlaceId): string {
  return `${topic} ${place}`;
}

/** The row of a topic at a place; undefined where nothing was ever counted. */
export function rowAt(panel: Panel, topic: TopicId, place: PlaceId): Row | undefined {
  return panel.rows.get(rowKey(topic, place));
}

/** What a panel is made of; the fields mean what they mean in the day's input. */
export type PanelInput = Pick<DayInput, "day" | "history" | "area" | "before" | "partOfDay">;

/** Scores every cell of a channel; null where the channel holds nothing. */
export function buildPanel(input: PanelInput, channel: CountingChannel): Panel | null {
  const { day, history, area, partOfDay } = input;
  const start = addDays(day, 1 - HISTORY_WINDOW_DAYS);
  const own = history.cells.filter(
    (cell) => cell.channel === channel && cell.day >= start && cell.day <= day,
  );
  if (own.length === 0) return null;
  const column = HISTORY_WINDOW_DAYS - 1;
  const raw = rawRows(own, start);
  const silent = silentGroups(history, start);
  const grid = gridOf({ start, history, area, raw, silent, partOfDay });
  const windows = windowsOf(grid, FIRST_SCORED_COLUMN);
  const known = input.before.filter((trace) => trace.channel === channel);
  const historyDays = Math.max(0, daysBetween(history.firstDay, day));
  const make = (row: RawRow, volume: Float64Array | null): Row => {
    const series = seriesOf(row, {
      history,
      start,
      silent,
      raw,
      grid,
      area,
      historyDays,
      partOfDay,
      volume,
      known,
    });
    return { ...row, series, scored: scoreOne(grid, series, windows) };
  };
  const rows = new Map<string, Row>();
  for (const row of raw.values()) {
    if (row.place === WHOLE_AREA) rows.set(rowKey(row.topic, row.place), make(row, null));
  }
  const volumes = volumeFactors([...rows.values()]);
  for (const row of raw.values()) {
    if (row.place !== WHOLE_AREA) {
      rows.set(rowKey(row.topic, row.place), make(row, volumes.get(familyOf(row.topic)) ?? null));
    }
  }
  const counted = [...rows.values()]
    .filter(({ topic }) => !isPair(topic) && phraseOf(topic) === null)
    .map(({ scored }) => scored);
  const calibration = calibrate(counted, column);
  const withinDay = partOfDay !== null;
  return {
    channel,
    day,
    column,
    grid,
    windows,
    rows,
    historyDays,
    silent,
    area,
    known,
    calibration,
    withinDay,
  };
}

interface RawRow {
  readonly topic: TopicId;
  readonly place: PlaceId;
  readonly counts: Float64Array;
  readonly cells: Map<number, Cell>;
}

function rawRows(cells: readonly Cell[], start: Day): Map<string, RawRow> {
  const columns = new Map<Day, number>(
    Array.from({ length: HISTORY_WINDOW_DAYS }, (_, index) => [addDays(start, index), index]),
  );
  const rows = new Map<string, RawRow>();
  for (const cell of cells) {
    const key = rowKey(cell.topic, cell.place);
    let row = rows.get(key);
    if (row === undefined) {
      const counts = new Float64Array(HISTORY_WINDOW_DAYS);
      row = { topic: cell.topic, place: cell.place, counts, cells: new Map() };
      rows.set(key, row);
    }
    const column = columns.get(cell.day) ?? 0;
    row.counts[column] = cell.voices;
    row.cells.set(column, cell);
  }
  return rows;
}

function silentGroups(history: CellHistory, start: Day): readonly ReadonlySet<string>[] {
  const silent = Array.from({ length: HISTORY_WINDOW_DAYS }, () => new Set<string>());
  for (const outage of history.outages) {
    const from = Math.max(0, daysBetween(start, outage.from));
    const to = outage.to === null ? HISTORY_WINDOW_DAYS - 1 : daysBetween(start, outage.to);
    for (let column = from; column <= Math.min(to, HISTORY_WINDOW_DAYS - 1); column++) {
      silent[column]?.add(outage.sourceGroup);
    }
  }
  return silent;
}

/** What each group brings of a row's voices, by its windows of 72 hours; of its items where no voice was heard. */
function groupShares(rows: Iterable<RawRow>): ReadonlyMap<string, number> {
  const voices = new Map<string, number>();
  const items = new Map<string, number>();
  for (const row of rows) {
    for (const cell of row.cells.values()) {
      for (const source of cell.sources) {
        voices.set(source.sourceGroup, (voices.get(source.sourceGroup) ?? 0) + source.voices72h);
        items.set(source.sourceGroup, (items.get(source.sourceGroup) ?? 0) + source.items);
      }
    }
  }
  const total = (map: ReadonlyMap<string, number>) => [...map.values()].reduce((sum, n) => sum + n, 0);
  const counted = total(voices) > 0 ? voices : items;
  const all = total(counted);
  return new Map([...counted].map(([group, count]) => [group, all === 0 ? 0 : count / all]));
}

/** 1 on each column whose silent groups usually bring a good part of what the shares describe. */
function missingDays(
  shares: ReadonlyMap<string, number>,
  silent: readonly ReadonlySet<string>[],
): Uint8Array {
  return Uint8Array.from(silent, (groups) => {
    let share = 0;
    for (const group of groups) share += shares.get(group) ?? 0;
    return share >= MISSING_SHARE ? 1 : 0;
  });
}

interface GridParts {
  readonly start: Day;
  readonly history: CellHistory;
  readonly area: AreaFacts;
  readonly raw: ReadonlyMap<string, RawRow>;
  readonly silent: readonly ReadonlySet<string>[];
  readonly partOfDay: number | null;
}

function gridOf(parts: GridParts): Grid {
  const { start, history, area, raw, silent, partOfDay } = parts;
  const days = HISTORY_WINDOW_DAYS;
  const families = [...raw.values()].filter(
    (row) => row.place === WHOLE_AREA && familyOf(row.topic) === row.topic && !isPair(row.topic),
  );
  const totals = new Float64Array(days);
  for (const row of families) {
    for (let column = 0; column < days; column++)
      totals[column] = (totals[column] ?? 0) + (row.counts[column] ?? 0);
  }
  const excluded = missingDays(groupShares(families), silent);
  const holidayFactors = new Float64Array(days).fill(1);
  const assumed = new Uint8Array(days);
  for (const holiday of area.holidays) {
    for (let column = 0; column < days; column++) {
      const day = addDays(start, column);
      if (day < holiday.from || day > holiday.to) continue;
      excluded[column] = 1;
      holidayFactors[column] = holiday.factor;
      assumed[column] = 1;
    }
  }
  if (partOfDay !== null) holidayFactors[days - 1] = (holidayFactors[days - 1] ?? 1) * partOfDay;
  const first = Math.min(days, Math.max(0, daysBetween(start, history.firstDay)));
  return { start, days, first, excluded, holidayFactors, assumed, totals, steady: true };
}

interface SeriesParts {
  readonly history: CellHistory;
  readonly start: Day;
  readonly silent: readonly ReadonlySet<string>[];
  readonly raw: ReadonlyMap<string, RawRow>;
  readonly grid: Grid;
  readonly area: AreaFacts;
  readonly historyDays: number;
  readonly partOfDay: number | null;
  readonly volume: Float64Array | null;
  readonly known: readonly HotSpotTrace[];
}

function seriesOf(row: RawRow, parts: SeriesParts): Series {
  const { history, start, silent, grid, volume } = parts;
  const scaled = scaledCounts(row, history.scales ?? [], start);
  const read = scaled === null ? row : { ...row, counts: scaled };
  const joined = joinedLate(read, joinColumns(history, start), grid.first) ?? asRead(row, scaled);
  const masked = silent.some((groups) => groups.size > 0)
    ? missingDays(groupShares([row]), silent)
    : undefined;
  const unusual = unusualDays(row, parts);
  return {
    ...joined,
    ...(unusual === null ? {} : { unusual }),
    ...(masked?.includes(1) ? { masked } : {}),
    ...(volume === null ? {} : { volume }),
    ...learnedHolidays(row, parts),
    ...usualLevel(row, history),
    ...(parts.historyDays < HISTORY_DAYS ? { priorMean: priorMean(row, parts) } : {}),
  };
}

/**
 * The counts as the present reader of texts would have had them; null where none changed. What is told of voices stays
 * as it was counted, only expectations follow.
 */
function scaledCounts(row: RawRow, scales: readonly CountScale[], start: Day): Float64Array | null {
  const own = scales.filter(({ topic }) => topic === row.topic);
  if (own.length === 0) return null;
  return row.counts.map((count, column) => {
    const day = addDays(start, column);
    return own.reduce((value, { until, ratio }) => (day <= until ? value * ratio : value), count);
  });
}

function usualLevel(row: RawRow, history: CellHistory): Pick<Series, "leastMean"> {
  const leastMean = history.usualLevels?.get(rowKey(row.topic, row.place));
  return leastMean === undefined ? {} : { leastMean };
}

function asRead(row: RawRow, scaled: Float64Array | null): Pick<Series, "counts" | "panels"> {
  if (scaled === null) return { counts: row.counts };
  return { counts: scaled.map(Math.round), panels: [{ from: 0, counts: scaled }] };
}

/** The grid's factors with those that the row's family had on the same holidays a year before. */
function learnedHolidays(
  row: RawRow,
  { history, start, grid, partOfDay }: SeriesParts,
): Pick<Series, "holidayFactors"> {
  const learned = history.holidayFactors?.get(familyOf(row.topic));
  if (learned === undefined || learned.size === 0) return {};
  const holidayFactors = grid.holidayFactors.slice();
  for (const [day, factor] of learned) {
    const column = daysBetween(start, day);
    if (column < 0 || column >= grid.days) continue;
    holidayFactors[column] = factor * (column === grid.days - 1 ? (partOfDay ?? 1) : 1);
  }
  return { holidayFactors };
}

/**
 * The days on which a known hot spot of the row's thread told something, so that it does not hide its own return. Two
 * weeks of one at most: what lasts longer is the new level.
 */
function unusualDays(row: RawRow, { known, start, grid }: SeriesParts): Uint8Array | null {
  const days = new Uint8Array(grid.days);
  for (const trace of known) {
    if (!overlap(trace.topic, row.topic)) continue;
    const local = row.place !== WHOLE_AREA && trace.places.length > 0;
    if (local && !trace.places.includes(row.place)) continue;
    const opened = daysBetween(start, trace.openedOn);
    const last = Math.min(daysBetween(start, trace.lastActiveOn), opened + LONGEST_UNUSUAL_DAYS - 1);
    for (let column = Math.max(0, opened - 2); column <= last; column++) days[column] = 1;
  }
  return days.includes(1) ? days : null;
}

/** The first column of each group that joined after the area's first day. */
function joinColumns(history: CellHistory, start: Day): ReadonlyMap<string, number> {
  return new Map([...history.groupsSince].map(([group, since]) => [group, daysBetween(start, since)]));
}

/** Mean a day by the topic's and the place's share of the area, over the young panel's days before the guard. */
function priorMean(row: RawRow, parts: SeriesParts): number {
  const { raw, grid } = parts;
  const last = Math.max(grid.first + 1, grid.days - 1 - GUARD_DAYS);
  const sum = (counts: Float64Array | undefined) =>
    counts === undefined ? 0 : counts.subarray(grid.first, last).reduce((total, count) => total + count, 0);
  const days = Math.max(1, last - grid.first);
  const families = parts.area.topics.filter(({ id }) => familyOf(id) === id);
  if (row.place === WHOLE_AREA) return sum(grid.totals) / days / Math.max(1, families.length);
  const topic = sum(raw.get(rowKey(row.topic, WHOLE_AREA))?.counts);
  const at = (place: PlaceId) =>
    families.reduce((total, { id }) => total + sum(raw.get(rowKey(id, place))?.counts), 0);
  const everywhere = parts.area.communes.reduce((total, place) => total + at(place), 0);
  const share = everywhere === 0 ? 1 / Math.max(1, parts.area.communes.length) : at(row.place) / everywhere;
  return (topic / days) * share;
}

/**
 * How much the volume of other topics differs from what was expected, within [0.5, 2]; 1 unless it differs beyond
 * chance, so that no single voice moves what is told of another topic.
 */
function volumeFactor(seen: number, usual: number): number {
  if (Math.abs(seen - usual) < VOLUME_DEVIATIONS * Math.sqrt(VOLUME_DISPERSION * Math.max(usual, 1)))
    return 1;
  const ratio = Math.round(seen / Math.max(usual, 1) / VOLUME_STEP) * VOLUME_STEP;
  return Math.min(2, Math.max(0.5, ratio));
}

/**
 * For each family the factor of the other families' volume on each day. A family counts as far as chance would reach: a
 * concern that rises in one is no louder day for all others.
 */
function volumeFactors(whole: readonly Row[]): ReadonlyMap<TopicId, Float64Array> {
  const families = whole.filter((row) => familyOf(row.topic) === row.topic && !isPair(row.topic));
  const days = whole[0]?.counts.length ?? 0;
  const seen = new Float64Array(days);
  const usual = new Float64Array(days);
  for (const row of families) {
    for (let column = 0; column < days; column++) {
      const expected = row.scored.expected[column] ?? Number.NaN;
      if (Number.isNaN(expected)) continue;
      seen[column] = (seen[column] ?? 0) + boundedCount(row, column);
      usual[column] = (usual[column] ?? 0) + expected;
    }
  }
  return new Map(
    families.map((row) => {
      const factors = seen.map((count, column) => {
        const expected = row.scored.expected[column] ?? Number.NaN;
        if (Number.isNaN(expected)) return 1;
        return volumeFactor(count - boundedCount(row, column), (usual[column] ?? 0) - expected);
      });
      return [row.topic, factors];
    }),
  );
}

function boundedCount({ series, scored }: Row, column: number): number {
  const expected = scored.expected[column] ?? 0;
  const most = expected + VOLUME_DEVIATIONS * Math.sqrt(VOLUME_DISPERSION * Math.max(expected, 1));
  return Math.min(series.counts[column] ?? 0, most);
}
