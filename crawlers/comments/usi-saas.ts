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

/** Comments that one request asks for. */
const PAGE_SIZE = 24;
/** Replies come in pages of their own. */
const REPLY_PAGE_SIZE = 50;

/** VnExpress's service, plain JSON or JSONP; `"data":[]` means that there are none. */
export const usiSaas: CommentService = {
  service: "usi-saas",
  version: 1,
  asOf: "2026-08-09",
  accept: ACCEPT_JSON,
  firstPage: (endpoint, query) => withQuery(endpoint, { offset: "0", limit: String(PAGE_SIZE), ...query }),
  read({ body, address, now }) {
    const answer = parseAnswer(body, address);
    const data = answer.data;
    if (!isObject(data)) return { comments: [], further: [] };
    const items = [...objects(data.items), ...objects(data.items_pin)];
    const comments = items
      .flatMap((item) => [item, ...objects(repliesOf(item)?.items)])
      .map((item) => toComment(item, now));
    const isReplies = new URL(address).pathname.endsWith("replay");
    const missing = isReplies ? [] : items.flatMap((item) => missingReplies(item, address));
    return {
      comments: once(comments),
      further: items.length === 0 ? [] : [...missing, ...nextPage(address)],
    };
  },
};

function nextPage(address: string): string[] {
  const limit = Number(new URL(address).searchParams.get("limit") ?? "0") || PAGE_SIZE;
  return nextByCounter(address, "offset", limit, limit * MAX_PAGES);
}

/** `index/getreplay` beside `index/get`, when fewer replies came along than there are. */
function missingReplies(item: JsonObject, address: string): string[] {
  const replies = repliesOf(item);
  const total = Number(replies?.total ?? 0);
  if (!(total > objects(replies?.items).length)) return [];
  const asked = new URL(address);
  const fields: Record<string, string> = {};
  for (const name of ["siteid", "objectid", "objecttype"]) fields[name] = asked.searchParams.get(name) ?? "";
  asked.search = "";
  asked.pathname = asked.pathname.replace(/get$/, "getreplay");
  return [
    withQuery(asked.href, {
      ...fields,
      id: field(item, "comment_id"),
      limit: String(REPLY_PAGE_SIZE),
      offset: "0",
      sort_by: "like",
    }),
  ];
}

function repliesOf(item: JsonObject): JsonObject | null {
  return isObject(item.replys) ? item.replys : null;
}

function parseAnswer(body: string, address: string): JsonObject {
  const isJsonp = !/^\s*\{/.test(body);
  const json = isJsonp ? body.slice(body.indexOf("(") + 1, body.lastIndexOf(")")) : body;
  const answer = parseJson(json, address);
  if (!isObject(answer)) throw broken(address);
  return answer;
}

/** Ids come as text at the top level and as numbers in replies; 0 is nobody's account. */
function toComment(item: JsonObject, now: Date): ServiceComment {
  return {
    nativeId: field(item, "comment_id"),
    account: accountOf(field(item, "userid"), field(item, "full_name")),
    text: commentText(field(item, "content")),
    publishedAt: parseDate(field(item, "creation_time"), now) ?? parseDate(field(item, "time"), now),
  };
}
