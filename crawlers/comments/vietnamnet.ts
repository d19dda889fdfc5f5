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

/** VietNamNet's service. `totalComment` counts replies too and `totalRow` only this page: neither is believed. */
export const vietnamnetComments: CommentService = {
  service: "vietnamnet",
  version: 1,
  asOf: "2026-08-09",
  accept: ACCEPT_JSON,
  firstPage: (endpoint, query) =>
    withQuery(endpoint, { PageIndex: "0", PageSize: String(PAGE_SIZE), ...query }),
  read({ body, address, now }) {
    const answer = parseJson(body, address);
    if (!isObject(answer) || answer.status === false) throw broken(address);
    const items = isObject(answer.data) ? objects(answer.data.comments) : [];
    const isReplies = new URL(address).searchParams.has("ParentId");
    return {
      comments: once(items.map((item) => toComment(item, now))),
      further:
        items.length === 0
          ? []
          : [
              ...(isReplies ? [] : items.flatMap((item) => repliesTo(item, address))),
              ...nextByCounter(address, "PageIndex", 1, MAX_PAGES),
            ],
    };
  },
};

function repliesTo(item: JsonObject, address: string): string[] {
  const id = field(item, "commentId");
  if (id === "" || !(Number(item.totalAnswer ?? 0) > 0)) return [];
  return [withQuery(address, { ParentId: id, PageIndex: "0" })];
}

/** Times come without a zone and are local. */
function toComment(item: JsonObject, now: Date): ServiceComment {
  return {
    nativeId: field(item, "commentId"),
    account: accountOf(field(item, "userId"), field(item, "userName")),
    text: commentText(field(item, "commentContent")),
    publishedAt: parseDate(field(item, "createdDate"), now),
  };
}
