import { createHash } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import type { Actor, Case, CaseEvent, CaseHappening, CaseRole } from "../model/case.ts";
import { afterEvent } from "../model/case-fold.ts";
import type { CaseId, Instant, UnitId } from "../model/ids.ts";
import { dayOf } from "../model/time.ts";
import { auditLog } from "./audit.ts";
import { inTransaction } from "./open.ts";

/** A happening to be written to a case. */
export interface NewCaseEvent {
  readonly at: Instant;
  readonly actor: Actor;
  readonly commandId: string;
  readonly what: CaseHappening;
}

/** What `act` did. `again`: this very command was carried out before; `changed`: somebody acted first. */
export type Acted<Refusal> =
  | { readonly kind: "done" | "again"; readonly one: Case }
  | { readonly kind: "changed"; readonly one: Case; readonly since: readonly CaseEvent[] }
  | { readonly kind: "refused"; readonly refusal: Refusal; readonly one: Case }
  | { readonly kind: "unknown" };

/** What somebody asks of a case that they saw at a version. */
export interface Act<Refusal> {
  readonly id: CaseId;
  readonly seenVersion: number;
  readonly at: Instant;
  readonly actor: Actor;
  readonly commandId: string;
  decide(
    one: Case,
  ):
    | { readonly kind: "happens"; readonly what: CaseHappening }
    | { readonly kind: "refused"; readonly refusal: Refusal };
}

/**
 * Cases as the fold of their events. Events are only ever added; all of them form one hash chain. Nothing here is called
 * inside somebody else's transaction: what that takes back would stay in memory.
 */
export interface CaseStore {
  /** Begins a case, or returns the one that this origin began before. `origin` null: a case of its own. */
  begin(origin: string | null, event: NewCaseEvent): { readonly one: Case; readonly isNew: boolean };
  /**
   * Carries a command out in one transaction: of two who saw the same version one adds its event, and the other is told
   * what happened meanwhile. The same command twice is done once. A merge adds its event to the other case too.
   */
  act<Refusal>(wanted: Act<Refusal>): Acted<Refusal>;
  get(id: CaseId): Case | null;
  /** The case that this origin began; null where none was. */
  ofOrigin(origin: string): Case | null;
  /** All cases, in order of their numbers. */
  list(): readonly Case[];
  events(id: CaseId): readonly CaseEvent[];
  histories(): ReadonlyMap<CaseId, readonly CaseEvent[]>;
  /** Walks the chain; the first row that does not fit is named. */
  verify(): { readonly rows: number; readonly head: string; readonly brokenAt: number | null };
}

/** How an audit row of a case's event is called: `case.` and what happened. */
const AUDIT_PREFIX = "case.";
const GENESIS = "0".repeat(64);

/** Opens the store over the state. The audit log gets a row for each event, with the event's hash, in the same transaction. */
export function caseStore(db: DatabaseSync): CaseStore {
  const cases = new Map<CaseId, { one: Case; events: CaseEvent[] }>();
  let readUpTo = 0;
  const after = db.prepare("SELECT * FROM case_events WHERE seq > ? ORDER BY seq");
  /** Takes in what this or another process has added. Never called between an insert and its commit. */
  const refresh = (): void => {
    for (const row of after.iterate(readUpTo)) {
      const event = toEvent(row);
      const known = cases.get(event.caseId);
      cases.set(event.caseId, {
        one: afterEvent(known?.one ?? null, event),
        events: [...(known?.events ?? []), event],
      });
      readUpTo = Number(row.seq);
    }
  };
  const get = (id: CaseId): Case | null => {
    refresh();
    return cases.get(id)?.one ?? null;
  };
  const ofOrigin = (origin: string): CaseId | null => {
    const row = db.prepare("SELECT case_id FROM case_origins WHERE origin = ?").get(origin);
    return row === undefined ? null : (String(row.case_id) as CaseId);
  };
  return {
    begin: (origin, event) => {
      const begun = inTransaction(db, () => {
        const known = origin === null ? commandCase(db, event.commandId) : ofOrigin(origin);
        if (known !== null) return { id: known, isNew: false };
        const id = nextId(db, event.at);
        add(db, id, 1, event);
        if (origin !== null) db.prepare("INSERT INTO case_origins VALUES (?, ?)").run(origin, id);
        return { id, isNew: true };
      });
      const one = get(begun.id);
      if (one === null) throw new Error(`case ${begun.id} was begun and is not there`);
      return { one, isNew: begun.isNew };
    },
    act: (wanted) => act(db, wanted, get, (id) => cases.get(id)?.events ?? []),
    get,
    ofOrigin: (origin) => {
      const id = ofOrigin(origin);
      return id === null ? null : get(id);
    },
    list: () => {
      refresh();
      return [...cases.values()].map(({ one }) => one);
    },
    events: (id) => {
      refresh();
      return cases.get(id)?.events ?? [];
    },
    histories: () => {
      refresh();
      return new Map([...cases].map(([id, { events }]) => [id, events]));
    },
    verify: () => verify(db),
  };
}

function act<Refusal>(
  db: DatabaseSync,
  wanted: Act<Refusal>,
  get: (id: CaseId) => Case | null,
  eventsOf: (id: CaseId) => readonly CaseEvent[],
): Acted<Refusal> {
  const acted = inTransaction<Acted<Refusal> | null>(db, () => {
    const one = get(wanted.id);
    if (one === null) return { kind: "unknown" };
    if (commandCase(db, wanted.commandId) !== null) return { kind: "again", one };
    if (one.version !== wanted.seenVersion) {
      const since = eventsOf(wanted.id).filter(({ version }) => version > wanted.seenVersion);
      return { kind: "changed", one, since };
    }
    const decision = wanted.decide(one);
    if (decision.kind === "refused") return { ...decision, one };
    const { at, actor, commandId } = wanted;
    const target = decision.what.kind === "merged" ? get(decision.what.into) : null;
    add(db, one.id, one.version + 1, { at, actor, commandId, what: decision.what });
    if (target !== null) {
      const what = { kind: "absorbed", from: one.id } as const;
      add(db, target.id, target.version + 1, { at, actor, commandId, what });
    }
    return null;
  });
  if (acted !== null) return acted;
  const one = get(wanted.id);
  return one === null ? { kind: "unknown" } : { kind: "done", one };
}

function commandCase(db: DatabaseSync, commandId: string): CaseId | null {
  const row = db.prepare("SELECT case_id FROM case_events WHERE command_id = ? LIMIT 1").get(commandId);
  return row === undefined ? null : (String(row.case_id) as CaseId);
}

/** Numbers run within the year of the local day. */
function nextId(db: DatabaseSync, at: Instant): CaseId {
  const year = dayOf(at).slice(0, 4);
  const row = db
    .prepare("SELECT count(DISTINCT case_id) AS n FROM case_events WHERE case_id LIKE ? AND version = 1")
    .get(`${year}-%`);
  return `${year}-${Number(row?.n ?? 0) + 1}` as CaseId;
}

function add(db: DatabaseSync, id: CaseId, version: number, event: NewCaseEvent): void {
  const last = db.prepare("SELECT seq, hash FROM case_events ORDER BY seq DESC LIMIT 1").get();
  const seq = last === undefined ? 1 : Number(last.seq) + 1;
  const previous = last === undefined ? GENESIS : String(last.hash);
  const { at, actor, commandId, what } = event;
  const data = JSON.stringify(what);
  const fields = [id, version, at, actor.id, actor.role, actor.unit, commandId, what.kind, data] as const;
  const hash = hashOf(previous, seq, fields);
  db.prepare("INSERT INTO case_events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)").run(
    seq,
    ...fields,
    previous,
    hash,
  );
  const action = `${AUDIT_PREFIX}${what.kind}`;
  auditLog(db).append({ at, actor: actor.id, action, subject: id, detail: hash });
}

function hashOf(previous: string, seq: number, fields: readonly unknown[]): string {
  return createHash("sha256")
    .update(JSON.stringify([previous, seq, ...fields]))
    .digest("hex");
}

/**
 * The chain itself, then its end: the last event must be the one that the audit log heard of last, so that rows cut off
 * at the end are missed too.
 */
function verify(db: DatabaseSync): { rows: number; head: string; brokenAt: number | null } {
  let previous = GENESIS;
  let rows = 0;
  for (const row of db.prepare("SELECT * FROM case_events ORDER BY seq").iterate()) {
    rows++;
    const { case_id, version, at, actor, role, unit, command_id, kind, data } = row;
    const fields = [case_id, Number(version), at, actor, role, unit, command_id, kind, data];
    const fits = Number(row.seq) === rows && row.previous === previous;
    if (!fits || row.hash !== hashOf(previous, rows, fields)) {
      return { rows, head: previous, brokenAt: Number(row.seq) };
    }
    previous = String(row.hash);
  }
  const heard = db
    .prepare("SELECT detail FROM audit WHERE action LIKE 'case.%' ORDER BY seq DESC LIMIT 1")
    .get();
  const known = heard === undefined ? GENESIS : String(heard.detail);
  return { rows, head: previous, brokenAt: known === previous ? null : rows + 1 };
}

function toEvent(row: Record<string, unknown>): CaseEvent {
  return {
    caseId: String(row.case_id) as CaseId,
    version: Number(row.version),
    at: String(row.at) as Instant,
    actor: {
      id: String(row.actor),
      role: String(row.role) as CaseRole,
      unit: row.unit === null ? null : (String(row.unit) as UnitId),
    },
    what: JSON.parse(String(row.data)) as CaseHappening,
  };
}
