import type { HotSpot, HotSpotEvent } from "../../model/hot-spot.ts";
import type { Day } from "../../model/ids.ts";
import { startOfDay } from "../../model/time.ts";
import { day, shortDay } from "../../response/format.ts";
import type { ShownHit } from "../../search/disclosure.ts";
import type { Silence } from "../../state/silences.ts";
import { moment } from "../format.ts";
import { html, type Markup, outsideLink } from "../html.ts";
import type { Reader } from "../kit.ts";
import { chartTable } from "./chart-table.ts";
import { hotSpotPicture } from "./charts.ts";
import { csrfField, layout } from "./layout.ts";
import { daysSince, hotSpotName, hotSpotPath, standingBadge, trendPath } from "./parts.ts";
import { hitItem } from "./search-hits.ts";
import { silenceForm, silenceNotice } from "./silence.ts";

/** What the page of one hot spot shows beside the hot spot itself. */
export interface HotSpotView {
  readonly spot: HotSpot;
  readonly events: readonly HotSpotEvent[];
  /** Voices that a number or an excerpt of this subject needs. */
  readonly floor: number;
  readonly sensitive: boolean;
  /** Citizens' excerpts of this moment; null where the reader's role has no search. */
  readonly excerpts: {
    readonly hits: readonly ShownHit[];
    readonly withheld: boolean;
    readonly path: string;
  } | null;
  /** Earlier ones of its kind and place. */
  readonly similar: readonly HotSpot[];
  /** The hot spot with which this one is told; null where it is told by itself. */
  readonly lead: HotSpot | null;
  /** Silences that mute it now, with their authors' names. */
  readonly silences: readonly { readonly silence: Silence; readonly who: string | null }[];
  readonly mayAcknowledge: boolean;
  readonly mayAct: boolean;
  readonly problem: FormProblem | null;
}

/** A form that was not filled in, and the sentence that says so. */
export interface FormProblem {
  readonly form: "dismiss" | "silence";
  readonly sentence: string;
}

/** One hot spot: what, where, since when, how unusual, why it may be wrong, and the one thing to do. */
export function hotSpotPage(reader: Reader, view: HotSpotView): Markup {
  const { t } = reader;
  const { spot } = view;
  return layout(reader, {
    title: hotSpotName(reader, spot),
    section: "/diem-nong",
    content: html`<p class="eyebrow"><a href="/diem-nong">${t.hotSpots.title}</a> · ${t.signal}</p>
<p>${standingBadge(reader, spot)}</p>
<h1 class="finding"><span lang="vi">${spot.explanation.sentence}</span></h1>
${view.silences.map(({ silence, who }) => silenceNotice(reader, silence, { who, mayEnd: view.mayAct, back: hotSpotPath(spot) }))}
${actionsSection(reader, view)}
<p class="small quiet frozen">${t.alerts.spot.frozen(day(told(view)))}</p>
${chartSection(reader, view)}
<div class="columns">
<div>${whySection(reader, spot)}${doubtsSection(reader, spot)}${institutionsSection(reader, spot)}${excerptsSection(reader, view)}</div>
<div class="rail">${factsSection(reader, spot)}${phrasesSection(reader, spot)}${sourcesSection(reader, spot)}${leadSection(reader, view)}${historySection(reader, view)}${similarSection(reader, view)}</div>
</div>`,
  });
}

/** The day of the explanation that is shown. */
function told({ spot, events }: HotSpotView): Day {
  return events.findLast(({ event }) => event !== "cleared")?.day ?? spot.openedOn;
}

function leadSection(reader: Reader, { lead }: HotSpotView): Markup | null {
  if (lead === null) return null;
  const say = reader.t.alerts.spot;
  return html`<section><h2>${say.together}</h2><p>${say.togetherLead} <a href="${hotSpotPath(lead)}">${hotSpotName(reader, lead)}</a>.</p></section>`;
}

/** What was like it before, and how it ended: the quickest check whether this is real. */
function similarSection(reader: Reader, { similar }: HotSpotView): Markup {
  const say = reader.t.alerts.spot;
  return html`<section><h2>${say.similar}</h2>${
    similar.length === 0
      ? html`<p class="quiet small">${say.noSimilar}</p>`
      : html`<ul class="plain">${similar.map((one) => {
          const end = `${reader.t.state[one.state]}${one.judged === null || one.judged.reason === "" ? "" : `: ${one.judged.reason}`}`;
          return html`<li><a href="${hotSpotPath(one)}">${hotSpotName(reader, one)}</a><br><span class="small quiet">${say.similarLine(day(one.openedOn), day(one.lastActiveOn), end)}</span></li>`;
        })}</ul>`
  }</section>`;
}

function chartSection(reader: Reader, { spot, floor }: HotSpotView): Markup {
  const { t } = reader;
  const { chart, since } = spot.explanation;
  return html`<section class="card chart-card"><div lang="vi">${hotSpotPicture(chart, { since, title: t.hotSpot.chartTitle, floor })}</div>
<details><summary>${t.hotSpot.table}</summary>${chartTable(reader, chart, { floor })}</details></section>`;
}

function whySection(reader: Reader, { explanation }: HotSpot): Markup {
  const { t } = reader;
  return html`<section><h2>${t.hotSpot.why}</h2><p class="small quiet">${t.hotSpot.whyNote}</p><ul class="card rows gates">${explanation.gates.map(
    ({ gate, passed, detail }) =>
      html`<li class="${passed ? "gate-yes" : "gate-no"}">${passed ? tick() : cross()}<div><b>${t.hotSpot.gate[gate]}</b> <span class="visually-hidden">(${passed ? t.hotSpot.passed : t.hotSpot.failed})</span><p lang="vi">${detail}</p></div></li>`,
  )}</ul></section>`;
}

function tick(): Markup {
  return html`<svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true"><path d="m4 10.5 4 4 8-9" fill="none" stroke="currentColor" stroke-width="2.5" stroke-linecap="round" stroke-linejoin="round"/></svg>`;
}

function cross(): Markup {
  return html`<svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true"><path d="M5 10h10" fill="none" stroke="currentColor" stroke-width="2.5" stroke-linecap="round"/></svg>`;
}

function doubtsSection(reader: Reader, { explanation }: HotSpot): Markup {
  const { t } = reader;
  return html`<section><h2>${t.hotSpot.doubts}</h2>${
    explanation.doubts.length === 0
      ? html`<p>${t.hotSpot.noDoubts}</p>`
      : html`<ul class="bullets" lang="vi">${explanation.doubts.map((doubt) => html`<li>${doubt}</li>`)}</ul>`
  }</section>`;
}

function institutionsSection(reader: Reader, { explanation }: HotSpot): Markup {
  const { t } = reader;
  return html`<section><h2>${t.hotSpot.institutions}</h2>${
    explanation.institutions.length === 0
      ? html`<p class="quiet">${t.hotSpot.noInstitutions}</p>`
      : html`<ul class="card rows">${explanation.institutions.map(({ title, url, source }) => {
          const link = outsideLink(url);
          return html`<li><p>${link === null ? title : html`<a href="${link}" rel="noreferrer noopener" class="outside">${title}</a><span class="in-print small"> (${link})</span>`}</p><p class="small quiet">${source}</p></li>`;
        })}</ul>`
  }</section>`;
}

function excerptsSection(reader: Reader, { excerpts, floor, sensitive }: HotSpotView): Markup | null {
  const { t } = reader;
  if (excerpts === null) return null;
  if (sensitive)
    return html`<section><h2>${t.hotSpot.excerpts}</h2><p class="quiet">${t.floor.sensitive}</p></section>`;
  return html`<section class="not-on-paper"><h2>${t.hotSpot.excerpts}</h2>${
    excerpts.withheld
      ? html`<p class="quiet">${t.floor.noExcerpts(reader.number(floor))}</p>`
      : html`<p class="small quiet">${t.hotSpot.excerptsNote}</p><ul class="card rows hits">${excerpts.hits.map((hit) => hitItem(reader, hit))}</ul>`
  }<p><a href="${excerpts.path}">${t.hotSpot.excerptsSearch}</a></p></section>`;
}

function actionsSection(reader: Reader, view: HotSpotView): Markup {
  return html`<section class="actions" aria-label="${reader.t.hotSpot.actions}">${actions(reader, view)}</section>`;
}

function actions(reader: Reader, { spot, mayAcknowledge, mayAct, problem }: HotSpotView): Markup {
  const { t } = reader;
  if (spot.state === "not-an-issue") return html`<p class="notice">${t.hotSpot.dismissed}</p>`;
  const done =
    spot.acknowledgedAt === null
      ? null
      : html`<p class="notice" role="status">${t.hotSpot.acknowledged(moment(spot.acknowledgedAt))}</p>`;
  if (!mayAcknowledge) return html`${done}<p class="quiet small">${t.hotSpot.readOnly}</p>`;
  const acknowledge =
    done ??
    html`<form method="post" action="${hotSpotPath(spot)}/tiep-nhan">${csrfField(reader)}<button class="button" title="${t.hotSpot.acknowledgeHelp}">${t.hotSpot.acknowledge}</button></form>`;
  if (!mayAct) return acknowledge;
  const sentence = problem?.form === "dismiss" ? problem.sentence : null;
  return html`${acknowledge}
<form method="post" action="/vu-viec">${csrfField(reader)}<input type="hidden" name="hotSpotId" value="${spot.id}"><button class="quiet-button" title="${t.alerts.spot.makeCaseHelp}">${t.alerts.spot.makeCase}</button></form>
${silenceForm(reader, spot, problem?.form === "silence" ? problem.sentence : null)}
<details${sentence === null ? null : html` open`}><summary class="quiet-button">${t.hotSpot.dismiss}</summary>
<form class="card stack" method="post" action="${hotSpotPath(spot)}/khong-phai-van-de">${csrfField(reader)}
${sentence === null ? null : html`<p class="notice notice-bad" role="alert">${sentence}</p>`}
<label>${t.hotSpot.reason}<textarea name="ly-do" rows="3" maxlength="300" required></textarea></label>
<p class="small quiet">${t.hotSpot.dismissHelp}</p><button class="quiet-button">${t.hotSpot.dismiss}</button></form></details>`;
}

function factsSection(reader: Reader, spot: HotSpot): Markup {
  const { t } = reader;
  const { explanation } = spot;
  const unit = reader.names.suggestedUnit(spot.topic, spot.places);
  const { negativeSharePercent: negative, usualNegativeSharePercent: usual } = explanation;
  const facts: readonly (readonly [string, string | null])[] = [
    [t.hotSpot.factVoices, reader.number(explanation.voices)],
    [t.hotSpot.factUsual, t.hotSpot.about(reader.number(explanation.expected))],
    [
      t.hotSpot.factSince,
      `${day(spot.openedOn)} (${t.days(daysSince(startOfDay(spot.openedOn), reader.now))})`,
    ],
    [t.hotSpot.factActive, day(spot.lastActiveOn)],
    [t.hotSpot.factState, t.state[spot.state]],
    [t.hotSpot.factUnit, unit],
    [t.alerts.spot.independence, reader.number(explanation.sources.length)],
    [t.alerts.spot.copied, copiedShare(reader, explanation)],
    [t.alerts.spot.health, healthOf(reader, explanation)],
    [
      t.search.tone,
      negative === null || usual === null
        ? t.alerts.spot.toneUnknown
        : t.hotSpot.tone(reader.number(negative), reader.number(usual)),
    ],
  ];
  return html`<section><h2>${t.hotSpot.facts}</h2><dl class="facts">${facts
    .filter(([, value]) => value !== null)
    .map(
      ([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`,
    )}</dl><p class="small"><a href="${trendPath(spot.topic)}">${t.hotSpot.openTrend}</a></p></section>`;
}

/** In steps of five percent, so that no count can be worked out. */
function copiedShare(reader: Reader, { items, echoes }: HotSpot["explanation"]): string {
  const share = items + echoes === 0 ? 0 : Math.round((echoes / (items + echoes)) * 20) * 5;
  return reader.t.alerts.spot.copiedShare(reader.number(share));
}

/** The gate's own sentence where a source was silent; it is in Vietnamese, as everything frozen is. */
function healthOf(reader: Reader, { gates }: HotSpot["explanation"]): string {
  const gate = gates.find(({ gate: name }) => name === "health");
  return gate === undefined || gate.passed ? reader.t.alerts.spot.healthGood : gate.detail;
}

function phrasesSection(reader: Reader, { explanation }: HotSpot): Markup {
  const { t } = reader;
  return html`<section><h2>${t.hotSpot.phrases}</h2>${
    explanation.phrases.length === 0
      ? html`<p class="quiet small">${t.hotSpot.noPhrases}</p>`
      : html`<ul class="chips" lang="vi">${explanation.phrases.map((phrase) => html`<li><span>${phrase}</span></li>`)}</ul>`
  }</section>`;
}

function sourcesSection(reader: Reader, { explanation }: HotSpot): Markup {
  const { t } = reader;
  return html`<section><h2>${t.hotSpot.sources}</h2><dl class="facts">${explanation.sources.map(
    ({ group, sharePercent }) =>
      html`<div><dt>${group}</dt><dd>${sharePercent === null ? t.hotSpot.sourceUnknown : t.hotSpot.sourceShare(reader.number(sharePercent))}</dd></div>`,
  )}</dl><p class="small quiet">${t.hotSpot.echoes(reader.number(explanation.items), reader.number(explanation.echoes))}</p></section>`;
}

function historySection(reader: Reader, { events }: HotSpotView): Markup {
  const { t } = reader;
  return html`<section><h2>${t.hotSpot.history}</h2><ol class="plain timeline">${events
    .toReversed()
    .map(
      (event) =>
        html`<li><span class="small quiet">${shortDay(event.day)}</span> ${t.hotSpot.event[event.event]} · ${t.level[event.level]}${event.event === "cleared" ? null : ` · ${t.hotSpot.eventVoices(reader.number(event.voices))}`}</li>`,
    )}</ol></section>`;
}
