import type { CaseFigures, CaseMetrics, Durations, Share } from "../../model/case-metrics.ts";
import type { TopicId, UnitId } from "../../model/ids.ts";
import { html, type Markup } from "../html.ts";
import type { Reader } from "../kit.ts";
import { layout } from "./layout.ts";
import { scrollable } from "./parts.ts";

/** What the page of results shows. */
export interface FiguresView {
  readonly metrics: CaseMetrics;
  /** In configuration's order. */
  readonly units: readonly { readonly id: string; readonly name: string }[];
  readonly topics: readonly { readonly id: TopicId; readonly vi: string; readonly en: string }[];
  readonly today: string;
}

/** Kết quả xử lý: how fast, how complete and how lasting the answers were. */
export function figuresPage(reader: Reader, view: FiguresView): Markup {
  const t = reader.t.cases.figures;
  const { all, period, byUnit, byTopic } = view.metrics;
  const { onTime } = all;
  const units = view.units.flatMap(({ id, name }) => {
    const figures = byUnit.get(id as UnitId);
    return figures === undefined ? [] : [[name, figures] as const];
  });
  const topics = view.topics.flatMap((topic) => {
    const figures = byTopic.get(topic.id);
    return figures === undefined ? [] : [[topic[reader.language], figures] as const];
  });
  return layout(reader, {
    title: t.title,
    section: "/vu-viec",
    content: html`<p class="eyebrow"><a href="/vu-viec">${reader.t.cases.nav}</a></p>
<h1 class="finding">${onTime.of === 0 ? t.none : t.finding(reader.number(onTime.of), reader.number(onTime.part))}</h1>
<p class="lead">${t.lead}</p>
<form class="period-form" method="get" action="/vu-viec/ket-qua"><div><label for="tu">${t.from}</label><input type="date" id="tu" name="tu" value="${period.from}" max="${view.today}"></div><div><label for="den">${t.to}</label><input type="date" id="den" name="den" value="${period.to}" max="${view.today}"></div><button class="quiet-button">${t.show}</button></form>
<section><h2>${t.all}</h2>${whole(reader, all)}</section>
${units.length === 0 ? null : html`<section><h2>${t.byUnit}</h2>${table(reader, t.byUnit, units)}</section>`}
${topics.length === 0 ? null : html`<section><h2>${t.byTopic}</h2>${table(reader, t.byTopic, topics)}</section>`}
<p class="small quiet after">${t.daysHead} ${t.order}</p>`,
  });
}

/** All figures, one a line. */
function whole(reader: Reader, figures: CaseFigures): Markup {
  const t = reader.t.cases.figures;
  const facts: readonly (readonly [string, string])[] = [
    [t.detected, reader.number(figures.detected)],
    [t.open, reader.number(figures.open)],
    [t.oldest, figures.oldestOpenDays === null ? t.empty : t.age(reader.number(figures.oldestOpenDays))],
    [t.triage, days(reader, figures.triage)],
    [t.accept, days(reader, figures.accept)],
    [t.answer, days(reader, figures.answer)],
    [t.publish, days(reader, figures.publish)],
    [t.onTime, share(reader, figures.onTime)],
    [t.answered, share(reader, figures.answered)],
    [t.published, share(reader, figures.published)],
    [t.reopened, share(reader, figures.reopened)],
    [t.solved, share(reader, figures.solved)],
    [t.precision, share(reader, figures.precision)],
    [t.reroutes, reader.number(figures.reroutes)],
    [t.dismissed, reader.number(figures.dismissed)],
  ];
  return html`<dl class="facts figures">${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

function table(
  reader: Reader,
  label: string,
  rows: readonly (readonly [name: string, figures: CaseFigures])[],
): Markup {
  const t = reader.t.cases.figures;
  const heads = [t.open, t.answer, t.publish, t.onTime, t.answered, t.published, t.reopened, t.solved];
  const cells = (f: CaseFigures): readonly string[] => [
    reader.number(f.open),
    days(reader, f.answer),
    days(reader, f.publish),
    ...[f.onTime, f.answered, f.published, f.reopened, f.solved].map((one) => share(reader, one)),
  ];
  return scrollable(
    label,
    html`<table><thead><tr><th scope="col">${t.name}</th>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead><tbody>${rows.map(
      ([name, figures]) =>
        html`<tr><th scope="row">${name}</th>${cells(figures).map((cell) => html`<td>${cell}</td>`)}</tr>`,
    )}</tbody></table>`,
  );
}

function days(reader: Reader, { medianDays, p90Days }: Durations): string {
  const t = reader.t.cases.figures;
  if (medianDays === null || p90Days === null) return t.empty;
  return t.days(reader.number(medianDays), reader.number(p90Days));
}

function share(reader: Reader, { part, of }: Share): string {
  const t = reader.t.cases.figures;
  if (of === 0) return t.empty;
  return t.share(reader.number(part), reader.number(of), reader.number(Math.round((100 * part) / of)));
}
