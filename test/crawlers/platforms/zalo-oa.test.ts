import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { SourceSettings } from "../../../config/schema.ts";
import type { Crawler } from "../../../crawlers/crawler.ts";
import type { TokenPair } from "../../../crawlers/platforms/platform-api.ts";
import { startZaloReplica, type ZaloReplica } from "../../../lab/replica/zalo.ts";
import { secretsInMemory } from "../../fakes/secrets.ts";
import { platformCrawler, platformSource, readAll, signal } from "./kit.ts";

let replica: ZaloReplica;
let crawler: Crawler;
let source: SourceSettings;
let tokens: Map<string, TokenPair>;

beforeEach(async () => {
  replica = await startZaloReplica();
  source = platformSource("zalo-oa", replica);
  tokens = new Map();
  const values = new Map([
    ["KHOA", "token-0"],
    ["KHOA_UNG_DUNG", "khoa-ung-dung"],
  ]);
  ({ crawler } = platformCrawler(replica, secretsInMemory(values, tokens)));
});
afterEach(async () => {
  await crawler.close();
  await replica.close();
});

const renewing = (): SourceSettings =>
  platformSource("zalo-oa", replica, {
    refresh: {
      appId: "123456",
      appKey: { environment: "KHOA_UNG_DUNG" },
      tokens: "zalo.json",
      endpoint: replica.tokens,
    },
  });
const discover = () => crawler.discover(source, replica.feed, null, signal);
const renewals = (): number => replica.hits.filter(({ method }) => method === "POST").length;

test("reads an account's articles as written down", async () => {
  const { items, accounts, problems } = await readAll(crawler, source);
  const golden = JSON.parse(
    readFileSync(new URL("../../fixtures/platforms/zalo-oa.json", import.meta.url), "utf8"),
  );
  const told = JSON.stringify({ items, accounts: [...accounts] }).replaceAll(replica.url, "https://zalo.me");
  expect(JSON.parse(told)).toEqual(golden);
  expect(problems).toEqual([]);
});

describe("a token that has ended", () => {
  beforeEach(() => {
    replica.mood.accessToken = "token-moi-hon";
  });

  test("is told, and not repeated, where nothing renews it", async () => {
    const found = await discover();
    expect(found).toMatchObject({ state: "no-key", entries: [] });
    expect(JSON.stringify(found)).not.toContain("token-0");
  });

  test("is renewed once, the new pair kept, and the reading goes on", async () => {
    source = renewing();
    tokens.set("zalo.json", { accessToken: "token-0", refreshToken: "refresh-0" });
    const found = await discover();
    expect(found).toMatchObject({ state: "ok" });
    expect(found.entries).toHaveLength(3);
    expect(tokens.get("zalo.json")).toEqual({ accessToken: "token-1", refreshToken: "refresh-1" });
    expect(renewals()).toBe(1);
    expect(replica.hits.map(({ path }) => path).join()).not.toMatch(/refresh-0|khoa-ung-dung|token-\d/);
  });

  test("is renewed once although several readings find it ended", async () => {
    source = renewing();
    tokens.set("zalo.json", { accessToken: "token-0", refreshToken: "refresh-0" });
    const found = await Promise.all([discover(), discover(), discover()]);
    expect(found.map(({ state }) => state)).toEqual(["ok", "ok", "ok"]);
    expect(renewals()).toBe(1);
  });

  test("and cannot be renewed is told", async () => {
    source = renewing();
    tokens.set("zalo.json", { accessToken: "token-0", refreshToken: "da-dung-roi" });
    expect((await discover()).state).toBe("no-key");
    expect(tokens.get("zalo.json")?.refreshToken).toBe("da-dung-roi");
  });
});

test.each([
  [-32, "quota-exceeded"],
  [-209, "no-key"],
  [-233, "failing"],
])("code %s is %s", async (code, state) => {
  replica.mood.refuse = code;
  expect((await discover()).state).toBe(state);
});
