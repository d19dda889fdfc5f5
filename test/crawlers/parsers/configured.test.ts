import { load } from "cheerio/slim";
import { describe, expect, test } from "vitest";
import { sourceSchema } from "../../../config/schema.ts";
import { brokenSelector, configured } from "../../../crawlers/parsers/configured.ts";

const selectorsWith = (selectors: Record<string, unknown>) =>
  sourceSchema.parse({
    id: "thu",
    name: "Thử",
    scope: "local",
    legalNote: "thử",
    shape: "generic",
    hosts: ["xa.example"],
    selectors,
  }).selectors;
const context = (selectors: Record<string, unknown>) => ({
  url: "https://xa.example/tin?trang=2",
  hosts: ["xa.example"],
  now: new Date("2026-03-10T00:00:00Z"),
  selectors: selectorsWith(selectors),
});
const PAGE = `<h1>Cắt điện</h1><span class="ngay">03/05/2026 07:00</span><p class="doan">Thôn Một cắt sáng.</p><p class="doan">Thôn Hai cắt chiều.<b class="bo">Ảnh</b></p><a class="tin" href="/tin/1">Một</a><a class="tin" href="/tin/1">Một nữa</a><a class="tin" href="#x">Hai</a><a class="sau" href="?trang=3">Sau</a>`;

describe("a page read by the operator's selectors", () => {
  const layout = configured.layouts[0];
  test("gives the paragraphs they match, without what they drop, and dates in the order they say", () => {
    const page = layout?.parse(
      load(PAGE),
      context({ body: "p.doan", drop: [".bo"], date: ".ngay", dateOrder: "month-first" }),
    );
    expect(page).toMatchObject({
      title: "Cắt điện",
      text: "Thôn Một cắt sáng.\nThôn Hai cắt chiều.",
      publishedAt: "2026-03-05T00:00:00.000Z",
    });
  });

  test("is left to the generic extractor where they match nothing, or are none", () => {
    expect(layout?.parse(load(PAGE), context({ body: ".khong-co" }))).toBeNull();
    expect(layout?.parse(load(PAGE), context({ title: "h1" }))).toBeNull();
    expect(layout?.parse(load(PAGE), context({ body: "p[[" }))).toBeNull();
  });

  test("lists each article once and leads on", () => {
    const list = configured.list?.(load(PAGE), context({ list: "a.tin", next: "a.sau" }));
    expect(list?.entries.map(({ link, title }) => [link, title])).toEqual([
      ["https://xa.example/tin/1", "Một"],
    ]);
    expect(list?.next).toBe("https://xa.example/tin?trang=3");
    expect(configured.list?.(load(PAGE), context({}))).toBeNull();
  });

  test("names the selector that is none", () => {
    expect(
      brokenSelector(selectorsWith({ body: "p", drop: ["p[["] }) ?? { drop: [], dateOrder: "day-first" }),
    ).toBe("p[[");
    expect(brokenSelector(selectorsWith({ body: "p" }) ?? { drop: [], dateOrder: "day-first" })).toBeNull();
  });
});
