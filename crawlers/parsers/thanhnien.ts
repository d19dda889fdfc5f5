import type { Drop } from "./blocks.ts";
import { linkList } from "./link-list.ts";
import { hasClass, recipeLayout } from "./news-article.ts";
import type { SiteFamily } from "./site-family.ts";

/** Captions, boxes of other stories and the byline stand inside the body. */
const ASIDE = new Set(
  "detail__related box-related VCSortableInPreviewMode PhotoCMS_Caption detail-author author-info imgcaption details__morenews morenews cms-relate sapo detail-sapo".split(
    " ",
  ),
);
const dropInBody: Drop = (name, attributes) =>
  /^(figure|h1)$/.test(name) ||
  attributes["data-placeholder"] !== undefined ||
  (hasClass(attributes, ASIDE) && attributes.type !== "content");

/** Thanh Niên: pages of the CNND system, whose comments come as pieces of HTML. */
export const thanhnien: SiteFamily = {
  shape: "thanhnien",
  layouts: [
    recipeLayout(2, null, {
      mark: "[data-check-position], #hdNewsId",
      title: ["h1.detail-title"],
      lead: ["h2.detail-sapo", ".detail-sapo"],
      body: [".detail-cmain .detail-content", ".detail-cmain"],
      drop: dropInBody,
      date: [".detail-time", "[data-role=publishdate]"],
      commentQuery: ($) => {
        const id = $("#hdNewsId").first().attr("value") ?? "";
        return /^\d+$/.test(id) ? { NewsID: id, iObjectType: "1", SiteName: "thanhnien" } : null;
      },
    }),
    recipeLayout(1, "2022-11", {
      title: ["h1.details__headline"],
      lead: [".sapo", ".details__summary"],
      body: ["#abody", ".details__content"],
      drop: dropInBody,
      date: [".details__meta time", ".details__meta"],
    }),
  ],
  list: linkList({
    links: "a.box-category-link-title[data-linktype=newsdetail][href]",
    matching: /-\d{15,19}\.htm$/,
    next: "a.view-more[href], .list__center a.next[href]",
  }),
};
