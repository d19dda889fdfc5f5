import {
  escapeText,
  localIso,
  localParts,
  notFound,
  type Page,
  page,
  rss,
  type Site,
  sitemapIndex,
  text,
  urlset,
  xml,
} from "./markup.ts";
import { newestFirst, published, type SiteArticle, type SiteComment } from "./material.ts";

const NAME = "Báo Đất Cảng";
const SECTIONS: Readonly<Record<string, string>> = {
  "thoi-su": "Thời sự",
  "doi-song": "Đời sống",
  "phap-luat": "Pháp luật",
  "giao-duc": "Giáo dục",
  "suc-khoe": "Sức khỏe",
};
const RSS_ITEMS = 100;
const LIST_ITEMS = 30;
const SITE_ID = 1003750;
/** Replies that come along with their comment; the rest is asked for. */
const INLINE_REPLIES = 2;

/** A newspaper in the shape of VnExpress: RSS, sitemaps by month, article pages, a JSON comment service. */
export function createNewspaper(unordered: readonly SiteArticle[]): Site {
  const articles = newestFirst(unordered);
  const byId = new Map(articles.map((article) => [article.id, article]));
  return (url, now) => {
    const { pathname } = url;
    if (pathname === "/robots.txt") return robots(url);
    const feed = /^\/rss\/([a-z-]+)\.rss$/.exec(pathname)?.[1];
    if (feed !== undefined) return sectionFeed(articles, feed, url, now);
    if (pathname === "/sitemap.xml") return sitemaps(articles, url, now);
    const year = /^\/articles-(\d{4})-sitemap\.xml$/.exec(pathname)?.[1];
    if (year !== undefined)
      return monthSitemap(
        articles,
        `${year}-${(url.searchParams.get("m") ?? "").padStart(2, "0")}`,
        url,
        now,
      );
    const id = /^\/[a-z0-9-]+-(\d{7,})\.html$/.exec(pathname)?.[1];
    if (id !== undefined) return articlePage(byId.get(Number(id)), published(articles, now), url, now);
    if (pathname.startsWith("/usi-saas/index/")) return commentService(byId, url, now);
    const list = /^\/([a-z-]+?)(?:-p(\d+))?\/?$/.exec(pathname);
    if (pathname === "/") return sectionPage(articles, null, 1, url, now);
    return list?.[1] !== undefined && list[1] in SECTIONS
      ? sectionPage(articles, list[1], Number(list[2] ?? 1), url, now)
      : notFound;
  };
}

const linkOf = (article: SiteArticle, url: URL): string => `${url.origin}/${article.slug}-${article.id}.html`;

function robots(url: URL): Page {
  return text(`User-agent: *
Disallow: /?
Disallow: /tim-kiem
Disallow: /quan-tri/
Allow: /
Sitemap: ${url.origin}/sitemap.xml
`);
}

function sectionFeed(articles: readonly SiteArticle[], feed: string, url: URL, now: Date): Page {
  if (feed !== "tin-moi-nhat" && !(feed in SECTIONS)) return notFound;
  const items = published(articles, now)
    .filter(({ section }) => feed === "tin-moi-nhat" || section === feed)
    .slice(0, RSS_ITEMS)
    .map((article) => ({
      title: article.title,
      link: linkOf(article, url),
      at: article.at,
      description: article.lead,
    }));
  return xml(rss(`${SECTIONS[feed] ?? "Tin mới nhất"} - ${NAME} RSS`, url.origin, items));
}

const monthOf = (at: Date): string => localIso(at).slice(0, 7);

function sitemaps(articles: readonly SiteArticle[], url: URL, now: Date): Page {
  const newest = new Map<string, Date>();
  for (const { at } of published(articles, now)) if (!newest.has(monthOf(at))) newest.set(monthOf(at), at);
  return xml(
    sitemapIndex(
      [...newest].map(([month, at]) => ({
        link: `${url.origin}/articles-${month.slice(0, 4)}-sitemap.xml?m=${Number(month.slice(5))}`,
        at,
      })),
    ),
  );
}

function monthSitemap(articles: readonly SiteArticle[], month: string, url: URL, now: Date): Page {
  const inMonth = published(articles, now).filter(({ at }) => monthOf(at) === month);
  return xml(urlset(inMonth.map((article) => ({ link: linkOf(article, url), at: article.at }))));
}

function frame(title: string, head: string, body: string): string {
  const menu = Object.entries(SECTIONS).map(
    ([path, name]) => `<li><a href="/${path}" title="${name}">${name}</a></li>`,
  );
  return `<!DOCTYPE html>
<html lang="vi"><head><meta charset="utf-8"/><title>${escapeText(title)} - ${NAME}</title>${head}
<script>window.dataLayer = window.dataLayer || []; function ads() { return "<p>Quảng cáo</p>"; }</script>
<style>.fck_detail{width:100%}.breadcrumb{float:left}</style></head><body>
<header class="section top-header"><a class="logo" href="/">${NAME}</a></header>
<nav class="main-nav"><ul class="parent">${menu.join("")}</ul></nav>
${body}
<footer class="footer"><p>Cơ quan chủ quản: Sở Thông tin tưởng tượng. Đường dây nóng của tòa soạn: 0225.0000.000</p></footer>
</body></html>`;
}

function articlePage(
  article: SiteArticle | undefined,
  all: readonly SiteArticle[],
  url: URL,
  now: Date,
): Page {
  if (article === undefined || article.at > now) return notFound;
  const { weekday, date, time } = localParts(article.at);
  const link = linkOf(article, url);
  const section = SECTIONS[article.section] ?? "Tin tức";
  const related = all
    .filter(({ id, section: other }) => id !== article.id && other === article.section)
    .slice(0, 4);
  const box = JSON.stringify({
    article_id: article.id,
    article_type: 1,
    site_id: SITE_ID,
    category_id: 1001005,
    sign: "0123456789abcdef",
    limit: 24,
    tab_active: "most_like",
  });
  return page(
    frame(
      article.title,
      articleHead(article, link),
      `<section class="section page-detail top-detail"><div class="container"><div class="sidebar-1">
<div class="header-content width_common"><ul class="breadcrumb" data-campaign="Header"><li><a href="/${article.section}" title="${section}">${section}</a></li></ul>
<span class="date">${weekday}, ${date}, ${time} (GMT+7)</span></div>
<h1 class="title-detail">
${escapeText(article.title)}
</h1>
<p class="description"><span class="location-stamp"></span>${escapeText(article.lead)}</p>
<article class="fck_detail ">
${paragraphs(article)}<p class="Normal" style="text-align:right;"><strong>${escapeText(article.byline)}</strong></p><span id="article-end"></span>
<div data-component="true" data-component-type="tin_xemthem" data-component-value="${related.map(({ id }) => id).join(",")}" data-thumb="1"></div>
</article>
<div class="footer-content width_common"><a class="save back-folder" href="/${article.section}">Trở lại ${section}</a></div>
<div id="box_comment_vne" class="box_comment_vne box_category width_common" data-component="true" data-component-type="comment" data-component-input='${box.replaceAll("'", "&#39;")}'><h3>Ý kiến</h3></div>
</div><div class="sidebar-2"><div class="box-category"><h2>Xem nhiều</h2>${related.map((other) => item(other, url)).join("")}</div></div></div></section>`,
    ),
  );
}

function articleHead(article: SiteArticle, link: string): string {
  const at = localIso(article.at);
  const jsonLd = {
    "@context": "http://schema.org",
    "@type": "NewsArticle",
    mainEntityOfPage: { "@type": "WebPage", "@id": link },
    headline: article.title,
    description: article.lead,
    datePublished: at,
    dateModified: at,
    author: { "@type": "Person", name: article.byline },
    publisher: { "@type": "Organization", name: NAME },
  };
  return `<meta name="description" content="${escapeText(article.lead)}"/><meta name="tt_article_id" content="${article.id}"/>
<meta name="tt_site_id" content="${SITE_ID}"/><meta name="pubdate" itemprop="datePublished" content="${at}"/><meta name="author" content="${escapeText(article.byline)}"/>
<meta property="og:title" content="${escapeText(article.title)}"/><link rel="canonical" href="${link}"/>
<script type="application/ld+json">${JSON.stringify(jsonLd).replaceAll("<", "\\u003c")}</script>`;
}

/** Paragraphs with, after the second, a picture with its caption and a box of another story. */
function paragraphs(article: SiteArticle): string {
  const lines = article.body.map((paragraph) => `<p class="Normal">${escapeText(paragraph)}</p>`);
  const figure = `<figure data-size="true" itemprop="associatedMedia image" class="tplCaption action_thumb_added"><div class="fig-picture"><picture><img itemprop="contentUrl" alt="" src="data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="></picture></div><figcaption itemprop="description"><p class="Image">Hình minh họa của bản sao. Ảnh: <em>${escapeText(article.byline)}</em></p></figcaption></figure>`;
  lines.splice(2, 0, figure);
  return lines.join("");
}

const item = (article: SiteArticle, url: URL): string =>
  `<article class="item-news item-news-common"><h3 class="title-news"><a href="${linkOf(article, url)}" title="${escapeText(article.title)}">${escapeText(article.title)}</a></h3><p class="description"><a href="${linkOf(article, url)}">${escapeText(article.lead)}</a></p></article>`;

function sectionPage(
  articles: readonly SiteArticle[],
  section: string | null,
  number: number,
  url: URL,
  now: Date,
): Page {
  const all = published(articles, now).filter((article) => section === null || article.section === section);
  const shown = all.slice((number - 1) * LIST_ITEMS, number * LIST_ITEMS);
  const more = number * LIST_ITEMS < all.length && section !== null;
  const next = more
    ? `<div class="pagination"><a class="btn-page next-page" href="/${section}-p${number + 1}">Trang sau</a></div>`
    : "";
  return page(
    frame(
      SECTIONS[section ?? ""] ?? "Trang chủ",
      "",
      shown.map((article) => item(article, url)).join("\n") + next,
    ),
  );
}

/** `index/get` and `index/getreplay`; JSONP when a callback is named. */
function commentService(byId: ReadonlyMap<number, SiteArticle>, url: URL, now: Date): Page {
  const article = byId.get(Number(url.searchParams.get("objectid")));
  const visible = (comments: readonly SiteComment[]): SiteComment[] =>
    comments.filter(({ at }) => at <= now).sort((a, b) => a.at.getTime() - b.at.getTime());
  const all = article && article.at <= now ? visible(article.comments) : [];
  const offset = Number(url.searchParams.get("offset") ?? 0);
  const limit = Number(url.searchParams.get("limit") ?? 24);
  let data: unknown;
  if (url.pathname.endsWith("/getreplay")) {
    const parent = all.find(({ id }) => String(id) === url.searchParams.get("id"));
    const replies = visible(parent?.replies ?? []).slice(offset, offset + limit);
    data =
      replies.length === 0
        ? []
        : { items: replies.map((reply) => wire(reply, article?.id ?? 0, parent?.id ?? 0, visible)) };
  } else {
    const shown = all.slice(offset, offset + limit);
    const withReplies = all.reduce((sum, comment) => sum + 1 + visible(comment.replies).length, 0);
    const items = shown.map((comment) => wire(comment, article?.id ?? 0, comment.id, visible));
    data =
      items.length === 0 ? [] : { total: all.length, totalitem: withReplies, items_pin: [], offset, items };
  }
  const answer = JSON.stringify({ error: 0, errorDescription: "", iscomment: 1, data });
  const callback = url.searchParams.get("callback");
  return callback === null
    ? page(answer, "application/json; charset=utf-8")
    : page(
        `/**/ typeof ${callback} === 'function' && ${callback}(${answer})`,
        "text/javascript; charset=utf-8",
      );
}

/** Ids are text at the top and numbers in replies, as the real service sends them. */
function wire(
  comment: SiteComment,
  articleId: number,
  parentId: number,
  visible: (comments: readonly SiteComment[]) => SiteComment[],
): unknown {
  const top = comment.id === parentId;
  const { time, longDate } = localParts(comment.at);
  const replies = visible(comment.replies);
  return {
    comment_id: top ? String(comment.id) : comment.id,
    parent_id: top ? String(parentId) : parentId,
    article_id: articleId,
    content: escapeText(comment.text).replaceAll("\n", "<br/>"),
    full_name: comment.author.name,
    creation_time: Math.floor(comment.at.getTime() / 1000),
    time: `${time} ${longDate.slice(0, 5)}`,
    userlike: comment.id % 37,
    is_pin: 0,
    userid: Number(comment.author.userId),
    type: 5,
    replys:
      replies.length === 0
        ? {}
        : {
            total: replies.length,
            items: replies
              .slice(0, INLINE_REPLIES)
              .map((reply) => wire(reply, articleId, comment.id, visible)),
          },
  };
}
