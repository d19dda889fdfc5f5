import { randomUUID } from "node:crypto";
import type { FastifyRequest } from "fastify";
import type { Actor, Case, CaseState } from "../model/case.ts";
import { isOpen } from "../model/case.ts";
import { brokenCommitments, clockOf, mostUrgentFirst } from "../model/case-clock.ts";
import { CASE_RULES, type CommandKind, mayAsk } from "../model/case-commands.ts";
import { isLate } from "../model/case-decide.ts";
import { type CaseId, caseId, type UnitId } from "../model/ids.ts";
import { dayOf, instantOf } from "../model/time.ts";
import { caseRole, heldText, maySee } from "../response/cases/case-desk.ts";
import { type Outcome, outcomeOf } from "../response/cases/outcome.ts";
import { mayUse } from "./access.ts";
import { STEP_PATHS } from "./case-steps.ts";
import type { PortalDeps } from "./deps.ts";
import { field, type Kit, type Reader } from "./kit.ts";
import { floorOf } from "./search.ts";
import type { CaseView } from "./views/case.ts";
import type { BoardGroup, BoardLine, BoardView } from "./views/case-board.ts";
import type { FormChoices, Typed } from "./views/case-forms.ts";
import type { CaseNames } from "./views/case-history.ts";

/** Ended cases shown before one asks for all. */
const RECENT = 10;

/** Who asks, as cases know them; null for roles that have nothing to do with cases. */
export function actorOf(kit: Kit, request: FastifyRequest): Actor | null {
  const person = request.staff?.person;
  const role = person === undefined ? null : caseRole(person.role);
  if (person === undefined || role === null) return null;
  return { id: person.id, role, unit: role === "unit" ? kit.deps.cases.members.unitOf(person.id) : null };
}

/** The case that an address names, if this person may know of it. What they may not see is not there for them. */
export function caseFor(kit: Kit, request: FastifyRequest, actor: Actor): Case | null {
  const one = kit.deps.cases.store.get(caseId(field(request.params, "id")));
  return one !== null && maySee(one, actor) ? one : null;
}

const GROUPS: readonly (readonly [BoardGroup, readonly CaseState[]])[] = [
  ["look", ["detected"]],
  ["route", ["triaged", "reopened", "referred"]],
  ["accept", ["routed"]],
  ["work", ["accepted", "in_progress", "scheduled", "dialogue_planned", "dialogue_held"]],
  ["approve", ["answered", "approved"]],
  ["published", ["published", "verified"]],
  ["ended", ["no_action", "not_responsible", "duplicate", "dismissed", "merged"]],
];

/** The board of those cases that somebody may see. */
export function readBoard(kit: Kit, actor: Actor, showsAll: boolean): BoardView {
  const { cases, now } = kit.deps;
  const at = instantOf(now());
  const today = dayOf(at);
  const lines = cases.store
    .list()
    .filter((one) => maySee(one, actor))
    .toSorted(mostUrgentFirst(cases.rules, at))
    .map((one) => boardLine(kit, one));
  const groups = GROUPS.map(([group, states]) => {
    const all = lines.filter(({ one }) => states.includes(one.state));
    const ended = group === "published" || group === "ended";
    const ordered = ended ? all.toSorted((a, b) => (a.one.changedAt < b.one.changedAt ? 1 : -1)) : all;
    const shown = ended && !showsAll ? ordered.slice(0, RECENT) : ordered;
    const told = group === "published" ? shown.map((line) => withProposal(kit, line)) : shown;
    return { group, lines: told, hidden: all.length - shown.length };
  });
  const open = lines.filter(({ one }) => isOpen(one.state));
  const unitName = actor.unit === null ? null : namesOf(kit, "vi").unit(actor.unit);
  return {
    groups,
    overdue: open.filter(({ clock }) => clock?.overdue === true),
    dueToday: open.filter(({ clock }) => clock?.deadline.dueOn === today).length,
    open: open.length,
    mayAdd: actor.role === "officer",
    maySeeFigures: mayUse("GET /vu-viec/ket-qua", actor.role === "product" ? null : actor.role),
    showsAll,
    unit: actor.role === "unit" ? { name: unitName } : null,
  };
}

function boardLine(kit: Kit, one: Case): BoardLine {
  const { cases, now } = kit.deps;
  const today = dayOf(instantOf(now()));
  return {
    one,
    clock: clockOf(one, today, cases.rules),
    unit: one.unit === null ? null : namesOf(kit, "vi").unit(one.unit),
    lateCommitments: brokenCommitments(one, today).length,
    isProposed: false,
  };
}

function withProposal(kit: Kit, line: BoardLine): BoardLine {
  const { one } = line;
  return { ...line, isProposed: one.state === "published" && outcomeFor(kit, one)?.isCalm === true };
}

/** The counted days, from memory where it holds them: a board asks for many cases at once. */
function countedDays(kit: Kit): Pick<PortalDeps["cells"], "history"> {
  const { from: first, cells } = kit.past();
  return {
    history: (from, to) =>
      from < first ? kit.deps.cells.history(from, to) : cells.filter(({ day }) => day >= from && day <= to),
  };
}

/** What the counts say of a published answer; null while it is too early. */
export function outcomeFor(kit: Kit, one: Case): Outcome | null {
  if (one.publications.length === 0) return null;
  const { cases, hotSpots, now } = kit.deps;
  const spot = one.origin.kind === "hot-spot" ? hotSpots.get(one.origin.id) : null;
  return outcomeOf(one, dayOf(instantOf(now())), {
    cells: countedDays(kit),
    floor: floorOf(kit, one.topic),
    calmWeeks: cases.file.calmWeeks,
    hotSpot: spot,
  });
}

/** How people, units and kinds are called. */
export function namesOf(kit: Kit, language: Reader["language"]): CaseNames {
  const { people, units, cases } = kit.deps;
  let persons: ReadonlyMap<string, string> | null = null;
  return {
    person: (id) => {
      persons ??= new Map(people.list().map((person) => [person.id, person.name]));
      return persons.get(id) ?? id;
    },
    unit: (id: UnitId) => units.units.find((unit) => unit.id === id)?.name ?? id,
    kind: (id) => cases.rules.kinds.find((kind) => kind.id === id)?.name[language] ?? id,
  };
}

/** What the forms of a case, or of an entry, offer. */
export function choicesFor(kit: Kit, one: Case | null): FormChoices {
  const { cases, units, now } = kit.deps;
  const today = dayOf(instantOf(now()));
  const suggested = one === null ? null : kit.names.suggestedUnit(one.topic, one.places);
  return {
    units: units.units,
    suggestedUnit: units.units.find(({ name }) => name === suggested)?.id ?? "",
    kinds: cases.rules.kinds,
    today,
    isLate: one !== null && isLate(one, today, cases.rules),
    doubtfulWords: [],
  };
}

/** The order in which steps are offered: what moves the case on comes first. */
const OFFERED: readonly CommandKind[] = [
  "triage",
  "assign",
  "route",
  "accept",
  "hold-dialogue",
  "approve",
  "publish",
  "answer",
  "verify",
  "progress",
  "schedule",
  "plan-dialogue",
  "keep-commitment",
  "return",
  "reroute",
  "refer",
  "merge",
  "dismiss",
  "close",
  "reopen",
  "revise",
];

/** The steps that this person may take on a case now: of their role, of their unit, and not somebody else's to take. */
function stepsFor(kit: Kit, one: Case, actor: Actor): readonly CommandKind[] {
  const { maxReroutes } = kit.deps.cases.rules;
  return OFFERED.filter((kind) => {
    if (!mayAsk(one, kind, actor.role, maxReroutes)) return false;
    if (kind === "approve") return one.answer?.writtenBy !== actor.id;
    if (actor.role !== "unit") return true;
    if (kind !== "keep-commitment") return one.unit === actor.unit;
    return one.commitments.some(({ unit, kept }) => unit === actor.unit && kept === null);
  }).toSorted((a, b) => Number(isOthers(a, actor, one)) - Number(isOthers(b, actor, one)));
}

/** Steps that a case waits for; the others are there when they are needed. */
const MAIN: ReadonlySet<CommandKind> = new Set([
  "triage",
  "assign",
  "route",
  "accept",
  "hold-dialogue",
  "approve",
  "publish",
  "answer",
]);

/** The one step that stands out on the page of this person; null where the case waits for somebody else. */
function mainStep(
  steps: readonly CommandKind[],
  actor: Actor,
  one: Case,
  mayBeSolved: boolean,
): CommandKind | null {
  if (mayBeSolved && steps.includes("verify")) return "verify";
  return steps.find((kind) => MAIN.has(kind) && !isOthers(kind, actor, one)) ?? null;
}

/** A unit's own work is offered to an officer after their own, as a stand-in. */
function isOthers(kind: CommandKind, actor: Actor, one: Case): boolean {
  return actor.role === "officer" && one.unit !== null && CASE_RULES[kind].roles[0] === "unit";
}

/** Everything that the page of one case shows to this person. */
export function readCase(
  kit: Kit,
  reader: Reader,
  actor: Actor,
  one: Case,
  back: { readonly typed: Typed | null; readonly problem: string | null },
): CaseView {
  const { cases, now } = kit.deps;
  const today = dayOf(instantOf(now()));
  const steps = stepsFor(kit, one, actor);
  const set = cases.file.ruleSets.find(({ id }) => id === cases.file.use) ?? cases.file.ruleSets[0];
  const words = steps.includes("publish")
    ? cases.desk.doubtfulWords(
        one,
        typedQuestion(back.typed) ?? one.publications.at(-1)?.question ?? one.summary ?? "",
      )
    : [];
  const outcome = outcomeFor(kit, one);
  const clock = clockOf(one, today, cases.rules);
  const mayBeSolved = one.state === "published" && (outcome?.isCalm === true || clock?.overdue === true);
  return {
    one,
    mainStep: mainStep(steps, actor, one, mayBeSolved),
    events: cases.store.events(one.id),
    clock,
    names: namesOf(kit, reader.language),
    steps,
    choices: { ...choicesFor(kit, one), doubtfulWords: words },
    commandIds: Object.fromEntries(steps.map((kind) => [kind, randomUUID()])),
    ...back,
    reports: actor.role === "officer" ? reportsOf(kit, one) : null,
    outcome,
    calmWeeks: cases.file.calmWeeks,
    maySeeSpots: mayUse("GET /diem-nong/:id", reader.person?.role ?? null),
    rule: { name: set?.name[reader.language] ?? "", basis: set?.basis ?? "" },
  };
}

function typedQuestion(typed: Typed | null): string | null {
  return typed?.kind === "publish" ? field(typed.body, "question") : null;
}

/** The words of the reports behind a case, while they are held; those of the cases merged into it too. */
function reportsOf(kit: Kit, one: Case): CaseView["reports"] {
  const { cases, documents, now } = kit.deps;
  const at = instantOf(now());
  const all = [one.id, ...one.absorbed].map((id: CaseId) => cases.store.get(id)?.origin);
  return all.flatMap((origin) => (origin?.kind === "report" ? [heldText(documents.get(origin.id), at)] : []));
}

/** The path of a step's form. */
export function stepPath(kind: CommandKind): string {
  return `/vu-viec/:id/${STEP_PATHS[kind]}`;
}
