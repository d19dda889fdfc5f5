import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { SourceSettings } from "../../../config/schema.ts";
import type { Crawler, FeedEntry } from "../../../crawlers/crawler.ts";
import { type FacebookReplica, REPLICA_PAGE, startFacebookReplica } from "../../../lab/replica/facebook.ts";
import { platformCrawler, platformSource, readAll, signal } from "./kit.ts";

const TOKEN = "EAABkhoaBiMat";
let replica: FacebookReplica;
let crawler: Crawler;
let clock: { nowMs: number };
let source: SourceSettings;

beforeEach(async () => {
  replica = await startFacebookReplica();
  source = platformSource("facebook-page", replica);
  ({ crawler, clock } = platformCrawler(replica, new Map([["KHOA", TOKEN]])));
});
afterEach(async () => {
  await crawler.close();
  await replica.close();
});

const discover = () => crawler.discover(source, replica.feed, null, signal);
const post = (number: number): FeedEntry => ({
  url: `${replica.url}/${REPLICA_PAGE}_${number}`,
  target: "page",
  title: null,
  publishedAt: null,
  version: "",
  parentNativeId: null,
});

test("reads a page as written down: own posts, visitors' posts, comments with their replies, page by page", async () => {
  const { items, accounts, problems } = await readAll(crawler, source);
  const golden = JSON.parse(
    readFileSync(new URL("../../fixtures/platforms/facebook-page.json", import.meta.url), "utf8"),
  );
  const told = JSON.stringify({ items, accounts: [...accounts] }).replaceAll(
    replica.url,
    "https://www.facebook.com",
  );
  expect(JSON.parse(told)).toEqual(golden);
  expect(problems).toEqual([]);
});

test("the token goes in a header; the next page's address, which holds it, is not taken over", async () => {
  const read = await readAll(crawler, source);
  expect(replica.hits.every(({ headers }) => headers.authorization === `Bearer ${TOKEN}`)).toBe(true);
  expect(replica.hits.some(({ path }) => path.includes("after="))).toBe(true);
  expect(replica.hits.map(({ path }) => path).join()).not.toContain(TOKEN);
  expect(JSON.stringify({ ...read, accounts: [...read.accounts] })).not.toContain(TOKEN);
});

test("what the public wrote has no address, its ids are in no entry, and the page's own answers are left out", async () => {
  const { items, entries } = await readAll(crawler, source);
  const said = items.filter(({ speaker }) => speaker === "citizen");
  expect(said.length).toBeGreaterThan(0);
  expect(said.every(({ url }) => url === null)).toBe(true);
  expect(said.map(({ text }) => text)).not.toContain("Xã đã tiếp nhận ý kiến");
  expect(JSON.stringify(entries)).not.toMatch(/Ugx0|_900|900_1/);
});

test("a token that may not see who wrote gives texts without accounts", async () => {
  replica.mood.tellsAuthors = false;
  const { items, accounts } = await readAll(crawler, source);
  expect(items.map(({ text }) => text)).toContain("Đèn đường cũng hỏng");
  expect([...accounts.keys()].filter((id) => id.includes("Ugx"))).toEqual([]);
});

test("a long post gets its first line for a title, cut at a word", async () => {
  replica.mood.posts = replica.mood.posts.map((item) => ({
    ...item,
    text: `${"sửa đường ".repeat(40)}\nHết`,
  }));
  const collected = await crawler.collect(source, post(1), signal);
  const title = (collected.kind === "items" && collected.parsed.items[0]?.title) || "";
  expect(title).toMatch(/^sửa đường .* (sửa|đường)…$/);
  expect(title.length).toBeLessThanOrEqual(121);
});

describe("errors of the Graph API", () => {
  test.each([
    [4, undefined, "quota-exceeded"],
    [17, undefined, "quota-exceeded"],
    [32, undefined, "quota-exceeded"],
    [613, undefined, "quota-exceeded"],
    [80_001, undefined, "quota-exceeded"],
    [190, 463, "no-key"],
    [10, undefined, "no-key"],
    [200, undefined, "no-key"],
    [299, undefined, "no-key"],
    [100, 33, "gone"],
    [803, undefined, "gone"],
    [100, undefined, "failing"],
  ] as const)("code %s (%s) is %s", async (code, subcode, state) => {
    replica.mood.refuse = { code, ...(subcode !== undefined && { subcode }) };
    const found = await discover();
    expect(found).toMatchObject({ state, entries: [] });
    expect(found.problems[0]).toContain("xaanlao");
  });

  test.each([1, 2])("code %s passes by itself and is tried again", async (code) => {
    replica.mood.refuse = { code };
    await expect(discover()).rejects.toMatchObject({ name: "RetryableError" });
  });

  test("a wrong token, which Facebook repeats in its answer and we do not", async () => {
    replica.mood.token = "khac";
    const found = await discover();
    expect(found.state).toBe("no-key");
    expect(JSON.stringify(found)).not.toContain(TOKEN);
  });

  test("a post that is gone is done with; one that must wait waits without an attempt", async () => {
    expect(await crawler.collect(source, post(99), signal)).toMatchObject({ kind: "done", state: "gone" });
    replica.mood.refuse = { code: 4 };
    await expect(crawler.collect(source, post(1), signal)).rejects.toMatchObject({
      code: "quota-exceeded",
      patient: true,
    });
  });

  test("comments that the token may not read do not wait: they are asked for again with their post", async () => {
    const collected = await crawler.collect(source, post(1), signal);
    const comments = collected.kind === "items" ? collected.follow[0] : undefined;
    if (comments === undefined) throw new Error("no comments to follow");
    replica.mood.refuse = { code: 10 };
    expect(await crawler.collect(source, comments, signal)).toMatchObject({ kind: "done", state: "no-key" });
  });
});

describe("usage headers", () => {
  test.each([
    ["x-app-usage", '{"call_count":95,"total_time":10,"total_cputime":5}', 15],
    [
      "x-business-use-case-usage",
      '{"100200300":[{"type":"pages","call_count":100,"total_cputime":1,"total_time":1,"estimated_time_to_regain_access":40}]}',
      40,
    ],
  ])("%s over nine tenths rests the source", async (name, value, minutes) => {
    replica.mood.usage = { [name]: value };
    await crawler.collect(source, post(1), signal);
    const asked = replica.hits.length;
    await expect(crawler.collect(source, post(2), signal)).rejects.toMatchObject({
      code: "platform-rest",
      patient: true,
      retryAfterMs: minutes * 60_000,
    });
    expect(replica.hits).toHaveLength(asked);
    clock.nowMs += minutes * 60_000;
    expect((await crawler.collect(source, post(2), signal)).kind).toBe("items");
  });

  test.each(["{broken", '{"call_count":"much"}', '{"a":[null,1]}'])(
    "%s is no reason to stop",
    async (value) => {
      replica.mood.usage = { "x-app-usage": value, "x-business-use-case-usage": value };
      expect((await readAll(crawler, source)).items.length).toBeGreaterThan(0);
    },
  );
});
