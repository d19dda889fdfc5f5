import { sourceId } from "../../model/ids.ts";
import { clock } from "../format.ts";
import { html, type Markup } from "../html.ts";
import type { Reader } from "../kit.ts";
import { needsSomebody, type SourceRow, type SourcesView } from "../sources.ts";
import { freshnessSection, readingLine } from "./freshness.ts";
import { layout } from "./layout.ts";
import { floorText, outageSentence, timeTag } from "./parts.ts";

/** Nguồn: what can be heard, what cannot, and what to do about it. */
export function sourcesPage(reader: Reader, view: SourcesView): Markup {
  const { t } = reader;
  const enabled = view.rows.filter((row) => row.settings?.enabled === true);
  const bad = enabled.filter(needsSomebody).length;
  return layout(reader, {
    title: t.sources.title,
    section: "/nguon",
    content: html`<p class="eyebrow">${t.sources.title}</p>
<h1 class="finding">${enabled.length === 0 ? t.sources.none : bad === 0 ? t.sources.allWell(reader.number(enabled.length)) : t.sources.some(reader.number(bad), reader.number(enabled.length))}</h1>
${enabled.length === 0 ? html`<p class="lead">${t.sources.noneMore}</p>` : null}
${view.rows.length === 0 ? null : html`<ul class="card rows">${view.rows.map((row) => sourceItem(reader, row))}</ul>`}
${freshnessSection(reader, view.freshness)}
<section><h2>${t.sources.outagesTitle}</h2>${
      view.outages.length === 0
        ? html`<p class="quiet">${t.sources.outagesNone}</p>`
        : html`<ul class="plain gaps">${view.outages.map((outage) => html`<li>${outageSentence(reader, outage)}</li>`)}</ul>`
    }</section>
${quarantineSection(reader, view)}`,
  });
}

function sourceItem(reader: Reader, row: SourceRow): Markup {
  const { t } = reader;
  const name = row.settings === null ? t.sources.others : row.name;
  return html`<li class="source"><div class="source-head"><h2>${name}</h2>${row.settings === null ? null : html`<p class="small quiet">${t.sources.speaker[row.settings.speaker]} · ${row.settings.hosts.join(", ")}</p>`}</div>
<div class="source-state">${stateLines(reader, row)}</div>
<div class="source-counts"><p class="small quiet">${t.sources.outcomes}</p>${countsLine(reader, row)}${heldLine(reader, row)}${row.reading === null ? null : readingLine(reader, row.reading)}</div></li>`;
}

function stateLines(reader: Reader, row: SourceRow): Markup | null {
  const { t } = reader;
  if (row.settings === null) return null;
  if (row.state === "disabled") return html`<p class="quiet">${t.sources.disabled}</p>`;
  if (row.state === "waiting") return html`<p class="quiet">${t.sources.waiting}</p>`;
  const good = row.state === "ok";
  const heard = row.lastSuccessAt === null ? t.sources.never : timeTag(reader, row.lastSuccessAt);
  return html`<p class="${good ? "state-ok" : "state-bad"}"><b>${t.sources.state[row.state]}</b>${row.failures > 0 ? html` · ${t.sources.failures(reader.number(row.failures))}` : null}</p>
${row.problem === null ? null : html`<p class="small wrap">${row.problem}</p>`}
${good ? null : html`<p class="small">${t.sources.remedy[row.state]}</p>`}
<p class="small quiet">${t.sources.lastSuccess}: ${heard}${row.nextPollAt === null ? null : html` · ${t.sources.next(clock(row.nextPollAt))}`}</p>`;
}

function countsLine(reader: Reader, row: SourceRow): Markup {
  const { t } = reader;
  const told = (count: number | null): string =>
    count === null ? t.floor.count(floorText(reader)) : reader.number(count);
  if (row.outcomes.length === 0) return html`<p class="quiet small">–</p>`;
  return html`<dl class="counts">${row.outcomes.map(({ disposition, count }) => html`<div><dt>${t.sources.disposition[disposition]}</dt><dd>${told(count)}</dd></div>`)}${row.total === null ? null : html`<div class="sum"><dt>${t.sources.total}</dt><dd>${reader.number(row.total)}</dd></div>`}</dl>`;
}

function heldLine(reader: Reader, { held, settings }: SourceRow): Markup | null {
  const { t } = reader;
  if (held === null || settings === null) return null;
  const hearsPeople = settings.speaker === "citizen" || settings.comments?.enabled === true;
  const citizen = held.citizen === null ? t.floor.count(floorText(reader)) : reader.number(held.citizen);
  const parts = [
    settings.speaker === "institution" ? t.search.facetInstitution(reader.number(held.institution)) : null,
    hearsPeople ? t.search.facetCitizen(citizen) : null,
  ];
  return html`<p class="small quiet">${t.sources.held}: ${parts.filter((part) => part !== null).join(", ")}</p>`;
}

function quarantineSection(reader: Reader, { quarantined }: SourcesView): Markup {
  const { t } = reader;
  if (quarantined.length === 0) {
    return html`<section><h2>${t.sources.quarantineTitle}</h2><p class="quiet">${t.sources.quarantineNone}</p></section>`;
  }
  return html`<section><h2>${t.sources.quarantineTitle}</h2><p class="small quiet">${t.sources.quarantineNote}</p><div class="scroll" tabindex="0" role="region" aria-label="${t.sources.quarantineTitle}"><table><thead><tr><th scope="col">${t.sources.when}</th><th scope="col">${t.sources.name}</th><th scope="col">${t.sources.stage}</th><th scope="col">${t.sources.reason}</th></tr></thead><tbody>${quarantined.map(
    (job) =>
      html`<tr><td>${timeTag(reader, job.quarantinedAt)}</td><td>${reader.names.source(sourceId(job.sourceId))}</td><td>${job.stage}</td><td class="wrap">${job.reason}</td></tr>`,
  )}</tbody></table></div></section>`;
}
