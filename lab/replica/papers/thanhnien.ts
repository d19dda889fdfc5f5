import { escapeText, localIso, localParts, page } from "../markup.ts";
import type { SiteComment } from "../material.ts";
import { longNumber, type PaperShape, writtenBy } from "../paper.ts";

const NAME = "Thanh Niên mẫu";

/** Thanh Niên's shape: the CNND system, marks around the body, comments as pieces of HTML with American dates. */
export const thanhnienPaper: PaperShape = {
  name: NAME,
  robots: "User-agent: *\nDisallow: /tim-kiem\nDisallow: /ajax\nCrawl-delay: 0",
  key: (article) => `185${longNumber(article).slice(2)}`,
  path: (article) => `/${article.slug}-185${longNumber(article).slice(2)}.htm`,
  feedAt: (path) => (path === "/rss/home.rss" ? "" : (/^\/rss\/([a-z-]+)\.rss$/.exec(path)?.[1] ?? null)),
  listAt: (path) => {
    const list = /^\/thoi-su(?:-(\d+))?\.htm$/.exec(path);
    return list ? { section: "", number: Number(list[1] ?? 1) } : null;
  },
  article(article, related, origin) {
    const { date, time } = localParts(article.at);
    const id = this.key?.(article) ?? "";
    const jsonLd = {
      "@context": "https://schema.org",
      "@type": "NewsArticle",
      headline: article.title,
      datePublished: localIso(article.at),
      author: { "@type": "Person", name: article.byline },
    };
    const body = article.body.map((line) => `<p>${escapeText(line)}</p>`);
    body.splice(
      1,
      0,
      `<figure class="VCSortableInPreviewMode" type="Photo"><img src="/a.jpg"><figcaption><p data-placeholder="Nhập chú thích ảnh">Ảnh minh họa</p><p>ẢNH: ${escapeText(article.byline)}</p></figcaption></figure>`,
      `<div class="detail__related">${related.map((other) => `<a href="${this.path(other)}">${escapeText(other.title)}</a>`).join("")}</div>`,
    );
    return `<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>${escapeText(article.title)}</title><link rel="canonical" href="${origin}${this.path(article)}">
<script type="application/ld+json">${JSON.stringify(jsonLd).replaceAll("<", "\\u003c")}</script></head><body>
<input type='hidden' id='hdNewsId' value='${id}'><input type='hidden' id='hdTitle' value='${escapeText(article.title).replaceAll("'", "&#39;")}'>
<div class="detail__cmain"><div class="detail-cate"><a href="/thoi-su.htm">Thời sự</a></div><h1 class="detail-title"><span data-role="title">${escapeText(article.title)}</span></h1>
<div class="detail-author"><a href="/author/1.htm">${escapeText(article.byline)}</a></div><div class="detail-time"><div data-role="publishdate">${date} ${time} GMT+7</div></div>
<div class="detail-cmain"><h2 class="detail-sapo" data-role="sapo">${escapeText(article.lead)}</h2><div data-check-position="body_start"></div><div class="detail-content afcbc-body" data-role="content">${body.join("\n")}</div><div data-check-position="body_end"></div></div>
<div class="box-related"><h3>Tin liên quan</h3></div></div></body></html>`;
  },
  list({ articles, number, last }) {
    const items = articles.map(
      (article) =>
        `<div class="box-category-item"><h3 class="box-title-text"><a class="box-category-link-title" data-linktype="newsdetail" href="${this.path(article)}" title="${escapeText(article.title)}">${escapeText(article.title)}</a></h3></div>`,
    );
    const next =
      number < last
        ? `<div class="list__center"><a class="next" href="/thoi-su-${number + 1}.htm">Xem thêm</a></div>`
        : "";
    return `<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>Thời sự</title></head><body>${items.join("\n")}${next}</body></html>`;
  },
  comments(url, byKey, now) {
    if (url.pathname !== "/api/ajax/ListComment.htm") return null;
    const article = byKey(url.searchParams.get("NewsID") ?? "");
    const size = Number(url.searchParams.get("pageSize") ?? 20);
    const from = (Number(url.searchParams.get("page") ?? 1) - 1) * size;
    const shown = writtenBy(article?.comments ?? [], now).slice(from, from + size);
    return page(shown.map((comment) => item(comment, now)).join("\n"));
  },
};

/** Every letter beyond ASCII as a number: the service sends nothing else. */
const entities = (text: string): string =>
  escapeText(text).replace(
    /[^ -~]/gu,
    (letter) => `&#x${letter.codePointAt(0)?.toString(16).toUpperCase()};`,
  );

function american(at: Date): string {
  const [year, month, day] = localIso(at).slice(0, 10).split("-");
  return `${month}/${day}/${year} ${localIso(at).slice(11, 19)}`;
}

const uuid = (id: number): string => `0b9c1e52-0000-4a6e-9f00-${String(id).padStart(12, "0")}`;
const likes = (comment: SiteComment): string =>
  `<span class="item-ls like like-action" data-cmid="${uuid(comment.id)}"><span class="total-like">${comment.id % 9}</span></span><span class="time time-ago" title="${american(comment.at)}">gần đây</span>`;

function item(comment: SiteComment, now: Date): string {
  const replies = writtenBy(comment.replies, now).map(
    (reply) =>
      `<div class="item-reply"><a class="avatar" title="${entities(reply.author.name)}"></a><p class="text-comment"><b class="username-reply">${entities(comment.author.name)}</b> ${entities(reply.text).replaceAll("&#xA;", "<br>")}</p>${likes(reply)}</div>`,
  );
  return `<div class="item box_cm" data-cmid="${uuid(comment.id)}"><a class="avatar" title="${entities(comment.author.name)}"></a><p class="text-comment">${entities(comment.text).replaceAll("&#xA;", "<br>")}</p>${likes(comment)}<div class="box-reply">${replies.join("")}</div></div>`;
}
