import type { BeforeAfter, Case, CaseEvent } from "../../model/case.ts";
import type { Standing } from "../../model/case-clock.ts";
import type { CommandKind } from "../../model/case-commands.ts";
import type { Instant } from "../../model/ids.ts";
import { dayOf } from "../../model/time.ts";
import type { Outcome } from "../../response/cases/outcome.ts";
import { day } from "../../response/format.ts";
import { moment } from "../format.ts";
import { html, type Markup } from "../html.ts";
import type { Reader } from "../kit.ts";
import { clockTag } from "./case-board.ts";
import { type FormChoices, stepForm, type Typed } from "./case-forms.ts";
import { type CaseNames, historyList, originWords } from "./case-history.ts";
import { layout } from "./layout.ts";
import { placesInWords } from "./parts.ts";

/** What the page of one case shows beside the case itself. */
export interface CaseView {
  readonly one: Case;
  readonly events: readonly CaseEvent[];
  readonly clock: Standing | null;
  readonly names: CaseNames;
  /** What the case waits for of this reader; null where it waits for somebody else. */
  readonly mainStep: CommandKind | null;
  /** Steps that the reader may take now. */
  readonly steps: readonly CommandKind[];
  readonly choices: FormChoices;
  /** A new name for each form, under which its step is done once. */
  readonly commandIds: Readonly<Partial<Record<CommandKind, string>>>;
  readonly typed: Typed | null;
  /** The sentence of a step that was not taken. */
  readonly problem: string | null;
  /** Reports that began this case or one merged into it; null where the reader may not see them. */
  readonly reports: readonly ({ readonly text: string; readonly until: Instant | null } | null)[] | null;
  readonly outcome: Outcome | null;
  readonly calmWeeks: number;
  readonly maySeeSpots: boolean;
  readonly rule: { readonly name: string; readonly basis: string };
}

/** One case: what is to be done, by whom, until when; what was answered; how it came here. */
export function casePage(reader: Reader, view: CaseView): Markup {
  const t = reader.t.cases;
  const { one } = view;
  return layout(reader, {
    title: `${t.one(one.id)} · ${one.title}`,
    section: "/vu-viec",
    content: html`<p class="eyebrow"><a href="/vu-viec">${t.nav}</a> · ${t.one(one.id)} · ${originWords(reader, one.origin)}</p>
<h1 class="finding">${one.title}</h1>
<div class="case-head"><p class="state-tag">${t.state[one.state]}</p>${view.clock === null ? null : clockTag(reader, view.clock)}</div>
${one.mergedInto === null ? null : html`<p class="notice"><a href="/vu-viec/${one.mergedInto}">${t.page.mergedInto(one.mergedInto)}</a></p>`}
${view.problem === null ? null : html`<div class="notice notice-bad" role="alert"><p>${view.problem}</p>${unsent(reader, view)}</div>`}
<div class="columns">
<div>${summarySection(reader, view)}${stepsSection(reader, view)}${answerSection(reader, view)}${outcomeSection(reader, view)}${dialogueSection(reader, view)}${publishedSection(reader, view)}</div>
<div class="rail">${factsSection(reader, view)}${historySection(reader, view)}</div>
</div>`,
  });
}

/** What was typed into a form that the case has no place for any more, so that it can be copied. */
function unsent(reader: Reader, { typed, steps }: CaseView): Markup | null {
  if (typed === null || (typed.kind !== "entry" && steps.includes(typed.kind))) return null;
  const hidden = ["_csrf", "phien-ban", "lenh"];
  const texts = Object.entries(typed.body as Record<string, unknown>).filter(
    ([name, value]) => !hidden.includes(name) && typeof value === "string" && value.trim() !== "",
  );
  if (texts.length === 0) return null;
  return html`<p class="small"><b>${reader.t.cases.problem.typed}</b></p>${texts.map(([, value]) => html`<p class="said">${String(value)}</p>`)}`;
}

function summarySection(reader: Reader, { one, reports }: CaseView): Markup {
  const t = reader.t.cases.page;
  return html`<section><h2>${t.summary}</h2>${
    one.summary === null
      ? html`<p class="quiet">${t.noSummary}</p>`
      : html`<p class="prose">${one.summary}</p>`
  }${
    reports === null || reports.length === 0
      ? null
      : html`<div class="not-on-paper"><h3 class="after">${t.report}</h3>${reports.map((report) =>
          report === null
            ? html`<p class="small quiet">${t.reportGone}</p>`
            : html`<p class="said">${report.text}</p>${report.until === null ? null : html`<p class="small quiet">${t.reportUntil(day(dayOf(report.until)))}</p>`}`,
        )}</div>`
  }</section>`;
}

function stepsSection(reader: Reader, view: CaseView): Markup {
  const t = reader.t.cases;
  const { one, steps, choices, typed } = view;
  const main = view.mainStep;
  const others = steps.filter((kind) => kind !== main);
  const form = (kind: CommandKind, isMain: boolean) =>
    stepForm(reader, one, kind, { choices, typed, isMain, commandId: view.commandIds[kind] ?? "" });
  const preview = steps.includes("publish")
    ? html`<p class="small"><a href="/vu-viec/${one.id}/xem-truoc">${t.preview.open}</a></p>`
    : null;
  return html`<section class="not-on-paper"><h2>${t.page.toDo}</h2>${
    main === null
      ? html`<p class="quiet">${t.page.nothingToDo} ${t.page.waitsFor(waitsFor(reader, view))}</p>`
      : html`<div class="card"><h3>${t.step[main].name}</h3>${main === "publish" ? preview : null}${form(main, true)}</div>`
  }
${
  others.length === 0
    ? null
    : html`<h3 class="after">${t.page.otherSteps}</h3>${main === "publish" ? null : preview}<div class="other-steps">${others.map(
        (kind) =>
          html`<details${typed?.kind === kind ? html` open` : null}><summary>${t.step[kind].name}</summary>${form(kind, false)}</details>`,
      )}</div>`
}</section>`;
}

function waitsFor(reader: Reader, { one, names }: CaseView): string {
  const { who } = reader.t.cases.page;
  switch (one.state) {
    case "detected":
    case "triaged":
    case "reopened":
    case "answered":
    case "approved":
    case "published":
      return who.officer;
    case "referred":
    case "dialogue_planned":
      return who.leader;
    case "routed":
    case "accepted":
    case "in_progress":
    case "scheduled":
    case "dialogue_held":
      return one.unit === null ? who.officer : who.unit(names.unit(one.unit));
    default:
      return who.nobody;
  }
}

/** The answer or closing that the public has not read yet, or is being worked on. */
function answerSection(reader: Reader, { one, names }: CaseView): Markup | null {
  const t = reader.t.cases.page;
  const latest = one.publications.at(-1);
  if (one.closing !== null && latest?.closing !== one.closing) {
    const { as, publicReason, names: body } = one.closing;
    return html`<section><h2>${t.closing}</h2><p class="prose">${publicReason}</p>${body === null ? null : html`<p>${t.names[as]}: ${as === "duplicate" ? html`<a href="/vu-viec/${body}">${body}</a>` : body}</p>`}</section>`;
  }
  const { answer } = one;
  if (answer === null || latest?.answer === answer) return null;
  const by = t.writtenBy(names.person(answer.writtenBy), moment(answer.writtenAt));
  return html`<section><h2>${t.answer}</h2><p class="small quiet">${names.unit(answer.unit)} · ${by}</p><p class="prose">${answer.text}</p>
<h3 class="after">${t.legalBasis}</h3><p class="prose">${answer.legalBasis}</p>
<h3 class="after">${t.measures}</h3><p class="prose">${answer.measures}</p>${answer.doneBy === null ? null : html`<p>${t.doneBy(day(answer.doneBy))}</p>`}
${answer.lateReason === null ? null : html`<h3 class="after">${t.lateReason}</h3><p class="prose">${answer.lateReason}</p>`}</section>`;
}

function outcomeSection(reader: Reader, { one, outcome, calmWeeks }: CaseView): Markup | null {
  const t = reader.t.cases.page;
  const shown = one.verdict?.figures ?? outcome?.figures ?? null;
  if (shown === null) return null;
  const proposed = outcome?.isCalm === true && one.state === "published";
  return html`<section><h2>${proposed ? t.proposal : t.compare}</h2>${comparison(reader, shown, calmWeeks)}</section>`;
}

/** Volume and tone before and after, as a table: four numbers need no chart. */
function comparison(reader: Reader, figures: BeforeAfter, calmWeeks: number): Markup {
  const t = reader.t.cases.page;
  const below = reader.t.floor.count(reader.number(reader.floor));
  const voices = (value: number | null): string => (value === null ? below : reader.number(value));
  const share = (value: number | null): string => (value === null ? t.unknown : `${reader.number(value)} %`);
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${t.compare}"><table><thead><tr><th scope="col"></th><th scope="col" class="n">${t.before}</th><th scope="col" class="n">${t.after(reader.number(calmWeeks))}</th></tr></thead><tbody>
<tr><th scope="row">${t.voices}</th><td class="n">${voices(figures.voicesBefore)}</td><td class="n">${voices(figures.voicesAfter)}</td></tr>
<tr><th scope="row">${t.negative}</th><td class="n">${share(figures.negativeBefore)}</td><td class="n">${share(figures.negativeAfter)}</td></tr></tbody></table></div>`;
}

function dialogueSection(reader: Reader, { one, names, choices }: CaseView): Markup | null {
  const t = reader.t.cases.page;
  if (one.plan === null && one.dialogue === null && one.minutes.length === 0) return null;
  return html`${one.plan === null ? null : html`<section><h2>${t.plan}</h2><p class="prose">${one.plan}</p>${one.scheduledOn === null ? null : html`<p class="quiet">${day(one.scheduledOn)}</p>`}</section>`}${
    one.dialogue === null && one.minutes.length === 0
      ? null
      : html`<section><h2>${t.dialogue}</h2>${one.dialogue === null ? null : html`<p>${t.dialogueOn(day(one.dialogue.on), one.dialogue.place)}</p>`}${one.minutes.map(
          ({ on, attendance, text }) =>
            html`<h3 class="after">${t.minutes(day(on), attendance === null ? null : reader.number(attendance))}</h3><p class="prose">${text}</p>`,
        )}${
          one.commitments.length === 0
            ? null
            : html`<h3 class="after">${t.commitments}</h3><ul class="card rows commitments">${one.commitments.map(
                ({ what, unit, dueOn, kept }) =>
                  html`<li><p>${what}</p><p class="small quiet">${t.commitmentDue(names.unit(unit), day(dueOn))} · ${
                    kept !== null
                      ? t.kept(day(dayOf(kept.at)))
                      : dueOn < choices.today
                        ? html`<b class="clock-late">${t.late}</b>`
                        : t.notKept
                  }</p>${kept === null ? null : html`<p class="said">${kept.note}</p>`}</li>`,
              )}</ul>`
        }</section>`
  }`;
}

function publishedSection(reader: Reader, { one }: CaseView): Markup | null {
  const t = reader.t.cases.page;
  if (one.publications.length === 0) return null;
  return html`<section><h2>${t.published}</h2><ul class="card rows">${one.publications
    .toReversed()
    .map(
      ({ number, question, answer, closing, publishedAt }) =>
        html`<li><p class="small quiet">${t.publishedOn(reader.number(number), day(dayOf(publishedAt)))}</p><p><b>${question}</b></p><p class="prose">${answer?.text ?? closing?.publicReason}</p></li>`,
    )}</ul><p class="small"><a href="/cong-khai/${one.id}">${t.seePublic}</a></p></section>`;
}

function factsSection(reader: Reader, { one, names, maySeeSpots, rule }: CaseView): Markup {
  const t = reader.t.cases.page;
  const facts: readonly (readonly [string, string | null])[] = [
    [t.factState, reader.t.cases.state[one.state]],
    [t.factUnit, one.unit === null ? null : names.unit(one.unit)],
    [t.factTopic, reader.names.topic(one.topic, reader.language)],
    [t.factPlace, one.places.length === 0 ? t.wholeArea : placesInWords(reader, one.places)],
    [t.factKind, one.urgency === null ? null : names.kind(one.urgency)],
    [t.factDetected, moment(one.detectedAt)],
    [t.factDue, one.answerDue === null ? null : day(one.answerDue.dueOn)],
    [t.factReroutes, one.reroutes === 0 ? null : t.times(reader.number(one.reroutes))],
    [t.factReopened, one.reopenings === 0 ? null : t.times(reader.number(one.reopenings))],
  ];
  const spot = one.origin.kind === "hot-spot" && maySeeSpots ? one.origin.id : null;
  return html`<section><h2>${t.facts}</h2><dl class="facts">${facts
    .filter(([, value]) => value !== null)
    .map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
${spot === null ? null : html`<p class="small"><a href="/diem-nong/${encodeURIComponent(spot)}">${t.seeSpot}</a></p>`}
${one.absorbed.length === 0 ? null : html`<p class="small">${t.absorbed}: ${one.absorbed.map((id, at) => html`${at === 0 ? null : ", "}<a href="/vu-viec/${id}">${id}</a>`)}</p>`}
<p class="small quiet">${t.rule(rule.name, rule.basis)}</p></section>`;
}

function historySection(reader: Reader, { events, names }: CaseView): Markup {
  return html`<section><h2>${reader.t.cases.page.history}</h2>${historyList(reader, events, names)}</section>`;
}
