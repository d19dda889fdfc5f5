import { createHash } from "node:crypto";
import type { SourceSettings } from "../../config/schema.ts";
import { CITIZEN_TEXT_DAYS } from "../../model/floors.ts";
import { epochMs, instantOf } from "../../model/time.ts";
import { nextCommentsReadAt } from "../comments/schedule.ts";
import type { Collected, FeedEntry } from "../crawler.ts";
import { parseDate } from "../feeds/dates.ts";
import { articleItems, type CitizenMessage, citizenItems } from "../items.ts";
import { discoveryOf } from "./discovery.ts";
import { refusalOf, restAskedFor } from "./facebook-errors.ts";
import { at, isObject, type JsonObject, listOf, numberOf, saidIn, textOf } from "./json.ts";
import { FIRST_POLL_PAGES, type Platform, type PlatformParts } from "./platform.ts";
import type { ApiQuestion, PlatformAccess } from "./platform-api.ts";
import { PlatformRefusal } from "./refusal.ts";

/** Graph API; the token goes in a header, so that no address holds it. */
export const FACEBOOK_ACCESS: PlatformAccess = {
  api: "https://graph.facebook.com/v21.0",
  credentials: (key) => ({ authorization: `Bearer ${key}` }),
};

/** What visitors wrote longer ago could not be held anyway (promise 10). */
const VISITORS_MS = CITIZEN_TEXT_DAYS * 86_400_000;
const LONGEST_HEADLINE = 120;
const LIST_FIELDS = "id,created_time,updated_time,from,message,comments.limit(0).summary(true)";
const POST_FIELDS = "id,message,created_time,permalink_url,from,comments.limit(0).summary(true)";
const COMMENT_FIELDS = "id,message,created_time,from";
const VISITOR_FIELDS = `id,message,created_time,from,comments.filter(stream).limit(50){${COMMENT_FIELDS}}`;

/**
 * A page's own posts, what visitors wrote on it, and the comments. Own posts are the institution's; everything else is by
 * the public, and its ids enter no entry.
 */
export function createFacebookPage(): Platform {
  /** The number behind each page's name; it never changes. */
  const ids = new Map<string, string>();
  return {
    async discover({ source, feedUrl, previous }, parts, signal) {
      const page = pageOf(feedUrl);
      const pageId = ids.get(page) ?? (await idOf(page, parts, signal));
      ids.set(page, pageId);
      const posts: JsonObject[] = [];
      let after: string | null = null;
      for (let read = 0; read < (previous === null ? FIRST_POLL_PAGES : 1); read += 1) {
        const body = await ask(
          parts,
          {
            path: `/${pageId}/feed`,
            query: { fields: LIST_FIELDS, limit: "50", ...(after !== null && { after }) },
          },
          `the posts of page ${page}`,
          signal,
        );
        posts.push(...listOf(body.data));
        after = cursorAfter(body);
        if (after === null) break;
      }
      const own = posts.filter((post) => isBy(post, pageId));
      const entries = own.flatMap((post) => entryOf(post, feedUrl, source, parts.now) ?? []);
      const visitors = visitorsEntry(
        posts.filter((post) => !isBy(post, pageId)),
        pageId,
        parts,
      );
      return discoveryOf([...entries, ...visitors], previous);
    },
    async collect({ source, entry }, parts, signal) {
      if (entry.target === "page") return await collectPost(source, entry, parts, signal);
      const body = await ask(parts, { path: entry.url }, "what people wrote on a page", signal);
      return entry.parentNativeId === null
        ? visitorsPosts(source, entry, body, parts)
        : commentsPage(source, entry, body, parts);
    },
  };
}

const pageOf = (feedUrl: string): string =>
  new URL(feedUrl).pathname.split("/").find((step) => step !== "") ?? "";
const isBy = (post: JsonObject, id: string): boolean => textOf(at(post, "from", "id")) === id;

async function ask(
  parts: PlatformParts,
  question: ApiQuestion,
  what: string,
  signal: AbortSignal,
): Promise<JsonObject> {
  const answer = await parts.api.ask(question, signal);
  const restMs = restAskedFor(answer.headers);
  if (restMs !== null) parts.api.rest(restMs);
  if (answer.status === 200 && isObject(answer.body) && answer.body.error === undefined) return answer.body;
  const refusal = refusalOf(answer, what);
  if (refusal instanceof PlatformRefusal && refusal.retryAfterMs !== null)
    parts.api.rest(refusal.retryAfterMs);
  throw refusal;
}

/** The cursor alone: the address of the next page, as Graph writes it, holds the token. */
function cursorAfter(body: JsonObject): string | null {
  return textOf(at(body, "paging", "next")) === null ? null : textOf(at(body, "paging", "cursors", "after"));
}

async function idOf(page: string, parts: PlatformParts, signal: AbortSignal): Promise<string> {
  const body = await ask(parts, { path: `/${page}`, query: { fields: "id" } }, `page ${page}`, signal);
  const id = textOf(body.id);
  if (id !== null) return id;
  throw new PlatformRefusal("gone", `Facebook knows no page ${page}; check the address in the source's file`);
}

function entryOf(post: JsonObject, feedUrl: string, source: SourceSettings, now: Date): FeedEntry | null {
  const id = textOf(post.id);
  if (id === null || !/^\d+(_\d+)?$/.test(id)) return null;
  const comments = source.platform?.comments === true ? commentCount(post) : 0;
  return {
    // Leads to the post, as its own address does.
    url: `${new URL(feedUrl).origin}/${id}`,
    target: "page",
    title: null,
    publishedAt: parseDate(textOf(post.created_time), now),
    version: `${textOf(post.updated_time) ?? ""} ${comments}`,
    parentNativeId: null,
  };
}

const commentCount = (post: JsonObject): number =>
  numberOf(at(post, "comments", "summary", "total_count")) ?? 0;

/** One entry for everything that visitors wrote: which posts those are is nobody's business. */
function visitorsEntry(
  posts: readonly JsonObject[],
  pageId: string,
  { api }: PlatformParts,
): readonly FeedEntry[] {
  if (posts.length === 0) return [];
  const hash = createHash("sha256");
  for (const post of posts)
    hash.update(`${textOf(post.id)} ${textOf(post.updated_time)} ${commentCount(post)}\n`);
  return [
    {
      url: api.addressOf({ path: `/${pageId}/feed`, query: { fields: VISITOR_FIELDS, limit: "50" } }),
      target: "comments",
      title: null,
      publishedAt: null,
      version: hash.digest("base64url").slice(0, 12),
      parentNativeId: null,
    },
  ];
}

async function collectPost(
  source: SourceSettings,
  entry: FeedEntry,
  parts: PlatformParts,
  signal: AbortSignal,
): Promise<Collected> {
  const id = new URL(entry.url).pathname.slice(1);
  const post = await ask(parts, { path: `/${id}`, query: { fields: POST_FIELDS } }, `post ${id}`, signal);
  const publishedAt = parseDate(textOf(post.created_time), parts.now) ?? entry.publishedAt;
  const text = saidIn(post.message);
  const page = {
    kind: "article" as const,
    title: headlineOf(text),
    text,
    publishedAt,
    canonicalUrl: entry.url,
    commentQuery: null,
  };
  const { parsed, problems } = articleItems(page, source, publishedAt, instantOf(parts.now));
  const reads = source.platform?.comments === true && commentCount(post) > 0;
  return {
    kind: "items",
    parsed,
    follow: reads ? [commentsEntry(entry, id, parts)] : [],
    extractor: "site",
    readAgainAt: nextCommentsReadAt(publishedAt, parts.now),
    problems,
  };
}

/** Posts have no title: officers find them by their first line. */
function headlineOf(text: string): string | null {
  const line = text.split("\n")[0]?.trim() ?? "";
  if (line.length <= LONGEST_HEADLINE) return line === "" ? null : line;
  const cut = line.slice(0, LONGEST_HEADLINE);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), 1))}…`;
}

/** `filter=stream` brings replies along, in one list. */
function commentsEntry(entry: FeedEntry, id: string, { api }: PlatformParts): FeedEntry {
  const query = { filter: "stream", order: "chronological", limit: "100", fields: COMMENT_FIELDS };
  return {
    ...entry,
    url: api.addressOf({ path: `/${id}/comments`, query }),
    target: "comments",
    parentNativeId: entry.url,
  };
}

function commentsPage(
  source: SourceSettings,
  entry: FeedEntry,
  body: JsonObject,
  parts: PlatformParts,
): Collected {
  const pageId = /\/(\d+)_\d+\/comments/.exec(entry.url)?.[1] ?? "";
  const messages = listOf(body.data)
    .filter((comment) => !isBy(comment, pageId))
    .flatMap((comment) => messageOf(comment, "comment", entry.parentNativeId, parts.now) ?? []);
  return citizens(source, entry, messages, body, parts);
}

function visitorsPosts(
  source: SourceSettings,
  entry: FeedEntry,
  body: JsonObject,
  parts: PlatformParts,
): Collected {
  const pageId = /\/(\d+)\/feed/.exec(entry.url)?.[1] ?? "";
  const messages = listOf(body.data)
    .filter((post) => !isBy(post, pageId))
    .flatMap((post) => {
      const root = messageOf(post, "post", null, parts.now);
      if (root === null) return [];
      const answers = listOf(at(post, "comments", "data"))
        .filter((comment) => !isBy(comment, pageId))
        .flatMap((comment) => messageOf(comment, "comment", root.nativeId, parts.now) ?? []);
      return [root, ...answers];
    });
  const oldest = listOf(body.data).at(-1);
  const since = parseDate(textOf(oldest?.created_time), parts.now);
  const wanted = since !== null && parts.now.getTime() - epochMs(since) < VISITORS_MS;
  return citizens(source, entry, messages, wanted ? body : {}, parts);
}

function citizens(
  source: SourceSettings,
  entry: FeedEntry,
  messages: readonly CitizenMessage[],
  body: JsonObject,
  parts: PlatformParts,
): Collected {
  const items = citizenItems(messages, source, instantOf(parts.now), entry.url);
  const after = cursorAfter(body);
  const next =
    after === null ? [] : [{ ...entry, url: parts.api.addressOf({ path: entry.url, query: { after } }) }];
  return { kind: "items", parsed: items.parsed, follow: next, extractor: "site", problems: items.problems };
}

/** Who wrote is told only to the page's own token; without it nobody's account is known. */
function messageOf(
  message: JsonObject,
  kind: "post" | "comment",
  parentNativeId: string | null,
  now: Date,
): CitizenMessage | null {
  const nativeId = textOf(message.id);
  if (nativeId === null) return null;
  return {
    kind,
    nativeId,
    parentNativeId,
    title: null,
    account: textOf(at(message, "from", "id")),
    text: saidIn(message.message),
    publishedAt: parseDate(textOf(message.created_time), now),
  };
}
