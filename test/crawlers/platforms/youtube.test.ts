import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { SourceSettings } from "../../../config/schema.ts";
import type { Crawler, FeedEntry } from "../../../crawlers/crawler.ts";
import { quotaUse } from "../../../crawlers/platforms/quota.ts";
import { REPLICA_CHANNEL, startYoutubeReplica, type YoutubeReplica } from "../../../lab/replica/youtube.ts";
import { NOW, platformCrawler, platformSource, readAll, signal } from "./kit.ts";

let replica: YoutubeReplica;
let crawler: Crawler;
let clock: { nowMs: number };
let source: SourceSettings;
let spent: Map<string, string>;

function open(key = "khoa-youtube"): void {
  spent = new Map();
  const quotas = {
    get: (name: string) => spent.get(name) ?? null,
    set: (name: string, value: string) => void spent.set(name, value),
  };
  ({ crawler, clock } = platformCrawler(replica, new Map([["KHOA", key]]), quotas));
}

beforeEach(async () => {
  replica = await startYoutubeReplica();
  source = platformSource("youtube", replica);
  open();
});
afterEach(async () => {
  await crawler.close();
  await replica.close();
});

const discover = () => crawler.discover(source, replica.feed, null, signal);
const video = (id: string): FeedEntry => ({
  url: `${replica.url}/watch?v=${id}`,
  target: "page",
  title: null,
  publishedAt: null,
  version: "",
  parentNativeId: null,
});
const units = (): number =>
  quotaUse({ get: (name) => spent.get(name) ?? null, set: () => undefined }, source.id, clock.nowMs).units;

test("reads a channel as written down: uploads, comments on every page, replies that did not come along", async () => {
  const { items, accounts, problems } = await readAll(crawler, source);
  const golden = JSON.parse(
    readFileSync(new URL("../../fixtures/platforms/youtube.json", import.meta.url), "utf8"),
  );
  const told = JSON.stringify({ items, accounts: [...accounts] }).replaceAll(
    replica.url,
    "https://www.youtube.com",
  );
  expect(JSON.parse(told)).toEqual(golden);
  expect(problems).toEqual([]);
});

test("no author, handle or picture is in an item, and no reply's id in an entry", async () => {
  const { items, entries } = await readAll(crawler, source);
  expect(JSON.stringify(items)).not.toMatch(/@nguoidan|UCnguoiDan|authorChannel|yt3/);
  expect(JSON.stringify(entries)).not.toMatch(/Ugx0/);
});

test("the channel's own answers are no voices", async () => {
  const { items, accounts } = await readAll(crawler, source);
  expect(items.map(({ text }) => text)).not.toContain("Xã đã tiếp nhận ý kiến");
  expect([...accounts.values()]).not.toContain(REPLICA_CHANNEL);
});

test("the key goes in a header and stands in no address, entry, item or problem", async () => {
  const read = await readAll(crawler, source);
  expect(replica.hits.every(({ headers }) => headers["x-goog-api-key"] === "khoa-youtube")).toBe(true);
  expect(replica.hits.map(({ path }) => path).join()).not.toContain("khoa-youtube");
  expect(JSON.stringify({ ...read, accounts: [...read.accounts] })).not.toContain("khoa-youtube");
});

test("robots.txt is not asked, because the key is the permission; nothing but the API is asked", async () => {
  await readAll(crawler, source);
  expect(replica.hits.every(({ path }) => path.startsWith("/youtube/v3/"))).toBe(true);
  expect(replica.hits.some(({ path }) => path.includes("/search"))).toBe(false);
});

test("a video is read again before its 30 days are over, and while its comments come", async () => {
  const collected = await crawler.collect(source, video("tinhHinh001"), signal);
  if (collected.kind !== "items") throw new Error(collected.problem);
  const againMs = Date.parse(collected.readAgainAt ?? "") - NOW.getTime();
  expect(againMs).toBeGreaterThan(0);
  expect(againMs).toBeLessThanOrEqual(25 * 86_400_000);
  replica.mood.videos = replica.mood.videos.map((item) => ({ ...item, at: "2026-01-01T00:00:00Z" }));
  const old = await crawler.collect(source, video("tinhHinh001"), signal);
  expect(old.kind === "items" && old.readAgainAt).toBe("2026-04-04T00:00:00.000Z");
});

describe("states are told apart", () => {
  test("comments that the channel closed after the video was read", async () => {
    const collected = await crawler.collect(source, video("tinhHinh001"), signal);
    if (collected.kind !== "items") throw new Error(collected.problem);
    replica.mood.videos = replica.mood.videos.map((item) => ({ ...item, open: false }));
    const [comments] = collected.follow;
    expect(comments && (await crawler.collect(source, comments, signal))).toMatchObject({
      kind: "done",
      disposition: "no-text",
      state: "comments-disabled",
    });
  });

  test("a video whose comments are closed is not asked for them", async () => {
    const collected = await crawler.collect(source, video("dongYKien02"), signal);
    expect(collected).toMatchObject({ kind: "items", follow: [] });
  });

  test("the project's quota", async () => {
    replica.mood.refuse = "quotaExceeded";
    const found = await discover();
    expect(found).toMatchObject({ state: "quota-exceeded", entries: [] });
    // Midnight on the Pacific coast is 07:00 UTC in March.
    expect(found.minIntervalMs).toBe(7 * 3_600_000);
    await expect(crawler.collect(source, video("tinhHinh001"), signal)).rejects.toMatchObject({
      name: "RetryableError",
      code: "quota-exceeded",
      patient: true,
    });
  });

  test.each(["keyInvalid", "accessNotConfigured", "ipRefererBlocked", "forbidden"])(
    "a key that is not accepted (%s)",
    async (reason) => {
      replica.mood.refuse = reason;
      expect((await discover()).state).toBe("no-key");
    },
  );

  test("a wrong key, which YouTube repeats in its answer and we do not", async () => {
    await crawler.close();
    open("khoa-sai");
    const found = await discover();
    expect(found.state).toBe("no-key");
    expect(JSON.stringify(found)).not.toContain("khoa-sai");
    expect(found.problems[0]).toContain("API_KEY_INVALID");
  });

  test("no key at all: nothing is asked, and the sentence names where it should be", async () => {
    await crawler.close();
    open("");
    const empty = platformCrawler(replica, new Map());
    const found = await empty.crawler.discover(source, replica.feed, null, signal);
    expect(found).toMatchObject({ state: "no-key", problems: [expect.stringContaining("variable KHOA")] });
    expect(replica.hits).toEqual([]);
    await empty.crawler.close();
  });

  test("a video that was taken down", async () => {
    expect(await crawler.collect(source, video("khongCo0000"), signal)).toMatchObject({
      kind: "done",
      disposition: "gone",
      state: "gone",
    });
  });

  test("a channel that does not exist", async () => {
    const feed = replica.feed.replace("replica", "khongCo");
    expect((await crawler.discover(source, feed, null, signal)).state).toBe("gone");
  });

  test("too many calls a minute are tried again", async () => {
    replica.mood.refuse = "rateLimitExceeded";
    await expect(discover()).rejects.toMatchObject({ name: "RetryableError", code: "rate-limited" });
  });
});

describe("the operator's share of the quota", () => {
  test("is counted call by call and kept over a restart", async () => {
    await discover();
    expect(units()).toBe(replica.hits.length);
    const before = new Map(spent);
    await crawler.close();
    open();
    for (const [name, value] of before) spent.set(name, value);
    await discover();
    expect(units()).toBe(replica.hits.length);
  });

  test("ends the day's calls before the platform does, and begins anew at its midnight", async () => {
    source = platformSource("youtube", replica, { quotaPerDay: 3 });
    for (let call = 0; call < 3; call += 1) await crawler.collect(source, video("tinhHinh001"), signal);
    const asked = replica.hits.length;
    const found = await discover();
    expect(found).toMatchObject({ state: "quota-exceeded", minIntervalMs: 7 * 3_600_000 });
    expect(replica.hits).toHaveLength(asked);
    clock.nowMs += 7 * 3_600_000;
    expect((await discover()).state).toBe("ok");
  });
});

test("an unchanged list is told as such", async () => {
  const first = await discover();
  expect(first.notModified).toBe(false);
  source = platformSource("youtube", replica);
  replica.mood.pageSize = 50;
  const again = await crawler.discover(source, replica.feed, first.feed, signal);
  expect(again).toMatchObject({ notModified: true, entries: [] });
});
