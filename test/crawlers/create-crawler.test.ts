import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type SourceSettings, sourceSchema } from "../../config/schema.ts";
import type { Crawler, FeedEntry } from "../../crawlers/crawler.ts";
import { createCrawler } from "../../crawlers/create-crawler.ts";
import { createHostPace } from "../../crawlers/fetcher/host-pace.ts";
import { type FaultySite, startFaultySite } from "../../lab/replica/faults.ts";

const NOW = new Date("2026-03-10T00:00:00Z");
const signal = new AbortController().signal;
let site: FaultySite;
let crawler: Crawler;
let source: SourceSettings;

beforeEach(async () => {
  site = await startFaultySite();
  crawler = createCrawler({
    contact: "https://example.org/lang-nghe",
    allowPrivateHosts: [new URL(site.url).host],
    pace: createHostPace(),
    now: () => NOW,
  });
  source = sourceSchema.parse({
    id: "loi",
    name: "Trang lỗi",
    scope: "local",
    legalNote: "thử",
    shape: "generic",
    hosts: [new URL(site.url).host],
    pace: { gapMs: 0 },
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

describe("discover", () => {
  test("a feed that is unchanged by its validators, both kept, or by its entries gives no entries", async () => {
    const first = await discover("/not-modified.rss");
    expect(first).toMatchObject({ state: "ok", notModified: false, feed: { etag: '"v1"' } });
    const second = await discover("/not-modified.rss", first.feed);
    expect(second).toMatchObject({ notModified: true, entries: [] });
    expect(second.feed).toEqual({ ...first.feed, etag: '"v2"' });
    expect((await discover("/feed.rss", (await discover("/feed.rss")).feed)).notModified).toBe(true);
  });

  test("reads on past a broken entity and says where it stands", async () => {
    const { entries, problems } = await discover("/broken-entity.rss");
    expect(entries).toHaveLength(1);
    expect(problems[0]).toContain(`${site.url}/broken-entity.rss, line`);
  });

  test("reads a feed in windows-1258", async () => {
    expect((await discover("/windows-1258.rss")).entries[0]?.title).toBe("Đường hỏng");
  });

  test("reads a sitemap index and its children, packed ones too, past those that are empty or gone", async () => {
    const { state, entries, problems, feed } = await discover("/sitemap-index.xml");
    expect(state).toBe("ok");
    expect(entries.map(({ url }) => url)).toEqual([`${site.url}/bai-1.html`]);
    expect(problems).toEqual([
      `${site.url}/sitemap-empty.xml lists nothing`,
      `${site.url}/404 answered 404: the page is gone`,
    ]);
    expect(feed).toMatchObject({ etag: null, lastModified: null });
  });

  test.each([
    ["/empty", "failing"],
    ["/page.html", "failing"],
    ["/404", "gone"],
    ["/403", "blocked"],
    ["/challenge", "challenge"],
    ["/401", "login-required"],
  ])("%s leaves the source in the state %s, with a sentence", async (path, state) => {
    const found = await discover(path);
    expect(found).toMatchObject({ state, entries: [], notModified: false });
    expect(found.problems[0]).toContain(site.url + path);
  });

  test("an unreachable robots.txt leaves the source alone and says so", async () => {
    site.robots.status = 503;
    const found = await discover("/feed.rss");
    expect(found.state).toBe("robots-denied");
    expect(found.problems[0]).toMatch(/robots\.txt.*503/);
    expect(found.minIntervalMs).toBeGreaterThan(0);
  });

  test.each([
    ["/429-seconds", "too-many-requests"],
    ["/500", "http-500"],
  ])("%s is thrown to be tried again", async (path, code) => {
    await expect(discover(path)).rejects.toMatchObject({ name: "RetryableError", code });
  });

  test("a feed that declares entities is refused for good", async () => {
    await expect(discover("/doctype.rss")).rejects.toMatchObject({
      name: "PermanentError",
      code: "feed-doctype",
    });
  });
});

describe("collect", () => {
  const collect = (path: string, extra: Partial<FeedEntry> = {}) =>
    crawler.collect(source, entry(path, extra), signal);

  test("an article becomes one item of an institution, known by its address", async () => {
    const collected = await collect("/page.html");
    expect(collected).toMatchObject({ kind: "items", extractor: "generic", follow: [] });
    if (collected.kind !== "items") return;
    expect(collected.parsed.accounts.size).toBe(0);
    expect(collected.parsed.items).toEqual([
      {
        sourceId: "loi",
        kind: "article",
        speaker: "institution",
        nativeId: `${site.url}/page.html`,
        parentNativeId: null,
        url: `${site.url}/page.html`,
        title: "Đường liên xã hỏng",
        text: expect.stringContaining("Đoạn đường qua xã An Quang"),
        publishedAt: "2026-03-02T01:00:00.000Z",
        fetchedAt: NOW.toISOString(),
      },
    ]);
  });

  test("a page of a citizens' source is a post without an address", async () => {
    source = { ...source, speaker: "citizen" };
    const collected = await collect("/page.html");
    expect(collected.kind === "items" && collected.parsed.items[0]).toMatchObject({
      kind: "post",
      speaker: "citizen",
      url: null,
    });
  });

  test("an article without a date keeps the feed's, else none: never now", async () => {
    const publishedAt = "2026-03-01T00:00:00.000Z" as FeedEntry["publishedAt"];
    const dated = await collect("/no-date.html", { publishedAt });
    expect(dated.kind === "items" && dated.parsed.items[0]?.publishedAt).toBe(publishedAt);
    const undated = await collect("/no-date.html");
    expect(undated.kind === "items" && undated.parsed.items[0]?.publishedAt).toBeNull();
  });

  test("invalid UTF-8 does not stop a page", async () => {
    const collected = await collect("/invalid-utf8.html");
    expect(collected.kind === "items" && collected.parsed.items[0]?.text).toContain(
      "Đoạn đường qua xã An Quang",
    );
  });

  test.each([
    ["/empty", "no-text"],
    ["/picture.png", "no-text"],
    ["/404", "gone"],
    ["/403", "blocked"],
    ["/challenge", "blocked"],
    ["/login-wall", "blocked"],
  ])("%s ends as %s with a sentence that names it", async (path, disposition) => {
    const collected = await collect(path);
    expect(collected).toMatchObject({ kind: "done", disposition });
    expect(collected.kind === "done" && collected.problem).toContain(site.url + path);
  });

  test("what robots.txt does not allow is not fetched", async () => {
    site.robots.body = "User-agent: *\nDisallow: /page";
    expect(await collect("/page.html")).toMatchObject({
      kind: "done",
      disposition: "robots-denied",
      state: "robots-denied",
    });
    expect(site.hits).toEqual(["/robots.txt"]);
  });

  test("a site of a known shape whose pages lost that shape and all text counts as drifted", async () => {
    source = { ...source, shape: "vnexpress" };
    expect(await collect("/redesigned.html")).toMatchObject({
      kind: "done",
      disposition: "no-text",
      state: "drifted",
    });
  });

  test("a comment of 100 KB is cut and said so", async () => {
    const endpoint = `${site.url}/long-comment.json`;
    source = {
      ...source,
      comments: { service: "usi-saas", endpoint, enabled: true, permission: "bản sao để thử" },
    };
    const collected = await collect("/long-comment.json", {
      target: "comments",
      parentNativeId: "https://a/1",
    });
    if (collected.kind !== "items") throw new Error("no items");
    expect(collected.parsed.items[0]?.text).toHaveLength(20_000);
    expect(collected.parsed.items[0]).toMatchObject({
      kind: "comment",
      parentNativeId: "https://a/1",
      url: null,
    });
    expect(collected.problems[0]).toMatch(/more than 20000 characters/);
  });

  test.each(["/404", "/empty", "/challenge"])(
    "tells of %s of a citizens' page without its address",
    async (path) => {
      source = { ...source, speaker: "citizen" };
      const collected = await collect(path);
      if (collected.kind !== "done") throw new Error("items");
      expect(collected.problem).toContain(`${site.url}/…`);
      expect(collected.problem).not.toContain(site.url + path);
    },
  );

  test("an error over people's words names the site, not the address, and keeps its consequence", async () => {
    const path = "/429-seconds?id=25080209";
    await expect(collect(path, { target: "comments" })).rejects.toMatchObject({
      name: "RetryableError",
      code: "too-many-requests",
      retryAfterMs: 120_000,
      message: `${site.url}/… answered 429; its host rests for 120 s`,
    });
  });

  test("what robots.txt says of a citizens' page is told without the page", async () => {
    source = { ...source, speaker: "citizen" };
    site.robots.body = "User-agent: *\nDisallow: /page";
    const collected = await collect("/page.html");
    expect(collected.kind === "done" && collected.problem).not.toContain("page.html");
  });

  test("a source stops for the day when its requests are used up", async () => {
    source = { ...source, pace: { gapMs: 0, maxPerDay: 1, activeHours: null } };
    await collect("/page.html");
    await expect(collect("/page.html")).rejects.toMatchObject({
      name: "RetryableError",
      code: "daily-budget",
    });
  });
});
