import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Actor, Case } from "../../../model/case.ts";
import { WHOLE_AREA } from "../../../model/cell.ts";
import type { Day, Instant } from "../../../model/ids.ts";
import { addDays } from "../../../model/time.ts";
import { caseRound } from "../../../response/cases/case-rounds.ts";
import { outcomeOf } from "../../../response/cases/outcome.ts";
import { type ReminderDeps, writeReminders } from "../../../response/cases/reminders.ts";
import type { NewNotification } from "../../../state/notifications.ts";
import { caseAt, KINH_TE, now, take } from "../../web/case-fixture.ts";
import { portalRig, type Rig, recordSpot, SPOT, TODAY } from "../../web/portal-fixture.ts";

let rig: Rig;
beforeEach(async () => {
  rig = await portalRig();
});
afterEach(() => rig.close());

const OFFICER: Actor = { id: "officer-1", role: "officer", unit: null };
const LEADER: Actor = { id: "leader-1", role: "leader", unit: null };
const UNIT: Actor = { id: "unit-1", role: "unit", unit: KINH_TE };

function round() {
  const { deps } = rig;
  return caseRound({
    store: deps.cases.store,
    desk: deps.cases.desk,
    hotSpots: deps.hotSpots,
    reports: { waiting: () => [] },
    words: {
      notAnIssue: "Không phải vấn đề.",
      volumeBack: (voices, expected) => `${voices} ý kiến, thường ${expected}`,
    },
    now: deps.now,
  });
}

const ofSpot = (): Case => {
  const one = rig.deps.cases.store.ofOrigin(`hot-spot ${SPOT}`);
  if (one === null) throw new Error("no case of the hot spot");
  return one;
};

/** The concern comes back on a later day. */
function comesBack(day: Day): void {
  const common = { topic: "environment" as never, places: [], voices: 14, expected: 1.2 };
  rig.deps.hotSpots.record(day, {
    events: [
      {
        day,
        hotSpotId: SPOT,
        event: "reopened",
        level: "alert",
        score: 6,
        failedGates: [],
        sentence: "Rác lại ùn ứ",
        ...common,
      },
    ],
    closes: true,
    traces: [
      {
        id: SPOT,
        day,
        channel: "public",
        level: "alert",
        active: true,
        openedOn: addDays(TODAY, -1),
        lastActiveOn: day,
        clearedOn: null,
        reportedVoices: 14,
        quietDays: 0,
        ...common,
      },
    ],
    explanations: new Map(),
  });
}

describe("the product's own rounds", () => {
  it("begin a case of an alert once, and of a watch never", async () => {
    recordSpot(rig.deps, {}, "watch");
    expect(await round()).toEqual({ begun: 0, dismissed: 0, reopened: 0 });
    recordSpot(rig.deps, {}, "alert");
    expect((await round()).begun).toBe(1);
    expect((await round()).begun).toBe(0);
    expect(ofSpot()).toMatchObject({ state: "detected", title: "Việc về environment" });
  });

  it("end the case of a hot spot that a person called no issue", async () => {
    recordSpot(rig.deps);
    await round();
    rig.deps.hotSpots.decide(SPOT, "not-an-issue", TODAY);
    expect((await round()).dismissed).toBe(1);
    expect(ofSpot().state).toBe("dismissed");
  });

  it("open a published case again when its volume returns on a later day, once, with the old answer kept", async () => {
    recordSpot(rig.deps);
    await round();
    const { id } = ofSpot();
    await take(rig, id, OFFICER, {
      kind: "triage",
      title: "Rác ở chợ",
      summary: "Rác tồn ở chợ",
      topic: "environment" as never,
      places: [],
      urgency: "other",
    });
    await take(rig, id, OFFICER, { kind: "route", unit: KINH_TE, note: "" });
    await take(rig, id, UNIT, { kind: "accept" });
    await take(rig, id, UNIT, {
      kind: "answer",
      text: "Đã gom hết rác.",
      legalBasis: "Luật",
      measures: "Đã gom",
      doneBy: null,
      lateReason: "",
    });
    await take(rig, id, LEADER, { kind: "approve" });
    await take(rig, id, OFFICER, { kind: "publish", question: "Bao giờ gom rác?" });
    expect((await round()).reopened).toBe(0);
    rig.wait(9 * 86_400_000);
    comesBack(addDays(TODAY, 8));
    expect((await round()).reopened).toBe(1);
    expect((await round()).reopened).toBe(0);
    const one = now(rig, id);
    expect(one).toMatchObject({ state: "reopened", reopenings: 1 });
    expect(one.publications).toHaveLength(1);
    const last = rig.deps.cases.store.events(id).at(-1);
    expect(last?.actor.role).toBe("product");
    expect(last?.what).toMatchObject({ cause: "volume", comment: "14 ý kiến, thường 1.2" });
  });
});

describe("what became of a concern", () => {
  const published = "2026-10-01T03:00:00.000Z" as Instant;
  const one = {
    topic: "environment",
    places: [],
    publications: [{ publishedAt: published }],
  } as unknown as Case;
  const cell = (day: string, voices72h: number, negative72h: number) => ({
    topic: "environment",
    place: WHOLE_AREA,
    day,
    channel: "public",
    voices: voices72h,
    voices72h,
    negative72h,
    toned72h: voices72h,
    firstHeard72h: 0,
    items: 0,
    echoes: 0,
    sources: [],
  });
  const cells = {
    history: (from: Day, to: Day) =>
      [cell("2026-09-20", 20, 15), cell("2026-10-28", 6, 1)].filter(
        ({ day }) => day >= from && day <= to,
      ) as never,
  };
  const options = { cells, floor: 5, calmWeeks: 2, hotSpot: null };

  it("is told by volume and tone before the answer and now, and proposed as solved where it calmed", () => {
    expect(outcomeOf(one, "2026-11-01" as Day, options)).toEqual({
      figures: { voicesBefore: 20, voicesAfter: 6, negativeBefore: 75, negativeAfter: 17 },
      isCalm: true,
    });
  });

  it("is not told before the configured weeks have passed, and not proposed while the hot spot is open", () => {
    expect(outcomeOf(one, "2026-10-14" as Day, options)).toBeNull();
    const hotSpot = { state: "open", lastActiveOn: "2026-10-30" as Day } as const;
    expect(outcomeOf(one, "2026-11-01" as Day, { ...options, hotSpot })?.isCalm).toBe(false);
  });

  it("names no count below the floor, and proposes nothing of a concern that was never loud", () => {
    const quiet = { history: () => [] };
    expect(outcomeOf(one, "2026-11-01" as Day, { ...options, cells: quiet })).toEqual({
      figures: { voicesBefore: null, voicesAfter: null, negativeBefore: null, negativeAfter: null },
      isCalm: false,
    });
  });
});

describe("reminders", () => {
  const written: NewNotification[] = [];
  beforeEach(() => {
    written.length = 0;
  });
  const person = (role: string) =>
    ({ id: `${role}-1`, email: `${role}@example.org`, role, language: "vi", disabled: false }) as const;

  function remind(at: string): readonly string[] {
    const deps: ReminderDeps = {
      store: rig.deps.cases.store,
      notifications: {
        has: (key) => written.some((one) => one.key === key),
        addAll: (all) => {
          written.push(...all);
          return all;
        },
      },
      rules: rig.deps.cases.rules,
      people: () => ["officer", "leader", "unit", "operator", "auditor"].map(person),
      unitOf: (id) => (id === "unit-1" ? KINH_TE : null),
      unitName: () => "Phòng Kinh tế",
      areaName: () => "Hai xã",
      baseUrl: "http://localhost:8080",
      from: null,
    };
    const before = written.length;
    writeReminders(deps, at as Instant);
    return written.slice(before).map(({ recipient, event }) => `${recipient} ${event}`);
  }

  it("go to the officer and the unit at 80 % and to the leader too at the end, once each", async () => {
    // Routed on Wednesday 25 November at 09:20: to be accepted by Thursday, answered by Wednesday 2 December.
    await caseAt(rig, 1);
    expect(remind("2026-11-25T04:00:00.000Z")).toEqual([]);
    expect(remind("2026-11-26T07:30:00.000Z")).toEqual(["officer-1 accept 80", "unit-1 accept 80"]);
    expect(remind("2026-11-26T08:00:00.000Z")).toEqual([]);
    expect(remind("2026-11-26T10:00:00.000Z")).toEqual([
      "leader-1 accept 100",
      "officer-1 accept 100",
      "unit-1 accept 100",
    ]);
    expect(remind("2026-11-27T02:00:00.000Z")).toEqual([]);
    const mail = JSON.parse(written[0]?.message ?? "{}") as { subject: string; text: string; html: string };
    expect(mail.subject).toBe("[Nhắc hạn] Vụ việc 2026-1 · Rác ở chợ An Lão: hết hạn hôm nay để tiếp nhận");
    expect(mail.text).toContain("http://localhost:8080/vu-viec/2026-1");
    expect(mail.text).not.toContain("bà con mong được");
  });

  it("tell of the answer although the unit never accepted", async () => {
    await caseAt(rig, 1);
    expect(remind("2026-12-03T02:00:00.000Z").filter((one) => one.startsWith("leader"))).toEqual([
      "leader-1 accept 100",
      "leader-1 answer 100",
    ]);
  });

  it("do not tell leaders of what no officer has looked at, nor anybody of what is over", async () => {
    recordSpot(rig.deps);
    await round();
    expect(remind("2026-11-27T02:00:00.000Z")).toEqual(["officer-1 triage 100"]);
    await caseAt(rig, 5);
    expect(remind("2026-12-30T02:00:00.000Z")).toEqual([]);
  });
});
