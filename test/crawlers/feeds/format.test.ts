import { describe, expect, test } from "vitest";
import { sourceSchema } from "../../../config/schema.ts";
import { entriesHash, toFeedEntries } from "../../../crawlers/feeds/entries.ts";
import { readFeedDocument } from "../../../crawlers/feeds/format.ts";

const ADDRESS = "https://bao.example/rss/tin.rss";
const NOW = new Date("2026-07-30T12:00:00Z");
const SOURCE = sourceSchema.parse({
  id: "bao",
  name: "Báo",
  scope: "national",
  legalNote: "thử",
  shape: "generic",
  hosts: ["bao.example"],
});

function entriesOf(text: string, source = SOURCE) {
  const document = readFeedDocument(text, ADDRESS);
  if (document.kind !== "feed") throw new Error(`not a feed: ${JSON.stringify(document)}`);
  const read = toFeedEntries(document.wire.entries, { source, feedUrl: ADDRESS, now: NOW, max: 2000 });
  return { ...read, problems: [...document.problems, ...read.problems], document };
}

const rssOf = (items: string): string =>
  `<?xml version="1.0"?><rss version="2.0" xmlns:slash="http://purl.org/rss/1.0/modules/slash/" xmlns:media="m"><channel><title>Kênh</title><ttl>30</ttl>${items}</channel></rss>`;

describe("RSS", () => {
  test("gives absolute addresses without tracking fields, plain titles and instants", () => {
    const { entries, document } = entriesOf(
      rssOf(
        `<item><title><![CDATA[Đường <b>hỏng</b> &amp; ngập]]></title><media:title>khác</media:title><link>/duong-1.html?utm_source=rss&amp;p=2#top</link><pubDate>Wed, 29 Jul 2026 19:25:00 +0700</pubDate></item>`,
      ),
    );
    expect(entries).toEqual([
      {
        url: "https://bao.example/duong-1.html?p=2",
        target: "page",
        title: "Đường hỏng & ngập",
        publishedAt: "2026-07-29T12:25:00.000Z",
        version: "2026-07-29T12:25:00.000Z",
        parentNativeId: null,
      },
    ]);
    expect(document.wire.ttlMinutes).toBe(30);
  });

  test("an entry with more answers is a new version of it, and an old thread is not old", () => {
    const thread = (replies: number) =>
      rssOf(
        `<item><title>T</title><link>https://bao.example/t/1/</link><pubDate>Wed, 01 Jan 2020 00:00:00 GMT</pubDate><slash:comments>${replies}</slash:comments></item>`,
      );
    const [before] = entriesOf(thread(3)).entries;
    const [after] = entriesOf(thread(4)).entries;
    expect(before?.version).not.toBe(after?.version);
    expect(after?.publishedAt).toBeNull();
  });

  test("a guid that is an address stands in for a missing link", () => {
    const { entries } = entriesOf(
      rssOf("<item><title>A</title><guid>https://bao.example/a-1.html</guid></item>"),
    );
    expect(entries.map(({ url }) => url)).toEqual(["https://bao.example/a-1.html"]);
  });

  test("passes over other hosts, other patterns and repeats, and says so once", () => {
    const source = { ...SOURCE, urlPattern: "\\.html$" };
    const { entries, problems } = entriesOf(
      rssOf(
        [
          "https://bao.example/a.html",
          "https://bao.example/a.html",
          "https://la.example/b.html",
          "https://bao.example/video/c",
          "javascript:alert(1)",
        ]
          .map((link) => `<item><link>${link}</link></item>`)
          .join(""),
      ),
      source,
    );
    expect(entries.map(({ url }) => url)).toEqual(["https://bao.example/a.html"]);
    expect(problems.join("\n")).toMatch(/la\.example.*hosts/);
    expect(problems.join("\n")).toMatch(/1 entries without a usable address/);
  });

  test("reads on past a broken entity and names its line", () => {
    const { entries, problems } = entriesOf(
      rssOf("\n<item><title>Rác &nbsp; & nước</title><link>https://bao.example/a.html</link></item>"),
    );
    expect(entries[0]?.title).toBe("Rác & nước");
    expect(problems[0]).toMatch(/line 2: "&nbsp;"/);
  });

  test("an out-of-range character reference does no harm", () => {
    const { entries } = entriesOf(
      rssOf("<item><title>A &#9999999; B</title><link>https://bao.example/a.html</link></item>"),
    );
    expect(entries[0]?.title).toBe("A \uFFFD B");
  });
});

test("reads Atom, taking the alternate link", () => {
  const { entries } = entriesOf(
    `<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>A</title><link rel="self" href="https://bao.example/self"/><link href="https://bao.example/a.html"/><id>urn:1</id><published>2026-07-01T00:00:00Z</published><updated>2026-07-02T00:00:00Z</updated></entry></feed>`,
  );
  expect(entries).toMatchObject([
    { url: "https://bao.example/a.html", publishedAt: "2026-07-01T00:00:00.000Z" },
  ]);
});

test("reads JSON Feed", () => {
  const { entries } = entriesOf(
    JSON.stringify({
      version: "https://jsonfeed.org/version/1.1",
      items: [
        { id: 1, url: "https://bao.example/a.html", title: "A", date_published: "2026-07-01T07:00:00+07:00" },
        null,
        5,
      ],
    }),
  );
  expect(entries).toMatchObject([
    { url: "https://bao.example/a.html", publishedAt: "2026-07-01T00:00:00.000Z" },
  ]);
});

describe("sitemaps", () => {
  test("reads a news sitemap with its titles", () => {
    const { entries } = entriesOf(
      `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://bao.example/a.html</loc><news:news><news:title>A</news:title><news:publication_date>2026-07-01T07:00:00+07:00</news:publication_date></news:news></url></urlset>`,
    );
    expect(entries).toMatchObject([{ title: "A", publishedAt: "2026-07-01T00:00:00.000Z" }]);
  });

  test("orders the children of an index, the newest first", () => {
    const document = readFeedDocument(
      `<sitemapindex><sitemap><loc>https://bao.example/1.xml</loc><lastmod>2026-06-01</lastmod></sitemap><sitemap><loc>https://bao.example/2.xml</loc><lastmod>2026-07-01</lastmod></sitemap></sitemapindex>`,
      ADDRESS,
    );
    expect(document.kind === "feed" && document.wire.children).toEqual([
      "https://bao.example/2.xml",
      "https://bao.example/1.xml",
    ]);
  });
});

describe("what is no feed", () => {
  test("a DOCTYPE with an internal subset is refused", () => {
    expect(() => readFeedDocument('<!DOCTYPE rss [<!ENTITY a "b">]><rss/>', ADDRESS)).toThrow(/DOCTYPE/);
  });

  test("a plain DOCTYPE is not", () => {
    expect(readFeedDocument('<!DOCTYPE rss PUBLIC "x" "y"><rss><channel/></rss>', ADDRESS).kind).toBe("feed");
  });

  test.each([
    ["", "unreadable"],
    ["hello", "unreadable"],
    ["<other/>", "unreadable"],
    ["<!DOCTYPE html><html></html>", "html"],
    ["<html><body>x</body></html>", "html"],
  ])("%j is %s", (text, kind) => {
    expect(readFeedDocument(text, ADDRESS).kind).toBe(kind);
  });

  test("broken JSON is one clear error", () => {
    expect(() => readFeedDocument("{", ADDRESS)).toThrow(`${ADDRESS} is no valid JSON feed`);
  });

  test("an endless nest of elements is refused before it is parsed", () => {
    expect(() => readFeedDocument(`<rss><channel>${"<item>".repeat(50_000)}`, ADDRESS)).toThrow(
      /nests its elements/,
    );
  });
});

test("the hash of an entry list changes with a title, and only with what is said", () => {
  const [entry] = entriesOf(
    rssOf("<item><title>A</title><link>https://bao.example/a.html</link></item>"),
  ).entries;
  if (!entry) throw new Error("no entry");
  expect(entriesHash([entry])).toBe(entriesHash([{ ...entry }]));
  expect(entriesHash([entry])).not.toBe(entriesHash([{ ...entry, title: "B" }]));
});

test.each([
  ["comments that never end", "<rss>".concat("<!--".repeat(500_000))],
  ["CDATA that never ends", "<rss>".concat("<![CDATA[".repeat(300_000))],
  ["doctypes that never end", "<!DOCTYPE ".repeat(300_000)],
])("%s are read in one pass", (_, text) => {
  expect(() => readFeedDocument(text, ADDRESS)).not.toThrow();
});
