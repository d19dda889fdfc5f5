import { localIso, notFound, type Page, page, rss, type Site, text, urlset, xml } from "./markup.ts";
import { newestFirst, published, type SiteArticle, type SiteComment } from "./material.ts";

const RSS_ITEMS = 200;
const LIST_ITEMS = 20;

/** What a page of a paper's list shows. */
export interface PaperList {
  readonly section: string;
  readonly number: number;
  readonly last: number;
  readonly articles: readonly SiteArticle[];
  readonly origin: string;
}

/** What distinguishes one newspaper's site from another's; the rest (robots, feeds, sitemap) is alike. */
export interface PaperShape {
  readonly name: string;
  readonly robots: string;
  /** The article's address, without the origin; no two articles share one. */
  path(article: SiteArticle): string;
  /** The section whose feed an address is ("" for all), or null. */
  feedAt(path: string): string | null;
  listAt(path: string): { readonly section: string; readonly number: number } | null;
  article(article: SiteArticle, related: readonly SiteArticle[], origin: string): string;
  list(list: PaperList): string;
  /** The comment service, where the paper has one on this site; `byKey` finds an article by the number in its address. */
  comments?(url: URL, byKey: (key: string) => SiteArticle | null, now: Date): Page | null;
  readonly key?: (article: SiteArticle) => string;
}

/** A newspaper's site in one of the shapes that Vietnamese papers have. */
export function createPaper(shape: PaperShape, unordered: readonly SiteArticle[]): Site {
  const articles = newestFirst(unordered);
  const byPath = new Map(articles.map((article) => [shape.path(article), article]));
  const byKey = new Map(articles.map((article) => [(shape.key ?? shape.path)(article), article]));
  return (url, now) => {
    const all = published(articles, now);
    if (url.pathname === "/robots.txt") return text(`${shape.robots}\nSitemap: ${url.origin}/sitemap.xml\n`);
    if (url.pathname === "/sitemap.xml")
      return xml(urlset(all.map((article) => ({ link: url.origin + shape.path(article), at: article.at }))));
    const feed = shape.feedAt(url.pathname);
    if (feed !== null) return feedPage(shape, all, feed, url);
    // As real sites do: what else stands in the query changes nothing.
    const article =
      byPath.get(url.pathname) ?? byPath.get(`${url.pathname}?id=${url.searchParams.get("id")}`);
    if (article) {
      const related = all.filter(({ id, section }) => id !== article.id && section === article.section);
      return article.at > now ? notFound : page(shape.article(article, related.slice(0, 4), url.origin));
    }
    const answered = shape.comments?.(url, (key) => byKey.get(key) ?? null, now);
    if (answered) return answered;
    const list = shape.listAt(url.pathname + url.search);
    return list === null ? notFound : listPage(shape, all, list, url);
  };
}

function feedPage(shape: PaperShape, all: readonly SiteArticle[], section: string, url: URL): Page {
  const items = all.filter((article) => section === "" || article.section === section).slice(0, RSS_ITEMS);
  return xml(
    rss(
      `${shape.name} - RSS`,
      url.origin,
      items.map((article) => ({
        title: article.title,
        link: url.origin + shape.path(article),
        at: article.at,
        description: article.lead,
      })),
    ),
  );
}

function listPage(
  shape: PaperShape,
  all: readonly SiteArticle[],
  { section, number }: { readonly section: string; readonly number: number },
  url: URL,
): Page {
  const inSection = all.filter((article) => section === "" || article.section === section);
  const last = Math.max(1, Math.ceil(inSection.length / LIST_ITEMS));
  // Real sites answer a page too far with the last one, or with nothing.
  const shown = inSection.slice((number - 1) * LIST_ITEMS, number * LIST_ITEMS);
  return page(shape.list({ section, number, last, articles: shown, origin: url.origin }));
}

/** Comments written by now, the oldest first. */
export function writtenBy(comments: readonly SiteComment[], now: Date): readonly SiteComment[] {
  return comments.filter(({ at }) => at <= now).sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** `yyyymmddhhmm` in local time, followed by five digits of the id: how several papers number their articles. */
export function longNumber(article: SiteArticle): string {
  return localIso(article.at).replace(/\D/g, "").slice(0, 12) + String(article.id % 100_000).padStart(5, "0");
}
