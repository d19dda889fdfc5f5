import { type CheerioAPI, load } from "cheerio/slim";
import type { SourceSettings } from "../config/schema.ts";
import { cleanAddress } from "./address.ts";
import { readFeedDocument } from "./feeds/format.ts";
import { decodeText } from "./fetcher/encoding.ts";
import { PAGE_MAX_BYTES } from "./fetcher/fetcher.ts";
import { wallIn } from "./fetcher/walls.ts";
import { readPage } from "./parsers/extract-page.ts";
import type { GenericExtractor } from "./parsers/generic.ts";
import { proposeSelectors } from "./parsers/propose-selectors.ts";
import { SITE_FAMILIES } from "./parsers/registry.ts";
import type { SourceFetch } from "./source-fetch.ts";

/** What a page's source would look like, before anybody has looked at it; the operator completes and enables it. */
export interface ProposedSource {
  readonly shape: SourceSettings["shape"];
  readonly speaker: SourceSettings["speaker"];
  readonly name: string;
  readonly hosts: readonly string[];
  readonly feeds: readonly string[];
  readonly sitemaps: readonly string[];
  readonly urlPattern: string | null;
  readonly keepQuery: readonly string[] | null;
  readonly selectors: Readonly<Record<string, unknown>> | null;
}
/** A proposal with what was found out on the way, or the one sentence why there is none. */
export type Proposal =
  | { readonly kind: "proposed"; readonly source: ProposedSource; readonly notes: readonly string[] }
  | { readonly kind: "refused"; readonly sentence: string };

/** What proposing needs: requests through robots.txt and pace, the extraction thread, the moment. */
export interface ProposalParts {
  readonly fetch: SourceFetch;
  readonly generic: GenericExtractor;
  readonly now: Date;
}

/**
 * How the systems of Vietnamese papers and portals end an article's address; of those that fit most of a site's links the
 * first is proposed (research, 2.1: the suffix tells the system).
 */
const ADDRESS_FORMS: readonly string[] = [
  "/(threads|t)/[^/]+\\.\\d+/?$",
  "/vi/news/[A-Za-z0-9-]+/[A-Za-z0-9-]+-\\d+\\.html$",
  "-\\d{14,19}\\.(htm|html|chn)$",
  "-d\\d+\\.html$",
  "-post\\d+\\.(html|tpo)$",
  "-ar\\d+\\.html$",
  "-a\\d+\\.html$",
  "-i\\d+/?$",
  "-\\d{4,}\\.(html|htm|ldo|tpo|vnp|epi|vov|antd)$",
  "/-/[a-z0-9-]+(\\?|$)",
  "[?&](id|ItemID|NewsID|newsid|articleId)=\\d+",
  "/\\d{4}/\\d{2}/[a-z0-9-]+/?$",
  "-\\d{4,}/?$",
  "/[a-z0-9]+(-[a-z0-9]+){4,}(\\.html?)?/?$",
];
/** Links looked at, and articles opened to learn how the site writes them. */
const MAX_LINKS = 400;
const ARTICLES_OPENED = 2;
const FEED_TYPES = /application\/(rss|atom)\+xml|application\/feed\+json/i;
const ACCEPT = "text/html, application/rss+xml, application/atom+xml, application/xml;q=0.9, */*;q=0.1";

/** Looks at a live page and proposes the source that would read its site. Throws what the fetcher throws. */
export async function proposeSource(
  address: string,
  parts: ProposalParts,
  signal: AbortSignal,
): Promise<Proposal> {
  const first = await open(address, parts, signal);
  if (first.kind === "refused") return first;
  const { url, text } = first;
  const hosts = [new URL(url).host];
  const notes: string[] = [];
  const document = readFeedDocument(text, url);
  if (document.kind === "unreadable") return { kind: "refused", sentence: document.problem };
  const asFeed = document.kind === "feed" && document.wire.entries.length > 0;
  const $ = load(document.kind === "html" ? text : "");
  const feeds = asFeed ? [url] : await livingFeeds($, url, parts, signal, notes);
  const sitemaps = await sitemapsOf(url, parts, signal, notes);
  const links = asFeed
    ? document.wire.entries.map(({ link }) => link ?? "")
    : $("a[href]")
        .toArray()
        .slice(0, MAX_LINKS)
        .map((link) => $(link).attr("href") ?? "");
  const form = addressForm(links, url);
  const articles = form === null ? [url] : matching(links, url, form).slice(0, ARTICLES_OPENED);
  if (form === null) notes.push("no form of article addresses was recognised; write urlPattern by hand");
  const read = await readSamples(articles, parts, signal, notes);
  const keepQuery = form?.startsWith("[?&]") ? queryFields(articles) : null;
  const isThread = read.shape === "xenforo";
  const family = SITE_FAMILIES.find(({ shape }) => shape === read.shape);
  const isList = document.kind === "html" && family?.list?.($, { url, hosts, now: parts.now }) != null;
  // A board's own page tells which threads grew; a paper's section is only needed where nothing else lists it.
  const listed =
    isList && (isThread || feeds.length === 0)
      ? [...feeds, url]
      : feeds.length > 0 || sitemaps.length > 0
        ? feeds
        : [url];
  const listSelector = feeds.length > 0 || sitemaps.length > 0 ? null : listSelectorOf($, url, form);
  return {
    kind: "proposed",
    source: {
      shape: read.shape,
      speaker: isThread ? "citizen" : "institution",
      name: $("meta[property='og:site_name']").attr("content")?.trim() || hosts[0] || "",
      hosts,
      feeds: listed,
      sitemaps,
      urlPattern: form,
      keepQuery,
      selectors: selectorsOf(read, listSelector),
    },
    notes,
  };
}

type Opened =
  | { readonly kind: "page"; readonly url: string; readonly text: string }
  | { readonly kind: "refused"; readonly sentence: string };

async function open(address: string, parts: ProposalParts, signal: AbortSignal): Promise<Opened> {
  const answer = await parts.fetch({ url: address, maxBytes: PAGE_MAX_BYTES, accept: ACCEPT }, signal);
  if (answer.kind === "refused") return { kind: "refused", sentence: answer.problem };
  if (answer.kind === "not-modified") return { kind: "refused", sentence: `${address} answered nothing` };
  const text = decodeText(answer.bytes, answer.headers["content-type"] ?? null);
  const shown = load(text)("body").text().replace(/\s+/g, " ").trim();
  const wall = /<html[\s>]/i.test(text) ? wallIn(text, shown) : null;
  if (wall !== null) return { kind: "refused", sentence: `${answer.url} ${wall.sentence}` };
  return { kind: "page", url: answer.url, text };
}

/** Feeds that the page names and that answer with entries. */
async function livingFeeds(
  $: CheerioAPI,
  url: string,
  parts: ProposalParts,
  signal: AbortSignal,
  notes: string[],
): Promise<string[]> {
  const host = new URL(url).host;
  const named = $("link[rel~=alternate][href]")
    .toArray()
    .filter((link) => FEED_TYPES.test($(link).attr("type") ?? ""))
    .map((link) => cleanAddress($(link).attr("href") ?? "", url))
    .filter((feed) => feed !== null && new URL(feed).host === host) as string[];
  const living: string[] = [];
  for (const feed of [...new Set(named)].slice(0, 3)) {
    const opened = await open(feed, parts, signal).catch((error: Error) => ({
      kind: "refused" as const,
      sentence: error.message,
    }));
    const document = opened.kind === "page" ? readFeedDocument(opened.text, feed) : null;
    if (document?.kind === "feed" && document.wire.entries.length > 0) living.push(feed);
    else
      notes.push(
        opened.kind === "refused" ? opened.sentence : `${feed} is named as a feed but lists nothing`,
      );
  }
  return living;
}

/** Sitemaps that robots.txt names, else the usual one, where it answers. */
async function sitemapsOf(
  url: string,
  parts: ProposalParts,
  signal: AbortSignal,
  notes: string[],
): Promise<string[]> {
  const { origin, host } = new URL(url);
  const asked = async (address: string): Promise<string | null> => {
    const opened = await open(address, parts, signal).catch(() => null);
    return opened?.kind === "page" ? opened.text : null;
  };
  const robots = await asked(`${origin}/robots.txt`);
  notes.push(
    robots === null
      ? `${host} has no robots.txt that could be read; nothing is forbidden by it`
      : `${host}/robots.txt allows these addresses; it is asked again every day and obeyed`,
  );
  const named = [...(robots ?? "").matchAll(/^\s*sitemap:\s*(\S+)/gim)].map(([, address]) => address ?? "");
  const tried = named.length > 0 ? named : [`${origin}/sitemap.xml`];
  const own = tried.filter((address) => URL.canParse(address) && new URL(address).host === host).slice(0, 2);
  const found: string[] = [];
  for (const address of own) {
    const text = await asked(address);
    const document = text === null ? null : readFeedDocument(text, address);
    if (document?.kind === "feed" && document.format.startsWith("sitemap")) found.push(address);
  }
  return found;
}

function addressForm(links: readonly string[], base: string): string | null {
  const own = ownLinks(links, base);
  const counts = ADDRESS_FORMS.map((form) => own.filter((link) => new RegExp(form, "u").test(link)).length);
  const most = Math.max(0, ...counts);
  if (most < 2) return null;
  // The most particular form that fits nearly as many links as the best does.
  return ADDRESS_FORMS.find((_, index) => (counts[index] ?? 0) >= most * 0.7) ?? null;
}

function ownLinks(links: readonly string[], base: string): string[] {
  const host = new URL(base).host;
  const clean = links
    .map((link) => cleanAddress(link, base))
    .filter((link) => link !== null && new URL(link).host === host && link !== base) as string[];
  return [...new Set(clean)];
}

const matching = (links: readonly string[], base: string, form: string): string[] =>
  ownLinks(links, base).filter((link) => new RegExp(form, "u").test(link));

function queryFields(addresses: readonly string[]): string[] {
  const fields = addresses.flatMap((address) => [...new URL(address).searchParams.keys()]);
  return [...new Set(fields)].filter((name) => /^(id|ItemID|NewsID|newsid|articleId|CategoryId)$/.test(name));
}

interface Samples {
  readonly shape: SourceSettings["shape"];
  readonly selectors: Readonly<Record<string, string>> | null;
}

/** Opens a few articles: whose layout they have, or else where things stand on them. */
async function readSamples(
  addresses: readonly string[],
  parts: ProposalParts,
  signal: AbortSignal,
  notes: string[],
): Promise<Samples> {
  const unknown: { readonly $: CheerioAPI; readonly text: string; readonly title: string | null }[] = [];
  for (const address of addresses) {
    const opened = await open(address, parts, signal);
    if (opened.kind === "refused") {
      notes.push(opened.sentence);
      continue;
    }
    const context = { url: opened.url, hosts: null, now: parts.now };
    const read = await readPage(opened.text, context, null, parts.generic);
    if (read.layout !== null) {
      notes.push(`${opened.url} has the layout ${read.layout}`);
      return { shape: read.layout.split("/")[0] as SourceSettings["shape"], selectors: null };
    }
    if (read.page.kind === "article" && read.page.text !== "") {
      unknown.push({ $: load(opened.text), text: read.page.text, title: read.page.title });
      if (read.page.publishedAt === null)
        notes.push(`${opened.url} shows no publication time that was understood; name it in selectors.date`);
    } else notes.push(`${opened.url} holds no article that could be found`);
  }
  return { shape: "generic", selectors: proposeSelectors(unknown) };
}

function selectorsOf(
  { shape, selectors }: Samples,
  list: string | null,
): Readonly<Record<string, unknown>> | null {
  if (shape !== "generic" || (selectors === null && list === null)) return null;
  return { ...selectors, ...(list !== null && { list }) };
}

/** The links of a list that no feed replaces: by the class that article links share, else all links in a heading. */
function listSelectorOf($: CheerioAPI, base: string, form: string | null): string | null {
  if (form === null) return null;
  const pattern = new RegExp(form, "u");
  const found = $("a[href]")
    .toArray()
    .filter((link) => pattern.test(cleanAddress($(link).attr("href") ?? "", base) ?? ""));
  const classes = found.map((link) => ($(link).attr("class") ?? "").trim().split(/\s+/)[0] ?? "");
  const common = classes.find(
    (name) =>
      /^[A-Za-z_][\w-]*$/.test(name) && classes.filter((other) => other === name).length >= found.length / 2,
  );
  if (common !== undefined) return `a.${common}`;
  const headed = found.filter((link) => $(link).closest("h1, h2, h3, h4").length > 0);
  return headed.length >= found.length / 2 ? "h2 a, h3 a, h4 a" : "a";
}
