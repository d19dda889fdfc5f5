import type { Settings, SourceSettings } from "../../config/schema.ts";
import { COUNTING_KEY_DAYS } from "../../model/floors.ts";
import { html, type Markup } from "../html.ts";
import type { Reader } from "../kit.ts";
import { layout } from "./layout.ts";

/** The configuration that is running, as far as the public page tells it. */
export interface Running {
  readonly settings: Settings;
  readonly sources: readonly SourceSettings[];
}

/** Minh bạch: the promise in ten lines, then the running configuration, word for word what the product obeys. */
export function transparencyPage(reader: Reader, running: Running): Markup {
  const { t } = reader;
  return layout(reader, {
    title: t.transparency.title,
    section: "/minh-bach",
    content: html`<p class="eyebrow">${t.transparency.title}</p>
<h1 class="finding">${t.transparency.lead}</h1>
<p class="lead">${t.transparency.live}</p>
${promiseSection(reader, running)}
<div class="columns"><div>${sourcesSection(reader, running)}${topicsSection(reader)}</div>
<div class="rail">${floorsSection(reader, running)}${areaSection(reader)}${neverSection(reader)}</div></div>`,
  });
}

function promiseSection(reader: Reader, { settings }: Running): Markup {
  const { t } = reader;
  const lines = t.transparency.promise({
    voices: reader.number(settings.floors.voices),
    sources: reader.number(settings.floors.sources),
    sensitive: reader.number(settings.floors.sensitiveVoices),
    textDays: reader.number(settings.retention.citizenTextDays),
    keyDays: reader.number(COUNTING_KEY_DAYS),
  });
  return html`<section><h2>${t.transparency.promiseTitle}</h2><ol class="promise">${lines.map((line) => html`<li>${line}</li>`)}</ol></section>`;
}

function sourcesSection(reader: Reader, running: Running): Markup {
  const { t } = reader;
  const sources = running.sources.filter((source) => source.enabled);
  if (sources.length === 0) return html`<section><h2>${t.transparency.sourcesNone}</h2></section>`;
  return html`<section><h2>${t.transparency.sourcesTitle(reader.number(sources.length))}</h2><ul class="card rows">${sources.map(
    (source) => html`<li><p><b>${source.name}</b> <span class="quiet">${source.hosts.join(", ")}</span></p>
<p class="small">${t.sources.speaker[source.speaker]}${source.comments?.enabled === true ? `; ${t.transparency.comments}` : null} · ${t.transparency.every(reader.number(source.everyMinutes))}</p>
<p class="small quiet">${source.legalNote}</p></li>`,
  )}</ul></section>`;
}

function topicsSection(reader: Reader): Markup {
  const { t, language, names } = reader;
  return html`<section><h2>${t.transparency.topicsTitle(reader.number(names.families.length))}</h2><ul class="card topic-grid">${names.families.map(
    (family) => {
      const children = names.topics.filter((topic) => topic.family === family.id && topic.id !== family.id);
      return html`<li><p><b>${family[language]}</b>${family.sensitive ? html` <span class="tag">${t.transparency.sensitiveTag}</span>` : null}</p>${
        children.length === 0
          ? null
          : html`<p class="small quiet">${children.map((child) => `${child[language]}${child.sensitive && !family.sensitive ? ` (${t.transparency.sensitiveTag})` : ""}`).join(" · ")}</p>`
      }</li>`;
    },
  )}</ul></section>`;
}

function floorsSection(reader: Reader, { settings }: Running): Markup {
  const { t } = reader;
  const rows = [
    [t.transparency.floorVoices, reader.number(settings.floors.voices)],
    [t.transparency.floorSources, reader.number(settings.floors.sources)],
    [t.transparency.floorSensitive, reader.number(settings.floors.sensitiveVoices)],
    [t.transparency.retentionText, t.days(settings.retention.citizenTextDays)],
    [t.transparency.retentionKeys, t.days(COUNTING_KEY_DAYS)],
  ] as const;
  return html`<section><h2>${t.transparency.floorsTitle}</h2><dl class="facts">${rows.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl><p class="small quiet">${t.transparency.floorNote}</p></section>`;
}

function areaSection(reader: Reader): Markup {
  const { t, names } = reader;
  return html`<section><h2>${t.transparency.areaTitle}</h2><p>${names.communes.map((unit) => unit.label).join(", ")}</p></section>`;
}

function neverSection(reader: Reader): Markup {
  const { t } = reader;
  return html`<section><h2>${t.transparency.neverTitle}</h2><ul class="bullets">${t.transparency.never.map((line) => html`<li>${line}</li>`)}</ul></section>`;
}
