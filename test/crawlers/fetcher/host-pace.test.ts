import { expect, test } from "vitest";
import { createHostPace, type HostClock, type Timers } from "../../../crawlers/fetcher/host-pace.ts";

/** Time that moves only when somebody sleeps, in the order in which the sleepers wake. */
function fakeTimers(): Timers {
  let nowMs = 0;
  const sleepers: { atMs: number; wake: () => void }[] = [];
  let scheduled = false;
  const advance = (): void => {
    scheduled = false;
    const next = sleepers.sort((a, b) => a.atMs - b.atMs).shift();
    if (!next) return;
    nowMs = Math.max(nowMs, next.atMs);
    next.wake();
    schedule();
  };
  const schedule = (): void => {
    if (scheduled || sleepers.length === 0) return;
    scheduled = true;
    setImmediate(advance);
  };
  return {
    nowMs: () => nowMs,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason), { once: true });
        sleepers.push({ atMs: nowMs + ms, wake: resolve });
        schedule();
      }),
  };
}

const signal = new AbortController().signal;

test("spaces the starts on one host and leaves other hosts alone", async () => {
  const timers = fakeTimers();
  const pace = createHostPace(timers);
  const starts: string[] = [];
  const take = (host: string) =>
    pace.take(host, 5000, signal).then(() => starts.push(`${host}@${timers.nowMs()}`));
  await Promise.all([take("a"), take("a"), take("b"), take("a")]);
  expect(starts).toEqual(["a@0", "b@0", "a@5000", "a@10000"]);
});

test("keeps the larger gap when sources of one host ask for different ones", async () => {
  const timers = fakeTimers();
  const pace = createHostPace(timers);
  await pace.take("a", 10_000, signal);
  await pace.take("a", 1000, signal);
  expect(timers.nowMs()).toBe(10_000);
});

test("lets nobody start during a pause, not even who already held a turn, and keeps the gap after it", async () => {
  const timers = fakeTimers();
  const pace = createHostPace(timers);
  await pace.take("a", 5000, signal);
  const starts: number[] = [];
  const waiting = [1, 2, 3].map(() => pace.take("a", 5000, signal).then(() => starts.push(timers.nowMs())));
  pace.pause("a", 30_000);
  await Promise.all(waiting);
  expect(starts).toEqual([30_000, 35_000, 40_000]);
});

test("a shorter pause does not shorten a longer one", async () => {
  const timers = fakeTimers();
  const pace = createHostPace(timers);
  pace.pause("a", 40_000);
  pace.pause("a", 10_000);
  await pace.take("a", 0, signal);
  expect(timers.nowMs()).toBe(40_000);
});

test("sends the job back instead of sitting through a long pause", async () => {
  const pace = createHostPace(fakeTimers());
  pace.pause("a", 3_600_000);
  await expect(pace.take("a", 0, signal)).rejects.toMatchObject({
    code: "host-paused",
    retryAfterMs: 3_600_000,
  });
});

test("stops waiting when the caller gives up", async () => {
  const pace = createHostPace(fakeTimers());
  const controller = new AbortController();
  await pace.take("a", 5000, signal);
  const waiting = pace.take("a", 5000, controller.signal);
  controller.abort(new Error("stopped"));
  await expect(waiting).rejects.toThrow("stopped");
});

test("sends whoever may come back away at once, each with a turn of its own, news before the archive", async () => {
  const pace = createHostPace(fakeTimers());
  await pace.take("a", 5000, signal);
  const turn = async (urgent: boolean): Promise<number> => {
    const error = await pace
      .take("a", 5000, signal, { patienceMs: 250, urgent })
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: "host-busy", patient: true });
    return (error as { retryAfterMs: number }).retryAfterMs;
  };
  expect([await turn(false), await turn(false), await turn(false)]).toEqual([5000, 10_000, 15_000]);
  expect([await turn(true), await turn(true)]).toEqual([5000, 10_000]);
  expect(await turn(false)).toBe(20_000);
});

test("a strained host is read at twice the gap, once a plea, and a tenth faster after 25 clean answers", async () => {
  const timers = fakeTimers();
  const pace = createHostPace(timers);
  await pace.take("a", 4000, signal);
  pace.heard("a", "strained");
  pace.heard("a", "strained");
  await pace.take("a", 4000, signal);
  await pace.take("a", 4000, signal);
  expect(timers.nowMs()).toBe(8000 + 8000);
  for (let at = 0; at < 25; at++) pace.heard("a", "clean");
  await pace.take("a", 4000, signal);
  await pace.take("a", 4000, signal);
  expect(timers.nowMs()).toBe(16_000 + 8000 + 7200);
});

test("a dead host is left alone for ten minutes", async () => {
  const pace = createHostPace(fakeTimers());
  pace.heard("a", "dead");
  await expect(pace.take("a", 0, signal)).rejects.toMatchObject({
    code: "host-paused",
    retryAfterMs: 600_000,
  });
});

test("a short rest does not shorten the gap to the last start", async () => {
  const timers = fakeTimers();
  const pace = createHostPace(timers);
  await pace.take("a", 10_000, signal);
  pace.pause("a", 2000);
  await pace.take("a", 10_000, signal);
  expect(timers.nowMs()).toBe(10_000);
});

test("the next process keeps the last start, the rest asked for and the wider gap", async () => {
  const kept = new Map<string, HostClock>();
  const memory = {
    load: (host: string) => kept.get(host) ?? null,
    save: (host: string, clock: HostClock) => void kept.set(host, clock),
  };
  const timers = fakeTimers();
  await createHostPace(timers, memory).take("a", 5000, signal);
  await createHostPace(timers, memory).take("a", 5000, signal);
  expect(timers.nowMs()).toBe(5000);
  createHostPace(timers, memory).pause("a", 3_600_000);
  await expect(createHostPace(timers, memory).take("a", 0, signal)).rejects.toMatchObject({
    code: "host-paused",
  });
});
