import { type Cell, isPair, WHOLE_AREA } from "../../model/cell.ts";
import type { PlaceId, TopicId } from "../../model/ids.ts";
import { GUARD_DAYS, WINDOW_DAYS } from "./baseline.ts";
import { familyOf } from "./inputs.ts";
import { type Panel, type Row, rowAt } from "./panel.ts";
import { scoreOne } from "./score.ts";

/** Days of the window over which voices are told. */
export const TOLD_DAYS = 3;
/** Share of negative voices where nothing is known, and the voices of weight that a wider share has (judgement). */
const USUAL_NEGATIVE = 0.3;
const TONE_PRIOR_VOICES = 10;

/** What the 72 hours that end on a day hold at one cell. */
export interface Window72 {
  readonly voices: number;
  readonly firstHeard: number;
  readonly negative: number;
  readonly toned: number;
  readonly items: number;
  readonly echoes: number;
  readonly groups: ReadonlyMap<string, number>;
}

/** A topic over a set of places on the last day of a panel: everything that gates and sentences ask about. */
export interface Figures {
  readonly topic: TopicId;
  /** Empty: the whole area. */
  readonly places: readonly PlaceId[];
  readonly score: number;
  /** Usual voices a day. */
  readonly mean: number;
  /** Distinct voices of 72 hours, each counted once over the places. */
  readonly voices: number;
  /** Expected voices of the same 72 hours. */
  readonly expected: number;
  readonly negative: number;
  readonly toned: number;
  /** The share of negative voices that is usual here, in (0, 1). */
  readonly usualNegative: number;
  readonly items: number;
  readonly echoes: number;
  readonly groups: ReadonlyMap<string, number>;
  /** Source groups that were silent in the 72 hours and usually bring something here. */
  readonly silent: readonly string[];
  readonly rows: readonly Row[];
}

const NOTHING: Window72 = {
  voices: 0,
  firstHeard: 0,
  negative: 0,
  toned: 0,
  items: 0,
  echoes: 0,
  groups: new Map(),
};

/**
 * The 72 hours of a row that end at a column. Where the last days counted nothing the store holds no cell for them:
 * then the window is what is certain of the last one that has a cell, never more than the truth.
 */
export function window72(row: Row, column: number): Window72 {
  const days = [column, column - 1, column - 2];
  const items = days.reduce((sum, day) => sum + (row.cells.get(day)?.items ?? 0), 0);
  const echoes = days.reduce((sum, day) => sum + (row.cells.get(day)?.echoes ?? 0), 0);
  const last = days.find((day) => (row.cells.get(day)?.voices72h ?? 0) > 0);
  const cell = last === undefined ? undefined : row.cells.get(last);
  if (cell === undefined || last === undefined) return { ...NOTHING, items, echoes };
  const past = Math.max(0, cell.voices72h - lostVoices(row, last, column));
  const certain = Math.max(past, ...days.map((day) => row.counts[day] ?? 0));
  const part = cell.voices72h === 0 ? 0 : Math.min(1, certain / cell.voices72h);
  return {
    voices: last === column ? cell.voices72h : certain,
    firstHeard: Math.floor(cell.firstHeard72h * part),
    negative: Math.floor(cell.negative72h * part),
    toned: Math.floor(cell.toned72h * part),
    items,
    echoes,
    groups: groupsOf(cell, part),
  };
}

/** Voices of the days that the window of `last` holds and the window of `column` does not. */
function lostVoices(row: Row, last: number, column: number): number {
  let lost = 0;
  for (let day = last - 2; day < column - 2; day++) lost += row.counts[day] ?? 0;
  return lost;
}

function groupsOf(cell: Cell, part: number): ReadonlyMap<string, number> {
  return new Map(
    cell.sources
      .map((source): [string, number] => [source.sourceGroup, Math.floor(source.voices72h * part)])
      .filter(([, voices]) => voices > 0),
  );
}

/** Voices of 72 hours over several rows: each author once, where first heard; a single row's own count. */
export function voicesOver(rows: readonly Row[], column: number): number {
  const [only] = rows;
  if (only === undefined) return 0;
  if (rows.length === 1) return window72(only, column).voices;
  return rows.reduce((sum, row) => sum + window72(row, column).firstHeard, 0);
}

/** Expected voices of the 72 hours that end at a column; NaN while nothing can be expected. */
export function expectedOver(rows: readonly Row[], column: number): number {
  let sum = 0;
  for (const { scored } of rows) {
    const last = scored.expected[column] ?? Number.NaN;
    for (let day = column - TOLD_DAYS + 1; day <= column; day++) {
      const expected = scored.expected[day] ?? Number.NaN;
      sum += Number.isNaN(expected) ? last : expected;
    }
  }
  return sum;
}

/** Everything about a topic at places on the panel's day; null where no cell of them ever counted anything. */
export function figuresOf(panel: Panel, topic: TopicId, places: readonly PlaceId[]): Figures | null {
  const at = places.length === 0 ? [WHOLE_AREA] : places;
  const rows = at.flatMap((place) => rowAt(panel, topic, place) ?? []);
  if (rows.length === 0) return null;
  const { column } = panel;
  const windows = rows.map((row) => window72(row, column));
  const voices = voicesOver(rows, column);
  const { score, mean } = scoreOver(panel, rows);
  return {
    topic,
    places,
    score,
    mean,
    voices,
    expected: expectedOver(rows, column),
    usualNegative: usualNegative(panel, topic, rows),
    ...together(windows, voices, wholeWindow(panel, topic, rows)),
    silent: silentHere(panel, rows),
    rows,
  };
}

/** The area's own window, where several places may have counted an author or an item each. */
function wholeWindow(panel: Panel, topic: TopicId, rows: readonly Row[]): Window72 | null {
  const whole = rows.length > 1 ? rowAt(panel, topic, WHOLE_AREA) : undefined;
  return whole === undefined ? null : window72(whole, panel.column);
}

/** Sums over places, none above what the whole area counted; tone in the proportion of the voices told. */
function together(
  windows: readonly Window72[],
  voices: number,
  whole: Window72 | null,
): Pick<Figures, "negative" | "toned" | "items" | "echoes" | "groups"> {
  const bound = whole !== null && whole.voices >= voices ? whole : null;
  const sum = (pick: (window: Window72) => number) => windows.reduce((total, w) => total + pick(w), 0);
  const most = (count: number, limit: number | undefined) => Math.min(count, limit ?? count);
  const told = sum((w) => w.voices);
  const part = told === 0 ? 0 : Math.min(1, voices / told);
  const groups = new Map<string, number>();
  for (const name of new Set(windows.flatMap((window) => [...window.groups.keys()]))) {
    const count = sum((window) => window.groups.get(name) ?? 0);
    groups.set(name, most(count, bound?.groups.get(name)));
  }
  return {
    negative: most(Math.round(sum((w) => w.negative) * part), bound?.negative),
    toned: most(Math.round(sum((w) => w.toned) * part), bound?.toned),
    items: most(
      sum((w) => w.items),
      bound?.items,
    ),
    echoes: most(
      sum((w) => w.echoes),
      bound?.echoes,
    ),
    groups,
  };
}

/** The score of several rows together: the largest of their own and that of their sum. */
function scoreOver(panel: Panel, rows: readonly Row[]): { score: number; mean: number } {
  const { column, grid, windows } = panel;
  const own = rows.map(({ scored }) => ({
    score: scored.score[column] ?? Number.NaN,
    mean: scored.mean[column] ?? Number.NaN,
  }));
  const known = own.filter(({ score }) => !Number.isNaN(score));
  const score = Math.max(0, ...known.map((value) => value.score));
  const mean = known.reduce((sum, value) => sum + value.mean, 0);
  if (rows.length === 1) return { score, mean };
  const counts = new Float64Array(grid.days);
  const masked = new Uint8Array(grid.days);
  const unusual = new Uint8Array(grid.days);
  for (const { series } of rows) {
    for (let day = 0; day < grid.days; day++) {
      counts[day] = (counts[day] ?? 0) + (series.counts[day] ?? 0);
      if (series.masked?.[day] === 1) masked[day] = 1;
      if (series.unusual?.[day] === 1) unusual[day] = 1;
    }
  }
  const prior = rows.reduce((sum, { series }) => sum + (series.priorMean ?? 0), 0);
  const young = rows.some(({ series }) => series.priorMean !== undefined);
  const learned = rows[0]?.series.holidayFactors;
  const holidays = learned === undefined ? {} : { holidayFactors: learned };
  const series = { counts, masked, unusual, ...holidays, ...(young ? { priorMean: prior } : {}) };
  const pooled = scoreOne(grid, series, windows);
  return { score: Math.max(score, pooled.score[column] || 0), mean };
}

/** The usual share of negative voices: the rows' own, drawn to the topic's, which is drawn to the area's. */
function usualNegative(panel: Panel, topic: TopicId, rows: readonly Row[]): number {
  const families = [...panel.rows.values()].filter(
    (row) => row.place === WHOLE_AREA && familyOf(row.topic) === row.topic && !isPair(row.topic),
  );
  const whole = rowAt(panel, topic, WHOLE_AREA);
  const area = drawnShare(panel, families, USUAL_NEGATIVE);
  const ofTopic = drawnShare(panel, whole === undefined ? [] : [whole], area);
  return drawnShare(panel, rows, ofTopic);
}

function drawnShare(panel: Panel, rows: readonly Row[], prior: number): number {
  let negative = 0;
  let toned = 0;
  for (const row of rows) {
    for (const [column, cell] of row.cells) {
      const age = panel.column - column;
      if (age < GUARD_DAYS || age >= GUARD_DAYS + WINDOW_DAYS) continue;
      // A voice is in the windows of three days.
      negative += cell.negative72h / TOLD_DAYS;
      toned += cell.toned72h / TOLD_DAYS;
    }
  }
  return (negative + TONE_PRIOR_VOICES * prior) / (toned + TONE_PRIOR_VOICES);
}

function silentHere(panel: Panel, rows: readonly Row[]): readonly string[] {
  const silent = new Set<string>();
  for (let column = panel.column - TOLD_DAYS + 1; column <= panel.column; column++) {
    for (const group of panel.silent[column] ?? []) silent.add(group);
  }
  const heard = new Set(
    rows.flatMap((row) => [...row.cells.values()].flatMap((cell) => cell.sources.map((s) => s.sourceGroup))),
  );
  return [...silent].filter((group) => heard.has(group)).sort();
}

/** An expectation as it is told: one decimal, two below one, where those of quiet cells lie. */
export function toldExpectation(expected: number): number {
  const steps = expected < 1 ? 100 : 10;
  return Math.round(expected * steps) / steps;
}
