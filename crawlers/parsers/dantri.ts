import type { CheerioAPI } from "cheerio/slim";
import type { Drop } from "./blocks.ts";
import { linkList } from "./link-list.ts";
import { hasClass, recipeLayout } from "./news-article.ts";
import type { PageContext, SiteFamily } from "./site-family.ts";

const ASIDE = new Set(
  "author-wrap author-name tags-wrap dt-news__author dt-news__tags news-relate related-news dnews__related image-caption e-magazine__credit".split(
    " ",
  ),
);
const dropInBody: Drop = (name, attributes) =>
  name === "figure" ||
  (hasClass(attributes, ASIDE) && attributes.type !== "content") ||
  // Boxes of other stories are put in by their number.
  attributes["data-id-news"] !== undefined ||
  attributes["data-news-id"] !== undefined;

/** Dân Trí. Its comment service has had three generations; which one a source uses, its YAML says. */
export const dantri: SiteFamily = {
  shape: "dantri",
  layouts: [
    recipeLayout(2, null, {
      title: ["h1.title-page.detail", "h1.e-magazine__title"],
      lead: ["h2.singular-sapo", ".e-magazine__sapo"],
      body: ["div.singular-content", "div.e-magazine__body"],
      drop: dropInBody,
      date: ["time.author-time"],
      commentQuery,
    }),
    recipeLayout(1, "2022-03", {
      title: ["h1.dt-news__title"],
      lead: [".dt-news__sapo"],
      body: [".dt-news__content"],
      drop: dropInBody,
      date: [".dt-news__time"],
      commentQuery,
    }),
  ],
  list: linkList({
    links: "h3.article-title a[href]",
    matching: /-\d{14,17}\.htm$/,
    next: nextPage,
  }),
};

function commentQuery(_: CheerioAPI, context: PageContext): Record<string, string> | null {
  const id = /-(\d{14,17})\.htm/.exec(new URL(context.url).pathname)?.[1];
  return id === undefined ? null : { objectId: id, objectType: "1" };
}

/** `/xa-hoi.htm`, then `/xa-hoi/trang-2.htm` and so on. */
function nextPage(_: CheerioAPI, context: PageContext): string | null {
  const { pathname } = new URL(context.url);
  const page = /^(.*\/trang-)(\d+)(\.htm)$/.exec(pathname);
  if (page) return `${page[1]}${Number(page[2]) + 1}${page[3]}`;
  const section = /^(\/[a-z0-9-]+(?:\/[a-z0-9-]+)?)\.htm$/.exec(pathname);
  return section ? `${section[1]}/trang-2.htm` : null;
}
