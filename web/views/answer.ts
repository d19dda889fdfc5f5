import type { Case, Publication } from "../../model/case.ts";
import type { UnitId } from "../../model/ids.ts";
import { dayOf } from "../../model/time.ts";
import { day } from "../../response/format.ts";
import { html, type Markup } from "../html.ts";
import type { Reader } from "../kit.ts";
import { layout, publicPath } from "./layout.ts";
import { placesInWords } from "./parts.ts";

/** A case as the public may read it: what was published of it and nothing else. */
export interface PublicCase {
  readonly id: Case["id"];
  readonly topic: Case["topic"];
  readonly places: Case["places"];
  /** Newest first. */
  readonly publications: readonly Publication[];
  /** The day since which the office looks at it again; null while the last answer stands. */
  readonly reopenedOn: string | null;
  readonly verdict: { readonly verdict: "solved" | "explained" | "not-solved"; readonly on: string } | null;
  unit(id: UnitId): string;
}

/** The address of a case's answers for anybody; it stays, whatever becomes of the case. */
function answerPath(id: Case["id"]): string {
  return `/cong-khai/${id}`;
}

/** One question of residents and what was answered, for anybody. */
export function answerPage(reader: Reader, shown: PublicCase): Markup {
  return layout(reader, {
    title: shown.publications[0]?.question ?? "",
    section: "/cong-khai",
    content: html`<p class="eyebrow"><a href="${publicPath(reader, "/cong-khai")}">${reader.t.cases.public.back}</a></p>${answerBody(reader, shown)}`,
  });
}

/** What the public will read, shown to those who are about to publish it. */
export function previewPage(reader: Reader, shown: PublicCase): Markup {
  const t = reader.t.cases.preview;
  return layout(reader, {
    title: t.title,
    section: "/vu-viec",
    content: html`<p class="eyebrow"><a href="/vu-viec/${shown.id}">${t.back}</a></p><p class="notice"><b>${t.title}.</b> ${t.lead}</p><div class="card">${answerBody(reader, shown)}</div>`,
  });
}

function answerBody(reader: Reader, shown: PublicCase): Markup {
  const t = reader.t.cases.public;
  const [latest, ...earlier] = shown.publications;
  if (latest === undefined) return html`<p>${t.none}</p>`;
  const where = shown.places.length === 0 ? reader.areaName : placesInWords(reader, shown.places);
  return html`<article class="answer"><p class="small quiet">${t.question} · ${reader.names.topic(shown.topic, reader.language)}, ${where}</p>
<h1 class="finding" lang="vi">${latest.question}</h1>
${shown.reopenedOn === null ? null : html`<p class="notice">${t.again(shown.reopenedOn)}</p>`}
${shown.verdict === null ? null : html`<p class="notice">${t.verified(reader.t.cases.verdict[shown.verdict.verdict], shown.verdict.on)}</p>`}
${publication(reader, shown, latest)}
${
  earlier.length === 0
    ? null
    : html`<section><h2>${t.earlier}</h2>${earlier.map(
        (one) =>
          html`<details id="lan-${one.number}"><summary>${day(dayOf(one.publishedAt))}</summary><p><b lang="vi">${one.question}</b></p>${publication(reader, shown, one)}</details>`,
      )}</section>`
}
<p class="small quiet after">${t.note}</p></article>`;
}

function publication(reader: Reader, shown: PublicCase, one: Publication): Markup {
  const t = reader.t.cases.public;
  const unit = one.unit === null ? t.office : shown.unit(one.unit);
  const by = html`<p class="small quiet">${t.by(unit, day(dayOf(one.publishedAt)))}</p>`;
  if (one.answer === null) {
    const names = one.closing?.names ?? null;
    return html`<section><h2>${reader.t.cases.state[one.closing?.as ?? "no_action"]}</h2>${by}<p class="prose" lang="vi">${one.closing?.publicReason}</p>${
      names === null
        ? null
        : one.closing?.as === "duplicate"
          ? html`<p><a href="${publicPath(reader, `/cong-khai/${names}`)}">${t.twin} ${names}</a></p>`
          : html`<p>${t.responsible}: <b>${names}</b></p>`
    }</section>`;
  }
  const { text, measures, legalBasis, doneBy, lateReason } = one.answer;
  return html`<section><h2>${t.answer}</h2>${by}<p class="prose" lang="vi">${text}</p>
<h3 class="after">${t.measures}</h3><p class="prose" lang="vi">${measures}</p>${doneBy === null ? null : html`<p>${t.doneBy(day(doneBy))}</p>`}
<h3 class="after">${t.basis}</h3><p class="prose" lang="vi">${legalBasis}</p>
${lateReason === null ? null : html`<h3 class="after">${t.lateReason}</h3><p class="prose" lang="vi">${lateReason}</p>`}</section>`;
}

/** The list of answers on the page of what was heard. */
export function answersList(reader: Reader, answers: readonly PublicCase[]): Markup {
  const t = reader.t.cases.public;
  return html`<ul class="card rows">${answers.flatMap((shown) => {
    const [latest] = shown.publications;
    if (latest === undefined) return [];
    const text = latest.answer?.text ?? latest.closing?.publicReason ?? "";
    const unit = latest.unit === null ? t.office : shown.unit(latest.unit);
    return [
      html`<li><h3><a href="${publicPath(reader, answerPath(shown.id))}" lang="vi">${latest.question}</a></h3><p lang="vi" class="prose">${shortened(text)}</p><p class="small quiet">${reader.names.topic(shown.topic, reader.language)} · ${t.by(unit, day(dayOf(latest.publishedAt)))}</p></li>`,
    ];
  })}</ul><p class="small after"><a href="/cong-khai/tra-loi.atom">${t.feed}</a></p>`;
}

const SHORT_LENGTH = 220;

/** The beginning of an answer, cut between words. */
function shortened(text: string): string {
  if (text.length <= SHORT_LENGTH) return text;
  return `${text.slice(0, text.lastIndexOf(" ", SHORT_LENGTH))}…`;
}
