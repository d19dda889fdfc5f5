import { afterAll, expect, test } from "vitest";
import { readPage } from "../../../crawlers/parsers/extract-page.ts";
import { createGenericExtractor } from "../../../crawlers/parsers/generic.ts";

const generic = createGenericExtractor(60_000);
afterAll(() => generic.close());
const context = { url: "https://a.example/x", hosts: ["a.example"], now: new Date("2026-03-10T00:00:00Z") };
const SENTENCE =
  "Người dân xã An Quang phản ánh đoạn đường liên thôn hư hỏng nhiều tháng, mưa lớn là ngập không đi được.";

test.each([
  ["four million letters", "chữ ".repeat(1_000_000)],
  ["nothing but brackets", "<".repeat(500_000)],
  ["nothing but entities", "&amp;".repeat(300_000)],
  ["nothing but numeric entities", "&#65;".repeat(300_000)],
  ["tags that never end", "<a".repeat(200_000)],
  ["elements without number", "<br>".repeat(60_000)],
  ["elements without bottom", "<div>".repeat(2000)],
  ["elements without a root", "<p>a</p>".repeat(3000)],
])("a page of %s is refused before a parser sees it", async (_, html) => {
  for (const shape of [null, "nukeviet", "generic"] as const) {
    const { page, problem } = await readPage(html, context, shape, generic);
    expect(page).toMatchObject({ kind: "article", text: "" });
    expect(problem).toMatch(/^https:\/\/a\.example\/x .* than any real page; it was not read$/);
  }
});

test("an article written in numeric entities, as old systems do, is read", async () => {
  const coded = SENTENCE.replace(/[^ -~]/g, (letter) => `&#${letter.codePointAt(0)};`);
  const html = `<html><body><h1>Tin</h1><article>${`<p>${coded}</p>`.repeat(300)}</article></body></html>`;
  const { page } = await readPage(html, context, "generic", generic);
  expect(page.kind === "article" && page.text.split("\n")[0]).toBe(SENTENCE);
});
