import type { Boundary } from "../../config/gazetteer.ts";
import type { ChartDay } from "../../model/hot-spot.ts";
import type { Day } from "../../model/ids.ts";
import { type CommuneFeatures, type CommuneValue, communeMap } from "../../response/charts/commune-map.ts";
import { hotSpotChart } from "../../response/charts/hot-spot-chart.ts";
import { sparkBars } from "../../response/charts/small-charts.ts";
import type { Drawing } from "../../response/charts/svg.ts";
import { shortDay } from "../../response/format.ts";
import type { ShownBucket } from "../../search/disclosure.ts";
import { drawn, html, type Markup } from "../html.ts";
import type { Reader } from "../kit.ts";

/** Widths at which a chart's letters stay readable: on a desk, on a phone. The style sheet shows one of them. */
const WIDE = 1040;
const NARROW = 340;

/** A chart that the portal, mails and paper share, once for a desk and once for a phone. */
function bothWidths(draw: (width: number) => Drawing, wide: number = WIDE): Markup {
  return html`<div class="wide-only">${shared(draw(wide))}</div><div class="narrow-only">${shared(draw(NARROW))}</div>`;
}

/** The shared charts carry a style for mails; the portal's content security policy forbids it, its style sheet does it. */
function shared(drawing: Drawing): Markup {
  return drawn(drawing.replace(/ style="[^"]*"/, ""));
}

/** 72-hour voices of a hot spot before what is usual. */
export function hotSpotPicture(
  chart: readonly ChartDay[],
  about: { readonly since: Day | null; readonly title: string; readonly floor: number },
): Markup {
  return bothWidths((width) => hotSpotChart(chart, { ...about, width }));
}

/** The last four weeks of a hot spot, as small as a line. */
export function hotSpotSpark(
  chart: readonly ChartDay[],
  about: { readonly words: string; readonly floor: number },
): Markup {
  return html`<div class="spark">${shared(sparkBars(chart.slice(-28), { ...about, width: 196, height: 44 }))}</div>`;
}

/** The communes, each against what is usual there. */
export function communePicture(
  boundaries: readonly Boundary[],
  about: { readonly title: string; readonly values: ReadonlyMap<string, CommuneValue> },
): Markup {
  const features: CommuneFeatures = {
    type: "FeatureCollection",
    features: boundaries
      .filter(({ code }) => about.values.has(code))
      .map(({ code, name, geometry }) => ({ type: "Feature", properties: { code, name }, geometry })),
  };
  return bothWidths((width) => communeMap(features, { ...about, width }), 600);
}

/** What bars, band and hatching mean, in words beside them. */
export function legend(reader: Reader, floor: number): Markup {
  const { chart } = reader.t;
  return html`<ul class="legend small"><li><svg viewBox="0 0 14 14" width="14" height="14" aria-hidden="true"><rect class="bar" x="4" y="1" width="6" height="13"/></svg>${chart.legendObserved}</li>
<li><svg viewBox="0 0 14 14" width="14" height="14" aria-hidden="true"><rect class="beyond" x="4" y="1" width="6" height="13"/></svg>${chart.legendBeyond}</li>
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

/** Height of the step that stands for "below the floor": the same for none and for four. */
const LOW_STEP = 3;
const MULTIPLE = { width: 336, height: 116, left: 28, top: 8, base: 94 };

/** A small multiple: 56 days against the series' own band, on a scale that its neighbours share. */
export function trendChart(
  reader: Reader,
  chart: readonly ChartDay[],
  about: { readonly top: number; readonly alternative: string },
): Markup {
  const { width, height, left, top, base } = MULTIPLE;
  const step = (width - left) / Math.max(1, chart.length);
  const y = (value: number): number => round(top + (base - top) * (1 - value / about.top));
  const [first] = chart;
  const last = chart.at(-1);
  const gridLine = (value: number) =>
    html`<line class="grid" x1="${left}" x2="${width}" y1="${y(value)}" y2="${y(value)}"/><text class="axis" x="${left - 6}" y="${y(value) + 4}" text-anchor="end">${reader.number(value)}</text>`;
  return html`<svg class="trend-chart" viewBox="0 0 ${width} ${height}" role="img" aria-label="${about.alternative}">
${gridLine(about.top)}${gridLine(0)}
${chart.map((one, index) => trendDay(one, { x: round(left + index * step), step, y }))}
<text class="axis" x="${left}" y="${height - 4}">${first === undefined ? "" : shortDay(first.day)}</text><text class="axis" x="${width}" y="${height - 4}" text-anchor="end">${last === undefined ? "" : shortDay(last.day)}</text></svg>`;
}

/** A day: the band behind, a gap hatched, then the bar; below the floor one pale step, none included. */
function trendDay(
  one: ChartDay,
  at: { readonly x: number; readonly step: number; readonly y: (value: number) => number },
): Markup {
  const { x, step, y } = at;
  const base = y(0);
  const column = (name: string, upper: number, gap: number) =>
    html`<rect class="${name}" x="${x}" width="${round(step - gap)}" y="${upper}" height="${round(base - upper)}"/>`;
  const beyond = one.observed !== null && one.high !== null && one.observed > one.high;
  return html`${
    one.outage === null
      ? null
      : html`<rect fill="url(#hatch)" x="${x}" width="${round(step + 0.2)}" y="${MULTIPLE.top}" height="${base - MULTIPLE.top}"><title>${shortDay(one.day)}: ${one.outage}</title></rect>`
  }${
    one.low === null || one.high === null
      ? null
      : html`<rect class="band" x="${x}" width="${round(step + 0.2)}" y="${y(one.high)}" height="${Math.max(1, round(y(one.low) - y(one.high)))}"/>`
  }${one.observed === null && one.outage === null ? column("low", round(base - LOW_STEP), 1.2) : null}${one.observed === null ? null : column(beyond ? "beyond" : "bar", y(one.observed), 1.2)}`;
}

const STRIP = { width: 240, height: 20 };

/** One figure as a point on the range that is usual, on a scale that its neighbours share. Words stand beside it. */
export function usualStrip(last: ChartDay | undefined, top: number): Markup {
  const x = (value: number): number => round(6 + (value / top) * (STRIP.width - 12));
  const middle = STRIP.height / 2;
  return html`<svg class="strip" viewBox="0 0 ${STRIP.width} ${STRIP.height}" width="${STRIP.width}" height="${STRIP.height}" aria-hidden="true"><line class="grid" x1="0" x2="${STRIP.width}" y1="${middle}" y2="${middle}"/>${
    last === undefined || last.low === null || last.high === null
      ? null
      : html`<rect class="usual-range" x="${x(last.low)}" width="${Math.max(2, round(x(last.high) - x(last.low)))}" y="4" height="${STRIP.height - 8}" rx="3"/>`
  }${last?.observed == null ? null : html`<circle class="bar" cx="${x(last.observed)}" cy="${middle}" r="5"/>`}</svg>`;
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
