import { afterAll, describe, expect, test } from "vitest";
import type { SourceSettings } from "../../config/schema.ts";
import type { Collected, FeedEntry } from "../../crawlers/crawler.ts";
import { createCrawler } from "../../crawlers/create-crawler.ts";
import { createHostPace } from "../../crawlers/fetcher/host-pace.ts";
import { FAMILY_SITES, startFamilySite } from "../../lab/replica/families.ts";
import type { Author, SiteArticle, SiteComment, SitePost, SiteThread } from "../../lab/replica/material.ts";
import type { RawItem } from "../../model/document.ts";

/** What every family's site is filled with: enough for several pages of each list, of comments and of replies. */
const NOW = new Date("2026-03-10T05:00:00Z");
const HOUR_MS = 3_600_000;
const author = (index: number): Author => ({
  name: `Người Gửi Số${index}`,
  handle: `nguoigui${index}`,
  userId: String(770_000 + index),
});
const at = (hoursAgo: number): Date => new Date(NOW.getTime() - hoursAgo * HOUR_MS);
const comment = (id: number, replies: readonly SiteComment[] = []): SiteComment => ({
  id,
  author: author(id % 50),
  text: `Ý kiến ${id}: đoạn đường này ngập & hỏng\nmong sửa sớm`,
  at: at(1 + (id % 20)),
  replies,
});
const ARTICLES: readonly SiteArticle[] = Array.from({ length: 45 }, (_, index) => ({
  id: 5_200_000 + index,
  section: "thoi-su",
  slug: `duong-lien-xa-hong-${index}`,
  title: `Đường liên xã hỏng, đoạn ${index}`,
  lead: `Người dân đoạn ${index} mong tuyến đường sớm được sửa trước mùa mưa năm nay.`,
  body: [
    `Lớp nhựa trên đoạn ${index} đã bong từng mảng lớn, xe máy phải đi chậm và lách qua các ổ gà.`,
    `Xã cho biết sẽ rải đá tạm trong tuần, rồi xin kinh phí để rải lại toàn bộ mặt đường.`,
  ],
  byline: "Phóng Viên Mẫu",
  at: at(24 + index),
  comments:
    index === 0
      ? Array.from({ length: 60 }, (_, each) =>
          comment(
            1000 + each,
            each === 3 ? Array.from({ length: 30 }, (_, reply) => comment(5000 + reply)) : [],
          ),
        )
      : [],
}));
const post = (id: number): SitePost => ({
  id,
  author: author(id % 7),
  text: `Bài số ${id}: nước yếu vào buổi chiều`,
  at: at(100 - (id % 90)),
});
const THREADS: readonly SiteThread[] = Array.from({ length: 4 }, (_, index) => ({
  id: 70 + index,
  node: "tin",
  slug: `nuoc-yeu-${index}`,
  title: `Nước yếu ở thôn ${index}`,
  posts: Array.from({ length: 1 + index * 6 }, (_, each) => post(300 + index * 20 + each)),
}));
const signal = new AbortController().signal;

interface Read {
  readonly items: readonly RawItem[];
  readonly accounts: ReadonlyMap<string, string>;
  readonly layouts: ReadonlySet<string | null | undefined>;
  readonly problems: readonly string[];
}

/** Reads a family's whole site: every feed and list, every entry, everything that those lead to. */
async function readAll(source: SourceSettings): Promise<Read> {
  const crawler = createCrawler({
    contact: "https://example.org/lang-nghe",
    allowPrivateHosts: source.hosts,
    pace: createHostPace(),
    now: () => NOW,
  });
  const entries = new Map<string, FeedEntry>();
  const items = new Map<string, RawItem>();
  const accounts = new Map<string, string>();
  const layouts = new Set<string | null | undefined>();
  const problems: string[] = [];
  for (const feed of [...source.feeds, ...source.sitemaps]) {
    const discovery = await crawler.discover(source, feed, null, signal);
    problems.push(...discovery.problems, ...(discovery.state === "ok" ? [] : [discovery.state]));
    for (const entry of discovery.entries) entries.set(entry.url, entry);
  }
  const queue = [...entries.values()];
  for (let entry = queue.shift(); entry !== undefined; entry = queue.shift()) {
    const collected: Collected = await crawler.collect(source, entry, signal);
    if (collected.kind === "done") {
      problems.push(collected.problem);
      continue;
    }
    queue.push(...collected.follow);
    layouts.add(collected.layout);
    problems.push(...collected.problems);
    for (const item of collected.parsed.items) items.set(item.nativeId, item);
    for (const [id, account] of collected.parsed.accounts) accounts.set(id, account);
  }
  await crawler.close();
  return { items: [...items.values()], accounts, layouts, problems };
}

const sites: { close(): Promise<void> }[] = [];
afterAll(async () => {
  await Promise.all(sites.map((site) => site.close()));
});

describe.each(FAMILY_SITES.filter(({ name }) => name !== "xenforo-1"))(
  "a site in the shape of $name",
  (family) => {
    let read: Read;
    test("is read whole: each article once, by its own parser, and nothing goes wrong", async () => {
      const site = await startFamilySite(
        family,
        { articles: ARTICLES, threads: [] },
        { now: () => NOW, log: [] },
      );
      sites.push(site);
      read = await readAll(site.source);
      expect(read.problems).toEqual([]);
      const articles = read.items.filter(({ kind }) => kind === "article");
      expect(articles.map(({ title }) => title).sort()).toEqual(ARTICLES.map(({ title }) => title).sort());
      expect([...read.layouts].filter((layout) => layout === null || layout === undefined)).toEqual([]);
    });

    test("gives title, lead and body as they were written, and the moment", () => {
      const expected = new Map(ARTICLES.map((article) => [article.title, article]));
      for (const item of read.items.filter(({ kind }) => kind === "article")) {
        const article = expected.get(item.title ?? "");
        expect(item.text).toBe([article?.lead, ...(article?.body ?? [])].join("\n"));
        // Sites show minutes at best; a portal's list shows the day.
        expect(item.publishedAt?.slice(0, 16)).toBe(article?.at.toISOString().slice(0, 16));
        expect(item.url).toBe(item.nativeId);
      }
    });

    test("gives every comment and reply once, with its moment, whatever the totals say", () => {
      const said = read.items.filter(({ kind }) => kind === "comment");
      if (!family.source("https://bao.example").comments) return expect(said).toEqual([]);
      const written = ARTICLES.flatMap(({ comments }) => comments.flatMap((one) => [one, ...one.replies]));
      expect(said.map(({ text }) => text).sort()).toEqual(written.map(({ text }) => text).sort());
      const moments = new Map(written.map((one) => [one.text, one.at.toISOString().slice(0, 19)]));
      for (const { text, publishedAt, parentNativeId, url } of said) {
        expect(publishedAt?.slice(0, 19)).toBe(moments.get(text));
        expect(parentNativeId).not.toBeNull();
        expect(url).toBeNull();
      }
      expect(read.accounts.size).toBe(written.length);
    });

    test("gives nobody's name", () => {
      expect(JSON.stringify(read.items)).not.toMatch(/Người Gửi|nguoigui|Phóng Viên|77\d{4}/);
    });
  },
);

test("a XenForo 1 forum is read whole: every post of every page once, quotes and names left out", async () => {
  const family = FAMILY_SITES.find(({ name }) => name === "xenforo-1");
  if (!family) throw new Error("no such family");
  const site = await startFamilySite(family, { articles: [], threads: THREADS }, { now: () => NOW, log: [] });
  sites.push(site);
  const read = await readAll(site.source);
  expect(read.problems).toEqual([]);
  const written = THREADS.flatMap(({ posts }) => posts);
  expect(read.items.map(({ text }) => text).sort()).toEqual(written.map(({ text }) => text).sort());
  expect(read.layouts).toEqual(new Set(["xenforo/1"]));
  expect(JSON.stringify(read.items)).not.toMatch(/Người Gửi|nguoigui/);
  expect(read.accounts.size).toBe(written.length);
});
