import { load } from "cheerio/slim";
import { describe, expect, test } from "vitest";
import { nukeviet } from "../../../crawlers/parsers/nukeviet.ts";
import { xenforo } from "../../../crawlers/parsers/xenforo.ts";

const now = new Date("2026-03-10T00:00:00Z");

describe("a XenForo node", () => {
  const url = "https://forum.example/forums/tin.2/";
  const row = (id: number, replies: string, extra = ""): string =>
    `<div class="structItem structItem--thread"><div class="structItem-title"><a href="/forums/tin.2/?prefix_id=1" class="labelLink">Hỏi</a><a href="/threads/rac.${id}/latest" data-tp-primary="on">Rác ${id}</a></div><ul><li class="structItem-startDate"><time datetime="2020-01-01T00:00:00+0700"></time></li></ul><div class="structItem-cell structItem-cell--meta"><dl><dt>Trả lời</dt><dd>${replies}</dd></dl><dl><dt>Đọc</dt><dd>9</dd></dl></div><time class="structItem-latestDate" datetime="2026-03-09T00:00:00+0700"></time>${extra}</div>`;
  const page = (body: string): string => `<html id="XF"><body>${body}</body></html>`;
  const read = (body: string) => xenforo.list?.(load(page(body)), { url, hosts: null, now });

  test.each([
    ["7", "7"],
    ["1.2K", "1200"],
    ["3M", "3000000"],
    ["1.234", "1234"],
    ["–", "0"],
  ])("knows by its %s answers whether a thread grew", (written, replies) => {
    expect(read(row(1, written))?.entries[0]).toMatchObject({
      link: "https://forum.example/threads/rac.1/",
      title: "Rác 1",
      updated: "2026-03-09T00:00:00+0700",
      replies,
    });
  });

  test("passes over what is pinned and leads on to the next page", () => {
    const list = read(
      `<div class="structItemContainer-group structItemContainer-group--sticky">${row(1, "1")}</div><div class="js-threadList">${row(2, "2")}</div><a class="pageNav-jump pageNav-jump--next" href="/forums/tin.2/page-2">Sau</a>`,
    );
    expect(list?.entries.map(({ title }) => title)).toEqual(["Rác 2"]);
    expect(list?.next).toBe("https://forum.example/forums/tin.2/page-2");
  });

  test("a page without threads is no list", () => {
    expect(read("<p>Không có gì</p>")).toBeNull();
  });
});

describe("a NukeViet category", () => {
  const url = "https://xa.example/vi/news/thong-bao/";
  const read = (body: string) => nukeviet.list?.(load(`<body>${body}</body>`), { url, hosts: null, now });
  const item = `<div class="news_column"><div class="panel"><h2><a href="/vi/news/thong-bao/rac-1.html" title="Lịch thu rác">Lịch…</a></h2><div class="text-muted"><ul><li><em class="fa fa-clock-o">&nbsp;</em> 02/03/2026 08:00</li></ul></div></div></div>`;

  test("gives headlines with their times and the next page", () => {
    const list = read(
      `${item}<ul class="pagination"><li class="active"><a href="#">1</a></li><li><a href="/vi/news/thong-bao/page-2/">2</a></li></ul>`,
    );
    expect(list).toMatchObject({
      entries: [
        { link: "/vi/news/thong-bao/rac-1.html", title: "Lịch thu rác", published: "02/03/2026 08:00" },
      ],
      next: "https://xa.example/vi/news/thong-bao/page-2/",
    });
  });

  test("ends with the last page", () => {
    expect(
      read(
        `${item}<ul class="pagination"><li><a href="x">1</a></li><li class="active"><a href="#">2</a></li></ul>`,
      )?.next,
    ).toBeNull();
  });
});
