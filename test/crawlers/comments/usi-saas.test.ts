import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { usiSaas } from "../../../crawlers/comments/usi-saas.ts";

const SAVED = readFileSync(new URL("../../fixtures/pages/usi-saas-comments.json", import.meta.url), "utf8");
const ADDRESS =
  "https://usi.example/index/get?offset=0&limit=24&objectid=3719582&objecttype=1&siteid=1&categoryid=2";
const read = (body: string) => usiSaas.read({ body, address: ADDRESS, headers: {}, now: NOW });
const NOW = new Date("2018-03-08T00:00:00Z");

describe("the usi-saas service", () => {
  const page = read(SAVED);

  test("reads comments and replies, ids as text or number, without author in the text", () => {
    expect(page.comments).toEqual([
      {
        nativeId: "25080209",
        account: "id 1003649166",
        text: "Đường này nát lắm\nmong sửa sớm",
        publishedAt: "2018-03-07T06:56:15.000Z",
      },
      { nativeId: "25082582", account: "Khách", text: "đúng rồi", publishedAt: "2018-03-07T08:06:39.000Z" },
      { nativeId: "25080300", account: null, text: "", publishedAt: "2018-03-07T07:00:00.000Z" },
    ]);
  });

  test("leads to the replies that did not come along and to the next page", () => {
    const [replies, next] = page.further.map((address) => new URL(address));
    expect(replies?.pathname).toBe("/index/getreplay");
    expect(replies?.searchParams.get("id")).toBe("25080209");
    expect(next?.searchParams.get("offset")).toBe("24");
  });

  test.each([
    ['"data":[]', '{"error":0,"data":[]}'],
    ["no items", '{"error":0,"data":{"total":40,"items":[]}}'],
    ["null", '{"error":1,"data":null}'],
  ])("stops at an empty page: %s, whatever the totals say", (_, body) => {
    expect(read(body)).toEqual({ comments: [], further: [] });
  });

  test("reads JSONP", () => {
    const jsonp = `/**/ typeof cb === 'function' && cb(${SAVED})`;
    expect(read(jsonp).comments).toEqual(page.comments);
  });

  test.each(["", "<html></html>", "[1]", "null"])("%j is one clear error with the address", (body) => {
    expect(() => read(body)).toThrow(`${ADDRESS} answered with something that is no comment list`);
  });
});

test("the first page asks for the article by the service's own fields", () => {
  const url = new URL(usiSaas.firstPage("https://usi.example/index/get", { objectid: "1", siteid: "2" }));
  expect(Object.fromEntries(url.searchParams)).toEqual({
    offset: "0",
    limit: "24",
    objectid: "1",
    siteid: "2",
  });
});
