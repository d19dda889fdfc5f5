import type { CheerioAPI } from "cheerio/slim";
import { oneLine } from "./blocks.ts";
import type { ListPage, PageContext } from "./site-family.ts";

/** Where a list page has its links; what is behind them is known by their addresses, so the rest may be furniture. */
export interface LinkListRecipe {
  /** Links to articles. */
  readonly links: string;
  /** Only links whose address says so. */
  readonly matching?: RegExp;
  /** The link to the next page, as a selector or worked out from the page's own address. */
  readonly next?: string | (($: CheerioAPI, context: PageContext) => string | null);
  /** The element around a link that also holds its time, and where the time stands in it. */
  readonly item?: string;
  readonly date?: string;
}

/** Reads lists for readers by a recipe; each address once, in the page's order. Null when the page lists nothing. */
export function linkList(recipe: LinkListRecipe): ($: CheerioAPI, context: PageContext) => ListPage | null {
  return ($, context) => {
    const titles = new Map<string, { title: string | null; published: string | null }>();
    for (const link of $(recipe.links).toArray()) {
      const address = absolute($(link).attr("href"), context.url);
      if (address === null || (recipe.matching && !recipe.matching.test(address))) continue;
      const known = titles.get(address);
      const title = known?.title ?? oneLine($(link).attr("title") ?? null) ?? oneLine($(link).text());
      const around =
        recipe.item && recipe.date ? $(link).closest(recipe.item).find(recipe.date).first() : null;
      const published =
        around && around.length > 0 ? oneLine(around.attr("datetime") ?? around.text()) : null;
      titles.set(address, { title, published: known?.published ?? published });
    }
    if (titles.size === 0) return null;
    const entries = [...titles].map(([link, { title, published }]) => ({
      link,
      title,
      published,
      updated: null,
      guid: null,
      replies: null,
    }));
    return { entries, next: nextPage($, context, recipe) };
  };
}

function nextPage($: CheerioAPI, context: PageContext, { next }: LinkListRecipe): string | null {
  if (next === undefined) return null;
  const address = typeof next === "string" ? $(next).first().attr("href") : next($, context);
  return absolute(address, context.url);
}

/** Null for what is no address, for scripts' links and for a link back to the page itself. */
function absolute(address: string | null | undefined, base: string): string | null {
  const trimmed = (address ?? "").trim();
  if (trimmed === "" || trimmed.startsWith("#") || !URL.canParse(trimmed, base)) return null;
  const url = new URL(trimmed, base);
  return /^https?:$/.test(url.protocol) && url.href !== base ? url.href : null;
}
