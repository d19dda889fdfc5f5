import type { Week } from "../../model/ids.ts";
import { mondayOf } from "../../model/time.ts";
import { weekOfDay, weekParts } from "../format.ts";
import type { Heard } from "../heard.ts";
import { html, type Markup } from "../html.ts";
import type { Reader } from "../kit.ts";
import { answersList, type PublicCase } from "./answer.ts";
import { layout, publicPath } from "./layout.ts";
import { floorText, lowerFirst } from "./parts.ts";

const BAR_WIDTH = 200;

/** Đã nghe: what residents raised, in aggregate, for anybody. */
export function heardPage(reader: Reader, heard: Heard, answers: readonly PublicCase[]): Markup {
  const { t, language } = reader;
  const [latest] = heard.weeks;
  const name = latest === undefined ? "" : weekOfDay(mondayOf(latest), language);
  const told = heard.topics
    .flatMap(({ topic, peaks }) => (peaks[0] == null ? [] : [{ topic, peak: peaks[0] }]))
    .sort((a, b) => b.peak - a.peak);
  const [first] = told;
  return layout(reader, {
    title: t.heard.title,
    section: "/cong-khai",
    content: html`<p class="eyebrow">${t.heard.lead(lowerFirst(reader.areaName, reader))}</p>
<h1 class="finding">${first === undefined ? t.heard.nothing(name) : t.heard.most(name, lowerFirst(first.topic[language], reader))}</h1>
<p class="lead">${told.length === 0 ? null : t.heard.someTopics(reader.number(told.length), floorText(reader))} ${t.heard.nothingMore}</p>
<section><h2>${t.heard.answered}</h2>${answers.length === 0 ? html`<p class="quiet">${t.heard.answeredNone}</p>` : answersList(reader, answers)}</section>
${told.length === 0 ? null : latestSection(reader, told)}
${weeksSection(reader, heard)}
<p class="after"><a href="${publicPath(reader, "/minh-bach")}">${t.heard.howLink}</a></p>`,
  });
}

function latestSection(
  reader: Reader,
  told: readonly { readonly topic: { readonly vi: string; readonly en: string }; readonly peak: number }[],
): Markup {
  const { t, language } = reader;
  const most = Math.max(...told.map(({ peak }) => peak));
  return html`<section><h2>${t.heard.peak}</h2><ul class="card rows bars">${told.map(
    ({ topic, peak }) =>
      html`<li><span>${topic[language]}</span><svg viewBox="0 0 ${BAR_WIDTH} 12" class="hbar" preserveAspectRatio="none" aria-hidden="true"><rect class="bar" width="${Math.round((peak / most) * BAR_WIDTH)}" height="12"/></svg><b>${reader.number(peak)}</b></li>`,
  )}</ul></section>`;
}

function weeksSection(reader: Reader, heard: Heard): Markup {
  const { t, language } = reader;
  return html`<section><h2>${t.heard.byWeek}</h2><div class="scroll" tabindex="0" role="region" aria-label="${t.heard.byWeek}"><table class="grid-table"><thead><tr><th scope="col">${t.heard.topicColumn}</th>${heard.weeks.map((one) => weekHead(reader, one))}</tr></thead><tbody>${heard.topics.map(
    ({ topic, floor, peaks }) =>
      html`<tr><th scope="row">${topic[language]}</th>${peaks.map((peak) => (peak === null ? html`<td class="n pale">${t.floor.count(reader.number(floor))}</td>` : html`<td class="n"><b>${reader.number(peak)}</b></td>`))}</tr>`,
  )}</tbody></table></div><p class="small quiet">${t.heard.floorNote(floorText(reader))}</p></section>`;
}

function weekHead(reader: Reader, week: Week): Markup {
  const { title, days } = weekParts(mondayOf(week), reader.language);
  return html`<th scope="col" class="n">${title}<br><small>${days}</small></th>`;
}
