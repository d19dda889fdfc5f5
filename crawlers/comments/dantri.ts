import { createHash } from "node:crypto";
import { parseDate } from "../feeds/dates.ts";
import {
  ACCEPT_JSON,
  accountOf,
  broken,
  type CommentService,
  commentText,
  field,
  isObject,
  type JsonObject,
  MAX_PAGES,
  nextByCounter,
  objects,
  once,
  parseJson,
  type ServiceComment,
  withQuery,
} from "./service.ts";

const PAGE_SIZE = 20;
/** The old service gave everything at once up to this many. */
const OLD_PAGE_SIZE = 1000;

/** Dân Trí's present service: comments and, asked for by the comment's id, the replies to one. */
export const dantriComments: CommentService = {
  service: "dantri",
  version: 2,
  asOf: "2025-10-22",
  accept: ACCEPT_JSON,
  firstPage: (endpoint, query) =>
    withQuery(endpoint, { offset: "0", limit: String(PAGE_SIZE), orderBy: "popular", ...query }),
  read({ body, address, now }) {
    const answer = parseJson(body, address);
    if (!isObject(answer)) throw broken(address);
    const items = objects(answer.items);
    const limit = Number(new URL(address).searchParams.get("limit") ?? "0") || PAGE_SIZE;
    const isReplies = new URL(address).searchParams.has("isReply");
    return {
      comments: once(items.map((item) => toComment(item, now))),
      further:
        items.length === 0
          ? []
          : [
              ...(isReplies ? [] : items.flatMap((item) => repliesTo(item, address))),
              ...nextByCounter(address, "offset", limit, limit * MAX_PAGES),
            ],
    };
  },
};

function repliesTo(item: JsonObject, address: string): string[] {
  const id = field(item, "commentId");
  if (id === "" || !(Number(item.replyCount ?? 0) > 0)) return [];
  return [withQuery(address, { objectId: id, offset: "0", isReply: "True" })];
}

function toComment(item: JsonObject, now: Date): ServiceComment {
  return {
    nativeId: field(item, "commentId"),
    account: accountOf(
      field(item, "userId", "senderId"),
      field(item, "fullName", "senderFullName", "userName"),
    ),
    text: commentText(field(item, "commentContent")),
    publishedAt: parseDate(field(item, "createdDate", "createdAt", "createDate", "publishedDate"), now),
  };
}

/** The service before: one list for an article, replies inside. */
export const dantriOldComments: CommentService = {
  service: "dantri-old",
  version: 1,
  asOf: "2021-06-01",
  accept: ACCEPT_JSON,
  firstPage: (endpoint, query) =>
    `${endpoint.replace(/\/$/, "")}/1-${query.objectId ?? ""}-0-0-${OLD_PAGE_SIZE}.htm`,
  read({ body, address, now }) {
    const answer = parseJson(body, address);
    if (!Array.isArray(answer)) throw broken(address);
    const items = objects(answer).flatMap((item) => [item, ...objects(item.Replies)]);
    return { comments: once(items.map((item) => toOldComment(item, now))), further: [] };
  },
};

/** Old answers often carry no id of their own: article, time and text stand for one. */
function toOldComment(item: JsonObject, now: Date): ServiceComment {
  const text = commentText(field(item, "Content"));
  const time = field(item, "CreatedDate", "PublishedDate", "Time");
  const article = field(item, "ObjectId");
  const stated = field(item, "Id", "ID", "CommentId");
  const made = createHash("sha256").update(`${article}\n${time}\n${text}`).digest("hex").slice(0, 24);
  return {
    nativeId: stated !== "" ? stated : text === "" ? "" : made,
    account: accountOf("", field(item, "SenderFullName")),
    text,
    publishedAt: parseDate(time, now),
  };
}
