import { escapeText, localIso, localParts } from "../markup.ts";
import type { PaperShape } from "../paper.ts";

/** Báo Hải Phòng's shape: a system that several provincial papers use. */
export const baoHaiPhongPaper: PaperShape = {
  name: "Báo Cảng mẫu",
  robots: "User-agent: *\nDisallow: /search\nDisallow: /quan-tri",
  path: (article) => `/${article.slug}-${article.id}.html`,
  feedAt: (path) => (path === "/rss/tin-moi-nhat.rss" ? "" : null),
  listAt: (path) => {
    const list = /^\/xa-hoi(?:\/p(\d+))?$/.exec(path);
    return list ? { section: "", number: Number(list[1] ?? 1) } : null;
  },
  article(article, related, origin) {
    const { longDate, time } = localParts(article.at);
    const body = article.body.map((line) => `<p>${escapeText(line)}</p>`);
    body.splice(1, 0, `<figure><img src="/a.jpg"><figcaption>Ảnh minh họa</figcaption></figure>`);
    return `<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>${escapeText(article.title)}</title><meta property="article:published_time" content="${localIso(article.at)}"><link rel="canonical" href="${origin}${this.path(article)}"></head><body>
<div class="c-breadcrumb"><a href="/xa-hoi">Xã hội</a></div><div class="block-sc"><h1 class="block-sc-title">${escapeText(article.title)}</h1><div class="block-sc-author">${escapeText(article.byline)}</div><div class="block-sc-publish-time">${longDate} ${time}</div>
<p class="block-sc-sapo">${escapeText(article.lead)}</p><div class="b-maincontent">${body.join("\n")}
<div class="article-relate">${related.map((other) => `<h3><a href="${this.path(other)}">${escapeText(other.title)}</a></h3>`).join("")}</div></div></div></body></html>`;
  },
  list({ articles, number, last }) {
    const items = articles.map(
      (article) =>
        `<div class="b-grid"><h3 class="b-grid__title"><a href="${this.path(article)}">${escapeText(article.title)}</a></h3></div>`,
    );
    const next = number < last ? `<a href="/xa-hoi/p${number + 1}">${number + 1}</a>` : "";
    return `<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>Xã hội</title></head><body>${items.join("\n")}<ul class="pagination"><li class="active"><span>${number}</span></li><li>${next}</li></ul></body></html>`;
  },
};

/** An Ninh Hải Phòng's shape: no feed, the front page links to articles whose time stands on a line of its own. */
export const anNinhHaiPhongPaper: PaperShape = {
  name: "An ninh Cảng mẫu",
  robots: "User-agent: *\nDisallow: /admin",
  path: (article) => `/${article.slug}-d${article.id}.html`,
  feedAt: () => null,
  listAt: (path) => {
    const list = /^\/(?:trang-(\d+))?$/.exec(path);
    return list ? { section: "", number: Number(list[1] ?? 1) } : null;
  },
  article(article, related) {
    const { longDate, time } = localParts(article.at);
    const body = article.body.map((line) => `<p>${escapeText(line)}</p>`);
    body.splice(
      1,
      0,
      `<table align="center"><tr><td><img src="/a.jpg"></td></tr><tr><td>Ảnh minh họa</td></tr></table>`,
    );
    return `<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>${escapeText(article.title)} - ANHP</title></head><body><div class="menu"><a href="/">Trang chủ</a></div>
<div class="detailBox"><div class="breadcrumb"><a href="/">Trang chủ</a></div><h1>${escapeText(article.title)}</h1><span>${time} ${longDate}</span><h2 class="sapo">${escapeText(article.lead)}</h2>
<div class="detailContent">${body.join("\n")}</div><p class="author">${escapeText(article.byline)}</p></div>
<div class="other-news">${related.map((other) => `<a href="${this.path(other)}">${escapeText(other.title)}</a>`).join("")}</div></body></html>`;
  },
  list({ articles, number, last, origin }) {
    const items = articles.map(
      (article) => `<li><a href="${origin}${this.path(article)}">${escapeText(article.title)}</a></li>`,
    );
    const next = number < last ? `<a class="next" href="/trang-${number + 1}">Sau</a>` : "";
    return `<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>ANHP</title></head><body><ul>${items.join("\n")}</ul><div class="paging">${next}</div></body></html>`;
  },
};
