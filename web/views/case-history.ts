import type { CaseEvent, CaseOrigin } from "../../model/case.ts";
import type { UnitId } from "../../model/ids.ts";
import { day } from "../../response/format.ts";
import { moment } from "../format.ts";
import { html, type Markup } from "../html.ts";
import type { Reader } from "../kit.ts";

/** How people and units are called in a history. */
export interface CaseNames {
  person(id: string): string;
  unit(id: UnitId): string;
  kind(id: string): string;
}

/** What a case began from, in words. */
export function originWords(reader: Reader, origin: CaseOrigin): string {
  const t = reader.t.cases;
  return origin.kind === "entry"
    ? `${t.board.from.entry}: ${t.channel[origin.channel].toLocaleLowerCase(reader.language)}`
    : t.board.from[origin.kind];
}

/** One happening as a sentence without its subject: "chuyển Phòng Kinh tế, hạn trả lời 27/11/2026". */
export function happeningWords(reader: Reader, { what }: CaseEvent, names: CaseNames): string {
  const { history: h, ...t } = reader.t.cases;
  switch (what.kind) {
    case "detected":
      return h.detected(originWords(reader, what.origin).toLocaleLowerCase(reader.language));
    case "triaged":
      return h.triaged(names.kind(what.urgency));
    case "merged":
      return h.merged(what.into);
    case "absorbed":
      return h.absorbed(what.from);
    case "dismissed":
      return h.dismissed(t.dismissal[what.reason].toLocaleLowerCase(reader.language));
    case "routed":
      return h.routed(names.unit(what.unit), day(what.answerDue.dueOn));
    case "rerouted":
      return h.rerouted(names.unit(what.former), names.unit(what.unit));
    case "assigned":
      return h.assigned(names.unit(what.unit));
    case "scheduled":
      return h.scheduled(day(what.on));
    case "dialogue-planned":
      return h["dialogue-planned"](day(what.due.dueOn), what.place);
    case "dialogue-held":
      return h["dialogue-held"](day(what.on), reader.number(what.commitments.length));
    case "commitment-kept":
      return h["commitment-kept"](reader.number(what.number));
    case "verified":
      return h.verified(t.verdict[what.verdict], t.basis[what.basis]);
    case "reopened":
      return h.reopened(t.cause[what.cause]);
    case "closed":
      return h.closed(t.state[what.as]);
    default:
      return h[what.kind];
  }
}

/** What somebody wrote beside a step; null where the step says all. */
function wordsBeside({ what }: CaseEvent): string | null {
  switch (what.kind) {
    case "merged":
    case "dismissed":
    case "verified":
    case "reopened":
      return what.comment === "" ? null : what.comment;
    case "routed":
    case "commitment-kept":
      return what.note === "" ? null : what.note;
    case "rerouted":
    case "referred":
    case "assigned":
    case "returned":
      return what.reason;
    case "progressed":
    case "scheduled":
      return what.plan;
    default:
      return null;
  }
}

/** Who did what, oldest first; the newest of them all stands last, where one looks for it. */
export function historyList(reader: Reader, events: readonly CaseEvent[], names: CaseNames): Markup {
  return html`<ol class="plain case-history">${events.map((event) => {
    const beside = wordsBeside(event);
    return html`<li><p><b>${actorName(reader, event, names)}</b> ${happeningWords(reader, event, names)}</p>${beside === null ? null : html`<p class="said">${beside}</p>`}<p class="small quiet"><time datetime="${event.at}">${moment(event.at)}</time></p></li>`;
  })}</ol>`;
}

/** Whoever acted, by name and role at that time. */
export function actorName(reader: Reader, { actor }: CaseEvent, names: CaseNames): string {
  if (actor.role === "product") return reader.t.cases.history.product;
  const role = actor.unit === null ? reader.t.role[actor.role] : names.unit(actor.unit);
  return `${names.person(actor.id)} (${role})`;
}
