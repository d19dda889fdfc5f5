import { escapeText, localIso, localParts, page } from "../markup.ts";
import type { SiteComment } from "../material.ts";
import { type PaperShape, writtenBy } from "../paper.ts";

const NAME = "VietNamNet mẫu";

/** VietNamNet's shape: feeds named after sections, an odd machine date, comments whose totals count replies too. */
export const vietnamnetPaper: PaperShape = {
  name: NAME,
  robots: "User-agent: *\nDisallow: /tim-kiem\nDisallow: /quan-tri/",
  key: (article) => String(article.id),
  path: (article) => `/${article.slug}-${article.id}.html`,
  feedAt: (path) => (path === "/thoi-su.rss" ? "" : (/^\/([a-z-]+)\.rss$/.exec(path)?.[1] ?? null)),
  listAt: (path) => {
    const list = /^\/thoi-su(?:-page(\d+))?$/.exec(path);
    return list ? { section: "", number: Number(list[1] ?? 0) + 1 } : null;
  },
  article(article, related, origin) {
    const { weekday, longDate, time } = localParts(article.at);
    const jsonLd = {
      "@context": "https://schema.org",
      "@type": "NewsArticle",
      headline: article.title,
      datePublished: `${localIso(article.at).slice(0, 19)}.000 +07:00`,
    };
    const body = article.body.map((line) => `<p>${escapeText(line)}</p>`);
    body.splice(
      1,
      0,
      `<figure class="vnn-content-image"><img src="/a.jpg"><figcaption>Ảnh: ${escapeText(article.byline)}</figcaption></figure>`,
      `<div class="ck-cms-insert-neww-group vnn-template-noneditable">${related.map((other) => `<article><h3 class="vnn-title"><a href="${this.path(other)}">${escapeText(other.title)}</a></h3></article>`).join("")}</div>`,
    );
    return `<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>${escapeText(article.title)}</title><link rel="canonical" href="${origin}${this.path(article)}">
<script type="application/ld+json">${JSON.stringify(jsonLd).replaceAll("<", "\\u003c")}</script></head><body>
<div class="bread-crumb-detail"><ul><li><a href="/thoi-su">Thời sự</a></li></ul><div class="bread-crumb-detail__time">${weekday}, ${longDate} - ${time}</div></div>
<h1 class="content-detail-title">${escapeText(article.title)}</h1><div class="article-detail-author"><div class="article-detail-author__info">${escapeText(article.byline)}</div></div>
<h2 class="content-detail-sapo sm-sapo-mb-0">${escapeText(article.lead)}</h2><div class="maincontent main-content" id="maincontent">${body.join("\n")}</div>
<div id="comment" data-objectid="${article.id}" data-websiteid="000003"></div></body></html>`;
  },
  list({ articles, number, last }) {
    const items = articles.map(
      (article) =>
        `<div class="horizontalPost"><h3 class="horizontalPost__main-title vnn-title"><a href="${this.path(article)}" title="${escapeText(article.title)}">${escapeText(article.title)}</a></h3></div>`,
    );
    return `<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>Thời sự</title></head><body>${number > last ? "" : items.join("\n")}</body></html>`;
  },
  comments(url, byKey, now) {
    if (url.pathname !== "/api/Comment/Gets") return null;
    const top = writtenBy(byKey(url.searchParams.get("ObjectId") ?? "")?.comments ?? [], now);
    const parent = url.searchParams.get("ParentId");
    const asked =
      parent === null ? top : writtenBy(top.find(({ id }) => String(id) === parent)?.replies ?? [], now);
    const size = Number(url.searchParams.get("PageSize") ?? 20);
    const index = Number(url.searchParams.get("PageIndex") ?? 0);
    const comments = asked
      .slice(index * size, (index + 1) * size)
      .map((comment) => wire(comment, parent, now));
    const totalComment = top.reduce((sum, { replies }) => sum + 1 + writtenBy(replies, now).length, 0);
    const data = { totalComment, totalRow: comments.length, pageIndex: index, pageSize: size, comments };
    return page(JSON.stringify({ status: true, messages: null, data }), "application/json; charset=utf-8");
  },
};

function wire(comment: SiteComment, parent: string | null, now: Date): unknown {
  return {
    commentId: String(comment.id),
    parentId: parent,
    answerId: parent,
    commentContent: escapeText(comment.text).replaceAll("\n", "<br/>"),
    createdDate: localIso(comment.at).slice(0, 19),
    totalLike: comment.id % 9,
    totalAnswer: parent === null ? writtenBy(comment.replies, now).length : 0,
    userId: comment.author.userId,
    userName: comment.author.name,
    isPin: false,
  };
}
