import { expect, test } from "vitest";
import { killCounting } from "../../lab/faults/kill-counting.ts";

test("no count is above the people who spoke, however often counting is killed; a whole reading gives them all", async () => {
  const seed = Date.now() % 1_000_000;
  console.log(`kills of counting: seed ${seed}`);
  const report = await killCounting(6, seed);
  expect(report.above).toEqual([]);
  expect(report.different).toEqual([]);
  expect(report.compared).toBeGreaterThan(500);
}, 60_000);
