import { createHash } from "node:crypto";
import type { SourceSettings } from "../config/schema.ts";
import type { Instant } from "../model/ids.ts";
import { instantOf } from "../model/time.ts";
import { COMMENT_ADAPTERS } from "./comments/registry.ts";
import { nextCommentsReadAt } from "./comments/schedule.ts";
import type { ServiceComment } from "./comments/service.ts";
import type { Collected, FeedEntry } from "./crawler.ts";
import type { FetchResult } from "./fetcher/answer.ts";
import { decodeText } from "./fetcher/encoding.ts";
import { PAGE_MAX_BYTES } from "./fetcher/fetcher.ts";
import { wallIn } from "./fetcher/walls.ts";
import { articleItems, citizenItems, type PageItems, threadMessages } from "./items.ts";
import { type ReadPage, readPage } from "./parsers/extract-page.ts";
import type { GenericExtractor } from "./parsers/generic.ts";
import type { ArticlePage, ThreadPage } from "./parsers/site-family.ts";
import type { SourceFetch } from "./source-fetch.ts";

/** What to collect, and in whose name. */
export interface CollectInput {
  readonly source: SourceSettings;
  readonly entry: FeedEntry;
}
/** What collecting needs: requests in the name of the source, the extraction thread, the moment. */
export interface CollectParts {
  readonly fetch: SourceFetch;
  readonly generic: GenericExtractor;
  readonly now: Date;
}
type Answered = Extract<FetchResult, { kind: "ok" }>;
type Done = Extract<Collected, { kind: "done" }>;

/** Fetches what one entry leads to and turns it into items: an article, a page of a thread, or a page of comments. */
export async function collectEntry(
  input: CollectInput,
  parts: CollectParts,
  signal: AbortSignal,
): Promise<Collected> {
  const ofComments = input.entry.target === "comments" ? input.source.comments : undefined;
  const accept = ofComments ? COMMENT_ADAPTERS[ofComments.service].accept : "text/html, */*;q=0.1";
  const result = await parts.fetch({ url: input.entry.url, maxBytes: PAGE_MAX_BYTES, accept }, signal);
  if (result.kind === "refused") return refused(result);
  if (result.kind === "not-modified")
    return withoutText(`${result.url} answered 304 although nothing was known of it`);
  const text = decodeText(result.bytes, result.headers["content-type"] ?? null);
  if (ofComments) return collectComments(input, parts, result, text);
  if (text.trim() === "") return withoutText(`${result.url} answered with an empty page`);
  return await collectPage(input, parts, result, text);
}

function refused(result: Extract<FetchResult, { kind: "refused" }>): Done {
  const disposition = result.state === "robots-denied" || result.state === "gone" ? result.state : "blocked";
  return { kind: "done", disposition, state: result.state, problem: result.problem };
}

const withoutText = (problem: string, state: Done["state"] = "ok"): Done => ({
  kind: "done",
  disposition: "no-text",
  state,
  problem,
});

async function collectPage(
  input: CollectInput,
  parts: CollectParts,
  answer: Answered,
  html: string,
): Promise<Collected> {
  const type = answer.headers["content-type"] ?? "text/html";
  if (!/html|xml|text\/plain/i.test(type) || html.includes("\u0000")) {
    return withoutText(`${answer.url} is no web page (${type.split(";")[0]}); it has no text to read`);
  }
  const { source, entry } = input;
  const { hosts, selectors } = source;
  const context = { url: answer.url, hosts, now: parts.now, selectors };
  const read = await readPage(html, context, source.shape, parts.generic);
  const { page, extractor, problem } = read;
  const problems = problem === null ? [] : [problem];
  if (page.kind === "thread") return threadResult(input, page, read, problems, instantOf(parts.now));
  const wall = wallIn(html, page.text);
  if (wall !== null) {
    const problem = `${answer.url} ${wall.sentence}`;
    return { kind: "done", disposition: "blocked", state: wall.state, problem };
  }
  if (page.text === "") {
    const state = source.shape === "generic" ? "ok" : "drifted";
    return withoutText(
      problem ?? `${answer.url} holds no article that could be found; open it and look`,
      state,
    );
  }
  const publishedAt = page.publishedAt ?? entry.publishedAt;
  const items = articleItems(page, source, publishedAt, instantOf(parts.now));
  return {
    kind: "items",
    parsed: items.parsed,
    follow: commentEntries(source, page, entry, publishedAt),
    extractor,
    layout: read.layout,
    problems: [...problems, ...items.problems],
  };
}

/** The article's comments, where the source's comment service is switched on and the article takes comments. */
function commentEntries(
  source: SourceSettings,
  page: ArticlePage,
  entry: FeedEntry,
  publishedAt: Instant | null,
): FeedEntry[] {
  if (!source.comments?.enabled || page.commentQuery === null) return [];
  return [
    {
      url: COMMENT_ADAPTERS[source.comments.service].firstPage(source.comments.endpoint, page.commentQuery),
      target: "comments",
      title: null,
      publishedAt,
      version: entry.version,
      parentNativeId: page.canonicalUrl,
    },
  ];
}

function threadResult(
  input: CollectInput,
  page: ThreadPage,
  { extractor, layout }: ReadPage,
  problems: readonly string[],
  fetchedAt: Instant,
): Collected {
  const { source, entry } = input;
  if (page.pageNumber > 1 && entry.parentNativeId === null) {
    // Without the first post nobody knows what these answer: the thread is read from its beginning.
    const root: FeedEntry = { ...entry, url: page.pages[0] ?? page.canonicalUrl };
    return {
      kind: "items",
      parsed: { items: [], accounts: new Map() },
      follow: [root],
      extractor,
      layout,
      problems,
    };
  }
  const messages = threadMessages(page, page.pageNumber > 1 ? entry.parentNativeId : null);
  const items: PageItems = citizenItems(messages, source, fetchedAt, page.canonicalUrl);
  const first = messages[0]?.nativeId ?? null;
  const follow = page.pageNumber > 1 || first === null ? [] : furtherPages(page, entry, first);
  return {
    kind: "items",
    parsed: items.parsed,
    follow,
    extractor,
    layout,
    problems: [...problems, ...items.problems],
  };
}

/** Full pages of a thread do not change; the last one does whenever the thread grows. */
function furtherPages(page: ThreadPage, entry: FeedEntry, firstPost: string): FeedEntry[] {
  return page.pages.slice(1).map((url, index, all) => ({
    url,
    target: "page",
    title: entry.title,
    publishedAt: null,
    version: index === all.length - 1 ? `last ${entry.version}` : "full",
    parentNativeId: firstPost,
  }));
}

/** Versions of further pages of comments begin like this and go on with what the page before them held. */
const AFTER = "after ";

function collectComments(
  input: CollectInput,
  parts: CollectParts,
  answer: Answered,
  body: string,
): Collected {
  const { source, entry } = input;
  if (!source.comments) return withoutText(`${answer.url}: source ${source.id} has no comment service`);
  const { now } = parts;
  const page = COMMENT_ADAPTERS[source.comments.service].read({
    body,
    address: answer.url,
    headers: answer.headers,
    now,
  });
  if (page.blocked !== undefined) {
    return { kind: "done", disposition: "blocked", state: "blocked", problem: page.blocked };
  }
  const messages = page.comments.map((comment) => ({
    ...comment,
    kind: "comment" as const,
    parentNativeId: entry.parentNativeId,
    title: null,
  }));
  const items = citizenItems(messages, source, instantOf(now), answer.url);
  // A service that gives the same page whatever it is asked for would go on for ever.
  const version = `${AFTER}${pageMark(page.comments)}`;
  const follow = page.further.filter(() => entry.version !== version);
  const isFirst = !entry.version.startsWith(AFTER);
  return {
    kind: "items",
    parsed: items.parsed,
    follow: follow.map((url): FeedEntry => ({ ...entry, url, version })),
    extractor: "site",
    layout: `${source.comments.service}/${COMMENT_ADAPTERS[source.comments.service].version}`,
    // Further pages and replies are reached from the first page each time.
    readAgainAt: isFirst ? nextCommentsReadAt(entry.publishedAt, now) : null,
    problems: items.problems,
  };
}

/** What a page of comments holds, in a few letters that say nothing about it. */
function pageMark(comments: readonly ServiceComment[]): string {
  const ids = comments.map(({ nativeId }) => nativeId).join("\n");
  return createHash("sha256").update(ids).digest("hex").slice(0, 16);
}
