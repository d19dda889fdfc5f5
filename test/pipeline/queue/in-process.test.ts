import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { RetryableError } from "../../../model/errors.ts";
import { openInProcessQueue } from "../../../pipeline/queue/in-process.ts";
import type { JobResult } from "../../../pipeline/queue/job-queue.ts";
import { openState } from "../../../state/open.ts";
import { jobQueueContract } from "../../contracts/job-queue.contract.ts";

jobQueueContract("the in-process queue", async () => {
  const db = openState(":memory:");
  const aside: { id: string; code: string; reason: string }[] = [];
  const queue = openInProcessQueue(db, {
    expiresAt: () => null,
    onQuarantine: (job, { code, reason }) => aside.push({ id: job.id, code, reason }),
  });
  return { queue, idle: () => queue.idle(), quarantined: () => aside, remove: async () => db.close() };
});

describe("the in-process queue, durable in SQLite", () => {
  test("takes over the jobs that a dead process left, the running ones included", async () => {
    const folder = mkdtempSync(join(tmpdir(), "langnghe-test-"));
    const file = join(folder, "state.db");
    const script = `
      const { openState } = await import(${JSON.stringify(new URL("../../../state/open.ts", import.meta.url).href)});
      const { openInProcessQueue } = await import(${JSON.stringify(new URL("../../../pipeline/queue/in-process.ts", import.meta.url).href)});
      const queue = openInProcessQueue(openState(${JSON.stringify(file)}), { expiresAt: () => null, onQuarantine: () => {} });
      queue.consume("analyze", async () => { process.kill(process.pid, "SIGKILL"); return []; }, 1);
      await queue.enqueue([{ id: "a", stage: "analyze", payload: { n: 1 }, priority: 5 }, { id: "b", stage: "analyze", payload: { n: 2 }, priority: 5 }]);
      await new Promise(() => {});`;
    const killed = spawnSync(process.execPath, ["--input-type=module", "-e", script]);
    expect(killed.signal).toBe("SIGKILL");
    const db = openState(file);
    const queue = openInProcessQueue(db, { expiresAt: () => null, onQuarantine: () => {} });
    expect(queue.adoptOrphans()).toBe(2);
    const seen: unknown[] = [];
    queue.consume(
      "analyze",
      async (jobs) => {
        seen.push(...jobs.map((job) => job.payload));
        return jobs.map((): JobResult => ({ kind: "ok", followUps: [] }));
      },
      1,
    );
    await queue.idle();
    expect(seen).toEqual([{ n: 1 }, { n: 2 }]);
    await queue.close();
    db.close();
    rmSync(folder, { recursive: true });
  });

  test("tries only the follow-up that failed again, and gives it its own attempts", async () => {
    const db = openState(":memory:");
    const aside: string[] = [];
    const queue = openInProcessQueue(db, {
      expiresAt: () => null,
      onQuarantine: (job) => aside.push(job.id),
    });
    const handled: string[] = [];
    queue.consume(
      "analyze",
      async (jobs) =>
        jobs.map((job): JobResult => {
          handled.push(job.id);
          return { kind: "ok", followUps: [{ ...job, id: `${job.id}>index`, stage: "index" }] };
        }),
      1,
      10,
    );
    const busy = new RetryableError("busy", "the index is busy", { retryAfterMs: 1 });
    queue.consume(
      "index",
      async (jobs) =>
        jobs.map((job): JobResult => {
          handled.push(job.id);
          return job.id === "b>index" ? { kind: "error", error: busy } : { kind: "ok", followUps: [] };
        }),
      1,
      10,
    );
    await queue.enqueue(["a", "b"].map((id) => ({ id, stage: "analyze", payload: {}, priority: 5 })));
    await queue.idle();
    expect(handled).toEqual(["a", "b", "a>index", ...Array(5).fill("b>index")]);
    expect(aside).toEqual(["b>index"]);
    await queue.close();
    db.close();
  });

  test("a process killed at a later stage leaves the job that began the line", async () => {
    const folder = mkdtempSync(join(tmpdir(), "langnghe-test-"));
    const file = join(folder, "state.db");
    const script = `
      const { openState } = await import(${JSON.stringify(new URL("../../../state/open.ts", import.meta.url).href)});
      const { openInProcessQueue } = await import(${JSON.stringify(new URL("../../../pipeline/queue/in-process.ts", import.meta.url).href)});
      const queue = openInProcessQueue(openState(${JSON.stringify(file)}), { expiresAt: () => null, onQuarantine: () => {} });
      queue.consume("analyze", async (jobs) => jobs.map((job) => ({ kind: "ok", followUps: [{ ...job, id: "a>index", stage: "index" }] })), 1, 10);
      queue.consume("index", async () => { process.kill(process.pid, "SIGKILL"); return []; }, 1, 10);
      await queue.enqueue([{ id: "a", stage: "analyze", payload: { n: 1 }, priority: 5 }]);
      await new Promise(() => {});`;
    expect(spawnSync(process.execPath, ["--input-type=module", "-e", script]).signal).toBe("SIGKILL");
    const db = openState(file);
    const queue = openInProcessQueue(db, { expiresAt: () => null, onQuarantine: () => {} });
    expect(queue.adoptOrphans()).toBe(1);
    expect(queue.lengths()).toEqual(new Map([["analyze", 1]]));
    await queue.close();
    db.close();
    rmSync(folder, { recursive: true });
  });
});
