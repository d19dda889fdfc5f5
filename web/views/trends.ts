import { WHOLE_AREA } from "../../model/cell.ts";
import type { Day, TopicId } from "../../model/ids.ts";
import { day } from "../../response/format.ts";
import { html, type Markup } from "../html.ts";
import type { Reader } from "../kit.ts";
import type { NamedTopic } from "../names.ts";
import type { TrendSeries } from "../trends.ts";
import { chartTable } from "./chart-table.ts";
import { communePicture, hotSpotPicture, legend, niceTop, trendChart } from "./charts.ts";
import { layout } from "./layout.ts";
import { floorFor, trendPath } from "./parts.ts";
import { placeName, seriesName, standingKey, standingTag, standingText, trendCell } from "./standing.ts";

/** One topic with its series, the whole area first. */
export interface TrendRow {
  readonly topic: NamedTopic;
  readonly series: readonly TrendSeries[];
}
export interface TrendsView {
  readonly day: Day;
  readonly empty: boolean;
  /** Every family; or, where one topic is chosen, that topic alone. */
  readonly rows: readonly TrendRow[];
  readonly chosen: TrendRow | null;
  readonly children: readonly NamedTopic[];
}

const MOST_BEYOND = 6;

/** Topic × commune × time: what is beyond its own band first, then everything; or one topic in detail. */
export function trendsPage(reader: Reader, view: TrendsView): Markup {
  const { t, language } = reader;
  const title = view.chosen?.topic[language] ?? t.trends.title;
  const trail =
    view.chosen === null ? t.trends.title : html`<a href="/xu-huong">${t.trends.title}</a> · ${title}`;
  return layout(reader, {
    title,
    section: "/xu-huong",
    content: html`<p class="eyebrow">${trail} · ${t.trends.asOf(day(view.day))}</p>
${body(reader, view)}`,
  });
}

function body(reader: Reader, view: TrendsView): Markup {
  const { t } = reader;
  if (view.empty)
    return html`<h1 class="finding">${t.trends.empty}</h1><p class="lead">${t.trends.emptyMore}</p>`;
  return view.chosen === null ? overview(reader, view) : detail(reader, view, view.chosen);
}

/** Topics with their series beyond the band, the one that is furthest beyond first; places in configuration's order. */
function beyondOf(rows: readonly TrendRow[]): readonly TrendRow[] {
  const furthest = (row: TrendRow): number => Math.max(0, ...row.series.map((one) => one.ratio ?? 0));
  return rows
    .map((row) => ({ ...row, series: row.series.filter((one) => one.standing === "above") }))
    .filter((row) => row.series.length > 0)
    .sort((a, b) => furthest(b) - furthest(a));
}

function finding(reader: Reader, beyond: readonly TrendRow[]): string {
  const { t, language } = reader;
  const [first] = beyond;
  if (first === undefined) return t.trends.within;
  const topic = first.topic[language];
  return beyond.length === 1
    ? t.trends.beyondOne(topic, first.series.map((one) => placeName(reader, one.place)).join(", "))
    : t.trends.beyond(topic, reader.number(beyond.length - 1));
}

function overview(reader: Reader, view: TrendsView): Markup {
  const { t } = reader;
  const beyond = beyondOf(view.rows);
  return html`<h1 class="finding">${finding(reader, beyond)}</h1>
${topicForm(reader, null)}
${multiples(reader, beyond.flatMap((row) => row.series).slice(0, MOST_BEYOND))}
<section><h2>${t.trends.gridTitle}</h2><p class="small quiet">${t.trends.gridNote}</p>${grid(reader, view)}${standingKey(reader)}${quietTopics(reader, view)}</section>`;
}

function detail(reader: Reader, view: TrendsView, row: TrendRow): Markup {
  const { t, language } = reader;
  return html`<h1 class="finding">${finding(reader, beyondOf([row]))}</h1>
${topicForm(reader, row.topic.id)}
${view.children.length === 0 ? null : html`<div class="active"><span class="small quiet">${t.trends.children}</span><ul class="chips">${view.children.map((child) => html`<li><a href="${trendPath(child.id)}">${child[language]}</a></li>`)}</ul></div>`}
${row.topic.sensitive ? html`<p class="notice">${t.trends.sensitiveOnly}</p>` : null}
${areaSection(reader, row)}
${multiples(reader, row.series.slice(1))}
${row.topic.sensitive ? null : mapSection(reader, row)}`;
}

/** The whole area in the large chart that hot spots have too. */
function areaSection(reader: Reader, { series }: TrendRow): Markup | null {
  const [area] = series;
  if (area === undefined) return null;
  const floor = floorFor(reader, area.topic);
  const title = `${seriesName(reader, area)}: ${standingText(reader, area)}`;
  return html`<section class="card chart-card"><div lang="vi">${hotSpotPicture(area.chart, { since: null, title, floor })}</div>
<details><summary>${reader.t.search.trendTable}</summary>${chartTable(reader, area.chart, { floor, bounded: area.bounded })}</details></section>`;
}

function topicForm(reader: Reader, chosen: TopicId | null): Markup {
  const { t, language, names } = reader;
  return html`<form class="topic-form" method="get" action="/xu-huong"><label>${t.trends.choose} <select name="linh-vuc"><option value="">${t.trends.allTopics}</option>${names.topics.map(
    (topic) =>
      html`<option value="${topic.id}"${topic.id === chosen ? html` selected` : null}>${topic.id === topic.family ? "" : "– "}${topic[language]}</option>`,
  )}</select></label><button class="quiet-button">${t.trends.show}</button></form>`;
}

/** The area on a scale of its own, the communes on one that they share: both are said. */
function multiples(reader: Reader, series: readonly TrendSeries[]): Markup | null {
  if (series.length === 0) return null;
  const area = series.filter((one) => one.place === WHOLE_AREA);
  const communes = series.filter((one) => one.place !== WHOLE_AREA);
  return html`<section><h2 class="visually-hidden">${reader.t.trends.charts}</h2>${group(reader, area)}${group(reader, communes)}${legend(reader, reader.floor)}</section>`;
}

function group(reader: Reader, series: readonly TrendSeries[]): Markup | null {
  const { t } = reader;
  if (series.length === 0) return null;
  const highest = series.flatMap((one) => one.chart.map((at) => Math.max(at.observed ?? 0, at.high ?? 0)));
  const top = niceTop(Math.max(reader.floor, ...highest));
  return html`${series.length === 1 ? null : html`<p class="scale-note">${t.trends.scale(reader.number(top))}</p>`}
<div class="multiples">${series.map((one) => multiple(reader, one, top))}</div>`;
}

function multiple(reader: Reader, one: TrendSeries, top: number): Markup {
  const name = seriesName(reader, one);
  const floor = floorFor(reader, one.topic);
  return html`<section class="card multiple"><h3><a href="${trendPath(one.topic)}">${name}</a></h3><p class="small">${standingTag(reader, one)}</p>
${trendChart(reader, one.chart, { top, alternative: `${name}: ${standingText(reader, one)}` })}
<details><summary class="small">${reader.t.search.trendTable}</summary>${chartTable(reader, one.chart, { floor, bounded: one.bounded })}</details></section>`;
}

/** Topics that have at least one figure to show. */
function grid(reader: Reader, { rows }: TrendsView): Markup {
  const { t, language, names } = reader;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${t.trends.gridTitle}"><table class="grid-table"><thead><tr><th scope="col">${t.trends.topicColumn}</th><th scope="col">${t.wholeArea}</th>${names.communes.map((unit) => html`<th scope="col">${unit.label}</th>`)}</tr></thead>
<tbody>${rows
    .filter(hasFigure)
    .map(
      ({ topic, series }) =>
        html`<tr><th scope="row"><a href="${trendPath(topic.id)}">${topic[language]}</a></th>${series.map((one) => html`<td class="standing-${one.standing}">${trendCell(reader, one)}</td>`)}${topic.sensitive ? html`<td class="quiet small" colspan="${names.communes.length}">${t.trends.sensitiveOnly}</td>` : null}</tr>`,
    )}</tbody></table></div>`;
}

function hasFigure({ series }: TrendRow): boolean {
  return series.some((one) => one.standing !== "low");
}

function quietTopics(reader: Reader, { rows }: TrendsView): Markup | null {
  const { t, language } = reader;
  const quiet = rows.filter((row) => !hasFigure(row));
  if (quiet.length === 0) return null;
  return html`<h3 class="after">${t.trends.allLow}</h3><ul class="chips">${quiet.map(
    ({ topic }) => html`<li><a href="${trendPath(topic.id)}">${topic[language]}</a></li>`,
  )}</ul>`;
}

function mapSection(reader: Reader, row: TrendRow): Markup {
  const { t, language } = reader;
  const communes = row.series.filter((series) => series.place !== WHOLE_AREA);
  const values = new Map(
    communes.map((one) => [
      one.place.split("@")[0] ?? one.place,
      {
        ratio: one.ratio,
        note: one.standing === "low" ? reader.t.floor.count(reader.number(reader.floor)) : t.trends.unknown,
      },
    ]),
  );
  const title = t.trends.mapOf(row.topic[language]);
  return html`<section><div class="map-and-table"><div class="card" lang="vi">${communePicture(reader.boundaries, { title, values })}</div>
<div class="scroll" tabindex="0" role="region" aria-label="${t.trends.mapTable}"><table class="grid-table"><caption class="visually-hidden">${t.trends.mapTable}</caption><thead><tr><th scope="col">${t.trends.place}</th><th scope="col" class="n">${t.trends.voices}</th><th scope="col" class="n">${t.trends.ratio}</th></tr></thead><tbody>${communes.map(
    (one) => {
      const observed = one.chart.at(-1)?.observed ?? null;
      const ratio =
        one.ratio === null
          ? one.standing === "low"
            ? "–"
            : t.trends.unknown
          : t.trends.times(reader.number(one.ratio));
      return html`<tr><th scope="row">${placeName(reader, one.place)}</th><td class="n">${observed === null ? t.floor.count(reader.number(reader.floor)) : reader.number(observed)}</td><td class="n">${ratio}</td></tr>`;
    },
  )}</tbody></table></div></div></section>`;
}
