import { WHOLE_AREA } from "../../model/cell.ts";
import { html, type Markup } from "../html.ts";
import type { Reader } from "../kit.ts";
import type { Standing, TrendSeries } from "../trends.ts";
import { floorFor, lowerFirst } from "./parts.ts";

/** "Môi trường, xã An Lão". */
export function seriesName(reader: Reader, { topic, place }: TrendSeries): string {
  return reader.t.trends.chartOf(reader.names.topic(topic, reader.language), placeName(reader, place));
}

/** A commune with its type, or the whole area, as inside a sentence. */
export function placeName(reader: Reader, place: TrendSeries["place"]): string {
  return place === WHOLE_AREA ? lowerFirst(reader.t.wholeArea, reader) : reader.names.place(place);
}

const MARKS: Readonly<Record<Standing, Markup | null>> = {
  above: html`<svg class="sm" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true"><path d="M6 1.5 11 10H1Z" fill="currentColor"/></svg>`,
  inside: html`<svg class="sm" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true"><circle cx="6" cy="6" r="3.5" fill="none" stroke="currentColor" stroke-width="2"/></svg>`,
  below: html`<svg class="sm" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true"><path d="M6 10.5 1 2h10Z" fill="none" stroke="currentColor" stroke-width="1.5"/></svg>`,
  low: null,
  unknown: null,
};

/** Where a series stands, as mark and words. */
export function standingTag(reader: Reader, series: TrendSeries): Markup {
  return html`<span class="standing standing-${series.standing}">${MARKS[series.standing]}${standingText(reader, series)}</span>`;
}

/** Where a series stands, in words: "15 · cao hơn mức thường thấy". */
export function standingText(reader: Reader, series: TrendSeries): string {
  const { t } = reader;
  const last = series.chart.at(-1);
  const count = last?.observed == null ? "" : `${figure(reader, series, last.observed)} · `;
  switch (series.standing) {
    case "above":
      return `${count}${t.trends.above}`;
    case "inside":
      return `${count}${t.trends.inside}`;
    case "below":
      return `${count}${t.trends.below}`;
    case "unknown":
      return `${count}${isBound(series) ? t.trends.hidden : t.trends.unknown}`;
    case "low":
      return lowText(reader, series);
  }
}

/** A series as a cell of the grid: its figure beside what is usual there. */
export function trendCell(reader: Reader, series: TrendSeries): Markup {
  const { t } = reader;
  const last = series.chart.at(-1);
  if (last === undefined || last.observed === null)
    return html`<span class="pale">${lowText(reader, series)}</span>`;
  const usual =
    last.low === null || last.high === null
      ? t.trends.unknown
      : t.trends.usual(reader.number(last.low), reader.number(last.high));
  return html`${MARKS[series.standing]}<b>${figure(reader, series, last.observed)}</b> <small>${usual}</small>`;
}

function figure(reader: Reader, series: TrendSeries, observed: number): string {
  const told = reader.number(observed);
  return isBound(series) ? reader.t.trends.atLeast(told) : told;
}

function isBound({ chart, bounded }: TrendSeries): boolean {
  const last = chart.at(-1);
  return last !== undefined && bounded.has(last.day);
}

function lowText(reader: Reader, { topic }: TrendSeries): string {
  return reader.t.floor.count(reader.number(floorFor(reader, topic)));
}

/** What the marks of the grid mean. */
export function standingKey(reader: Reader): Markup {
  const { t } = reader;
  const keys = [
    ["above", t.trends.above],
    ["inside", t.trends.inside],
    ["below", t.trends.below],
  ] as const;
  return html`<ul class="legend small">${keys.map(([standing, text]) => html`<li class="standing-${standing}">${MARKS[standing]}${text}</li>`)}<li>${t.trends.atLeast("…")}: ${t.trends.hidden}</li></ul>`;
}
