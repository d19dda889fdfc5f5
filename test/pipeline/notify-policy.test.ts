import type { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type HotSpotId, hotSpotId, type Instant, topicId } from "../../model/ids.ts";
import { addDays } from "../../model/time.ts";
import { runNotify } from "../../pipeline/stages/notify.ts";
import { threadStore } from "../../state/alert-threads.ts";
import { hotSpotStore } from "../../state/hot-spots.ts";
import { notificationStore } from "../../state/notifications.ts";
import { openState } from "../../state/open.ts";
import { silenceStore } from "../../state/silences.ts";
import { LEADER, MovedClock, notifyDeps, OFFICER } from "../response/alerts/notify-fixture.ts";
import { recordStory, TODAY } from "../response/alerts/story.ts";
import { type MailSink, startMailSink } from "../response/mail/mail-sink.ts";

const HOUR_MS = 3_600_000;
const RAC = "hs-rac" as HotSpotId;
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

const tell = (choices = {}, day = TODAY) =>
  runNotify(day, notifyDeps(db, { port: sink.port, clock, ...choices }));
const told = (): string[] =>
  notificationStore(db)
    .latest(100)
    .map(({ subject, recipient, event }) => `${subject} ${event} ${recipient}`)
    .sort();

describe("one story, one alert", () => {
  it("tells two hot spots of the same texts under two topics as one, and names the other in the mail", async () => {
    recordStory(db, { level: "alert", voices: 14 });
    recordStory(db, { id: "hs-khoe", topic: "health", level: "alert" });
    await tell({ sharedTexts: 0.8 });
    expect(told()).toEqual([`hs-khoe opened ${OFFICER.id}`]);
    expect(sink.mails[0]?.text).toContain("Cùng một câu chuyện");
    expect(threadStore(db).all()).toMatchObject([{ follower: RAC, lead: "hs-khoe", why: "same-texts" }]);
    await tell({ sharedTexts: 0 });
    expect(sink.mails).toHaveLength(1);
  });

  it("tells them apart where they share few texts or no place", async () => {
    recordStory(db, { level: "alert" });
    recordStory(db, { id: "hs-khoe", topic: "health", level: "alert" });
    recordStory(db, { id: "hs-dien", topic: "utilities", level: "alert", places: ["11635@2025-07-01"] });
    await tell({ sharedTexts: 0.3 });
    expect(sink.mails).toHaveLength(3);
  });

  it("mutes a part under its whole, and a whole under the part that carries it", async () => {
    recordStory(db, { id: "hs-xa", level: "alert", topic: "environment/waste", explanation: { voices: 12 } });
    recordStory(db, {
      id: "hs-vung",
      level: "alert",
      topic: "environment",
      places: [],
      explanation: { voices: 40, expected: 9 },
    });
    await tell();
    expect(told()).toEqual([`hs-vung opened ${OFFICER.id}`]);
    recordStory(db, { id: "hs-to", level: "alert", topic: "land/disputes", explanation: { voices: 30 } });
    recordStory(db, {
      id: "hs-dat",
      level: "alert",
      topic: "land",
      places: [],
      explanation: { voices: 34, expected: 3 },
    });
    await tell();
    expect(told()).toEqual([`hs-to opened ${OFFICER.id}`, `hs-vung opened ${OFFICER.id}`]);
  });

  it("tells a part that becomes more serious than its whole", async () => {
    recordStory(db, {
      id: "hs-vung",
      level: "alert",
      topic: "environment",
      places: [],
      explanation: { voices: 40 },
    });
    recordStory(db, { id: "hs-xa", level: "alert" });
    await tell();
    recordStory(db, { id: "hs-xa", event: "raised", level: "high" });
    await tell();
    expect(told()).toContain(`hs-xa raised ${LEADER.id}`);
  });
});

describe("silences", () => {
  const silence = (hours: number) =>
    silenceStore(db).add({
      muted: { topic: topicId("environment"), places: [] },
      author: OFFICER.id,
      reason: "đang sửa bãi rác",
      from: clock.at,
      until: new Date(Date.parse(clock.at) + hours * HOUR_MS).toISOString() as Instant,
    });

  it("holds what it mutes, with its end as the reason, and ends by itself", async () => {
    recordStory(db, { level: "alert" });
    recordStory(db, { id: "hs-dien", topic: "utilities", level: "alert" });
    const { until } = silence(24);
    const { decisions } = await tell();
    expect(
      decisions.find(({ hotSpotId: id, recipient }) => id === RAC && recipient === OFFICER.id),
    ).toMatchObject({ stage: "silence", reason: `silenced until ${until}` });
    expect(told()).toEqual([`hs-dien opened ${OFFICER.id}`]);
    clock.forward(25 * HOUR_MS);
    recordStory(db, { day: addDays(TODAY, 1), event: "updated", level: "alert" });
    await tell({ policy: { escalation: [] } }, addDays(TODAY, 1));
    expect(told()).toContain(`hs-rac opened ${OFFICER.id}`);
  });

  it("must end after it begins, and is ended early once", () => {
    expect(() => silence(0)).toThrow(RangeError);
    const { id } = silence(5);
    expect(silenceStore(db).end(id, LEADER.id, clock.at)).toBe(true);
    expect(silenceStore(db).end(id, LEADER.id, clock.at)).toBe(false);
    expect(silenceStore(db).latest(5)).toMatchObject([{ endedBy: LEADER.id, reason: "đang sửa bãi rác" }]);
  });
});

describe("how much is pushed, and when", () => {
  const many = (count: number, level: "alert" | "high") => {
    for (let at = 0; at < count; at++) recordStory(db, { id: `hs-${at}`, topic: `t${at}`, level });
  };

  it("pushes the day's budget, keeps the rest for one daily list, and says so there", async () => {
    many(4, "alert");
    const policy = { pushedPerDay: { officer: 2 }, escalation: [] };
    const { decisions } = await tell({ policy });
    expect(
      decisions
        .filter(({ stage }) => stage === "budget")
        .map(({ told: was }) => was)
        .sort(),
    ).toEqual([false, false, true, true]);
    expect(sink.mails).toHaveLength(2);
    clock.forward(8 * HOUR_MS);
    await tell({ policy });
    await tell({ policy });
    expect(sink.mails).toHaveLength(3);
    const list = sink.mails[2];
    expect(list?.subject).toContain("2 điểm nóng khác");
    expect(list?.text).toContain("Mỗi ngày chỉ báo riêng 2 điểm nóng");
    clock.forward(16 * HOUR_MS);
    await tell({ policy });
    expect(sink.mails).toHaveLength(3);
  });

  it("tells the officer of what is urgent whatever the day brought, and the leader within the budget", async () => {
    many(3, "high");
    await tell({ policy: { pushedPerDay: { officer: 1, leader: 1 }, escalation: [] } });
    expect(told().filter((one) => one.endsWith(OFFICER.id))).toHaveLength(3);
    expect(told().filter((one) => one.endsWith(LEADER.id))).toHaveLength(1);
  });

  it("lets a leader sleep unless it is urgent, and sends in the morning", async () => {
    recordStory(db, { level: "high" });
    clock.forward(13 * HOUR_MS);
    await tell({ policy: { quietHours: { pass: [] }, escalation: [] } });
    expect(sink.mails).toHaveLength(1);
    clock.forward(7 * HOUR_MS);
    await tell({ policy: { quietHours: { pass: [] }, escalation: [] } });
    expect(sink.mails).toHaveLength(2);
    recordStory(db, { id: "hs-chay", topic: "security", level: "high" });
    clock.forward(14 * HOUR_MS + 12 * HOUR_MS);
    await tell({ policy: { escalation: [] } });
    expect(sink.mails).toHaveLength(4);
  });
});

describe("what nobody acknowledges", () => {
  it("goes to the leader after four office hours, once, with the reason", async () => {
    recordStory(db, { level: "alert" });
    await tell();
    clock.forward(20 * HOUR_MS);
    await tell();
    expect(sink.mails).toHaveLength(1);
    clock.forward(8 * HOUR_MS);
    await tell();
    await tell();
    expect(told()).toEqual([`hs-rac escalated ${LEADER.id}`, `hs-rac opened ${OFFICER.id}`]);
    expect(sink.mails[1]?.text).toContain("Chưa ai tiếp nhận sau 4 giờ làm việc");
  });

  it("stays with the officer where somebody acknowledged, or it is silenced", async () => {
    recordStory(db, { level: "alert" });
    recordStory(db, { id: "hs-dien", topic: "utilities", level: "alert" });
    await tell();
    hotSpotStore(db).acknowledge(RAC, clock.at, OFFICER.id);
    silenceStore(db).add({
      muted: { hotSpotId: hotSpotId("hs-dien") },
      author: OFFICER.id,
      reason: "đã biết",
      from: clock.at,
      until: "2026-12-01T00:00:00.000Z" as Instant,
    });
    clock.forward(48 * HOUR_MS);
    await tell();
    expect(sink.mails).toHaveLength(2);
  });

  it("asks again who takes it on when the concern comes back", async () => {
    recordStory(db, { day: addDays(TODAY, -3), level: "alert" });
    hotSpotStore(db).acknowledge(RAC, "2026-11-19T04:00:00.000Z" as Instant, OFFICER.id);
    expect(hotSpotStore(db).get(RAC)?.acknowledgedBy).toBe(OFFICER.id);
    recordStory(db, { event: "reopened", level: "alert" });
    expect(hotSpotStore(db).get(RAC)?.acknowledgedAt).toBeNull();
    expect(hotSpotStore(db).acknowledge(RAC, clock.at, LEADER.id)).toBe(true);
  });
});
