import type { Element } from "domhandler";
import { child, childElements, textOf } from "./xml.ts";

/** An entry as the feed writes it: texts, not yet judged. */
export interface WireEntry {
  readonly link: string | null;
  readonly title: string | null;
  readonly published: string | null;
  readonly updated: string | null;
  readonly guid: string | null;
  /** Number of answers, where the feed tells (slash:comments). */
  readonly replies: string | null;
}

/** A feed as it stands on the wire, whatever its format. */
export interface WireFeed {
  readonly entries: readonly WireEntry[];
  /** Sitemap index: addresses of further sitemaps, newest first. */
  readonly children: readonly string[];
  /** RSS `ttl` or the syndication module's period, in minutes. */
  readonly ttlMinutes: number | null;
}

const PERIOD_MINUTES: Readonly<Record<string, number>> = {
  hourly: 60,
  daily: 1440,
  weekly: 10_080,
  monthly: 43_200,
  yearly: 525_600,
};

/** RSS 2.0, 0.9x and 1.0 (where items stand beside the channel). */
export function readRss(root: Element): WireFeed {
  const channel = child(root, "channel");
  const items = [
    ...(channel ? childElements(channel.children, "item") : []),
    ...childElements(root.children, "item"),
  ];
  return { entries: items.map(rssEntry), children: [], ttlMinutes: channel ? rssTtl(channel) : null };
}

function rssEntry(item: Element): WireEntry {
  const guid = child(item, "guid");
  const isAddress = guid?.attribs.isPermaLink !== "false" && /^https?:/i.test(textOf(guid) ?? "");
  const link = textOf(plainChild(item, "link")) ?? child(item, "link", "atom")?.attribs.href ?? null;
  return {
    link: link ?? (isAddress ? textOf(guid) : null),
    title: textOf(plainChild(item, "title")),
    published: textOf(child(item, "pubdate")) ?? textOf(child(item, "date", "dc")),
    updated: textOf(child(item, "updated", "atom")),
    guid: textOf(guid),
    replies: textOf(child(item, "comments", "slash")),
  };
}

/** The child without a prefix: `media:title` is not the title. */
function plainChild(item: Element, name: string): Element | null {
  return childElements(item.children, name).find((found) => !found.name.includes(":")) ?? null;
}

function rssTtl(channel: Element): number | null {
  const ttl = Number(textOf(child(channel, "ttl")));
  if (ttl > 0) return ttl;
  const period = PERIOD_MINUTES[textOf(child(channel, "updateperiod")) ?? ""];
  const frequency = Number(textOf(child(channel, "updatefrequency")) ?? "1");
  return period !== undefined && frequency > 0 ? period / frequency : null;
}

/** Atom 1.0 (RFC 4287). */
export function readAtom(root: Element): WireFeed {
  const entries = childElements(root.children, "entry").map((entry) => {
    const links = childElements(entry.children, "link");
    const alternate = links.find((link) => (link.attribs.rel ?? "alternate") === "alternate");
    return {
      link: alternate?.attribs.href ?? null,
      title: textOf(plainChild(entry, "title")),
      published: textOf(child(entry, "published")),
      updated: textOf(child(entry, "updated")),
      guid: textOf(child(entry, "id")),
      replies: textOf(child(entry, "total")),
    };
  });
  return { entries, children: [], ttlMinutes: null };
}

/** JSON Feed 1.x. */
export function readJsonFeed(feed: Readonly<Record<string, unknown>>): WireFeed {
  const items = Array.isArray(feed.items) ? feed.items : [];
  const text = (value: unknown): string | null =>
    typeof value === "string" ? value : typeof value === "number" ? String(value) : null;
  const entries = items
    .filter((item): item is Record<string, unknown> => typeof item === "object" && item !== null)
    .map((item) => ({
      link: text(item.url) ?? text(item.external_url),
      title: text(item.title),
      published: text(item.date_published),
      updated: text(item.date_modified),
      guid: text(item.id),
      replies: null,
    }));
  return { entries, children: [], ttlMinutes: null };
}

/** A sitemap's `urlset`, news extension included. */
export function readUrlset(root: Element): WireFeed {
  const entries = childElements(root.children, "url").map((url) => {
    const news = child(url, "news");
    return {
      link: textOf(plainChild(url, "loc")),
      title: news ? textOf(child(news, "title")) : null,
      published: news ? textOf(child(news, "publication_date")) : null,
      updated: textOf(child(url, "lastmod")),
      guid: null,
      replies: null,
    };
  });
  return { entries, children: [], ttlMinutes: null };
}

/** A sitemap index; `lastmod` orders its children, the newest first, and is otherwise only a hint. */
export function readSitemapIndex(root: Element): WireFeed {
  const children = childElements(root.children, "sitemap")
    .map((map) => ({ link: textOf(child(map, "loc")), changed: textOf(child(map, "lastmod")) ?? "" }))
    .sort((a, b) => (a.changed < b.changed ? 1 : a.changed > b.changed ? -1 : 0))
    .flatMap(({ link }) => (link === null ? [] : [link]));
  return { entries: [], children, ttlMinutes: null };
}
