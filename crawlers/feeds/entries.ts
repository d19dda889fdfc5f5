import { createHash } from "node:crypto";
import { load } from "cheerio/slim";
import type { SourceSettings } from "../../config/schema.ts";
import { cleanAddress } from "../address.ts";
import type { FeedEntry } from "../crawler.ts";
import { parseDate } from "./dates.ts";
import type { WireEntry } from "./wire.ts";

/** Entries of one feed that are taken at most: RSS as Media Cloud does, sitemaps as their protocol says. */
export const MAX_FEED_ENTRIES = 2000;
/** A sitemap holds no more (sitemaps.org). */
export const MAX_SITEMAP_ENTRIES = 50_000;

/**
 * Turns wire entries into entries that may be collected: absolute addresses on the source's hosts that match its pattern,
 * each once, with what makes an entry new. The problems say what was passed over and how to include it.
 */
export function toFeedEntries(
  wire: readonly WireEntry[],
  context: {
    readonly source: SourceSettings;
    readonly feedUrl: string;
    readonly now: Date;
    readonly max: number;
  },
): { readonly entries: readonly FeedEntry[]; readonly problems: readonly string[] } {
  const pattern = context.source.urlPattern === undefined ? null : new RegExp(context.source.urlPattern, "u");
  const entries = new Map<string, FeedEntry>();
  const foreign = new Set<string>();
  let without = 0;
  for (const entry of wire.slice(0, context.max)) {
    const clean = entry.link === null ? null : cleanAddress(entry.link, context.feedUrl);
    const url = clean === null ? null : withFields(clean, context.source.keepQuery);
    if (url === null) without += 1;
    else if (!context.source.hosts.includes(new URL(url).host)) foreign.add(new URL(url).host);
    else if ((pattern === null || pattern.test(url)) && !entries.has(url)) {
      entries.set(url, toEntry(entry, url, context.now));
    }
  }
  return {
    entries: [...entries.values()],
    problems: problemsOf(context.feedUrl, foreign, without, wire.length, context.max),
  };
}

/** The address with no other query fields than those that tell one page from another. */
function withFields(address: string, keep: readonly string[] | undefined): string {
  if (keep === undefined) return address;
  const url = new URL(address);
  for (const name of [...url.searchParams.keys()]) if (!keep.includes(name)) url.searchParams.delete(name);
  return url.href;
}

function toEntry(entry: WireEntry, url: string, now: Date): FeedEntry {
  // An old thread with new answers is not old: where answers are counted, only the last activity is its time.
  const opened = entry.replies === null ? parseDate(entry.published, now) : null;
  const publishedAt = opened ?? parseDate(entry.updated, now);
  return {
    url,
    target: "page",
    title: entry.title === null ? null : plainText(entry.title),
    publishedAt,
    version: versionOf(entry, publishedAt),
    parentNativeId: null,
  };
}

/**
 * The same page must have the same version in every feed that lists it, or it would be fetched for each: a reply count
 * where there is one, else the publication time, else nothing.
 */
function versionOf(entry: WireEntry, publishedAt: string | null): string {
  if (entry.replies !== null) return `replies:${entry.replies}`;
  return publishedAt ?? entry.published ?? entry.updated ?? "";
}

/** No headline is longer; what is, is a trap or a mistake. */
const LONGEST_TITLE = 1000;

/** Titles in feeds often hold escaped HTML. */
function plainText(title: string): string | null {
  const html = title.slice(0, LONGEST_TITLE);
  const text = /[<&]/.test(html) ? load(html, null, false).text() : html;
  const clean = text.normalize("NFC").replace(/\s+/g, " ").trim();
  return clean === "" ? null : clean;
}

function problemsOf(
  feedUrl: string,
  foreign: ReadonlySet<string>,
  without: number,
  count: number,
  max: number,
): string[] {
  const problems: string[] = [];
  if (foreign.size > 0) {
    problems.push(
      `${feedUrl} lists pages of ${[...foreign].slice(0, 5).join(", ")}, which were passed over; add to \`hosts\` what belongs to the source`,
    );
  }
  if (without > 0)
    problems.push(`${feedUrl} holds ${without} entries without a usable address; they were passed over`);
  if (count > max) problems.push(`${feedUrl} holds ${count} entries; the first ${max} were read`);
  return problems;
}

/** Changes when anything that an entry list says changes. */
export function entriesHash(entries: readonly FeedEntry[]): string {
  const hash = createHash("sha256");
  for (const { url, version, title } of entries) hash.update(`${url}\n${version}\n${title ?? ""}\n`);
  return hash.digest("hex");
}
