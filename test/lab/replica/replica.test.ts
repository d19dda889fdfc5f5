import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Collected, FeedEntry } from "../../../crawlers/crawler.ts";
import { createCrawler } from "../../../crawlers/create-crawler.ts";
import { createHostPace } from "../../../crawlers/fetcher/host-pace.ts";
import { replicaHosts, replicaSources } from "../../../lab/replica/sources.ts";
import { type Replica, type ReplicaOptions, startReplica } from "../../../lab/replica/start-replica.ts";
import { readTown } from "../../../lab/replica/town.ts";
import type { RawItem } from "../../../model/document.ts";

const NOW = new Date("2026-03-10T15:30:00Z");
const TOWN = readTown();
type Item = RawItem & { readonly account: string | null };

/** Reads everything that the replica's sites hold, as the pipeline would: feeds, pages, what pages lead to. */
async function crawl(replica: Replica, now: Date = NOW): Promise<Item[]> {
  const crawler = createCrawler({
    contact: "https://example.org/lang-nghe",
    allowPrivateHosts: replicaHosts(replica),
    pace: createHostPace(),
    now: () => now,
  });
  const signal = new AbortController().signal;
  const items: Item[] = [];
  for (const source of replicaSources(replica)) {
    const seen = new Map<string, string>();
    const waiting: FeedEntry[] = [];
    const admit = (entries: readonly FeedEntry[]): void => {
      for (const entry of entries) {
        if (seen.get(entry.url) === entry.version) continue;
        seen.set(entry.url, entry.version);
        waiting.push(entry);
      }
    };
    for (const feed of [...source.feeds, ...source.sitemaps]) {
      const found = await crawler.discover(source, feed, null, signal);
      expect(found).toMatchObject({ state: "ok", problems: [] });
      admit(found.entries);
    }
    for (let entry = waiting.shift(); entry; entry = waiting.shift()) {
      const collected: Collected = await crawler.collect(source, entry, signal);
      if (collected.kind === "done") throw new Error(collected.problem);
      expect(collected.extractor).toBe("site");
      const { parsed } = collected;
      items.push(
        ...parsed.items.map((item) => ({ ...item, account: parsed.accounts.get(item.nativeId) ?? null })),
      );
      admit(collected.follow);
    }
  }
  await crawler.close();
  return items;
}

/** The same item whichever ports the replica got. */
const withoutPorts = (items: readonly Item[], replica: Replica): string[] =>
  items.map((item) =>
    JSON.stringify(item)
      .replaceAll(replica.newspaperUrl, "http://bao")
      .replaceAll(replica.portalUrl, "http://xa")
      .replaceAll(replica.forumUrl, "http://forum"),
  );

async function crawled(options: Partial<ReplicaOptions> = {}) {
  const replica = await startReplica({ now: () => NOW, ...options });
  const items = await crawl(replica);
  await replica.close();
  return { items, replica };
}

let whole: Awaited<ReturnType<typeof crawled>>;
beforeAll(async () => {
  whole = await crawled();
});

describe("a crawl of the replica", () => {
  test("brings every article, comment and post of the town once, and the forty copies", () => {
    const count = (kind: string, speaker: string): number =>
      whole.items.filter((item) => item.kind === kind && item.speaker === speaker).length;
    const comments = TOWN.articles.flatMap(({ comments: under }) => under);
    const replies = comments.flatMap(({ replies: under }) => under);
    const posts = TOWN.threads.flatMap(({ posts: under }) => under);
    expect(count("article", "institution")).toBe(TOWN.articles.length + 40);
    expect(count("post", "citizen")).toBe(TOWN.threads.length);
    expect(count("comment", "citizen")).toBe(
      comments.length + replies.length + posts.length - TOWN.threads.length,
    );
    expect(new Set(whole.items.map(({ sourceId, nativeId }) => `${sourceId} ${nativeId}`)).size).toBe(
      whole.items.length,
    );
  });

  test("brings the words as they were written, and nobody's quotation or name with them", () => {
    const written = [
      ...TOWN.articles.flatMap(({ comments }) =>
        comments.flatMap((comment) => [comment, ...comment.replies]),
      ),
      ...TOWN.threads.flatMap(({ posts }) => posts),
    ].map(({ text }) => text.replace(/\s+/g, " ").trim().normalize("NFC"));
    const read = whole.items
      .filter(({ speaker }) => speaker === "citizen")
      .map(({ text }) => text.replace(/\s+/g, " "));
    expect([...read].sort()).toEqual([...written].sort());
  });

  test("gives citizens no address and institutions no account", () => {
    for (const item of whole.items) {
      expect(item.url === null).toBe(item.speaker === "citizen");
      expect(item.account === null).toBe(item.speaker === "institution");
    }
  });

  test("ties every comment to its article or first post", () => {
    const parents = new Set(
      whole.items.filter(({ kind }) => kind !== "comment").map(({ nativeId }) => nativeId),
    );
    for (const item of whole.items) {
      if (item.kind === "comment") expect(parents.has(item.parentNativeId ?? "")).toBe(true);
      else expect(item.parentNativeId).toBeNull();
    }
  });

  test("knows the moment of everything, none ahead", () => {
    for (const { publishedAt } of whole.items) {
      expect(publishedAt).not.toBeNull();
      expect(Date.parse(publishedAt ?? "")).toBeLessThanOrEqual(NOW.getTime());
    }
  });

  test("asks for robots.txt first and names itself", () => {
    const { requests } = whole.replica;
    for (const site of ["newspaper", "portal", "forum"]) {
      const own = requests.filter((request) => request.site === site);
      expect(own[0]?.path).toBe("/robots.txt");
      expect(own.filter(({ path }) => path === "/robots.txt")).toHaveLength(1);
    }
    expect(new Set(requests.map(({ userAgent }) => userAgent))).toEqual(
      new Set(["LangNghe/0.1 (+https://example.org/lang-nghe)"]),
    );
  });
});

describe("the replica", () => {
  test("gives the same material again, whatever its ports", async () => {
    const again = await crawled();
    expect(withoutPorts(again.items, again.replica)).toEqual(withoutPorts(whole.items, whole.replica));
  });

  test("renaming every author changes accounts alike and nothing else", async () => {
    const renamed = await crawled({ renameAuthors: (name) => `x${[...name].reverse().join("")}` });
    const bare = (items: readonly Item[], replica: Replica) =>
      withoutPorts(
        items.map((item) => ({ ...item, account: null })),
        replica,
      );
    expect(bare(renamed.items, renamed.replica)).toEqual(bare(whole.items, whole.replica));
    const pairs = new Set(
      whole.items.map((item, index) => `${item.account} > ${renamed.items[index]?.account}`),
    );
    const accounts = (items: readonly Item[]): number => new Set(items.map(({ account }) => account)).size;
    expect(pairs.size).toBe(accounts(whole.items));
    expect(pairs.size).toBe(accounts(renamed.items));
  });

  test("shows nothing before its moment, and shows it when its moment has come", async () => {
    const early = new Date(NOW.getTime() - 3 * 86_400_000);
    let now = early;
    const replica = await startReplica({ now: () => now, today: "2026-03-10" as never });
    const before = await crawl(replica, early);
    expect(before.length).toBeGreaterThan(0);
    expect(before.every(({ publishedAt }) => Date.parse(publishedAt ?? "") <= early.getTime())).toBe(true);
    now = NOW;
    expect((await crawl(replica)).length).toBe(whole.items.length);
    await replica.close();
  });
});

describe("the forum's list after the first poll", () => {
  let replica: Replica;
  let now = new Date(NOW.getTime() - 3 * 86_400_000);
  beforeAll(async () => {
    replica = await startReplica({ now: () => now, today: "2026-03-10" as never });
  });
  afterAll(() => replica.close());

  test("a thread that grew is an entry again, and its last page is read anew", async () => {
    const source = replicaSources(replica).find(({ shape }) => shape === "xenforo");
    if (!source) throw new Error("no forum");
    const crawler = createCrawler({
      contact: "x@example.org",
      allowPrivateHosts: replicaHosts(replica),
      pace: createHostPace(),
      now: () => now,
    });
    const signal = new AbortController().signal;
    const feed = source.feeds[1] ?? "";
    const first = await crawler.discover(source, feed, null, signal);
    expect((await crawler.discover(source, feed, first.feed, signal)).notModified).toBe(true);
    now = NOW;
    const second = await crawler.discover(source, feed, first.feed, signal);
    const versions = new Map(first.entries.map(({ url, version }) => [url, version]));
    const grown = second.entries.filter(
      ({ url, version }) => versions.has(url) && versions.get(url) !== version,
    );
    expect(second.notModified).toBe(false);
    expect(grown.length).toBeGreaterThan(0);
    await crawler.close();
  });
});
