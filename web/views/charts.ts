import type { ChartDay } from "../../model/hot-spot.ts";
import type { Day } from "../../model/ids.ts";
import { weekdayOf } from "../../model/time.ts";
import type { ShownBucket } from "../../search/disclosure.ts";
import { shortDay } from "../format.ts";
import { html, type Markup } from "../html.ts";
import type { Reader } from "../kit.ts";

const WIDTH = 720;
const HEIGHT = 240;
const LEFT = 36;
const BOTTOM = 28;
const TOP = 18;

/** 72-hour voices as bars before the expected band, from zero; gaps are hatched and named, the first day is a line. */
export function hotSpotChart(
  reader: Reader,
  chart: readonly ChartDay[],
  about: { readonly since: Day; readonly sentence: string; readonly floor: number },
): Markup {
  const { t } = reader;
  const top = niceTop(
    Math.max(about.floor, ...chart.map((one) => Math.max(one.observed ?? 0, one.high ?? 0))),
  );
  const step = (WIDTH - LEFT) / Math.max(1, chart.length);
  const x = (index: number): number => round(LEFT + index * step);
  const y = (value: number): number => round(TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / top));
  const ticks = [0, top / 2, top];
  const since = chart.findIndex((one) => one.day === about.since);
  return html`<svg class="big-chart" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${about.sentence}">
${ticks.map((tick) => html`<line class="grid" x1="${LEFT}" x2="${WIDTH}" y1="${y(tick)}" y2="${y(tick)}"/><text class="axis" x="${LEFT - 6}" y="${y(tick) + 4}" text-anchor="end">${reader.number(tick)}</text>`)}
${chart.map((one, index) => (one.low === null || one.high === null ? null : html`<rect class="band" x="${x(index)}" width="${round(step + 0.3)}" y="${y(one.high)}" height="${Math.max(1, round(y(one.low) - y(one.high)))}"/>`))}
${chart.map((one, index) => dayBar(one, { x: x(index), step, y, floor: about.floor }))}
${chart.map((one, index) => (weekdayOf(one.day) === 0 && index % 14 < 7 ? html`<text class="axis" x="${x(index)}" y="${HEIGHT - 8}">${shortDay(one.day)}</text>` : null))}
${since < 0 ? null : html`<line class="since" x1="${x(since)}" x2="${x(since)}" y1="${TOP - 8}" y2="${HEIGHT - BOTTOM}"/><text class="axis since-label" x="${x(since) - 4}" y="${TOP}" text-anchor="end">${t.hotSpot.factSince} ${shortDay(about.since)}</text>`}
</svg>${legend(reader, about.floor)}`;
}

function dayBar(
  one: ChartDay,
  at: {
    readonly x: number;
    readonly step: number;
    readonly y: (value: number) => number;
    readonly floor: number;
  },
): Markup {
  const width = round(Math.max(1, at.step - 2));
  const base = at.y(0);
  if (one.outage !== null) {
    return html`<rect class="gap" fill="url(#hatch)" x="${at.x}" width="${round(at.step)}" y="${TOP}" height="${base - TOP}"><title>${shortDay(one.day)}: ${one.outage}</title></rect>`;
  }
  if (one.observed === null)
    return html`<rect class="low" x="${at.x}" width="${width}" y="${round(base - 5)}" height="5"/>`;
  return html`<rect class="bar" x="${at.x}" width="${width}" y="${at.y(one.observed)}" height="${round(base - at.y(one.observed))}"/>`;
}

/** What bars, band and hatching mean, in words beside them. */
export function legend(reader: Reader, floor: number): Markup {
  const { chart } = reader.t;
  return html`<ul class="legend small"><li><svg viewBox="0 0 14 14" width="14" height="14" aria-hidden="true"><rect class="bar" x="4" y="1" width="6" height="13"/></svg>${chart.legendObserved}</li>
<li><svg viewBox="0 0 14 14" width="14" height="14" aria-hidden="true"><rect class="low" x="4" y="9" width="6" height="5"/></svg>${chart.legendLow(reader.number(floor))}</li>
<li><svg viewBox="0 0 14 14" width="14" height="14" aria-hidden="true"><rect class="band" width="14" height="14"/></svg>${chart.legendBand}</li>
<li><svg viewBox="0 0 14 14" width="14" height="14" aria-hidden="true"><rect fill="url(#hatch)" width="14" height="14"/></svg>${chart.legendOutage}</li></ul>`;
}

/** A result set over time: citizens' documents as bars, institutions' as dots below the line. */
export function searchTrend(reader: Reader, trend: readonly ShownBucket[], finding: string): Markup {
  const width = 280;
  const height = 84;
  const base = 64;
  const top = niceTop(Math.max(5, ...trend.map((one) => one.citizen ?? 0)));
  const step = width / Math.max(1, trend.length);
  const [first] = trend;
  const last = trend.at(-1);
  return html`<svg class="trend-chart" viewBox="0 0 ${width} ${height}" role="img" aria-label="${finding}">
<line class="grid" x1="0" x2="${width}" y1="${base}" y2="${base}"/>
${trend.map((one, index) => {
  const x = round(index * step);
  const tall = one.citizen === null ? 3 : round((one.citizen / top) * (base - 6));
  return html`<rect class="${one.citizen === null ? "low" : "bar"}" x="${x}" width="${round(Math.max(1, step - 2))}" y="${round(base - tall)}" height="${tall}"/>${one.institution === 0 ? null : html`<circle class="dot" cx="${round(x + step / 2 - 1)}" cy="${base + 5}" r="2"/>`}`;
})}
<text class="axis" x="0" y="${height - 1}">${first === undefined ? "" : shortDay(first.start)}</text><text class="axis" x="${width}" y="${height - 1}" text-anchor="end">${last === undefined ? "" : shortDay(last.start)}</text></svg>
<ul class="legend small"><li><svg viewBox="0 0 14 14" width="14" height="14" aria-hidden="true"><rect class="bar" x="4" y="1" width="6" height="13"/></svg>${reader.t.search.citizenItems}</li><li><svg viewBox="0 0 14 14" width="14" height="14" aria-hidden="true"><circle class="dot" cx="7" cy="7" r="3"/></svg>${reader.t.search.institutionItems}</li></ul>`;
}

/** A round number at or above the largest value, so that half of it is a whole number too. */
export function niceTop(value: number): number {
  for (const top of [6, 10, 20, 30, 40, 60, 80, 100, 150, 200, 300, 400, 600, 800, 1000])
    if (top >= value) return top;
  return Math.ceil(value / 1000) * 1000;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** A small multiple: 56 days against the series' own band, on a scale that its neighbours share. */
export function trendChart(
  reader: Reader,
  chart: readonly ChartDay[],
  about: { readonly top: number; readonly alternative: string },
): Markup {
  const width = 336;
  const height = 112;
  const base = 92;
  const left = 26;
  const step = (width - left) / Math.max(1, chart.length);
  const y = (value: number): number => round(6 + (base - 6) * (1 - value / about.top));
  const x = (index: number): number => round(left + index * step);
  const [first] = chart;
  const last = chart.at(-1);
  return html`<svg class="trend-chart" viewBox="0 0 ${width} ${height}" role="img" aria-label="${about.alternative}">
<line class="grid" x1="${left}" x2="${width}" y1="${y(about.top)}" y2="${y(about.top)}"/><text class="axis" x="${left - 4}" y="${y(about.top) + 4}" text-anchor="end">${reader.number(about.top)}</text>
<line class="grid" x1="${left}" x2="${width}" y1="${base}" y2="${base}"/><text class="axis" x="${left - 4}" y="${base + 4}" text-anchor="end">0</text>
${chart.map((one, index) => (one.low === null || one.high === null ? null : html`<rect class="band" x="${x(index)}" width="${round(step + 0.3)}" y="${y(one.high)}" height="${Math.max(1, round(y(one.low) - y(one.high)))}"/>`))}
${chart.map((one, index) => {
  if (one.outage !== null)
    return html`<rect class="gap" fill="url(#hatch)" x="${x(index)}" width="${round(step)}" y="6" height="${base - 6}"><title>${shortDay(one.day)}: ${one.outage}</title></rect>`;
  if (one.observed === null)
    return html`<rect class="low" x="${x(index)}" width="${round(step - 1.5)}" y="${base - 3}" height="3"/>`;
  return html`<rect class="bar" x="${x(index)}" width="${round(step - 1.5)}" y="${y(one.observed)}" height="${round(base - y(one.observed))}"/>`;
})}
<text class="axis" x="${left}" y="${height - 4}">${first === undefined ? "" : shortDay(first.day)}</text><text class="axis" x="${width}" y="${height - 4}" text-anchor="end">${last === undefined ? "" : shortDay(last.day)}</text></svg>`;
}
