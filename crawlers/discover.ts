import { load } from "cheerio/slim";
import type { SourceSettings } from "../config/schema.ts";
import type { Discovery, FeedEntry, FeedState, SourceState } from "./crawler.ts";
import { entriesHash, MAX_FEED_ENTRIES, MAX_SITEMAP_ENTRIES, toFeedEntries } from "./feeds/entries.ts";
import { type FeedDocument, readFeedDocument } from "./feeds/format.ts";
import type { WireEntry } from "./feeds/wire.ts";
import type { AnswerHeaders, FetchResult } from "./fetcher/answer.ts";
import { gunzipFile } from "./fetcher/body.ts";
import { decodeText } from "./fetcher/encoding.ts";
import { FEED_MAX_BYTES } from "./fetcher/fetcher.ts";
import { isOverloaded, isScattered } from "./parsers/page-size.ts";
import { SITE_FAMILIES } from "./parsers/registry.ts";
import type { ListPage } from "./parsers/site-family.ts";
import type { SourceFetch } from "./source-fetch.ts";

const ACCEPT =
  "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, text/html;q=0.5, */*;q=0.1";
/** Sitemaps that one index leads to at most in one run. */
const MAX_CHILD_SITEMAPS = 60;
/** Pages of one reader's list in its first run, and in a run that cannot know what it saw before. */
const MAX_LIST_PAGES = 50;
const LIST_PAGES_AFTER_RESTART = 10;
/** A list is left after this many pages on which everything was known. */
const LIST_PAGES_WITHOUT_NEWS = 3;
/** A feed that asks for a longer rest is still looked at once a day. */
const LONGEST_INTERVAL_MS = 24 * 3_600_000;

/** Which feed to poll, and what is known of it. */
export interface DiscoveryInput {
  readonly source: SourceSettings;
  readonly feedUrl: string;
  readonly previous: FeedState | null;
  /** False for the one read a day that ignores validators. */
  readonly conditional: boolean;
}
/** What a poll needs: requests in the name of the source, the moment, the memory of lists. */
export interface DiscoveryParts {
  readonly fetch: SourceFetch;
  readonly now: Date;
  /** Entries of reader's lists seen in this process, per list: `url version`. */
  readonly seenInLists: Map<string, Set<string>>;
}

/** Polls one address: RSS, Atom, JSON Feed, sitemap, sitemap index, or a list page that the source's family can read. */
export async function discoverFeed(
  input: DiscoveryInput,
  parts: DiscoveryParts,
  signal: AbortSignal,
): Promise<Discovery> {
  const { previous } = input;
  const result = await parts.fetch(
    {
      url: input.feedUrl,
      maxBytes: FEED_MAX_BYTES,
      accept: ACCEPT,
      ...(input.conditional && previous && { etag: previous.etag, lastModified: previous.lastModified }),
    },
    signal,
  );
  if (result.kind === "refused") return refusedDiscovery(result.state, previous, result.problem);
  if (result.kind === "not-modified") {
    return {
      state: "ok",
      notModified: true,
      entries: [],
      feed: { ...validators(result.headers, previous), entriesHash: previous?.entriesHash ?? null },
      minIntervalMs: cacheMs(result.headers, parts.now),
      problems: [],
    };
  }
  const found = await readEverything(input, parts, result, signal);
  if (found.unreadable !== null) return refusedDiscovery("failing", previous, found.unreadable);
  const { entries, problems } = toFeedEntries(found.wire, {
    source: input.source,
    feedUrl: input.feedUrl,
    now: parts.now,
    max: found.max,
  });
  return conclude(input, parts, result.headers, found, entries, [...found.problems, ...problems]);
}

function conclude(
  input: DiscoveryInput,
  parts: DiscoveryParts,
  headers: AnswerHeaders,
  found: Found,
  entries: readonly FeedEntry[],
  problems: readonly string[],
): Discovery {
  const hash = entriesHash(entries);
  const unchanged = input.previous?.entriesHash === hash;
  // An index or a list may stay the same while what it leads to changes: no validators are kept for those.
  const kept = found.single ? validators(headers, null) : { etag: null, lastModified: null };
  return {
    state: "ok",
    notModified: unchanged,
    entries: unchanged ? [] : entries,
    feed: { ...kept, entriesHash: hash },
    minIntervalMs: longest([cacheMs(headers, parts.now), found.ttlMs]),
    problems,
  };
}

interface Found {
  readonly wire: readonly WireEntry[];
  readonly max: number;
  /** One document and nothing beyond it. */
  readonly single: boolean;
  readonly ttlMs: number | null;
  readonly problems: readonly string[];
  /** A sentence when the address holds nothing that can be read. */
  readonly unreadable: string | null;
}
type Answered = Extract<FetchResult, { kind: "ok" }>;

async function readEverything(
  input: DiscoveryInput,
  parts: DiscoveryParts,
  first: Answered,
  signal: AbortSignal,
): Promise<Found> {
  const document = await documentOf(first);
  const nothing = { wire: [], max: 0, single: true, ttlMs: null, problems: [] };
  switch (document.kind) {
    case "unreadable":
      return { ...nothing, unreadable: document.problem };
    case "html":
      return await readList(input, parts, first, signal);
    case "feed":
      if (document.format === "sitemap-index") return await readIndex(parts, document, input.feedUrl, signal);
      return {
        ...nothing,
        wire: document.wire.entries,
        max: document.format === "sitemap" ? MAX_SITEMAP_ENTRIES : MAX_FEED_ENTRIES,
        ttlMs: document.wire.ttlMinutes === null ? null : document.wire.ttlMinutes * 60_000,
        problems: [...document.problems, ...emptiness(document, input.feedUrl)],
        unreadable: null,
      };
  }
}

async function documentOf(answer: Answered): Promise<FeedDocument> {
  const bytes = await gunzipFile(answer.bytes, answer.url, FEED_MAX_BYTES);
  return readFeedDocument(decodeText(bytes, answer.headers["content-type"] ?? null), answer.url);
}

function emptiness(document: Extract<FeedDocument, { kind: "feed" }>, address: string): string[] {
  return document.wire.entries.length === 0 && document.wire.children.length === 0
    ? [`${address} lists nothing`]
    : [];
}

/** Children of a sitemap index, newest first; one that cannot be read is a problem, the others go on. */
async function readIndex(
  parts: DiscoveryParts,
  index: Extract<FeedDocument, { kind: "feed" }>,
  indexUrl: string,
  signal: AbortSignal,
): Promise<Found> {
  const wire: WireEntry[] = [];
  const problems: string[] = [...index.problems];
  for (const child of index.wire.children.slice(0, MAX_CHILD_SITEMAPS)) {
    if (!URL.canParse(child, indexUrl) || wire.length >= MAX_SITEMAP_ENTRIES) continue;
    const url = new URL(child, indexUrl).href;
    const result = await parts.fetch({ url, maxBytes: FEED_MAX_BYTES, accept: ACCEPT }, signal);
    if (result.kind !== "ok") {
      problems.push(result.kind === "refused" ? result.problem : `${url} answered nothing new`);
      continue;
    }
    const document = await documentOf(result);
    if (document.kind === "feed") {
      wire.push(...document.wire.entries);
      problems.push(...document.problems, ...emptiness(document, url));
    } else problems.push(document.kind === "unreadable" ? document.problem : `${url} is no sitemap`);
  }
  if (index.wire.children.length > MAX_CHILD_SITEMAPS) {
    problems.push(
      `${indexUrl} leads to ${index.wire.children.length} sitemaps; the newest ${MAX_CHILD_SITEMAPS} were read`,
    );
  }
  return { wire, max: MAX_SITEMAP_ENTRIES, single: false, ttlMs: null, problems, unreadable: null };
}

/** A list for readers and the pages that follow it, until nothing is new. */
async function readList(
  input: DiscoveryInput,
  parts: DiscoveryParts,
  first: Answered,
  signal: AbortSignal,
): Promise<Found> {
  const family = SITE_FAMILIES.find(({ shape }) => shape === input.source.shape);
  const seen = parts.seenInLists.get(input.feedUrl);
  const known = seen ?? new Set<string>();
  const maxPages = input.previous !== null && seen === undefined ? LIST_PAGES_AFTER_RESTART : MAX_LIST_PAGES;
  const wire: WireEntry[] = [];
  const visited = new Set<string>();
  let answer: Answered | null = first;
  let withoutNews = 0;
  while (answer !== null && visited.size < maxPages && withoutNews < LIST_PAGES_WITHOUT_NEWS) {
    visited.add(answer.url);
    const html = decodeText(answer.bytes, answer.headers["content-type"] ?? null);
    if (isOverloaded(html)) break;
    const $ = load(html);
    if (isScattered($)) break;
    const page: ListPage | null =
      family?.list?.($, {
        url: answer.url,
        hosts: input.source.hosts,
        now: parts.now,
        selectors: input.source.selectors,
      }) ?? null;
    if (page === null) break;
    const news = page.entries.filter((entry) => !known.has(listKey(entry)));
    withoutNews = news.length === 0 ? withoutNews + 1 : 0;
    for (const entry of page.entries) known.add(listKey(entry));
    wire.push(...page.entries);
    answer =
      page.next === null || visited.has(page.next) ? null : await nextOf(page.next, parts.fetch, signal);
  }
  if (wire.length === 0) {
    const unreadable = `${input.feedUrl} is a page for readers without a list that shape "${input.source.shape}" knows; give the address of a feed or sitemap`;
    return { wire, max: 0, single: true, ttlMs: null, problems: [], unreadable };
  }
  parts.seenInLists.set(input.feedUrl, known);
  return { wire, max: MAX_SITEMAP_ENTRIES, single: false, ttlMs: null, problems: [], unreadable: null };
}

const listKey = (entry: WireEntry): string => `${entry.link} ${entry.replies ?? entry.published ?? ""}`;

async function nextOf(url: string, fetch: SourceFetch, signal: AbortSignal): Promise<Answered | null> {
  const result = await fetch({ url, maxBytes: FEED_MAX_BYTES, accept: ACCEPT }, signal);
  return result.kind === "ok" ? result : null;
}

/** Both validators, each on its own: what an answer leaves out is kept from before (RFC 9111, 3.2). */
function validators(
  headers: AnswerHeaders,
  previous: FeedState | null,
): { etag: string | null; lastModified: string | null } {
  if (headers.expires === "0") return { etag: null, lastModified: null };
  return {
    etag: headers.etag ?? previous?.etag ?? null,
    lastModified: headers["last-modified"] ?? previous?.lastModified ?? null,
  };
}

/** How long the answer says that it stays fresh; null when it says nothing. */
function cacheMs(headers: AnswerHeaders, now: Date): number | null {
  const maxAge = /(?:^|[\s,])max-age=(\d+)/i.exec(headers["cache-control"] ?? "")?.[1];
  if (maxAge !== undefined) return Math.min(Number(maxAge) * 1000, LONGEST_INTERVAL_MS) || null;
  const expiresMs = Date.parse(headers.expires ?? "");
  const dateMs = Date.parse(headers.date ?? "");
  const restMs = expiresMs - (Number.isNaN(dateMs) ? now.getTime() : dateMs);
  return restMs > 0 ? Math.min(restMs, LONGEST_INTERVAL_MS) : null;
}

function longest(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : Math.min(Math.max(...known), LONGEST_INTERVAL_MS);
}

/** A feed that could not be read because somebody said no; what was known of it stays. */
export function refusedDiscovery(
  state: SourceState,
  previous: FeedState | null,
  problem: string,
  minIntervalMs: number | null = null,
): Discovery {
  return {
    state,
    notModified: false,
    entries: [],
    feed: previous ?? { etag: null, lastModified: null, entriesHash: null },
    minIntervalMs,
    problems: [problem],
  };
}
