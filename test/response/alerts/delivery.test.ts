import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Instant } from "../../../model/ids.ts";
import { runNotify } from "../../../pipeline/stages/notify.ts";
import { endOf, recoverDeliveries } from "../../../response/alerts/delivery.ts";
import { notificationStore } from "../../../state/notifications.ts";
import { openState } from "../../../state/open.ts";
import { type MailSink, startMailSink } from "../mail/mail-sink.ts";
import { notifyDeps } from "./notify-fixture.ts";
import { recordStory, TODAY } from "./story.ts";

let sink: MailSink;
let directory: string;
beforeEach(async () => {
  sink = await startMailSink();
  directory = mkdtempSync(join(tmpdir(), "delivery-"));
});
afterEach(async () => {
  rmSync(directory, { recursive: true });
  await sink.close();
});

describe("a process killed while it sends", () => {
  it("leaves one mail unknown and the other to be sent once by the next process", async () => {
    const file = join(directory, "state.db");
    const db = openState(file);
    recordStory(db);
    sink.answer("say-nothing");
    const arrived = sink.nextText();
    const child = spawn(process.execPath, [
      join(import.meta.dirname, "deliver-child.ts"),
      file,
      String(sink.port),
    ]);
    await arrived;
    child.kill("SIGKILL");
    await once(child, "exit");
    for (let start = 0; start < 2; start++) {
      const deps = notifyDeps(db, { port: sink.port });
      recoverDeliveries(deps.delivery);
      await runNotify(TODAY, deps);
    }
    const states = notificationStore(db)
      .about("alert", "hs-rac")
      .map(({ state }) => state);
    db.close();
    expect(states).toEqual(["unknown", "sent"]);
    expect(sink.texts()).toBe(2);
    expect(sink.mails).toHaveLength(1);
  });

  it("keeps its word where it was only slow: who sent it knows better than who took it for dead", () => {
    const db = openState(":memory:");
    const slow = notifyDeps(db, { port: sink.port }).delivery;
    const now = "2026-11-22T03:00:00.000Z" as Instant;
    slow.notifications.add({
      key: "k",
      kind: "alert",
      subject: "s",
      event: "e",
      channel: "email",
      recipient: "r",
      createdAt: now,
      message: "{}",
    });
    const [row] = slow.notifications.due(now);
    slow.notifications.claim(row?.seq ?? 0, slow.owner);
    expect(recoverDeliveries(notifyDeps(db, { port: sink.port }).delivery)).toBe(1);
    slow.notifications.settle(row?.seq ?? 0, slow.owner, { state: "sent", reason: null, at: now });
    expect(slow.notifications.counts()).toEqual({ sent: 1 });
    db.close();
  });
});

describe("what an answer means for a delivery", () => {
  const now = "2026-11-22T03:00:00.000Z" as Instant;
  const fresh = { attempts: 0, createdAt: now };

  it.each([
    [{ kind: "sent" }, "sent"],
    [{ kind: "refused", reason: "550" }, "failed"],
    [{ kind: "unknown", reason: "no answer" }, "unknown"],
    [{ kind: "retry", reason: "451" }, "waiting"],
    [{ kind: "unreachable", reason: "refused" }, "waiting"],
  ] as const)("%o leaves it %s", (outcome, state) => {
    expect(endOf(outcome, fresh, true, now).state).toBe(state);
  });

  it("waits longer each time and gives up after a day", () => {
    const waits = [0, 1, 2, 3, 4, 5, 6, 7].map((attempts) => {
      const end = endOf({ kind: "retry", reason: "451" }, { attempts, createdAt: now }, true, now);
      return end.state === "waiting" ? Date.parse(end.nextAttemptAt) - Date.parse(now) : 0;
    });
    expect(waits).toEqual([...waits].sort((a, b) => a - b));
    const old = { attempts: 7, createdAt: "2026-11-21T04:00:00.000Z" as Instant };
    expect(endOf({ kind: "retry", reason: "451" }, old, true, now).state).toBe("undelivered");
  });
});
