import { describe, expect, test } from "vitest";
import { anonymizePage } from "../../app/anonymize-page.ts";

const NOW = new Date("2026-03-10T00:00:00Z");
/** Stands for the redactor: it knows one name. */
const redact = (text: string): string => text.replaceAll("Lê Thị Hoa", "[tên]");
const clean = (html: string, citizen = false): string => anonymizePage(html, { citizen, redact, now: NOW });

const ARTICLE = `<!DOCTYPE html><html><head><title>Đường hỏng</title><meta charset="utf-8"><meta name="author" content="Lê Thị Hoa"><link rel="canonical" href="https://bao.example/duong-1234567.html"><link rel="author" href="/tac-gia/hoa"><script>track("0912345678")</script>
<script type="application/ld+json">{"@type":"NewsArticle","headline":"Đường hỏng","datePublished":"2026-03-01T07:00:00+07:00","author":{"name":"Lê Thị Hoa"},"comment":[{"text":"chán"}]}</script></head>
<body onload="x()"><!-- biên tập: Hoa --><h1>Đường hỏng</h1><span class="date">01/03/2026 07:00</span><p class="author"><a href="/tac-gia/le-thi-hoa-99">Hoa Lê</a></p><div class="body"><p>Bà Lê Thị Hoa nói đường hỏng nặng.</p><img src="/hoa.jpg" alt="Bà Hoa"></div>
<div class="comment-list"><div class="comment" data-cmid="778899"><b class="username" title="Trần Bình">Trần Bình</b><p>Khổ lắm các bác ơi, gọi 0912345678</p><a href="https://fb.example/tran.binh">fb</a></div></div></body></html>`;

describe("a page that is kept as a fixture", () => {
  const html = clean(ARTICLE);

  test("of an institution keeps its words, redacted, its times and its address", () => {
    expect(html).toContain("Bà [tên] nói đường hỏng nặng.");
    expect(html).toContain("01/03/2026 07:00");
    expect(html).toContain('href="https://bao.example/duong-1234567.html"');
    expect(html).toContain('"datePublished":"2026-03-01T07:00:00+07:00"');
  });

  test.each([
    "Hoa",
    "Trần",
    "Bình",
    "Khổ lắm",
    "0912345678",
    "778899",
    "fb.example",
    "chán",
    "onload",
    "track(",
  ])("holds no %s", (secret) => expect(html).not.toContain(secret));

  test("of a forum keeps not a word, and one id stays one id", () => {
    const thread = clean(
      `<html id="XF"><body><h1>Nhà em mất nước</h1><article data-author="hoa99" data-content="post-55501"><a data-user-id="4412345">hoa99</a><time data-time="1772000000" datetime="2026-02-25T13:13:20+0700">Hôm qua</time><div>Nhà em số 12 mất nước 3 hôm</div></article><article data-author="hoa99" data-content="post-55502"><a data-user-id="4412345">hoa99</a></article></body></html>`,
      true,
    );
    expect(thread).not.toMatch(/hoa99|mất nước|4412345|5550/);
    expect(thread).toContain('data-time="1772000000"');
    const ids = [...thread.matchAll(/data-user-id="(\d+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(1);
    const posts = [...thread.matchAll(/data-content="(post-\d+)"/g)].map(([, id]) => id);
    expect(new Set(posts).size).toBe(2);
  });

  test.each(["", "<", "<p", "<html><head><script type='application/ld+json'>{", `${"<div>".repeat(400)}x`])(
    "is made of rubbish too: %j",
    (rubbish) => expect(typeof clean(rubbish, true)).toBe("string"),
  );
});
