import { escapeText, localParts } from "../markup.ts";
import type { PaperShape } from "../paper.ts";

const BOX = "_com_liferay_asset_publisher_web_portlet_AssetPublisherPortlet_INSTANCE_x";
const BOX_ID = BOX.slice(1);

/** Liferay's shape: an asset publisher whose links carry the reader's whole visit, and a pager that never ends. */
export const liferayPortal: PaperShape = {
  name: "Cổng tỉnh mẫu",
  robots: "User-agent: *\nDisallow: /group/\nDisallow: /c/",
  path: (article) => `/-/${article.slug}-${article.id}`,
  feedAt: () => null,
  listAt: (path) => {
    const list = /^\/tin-tuc(?:\?(.*))?$/.exec(path);
    return list ? { section: "", number: Number(new URLSearchParams(list[1]).get(`${BOX}_cur`) ?? 1) } : null;
  },
  article(article, related, origin) {
    const { longDate, time } = localParts(article.at);
    return `<!DOCTYPE html><html class="ltr" lang="vi-VN"><head><meta charset="utf-8"><title>${escapeText(article.title)} - Cổng</title><link rel="canonical" href="${origin}${this.path(article)}?redirect=%2Ftin-tuc&p_p_state=normal"><script>Liferay.Portlet.list=[];</script></head><body>
<nav><a href="/trang-chu">Trang chủ</a></nav><div id="p_p_id${BOX}_" class="portlet-boundary portlet-asset-publisher"><div class="portlet-content"><div class="asset-full-content"><h3 class="header-title"><span>${escapeText(article.title)}</span></h3>
<div class="asset-content"><div class="asset-actions"><a href="#">In</a></div><p class="sapo">${escapeText(article.lead)}</p><div class="journal-content-article">${article.body.map((line) => `<p>${escapeText(line)}</p>`).join("\n")}</div></div>
<div class="asset-metadata"><span class="metadata-entry metadata-publish-date">${longDate} ${time}</span><span class="metadata-entry metadata-author">${escapeText(article.byline)}</span></div>
<div class="asset-related-assets">${related.map((other) => `<a href="${this.path(other)}">${escapeText(other.title)}</a>`).join("")}</div></div></div></div></body></html>`;
  },
  list({ articles, number, origin }) {
    const items = articles.map((article) => {
      const { longDate } = localParts(article.at);
      return `<div class="asset-abstract"><h3 class="asset-title"><a href="${origin}${this.path(article)}?inheritRedirect=false&redirect=${encodeURIComponent(`${origin}/tin-tuc?p_p_id=${BOX_ID}`)}">${escapeText(article.title)}</a></h3><span class="metadata-publish-date">${longDate}</span></div>`;
    });
    const link = (cur: number): string =>
      `/tin-tuc?p_p_id=${BOX_ID}&p_p_lifecycle=0&p_p_state=normal&p_p_mode=view&${BOX}_delta=20&p_r_p_resetCur=false&${BOX}_cur=${cur}`;
    return `<!DOCTYPE html><html class="ltr" lang="vi-VN"><head><meta charset="utf-8"><title>Tin tức</title></head><body><div id="p_p_id${BOX}_" class="portlet-boundary portlet-asset-publisher">${items.join("\n")}<ul class="lfr-pagination pagination"><li><a href="${link(Math.max(1, number - 1)).replaceAll("&", "&amp;")}">Trước</a></li><li><a href="${link(number + 1).replaceAll("&", "&amp;")}">Sau</a></li></ul></div></body></html>`;
  },
};

/** A plain ministry or commune page: ASP.NET, the whole page in one form, the article known by a query field. */
export const plainPortal: PaperShape = {
  name: "Trang xã mẫu",
  robots: "User-agent: *\nDisallow: /admin",
  path: (article) => `/tin.aspx?id=${article.id}`,
  feedAt: () => null,
  listAt: (path) => {
    const list = /^\/tin-tuc\.aspx(?:\?trang=(\d+))?$/.exec(path);
    return list ? { section: "", number: Number(list[1] ?? 1) } : null;
  },
  article(article, related) {
    const { longDate, time } = localParts(article.at);
    return `<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>Trang thông tin điện tử</title></head><body><form id="aspnetForm" method="post"><input type="hidden" name="__VIEWSTATE" value="dDwtMTA">
<div class="menu-top"><a href="/">Trang chủ</a></div><div id="ctl00_lblTitle" class="tieu-de-tin">${escapeText(article.title)}</div><span class="ngay-dang">Ngày đăng: ${longDate} - ${time}</span>
<div class="tom-tat">${escapeText(article.lead)}</div><div class="noi-dung-tin">${article.body.map((line) => `<p>${escapeText(line)}</p>`).join("\n")}<p class="chu-thich">Ảnh minh họa</p></div>
<div class="tac-gia">${escapeText(article.byline)}</div><div class="tin-khac">${related.map((other) => `<a href="${this.path(other)}">${escapeText(other.title)}</a>`).join("")}</div></form></body></html>`;
  },
  list({ articles, number, last }) {
    const items = articles.map(
      (article) =>
        `<li><a class="tin" href="${this.path(article)}&tab=1">${escapeText(article.title)}</a></li>`,
    );
    const next = number < last ? `<a class="sau" href="/tin-tuc.aspx?trang=${number + 1}">Sau</a>` : "";
    return `<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>Tin tức</title></head><body><form><ul>${items.join("\n")}</ul>${next}</form></body></html>`;
  },
};
