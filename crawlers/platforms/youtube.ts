import type { SourceSettings } from "../../config/schema.ts";
import type { Instant } from "../../model/ids.ts";
import { addMs, instantOf } from "../../model/time.ts";
import { nextCommentsReadAt } from "../comments/schedule.ts";
import type { Collected, FeedEntry } from "../crawler.ts";
import { parseDate } from "../feeds/dates.ts";
import { articleItems, type CitizenMessage, citizenItems } from "../items.ts";
import { discoveryOf } from "./discovery.ts";
import { at, isObject, type JsonObject, listOf, numberOf, saidIn, textOf } from "./json.ts";
import { FIRST_POLL_PAGES, type Platform, type PlatformParts } from "./platform.ts";
import type { ApiQuestion, PlatformAccess } from "./platform-api.ts";
import { PlatformRefusal } from "./refusal.ts";
import { refusalOf } from "./youtube-errors.ts";

/** YouTube Data API v3; the key goes in a header, so that no address holds it. */
export const YOUTUBE_ACCESS: PlatformAccess = {
  api: "https://www.googleapis.com/youtube/v3",
  credentials: (key) => ({ "x-goog-api-key": key }),
};

/** What the API gives out must be refreshed or deleted within 30 days: videos are read again well before. */
const REFRESH_MS = 25 * 86_400_000;
/** Lists of replies that one page of threads leads to at most; they are read at once, so that no reply's id is queued. */
const MAX_REPLY_LISTS = 40;
/** Pages of replies to one comment. */
const MAX_REPLY_PAGES = 5;

/**
 * A channel's uploads, their comments and the replies. Videos come from the uploads list, never from search, which has a
 * quota of 100 calls a day (research, 2.5).
 */
export function createYoutube(): Platform {
  /** The uploads list of each channel; it never changes. */
  const uploads = new Map<string, string>();
  return {
    async discover({ source, feedUrl, previous }, parts, signal) {
      const channel = channelOf(feedUrl);
      const playlist = uploads.get(channel) ?? (await uploadsOf(channel, parts, signal));
      uploads.set(channel, playlist);
      const entries: FeedEntry[] = [];
      let pageToken: string | null = null;
      for (let page = 0; page < (previous === null ? FIRST_POLL_PAGES : 1); page += 1) {
        const query = { part: "snippet,contentDetails", playlistId: playlist, maxResults: "50" };
        const body = await ask(
          parts,
          { path: "/playlistItems", query: { ...query, ...(pageToken !== null && { pageToken }) } },
          `the uploads of channel ${channel}`,
          signal,
        );
        entries.push(
          ...listOf(body.items).flatMap((item) => entryOf(item, feedUrl, source, parts.now) ?? []),
        );
        pageToken = textOf(body.nextPageToken);
        if (pageToken === null) break;
      }
      return discoveryOf(entries, previous);
    },
    collect: (input, parts, signal) =>
      input.entry.target === "comments"
        ? collectComments(input.source, input.entry, parts, signal)
        : collectVideo(input.source, input.entry, parts, signal),
  };
}

const channelOf = (feedUrl: string): string =>
  /(UC[\w-]{22})(?:$|[/?&])/.exec(feedUrl)?.[1] ?? new URL(feedUrl).pathname;

async function ask(
  parts: PlatformParts,
  question: ApiQuestion,
  what: string,
  signal: AbortSignal,
): Promise<JsonObject> {
  const answer = await parts.api.ask(question, signal);
  if (answer.status === 200 && isObject(answer.body)) return answer.body;
  throw refusalOf(answer, what, parts.now.getTime());
}

async function uploadsOf(channel: string, parts: PlatformParts, signal: AbortSignal): Promise<string> {
  const query = { part: "contentDetails", id: channel };
  const body = await ask(parts, { path: "/channels", query }, `channel ${channel}`, signal);
  const playlist = textOf(at(listOf(body.items)[0], "contentDetails", "relatedPlaylists", "uploads"));
  if (playlist !== null) return playlist;
  throw new PlatformRefusal(
    "gone",
    `YouTube knows no channel ${channel}; check the address in the source's file`,
  );
}

function entryOf(item: JsonObject, feedUrl: string, source: SourceSettings, now: Date): FeedEntry | null {
  const id = textOf(at(item, "contentDetails", "videoId"));
  if (id === null || !/^[\w-]{6,20}$/.test(id)) return null;
  const url = `${new URL(feedUrl).origin}/watch?v=${id}`;
  if (source.urlPattern !== undefined && !new RegExp(source.urlPattern, "u").test(url)) return null;
  const published =
    textOf(at(item, "contentDetails", "videoPublishedAt")) ?? textOf(at(item, "snippet", "publishedAt"));
  return {
    url,
    target: "page",
    title: textOf(at(item, "snippet", "title")),
    publishedAt: parseDate(published, now),
    version: published ?? "",
    parentNativeId: null,
  };
}

async function collectVideo(
  source: SourceSettings,
  entry: FeedEntry,
  parts: PlatformParts,
  signal: AbortSignal,
): Promise<Collected> {
  const id = new URL(entry.url).searchParams.get("v") ?? "";
  const query = { part: "snippet,statistics,status", id };
  const body = await ask(parts, { path: "/videos", query }, `video ${id}`, signal);
  const video = listOf(body.items)[0];
  if (video === undefined || at(video, "status", "privacyStatus") === "private") {
    return {
      kind: "done",
      disposition: "gone",
      state: "gone",
      problem: `${entry.url} is no longer on YouTube`,
    };
  }
  const publishedAt = parseDate(textOf(at(video, "snippet", "publishedAt")), parts.now) ?? entry.publishedAt;
  const page = {
    kind: "article" as const,
    title: textOf(at(video, "snippet", "title")),
    text: saidIn(at(video, "snippet", "description")),
    publishedAt,
    canonicalUrl: entry.url,
    commentQuery: null,
  };
  const fetchedAt = instantOf(parts.now);
  const { parsed, problems } = articleItems(page, source, publishedAt, fetchedAt);
  const comments = numberOf(at(video, "statistics", "commentCount")) ?? 0;
  const reads = source.platform?.comments === true && comments > 0;
  return {
    kind: "items",
    parsed,
    follow: reads ? [commentsOf(entry, id, publishedAt, comments, parts)] : [],
    extractor: "site",
    readAgainAt: earlier(nextCommentsReadAt(publishedAt, parts.now), addMs(fetchedAt, REFRESH_MS)),
    problems,
  };
}

const earlier = (first: Instant | null, second: Instant): Instant =>
  first === null || first > second ? second : first;

function commentsOf(
  entry: FeedEntry,
  videoId: string,
  publishedAt: Instant | null,
  count: number,
  { api }: PlatformParts,
): FeedEntry {
  const query = {
    part: "snippet,replies",
    videoId,
    maxResults: "100",
    order: "time",
    textFormat: "plainText",
  };
  return {
    url: api.addressOf({ path: "/commentThreads", query }),
    target: "comments",
    title: null,
    publishedAt,
    version: `comments:${count}`,
    parentNativeId: entry.url,
  };
}

async function collectComments(
  source: SourceSettings,
  entry: FeedEntry,
  parts: PlatformParts,
  signal: AbortSignal,
): Promise<Collected> {
  const body = await ask(parts, { path: entry.url }, "the comments of a video", signal);
  const threads = listOf(body.items);
  const messages: CitizenMessage[] = [];
  const problems: string[] = [];
  let lists = 0;
  for (const thread of threads) {
    const inline = listOf(at(thread, "replies", "comments"));
    const missing = (numberOf(at(thread, "snippet", "totalReplyCount")) ?? 0) > inline.length;
    if (missing) lists += 1;
    const replies = missing && lists <= MAX_REPLY_LISTS ? await repliesTo(thread, parts, signal) : inline;
    const comments = [at(thread, "snippet", "topLevelComment"), ...replies];
    messages.push(...comments.flatMap((comment) => messageOf(comment, entry, parts.now) ?? []));
  }
  if (lists > MAX_REPLY_LISTS) {
    problems.push(
      `a video's page of comments has ${lists} long lists of replies; ${MAX_REPLY_LISTS} were read`,
    );
  }
  const items = citizenItems(messages, source, instantOf(parts.now), entry.url);
  const next = textOf(body.nextPageToken);
  const follow =
    next === null || threads.length === 0
      ? []
      : [{ ...entry, url: parts.api.addressOf({ path: entry.url, query: { pageToken: next } }) }];
  return {
    kind: "items",
    parsed: items.parsed,
    follow,
    extractor: "site",
    problems: [...problems, ...items.problems],
  };
}

/** All replies to one comment: only some come along with it. */
async function repliesTo(
  thread: JsonObject,
  parts: PlatformParts,
  signal: AbortSignal,
): Promise<readonly JsonObject[]> {
  const parentId = textOf(at(thread, "snippet", "topLevelComment", "id")) ?? textOf(thread.id) ?? "";
  const replies: JsonObject[] = [];
  let pageToken: string | null = null;
  for (let page = 0; page < MAX_REPLY_PAGES; page += 1) {
    const query = { part: "snippet", parentId, maxResults: "100", textFormat: "plainText" };
    const body: JsonObject = await ask(
      parts,
      { path: "/comments", query: { ...query, ...(pageToken !== null && { pageToken }) } },
      "the replies to a comment",
      signal,
    );
    replies.push(...listOf(body.items));
    pageToken = textOf(body.nextPageToken);
    if (pageToken === null) break;
  }
  return replies;
}

/** The channel's own answers are an authority's reply, which is no voice: they are left out. */
function messageOf(comment: unknown, entry: FeedEntry, now: Date): CitizenMessage | null {
  const nativeId = textOf(at(comment, "id"));
  const snippet = at(comment, "snippet");
  const account = textOf(at(snippet, "authorChannelId", "value"));
  if (nativeId === null || (account !== null && account === textOf(at(snippet, "channelId")))) return null;
  return {
    kind: "comment",
    nativeId,
    parentNativeId: entry.parentNativeId,
    title: null,
    account,
    text: saidIn(at(snippet, "textOriginal") ?? at(snippet, "textDisplay")),
    publishedAt: parseDate(textOf(at(snippet, "publishedAt")), now),
  };
}
