import { escapeText, localIso, localParts, page } from "../markup.ts";
import type { SiteComment } from "../material.ts";
import { longNumber, type PaperShape, writtenBy } from "../paper.ts";

const NAME = "Tuổi Trẻ mẫu";

/** Tuổi Trẻ's shape: seventeen-digit ids, `/timeline/` lists, comments as JSON in a string inside JSON. */
export const tuoitrePaper: PaperShape = {
  name: NAME,
  robots: "User-agent: *\nDisallow: /tim-kiem.htm\nDisallow: /ajax/\nAllow: /",
  key: longNumber,
  path: (article) => `/${article.slug}-${longNumber(article)}.htm`,
  feedAt: (path) =>
    path === "/rss/tin-moi-nhat.rss" ? "" : (/^\/rss\/([a-z-]+)\.rss$/.exec(path)?.[1] ?? null),
  listAt: (path) => {
    const timeline = /^\/timeline\/3\/trang-(\d+)\.htm$/.exec(path);
    if (timeline) return { section: "", number: Number(timeline[1]) };
    return path === "/tin-moi-nhat.htm" ? { section: "", number: 1 } : null;
  },
  article(article, related, origin) {
    const { date, time } = localParts(article.at);
    const body = article.body.map((line) => `<p>${escapeText(line)}</p>`);
    body.splice(
      1,
      0,
      `<div class="VCSortableInPreviewMode" type="Photo"><div><img src="/a.jpg" alt=""></div><div class="PhotoCMS_Caption"><p data-placeholder="Nhập chú thích ảnh">Ảnh minh họa - Ảnh: ${escapeText(article.byline)}</p></div></div>`,
      related[0] === undefined
        ? ""
        : `<div class="VCSortableInPreviewMode" type="RelatedOneNews"><a href="${this.path(related[0])}" class="VCOBLinkTitle">${escapeText(related[0].title)}</a><p class="VCObjectBoxRelatedNewsItemSapo">${escapeText(related[0].lead)}</p></div>`,
    );
    return `<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>${escapeText(article.title)} - ${NAME}</title>
<meta property="article:published_time" content="${localIso(article.at)}"><meta property="article:author" content="${escapeText(article.byline)}"><link rel="canonical" href="${origin}${this.path(article)}">
<script>window._ads=[];document.write("<p>Quảng cáo</p>")</script></head><body><div class="header"><a href="/">${NAME}</a></div>
<div class="detail__section"><ul class="detail-breadcrumb"><li><a href="/tin-moi-nhat.htm">Thời sự</a></li></ul><div class="detail-time"><div data-role="publishdate">${date} ${time} GMT+7</div></div>
<h1 class="detail-title article-title" data-role="title">${escapeText(article.title)}</h1><div class="author-info"><a href="/tac-gia/1.htm">${escapeText(article.byline)}</a></div>
<h2 class="detail-sapo" data-role="sapo">${escapeText(article.lead)}</h2><div class="detail-cmain"><div class="detail-content afcbc-body" data-role="content">${body.join("\n")}<p data-placeholder="[nội dung]"></p></div></div>
<section class="comment-wrapper" data-objectid="${longNumber(article)}" data-objecttype="1"></section>
<div class="box-category">${related.map((other) => `<a class="box-category-link-title" href="${this.path(other)}">${escapeText(other.title)}</a>`).join("")}</div></div></body></html>`;
  },
  list({ articles, number, last }) {
    const items = articles.map(
      (article) =>
        `<div class="box-category-item"><div class="box-category-content"><h3 class="box-title-text"><a class="box-category-link-title" href="${this.path(article)}" title="${escapeText(article.title)}">${escapeText(article.title)}</a></h3></div></div>`,
    );
    return `<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>Tin mới nhất</title></head><body><input type="hidden" id="hdZoneId" value="3">${number > last ? "" : items.join("\n")}</body></html>`;
  },
  comments(url, byKey, now) {
    if (url.pathname !== "/api/getlist-comment.api") return null;
    const article = byKey(url.searchParams.get("objId") ?? "");
    const size = Number(url.searchParams.get("pagesize") ?? 20);
    const from = (Number(url.searchParams.get("pageindex") ?? 1) - 1) * size;
    const shown = writtenBy(article?.comments ?? [], now).slice(from, from + size);
    const list = shown.map((comment) => wire(comment, "0", now));
    return page(
      JSON.stringify({ Success: true, Data: JSON.stringify(list) }),
      "application/json; charset=utf-8",
    );
  },
};

function wire(comment: SiteComment, parent: string, now: Date): unknown {
  const answers = writtenBy(comment.replies, now);
  return {
    id: String(comment.id),
    parent_id: parent,
    sender_fullname: comment.author.name,
    content: escapeText(comment.text).replaceAll("\n", "<br/>"),
    published_date: localIso(comment.at).slice(0, 19),
    likes: comment.id % 9,
    reactions: { 1: comment.id % 9 },
    child_count: answers.length,
    child_comments: answers.map((answer) => wire(answer, String(comment.id), now)),
  };
}
