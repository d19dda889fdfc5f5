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
import { newestFirst, published, type SiteArticle } from "./material.ts";

const NAME = "Trang thông tin điện tử xã An Lão";
const SECTIONS: Readonly<Record<string, string>> = {
  "tin-tuc": "Tin tức",
  "thong-bao": "Thông báo",
  "chi-dao-dieu-hanh": "Chỉ đạo điều hành",
};
const RSS_ITEMS = 50;
const LIST_ITEMS = 10;

/** A commune's portal in the shape of NukeViet 4: RSS, sitemap, category pages with a pager, microdata. */
export function createPortal(unordered: readonly SiteArticle[]): Site {
  const articles = newestFirst(unordered);
  return (url, now) => {
    const { pathname } = url;
    const all = published(articles, now);
    if (pathname === "/robots.txt") return robots(url);
    const feed = /^\/vi\/news\/rss\/(?:([a-z-]+)\/)?$/.exec(pathname);
    if (feed) return sectionFeed(all, feed[1] ?? null, url);
    if (pathname === "/sitemap.xml") return index(all, url);
    if (pathname === "/vi/news/sitemap.xml") {
      return xml(urlset(all.map((article) => ({ link: linkOf(article, url), at: article.at }))));
    }
    const id = /^\/vi\/news\/[a-z-]+\/[a-z0-9-]+-(\d+)\.html$/.exec(pathname)?.[1];
    if (id !== undefined) return articlePage(all, Number(id), url);
    const list = /^\/vi\/news\/([a-z-]+)\/(?:page-(\d+)\/?)?$/.exec(pathname);
    if (list?.[1] !== undefined && list[1] in SECTIONS)
      return listPage(all, list[1], Number(list[2] ?? 1), url);
    return pathname === "/" || pathname === "/vi/" ? listPage(all, "tin-tuc", 1, url) : notFound;
  };
}

const linkOf = (article: SiteArticle, url: URL): string =>
  `${url.origin}/vi/news/${article.section}/${article.slug}-${article.id}.html`;

function robots(url: URL): Page {
  return text(`User-agent: *
Disallow: /admin/
Disallow: /users/
Disallow: /data/
Disallow: /install/

User-agent: BadBot
Disallow: /

Sitemap: ${url.origin}/sitemap.xml
`);
}

function sectionFeed(all: readonly SiteArticle[], section: string | null, url: URL): Page {
  const items = all
    .filter((article) => section === null || article.section === section)
    .slice(0, RSS_ITEMS)
    .map((article) => ({
      title: article.title,
      link: linkOf(article, url),
      at: article.at,
      description: article.lead,
    }));
  return xml(rss(`${NAME} - RSS`, url.origin, items));
}

/** As NukeViet makes it: one child per module, several of them empty of news. */
function index(all: readonly SiteArticle[], url: URL): Page {
  const at = all[0]?.at ?? new Date(0);
  return xml(sitemapIndex([{ link: `${url.origin}/vi/news/sitemap.xml`, at }]));
}

function frame(title: string, head: string, body: string): string {
  const menu = Object.entries(SECTIONS).map(
    ([path, name]) => `<li><a title="${name}" href="/vi/news/${path}/">${name}</a></li>`,
  );
  return `<!DOCTYPE html>
<html lang="vi" xmlns="http://www.w3.org/1999/xhtml" prefix="og: http://ogp.me/ns#"><head><title>${escapeText(title)}</title>
<meta charset="utf-8"><meta name="generator" content="NukeViet v4.5">${head}</head><body>
<div class="body-bg"><div class="wraper"><header><div class="container"><div id="header"><span class="site_name">${NAME}</span></div></div></header>
<nav class="second-nav" id="menusite"><ul class="nav navbar-nav">${menu.join("")}</ul></nav>
<section><div class="container" id="body"><div class="row"><div class="col-sm-16 col-md-18">
${body}
</div><div class="col-sm-8 col-md-6"><div class="panel panel-default"><div class="panel-heading">Đường dây nóng</div><div class="panel-body">Bộ phận Một cửa: 0225.0000.111</div></div></div></div></div></section></div></div>
</body></html>`;
}

function articlePage(all: readonly SiteArticle[], id: number, url: URL): Page {
  const article = all.find((found) => found.id === id);
  if (article === undefined) return notFound;
  const link = linkOf(article, url);
  const { weekday, longDate, time } = localParts(article.at);
  const others = all.filter((other) => other.section === article.section && other.id !== id).slice(0, 5);
  const head = `<meta name="description" content="${escapeText(article.lead)}"><meta property="og:title" content="${escapeText(article.title)}">
<meta property="article:section" content="${SECTIONS[article.section] ?? ""}"><link rel="canonical" href="${link}">`;
  const hidden = 'class="hidden hide d-none"';
  return page(
    frame(
      article.title,
      head,
      `<ol class="breadcrumb"><li><a href="/vi/news/">Tin tức</a></li><li><a href="/vi/news/${article.section}/">${SECTIONS[article.section] ?? ""}</a></li></ol>
<div class="news_column panel panel-default" itemtype="http://schema.org/NewsArticle" itemscope><div class="panel-body">
<h1 class="title margin-bottom-lg" itemprop="headline">${escapeText(article.title)}</h1>
<div ${hidden} itemprop="author" itemtype="http://schema.org/Person" itemscope><span itemprop="name">${escapeText(article.byline)}</span></div>
<span ${hidden} itemprop="datePublished">${localIso(article.at)}</span><span ${hidden} itemprop="dateModified">${localIso(article.at)}</span>
<span ${hidden} itemprop="mainEntityOfPage">${link}</span>
<div class="row margin-bottom-lg"><div class="col-md-12"><span class="h5">${weekday} - ${longDate} ${time}</span></div></div>
<div class="clearfix"><div class="hometext m-bottom" itemprop="description">${escapeText(article.lead)}</div>
<figure class="article center"><img alt="" src="/uploads/news/anh.jpg" width="460" class="img-thumbnail"><figcaption>Ảnh minh họa của bản sao</figcaption></figure></div>
<div class="bodytext margin-bottom-lg" id="news-bodyhtml">${article.body.map((paragraph) => `<p style="text-align: justify;">${escapeText(paragraph)}</p>`).join("\n")}</div>
<div class="margin-bottom-lg"><p class="h5 text-right"><strong>Tác giả bài viết: </strong>${escapeText(article.byline)}</p></div>
</div></div>
<div class="news_column panel panel-default"><div class="panel-body other-news"><p class="h3"><strong>Những tin cũ hơn</strong></p><ul class="related list-inline">${others
        .map((other) => `<li><a href="${linkOf(other, url)}">${escapeText(other.title)}</a></li>`)
        .join("")}</ul></div></div>`,
    ),
  );
}

function listPage(all: readonly SiteArticle[], section: string, number: number, url: URL): Page {
  const inSection = all.filter((article) => article.section === section);
  const last = Math.max(1, Math.ceil(inSection.length / LIST_ITEMS));
  const rows = inSection.slice((number - 1) * LIST_ITEMS, number * LIST_ITEMS).map((article) => {
    const { longDate, time } = localParts(article.at);
    return `<div class="news_column"><div class="panel panel-default clearfix"><div class="panel-body featured">
<h2><a href="${linkOf(article, url)}" title="${escapeText(article.title)}">${escapeText(article.title)}</a></h2>
<div class="text-muted"><ul class="list-unstyled list-inline"><li><em class="fa fa-clock-o">&nbsp;</em> ${longDate} ${time}</li></ul></div>
<p>${escapeText(article.lead)}</p></div></div></div>`;
  });
  const pager = Array.from({ length: last }, (_, at) =>
    at + 1 === number
      ? `<li class="page-item active"><a class="page-link" href="#">${number}</a></li>`
      : `<li class="page-item"><a class="page-link" href="/vi/news/${section}/${at === 0 ? "" : `page-${at + 1}/`}">${at + 1}</a></li>`,
  );
  return page(
    frame(
      SECTIONS[section] ?? NAME,
      "",
      `${rows.join("\n")}<div class="text-center"><ul class="pagination">${pager.join("")}</ul></div>`,
    ),
  );
}
