import { WHOLE_AREA } from "../../model/cell.ts";
import type { TopicId } from "../../model/ids.ts";
import { day } from "../format.ts";
import { html, type Markup } from "../html.ts";
import type { Reader } from "../kit.ts";
import type { NamedTopic } from "../names.ts";
import type { Standing, TrendSeries } from "../trends.ts";
import { legend, niceTop, trendChart } from "./charts.ts";
import { chartTable } from "./hot-spot.ts";
import { layout } from "./layout.ts";
import { areaMap } from "./map.ts";

/** One topic with its series, as a row of the grid. */
export interface TrendRow {
  readonly topic: NamedTopic;
  readonly series: readonly TrendSeries[];
}
export interface TrendsView {
  readonly day: Parameters<typeof day>[0];
  readonly empty: boolean;
  /** Every family; or, where one topic is chosen, that topic alone. */
  readonly rows: readonly TrendRow[];
  readonly chosen: TrendRow | null;
  readonly children: readonly NamedTopic[];
  readonly floor: number;
}

const MOST_BEYOND = 6;

/** Topic × commune × time: what is beyond its own band first, then everything, then one topic in detail. */
export function trendsPage(reader: Reader, view: TrendsView): Markup {
  const { t, language } = reader;
  const title = view.chosen === null ? t.trends.title : view.chosen.topic[language];
  return layout(reader, {
    title: `${title} · ${t.trends.title}`,
    section: "/xu-huong",
    content: html`<p class="eyebrow">${view.chosen === null ? t.trends.title : html`<a href="/xu-huong">${t.trends.title}</a> · ${title}`} · ${t.today.asOf(day(view.day))}</p>
${view.empty ? html`<h1 class="finding">${t.trends.empty}</h1><p class="lead">${t.trends.emptyMore}</p>` : view.chosen === null ? overview(reader, view) : detail(reader, view, view.chosen)}`,
  });
}

function beyondOf(rows: readonly TrendRow[]): readonly TrendSeries[] {
  return rows
    .flatMap((row) => row.series)
    .filter((series) => series.standing === "above")
    .sort((a, b) => (b.ratio ?? 0) - (a.ratio ?? 0));
}

function finding(reader: Reader, beyond: readonly TrendSeries[]): string {
  const { t } = reader;
  const [first] = beyond;
  if (first === undefined) return t.trends.within;
  return beyond.length === 1
    ? t.trends.beyondOne(seriesName(reader, first))
    : t.trends.beyond(reader.number(beyond.length));
}

function overview(reader: Reader, view: TrendsView): Markup {
  const { t } = reader;
  const beyond = beyondOf(view.rows);
  const shown = beyond.slice(0, MOST_BEYOND);
  return html`<h1 class="finding">${finding(reader, beyond)}</h1>
${topicForm(reader, null)}
${shown.length === 0 ? null : multiples(reader, shown, view.floor)}
<section><h2>${t.trends.gridTitle}</h2><p class="small quiet">${t.trends.gridNote}</p>${grid(reader, view)}${standingKey(reader)}</section>`;
}

function detail(reader: Reader, view: TrendsView, row: TrendRow): Markup {
  const { t, language } = reader;
  return html`<h1 class="finding">${finding(reader, beyondOf([row]))}</h1>
${topicForm(reader, row.topic.id)}
${view.children.length === 0 ? null : html`<p class="small quiet">${t.trends.children}</p><ul class="chips">${view.children.map((child) => html`<li><a href="${trendPath(child.id)}">${child[language]}</a></li>`)}</ul>`}
${row.topic.sensitive ? html`<p class="notice">${t.trends.sensitiveOnly}</p>` : null}
${multiples(reader, row.series, view.floor)}
${row.topic.sensitive ? null : mapSection(reader, row)}`;
}

function topicForm(reader: Reader, chosen: TopicId | null): Markup {
  const { t, language, names } = reader;
  return html`<form class="topic-form" method="get" action="/xu-huong"><label>${t.trends.choose} <select name="linh-vuc"><option value="">${t.trends.allTopics}</option>${names.topics.map(
    (topic) =>
      html`<option value="${topic.id}"${topic.id === chosen ? html` selected` : null}>${topic.id === topic.family ? "" : "– "}${topic[language]}</option>`,
  )}</select></label><button class="quiet-button">${t.trends.show}</button></form>`;
}

/** Small multiples share one scale and say so. */
function multiples(reader: Reader, series: readonly TrendSeries[], floor: number): Markup {
  const { t } = reader;
  const top = niceTop(
    Math.max(
      floor,
      ...series.flatMap((one) => one.chart.map((at) => Math.max(at.observed ?? 0, at.high ?? 0))),
    ),
  );
  return html`<p class="small quiet">${t.trends.scale(reader.number(top))}</p>
<div class="multiples">${series.map((one) => {
    const name = seriesName(reader, one);
    return html`<section class="card multiple"><h3>${name}</h3><p class="small">${standingTag(reader, one)}</p>${trendChart(reader, one.chart, { top, alternative: `${name}: ${standingText(reader, one)}` })}
<details><summary class="small">${t.search.trendTable}</summary>${chartTable(reader, one.chart, floor)}</details></section>`;
  })}</div>${legend(reader, floor)}`;
}

function seriesName(reader: Reader, { topic, place }: TrendSeries): string {
  return reader.t.trends.chartOf(reader.names.topic(topic, reader.language), placeName(reader, place));
}

function placeName(reader: Reader, place: TrendSeries["place"]): string {
  return place === WHOLE_AREA
    ? reader.t.wholeArea.toLocaleLowerCase(reader.language)
    : reader.names.place(place);
}

function grid(reader: Reader, { rows }: TrendsView): Markup {
  const { t, language, names } = reader;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${t.trends.gridTitle}"><table class="grid-table"><thead><tr><th scope="col">${t.trends.topicColumn}</th><th scope="col">${t.wholeArea}</th>${names.communes.map((unit) => html`<th scope="col">${unit.label}</th>`)}</tr></thead>
<tbody>${rows.map(
    ({ topic, series }) =>
      html`<tr><th scope="row"><a href="${trendPath(topic.id)}">${topic[language]}</a></th>${series.map((one) => html`<td class="standing-${one.standing}">${gridCell(reader, one)}</td>`)}${topic.sensitive ? html`<td class="quiet small" colspan="${names.communes.length}">${t.trends.sensitiveOnly}</td>` : null}</tr>`,
  )}</tbody></table></div>`;
}

function gridCell(reader: Reader, series: TrendSeries): Markup {
  const { t } = reader;
  const last = series.chart.at(-1);
  if (series.standing === "withheld") return html`<span title="${t.trends.hidden}">–</span>`;
  if (last === undefined || last.observed === null)
    return html`<span class="pale">${lowText(reader, series)}</span>`;
  const usual =
    last.low === null || last.high === null
      ? t.trends.unknown
      : t.trends.usual(reader.number(last.low), reader.number(last.high));
  return html`${standingMark(series.standing)}<b>${reader.number(last.observed)}</b> <small>${usual}</small>`;
}

function lowText(reader: Reader, { topic }: TrendSeries): string {
  const floor = reader.names.isSensitive(topic) ? reader.sensitiveFloor : reader.floor;
  return reader.t.floor.count(reader.number(floor));
}

const MARKS: Readonly<Record<Standing, Markup | null>> = {
  above: html`<svg class="sm" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true"><path d="M6 1.5 11 10H1Z" fill="currentColor"/></svg>`,
  inside: html`<svg class="sm" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true"><circle cx="6" cy="6" r="3.5" fill="none" stroke="currentColor" stroke-width="2"/></svg>`,
  below: html`<svg class="sm" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true"><path d="M6 10.5 1 2h10Z" fill="none" stroke="currentColor" stroke-width="1.5"/></svg>`,
  low: null,
  withheld: null,
  unknown: null,
};

function standingMark(standing: Standing): Markup | null {
  return MARKS[standing];
}

function standingTag(reader: Reader, series: TrendSeries): Markup {
  return html`<span class="standing standing-${series.standing}">${standingMark(series.standing)}${standingText(reader, series)}</span>`;
}

function standingText(reader: Reader, series: TrendSeries): string {
  const { t } = reader;
  const last = series.chart.at(-1);
  const count = last?.observed == null ? "" : `${reader.number(last.observed)} · `;
  switch (series.standing) {
    case "above":
      return `${count}${t.trends.above}`;
    case "inside":
      return `${count}${t.trends.inside}`;
    case "below":
      return `${count}${t.trends.below}`;
    case "unknown":
      return `${count}${t.trends.unknown}`;
    case "withheld":
      return t.trends.hidden;
    case "low":
      return lowText(reader, series);
  }
}

function standingKey(reader: Reader): Markup {
  const { t } = reader;
  const keys = [
    ["above", t.trends.above],
    ["inside", t.trends.inside],
    ["below", t.trends.below],
  ] as const;
  return html`<ul class="legend small">${keys.map(([standing, text]) => html`<li class="standing-${standing}">${standingMark(standing)}${text}</li>`)}<li>– ${t.trends.hidden}</li></ul>`;
}

function mapSection(reader: Reader, row: TrendRow): Markup {
  const { t, language } = reader;
  const communes = row.series.filter((series) => series.place !== WHOLE_AREA);
  return html`<section><h2>${t.trends.mapOf(row.topic[language])}</h2><div class="map-and-table"><div class="card">${areaMap(reader, communes)}</div>
<div class="scroll"><table><caption class="visually-hidden">${t.trends.mapTable}</caption><thead><tr><th scope="col">${t.trends.place}</th><th scope="col" class="n">${t.trends.voices}</th><th scope="col">${t.trends.ratio}</th></tr></thead><tbody>${communes.map(
    (one) => {
      const observed = one.chart.at(-1)?.observed ?? null;
      const ratio =
        one.ratio === null
          ? one.standing === "low"
            ? "–"
            : t.trends.unknown
          : t.trends.times(reader.number(one.ratio));
      return html`<tr><th scope="row">${placeName(reader, one.place)}</th><td class="n">${observed === null ? lowText(reader, one) : reader.number(observed)}</td><td>${ratio}</td></tr>`;
    },
  )}</tbody></table></div></div></section>`;
}

/** The address of one topic's trends. */
export function trendPath(topic: TopicId): string {
  return `/xu-huong?linh-vuc=${encodeURIComponent(topic)}`;
}
