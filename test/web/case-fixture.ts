import { randomUUID } from "node:crypto";
import type { Actor, Case } from "../../model/case.ts";
import type { CaseCommand } from "../../model/case-commands.ts";
import { type CaseId, topicId, unitId } from "../../model/ids.ts";
import { AN_LAO, type Rig } from "./portal-fixture.ts";

const OFFICER: Actor = { id: "officer-1", role: "officer", unit: null };
const LEADER: Actor = { id: "leader-1", role: "leader", unit: null };
export const KINH_TE = unitId("kinh-te");
const UNIT: Actor = { id: "unit-1", role: "unit", unit: KINH_TE };

export const SUMMARY = "Rác tồn nhiều ngày quanh chợ, bà con mong được thu gom đều.";
export const ANSWER: CaseCommand = {
  kind: "answer",
  text: "Đã thu gom toàn bộ rác tồn. Từ nay xe chạy hằng ngày.",
  legalBasis: "Luật Bảo vệ môi trường năm 2020, Điều 75",
  measures: "Tăng một chuyến xe mỗi ngày.",
  doneBy: null,
  lateReason: "",
};

/** The steps of a case that goes well, each with who takes it. */
const STEPS: readonly (readonly [Actor, CaseCommand])[] = [
  [OFFICER, { kind: "route", unit: KINH_TE, note: "" }],
  [UNIT, { kind: "accept" }],
  [UNIT, ANSWER],
  [LEADER, { kind: "approve" }],
  [OFFICER, { kind: "publish", question: "Bao giờ rác ở chợ được thu gom?" }],
];

/** A case of an own entry, taken as many steps on as wanted: 0 leaves it triaged, 5 publishes its answer. */
export async function caseAt(rig: Rig, steps: number, title = "Rác ở chợ An Lão"): Promise<Case> {
  const triage = {
    kind: "triage",
    title,
    summary: SUMMARY,
    topic: topicId("environment"),
    places: [AN_LAO],
    urgency: "other",
  } as const;
  const entered = await rig.deps.cases.desk.enter({ channel: "hotline", triage }, OFFICER, randomUUID());
  if (entered.kind !== "done") throw new Error(`not entered: ${entered.kind}`);
  for (const [actor, command] of STEPS.slice(0, steps)) await take(rig, entered.one.id, actor, command);
  return now(rig, entered.one.id);
}

/** Takes one step on a case as it stands. */
export async function take(rig: Rig, id: CaseId, actor: Actor, command: CaseCommand): Promise<void> {
  const seenVersion = now(rig, id).version;
  const by = { actor, seenVersion, commandId: randomUUID(), checkedWords: true };
  const answer = await rig.deps.cases.desk.act(id, command, by);
  if (answer.kind !== "done") throw new Error(`${command.kind}: ${JSON.stringify(answer)}`);
}

/** The case as it stands. */
export function now(rig: Rig, id: CaseId): Case {
  const one = rig.deps.cases.store.get(id);
  if (one === null) throw new Error(`no case ${id}`);
  return one;
}

/** Makes the account of the role `unit` a member of a unit. */
export async function joinUnit(rig: Rig, unit = KINH_TE): Promise<void> {
  await rig.signIn("unit");
  const person = rig.people.list().find(({ role }) => role === "unit");
  if (person !== undefined) rig.deps.cases.members.set(person.id, unit);
}
