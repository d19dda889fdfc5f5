import type { Kind, Polarity, Speaker } from "../../model/document.ts";
import type { PlaceId, SourceId, TopicId } from "../../model/ids.ts";
import { day } from "../../response/format.ts";
import type { ShownBucket } from "../../search/disclosure.ts";
import type { FacetField } from "../../search/search-index.ts";
import type { ShownFacet } from "../../search/suppression.ts";
import { weekOfDay } from "../format.ts";
import { html, type Markup } from "../html.ts";
import type { Reader } from "../kit.ts";
import {
  type Choice,
  choicesOf,
  type FilterName,
  type Results,
  type Searched,
  searchPath,
  toggled,
  type Wish,
} from "../search.ts";
import { searchTrend } from "./charts.ts";
import { layout } from "./layout.ts";
import { floorText } from "./parts.ts";
import { hitItem } from "./search-hits.ts";

const SHOWN_VALUES = 6;
const FILTERS: readonly (readonly [FacetField, FilterName])[] = [
  ["topic", "linh-vuc"],
  ["place", "dia-ban"],
  ["polarity", "sac-thai"],
  ["source", "nguon"],
  ["kind", "loai"],
];

/** The search: one box, what was found, and what it could be narrowed to. */
export function searchPage(reader: Reader, wish: Wish, searched: Searched): Markup {
  const { t } = reader;
  return layout(reader, {
    title: wish.q === "" || searched.kind === "refused" ? t.search.title : `${wish.q} · ${t.search.title}`,
    section: "/tim-kiem",
    content: html`<p class="eyebrow">${t.search.title}</p>
${searchForm(reader, wish, searched.kind === "refused")}
${searched.kind === "results" ? resultsPart(reader, wish, searched.results) : refusalPart(reader, searched)}`,
  });
}

/** What was refused or written wrong, in one sentence that is the page's finding, and what can be searched instead. */
function refusalPart(reader: Reader, searched: Exclude<Searched, { readonly kind: "results" }>): Markup {
  const sentence =
    searched.kind === "refused"
      ? reader.t.search.refused(searched.sentence)
      : html`<span lang="vi">${searched.sentence}</span>`;
  return html`<h1 class="notice">${sentence}</h1>${examples(reader)}`;
}

function searchForm(reader: Reader, wish: Wish, refused: boolean): Markup {
  const { t } = reader;
  const kept = choicesOf(wish).filter(({ name }) => name !== "tu" && name !== "den");
  return html`<form class="search-form" method="get" action="/tim-kiem" role="search">
<div class="search-line"><label class="visually-hidden" for="q">${t.search.box}</label>
<input id="q" type="search" name="q" value="${refused ? "" : wish.q}" placeholder="${t.search.placeholder}" maxlength="300" aria-describedby="q-help"><button class="button">${t.search.submit}</button></div>
<p class="small quiet" id="q-help">${t.search.help}</p>
<details class="dates"${wish.from === null && wish.to === null ? null : html` open`}><summary>${t.search.dates}</summary><div>${dateInput("tu", t.search.from, wish.from)}${dateInput("den", t.search.to, wish.to)}<button class="quiet-button">${t.search.apply}</button></div></details>
${kept.map(({ name, value }) => html`<input type="hidden" name="${name}" value="${value}">`)}
</form>`;
}

function dateInput(name: FilterName, label: string, value: string | null): Markup {
  return html`<label>${label} <input type="date" name="${name}" value="${value ?? ""}"></label>`;
}

function resultsPart(reader: Reader, wish: Wish, results: Results): Markup {
  const { t } = reader;
  return html`<h1 class="finding finding-small">${wish.q === "" ? t.search.everything : t.search.resultsFor(wish.q)}</h1>
<p class="lead">${summary(reader, wish, results)}</p>
${speakerChips(reader, wish)}
${activeFilters(reader, wish)}
<div class="columns">
<div>${citizensNote(reader, wish, results)}
${results.hits.length > 0 ? hitList(reader, wish, results) : noHits(reader, wish)}</div>
<div class="rail">${trendPart(reader, results)}${facetsPart(reader, wish, results)}</div>
</div>`;
}

/** What must be said of citizens' words: that they are masked, or why there are none. */
function citizensNote(reader: Reader, wish: Wish, results: Results): Markup | null {
  const { t } = reader;
  if (wish.speaker === "institution") return null;
  return results.citizensShown
    ? html`<p class="small quiet">${t.search.masked}</p>`
    : html`<p class="notice">${t.search.withheld(floorText(reader))}</p>`;
}

function noHits(reader: Reader, wish: Wish): Markup {
  const { t } = reader;
  const none = wish.speaker === "citizen" ? null : html`<p>${t.search.none}</p>`;
  return html`<div class="card calm">${none}<p class="quiet">${t.search.noneHelp}</p></div>${examples(reader)}`;
}

/** Over a range of days the citizens' figure counts whole blocks of days within it: at least so many. */
function summary(reader: Reader, wish: Wish, { total, citizensShown }: Results): string {
  const { t } = reader;
  const institution = t.search.institutions(reader.number(total.institution));
  if (wish.speaker === "institution") return t.search.sentence(institution);
  const ranged = wish.from !== null || wish.to !== null;
  const few = t.search.citizens(t.floor.count(floorText(reader)));
  const count = total.citizen === null ? null : reader.number(total.citizen);
  const untold = citizensShown ? t.search.citizensUntold : few;
  const citizen = count === null ? untold : t.search.citizens(ranged ? t.trends.atLeast(count) : count);
  return wish.speaker === "citizen" ? t.search.sentence(citizen) : t.search.summary(institution, citizen);
}

/** Everybody, institutions alone, citizens alone. */
function speakerChips(reader: Reader, wish: Wish): Markup {
  const { t } = reader;
  const choices = [null, "institution", "citizen"] as const;
  return html`<ul class="chips speakers">${choices.map((speaker) => {
    const path = searchPath({ ...wish, speaker, cursor: null });
    const name = speaker === null ? t.search.everybody : t.search.speaker[speaker];
    return html`<li><a href="${path}"${wish.speaker === speaker ? html` class="on" aria-current="true"` : null}>${name}</a></li>`;
  })}</ul>`;
}

function hitList(reader: Reader, wish: Wish, results: Results): Markup {
  const { t } = reader;
  const next = results.cursor === null ? null : searchPath({ ...wish, cursor: results.cursor });
  return html`<h2 class="visually-hidden">${t.search.hits}</h2><p class="in-print small">${t.search.notOnPaper}</p><ul class="card rows hits" id="ket-qua">${results.hits.map((hit) => hitItem(reader, hit))}
${next === null ? null : html`<li class="more"><a class="quiet-button" href="${next}" hx-get="${next}" hx-select="#ket-qua > li" hx-target="closest li" hx-swap="outerHTML">${t.search.more}</a></li>`}</ul>`;
}

function examples(reader: Reader): Markup {
  const { t } = reader;
  return html`<p class="quiet">${t.search.examples}</p><ul class="chips">${t.search.exampleQueries.map(
    (query) => html`<li><a href="/tim-kiem?q=${encodeURIComponent(query)}">${query}</a></li>`,
  )}</ul>`;
}

function activeFilters(reader: Reader, wish: Wish): Markup | null {
  const { t } = reader;
  const choices = choicesOf(wish).filter(({ name }) => name !== "ai");
  if (choices.length === 0) return null;
  return html`<div class="active"><span class="small quiet">${t.search.active}</span><ul class="chips">${choices.map(
    (choice) => {
      const name = choiceName(reader, choice);
      return html`<li><a class="on" href="${searchPath(toggled(wish, choice))}" aria-label="${t.search.remove(name)}">${name} <span aria-hidden="true">×</span></a></li>`;
    },
  )}</ul><a class="small" href="${searchPath({ ...wish, topics: [], places: [], polarities: [], sources: [], kinds: [], speaker: null, from: null, to: null, cursor: null })}">${t.search.clear}</a></div>`;
}

function choiceName(reader: Reader, { name, value }: Choice): string {
  const { t, names, language } = reader;
  switch (name) {
    case "linh-vuc":
      return names.topic(value as TopicId, language);
    case "dia-ban":
      return names.place(value as PlaceId);
    case "sac-thai":
      return t.polarity[value as Polarity];
    case "nguon":
      return names.source(value as SourceId);
    case "loai":
      return t.kind[value as Kind];
    case "ai":
      return t.search.speaker[value as Speaker];
    case "tu":
      return `${t.search.from} ${day(value as Parameters<typeof day>[0])}`;
    case "den":
      return `${t.search.to} ${day(value as Parameters<typeof day>[0])}`;
  }
}

function facetsPart(reader: Reader, wish: Wish, results: Results): Markup | null {
  const { t } = reader;
  if (FILTERS.every(([field]) => results.facets[field].length === 0)) return null;
  const titles = {
    topic: t.search.topic,
    place: t.search.place,
    polarity: t.search.tone,
    source: t.search.source,
    kind: t.search.kind,
  };
  return html`<section class="facets"><h2>${t.search.filters}</h2>${FILTERS.map(([field, name]) => {
    const values = results.facets[field];
    if (values.length === 0) return null;
    const rows = values.map((facet) => facetRow(reader, wish, name, facet));
    return html`<h3>${titles[field]}</h3><ul class="plain facet">${rows.slice(0, SHOWN_VALUES)}</ul>${
      rows.length > SHOWN_VALUES
        ? html`<details><summary class="small">${t.search.more}</summary><ul class="plain facet">${rows.slice(SHOWN_VALUES)}</ul></details>`
        : null
    }`;
  })}</section>`;
}

function facetRow(reader: Reader, wish: Wish, name: FilterName, facet: ShownFacet): Markup {
  const { t } = reader;
  const choice = { name, value: facet.value };
  const on = choicesOf(wish).some((one) => one.name === name && one.value === facet.value);
  const counts = [
    facet.institution === 0 ? null : t.search.facetInstitution(reader.number(facet.institution)),
    facet.citizen === null ? null : t.search.facetCitizen(reader.number(facet.citizen)),
  ];
  return html`<li><a href="${searchPath(toggled(wish, choice))}"${on ? html` aria-current="true"` : null}><span>${choiceName(reader, choice)}</span><small>${counts.filter((count) => count !== null).join(" · ")}</small></a></li>`;
}

function trendPart(reader: Reader, { trend, trendSize }: Results): Markup | null {
  const { t } = reader;
  if (trend.every((one) => one.citizen === null && one.institution === 0)) return null;
  const most = trend.reduce<ShownBucket | null>(
    (best, one) => ((one.citizen ?? 0) > (best?.citizen ?? 0) ? one : best),
    null,
  );
  const named = (one: ShownBucket): string =>
    trendSize === "week" ? weekOfDay(one.start, reader.language) : day(one.start);
  const finding =
    most === null
      ? t.search.trendLow(floorText(reader))
      : t.search.trendFinding(named(most), reader.number(most.citizen ?? 0));
  return html`<section><h2>${trendSize === "week" ? t.search.trendWeekly : t.search.trend}</h2><p class="small">${finding}</p>${searchTrend(reader, trend, finding)}
<details><summary class="small">${t.search.trendTable}</summary><div class="scroll" tabindex="0" role="region" aria-label="${t.search.trendTable}"><table><thead><tr><th scope="col">${t.search.day}</th><th scope="col" class="n">${t.search.citizenItems}</th><th scope="col" class="n">${t.search.institutionItems}</th></tr></thead><tbody>${trend
    .toReversed()
    .map(
      (one) =>
        html`<tr><th scope="row">${named(one)}</th><td class="n">${one.citizen === null ? t.floor.count(floorText(reader)) : reader.number(one.citizen)}</td><td class="n">${reader.number(one.institution)}</td></tr>`,
    )}</tbody></table></div></details></section>`;
}
