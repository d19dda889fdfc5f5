import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { PermanentError, RetryableError } from "../../model/errors.ts";
import type { Job, JobQueue, JobResult } from "../../pipeline/queue/job-queue.ts";

/** What a suite needs beside the port: when all is done, and what was put aside. */
export interface OpenedQueue {
  readonly queue: JobQueue;
  readonly idle: () => Promise<void>;
  readonly quarantined: () => readonly {
    readonly id: string;
    readonly code: string;
    readonly reason: string;
  }[];
  readonly remove: () => Promise<void>;
}

const job = (id: string, payload: unknown = {}, priority = 5): Job => ({
  id,
  stage: "analyze",
  payload,
  priority,
});
const ok: JobResult = { kind: "ok", followUps: [] };
function noted<T>(seen: T[], value: T): JobResult {
  seen.push(value);
  return ok;
}

/** Every JobQueue must pass this. */
export function jobQueueContract(name: string, open: () => Promise<OpenedQueue>): void {
  describe(`${name} moves jobs`, () => {
    let opened: OpenedQueue;
    beforeEach(async () => {
      opened = await open();
    });
    afterEach(async () => {
      await opened.queue.close();
      await opened.remove();
    });

    test("hands each job to its stage with its payload, and forgets it once done", async () => {
      const seen: unknown[] = [];
      opened.queue.consume("analyze", async (jobs) => jobs.map((given) => noted(seen, given.payload)), 1, 10);
      await opened.queue.enqueue([job("a", { n: 1 }), job("b", { n: 2 })]);
      await opened.idle();
      expect(seen).toEqual([{ n: 1 }, { n: 2 }]);
    });

    test("takes the same id while pending as one job", async () => {
      const seen: string[] = [];
      await opened.queue.enqueue([job("same"), job("same")]);
      await opened.queue.enqueue([job("same")]);
      opened.queue.consume("analyze", async (jobs) => jobs.map((given) => noted(seen, given.id)), 1);
      await opened.idle();
      expect(seen).toEqual(["same"]);
      await opened.queue.enqueue([job("same")]);
      await opened.idle();
      expect(seen).toEqual(["same", "same"]);
    });

    test("runs what matters more first", async () => {
      const seen: string[] = [];
      await opened.queue.enqueue([job("later", {}, 9), job("first", {}, 0), job("middle", {}, 5)]);
      opened.queue.consume("analyze", async (jobs) => jobs.map((given) => noted(seen, given.id)), 1);
      await opened.idle();
      expect(seen).toEqual(["first", "middle", "later"]);
    });

    test("enqueues follow-ups with the acknowledgement", async () => {
      const seen: string[] = [];
      opened.queue.consume(
        "analyze",
        async (jobs) =>
          jobs.map((given) => ({ kind: "ok", followUps: [{ ...job(`${given.id}>index`), stage: "index" }] })),
        1,
        4,
      );
      opened.queue.consume("index", async (jobs) => jobs.map((given) => noted(seen, given.id)), 1, 4);
      await opened.queue.enqueue([job("a"), job("b")]);
      await opened.idle();
      expect(seen.sort()).toEqual(["a>index", "b>index"]);
    });

    test("tries a retryable failure again after the time it asks for", async () => {
      let attempts = 0;
      opened.queue.consume(
        "analyze",
        async () => {
          attempts++;
          return attempts < 3
            ? [{ kind: "error", error: new RetryableError("busy", "the host is busy", { retryAfterMs: 1 }) }]
            : [ok];
        },
        1,
      );
      await opened.queue.enqueue([job("a")]);
      await opened.idle();
      expect(attempts).toBe(3);
      expect(opened.quarantined()).toEqual([]);
    });

    test("puts a permanent failure, and an unforeseen one, into quarantine with its reason", async () => {
      const errors: Record<string, Error> = {
        foreseen: new PermanentError("no-html", "page https://a.example/ is a picture"),
        unforeseen: new TypeError("x is undefined"),
      };
      opened.queue.consume(
        "analyze",
        async (jobs) => jobs.map((given) => ({ kind: "error", error: errors[given.id] })),
        1,
        2,
      );
      await opened.queue.enqueue([job("foreseen"), job("unforeseen")]);
      await opened.idle();
      expect(
        opened
          .quarantined()
          .map(({ id, code }) => [id, code])
          .sort(),
      ).toEqual([
        ["foreseen", "no-html"],
        ["unforeseen", "unexpected"],
      ]);
      expect(opened.quarantined().find(({ id }) => id === "foreseen")?.reason).toBe(
        "page https://a.example/ is a picture",
      );
    });

    test("gives up a retryable failure after five attempts", async () => {
      let attempts = 0;
      opened.queue.consume(
        "analyze",
        async () => {
          attempts++;
          return [
            { kind: "error", error: new RetryableError("busy", "the host is busy", { retryAfterMs: 1 }) },
          ];
        },
        1,
      );
      await opened.queue.enqueue([job("a")]);
      await opened.idle();
      expect(attempts).toBe(5);
      expect(opened.quarantined().map(({ id }) => id)).toEqual(["a"]);
    });

    test("one bad job does not fail its batch", async () => {
      const seen: string[] = [];
      opened.queue.consume(
        "analyze",
        async (jobs) =>
          jobs.map(
            (given): JobResult =>
              given.id === "bad"
                ? { kind: "error", error: new PermanentError("bad", "bad") }
                : noted(seen, given.id),
          ),
        1,
        10,
      );
      await opened.queue.enqueue([job("a"), job("bad"), job("b")]);
      await opened.idle();
      expect(seen).toEqual(["a", "b"]);
      expect(opened.quarantined()).toHaveLength(1);
    });

    test("runs no more batches at once than its concurrency", async () => {
      let running = 0;
      let most = 0;
      opened.queue.consume(
        "analyze",
        async () => {
          running++;
          most = Math.max(most, running);
          await new Promise((resolve) => setImmediate(resolve));
          running--;
          return [ok];
        },
        3,
      );
      await opened.queue.enqueue(Array.from({ length: 12 }, (_, at) => job(`j${at}`)));
      await opened.idle();
      expect(most).toBe(3);
    });
  });
}
