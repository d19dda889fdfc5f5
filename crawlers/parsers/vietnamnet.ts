import type { CheerioAPI } from "cheerio/slim";
import type { Drop } from "./blocks.ts";
import { linkList } from "./link-list.ts";
import { hasClass, recipeLayout } from "./news-article.ts";
import type { PageContext, SiteFamily } from "./site-family.ts";

const ASIDE = new Set(
  "ck-cms-insert-neww-group insert-wiki-content vnn-template-noneditable image-caption article-detail-author article-detail-author__info inner-article article-relate ArticleAuthor".split(
    " ",
  ),
);
const dropInBody: Drop = (name, attributes) =>
  name === "figure" || hasClass(attributes, ASIDE) || attributes.id === "comment";

/** VietNamNet. Its search is closed to programs; section feeds list a thousand items each. */
export const vietnamnet: SiteFamily = {
  shape: "vietnamnet",
  layouts: [
    recipeLayout(2, null, {
      title: ["h1.content-detail-title"],
      lead: ["h2.content-detail-sapo", ".content-detail-sapo"],
      // On photo pages the name is a class.
      body: ["#maincontent", ".maincontent"],
      drop: dropInBody,
      date: [".bread-crumb-detail__time"],
      commentQuery,
    }),
    recipeLayout(1, "2022-01", {
      title: ["h1.title", ".ArticleDetail h1"],
      lead: [".bold.ArticleLead", ".ArticleLead"],
      body: ["#ArticleContent", ".ArticleContent"],
      drop: (name, attributes) =>
        dropInBody(name, attributes) || hasClass(attributes, new Set(["ArticleLead"])),
      date: [".ArticleDate"],
    }),
  ],
  list: linkList({
    links: "h3.vnn-title a[href], h2.vnn-title a[href]",
    matching: /-\d{5,}\.html$/,
    next: nextPage,
  }),
};

/** The comment box names article and site for its service. */
function commentQuery($: CheerioAPI): Record<string, string> | null {
  const box = $("[data-objectid][data-websiteid]").first();
  const id = box.attr("data-objectid") ?? "";
  return id === "" ? null : { ObjectId: id, WebsiteId: box.attr("data-websiteid") ?? "" };
}

/** `/thoi-su`, then `/thoi-su-page1`, `-page2` and so on. */
function nextPage(_: CheerioAPI, context: PageContext): string | null {
  const { pathname } = new URL(context.url);
  const page = /^(\/[a-z0-9-]+?-page)(\d+)$/.exec(pathname);
  if (page) return `${page[1]}${Number(page[2]) + 1}`;
  return /^\/[a-z0-9-]+$/.test(pathname) ? `${pathname}-page1` : null;
}
