import type { CheerioAPI } from "cheerio/slim";
import type { Drop } from "./blocks.ts";
import { linkList } from "./link-list.ts";
import { hasClass, recipeLayout } from "./news-article.ts";
import type { PageContext, SiteFamily } from "./site-family.ts";

/** Captions, boxes of other stories and the byline stand inside the body; in some layouts the lead too. */
const ASIDE = new Set(
  "VCSortableInPreviewMode VCObjectBoxRelatedNewsItemSapo VCObjectBoxRelatedNews box-related author-info detail-author PhotoCMS_Caption relate-container related-news sapo detail-sapo".split(
    " ",
  ),
);
const dropInBody: Drop = (name, attributes) =>
  /^(figure|h1)$/.test(name) ||
  // A picture's caption waits in a paragraph with a placeholder, as the newsroom's editor left it.
  attributes["data-placeholder"] !== undefined ||
  attributes.type === "RelatedNews" ||
  (hasClass(attributes, ASIDE) && attributes.type !== "content");

/** Tuổi Trẻ: seventeen-digit ids, comments by the id in the address. */
export const tuoitre: SiteFamily = {
  shape: "tuoitre",
  layouts: [
    recipeLayout(2, null, {
      title: ["h1.detail-title"],
      lead: ["h2.detail-sapo", "[data-role=sapo]"],
      body: [
        "div.detail-cmain .detail-content.afcbc-body",
        "div.detail-cmain [data-role=content]",
        "div.detail-cmain",
      ],
      drop: dropInBody,
      date: ["[data-role=publishdate]"],
      commentQuery,
    }),
    recipeLayout(1, "2023-06", {
      title: ["h1.article-title"],
      lead: ["h2.sapo"],
      body: ["#main-detail-body", ".main-content-body .content", ".main-content-body"],
      drop: dropInBody,
      date: [".date-time"],
      commentQuery,
    }),
  ],
  list: linkList({
    links: "h3.box-title-text a[href], a.box-category-link-title[href]",
    matching: /-\d{17}\.htm$/,
    next: nextTimeline,
    item: ".box-category-item",
    date: "[data-role=publishdate], .time-ago-last-news, time",
  }),
};

/** The article's number is the last part of its address; the page repeats it for its comment box. */
function commentQuery($: CheerioAPI, context: PageContext): Record<string, string> | null {
  const stated = $("[data-objectid]").first().attr("data-objectid") ?? $("#hdNewsId").attr("value");
  const id = stated ?? /-(\d{14,19})\.htm/.exec(new URL(context.url).pathname)?.[1];
  return id === undefined || id === "" ? null : { objId: id, objType: "1" };
}

/** `/timeline/3/trang-2.htm` leads on to `trang-3.htm`; a section's own page names its number. */
function nextTimeline($: CheerioAPI, context: PageContext): string | null {
  const page = /^(.*\/timeline\/\d+\/trang-)(\d+)(\.htm)$/.exec(new URL(context.url).pathname);
  if (page) return `${page[1]}${Number(page[2]) + 1}${page[3]}`;
  const section = $("#hdZoneId, #hdCatId").first().attr("value");
  return section !== undefined && /^\d+$/.test(section) ? `/timeline/${section}/trang-2.htm` : null;
}
