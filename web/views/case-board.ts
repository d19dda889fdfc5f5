import type { Case } from "../../model/case.ts";
import type { Standing } from "../../model/case-clock.ts";
import { clockWords, stepWords } from "../../response/cases/clock-words.ts";
import { day } from "../../response/format.ts";
import { html, type Markup } from "../html.ts";
import type { Reader } from "../kit.ts";
import { originWords } from "./case-history.ts";
import { layout } from "./layout.ts";
import { lowerFirst } from "./parts.ts";

/** One line of the board. */
export interface BoardLine {
  readonly one: Case;
  readonly clock: Standing | null;
  readonly unit: string | null;
  readonly lateCommitments: number;
  /** The counts say that it may be solved. */
  readonly isProposed: boolean;
}
export type BoardGroup = keyof Reader["t"]["cases"]["board"]["group"];

/** What the board shows. */
export interface BoardView {
  readonly groups: readonly {
    readonly group: BoardGroup;
    readonly lines: readonly BoardLine[];
    readonly hidden: number;
  }[];
  readonly overdue: readonly BoardLine[];
  readonly dueToday: number;
  /** Cases that wait for somebody. */
  readonly open: number;
  readonly mayAdd: boolean;
  readonly maySeeFigures: boolean;
  readonly showsAll: boolean;
  /** A unit's own list, and whether the account belongs to a unit at all. */
  readonly unit: { readonly name: string | null } | null;
}

/** Vụ việc: what must be done by whom until when, what is overdue first. */
export function boardPage(reader: Reader, view: BoardView): Markup {
  const t = reader.t.cases.board;
  return layout(reader, {
    title: reader.t.cases.nav,
    section: "/vu-viec",
    content: html`<p class="eyebrow">${reader.t.cases.nav}${view.unit?.name == null ? null : ` · ${view.unit.name}`}</p>
<h1 class="finding">${finding(reader, view)}</h1>
${view.dueToday > 0 ? html`<p class="lead">${t.dueToday(reader.number(view.dueToday))}</p>` : null}
${view.open === 0 && view.unit === null ? html`<p class="lead">${t.calmMore}</p>` : null}
<p class="actions">${view.mayAdd ? html`<a class="button" href="/vu-viec/moi">${t.add}</a>` : null}${view.maySeeFigures ? html`<a class="quiet-button" href="/vu-viec/ket-qua">${t.figures}</a>` : null}</p>
${view.groups.filter(({ lines }) => lines.length > 0).map((group) => section(reader, group))}
${view.showsAll ? html`<p class="after"><a href="/vu-viec">${t.less}</a></p>` : null}`,
  });
}

function finding(reader: Reader, { overdue, open, unit }: BoardView): string {
  const t = reader.t.cases.board;
  if (unit !== null && unit.name === null) return t.noUnit;
  const [first] = overdue;
  if (first === undefined) {
    if (open > 0) return t.noneLate(reader.number(open));
    return unit === null ? t.calm : t.unitCalm;
  }
  const title = lowerFirst(first.one.title, reader);
  return overdue.length === 1 ? t.oneLate(title) : t.late(reader.number(overdue.length), title);
}

function section(reader: Reader, group: BoardView["groups"][number]): Markup {
  const t = reader.t.cases.board;
  return html`<section><h2>${t.group[group.group]} <span class="quiet">${reader.number(group.lines.length + group.hidden)}</span></h2><ul class="card rows cases">${group.lines.map(
    (line) => html`<li>${caseLine(reader, line)}</li>`,
  )}</ul>${group.hidden === 0 ? null : html`<p class="small"><a href="/vu-viec?tat-ca=1">${t.more(reader.number(group.hidden))}</a></p>`}</section>`;
}

/** A case as one line: what, where it stands, whose it is, and its clock at the right. */
function caseLine(reader: Reader, { one, clock, unit, lateCommitments, isProposed }: BoardLine): Markup {
  const t = reader.t.cases;
  const facts = [t.state[one.state], unit, originWords(reader, one.origin), t.one(one.id)];
  return html`<article class="case-line"><div><h3><a href="/vu-viec/${one.id}">${one.title}</a></h3>
<p class="small quiet">${facts.filter((fact) => fact !== null).join(" · ")}</p>
${isProposed ? html`<p class="small proposal">${t.board.proposal}</p>` : null}${lateCommitments > 0 ? html`<p class="small clock-late">${t.board.commitmentsLate(reader.number(lateCommitments))}</p>` : null}</div>
${clock === null || (clock.deadline.step === "verify" && !clock.overdue) ? null : clockTag(reader, clock)}</article>`;
}

/** A clock in words, with its day: late ones by word and shape, never by colour alone. */
export function clockTag(reader: Reader, clock: Standing): Markup {
  const late = clock.overdue && clock.deadline.step !== "verify";
  const words = `${clockWords(clock, reader.language)} ${stepWords(clock.deadline.step, reader.language)}`;
  return html`<p class="clock ${late ? "clock-late" : clock.daysLeft <= 1 ? "clock-soon" : ""}">${late ? html`<svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true"><path d="M8 1.5 15 14H1Z" fill="currentColor"/></svg>` : null}<b>${words}</b><small>${reader.t.cases.page.clockOn(day(clock.deadline.dueOn))}</small></p>`;
}
