import type { CheerioAPI } from "cheerio/slim";
import { type ChildNode, type Element, isTag } from "domhandler";
import type { Instant } from "../../model/ids.ts";
import { canonicalAddress } from "../address.ts";
import { parseDate } from "../feeds/dates.ts";
import { oneLine } from "./blocks.ts";
import type { PageContext } from "./site-family.ts";

/** What a page says about itself to machines: JSON-LD, meta elements, microdata. */
export interface PageMetadata {
  readonly title: string | null;
  /** All titles that it states, the most particular first. */
  readonly titles: readonly string[];
  /** True when the first of them is the article's own, not the page's. */
  readonly ownTitle: boolean;
  readonly siteName: string | null;
  readonly description: string | null;
  readonly publishedAt: Instant | null;
  readonly canonicalUrl: string;
  /** JSON-LD `articleBody`, plain text; null where the page has none. */
  readonly articleBody: string | null;
}

const ARTICLE_TYPES = /Article|BlogPosting|Posting|Report$/;
/** In this order: the first that is a date counts. */
const DATE_METAS =
  "article:published_time og:article:published_time pubdate datepublished date dc.date.issued dcterms.issued dcterms.created dc.date.created dc.date publish-date publish_date publication_date parsely-pub-date sailthru.date cxenseparse:recs:publishtime article:published originalpublicationdate".split(
    " ",
  );
/** Reads the page's own metadata; what is missing or unreadable is null, nothing throws. */
export function readMetadata($: CheerioAPI, context: PageContext): PageMetadata {
  const carriers = metadataCarriers($.root().get(0)?.children ?? []);
  const named = (name: string): Element[] => carriers.filter((carrier) => carrier.name === name);
  const metas = metaElements(named("meta"));
  const scripts = named("script").map((script) => $(script).text());
  const article = jsonLdArticle(scripts);
  const title = named("title")[0];
  const stated = named("link")[0]?.attribs.href ?? metas.get("og:url") ?? null;
  const headline = oneLine(textField(article, "headline"));
  const titles = [headline, metas.get("og:title"), metas.get("twitter:title"), title && $(title).text()]
    .map(oneLine)
    .filter((text) => text !== null);
  return {
    title: titles[0] ?? null,
    titles,
    ownTitle: headline !== null,
    siteName: oneLine(metas.get("og:site_name")),
    description: oneLine(
      textField(article, "description") ?? metas.get("og:description") ?? metas.get("description"),
    ),
    publishedAt: firstDate(
      [
        textField(article, "datePublished") ?? textField(article, "dateCreated"),
        ...DATE_METAS.map((name) => metas.get(name) ?? null),
        ...microdataDates($, carriers),
        anyPublication(scripts),
      ],
      context.now,
    ),
    canonicalUrl: canonicalAddress(stated, context.url, context.hosts),
    articleBody: textField(article, "articleBody"),
  };
}

/** Everything that metadata may stand in, in the page's order, found in one walk. */
function metadataCarriers(nodes: readonly ChildNode[]): Element[] {
  const found: Element[] = [];
  const stack = [...nodes].reverse();
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (!isTag(node)) continue;
    if (isCarrier(node)) found.push(node);
    for (let index = node.children.length - 1; index >= 0; index -= 1) {
      const child = node.children[index];
      if (child !== undefined) stack.push(child);
    }
  }
  return found;
}

function isCarrier({ name, attribs }: Element): boolean {
  switch (name) {
    case "meta":
    case "title":
      return true;
    case "link":
      return attribs.rel === "canonical";
    case "script":
      return attribs.type === "application/ld+json";
    case "time":
      return attribs.datetime !== undefined;
    default:
      return attribs.itemprop === "datePublished";
  }
}

/** The first non-empty content of each name, whichever attribute names it. */
function metaElements(metas: readonly Element[]): Map<string, string> {
  const contents = new Map<string, string>();
  for (const { attribs } of metas) {
    const content = attribs.content?.trim() ?? "";
    if (content === "") continue;
    for (const name of [attribs.property, attribs.name, attribs.itemprop]) {
      const key = name?.toLowerCase();
      if (key !== undefined && !contents.has(key)) contents.set(key, content);
    }
  }
  return contents;
}

/** Microdata, then a time element inside the article or marked as the publication's. */
function microdataDates($: CheerioAPI, carriers: readonly Element[]): (string | null)[] {
  const marked = carriers.find(({ attribs }) => attribs.itemprop === "datePublished");
  const time = carriers.find(
    (carrier) =>
      carrier.name === "time" &&
      (carrier.attribs.pubdate !== undefined || $(carrier).closest("article").length > 0),
  );
  return [
    marked?.attribs.content ?? null,
    marked?.attribs.datetime ?? null,
    marked ? oneLine($(marked).text()) : null,
    time?.attribs.datetime ?? null,
  ];
}

function firstDate(texts: readonly (string | null)[], now: Date): Instant | null {
  for (const text of texts) {
    const found = parseDate(text, now);
    if (found !== null) return found;
  }
  return null;
}

type JsonObject = Readonly<Record<string, unknown>>;

function jsonLdArticle(scripts: readonly string[]): JsonObject | null {
  for (const script of scripts) {
    const found = objectsIn(parseJson(script)).find((object) =>
      [object["@type"]].flat().some((type) => typeof type === "string" && ARTICLE_TYPES.test(type)),
    );
    if (found) return found;
  }
  return null;
}

/** A page that is not called an article may still say when it was published. */
function anyPublication(scripts: readonly string[]): string | null {
  for (const script of scripts) {
    for (const object of objectsIn(parseJson(script))) {
      const found = textField(object, "datePublished");
      if (found !== null) return found;
    }
  }
  return null;
}

/** JSON-LD made by hand: raw line breaks inside strings, a comment around it, a comma too many. */
function parseJson(text: string): unknown {
  const plain = text.replace(/[\r\n\t]+/g, " ");
  const inside = /[{[].*[}\]]/.exec(plain)?.[0] ?? "";
  for (const attempt of [plain, inside, inside.replace(/,\s*([}\]])/g, "$1")]) {
    try {
      return JSON.parse(attempt);
    } catch {
      // The next attempt mends one more mistake.
    }
  }
  return null;
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
