import { PermanentError } from "../../model/errors.ts";
import { readAtom, readJsonFeed, readRss, readSitemapIndex, readUrlset, type WireFeed } from "./wire.ts";
import { brokenEntitySentence, findRoot, localName, parseXml } from "./xml.ts";

/** What an address that should be a feed turned out to hold. */
export type FeedDocument =
  | {
      readonly kind: "feed";
      readonly format: "rss" | "atom" | "json" | "sitemap" | "sitemap-index";
      readonly wire: WireFeed;
      readonly problems: readonly string[];
    }
  /** A list page for readers: a site family may know how to read it. */
  | { readonly kind: "html" }
  | { readonly kind: "unreadable"; readonly problem: string };

const ROOTS = ["rss", "rdf", "feed", "urlset", "sitemapindex"];

/** Tells what a feed address holds by its content, not by its declared type, and reads the wire shape. */
export function readFeedDocument(text: string, address: string): FeedDocument {
  const start = text.replace(/^[\uFEFF\s]+/, "");
  if (start === "")
    return { kind: "unreadable", problem: `${address} answered with nothing; check the feed's address` };
  if (start.startsWith("{")) return jsonFeed(start, address);
  if (/^(<!doctype html|<html)/i.test(start)) return { kind: "html" };
  if (!start.startsWith("<")) {
    return {
      kind: "unreadable",
      problem: `${address} is neither XML nor JSON nor HTML; check the feed's address`,
    };
  }
  return xmlFeed(start, address);
}

function jsonFeed(text: string, address: string): FeedDocument {
  try {
    const feed: unknown = JSON.parse(text);
    const wire = readJsonFeed(feed as Record<string, unknown>);
    return { kind: "feed", format: "json", wire, problems: [] };
  } catch (cause) {
    throw new PermanentError("feed-broken", `${address} is no valid JSON feed`, { cause });
  }
}

function xmlFeed(text: string, address: string): FeedDocument {
  const root = findRoot(parseXml(text, address), ROOTS);
  if (!root) {
    return /<(html|body|div)[\s>]/i.test(text)
      ? { kind: "html" }
      : { kind: "unreadable", problem: `${address} is XML, but no RSS, Atom or sitemap` };
  }
  const broken = brokenEntitySentence(text, address);
  const problems = broken === null ? [] : [broken];
  switch (localName(root)) {
    case "feed":
      return { kind: "feed", format: "atom", wire: readAtom(root), problems };
    case "urlset":
      return { kind: "feed", format: "sitemap", wire: readUrlset(root), problems };
    case "sitemapindex":
      return { kind: "feed", format: "sitemap-index", wire: readSitemapIndex(root), problems };
    default:
      return { kind: "feed", format: "rss", wire: readRss(root), problems };
  }
}
