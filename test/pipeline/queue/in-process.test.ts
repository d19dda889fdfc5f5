import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
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
});
