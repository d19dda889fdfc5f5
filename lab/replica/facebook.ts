import type { IncomingMessage } from "node:http";
import { type ApiHit, type Publication, platformMaterial, type Remark } from "./platform-material.ts";
import { listen } from "./serve.ts";

/** The replica's page: its number and its name. */
export const REPLICA_PAGE = "100200300";
const PAGE_NAME = "xaanlao";

/** How the replica answers; may be changed while it runs. */
export interface FacebookMood {
  token: string;
  /** A code of Graph's errors with which every call is refused, with its subcode. */
  refuse: { readonly code: number; readonly subcode?: number } | null;
  /** Headers of every answer: how much of the limits is used. */
  usage: Readonly<Record<string, string>>;
  /** False: the token may not see who wrote. */
  tellsAuthors: boolean;
  posts: readonly Publication[];
  pageSize: number;
}

/** Graph API as its documents describe it for one page, on loopback. Whoever starts it closes it. */
export interface FacebookReplica {
  readonly url: string;
  readonly api: string;
  /** The page's address, as a source names it. */
  readonly feed: string;
  readonly mood: FacebookMood;
  readonly hits: ApiHit[];
  close(): Promise<void>;
}

type Answer = { readonly status: number; readonly body: unknown };
/** As Graph writes it: no colon in the zone. */
const graphTime = (at: string): string => `${at.slice(0, 19)}+0000`;

export async function startFacebookReplica(): Promise<FacebookReplica> {
  const mood: FacebookMood = {
    token: "EAABkhoaBiMat",
    refuse: null,
    usage: {},
    tellsAuthors: true,
    posts: platformMaterial(REPLICA_PAGE).map((post, index) => ({
      ...post,
      id: `${REPLICA_PAGE}_${index + 1}`,
    })),
    pageSize: 2,
  };
  const hits: ApiHit[] = [];
  const served = await listen((request, response) => {
    hits.push({ method: request.method ?? "", path: request.url ?? "", headers: request.headers, body: "" });
    const answer = answerTo(new URL(request.url ?? "/", served.url), request, mood);
    response.writeHead(answer.status, { "content-type": "application/json; charset=UTF-8", ...mood.usage });
    response.end(JSON.stringify(answer.body));
  });
  const { url, close } = served;
  return { url, api: `${url}/v21.0`, feed: `${url}/${PAGE_NAME}`, mood, hits, close };
}

function answerTo(url: URL, request: IncomingMessage, mood: FacebookMood): Answer {
  const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1];
  if (mood.refuse !== null) return refusal(mood.refuse.code, mood.refuse.subcode);
  if (token !== mood.token) return refusal(190, undefined, `Malformed access token ${token}`);
  const [, , first = "", edge = ""] = url.pathname.split("/");
  const isPage = first === REPLICA_PAGE || first === PAGE_NAME;
  if (isPage && edge === "") return { status: 200, body: { id: REPLICA_PAGE } };
  if (isPage && edge === "feed") return feed(url, mood);
  const post = mood.posts.find(({ id }) => id === first);
  if (post === undefined) return refusal(100, 33);
  return edge === "comments" ? comments(url, post, mood) : { status: 200, body: postBody(post, true) };
}

function refusal(code: number, subcode?: number, message = "An error"): Answer {
  const error = {
    message,
    type: "OAuthException",
    code,
    ...(subcode !== undefined && { error_subcode: subcode }),
    fbtrace_id: "Abc",
  };
  return { status: code === 190 ? 401 : 400, body: { error } };
}

function paged(url: URL, all: readonly unknown[], mood: FacebookMood): Answer {
  const from = Number(url.searchParams.get("after")?.slice(2) ?? "0");
  const data = all.slice(from, from + mood.pageSize);
  const after = `QV${from + mood.pageSize}`;
  // The address of the next page holds the token, as Graph's does.
  const next = new URL(url);
  next.searchParams.set("after", after);
  next.searchParams.set("access_token", mood.token);
  const more = from + mood.pageSize < all.length;
  const paging = { cursors: { before: "QV0", after }, ...(more && { next: next.href }) };
  return { status: 200, body: { data, ...(data.length > 0 && { paging }) } };
}

const flat = (remarks: readonly Remark[]): readonly Remark[] =>
  remarks.flatMap((remark) => [remark, ...remark.replies]);

function postBody(post: Publication, full: boolean) {
  const number = flat(post.remarks).length;
  return {
    id: post.id,
    created_time: graphTime(post.at),
    updated_time: graphTime(post.remarks.at(-1)?.at ?? post.at),
    from: { name: "Xã An Lão", id: REPLICA_PAGE },
    ...((post.text !== "" || post.title !== "") && { message: post.text || post.title }),
    ...(full && { permalink_url: `https://www.facebook.com/${PAGE_NAME}/posts/pfbid0${post.id}` }),
    comments: { data: [], summary: { order: "ranked", total_count: number, can_comment: post.open } },
  };
}

/** What a visitor wrote on the page, and one answer to it. */
const VISITOR = {
  id: `${REPLICA_PAGE}_900`,
  created_time: "2026-03-05T01:00:00+0000",
  updated_time: "2026-03-05T02:00:00+0000",
  message: "Rác ở chợ xã ba hôm chưa ai dọn",
};

function feed(url: URL, mood: FacebookMood): Answer {
  const wantsComments = url.searchParams.get("fields")?.includes("comments.filter") ?? false;
  const answer = { id: "900_1", message: "Bên tôi cũng vậy", created_time: "2026-03-05T02:00:00+0000" };
  const visitor = {
    ...VISITOR,
    from: { name: "Khách", id: "777" },
    comments: wantsComments
      ? { data: [{ ...answer, from: { name: "Khách 2", id: "778" } }] }
      : { data: [], summary: { total_count: 1 } },
  };
  return paged(url, [...mood.posts.map((post) => postBody(post, false)), visitor], mood);
}

function comments(url: URL, post: Publication, mood: FacebookMood): Answer {
  const all = flat(post.remarks).map((remark) => ({
    id: `${post.id.split("_")[1]}_${remark.id}`,
    message: remark.text,
    created_time: graphTime(remark.at),
    ...(mood.tellsAuthors && remark.account !== null && { from: { name: remark.name, id: remark.account } }),
  }));
  return paged(url, all, mood);
}
