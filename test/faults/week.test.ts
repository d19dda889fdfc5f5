import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { simulateWeek } from "../../lab/week/week.ts";

const dataDir = mkdtempSync(join(tmpdir(), "langnghe-week-"));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

/** Another seed each day of the year would find more; `npm run week` takes any. */
const SEED = Number(process.env.WEEK_SEED ?? "5");

describe(`a simulated stretch of life, seed ${SEED}`, () => {
  test("whatever fails and however often it is killed, each item has exactly one disposition and no site is pressed", async () => {
    const report = await simulateWeek({
      configDir: "config",
      dataDir,
      seed: SEED,
      sources: 16,
      days: 1,
      kills: 2,
      say: () => {},
    });
    expect(report.kills).toBe(2);
    expect(report.requests).toBeGreaterThan(600);
    expect(report.ledger.published).toBeGreaterThan(120);
    expect(report.ledger.lost).toEqual([]);
    expect(report.ledger.doubled).toEqual([]);
    expect(report.ledger.open).toBe(0);
    expect(report.breaches).toEqual([]);
    expect(report.ledger.dispositions.indexed).toBeGreaterThan(40);
    expect(report.freshness.get("ordinary")?.p95).toBeLessThan(60);
  }, 300_000);
});
