import type { CheerioAPI } from "cheerio/slim";
import { isTag } from "domhandler";
import { parseDate } from "../feeds/dates.ts";
import { blockText, type Drop, oneLine } from "./blocks.ts";
import { linkList } from "./link-list.ts";
import { firstOf, hasClass, shownDate, withLead } from "./news-article.ts";
import type { ArticlePage, ListPage, PageContext, SiteFamily } from "./site-family.ts";
import { readMetadata } from "./structured-data.ts";

/** Lists go no deeper: `_cur` counts on for ever, with the same last page (research, section 5: infinite spaces). */
const MAX_PAGE = 200;
/** Query fields by which older portals say which page is meant; everything else is state of the reader's visit. */
const IDENTITY = /^(articleId|groupId|urile|id|.*_urlTitle|.*_assetEntryId|.*_articleId)$/;

const ASIDE = new Set(
  "asset-actions asset-metadata metadata-author asset-ratings asset-related-assets asset-user-actions social-bookmarks taglib-social-bookmarks taglib-flags taglib-discussion lfr-discussion-container lfr-meta-actions component-title header-back-to pull-right-actions asset-links news-other other-news related-news print-action caption".split(
    " ",
  ),
);
const dropInBody: Drop = (name, attributes) => name === "figure" || hasClass(attributes, ASIDE);

const BODY = [
  ".journal-content-article",
  ".asset-full-content .asset-content",
  ".asset-full-content",
  ".asset-content",
];
const TITLE = [
  ".asset-full-content .header-title",
  ".header-title",
  "h1.asset-title",
  ".journal-content-article h1",
  ".news-title",
  "h1",
];

/** Liferay, the system of many ministries and provinces: one article in a publisher's box, addresses full of state. */
export const liferay: SiteFamily = {
  shape: "liferay",
  layouts: [
    {
      version: 6,
      until: null,
      hints: ["portlet"],
      recognises: ($) =>
        firstOf($, BODY).length > 0 &&
        $("[id^=p_p_id_], .portlet-boundary, .portlet-asset-publisher").length > 0,
      parse,
    },
  ],
  list,
};

function parse($: CheerioAPI, context: PageContext): ArticlePage | null {
  const body = firstOf($, BODY).toArray().find(isTag);
  const title = oneLine(firstOf($, TITLE).first().text());
  if (body === undefined || title === null) return null;
  const metadata = readMetadata($, context);
  const lead =
    oneLine($(".asset-summary-lead, .news-sapo, .sapo, .asset-abstract-lead").first().text()) ?? "";
  const text = blockText(body.children, dropInBody)
    .split("\n")
    .filter((line) => line !== title && line !== lead)
    .join("\n");
  if (text === "") return null;
  const shown = $(
    ".metadata-publish-date, .asset-metadata .metadata-entry, .news-date, .date-publish, .publish-date",
  )
    .toArray()
    .map((element) => shownDate($(element), context.now))
    .find((date) => date !== null);
  return {
    kind: "article",
    title,
    text: withLead(lead, text),
    publishedAt: metadata.publishedAt ?? shown ?? null,
    canonicalUrl: identityOf(metadata.canonicalUrl),
    commentQuery: null,
  };
}

/** The address without what the reader did before (`redirect`, `p_p_state`, `p_auth` …). */
function identityOf(address: string): string {
  const url = new URL(address);
  for (const name of [...url.searchParams.keys()]) if (!IDENTITY.test(name)) url.searchParams.delete(name);
  return url.href;
}

const links = linkList({
  links:
    ".asset-abstract .asset-title a[href], .asset-title a[href], .asset-list-entry a[href], .portlet-asset-publisher h3 a[href], .portlet-asset-publisher h4 a[href], .portlet-asset-publisher li > a[href]",
  item: ".asset-abstract, .asset-list-entry, li",
  date: ".metadata-publish-date, .news-date, .date",
});

function list($: CheerioAPI, context: PageContext): ListPage | null {
  const page = links($, context);
  if (page === null) return null;
  const entries = page.entries.map((entry) => ({
    ...entry,
    link: entry.link === null ? null : identityOf(entry.link),
    published: parseDate(entry.published, context.now) ?? null,
  }));
  return { entries, next: nextPage($, context) };
}

/** The pager's link with its counter one higher, everything but the counter and the box's name taken off. */
function nextPage($: CheerioAPI, context: PageContext): string | null {
  const own = counterOf(context.url);
  for (const link of $(
    ".lfr-pagination a[href], .taglib-page-iterator a[href], ul.pagination a[href]",
  ).toArray()) {
    const href = $(link).attr("href") ?? "";
    if (!URL.canParse(href, context.url)) continue;
    const url = new URL(href, context.url);
    if (counterOf(url.href) !== own + 1 || own + 1 > MAX_PAGE) continue;
    for (const name of [...url.searchParams.keys()]) {
      if (name !== "p_p_id" && !/_cur$|^cur$/.test(name)) url.searchParams.delete(name);
    }
    url.hash = "";
    return url.href;
  }
  return null;
}

function counterOf(address: string): number {
  for (const [name, value] of new URL(address).searchParams) {
    if (/_cur$|^cur$/.test(name) && /^\d{1,6}$/.test(value)) return Number(value);
  }
  return 1;
}
