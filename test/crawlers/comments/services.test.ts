import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { COMMENT_SERVICES } from "../../../config/schema.ts";
import { COMMENT_ADAPTERS } from "../../../crawlers/comments/registry.ts";

type Name = (typeof COMMENT_SERVICES)[number];
const NOW = new Date("2026-03-10T00:00:00Z");
const saved = (name: Name): string =>
  readFileSync(new URL(`../../fixtures/comments/${name}.txt`, import.meta.url), "utf8");
const ARTICLES: Readonly<
  Record<Exclude<Name, "usi-saas">, { endpoint: string; query: Record<string, string> }>
> = {
  tuoitre: { endpoint: "https://id.example/api/getlist-comment.api", query: { objId: "7", objType: "1" } },
  cnnd: {
    endpoint: "https://eth.example/api/ajax/ListComment.htm",
    query: { NewsID: "185", iObjectType: "1", SiteName: "thanhnien" },
  },
  dantri: { endpoint: "https://web.example/listcomment", query: { objectId: "2026", objectType: "1" } },
  "dantri-old": { endpoint: "https://api.example/comment/list", query: { objectId: "2021" } },
  vietnamnet: {
    endpoint: "https://comment.example/api/Comment/Gets",
    query: { ObjectId: "241", WebsiteId: "000003" },
  },
};
const names = Object.keys(ARTICLES) as (keyof typeof ARTICLES)[];
const firstOf = (name: keyof typeof ARTICLES): string =>
  COMMENT_ADAPTERS[name].firstPage(ARTICLES[name].endpoint, ARTICLES[name].query);
const read = (name: keyof typeof ARTICLES, body: string, headers = {}) =>
  COMMENT_ADAPTERS[name].read({ body, address: firstOf(name), headers, now: NOW });

describe("the first page of an article's comments", () => {
  test.each([
    ["tuoitre", "/api/getlist-comment.api?pageindex=1&pagesize=50&sort=2&objId=7&objType=1"],
    [
      "cnnd",
      "/api/ajax/ListComment.htm?page=1&Order=like&pageSize=20&NewsID=185&iObjectType=1&SiteName=thanhnien",
    ],
    ["dantri", "/listcomment?offset=0&limit=20&orderBy=popular&objectId=2026&objectType=1"],
    ["dantri-old", "/comment/list/1-2021-0-0-1000.htm"],
    ["vietnamnet", "/api/Comment/Gets?PageIndex=0&PageSize=20&ObjectId=241&WebsiteId=000003"],
  ] as const)("%s", (name, path) => {
    const url = new URL(firstOf(name));
    expect(url.pathname + url.search).toBe(path);
  });
});

describe("a page of comments", () => {
  test("Tuổi Trẻ: JSON inside JSON, answers inside their comment", () => {
    const page = read("tuoitre", saved("tuoitre"));
    expect(page.comments).toEqual([
      {
        nativeId: "701",
        account: "Lê Thị Mẫu",
        text: "Chợ này lấn đường lâu rồi\nmong dẹp sớm",
        publishedAt: "2026-02-20T01:15:00.000Z",
      },
      { nativeId: "702", account: "Khách", text: "Đồng ý", publishedAt: "2026-02-20T02:00:00.000Z" },
      { nativeId: "703", account: null, text: "", publishedAt: null },
    ]);
    expect(page.further.map((url) => new URL(url).searchParams.get("pageindex"))).toEqual(["2"]);
  });

  test("CNND: names as entities, times month first, replies inside, whom one answers is dropped", () => {
    const page = read("cnnd", saved("cnnd"));
    expect(page.comments).toEqual([
      {
        nativeId: "0b9c1e52-0001-4a6e-9f00-000000000001",
        account: "Bạn đọc mới",
        text: "Nước vàng cả tuần rồi",
        publishedAt: "2026-02-03T00:05:09.000Z",
      },
      {
        nativeId: "0b9c1e52-0001-4a6e-9f00-000000000003",
        account: null,
        text: "Bao giờ xong?",
        publishedAt: null,
      },
      {
        nativeId: "0b9c1e52-0001-4a6e-9f00-000000000002",
        account: "Vũ Mẫu",
        text: "Nhà mình cũng vậy",
        publishedAt: "2026-02-13T11:40:00.000Z",
      },
    ]);
    expect(page.further.map((url) => new URL(url).searchParams.get("page"))).toEqual(["2"]);
  });

  test("Dân Trí: replies are asked for by the comment's id, and those have none of their own", () => {
    const page = read("dantri", saved("dantri"));
    expect(page.comments).toEqual([
      {
        nativeId: "c-1",
        account: "id 55",
        text: "Rác hôi lắm, xin xử lý",
        publishedAt: "2026-02-22T04:00:00.000Z",
      },
      { nativeId: "c-2", account: "Khách", text: "Camera có hỏng không?", publishedAt: null },
    ]);
    const [replies = "", next = ""] = page.further;
    expect(Object.fromEntries(new URL(replies).searchParams)).toMatchObject({
      objectId: "c-1",
      isReply: "True",
      offset: "0",
    });
    expect(new URL(next).searchParams.get("offset")).toBe("20");
    const below = COMMENT_ADAPTERS.dantri.read({
      body: saved("dantri"),
      address: replies,
      headers: {},
      now: NOW,
    });
    expect(below.further.map((url) => new URL(url).searchParams.get("objectId"))).toEqual(["c-1"]);
  });

  test("Dân Trí before 2022: one list; an answer without an id gets one that stays the same", () => {
    const page = read("dantri-old", saved("dantri-old"));
    expect(page.comments.map(({ nativeId, text }) => [nativeId, text])).toEqual([
      ["9001", "Đèn hỏng từ tháng trước"],
      [expect.stringMatching(/^[0-9a-f]{24}$/), "Tối om"],
    ]);
    expect(page.comments[0]?.publishedAt).toBe("2021-10-22T08:00:00.000Z");
    expect(read("dantri-old", saved("dantri-old"))).toEqual(page);
    expect(page.further).toEqual([]);
  });

  test("VietNamNet: times without a zone are local, nobody's account is none, replies by their parent", () => {
    const page = read("vietnamnet", saved("vietnamnet"));
    expect(page.comments).toEqual([
      {
        nativeId: "5f01",
        account: "id u-1",
        text: "Nắng thế này mà không có mái che",
        publishedAt: "2026-02-23T09:05:11.000Z",
      },
      {
        nativeId: "5f02",
        account: null,
        text: "Chờ hai năm rồi",
        publishedAt: "2026-02-23T10:00:00.000Z",
      },
    ]);
    const asked = page.further.map((url) => Object.fromEntries(new URL(url).searchParams));
    expect(asked).toMatchObject([{ ParentId: "5f01", PageIndex: "0" }, { PageIndex: "1" }]);
  });
});

describe("a service's end", () => {
  test.each([
    ["tuoitre", '{"Success":true,"Data":"[]"}'],
    ["tuoitre", '{"Success":true,"Data":""}'],
    ["tuoitre", '{"Success":true,"Data":null}'],
    ["cnnd", ""],
    ["cnnd", "\n<!-- -->\n"],
    ["dantri", '{"total":99,"items":[]}'],
    ["dantri", '{"items":null}'],
    ["dantri-old", "[]"],
    ["vietnamnet", '{"status":true,"data":{"totalComment":21,"totalRow":20,"comments":[]}}'],
    ["vietnamnet", '{"status":true,"data":null}'],
  ] as const)("%s stops at %s, whatever its totals say", (name, body) => {
    expect(read(name, body)).toEqual({ comments: [], further: [] });
  });

  test.each(names)("%s gives no page beyond the two hundredth", (name) => {
    const address = new URL(firstOf(name));
    for (const counter of ["pageindex", "page", "PageIndex"])
      if (address.searchParams.has(counter)) address.searchParams.set(counter, "200");
    if (address.searchParams.has("offset")) address.searchParams.set("offset", "4000");
    const answer = { body: saved(name), address: address.href, headers: {}, now: NOW };
    const counters = COMMENT_ADAPTERS[name]
      .read(answer)
      .further.filter((url) => !/ParentId|isReply/.test(url));
    expect(counters).toEqual([]);
  });
});

describe("a service that serves us not", () => {
  test.each([
    ["its cookie", '{"Success":true,"Data":"[]"}', { "set-cookie": '__stat="BLOCK"; path=/' }],
    ["its page", '<script>document.cookie="__stat=BLOCK"</script>', {}],
  ])("Tuổi Trẻ says so by %s", (_, body, headers) => {
    expect(read("tuoitre", body, headers)).toMatchObject({
      comments: [],
      further: [],
      blocked: expect.stringContaining("ask the newspaper"),
    });
  });

  test.each(
    names.flatMap((name) =>
      ["<html><head></head></html>", '{"error":1}x', "null"].map((body) => [name, body]),
    ),
  )("%s answering %j is one clear error with the address", (name, body) => {
    if (name === "cnnd" && body === "null") return;
    expect(() => read(name as keyof typeof ARTICLES, body ?? "")).toThrow("is no comment list");
  });
});

test("every service of the configuration has an adapter under its name, with version and day", () => {
  for (const name of COMMENT_SERVICES) {
    expect(COMMENT_ADAPTERS[name]).toMatchObject({ service: name, version: expect.any(Number) });
    expect(COMMENT_ADAPTERS[name].asOf).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  }
});
