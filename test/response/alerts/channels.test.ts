import type { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { channelsSchema } from "../../../config/notification-settings.ts";
import {
  type ChannelFault,
  type ChannelReplica,
  startChannelReplica,
} from "../../../lab/replica/channels.ts";
import { runNotify } from "../../../pipeline/stages/notify.ts";
import { isAuthentic, signatureOf } from "../../../response/alerts/channels/webhook.ts";
import { deliverDue } from "../../../response/alerts/delivery.ts";
import { notificationStore } from "../../../state/notifications.ts";
import { openState } from "../../../state/open.ts";
import { MovedClock, notifyDeps, OFFICER } from "./notify-fixture.ts";
import { recordStory, TODAY } from "./story.ts";

const MINUTE_MS = 60_000;
let faults: ChannelFault[];
let replica: ChannelReplica;
let db: DatabaseSync;
let clock: MovedClock;
beforeEach(async () => {
  faults = [];
  replica = await startChannelReplica(() => faults.shift() ?? "take");
  db = openState(":memory:");
  clock = new MovedClock();
});
afterEach(async () => {
  db.close();
  await replica.close();
});

type Name = "webhook" | "zalo-oa" | "zns" | "sms";
const NAMES: readonly Name[] = ["webhook", "zalo-oa", "zns", "sms"];

function settingsFor(name: Name) {
  const secret = { file: "/run/secrets/x" };
  const { url } = replica;
  const reach = (to: string) => ({
    token: secret,
    api: url,
    readers: [{ email: OFFICER.email, to }],
    levels: ["alert", "high"] as const,
  });
  switch (name) {
    case "webhook":
      return { webhooks: [{ id: "ioc", url: `${url}/webhook`, statusUrl: `${url}/status`, secret }] };
    case "zalo-oa":
      return { zaloOa: reach("1234567890") };
    case "zns":
      return { zns: { ...reach("84912345678"), templateId: "100001" } };
    case "sms":
      return { sms: reach("84912345678") };
  }
}
function depsFor(name: Name, patience = 150) {
  const channels = channelsSchema.parse(settingsFor(name));
  const deps = notifyDeps(db, { clock, channels, answerTimeoutMs: patience, policy: { escalation: [] } });
  return { ...deps, chart: async () => null };
}
const stateOf = (name: Name) =>
  notificationStore(db)
    .latest(50)
    .find(({ channel }) => channel.startsWith(name))?.state;

/** Rounds of delivery over half a day. */
async function later(name: Name): Promise<void> {
  for (let round = 0; round < 12; round++) {
    clock.forward(20 * MINUTE_MS);
    await deliverDue(depsFor(name).delivery);
  }
}

describe.each(NAMES)("%s", (name) => {
  it("carries the aggregate sentence with its mark and link, and no resident's words", async () => {
    recordStory(db, { level: "alert" });
    await runNotify(TODAY, depsFor(name));
    expect(replica.taken).toHaveLength(1);
    const text = replica.taken[0]?.text ?? "";
    expect(text.length).toBeLessThanOrEqual(name === "sms" ? 160 : 400);
    expect(text).toContain("https://langnghe.example/diem-nong/hs-rac");
    expect(text).toContain(name === "sms" ? "tin hieu, chua xac minh" : "tín hiệu, chưa xác minh");
    expect(text).toContain("11");
    expect(stateOf(name)).toBe("sent");
  });

  it.each(["take-then-hang", "take-then-cut", "take-twice-answered"] as const)(
    "is never sent twice after %s",
    async (fault) => {
      faults = [fault];
      recordStory(db, { level: "alert" });
      await runNotify(TODAY, depsFor(name));
      await later(name);
      expect(replica.taken).toHaveLength(1);
      const cannotBeAsked = name === "zns" && fault !== "take-twice-answered";
      expect(stateOf(name)).toBe(cannotBeAsked ? "unknown" : "sent");
    },
  );

  it("arrives once after it was told to wait, or the server was out of order", async () => {
    faults = ["429", "503", "429"];
    recordStory(db, { level: "alert" });
    await runNotify(TODAY, depsFor(name));
    expect(stateOf(name)).toBe("waiting");
    await later(name);
    expect(replica.taken).toHaveLength(1);
    expect(stateOf(name)).toBe("sent");
  });

  it("is asked about after silence, and sent where it surely did not arrive", async () => {
    faults = ["hang"];
    recordStory(db, { level: "alert" });
    await runNotify(TODAY, depsFor(name));
    expect(stateOf(name)).toBe("unknown");
    await later(name);
    expect(replica.taken).toHaveLength(name === "zns" ? 0 : 1);
    expect(stateOf(name)).toBe(name === "zns" ? "unknown" : "sent");
  });

  it("notes a refusal and does not repeat it", async () => {
    faults = ["refuse"];
    recordStory(db, { level: "alert" });
    await runNotify(TODAY, depsFor(name));
    await later(name);
    expect(replica.taken).toHaveLength(0);
    expect(stateOf(name)).toBe("failed");
  });
});

describe("a webhook's signature", () => {
  const delivery = { id: "a1", timestamp: "1764000000", body: '{"voices":11}' };
  const at = new Date(1_764_000_000_000);
  const good = signatureOf("bi-mat", delivery);

  it.each([
    ["is believed as it was signed", delivery, good, at, true],
    ["is not believed with another body", { ...delivery, body: '{"voices":12}' }, good, at, false],
    ["is not believed with another id", { ...delivery, id: "a2" }, good, at, false],
    ["is not believed with another time", { ...delivery, timestamp: "1764000001" }, good, at, false],
    ["is not believed six minutes later", delivery, good, new Date(at.getTime() + 6 * MINUTE_MS), false],
    ["is not believed with a time that is none", { ...delivery, timestamp: "now" }, good, at, false],
    ["is not believed when cut", delivery, good.slice(0, -1), at, false],
  ] as const)("%s", (_, given, signature, now, expected) => {
    expect(isAuthentic("bi-mat", given, signature, now)).toBe(expected);
  });
});

it("cuts a long story, never its mark, its link or its reference, and lets no line break through", async () => {
  recordStory(db, { level: "alert", places: Array.from({ length: 17 }, (_, at) => `1160${at}@2025-07-01`) });
  const deps = depsFor("sms");
  const place = () => "xã có một cái tên rất dài\r\nBcc: a@b.example";
  await runNotify(TODAY, {
    ...deps,
    names: () => ({ topic: () => "Rác thải", place, group: (id: string) => id }),
  });
  const text = replica.taken[0]?.text ?? "";
  expect(text.length).toBeLessThanOrEqual(160);
  expect(text).toMatch(
    /^Canh bao \(tin hieu, chua xac minh\): Rac thai, .*… https:\/\/langnghe\.example\/diem-nong\/hs-rac \[[0-9a-f]{8}\]$/,
  );
});
