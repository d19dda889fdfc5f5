import { type CheerioAPI, load } from "cheerio/slim";
import type { Selectors } from "../../config/schema.ts";
import { linkList } from "./link-list.ts";
import { readByRecipe } from "./news-article.ts";
import type { ArticlePage, ListPage, PageContext, SiteFamily } from "./site-family.ts";

/** Sites of no known system, read where the operator's YAML says that things stand (`selectors`). */
export const configured: SiteFamily = {
  shape: "generic",
  layouts: [{ version: 1, until: null, hints: [], recognises: () => false, parse }],
  list,
};

function parse($: CheerioAPI, context: PageContext): ArticlePage | null {
  const { selectors } = context;
  if (selectors?.body === undefined || brokenSelector(selectors) !== null) return null;
  if (selectors.drop.length > 0) $(selectors.drop.join(", ")).remove();
  return readByRecipe($, context, {
    title: [selectors.title ?? "h1"],
    lead: selectors.lead === undefined ? [] : [selectors.lead],
    body: [selectors.body],
    everyBody: $(selectors.body).length > 1,
    drop: (name) => name === "figure" || name === "nav" || name === "aside",
    dateOrder: selectors.dateOrder,
    ...(selectors.date !== undefined && { date: [selectors.date] }),
  });
}

/** A list without a selector for its links is no list: the operator gives a feed, a sitemap or `selectors.list`. */
function list($: CheerioAPI, context: PageContext): ListPage | null {
  const { selectors } = context;
  if (selectors?.list === undefined || brokenSelector(selectors) !== null) return null;
  return linkList({ links: selectors.list, ...(selectors.next !== undefined && { next: selectors.next }) })(
    $,
    context,
  );
}

/** The first of a source's selectors that is no CSS selector; null when all are. */
export function brokenSelector(selectors: Selectors): string | null {
  const $ = load("");
  const { title, lead, body, drop, date, list: links, next } = selectors;
  const broken = [title, lead, body, ...drop, date, links, next].find((selector) => {
    try {
      if (selector !== undefined) $(selector);
      return false;
    } catch {
      return true;
    }
  });
  return broken ?? null;
}
