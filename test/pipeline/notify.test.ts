import type { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { addDays } from "../../model/time.ts";
import { runNotify } from "../../pipeline/stages/notify.ts";
import { deliverDue, recoverDeliveries } from "../../response/alerts/delivery.ts";
import { auditLog } from "../../state/audit.ts";
import { hotSpotStore } from "../../state/hot-spots.ts";
import { notificationStore } from "../../state/notifications.ts";
import { openState } from "../../state/open.ts";
import {
  deliveryOf,
  LEADER,
  MovedClock,
  notifyDeps,
  OFFICER,
  person,
} from "../response/alerts/notify-fixture.ts";
import { recordStory, TODAY } from "../response/alerts/story.ts";
import { type MailSink, startMailSink } from "../response/mail/mail-sink.ts";

const HOUR_MS = 3_600_000;
let sink: MailSink;
let db: DatabaseSync;
let clock: MovedClock;

beforeEach(async () => {
  sink = await startMailSink();
  db = openState(":memory:");
  clock = new MovedClock();
});
afterEach(async () => {
  db.close();
  await sink.close();
});

const deps = (choices = {}) =>
  notifyDeps(db, { port: sink.port, clock, policy: { escalation: [] }, ...choices });
const readers = (): string[] =>
  sink.mails
    .map((mail) =>
      [mail.to ?? []]
        .flat()
        .map((to) => to.text)
        .join(),
    )
    .sort();
const states = (): string[] =>
  notificationStore(db)
    .about("alert", "hs-rac")
    .map(({ state }) => state);

describe("who is told of what", () => {
  it("tells the officer and the leader of a concern at the high level, once each", async () => {
    recordStory(db, { level: "high" });
    const report = await runNotify(TODAY, deps());
    expect(report).toMatchObject({ written: 2, sentence: null, delivery: { sent: 2 } });
    expect(readers()).toEqual([OFFICER.email, LEADER.email].sort());
  });

  it("tells the officer only of an alert, and nobody of a watch", async () => {
    recordStory(db, { id: "hs-watch", level: "watch" });
    recordStory(db, { level: "alert" });
    await runNotify(TODAY, deps());
    expect(readers()).toEqual([OFFICER.email]);
  });

  it("tells nobody again when it is run again, in this process or the next", async () => {
    recordStory(db);
    await runNotify(TODAY, deps());
    await runNotify(TODAY, deps());
    clock.forward(30 * HOUR_MS);
    await runNotify(TODAY, deps());
    expect(sink.mails).toHaveLength(2);
  });

  it("tells nothing of what died down before the last day", async () => {
    recordStory(db, { day: addDays(TODAY, -2) });
    recordStory(db, { event: "cleared", active: false });
    const report = await runNotify(TODAY, deps());
    expect(report.written).toBe(0);
    expect(sink.mails).toHaveLength(0);
  });

  it("tells once of a concern that was opened and raised before anybody was told", async () => {
    recordStory(db, { day: addDays(TODAY, -2), level: "watch" });
    recordStory(db, { day: addDays(TODAY, -1), event: "raised", level: "alert" });
    recordStory(db, { event: "raised", level: "high" });
    await runNotify(TODAY, deps());
    expect(readers()).toEqual([OFFICER.email, LEADER.email].sort());
  });

  it("tells the officer again, and the leader for the first time, when an alert becomes urgent", async () => {
    recordStory(db, { day: addDays(TODAY, -1), level: "alert" });
    await runNotify(addDays(TODAY, -1), deps());
    recordStory(db, { event: "raised", level: "high" });
    await runNotify(TODAY, deps());
    expect(readers()).toEqual([OFFICER.email, OFFICER.email, LEADER.email].sort());
  });

  it("tells of an update the officer only, and not within six hours of the last telling", async () => {
    recordStory(db);
    await runNotify(TODAY, deps());
    recordStory(db, { day: addDays(TODAY, 1), event: "updated", voices: 19 });
    clock.forward(5 * HOUR_MS);
    await runNotify(addDays(TODAY, 1), deps());
    expect(sink.mails).toHaveLength(2);
    clock.forward(2 * HOUR_MS);
    await runNotify(addDays(TODAY, 1), deps());
    expect(readers()).toEqual([OFFICER.email, OFFICER.email, LEADER.email].sort());
    expect(sink.mails.at(-1)?.subject).toContain("Cập nhật");
  });

  it("tells again when a concern comes back, and not of one that a person called no issue", async () => {
    recordStory(db, { day: addDays(TODAY, -3), level: "alert" });
    await runNotify(addDays(TODAY, -3), deps());
    recordStory(db, { event: "reopened", level: "alert" });
    await runNotify(TODAY, deps());
    expect(sink.mails.map((mail) => mail.subject?.includes("Phát sinh lại"))).toEqual([false, true]);
    recordStory(db, { id: "hs-other" });
    hotSpotStore(db).decide("hs-other" as never, "not-an-issue", TODAY);
    await runNotify(TODAY, deps());
    expect(sink.mails).toHaveLength(2);
  });

  it("tells nothing below the floor of voices, and needs twenty for a sensitive subject", async () => {
    recordStory(db, { id: "hs-few", voices: 4 });
    recordStory(db, { id: "hs-faith", topic: "religion-ethnic", places: [], voices: 19 });
    expect((await runNotify(TODAY, deps())).written).toBe(0);
  });

  it("leaves out closed accounts and writes to each in their language", async () => {
    recordStory(db);
    const people = [{ ...OFFICER, disabled: true }, person("p-en", "leader", "leader@anlao.example", "en")];
    await runNotify(TODAY, deps({ people }));
    expect(readers()).toEqual(["leader@anlao.example"]);
    expect(sink.mails[0]?.subject).toBe(
      "[Urgent · unverified signal] Waste, xã An Lão and xã An Quang: 11 independent voices in 3 days, usually about 1",
    );
  });

  it("answers every decision with its reason", async () => {
    recordStory(db, { level: "alert" });
    expect((await runNotify(TODAY, deps())).decisions).toMatchObject([
      { recipient: LEADER.id, told: false, stage: "role", reason: "leader is not told of opened at alert" },
      { recipient: OFFICER.id, told: true },
    ]);
    expect((await runNotify(TODAY, deps())).decisions[1]).toMatchObject({
      told: false,
      reason: "told before",
    });
  });
});

describe("what arrives whatever happens", () => {
  it("sends one mail when the server says later and then takes it", async () => {
    recordStory(db, { level: "alert" });
    sink.answer({ at: "data", code: 451 });
    expect((await runNotify(TODAY, deps())).delivery).toMatchObject({ sent: 0, waiting: 1 });
    expect((await deliverDue(deliveryOf(db, { port: sink.port, clock }))).sent).toBe(0);
    clock.forward(60_000);
    expect((await deliverDue(deliveryOf(db, { port: sink.port, clock }))).sent).toBe(1);
    expect(sink.mails).toHaveLength(1);
  });

  it("tries again within a one-shot command, after a moment", async () => {
    recordStory(db, { level: "alert" });
    sink.answer({ at: "rcpt", code: 450 }, { at: "data", code: 451 });
    const pauses: number[] = [];
    const pause = async (ms: number): Promise<void> => void pauses.push(ms);
    const report = await runNotify(TODAY, { ...deps(), pause });
    expect(report).toMatchObject({ delivery: { sent: 1, waiting: 0 }, sentence: null });
    expect(pauses).toHaveLength(2);
  });

  it("never sends again what was handed over without an answer", async () => {
    recordStory(db, { level: "alert" });
    sink.answer("drop-after-data");
    expect((await runNotify(TODAY, deps())).delivery).toMatchObject({ unknown: 1 });
    clock.forward(48 * HOUR_MS);
    await runNotify(TODAY, deps());
    expect(sink.texts()).toBe(1);
    expect(states()).toEqual(["unknown"]);
  });

  it("calls unknown what a killed process was sending, and sends what it had only written", async () => {
    recordStory(db, { level: "high" });
    const dead = deps();
    await runNotify(TODAY, { ...dead, delivery: { ...dead.delivery, notifications: claimsNothing() } });
    expect(states()).toEqual(["waiting", "waiting"]);
    const [first] = dead.delivery.notifications.due(clock.at);
    dead.delivery.notifications.claim(first?.seq ?? 0, dead.delivery.owner);
    const reborn = deps();
    expect(recoverDeliveries(reborn.delivery)).toBe(1);
    await runNotify(TODAY, reborn);
    expect(states().sort()).toEqual(["sent", "unknown"]);
    expect(sink.texts()).toBe(1);
  });

  it("notes a refusal with its reason and does not repeat it", async () => {
    recordStory(db, { level: "alert" });
    sink.answer({ at: "rcpt", code: 550 });
    const report = await runNotify(TODAY, deps());
    expect(report.delivery).toMatchObject({ failed: 1 });
    expect(report.sentence).toMatch(/1 refused .*no such mailbox/);
    expect(report.sentence).not.toContain(OFFICER.email);
    clock.forward(HOUR_MS);
    await runNotify(TODAY, deps());
    expect(sink.mails).toHaveLength(0);
  });

  it("records what it could not send without mail, or without anybody to tell, in one sentence", async () => {
    recordStory(db, { level: "alert" });
    const silent = await runNotify(TODAY, notifyDeps(db, { clock }));
    expect(silent.delivery).toMatchObject({ undelivered: 1 });
    expect(silent.sentence).toBe(
      "alert mails: 1 not delivered (email is not configured); set mail in settings.yaml",
    );
    expect((await runNotify(TODAY, notifyDeps(db, { clock }))).sentence).toBeNull();
    recordStory(db, { id: "hs-lonely" });
    const nobody = await runNotify(TODAY, deps({ people: [] }));
    expect(nobody.sentence).toContain("there is no account to tell");
  });

  it("waits for a server that cannot be reached, asks it once a round, and gives up after a day", async () => {
    recordStory(db);
    const port = sink.port;
    await sink.close();
    const report = await runNotify(TODAY, deps({ port }));
    expect(report.delivery).toMatchObject({ waiting: 2, unreachable: true });
    expect(report.sentence).toContain("tried again while the product runs");
    for (let hour = 0; hour < 30; hour++) {
      clock.forward(HOUR_MS);
      await deliverDue(deliveryOf(db, { port, clock }));
    }
    expect(states()).toEqual(["undelivered", "undelivered"]);
    sink = await startMailSink();
  });

  it("keeps a Message-ID over attempts and gives each reader a different one", async () => {
    recordStory(db);
    sink.answer({ at: "data", code: 451 });
    await runNotify(TODAY, deps());
    clock.forward(60_000);
    await deliverDue(deliveryOf(db, { port: sink.port, clock }));
    const ids = sink.mails.map((mail) => mail.messageId);
    expect(new Set(ids).size).toBe(2);
    expect(ids.every((id) => /^<[0-9a-f]{32}@anlao\.example>$/.test(id ?? ""))).toBe(true);
  });

  it("writes each delivery into the chained log, by the reader's id", async () => {
    recordStory(db, { level: "alert" });
    await runNotify(TODAY, deps());
    const [entry] = auditLog(db).list(1);
    expect(entry).toMatchObject({
      actor: "notify",
      action: "alert.sent",
      subject: "hs-rac",
      detail: OFFICER.id,
    });
  });
});

/** The outbox of a process that dies before it hands anything over. */
function claimsNothing() {
  return { ...notificationStore(db), claim: () => false };
}
