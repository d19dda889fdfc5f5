import type { IncomingMessage, ServerResponse } from "node:http";
import { type ApiHit, type Publication, platformMaterial, type Remark } from "./platform-material.ts";
import { listen } from "./serve.ts";

/** The replica's channel. */
export const REPLICA_CHANNEL = "UCreplicaXaAnLao0000000A";
const UPLOADS = "UUreplicaXaAnLao0000000A";

/** How the replica answers; may be changed while it runs. */
export interface YoutubeMood {
  key: string;
  /** Units granted; beyond them every call is refused. */
  quota: number;
  /** A reason of the API's error list with which every call is refused. */
  refuse: string | null;
  videos: readonly Publication[];
  /** Items on a page, below what is asked for, so that lists have several. */
  pageSize: number;
}

/** YouTube Data API v3 as its documents describe it, on loopback. Whoever starts it closes it. */
export interface YoutubeReplica {
  readonly url: string;
  /** Base of the API. */
  readonly api: string;
  /** The channel's address, as a source names it. */
  readonly feed: string;
  readonly mood: YoutubeMood;
  readonly hits: ApiHit[];
  close(): Promise<void>;
}

type Answer = { readonly status: number; readonly body: unknown };

export async function startYoutubeReplica(): Promise<YoutubeReplica> {
  const mood: YoutubeMood = {
    key: "khoa-youtube",
    quota: 10_000,
    refuse: null,
    videos: platformMaterial(REPLICA_CHANNEL),
    pageSize: 2,
  };
  const hits: ApiHit[] = [];
  const served = await listen((request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? "/", "http://127.0.0.1");
    hits.push({ method: request.method ?? "", path: request.url ?? "", headers: request.headers, body: "" });
    const answer = answerTo(url, request, mood, hits.length);
    response.writeHead(answer.status, { "content-type": "application/json; charset=UTF-8" });
    response.end(JSON.stringify(answer.body));
  });
  const { url, close } = served;
  return { url, api: `${url}/youtube/v3`, feed: `${url}/channel/${REPLICA_CHANNEL}`, mood, hits, close };
}

function answerTo(url: URL, request: IncomingMessage, mood: YoutubeMood, spent: number): Answer {
  const key = request.headers["x-goog-api-key"] ?? url.searchParams.get("key");
  if (mood.refuse !== null) return refusal(403, mood.refuse);
  if (key !== mood.key) {
    const error = {
      code: 400,
      message: `API key not valid: ${String(key)}. Please pass a valid API key.`,
      status: "INVALID_ARGUMENT",
      errors: [{ message: "API key not valid.", domain: "global", reason: "badRequest" }],
      details: [{ "@type": "type.googleapis.com/google.rpc.ErrorInfo", reason: "API_KEY_INVALID" }],
    };
    return { status: 400, body: { error } };
  }
  if (spent > mood.quota) return refusal(403, "quotaExceeded");
  switch (url.pathname) {
    case "/youtube/v3/channels":
      return channels(url);
    case "/youtube/v3/playlistItems":
      return playlistItems(url, mood);
    case "/youtube/v3/videos":
      return videos(url, mood);
    case "/youtube/v3/commentThreads":
      return commentThreads(url, mood);
    case "/youtube/v3/comments":
      return comments(url, mood);
    default:
      return refusal(404, "notFound");
  }
}

function refusal(code: number, reason: string): Answer {
  const error = {
    code,
    message: "The request cannot be completed.",
    errors: [{ message: "…", domain: "youtube.api", reason }],
  };
  return { status: code, body: { error } };
}

function channels(url: URL): Answer {
  const items =
    url.searchParams.get("id") === REPLICA_CHANNEL
      ? [{ kind: "youtube#channel", contentDetails: { relatedPlaylists: { likes: "", uploads: UPLOADS } } }]
      : [];
  // An unknown channel is an empty list, or no list at all.
  return { status: 200, body: { kind: "youtube#channelListResponse", ...(items.length > 0 && { items }) } };
}

function page<T>(url: URL, all: readonly T[], size: number): { items: readonly T[]; nextPageToken?: string } {
  const from = Number(url.searchParams.get("pageToken")?.slice(4) ?? "0");
  const items = all.slice(from, from + size);
  return { items, ...(from + size < all.length && { nextPageToken: `CAUQ${from + size}` }) };
}

function playlistItems(url: URL, mood: YoutubeMood): Answer {
  if (url.searchParams.get("playlistId") !== UPLOADS) return refusal(404, "playlistNotFound");
  const { items, ...rest } = page(url, mood.videos, mood.pageSize);
  const shown = items.map((video) => ({
    kind: "youtube#playlistItem",
    snippet: {
      publishedAt: video.at,
      channelId: REPLICA_CHANNEL,
      title: video.title,
      description: video.text,
    },
    contentDetails: { videoId: video.id, videoPublishedAt: video.at },
  }));
  return { status: 200, body: { kind: "youtube#playlistItemListResponse", items: shown, ...rest } };
}

const everything = (remarks: readonly Remark[]): number =>
  remarks.reduce((sum, { replies }) => sum + 1 + replies.length, 0);

function videos(url: URL, mood: YoutubeMood): Answer {
  const items = mood.videos
    .filter(({ id }) => id === url.searchParams.get("id"))
    .map((video) => ({
      kind: "youtube#video",
      id: video.id,
      snippet: {
        publishedAt: video.at,
        channelId: REPLICA_CHANNEL,
        title: video.title,
        description: video.text,
      },
      status: { privacyStatus: "public" },
      // Counts come as text; where comments are off there is none.
      statistics: { viewCount: "10", ...(video.open && { commentCount: String(everything(video.remarks)) }) },
    }));
  return { status: 200, body: { kind: "youtube#videoListResponse", items } };
}

function commentThreads(url: URL, mood: YoutubeMood): Answer {
  const video = mood.videos.find(({ id }) => id === url.searchParams.get("videoId"));
  if (video === undefined) return refusal(404, "videoNotFound");
  if (!video.open) return refusal(403, "commentsDisabled");
  const { items, ...rest } = page(url, video.remarks, mood.pageSize);
  const shown = items.map((remark) => ({
    kind: "youtube#commentThread",
    id: remark.id,
    snippet: {
      channelId: REPLICA_CHANNEL,
      videoId: video.id,
      topLevelComment: comment(remark),
      totalReplyCount: remark.replies.length,
    },
    // Only some replies come along.
    ...(remark.replies.length > 0 && { replies: { comments: remark.replies.slice(0, 1).map(comment) } }),
  }));
  return { status: 200, body: { kind: "youtube#commentThreadListResponse", items: shown, ...rest } };
}

function comments(url: URL, mood: YoutubeMood): Answer {
  const parent = mood.videos
    .flatMap(({ remarks }) => remarks)
    .find(({ id }) => id === url.searchParams.get("parentId"));
  if (parent === undefined) return refusal(404, "commentNotFound");
  const { items, ...rest } = page(url, parent.replies, mood.pageSize);
  return {
    status: 200,
    body: { kind: "youtube#commentListResponse", items: items.map(comment), ...rest },
  };
}

function comment(remark: Remark) {
  return {
    kind: "youtube#comment",
    id: remark.id,
    snippet: {
      channelId: REPLICA_CHANNEL,
      textDisplay: remark.text,
      textOriginal: remark.text,
      authorDisplayName: remark.name,
      authorProfileImageUrl: "https://yt3.example/anh.jpg",
      authorChannelUrl: `http://www.youtube.com/${remark.name}`,
      ...(remark.account !== null && { authorChannelId: { value: remark.account } }),
      likeCount: 1,
      publishedAt: remark.at,
      updatedAt: remark.at,
    },
  };
}
