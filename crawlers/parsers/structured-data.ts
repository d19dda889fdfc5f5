import type { CheerioAPI } from "cheerio/slim";
import type { Instant } from "../../model/ids.ts";
import { canonicalAddress } from "../address.ts";
import { parseDate } from "../feeds/dates.ts";
import { oneLine } from "./blocks.ts";
import type { PageContext } from "./site-family.ts";

/** What a page says about itself to machines: JSON-LD, meta elements, microdata. */
export interface PageMetadata {
  readonly title: string | null;
  readonly description: string | null;
  readonly publishedAt: Instant | null;
  readonly canonicalUrl: string;
  /** JSON-LD `articleBody`, plain text; null where the page has none. */
  readonly articleBody: string | null;
}

const ARTICLE_TYPES = /Article|BlogPosting|Posting|Report$/;
type JsonObject = Readonly<Record<string, unknown>>;

/** Reads the page's own metadata; what is missing or unreadable is null, nothing throws. */
export function readMetadata($: CheerioAPI, context: PageContext): PageMetadata {
  const article = jsonLdArticle($);
  const meta = (...names: string[]): string | null => {
    for (const name of names) {
      const content = $(`meta[property="${name}"], meta[name="${name}"], meta[itemprop="${name}"]`)
        .first()
        .attr("content");
      if (content !== undefined && content.trim() !== "") return content;
    }
    return null;
  };
  const dates = [
    textField(article, "datePublished"),
    meta(
      "article:published_time",
      "pubdate",
      "datePublished",
      "date",
      "DC.date.issued",
      "dc.date",
      "publish-date",
    ),
    $("[itemprop=datePublished]").first().attr("content") ?? null,
    $("[itemprop=datePublished]").first().attr("datetime") ?? null,
    oneLine($("[itemprop=datePublished]").first().text()),
    $("article time[datetime], time[pubdate][datetime]").first().attr("datetime") ?? null,
  ];
  const stated = $("link[rel=canonical]").first().attr("href") ?? meta("og:url");
  return {
    title: oneLine(
      textField(article, "headline") ?? meta("og:title", "twitter:title") ?? $("title").first().text(),
    ),
    description: oneLine(textField(article, "description") ?? meta("og:description", "description")),
    publishedAt: dates.map((text) => parseDate(text, context.now)).find((found) => found !== null) ?? null,
    canonicalUrl: canonicalAddress(stated, context.url, context.hosts),
    articleBody: textField(article, "articleBody"),
  };
}

function jsonLdArticle($: CheerioAPI): JsonObject | null {
  for (const script of $('script[type="application/ld+json"]').toArray()) {
    const found = objectsIn(parseJson($(script).text())).find((object) =>
      [object["@type"]].flat().some((type) => typeof type === "string" && ARTICLE_TYPES.test(type)),
    );
    if (found) return found;
  }
  return null;
}

function parseJson(text: string): unknown {
  try {
    // Raw line breaks inside strings are the commonest mistake of hand-made JSON-LD.
    return JSON.parse(text.replace(/[\r\n\t]+/g, " "));
  } catch {
    return null;
  }
}

function objectsIn(value: unknown): JsonObject[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn);
  if (typeof value !== "object" || value === null) return [];
  const object = value as JsonObject;
  return [object, ...objectsIn(object["@graph"] ?? null)];
}

function textField(object: JsonObject | null, name: string): string | null {
  const value = object?.[name];
  return typeof value === "string" && value.trim() !== "" ? value : null;
}
