import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listenTo } from "../../lab/week/listening.ts";
import { type Breach, breachesIn } from "../../lab/week/politeness.ts";
import type { WorldRequest } from "../../lab/week/transport.ts";
import { buildWorld, type WorldSite } from "../../lab/week/world.ts";

const HOUR = 3_600_000;
const START = Date.parse("2026-11-02T00:00:00+07:00");

describe("a day with 200 sources, as the owners of their sites saw it", () => {
  const sites = buildWorld({
    seed: 3,
    sources: 200,
    startMs: START,
    days: 1,
    slowestMinutes: 480,
    output: 0.3,
  });
  const dataDir = mkdtempSync(join(tmpdir(), "langnghe-polite-"));
  const log: WorldRequest[] = [];
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }));
  beforeAll(async () => {
    await listenTo({
      configDir: "config",
      dataDir,
      seed: 3,
      sites,
      startMs: START,
      fromMs: START,
      untilMs: START + 24 * HOUR,
      faults: true,
      log: (request) => log.push(request),
    });
  }, 300_000);

  test("was read on every host", () => {
    const read = new Set(log.filter(({ status }) => status === 200).map(({ host }) => host));
    expect(read.size).toBe(200);
    expect(log.length).toBeGreaterThan(2500);
  });

  test("saw every kind of robots.txt and every kind of rest", () => {
    const rests = log.flatMap(({ restMs }) => restMs ?? []);
    expect(rests).toContain(88 * HOUR);
    expect(rests.filter((ms) => ms > 0 && ms < HOUR).length).toBeGreaterThan(10);
    const robots = log.filter(({ path }) => path === "/robots.txt").map(({ status }) => status);
    expect(new Set(robots)).toEqual(new Set([200, 301, 403, 404, 503]));
  });

  test("has not one breach: gap, robots, its age, its errors, rests, hours, budget, name", () => {
    expect(breachesIn(log, sites, START)).toEqual([]);
  });
});

describe("the owners' complaints", () => {
  const [open] = buildWorld({ seed: 1, sources: 1, startMs: START, days: 1 });
  const site = { ...(open as WorldSite), robots: "percent" as const };
  const request = (afterMs: number, path: string, more: Partial<WorldRequest> = {}): WorldRequest => ({
    atMs: START + 8 * HOUR + afterMs,
    host: site.host,
    path,
    status: 200,
    restMs: null,
    userAgent: "LangNghe",
    ...more,
  });
  const rules = (...log: WorldRequest[]): Breach["rule"][] =>
    breachesIn(log, [site], START).map(({ rule }) => rule);
  const robots = request(0, "/robots.txt");

  test.each<[string, WorldRequest[], Breach["rule"][]]>([
    ["nothing", [robots, request(5000, "/a.html"), request(10_000, "/b.html")], []],
    ["too soon", [robots, request(5000, "/a.html"), request(9999, "/b.html")], ["gap"]],
    ["forbidden", [robots, request(5000, "/a-7.html")], ["robots"]],
    ["robots.txt never read", [request(5000, "/a.html")], ["robots"]],
    ["robots.txt down", [request(0, "/robots.txt", { status: 503 }), request(5000, "/a.html")], ["robots"]],
    ["robots.txt a day old", [robots, request(25 * HOUR, "/a.html")], ["robots-age"]],
    [
      "robots.txt again after an error",
      [request(0, "/robots.txt", { status: 503 }), request(HOUR - 1, "/robots.txt")],
      ["robots-error"],
    ],
    [
      "no rest",
      [robots, request(5000, "/a.html", { status: 429, restMs: 60_000 }), request(64_999, "/b.html")],
      ["rest"],
    ],
    ["another name", [robots, request(5000, "/a.html", { userAgent: "Googlebot" })], ["agent"]],
  ])("%s", (_, log, expected) => {
    expect(rules(...log)).toEqual(expected);
  });
});
