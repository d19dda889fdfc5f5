import type { DatabaseSync } from "node:sqlite";
import * as fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Actor, Case, CaseState } from "../../model/case.ts";
import { CASE_STATES } from "../../model/case.ts";
import { CASE_RULES, type CaseCommand, type CommandKind, type Refusal } from "../../model/case-commands.ts";
import { decideCase, detection } from "../../model/case-decide.ts";
import { foldCase } from "../../model/case-fold.ts";
import { caseMetrics } from "../../model/case-metrics.ts";
import type { CaseRules } from "../../model/case-rules.ts";
import { type CaseId, type Day, type Instant, placeId, topicId, unitId } from "../../model/ids.ts";
import { addMs } from "../../model/time.ts";
import { type CaseStore, caseStore } from "../../state/cases.ts";
import { openState } from "../../state/open.ts";

const RULES: CaseRules = {
  calendar: { holidays: [], makeUpDays: [] },
  hours: { from: 8, to: 17 },
  triage: { days: 1, count: "working" },
  accept: { days: 1, count: "working" },
  approve: { days: 1, count: "working" },
  publish: { days: 1, count: "working" },
  verify: { days: 28, count: "calendar" },
  kinds: [
    {
      id: "other",
      name: { vi: "Việc khác", en: "Other" },
      answer: { days: 5, count: "working" },
      countsFrom: "detected",
      lateNeedsReason: true,
    },
  ],
  maxReroutes: 2,
};
const UNITS = ["a", "b", "c"].map(unitId);
const START = "2026-11-23T02:00:00.000Z" as Instant;
const PEOPLE: readonly Actor[] = [
  { id: "officer-1", role: "officer", unit: null },
  { id: "officer-2", role: "officer", unit: null },
  { id: "leader", role: "leader", unit: null },
  { id: "unit-a", role: "unit", unit: unitId("a") },
  { id: "unit-b", role: "unit", unit: unitId("b") },
  { id: "nobody's", role: "unit", unit: null },
  { id: "product", role: "product", unit: null },
];
const OFFICER = PEOPLE[0] as Actor;

/**
 * The arrows of research/privacy-reliability section 5, written down a second time and by hand: from each state, what
 * may follow. The random commands below are held against it.
 */
const WORK: readonly CaseState[] = [
  "in_progress",
  "scheduled",
  "dialogue_planned",
  "answered",
  "no_action",
  "not_responsible",
  "duplicate",
];
const ARROWS: Readonly<Record<CaseState, readonly CaseState[]>> = {
  detected: ["triaged", "merged", "dismissed"],
  triaged: ["routed", "merged", "dismissed"],
  routed: [
    "routed",
    "referred",
    "accepted",
    "dialogue_planned",
    "merged",
    "no_action",
    "not_responsible",
    "duplicate",
  ],
  referred: ["routed"],
  accepted: ["routed", "referred", ...WORK],
  in_progress: WORK,
  scheduled: WORK,
  dialogue_planned: ["dialogue_planned", "dialogue_held"],
  dialogue_held: WORK,
  answered: ["approved", "in_progress"],
  approved: ["published", "in_progress"],
  published: ["verified", "reopened"],
  verified: ["reopened"],
  reopened: ["routed", "merged"],
  no_action: ["reopened"],
  not_responsible: ["reopened"],
  duplicate: ["reopened"],
  dismissed: ["reopened", "detected"],
  merged: [],
};

let db: DatabaseSync;
let store: CaseStore;
beforeEach(() => {
  db = openState(":memory:");
  store = caseStore(db);
});
afterEach(() => db.close());

let commands = 0;
function begin(at = START, into = store): Case {
  const found = {
    origin: { kind: "entry", channel: "hotline" },
    title: "Việc thử",
    topic: topicId("environment"),
    places: [placeId("11629@2025-07-01")],
  } as const;
  const what = detection(found, at, RULES);
  return into.begin(null, { at, actor: OFFICER, commandId: `c${++commands}`, what }).one;
}

function act(
  id: CaseId,
  command: CaseCommand,
  actor: Actor,
  options: { at?: Instant; seenVersion?: number; commandId?: string; into?: CaseStore } = {},
) {
  const into = options.into ?? store;
  const at = options.at ?? START;
  const context = {
    actor,
    at,
    rules: RULES,
    knowsUnit: (unit: string) => UNITS.some((one) => one === unit),
    caseOf: into.get,
  };
  return into.act<Refusal>({
    id,
    seenVersion: options.seenVersion ?? into.get(id)?.version ?? 0,
    at,
    actor,
    commandId: options.commandId ?? `c${++commands}`,
    decide: (one) => decideCase(one, command, context),
  });
}

const words = fc.constantFrom("Đã xem", "Sẽ làm", "Chờ vật tư", "Đã rõ", "", "x".repeat(9000));
const unit = fc.constantFrom(...UNITS, unitId("lạ"));
const date = fc.constantFrom<Day>("2026-11-20" as Day, "2026-11-23" as Day, "2026-12-30" as Day);
const other = fc.constantFrom<CaseId>("2026-1" as CaseId, "2026-2" as CaseId, "2026-9" as CaseId);
const aCommand: fc.Arbitrary<CaseCommand> = fc.oneof(
  fc.record({
    kind: fc.constant("triage" as const),
    title: words,
    summary: words,
    topic: fc.constant(topicId("land")),
    places: fc.constant([]),
    urgency: fc.constantFrom("other", "lạ"),
  }),
  fc.record({ kind: fc.constant("revise" as const), title: words, summary: words }),
  fc.record({ kind: fc.constant("merge" as const), into: other, comment: words }),
  fc.record({
    kind: fc.constant("dismiss" as const),
    reason: fc.constant("not-an-issue" as const),
    comment: words,
  }),
  fc.record({ kind: fc.constant("route" as const), unit, note: words }),
  fc.constant({ kind: "accept" as const }),
  fc.record({ kind: fc.constantFrom("reroute" as const, "assign" as const), unit, reason: words }),
  fc.record({ kind: fc.constantFrom("refer" as const, "return" as const), reason: words }),
  fc.record({ kind: fc.constant("progress" as const), plan: words }),
  fc.record({ kind: fc.constant("schedule" as const), plan: words, on: date }),
  fc.record({ kind: fc.constant("plan-dialogue" as const), on: date, place: words }),
  fc.record({
    kind: fc.constant("hold-dialogue" as const),
    on: date,
    attendance: fc.constant(null),
    minutes: words,
    commitments: fc.array(fc.record({ unit, what: words, dueOn: date }), { maxLength: 2 }),
  }),
  fc.record({
    kind: fc.constant("keep-commitment" as const),
    number: fc.integer({ min: 0, max: 3 }),
    note: words,
  }),
  fc.record({
    kind: fc.constant("answer" as const),
    text: words,
    legalBasis: words,
    measures: words,
    doneBy: fc.constant(null),
    lateReason: words,
  }),
  fc.constant({ kind: "approve" as const }),
  fc.record({ kind: fc.constant("publish" as const), question: words }),
  fc.record({
    kind: fc.constant("verify" as const),
    verdict: fc.constantFrom("solved" as const, "not-solved" as const),
    basis: fc.constant("volume" as const),
    comment: words,
    figures: fc.constant(null),
  }),
  fc.record({
    kind: fc.constant("reopen" as const),
    cause: fc.constantFrom("volume" as const, "staff" as const),
    comment: words,
  }),
  fc.record({
    kind: fc.constant("close" as const),
    as: fc.constantFrom("no_action" as const, "not_responsible" as const, "duplicate" as const),
    publicReason: words,
    names: fc.constantFrom("", "2026-1", "Sở Xây dựng"),
  }),
);
const aStep = fc.record({
  command: aCommand,
  actor: fc.constantFrom(...PEOPLE),
  target: fc.constantFrom<CaseId>("2026-1" as CaseId, "2026-2" as CaseId),
  hours: fc.integer({ min: 0, max: 60 }),
  staleBy: fc.constantFrom(0, 0, 0, 0, 0, 1),
  // Two steps in three are picked among those that the state allows, so that the walk gets far; the rest are anything.
  pick: fc.option(fc.nat(), { nil: null, freq: 3 }),
});

/** One well-formed command of each kind. */
const FITTING: readonly CaseCommand[] = [
  { kind: "triage", title: "a", summary: "b", topic: topicId("land"), places: [], urgency: "other" },
  { kind: "merge", into: "2026-1" as CaseId, comment: "" },
  { kind: "dismiss", reason: "out-of-area", comment: "x" },
  ...UNITS.flatMap((to): CaseCommand[] => [
    { kind: "route", unit: to, note: "" },
    { kind: "reroute", unit: to, reason: "x" },
    { kind: "assign", unit: to, reason: "x" },
  ]),
  { kind: "accept" },
  { kind: "refer", reason: "x" },
  { kind: "progress", plan: "x" },
  { kind: "schedule", plan: "x", on: "2027-12-30" as Day },
  { kind: "plan-dialogue", on: "2027-12-30" as Day, place: "x" },
  {
    kind: "hold-dialogue",
    on: "2026-11-23" as Day,
    attendance: 3,
    minutes: "x",
    commitments: [{ unit: unitId("b"), what: "x", dueOn: "2026-12-01" as Day }],
  },
  { kind: "keep-commitment", number: 1, note: "x" },
  { kind: "answer", text: "x", legalBasis: "x", measures: "x", doneBy: null, lateReason: "x" },
  { kind: "return", reason: "x" },
  { kind: "approve" },
  { kind: "publish", question: "x" },
  { kind: "verify", verdict: "explained", basis: "visit", comment: "x", figures: null },
  { kind: "reopen", cause: "unresolved", comment: "x" },
  { kind: "close", as: "no_action", publicReason: "x", names: "" },
  { kind: "close", as: "not_responsible", publicReason: "x", names: "y" },
  { kind: "close", as: "duplicate", publicReason: "x", names: "2026-1" },
];

/** A command that the state allows, and somebody of a role that may give it. */
function picked(one: Case, pick: number): { command: CaseCommand; actor: Actor } | null {
  const fitting = FITTING.filter(({ kind }) => CASE_RULES[kind].from.includes(one.state));
  const command = fitting[pick % Math.max(1, fitting.length)];
  if (command === undefined) return null;
  const able = PEOPLE.filter(({ role }) => CASE_RULES[command.kind].roles.includes(role));
  const actor = able[Math.floor(pick / 31) % Math.max(1, able.length)];
  return actor === undefined ? null : { command, actor };
}

describe("random commands of anybody at any time", () => {
  it("never take a case along an arrow that the loop does not have, and keep every promise about who acts", () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(fc.array(aStep, { minLength: 30, maxLength: 120 }), (steps) => {
        const memory = openState(":memory:");
        const fresh = caseStore(memory);
        begin(START, fresh);
        begin(START, fresh);
        let at = START;
        for (const { target, hours, staleBy, pick, ...wild } of steps) {
          at = addMs(at, hours * 3_600_000);
          const before = fresh.get(target);
          if (before === null) throw new Error("the case is gone");
          const { command, actor } = (pick === null ? null : picked(before, pick)) ?? wild;
          const seenVersion = before.version - staleBy;
          const acted = act(target, command, actor, { at, seenVersion, into: fresh });
          const after = fresh.get(target);
          if (after === null) throw new Error("the case is gone");
          if (acted.kind !== "done") {
            expect([acted.kind, after]).toEqual([acted.kind, before]);
            continue;
          }
          expect(staleBy).toBe(0);
          expect(after.version).toBe(before.version + 1);
          if (after.state !== before.state || isEntering(command.kind)) {
            expect(ARROWS[before.state]).toContain(after.state);
            seen.add(`${before.state} ${after.state}`);
          }
          checkPromises(before, after, command, actor);
        }
        for (const [id, events] of fresh.histories()) {
          expect(foldCase(events)).toEqual(fresh.get(id));
          expect(foldCase(JSON.parse(JSON.stringify(events)))).toEqual(fresh.get(id));
        }
        expect([...caseStore(memory).list()]).toEqual([...fresh.list()]);
        expect(fresh.verify().brokenAt).toBeNull();
        memory.close();
      }),
      { numRuns: 120, seed: 6 },
    );
    // The walk must have gone somewhere, or it shows nothing.
    expect(seen.size).toBeGreaterThan(50);
  });

  it("can reach every state", () => {
    const reached = new Set<CaseState>(["detected"]);
    for (let round = 0; round < CASE_STATES.length; round++) {
      for (const state of [...reached]) for (const next of ARROWS[state]) reached.add(next);
    }
    expect([...reached].sort()).toEqual([...CASE_STATES].sort());
  });
});

/** Commands that stay in the state they start from; all others must follow an arrow, be it a loop. */
function isEntering(kind: CommandKind): boolean {
  return !["revise", "keep-commitment", "publish", "progress", "schedule"].includes(kind);
}

function checkPromises(before: Case, after: Case, command: CaseCommand, actor: Actor): void {
  if (["route", "publish", "approve"].includes(command.kind)) {
    // Routing and publishing need a named person (promise 11).
    expect(["officer", "leader"]).toContain(actor.role);
  }
  if (actor.role === "product") expect(["dismiss", "reopen"]).toContain(command.kind);
  if (actor.role === "unit" && command.kind !== "keep-commitment") expect(before.unit).toBe(actor.unit);
  if (command.kind === "approve") expect(before.answer?.writtenBy).not.toBe(actor.id);
  expect(after.reroutes).toBeLessThanOrEqual(2);
  if (command.kind === "reroute") expect(after.answerDue).toEqual(before.answerDue);
  // What was published once stays readable.
  expect(after.publications.slice(0, before.publications.length)).toEqual(before.publications);
  if (after.state === "published") expect(after.publications.at(-1)?.answer).not.toBeNull();
}

describe("the store of cases", () => {
  const triage = {
    kind: "triage",
    title: "Rác ở chợ",
    summary: "Rác tồn ở chợ",
    topic: topicId("environment"),
    places: [],
    urgency: "other",
  } as const;

  it("numbers cases within their year", () => {
    expect([begin().id, begin().id]).toEqual(["2026-1", "2026-2"]);
    expect(begin("2026-12-31T17:00:00.000Z" as Instant).id).toBe("2027-1");
  });

  it("begins one case for one origin", () => {
    const what = detection(
      { origin: { kind: "hot-spot", id: "s1" as never }, title: "x", topic: topicId("land"), places: [] },
      START,
      RULES,
    );
    const event = { at: START, actor: OFFICER, what };
    const first = store.begin("hot-spot s1", { ...event, commandId: "one" });
    const second = store.begin("hot-spot s1", { ...event, commandId: "two" });
    expect([first.isNew, second.isNew, second.one.id]).toEqual([true, false, first.one.id]);
    expect(store.ofOrigin("hot-spot s1")?.id).toBe(first.one.id);
  });

  it("gives one event to two who act on the same version, and tells the second what happened", () => {
    const { id } = begin();
    expect(act(id, triage, OFFICER, { seenVersion: 1 }).kind).toBe("done");
    const second = act(id, { ...triage, title: "Khác" }, PEOPLE[1] as Actor, { seenVersion: 1 });
    expect(second.kind).toBe("changed");
    if (second.kind === "changed") expect(second.since.map(({ what }) => what.kind)).toEqual(["triaged"]);
    expect(store.get(id)?.title).toBe("Rác ở chợ");
  });

  it("does a command once, however often it is sent", () => {
    const { id } = begin();
    expect(act(id, triage, OFFICER, { commandId: "same" }).kind).toBe("done");
    expect(act(id, triage, OFFICER, { commandId: "same" }).kind).toBe("again");
    expect(store.events(id)).toHaveLength(2);
  });

  it("sees what another process has added", () => {
    const elsewhere = caseStore(db);
    const { id } = begin();
    expect(elsewhere.get(id)?.state).toBe("detected");
    act(id, triage, OFFICER, { into: elsewhere });
    expect(store.get(id)?.state).toBe("triaged");
  });

  it("keeps both histories when cases are merged", () => {
    const [first, second] = [begin(), begin()];
    act(first.id, triage, OFFICER);
    expect(act(second.id, { kind: "merge", into: first.id, comment: "" }, OFFICER).kind).toBe("done");
    expect(store.get(second.id)).toMatchObject({ state: "merged", mergedInto: first.id });
    expect(store.get(first.id)).toMatchObject({ state: "triaged", absorbed: [second.id], version: 3 });
    expect(store.events(second.id)).toHaveLength(2);
  });

  it.each([
    ["changed", "UPDATE case_events SET data = replace(data, 'Rác', 'Hoa') WHERE seq = 2", 2],
    ["taken out", "DELETE FROM case_events WHERE seq = 2", 3],
    ["cut off at the end", "DELETE FROM case_events WHERE seq = 3", 3],
    ["put under another's name", "UPDATE case_events SET actor = 'officer-2' WHERE seq = 1", 1],
  ])("notices a row that was %s", (_, sql, row) => {
    const { id } = begin();
    act(id, triage, OFFICER);
    act(id, { kind: "route", unit: unitId("a"), note: "" }, OFFICER);
    expect(store.verify()).toMatchObject({ rows: 3, brokenAt: null });
    expect(() => db.exec(sql)).toThrow("append-only");
    db.exec("DROP TRIGGER case_events_no_update; DROP TRIGGER case_events_no_delete");
    db.exec(sql);
    expect(caseStore(db).verify().brokenAt).toBe(row);
  });

  it("works out a past day's figures the same, whatever happened since", () => {
    const { id } = begin();
    act(id, triage, OFFICER, { at: addMs(START, 3_600_000) });
    act(id, { kind: "route", unit: unitId("a"), note: "" }, OFFICER, { at: addMs(START, 7_200_000) });
    const period = { from: "2026-11-20" as Day, to: "2026-11-23" as Day };
    const before = caseMetrics(store.histories(), period);
    expect(before.all).toMatchObject({ detected: 1, open: 1, answered: { part: 0, of: 1 } });
    expect(before.byUnit.get(unitId("a"))?.triage.count).toBe(1);
    const later = addMs(START, 3 * 86_400_000);
    act(id, { kind: "accept" }, PEOPLE[3] as Actor, { at: later });
    begin(later);
    expect(caseMetrics(store.histories(), period)).toEqual(before);
  });

  it("judges an answer late after its day, and reckons medians and shares over all", () => {
    const answer = { kind: "answer", text: "x", legalBasis: "y", measures: "z", doneBy: null } as const;
    for (const days of [1, 2, 10]) {
      const { id } = begin();
      act(id, triage, OFFICER);
      act(id, { kind: "route", unit: unitId("a"), note: "" }, OFFICER);
      act(id, { kind: "accept" }, OFFICER);
      const at = addMs(START, days * 86_400_000);
      const silent = act(id, { ...answer, lateReason: "" }, OFFICER, { at });
      // After the day an answer must say why it is late.
      expect(silent.kind).toBe(days === 10 ? "refused" : "done");
      if (days === 10) act(id, { ...answer, lateReason: "Chờ vật tư" }, OFFICER, { at });
    }
    const { all } = caseMetrics(store.histories(), { from: "2026-11-01" as Day, to: "2026-12-31" as Day });
    expect(all.onTime).toEqual({ part: 2, of: 3 });
    expect(all.answer).toEqual({ count: 3, medianDays: 2, p90Days: 10 });
    expect(all.published).toEqual({ part: 0, of: 3 });
  });
});
