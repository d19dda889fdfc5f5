import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type SourceSettings, sourceSchema } from "../../config/schema.ts";
import type { Collected, Crawler, FeedEntry } from "../../crawlers/crawler.ts";
import { createCrawler } from "../../crawlers/create-crawler.ts";
import { createHostPace, realTimers } from "../../crawlers/fetcher/host-pace.ts";
import { type FaultySite, startFaultySite } from "../../lab/replica/faults.ts";

const NOW = new Date("2026-03-10T00:00:00Z");
const signal = new AbortController().signal;
let site: FaultySite;
let crawler: Crawler;
let source: SourceSettings;
let nowMs: number;

beforeEach(async () => {
  site = await startFaultySite();
  nowMs = Date.now();
  crawler = createCrawler({
    contact: "https://example.org/lang-nghe",
    allowPrivateHosts: [new URL(site.url).host],
    pace: createHostPace(),
    timers: { ...realTimers(), nowMs: () => nowMs },
    now: () => NOW,
  });
  source = sourceSchema.parse({
    id: "loi",
    name: "Trang lỗi",
    scope: "local",
    legalNote: "thử",
    shape: "generic",
    hosts: [new URL(site.url).host],
    pace: { gapMs: 0, maxPerDay: 1_000_000 },
  });
});
afterEach(async () => {
  await crawler.close();
  await site.close();
});

const entry = (path: string, extra: Partial<FeedEntry> = {}): FeedEntry => ({
  url: site.url + path,
  target: "page",
  title: null,
  publishedAt: null,
  version: "",
  parentNativeId: null,
  ...extra,
});
const discover = (path: string, previous: Parameters<Crawler["discover"]>[2] = null) =>
  crawler.discover(source, site.url + path, previous, signal);
const titles = (found: Awaited<ReturnType<typeof discover>>) => found.entries.map(({ title }) => title);

describe("walls are states, never texts", () => {
  test.each([
    ["/challenge-503", "challenge"],
    ["/challenge-200", "challenge"],
    ["/waf", "challenge"],
    ["/captcha-200", "challenge"],
    ["/anti-ddos", "challenge"],
    ["/members-only", "login-required"],
    ["/login-page", "login-required"],
    ["/login-wall", "login-required"],
    ["/encrypted", "encrypted-body"],
    ["/encrypted-script", "encrypted-body"],
    ["/stat-block", "blocked"],
    ["/403", "blocked"],
  ])("%s is %s", async (path, state) => {
    expect(await crawler.collect(source, entry(path), signal)).toMatchObject({
      kind: "done",
      disposition: "blocked",
      state,
      problem: expect.stringContaining(site.url + path),
    });
  });
});

test("nothing that a site sets comes back to it", async () => {
  await crawler.collect(source, entry("/cookie"), signal);
  await crawler.collect(source, entry("/cookie"), signal);
  const sent = site.headers.get("/cookie") ?? {};
  expect(Object.keys(sent)).not.toContain("cookie");
  expect(Object.keys(sent)).not.toContain("referer");
});

describe("feeds that attack their reader", () => {
  test.each(["/doctype.rss", "/parameter-entity.rss"])(
    "%s declares entities and is not read",
    async (path) => {
      await expect(discover(path)).rejects.toMatchObject({ name: "PermanentError", code: "feed-doctype" });
    },
  );

  test("an entity of a document elsewhere stays as written and is not fetched", async () => {
    expect(titles(await discover("/external-entity.rss"))).toEqual(["&xxe;"]);
  });

  test("numeric references are letters of a title that is cut, not memory", async () => {
    const [title] = titles(await discover("/numeric-bomb.rss"));
    expect(title).toMatch(/^A+$/);
    expect(title?.length).toBeLessThanOrEqual(1000);
  });

  test("numbers that are no character are replaced", async () => {
    expect(titles(await discover("/bad-code-point.rss"))).toEqual(["Tin \uFFFD và \uFFFD \uFFFD hết"]);
  });

  test("endless nesting is refused", async () => {
    await expect(discover("/deep.rss")).rejects.toMatchObject({
      name: "PermanentError",
      code: "feed-broken",
    });
  });

  test("a sitemap of more than 50 000 addresses is cut there and says so", async () => {
    const { entries, problems } = await discover("/large-sitemap.xml");
    expect(entries).toHaveLength(50_000);
    expect(problems).toEqual([expect.stringContaining("holds 50010 entries; the first 50000 were read")]);
  });
});

describe("spaces without end", () => {
  test("a pager that always has a next page is left", async () => {
    source = { ...source, shape: "xenforo", speaker: "citizen" };
    const { entries } = await discover("/forums/vo-tan.1/");
    const lists = site.hits.filter((path) => path.startsWith("/forums/"));
    expect(lists.length).toBeLessThanOrEqual(200);
    expect(entries.length).toBeGreaterThanOrEqual((lists.length - 1) * 3);
  });

  test("comments that never end are followed for 200 pages, and again at the next reading", async () => {
    const endpoint = `${site.url}/usi-saas/index/get`;
    source = sourceSchema.parse({ ...source, comments: { service: "usi-saas", endpoint, enabled: true } });
    const first = entry("/usi-saas/index/get?offset=0&limit=2&objectid=1", {
      target: "comments",
      parentNativeId: "https://a/1",
    });
    const read = async (): Promise<number> => {
      let next: FeedEntry | undefined = first;
      for (let pages = 0; ; pages += 1) {
        if (next === undefined || pages > 250) return pages;
        const collected: Collected = await crawler.collect(source, next, signal);
        if (collected.kind !== "items") throw new Error(collected.problem);
        next = collected.follow[0];
      }
    };
    const once = await read();
    expect(once).toBeGreaterThanOrEqual(200);
    expect(once).toBeLessThanOrEqual(201);
    nowMs += 30 * 60_000;
    expect(await read()).toBe(once);
  });

  test("addresses that are too long, lead into themselves or lead nowhere are passed over", async () => {
    const { entries, problems } = await discover("/traps.rss");
    expect(entries.map(({ url }) => url)).toEqual([`${site.url}/tin/xa/1`]);
    expect(problems).toEqual([expect.stringContaining("holds 5 entries without a usable address")]);
  });

  test("a day's requests are counted, and the rest waits for tomorrow", async () => {
    source = { ...source, pace: { ...source.pace, maxPerDay: 2 } };
    await discover("/feed.rss");
    await discover("/feed.rss");
    await expect(discover("/feed.rss")).rejects.toMatchObject({ code: "daily-budget" });
  });
});

describe("validators that lie", () => {
  test("a tag that never changes is found out by one full read a day", async () => {
    const first = await discover("/stuck-etag.rss");
    expect(titles(first)).toEqual(["Tin thứ 1"]);
    nowMs += 12 * 3_600_000;
    const second = await discover("/stuck-etag.rss", first.feed);
    expect(second.notModified).toBe(true);
    nowMs += 13 * 3_600_000;
    expect(titles(await discover("/stuck-etag.rss", second.feed))).toEqual(["Tin thứ 2"]);
    nowMs += 60_000;
    expect((await discover("/stuck-etag.rss", second.feed)).notModified).toBe(true);
  });

  test("a feed that says it is always stale keeps none", async () => {
    expect((await discover("/expires-0.rss")).feed).toMatchObject({ etag: null, lastModified: null });
  });

  test("a feed that says how long it is fresh is not asked before", async () => {
    expect((await discover("/max-age.rss")).minIntervalMs).toBe(2 * 3_600_000);
  });
});
