import type { CheerioAPI } from "cheerio/slim";
import { canonicalAddress } from "../address.ts";
import { parseDate } from "../feeds/dates.ts";
import { blockText, type Drop, oneLine } from "./blocks.ts";
import type { ArticlePage, ListPage, PageContext, SiteFamily } from "./site-family.ts";
import { readMetadata } from "./structured-data.ts";

const dropInBody: Drop = (name, attributes) =>
  name === "figure" ||
  /(^|\s)(image-caption|imagecaption|other-news|related|socialicon)(\s|$)/.test(attributes.class ?? "") ||
  /^(author|publisher|datePublished|dateModified|image)$/.test(attributes.itemprop ?? "");

/** NukeViet 4, the system of many communes, departments and schools. */
export const nukeviet: SiteFamily = {
  shape: "nukeviet",
  layouts: [
    {
      version: 4,
      until: null,
      hints: ["bodytext", "news-bodyhtml"],
      recognises: ($) =>
        $("div.bodytext, #news-bodyhtml").length > 0 &&
        ($('meta[name="generator"][content*="NukeViet" i]').length > 0 ||
          $("[itemprop=headline]").length > 0),
      parse: parseArticle,
    },
  ],
  list: parseList,
};

function parseArticle($: CheerioAPI, context: PageContext): ArticlePage | null {
  const body = $("div.bodytext, #news-bodyhtml").first();
  const title = oneLine($("h1[itemprop=headline], h1.title, .news_column h1").first().text());
  if (body.length === 0 || title === null) return null;
  const metadata = readMetadata($, context);
  const lead = blockText($(".hometext").first().get(0)?.children ?? [], dropInBody).replaceAll("\n", " ");
  const main = blockText(body.get(0)?.children ?? [], dropInBody);
  const machineDate = parseDate($("span[itemprop=datePublished]").first().text(), context.now);
  return {
    kind: "article",
    title,
    text: [main.startsWith(lead) ? "" : lead, main].filter((part) => part !== "").join("\n"),
    publishedAt:
      machineDate ??
      metadata.publishedAt ??
      parseDate($(".news_column .h5, .news_column time, em.time").first().text(), context.now),
    canonicalUrl: canonicalAddress(
      $("link[rel=canonical]").first().attr("href") ?? null,
      context.url,
      context.hosts,
    ),
    commentQuery: null,
  };
}

/** A category page: headlines with their times, and the pager `…/page-N`. */
function parseList($: CheerioAPI, context: PageContext): ListPage | null {
  const entries = $(".news_column h2 > a[href], .news_column h3 > a[href]")
    .toArray()
    .map((link) => ({
      link: $(link).attr("href") ?? null,
      title: oneLine($(link).attr("title") ?? $(link).text()),
      published: oneLine($(link).closest(".panel, .item").find(".text-muted li").first().text()),
      updated: null,
      guid: null,
      replies: null,
    }));
  if (entries.length === 0) return null;
  const next = $("ul.pagination li.active").first().next("li").find("a[href]").attr("href");
  return { entries, next: next === undefined || next === "#" ? null : new URL(next, context.url).href };
}
