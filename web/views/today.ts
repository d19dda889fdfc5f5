import type { HotSpot } from "../../model/hot-spot.ts";
import { dayOf, instantOf, startOfDay, weekdayOf } from "../../model/time.ts";
import { day, shortDay } from "../../response/format.ts";
import { clock, weekOfDay } from "../format.ts";
import { html, type Markup } from "../html.ts";
import type { Reader } from "../kit.ts";
import { isOngoing, type Today } from "../today.ts";
import type { TrendSeries } from "../trends.ts";
import { hotSpotSpark, niceTop, usualStrip } from "./charts.ts";
import { layout } from "./layout.ts";
import {
  daysSince,
  floorFor,
  gapMoment,
  hotSpotName,
  hotSpotPath,
  lowerFirst,
  outageSentence,
  standingBadge,
  trendPath,
} from "./parts.ts";
import { trendCell } from "./standing.ts";

/** The first page: one sentence, then what rose, what fell quiet, what could not be heard and what is calm. */
export function todayPage(
  reader: Reader,
  today: Today,
  options: { readonly maySearch: boolean; readonly usual: readonly TrendSeries[] },
): Markup {
  const { t } = reader;
  return layout(reader, {
    title: t.today.title,
    section: "/hom-nay",
    content: html`<p class="eyebrow">${dateLine(reader)}</p>
${finding(reader, today)}
${options.maySearch ? searchBox(reader) : null}
<div class="columns">
<div>${today.readiness === "nothing" ? null : [options.usual.length > 0 ? usualSection(reader, options.usual) : risingSection(reader, today), subsidedSection(reader, today)]}</div>
<div class="rail">${unheardSection(reader, today)}${options.usual.length > 0 ? null : calmSection(reader, today)}
<section class="quiet"><h2>${t.today.howToRead}</h2><p class="small">${t.today.howToReadText}</p></section></div>
</div>`,
  });
}

function dateLine(reader: Reader): string {
  const now = instantOf(reader.now);
  const today = dayOf(now);
  const { t } = reader;
  return `${t.weekdays[weekdayOf(today)] ?? ""} ${day(today)} · ${weekOfDay(today, reader.language)} · ${t.today.asOf(clock(now))}`;
}

/** One sentence: what rose; then what could not be heard, and what is calm. */
function finding(reader: Reader, today: Today): Markup {
  const { t } = reader;
  if (today.readiness === "nothing") {
    return html`<h1 class="finding">${t.today.nothingYet}</h1><p class="lead">${t.today.nothingYetMore}</p>`;
  }
  const more = [
    watchSentence(reader, today),
    gapSentence(reader, today),
    calmSentence(reader, today),
    today.readiness === "learning" ? t.today.learning : null,
  ];
  return html`<h1 class="finding">${roseSentence(reader, today)}</h1>
<p class="lead">${more.filter((sentence) => sentence !== null).join(" ")}</p>`;
}

function roseSentence(reader: Reader, { rising, watched }: Today): string {
  const { t } = reader;
  const [first] = rising;
  if (first === undefined) return watched.length === 0 ? t.today.calm : t.today.noneUrgent;
  const what = lowerFirst(hotSpotName(reader, first), reader);
  return rising.length === 1 ? t.today.one(what) : t.today.many(reader.number(rising.length), what);
}

function watchSentence(reader: Reader, { rising, watched }: Today): string | null {
  const { t } = reader;
  const [first] = watched;
  if (first === undefined) return null;
  const count = reader.number(watched.length);
  return rising.length > 0
    ? t.today.alsoWatched(count)
    : t.today.watched(count, lowerFirst(hotSpotName(reader, first), reader));
}

function gapSentence(reader: Reader, { outages }: Today): string | null {
  const { t } = reader;
  const ongoing = outages.filter(isOngoing);
  const [only] = ongoing;
  if (only === undefined) return null;
  return ongoing.length === 1
    ? t.today.gap(reader.names.source(only.sourceId), gapMoment(only.beganAt))
    : t.today.gaps(reader.number(ongoing.length));
}

function calmSentence(reader: Reader, { rising, watched, calm, readiness }: Today): string | null {
  if (readiness !== "ready" || calm.length === 0) return null;
  const count = reader.number(calm.length);
  return rising.length + watched.length === 0
    ? reader.t.today.calmMore(count)
    : reader.t.today.restCalm(count);
}

function searchBox(reader: Reader): Markup {
  const { t } = reader;
  return html`<form class="search-line" method="get" action="/tim-kiem" role="search">
<label class="visually-hidden" for="q">${t.today.searchLabel}</label>
<input id="q" type="search" name="q" placeholder="${t.search.placeholder}" maxlength="300"><button class="button">${t.search.submit}</button></form>`;
}

function risingSection(reader: Reader, { rising, watched }: Today): Markup {
  const { t } = reader;
  if (rising.length + watched.length === 0) {
    return html`<section><h2>${t.today.rose}</h2><div class="card calm"><p>${t.today.roseNone}</p></div></section>`;
  }
  return html`${lines(reader, t.today.rose, rising)}${lines(reader, t.today.watchedTitle, watched)}`;
}

function lines(reader: Reader, title: string, spots: readonly HotSpot[]): Markup | null {
  if (spots.length === 0) return null;
  return html`<section><h2>${title}</h2><p class="small quiet">${reader.t.signal}</p><ul class="card rows">${spots.map(
    (spot) => html`<li>${hotSpotLine(reader, spot)}</li>`,
  )}</ul></section>`;
}

/** A calm day in full: each topic as a point within its usual range; those below the floor by name. */
function usualSection(reader: Reader, usual: readonly TrendSeries[]): Markup {
  const { t, language, names } = reader;
  const told = usual.filter((series) => series.standing !== "low");
  const others = usual.filter((series) => !told.includes(series));
  const top = niceTop(
    Math.max(0, ...told.map(({ chart }) => Math.max(chart.at(-1)?.observed ?? 0, chart.at(-1)?.high ?? 0))),
  );
  const link = (series: TrendSeries) =>
    html`<a href="${trendPath(series.topic)}">${names.topic(series.topic, language)}</a>`;
  return html`<section><h2>${t.today.allUsual}</h2>${
    told.length === 0
      ? null
      : html`<ul class="card rows usual">${told.map((series) => html`<li>${link(series)}${usualStrip(series.chart.at(-1), top)}<span>${trendCell(reader, series)}</span></li>`)}</ul>`
  }${others.length === 0 ? null : html`<h3 class="after">${t.today.fewVoices}</h3><ul class="chips">${others.map((series) => html`<li>${link(series)}</li>`)}</ul>`}</section>`;
}

function subsidedSection(reader: Reader, { subsided }: Today): Markup | null {
  if (subsided.length === 0) return null;
  return html`<section><h2>${reader.t.today.subsided}</h2><ul class="card rows">${subsided.map(
    (spot) => html`<li>${hotSpotLine(reader, spot)}</li>`,
  )}</ul></section>`;
}

/** A hot spot as one line: level, sentence, age, suggested unit, four weeks of bars. */
export function hotSpotLine(reader: Reader, spot: HotSpot): Markup {
  const { t } = reader;
  const { sentence, chart } = spot.explanation;
  const unit = reader.names.suggestedUnit(spot.topic, spot.places);
  const age = t.days(daysSince(startOfDay(spot.openedOn), reader.now));
  const facts = [
    spot.state === "open"
      ? t.today.since(shortDay(spot.openedOn), age)
      : `${t.hotSpot.factSince} ${shortDay(spot.openedOn)}`,
    spot.lastActiveOn === spot.openedOn ? null : t.alerts.spot.lastRose(shortDay(spot.lastActiveOn)),
    unit === null ? null : t.today.unit(unit),
    spot.acknowledgedAt === null ? null : t.today.acknowledged,
    spot.clearedOn === null ? null : t.today.clearedOn(shortDay(spot.clearedOn)),
  ];
  return html`<article class="hot-line">
<div>${standingBadge(reader, spot)}
<h3><a href="${hotSpotPath(spot)}"><span lang="vi">${sentence}</span></a></h3>
<p class="small quiet">${facts.filter((fact) => fact !== null).join(" · ")}</p></div>
${hotSpotSpark(chart, { words: t.today.spark, floor: floorFor(reader, spot.topic) })}
</article>`;
}

function unheardSection(reader: Reader, { outages, readiness }: Today): Markup | null {
  const { t } = reader;
  if (readiness === "nothing" && outages.length === 0) return null;
  return html`<section><h2>${t.today.unheard}</h2>${
    outages.length === 0
      ? html`<p class="quiet">${t.today.unheardNone}</p>`
      : html`<ul class="plain gaps">${outages.map((outage) => html`<li>${outageSentence(reader, outage)}</li>`)}</ul>`
  }</section>`;
}

function calmSection(reader: Reader, { calm, readiness }: Today): Markup | null {
  const { t, language } = reader;
  if (readiness !== "ready" || calm.length === 0) return null;
  return html`<section><h2>${t.today.calmTopics}</h2><ul class="chips">${calm.map(
    (topic) => html`<li><a href="${trendPath(topic.id)}">${topic[language]}</a></li>`,
  )}</ul></section>`;
}
