import { afterEach, describe, expect, test } from "vitest";
import { extractPage } from "../../../crawlers/parsers/extract-page.ts";
import { createGenericExtractor, type GenericExtractor } from "../../../crawlers/parsers/generic.ts";
import { readableText } from "../../../crawlers/parsers/readable-text.ts";

const SENTENCES = [
  "Tuyến đường nối hai thôn đã xuống cấp nhiều năm, mặt đường bong tróc từng mảng lớn, mưa xuống là thành vũng.",
  "Người dân cho biết đã nhiều lần kiến nghị, đến nay vẫn chưa thấy đơn vị nào xuống khảo sát để sửa chữa.",
  "Đại diện xã thừa nhận tình trạng trên, cho biết sẽ rải đá tạm ở những vị trí hư hỏng nặng trong tuần này.",
];
const paragraphs = SENTENCES.map((sentence) => `<p>${sentence}</p>`).join("\n");
const body = (inside: string): string => `<html><body>${inside}</body></html>`;
const textOf = (html: string): string | undefined => readableText(html)?.text;
const ALL = SENTENCES.join("\n");

describe("readableText keeps what is said, one line per block", () => {
  test.each([
    [
      "drops navigation, asides and the footer",
      `<nav><p>${SENTENCES[0]}</p></nav><main>${paragraphs}</main><footer>Bản quyền thuộc về trang này, ghi rõ nguồn khi dùng lại.</footer>`,
    ],
    [
      "drops a breadcrumb, a byline and a date",
      `<div class="breadcrumb"><a>Trang chủ</a></div><h1>Đường hỏng</h1><div class="meta">Tác giả: Người Mẫu</div><div>08:00 - 02/03/2026</div><div class="body">${paragraphs}</div>`,
    ],
    [
      "drops captions",
      `<article>${paragraphs}<figure><img><figcaption>Ảnh: Người Mẫu chụp ở một nơi nào đó, vào một hôm trời mưa.</figcaption></figure><p class="caption">Một chú thích nữa dài bằng một câu văn, kể về bức ảnh ở trên.</p></article>`,
    ],
    [
      "drops boxes of other stories",
      `<article>${paragraphs}<div class="related-news"><p>${"Một tin khác cũng dài như một câu văn bình thường, nói chuyện khác. ".repeat(2)}</p></div></article>`,
    ],
    [
      "drops a list of links",
      `<article>${paragraphs}<ul><li><a href="/1">Một tin khác rất dài về chuyện khác trong thành phố</a></li></ul></article>`,
    ],
    [
      "drops the signature at the end",
      `<article>${paragraphs}<p><strong>Người Mẫu</strong></p><p>Theo báo mẫu</p></article>`,
    ],
    [
      "drops what is hidden",
      `<article>${paragraphs}<p style="display:none">${SENTENCES[0]} ẩn</p><p hidden>${SENTENCES[1]} ẩn</p></article>`,
    ],
    ["reads text that stands in one element with line breaks", `<div>${SENTENCES.join("<br><br>")}</div>`],
    [
      "reads a table layout",
      `<table><tr><td><table><tr><td>${paragraphs}</td></tr></table></td></tr></table>`,
    ],
    [
      "does not believe a class name that covers the whole page",
      `<div class="has-sidebar ad promo">${paragraphs}</div>`,
    ],
  ])("%s", (_, html) => {
    expect(textOf(body(html))).toBe(ALL);
  });

  test("keeps the lead between the title and the body", () => {
    const lead = "Người dân hai thôn mong tuyến đường sớm được sửa trước mùa mưa bão năm nay.";
    const html = body(
      `<header><h1>Đường hỏng</h1><p class="sapo">${lead}</p></header><div class="body">${paragraphs}</div>`,
    );
    expect(textOf(html)).toBe(`${lead}\n${ALL}`);
  });

  test("keeps headings and lists inside the article", () => {
    const html = body(
      `<article>${paragraphs}<h2>Việc còn lại</h2><ul><li>Rải đá tạm ở đoạn đầu</li></ul></article>`,
    );
    expect(textOf(html)).toBe(`${ALL}\nViệc còn lại\nRải đá tạm ở đoạn đầu`);
  });

  test("reads a forum's messages without the names of who wrote them", () => {
    const html = body(
      SENTENCES.map(
        (sentence, index) =>
          `<div class="comment"><span class="username">nick_${index}</span><div class="text"><p>${sentence}</p></div><a>Trả lời</a></div>`,
      ).join(""),
    );
    expect(textOf(html)).toBe(ALL);
  });
});

describe("rubbish", () => {
  test.each([
    ["nothing", ""],
    ["text without any element", "chỉ có chữ"],
    ["an unclosed comment", "<!-- <p>x"],
    ["a page of scripts", "<script>for(;;);</script>"],
    ["a very deep page", `${"<div>".repeat(20_000)}x`],
    ["a page of line breaks", `<div>${"a<br>".repeat(50_000)}</div>`],
  ])("%s does no harm", (_, html) => {
    expect(() => readableText(html)).not.toThrow();
  });
});

/** The limit is tested on its own; elsewhere a busy machine must not decide. */
const PATIENT_MS = 60_000;

describe("the extraction thread", () => {
  let generic: GenericExtractor;
  afterEach(() => generic.close());

  test("gives up a page that takes too long, says which, and goes on with the next", async () => {
    generic = createGenericExtractor(1);
    const slow = await generic.extract(body(paragraphs.repeat(10_000)), "https://trang.example/cham.html");
    expect(slow).toEqual({
      found: null,
      problem: expect.stringContaining("https://trang.example/cham.html"),
    });
    await generic.close();
    generic = createGenericExtractor(PATIENT_MS);
    expect((await generic.extract(body(paragraphs), "x")).found?.text).toBe(ALL);
  });

  test("answers each page in its turn", async () => {
    generic = createGenericExtractor(PATIENT_MS);
    const pages = SENTENCES.map((sentence) => body(`<p>${sentence}</p>`.repeat(4)));
    const answers = await Promise.all(pages.map((html) => generic.extract(html, "x")));
    expect(answers.map(({ found }) => found?.text.split("\n")[0])).toEqual(SENTENCES);
  });
});

describe("extractPage", () => {
  const generic = createGenericExtractor(PATIENT_MS);
  const options = { now: new Date("2026-03-10T00:00:00Z"), generic };
  const url = "https://trang.example/tin.html?utm_source=x";
  afterEach(() => generic.close());

  test("takes the body from structured data when the page itself shows next to nothing", async () => {
    const ld = {
      "@context": "https://schema.org",
      "@graph": [
        {
          "@type": "NewsArticle",
          headline: "Đường hỏng",
          datePublished: "2026-03-02T08:00:00+07:00",
          articleBody: SENTENCES.join("\n"),
        },
      ],
    };
    const html = `<html><head><link rel="canonical" href="https://trang.example/tin.html"><script type="application/ld+json">${JSON.stringify(ld)}</script></head><body><div id="app">Đang tải</div></body></html>`;
    expect(await extractPage({ url, html }, options)).toEqual({
      title: "Đường hỏng",
      text: ALL,
      publishedAt: "2026-03-02T01:00:00.000Z",
      canonicalUrl: "https://trang.example/tin.html",
      extractor: "structured-data",
    });
  });

  test("says nothing of a page without text or date", async () => {
    expect(await extractPage({ url, html: "" }, options)).toEqual({
      title: null,
      text: "",
      publishedAt: null,
      canonicalUrl: "https://trang.example/tin.html",
      extractor: "generic",
    });
  });
});
