import type { Drop } from "./blocks.ts";
import { linkList } from "./link-list.ts";
import { hasClass, recipeLayout } from "./news-article.ts";
import type { SiteFamily } from "./site-family.ts";

const ASIDE = new Set(
  "block-sc-sapo sc-longform-header-sapo block-sc-author sc-longform-header-author b-maincontent__author article-relate sc-empty-relate block-sc-relate c-related-news image-caption expNoEdit".split(
    " ",
  ),
);
const dropInBody: Drop = (name, attributes) => name === "figure" || hasClass(attributes, ASIDE);

/** Báo Hải Phòng, and the other newspapers that use its system (Nghệ An, Đà Nẵng, Hà Nội Mới, Công Lý). */
export const baoHaiPhong: SiteFamily = {
  shape: "bao-hai-phong",
  layouts: [
    recipeLayout(1, null, {
      title: ["h1.block-sc-title", "h1.sc-longform-header-title", "h1"],
      lead: ["p.block-sc-sapo", ".block-sc-sapo", "p.sc-longform-header-sapo"],
      body: ["div.b-maincontent"],
      drop: dropInBody,
      date: [".block-sc-publish-time", ".sc-longform-header-date", "time"],
    }),
  ],
  list: linkList({
    links: "h3.b-grid__title a[href], h3 a[href], h2.b-grid__title a[href]",
    matching: /-\d{5,}\.html$/,
    next: "ul.pagination li.active + li a[href], a.next[href]",
    item: ".b-grid",
    date: "time, .b-grid__time",
  }),
};
