import { describe, expect, test } from "vitest";
import { sourceSchema } from "../../config/schema.ts";
import { failureWaitMs, firstIntervalMs, nextIntervalMs } from "../../pipeline/poll-interval.ts";

const MINUTE = 60_000;
const source = (more: Record<string, unknown> = {}) =>
  sourceSchema.parse({
    id: "bao",
    name: "Báo",
    scope: "local",
    legalNote: "Thử.",
    shape: "generic",
    hosts: ["bao.example"],
    feeds: ["https://bao.example/rss"],
    ...more,
  });
const poll = (isNew: number, entries = 100, more: { lively?: boolean; askedMs?: number } = {}) => ({
  entries,
  isNew,
  lively: more.lively ?? true,
  askedMs: more.askedMs ?? null,
});

describe("the interval of a feed", () => {
  test("grows over 67 % known entries, shrinks under 33 %, and stays between", () => {
    expect(nextIntervalMs(source(), 20 * MINUTE, poll(32))).toBe(24 * MINUTE);
    expect(nextIntervalMs(source(), 20 * MINUTE, poll(50))).toBe(20 * MINUTE);
    expect(nextIntervalMs(source(), 20 * MINUTE, poll(68))).toBeCloseTo(13.4 * MINUTE);
  });

  test("grows faster where nothing new came for a day", () => {
    expect(nextIntervalMs(source(), 20 * MINUTE, poll(0, 0, { lively: false }))).toBe(30 * MINUTE);
  });

  test("follows what the feed asks for, up to the operator's bound", () => {
    expect(nextIntervalMs(source(), 10 * MINUTE, poll(50, 100, { askedMs: 30 * MINUTE }))).toBe(30 * MINUTE);
    expect(nextIntervalMs(source(), 10 * MINUTE, poll(50, 100, { askedMs: 86_400_000 }))).toBe(45 * MINUTE);
    const slow = source({ interval: { maxMinutes: 600 } });
    expect(nextIntervalMs(slow, 10 * MINUTE, poll(50, 100, { askedMs: 86_400_000 }))).toBe(600 * MINUTE);
  });

  test("is never above five minutes for a priority source, and never below the operator's bound", () => {
    const first = source({ priority: true });
    expect(firstIntervalMs(first)).toBe(5 * MINUTE);
    expect(nextIntervalMs(first, 5 * MINUTE, poll(0))).toBe(5 * MINUTE);
    let interval = 15 * MINUTE;
    for (let at = 0; at < 20; at++) interval = nextIntervalMs(source(), interval, poll(100));
    expect(interval).toBe(5 * MINUTE);
  });

  test("is a whole number of milliseconds, however it came about", () => {
    let interval = 7 * MINUTE + 1;
    for (let at = 0; at < 9; at++) {
      interval = nextIntervalMs(source(), interval, poll(0));
      expect(Number.isInteger(interval)).toBe(true);
    }
  });
});

test("a feed that fails is tried soon, then ever later: up to an hour, or four where the site says no", () => {
  const waits = [1, 2, 3, 4, 9].map((failures) => failureWaitMs(source(), failures, false) / MINUTE);
  expect(waits).toEqual([5, 10, 20, 40, 60]);
  expect(failureWaitMs(source(), 9, true)).toBe(240 * MINUTE);
});
