import { escapeText, localIso, localParts, page } from "../markup.ts";
import type { SiteArticle, SiteComment } from "../material.ts";
import { longNumber, type PaperShape, writtenBy } from "../paper.ts";

const NAME = "Dân Trí mẫu";

/** Dân Trí's shape: sections in addresses, `trang-N` lists, comments and their replies from one JSON service. */
export const dantriPaper: PaperShape = {
  name: NAME,
  robots: "User-agent: *\nDisallow: /search\nDisallow: /api/",
  key: longNumber,
  path: (article) => `/xa-hoi/${article.slug}-${longNumber(article)}.htm`,
  feedAt: (path) => (path === "/rss/home.rss" ? "" : (/^\/rss\/([a-z-]+)\.rss$/.exec(path)?.[1] ?? null)),
  listAt: (path) => {
    const list = /^\/xa-hoi(?:\/trang-(\d+))?\.htm$/.exec(path);
    return list ? { section: "", number: Number(list[1] ?? 1) } : null;
  },
  article(article, related, origin) {
    const { weekday, longDate, time } = localParts(article.at);
    const body = article.body.map((line) => `<p>${escapeText(line)}</p>`);
    body.splice(
      1,
      0,
      `<figure class="image align-center"><img src="/a.jpg"><figcaption><p>Ảnh minh họa (Ảnh: ${escapeText(article.byline)}).</p></figcaption></figure>`,
      related[0] === undefined
        ? ""
        : `<div class="news-relate" data-id-news="${related[0].id}"><a href="${this.path(related[0])}">${escapeText(related[0].title)}</a></div>`,
    );
    return `<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>${escapeText(article.title)} | ${NAME}</title><link rel="canonical" href="${origin}${this.path(article)}"></head><body>
<ul class="dt-breadcrumb"><li><a href="/xa-hoi.htm">Xã hội</a></li></ul><main><article class="singular-container"><h1 class="title-page detail">${escapeText(article.title)}</h1>
<div class="author-wrap"><div class="author-name"><a href="/tac-gia/1.htm">${escapeText(article.byline)}</a></div><time class="author-time" datetime="${localIso(article.at).slice(0, 16).replace("T", " ")}">${weekday}, ${longDate} - ${time}</time></div>
<h2 class="singular-sapo">${escapeText(article.lead)}</h2><div class="singular-content">${body.join("\n")}</div><div class="tags-wrap"><ul><li><a href="/tag">xã hội</a></li></ul></div></article></main></body></html>`;
  },
  list({ articles, number, last }) {
    const items = articles.map(
      (article) =>
        `<article class="article-item"><h3 class="article-title"><a href="${this.path(article)}">${escapeText(article.title)}</a></h3></article>`,
    );
    return `<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>Xã hội</title></head><body>${number > last ? "" : items.join("\n")}</body></html>`;
  },
  comments(url, byKey, now) {
    if (url.pathname !== "/listcomment") return null;
    const id = url.searchParams.get("objectId") ?? "";
    const offset = Number(url.searchParams.get("offset") ?? 0);
    const limit = Number(url.searchParams.get("limit") ?? 20);
    // Replies are asked for by their comment's id, which begins with the article's.
    const [articleKey = "", commentId] = id.split("_");
    const article = byKey(articleKey);
    const top = writtenBy(article?.comments ?? [], now);
    const asked =
      url.searchParams.get("isReply") === "True"
        ? writtenBy(top.find((comment) => String(comment.id) === commentId)?.replies ?? [], now)
        : commentId === undefined
          ? top
          : [];
    const items = asked
      .slice(offset, offset + limit)
      .map((comment) => wire(comment, article, commentId ?? null, now));
    return page(JSON.stringify({ total: top.length * 2, items }), "application/json; charset=utf-8");
  },
};

function wire(comment: SiteComment, article: SiteArticle | null, parent: string | null, now: Date): unknown {
  return {
    commentId: `${article === null ? "" : longNumber(article)}_${comment.id}`,
    parentId: parent,
    commentContent: escapeText(comment.text).replaceAll("\n", "<br>"),
    userId: comment.author.userId,
    fullName: comment.author.name,
    createdDate: localIso(comment.at),
    reactions: { total: comment.id % 9 },
    replyCount: writtenBy(comment.replies, now).length,
  };
}
