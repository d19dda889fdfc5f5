import { load } from "cheerio/slim";
import { PermanentError } from "../../model/errors.ts";
import type { Instant } from "../../model/ids.ts";
import { parseDate } from "../feeds/dates.ts";
import { blockText } from "../parsers/blocks.ts";

/** Comments that one request asks for. */
const PAGE_SIZE = 24;
/** Replies come in pages of their own. */
const REPLY_PAGE_SIZE = 50;

/** One comment as the service sends it, author apart. */
export interface ServiceComment {
  readonly nativeId: string;
  readonly account: string | null;
  readonly text: string;
  readonly publishedAt: Instant | null;
}

/** One answer of the service, and what it leads to. */
export interface CommentPage {
  readonly comments: readonly ServiceComment[];
  /** Addresses of what this page announces: replies that did not come along, and the next page. */
  readonly further: readonly string[];
}

/** The first page of an article's comments. */
export function firstCommentPage(endpoint: string, query: Readonly<Record<string, string>>): string {
  const url = new URL(endpoint);
  for (const [name, value] of Object.entries({ offset: "0", limit: String(PAGE_SIZE), ...query })) {
    url.searchParams.set(name, value);
  }
  return url.href;
}

/**
 * Reads one answer of a usi-saas service (VnExpress), plain JSON or JSONP. Totals lie, so pages are read until an empty
 * one; `"data":[]` means that there are none. Throws `PermanentError` "comments-broken" for anything else.
 */
export function readCommentPage(body: string, address: string, now: Date): CommentPage {
  const answer = parseAnswer(body, address);
  const data = answer.data;
  if (!isObject(data)) return { comments: [], further: [] };
  const items = [...list(data.items), ...list(data.items_pin)];
  const comments = items
    .flatMap((item) => [item, ...list(repliesOf(item)?.items)])
    .map((item) => toComment(item, now));
  const unique = new Map(
    comments.filter(({ nativeId }) => nativeId !== "").map((comment) => [comment.nativeId, comment]),
  );
  const isReplies = new URL(address).pathname.endsWith("replay");
  const missing = isReplies ? [] : items.flatMap((item) => missingReplies(item, address));
  return {
    comments: [...unique.values()],
    further: items.length === 0 ? [] : [...missing, nextPage(address)],
  };
}

function nextPage(address: string): string {
  const url = new URL(address);
  const number = (name: string): number => Number(url.searchParams.get(name) ?? "0");
  url.searchParams.set("offset", String(number("offset") + (number("limit") || PAGE_SIZE)));
  return url.href;
}

/** `index/getreplay` beside `index/get`, when fewer replies came along than there are. */
function missingReplies(item: JsonObject, address: string): string[] {
  const replies = repliesOf(item);
  const total = Number(replies?.total ?? 0);
  if (total <= list(replies?.items).length) return [];
  const asked = new URL(address);
  const url = new URL(asked.pathname.replace(/get$/, "getreplay"), asked);
  for (const name of ["siteid", "objectid", "objecttype"]) {
    url.searchParams.set(name, asked.searchParams.get(name) ?? "");
  }
  url.searchParams.set("id", String(item.comment_id));
  url.searchParams.set("limit", String(REPLY_PAGE_SIZE));
  url.searchParams.set("offset", "0");
  url.searchParams.set("sort_by", "like");
  return [url.href];
}

type JsonObject = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const list = (value: unknown): JsonObject[] => (Array.isArray(value) ? value.filter(isObject) : []);

function repliesOf(item: JsonObject): JsonObject | null {
  const replies = item.replys;
  return isObject(replies) ? replies : null;
}

function parseAnswer(body: string, address: string): JsonObject {
  const isJsonp = !/^\s*\{/.test(body);
  const json = isJsonp ? body.slice(body.indexOf("(") + 1, body.lastIndexOf(")")) : body;
  try {
    const answer: unknown = JSON.parse(json);
    if (isObject(answer)) return answer;
  } catch {
    // Told below, with the address.
  }
  throw new PermanentError("comments-broken", `${address} answered with something that is no comment list`);
}

/** Ids come as text at the top level and as numbers in replies; 0 is nobody's account. */
function toComment(item: JsonObject, now: Date): ServiceComment {
  const userId = String(item.userid ?? "");
  const name = String(item.full_name ?? "").trim();
  const html = load(String(item.content ?? ""), null, false)
    .root()
    .get(0);
  return {
    nativeId: String(item.comment_id ?? ""),
    account: userId !== "" && userId !== "0" ? `id ${userId}` : name === "" ? null : name,
    text: blockText(
      html?.children ?? [],
      (tag, attributes) => /text_name|nickname/.test(attributes.class ?? "") || tag === "blockquote",
    ),
    publishedAt: parseDate(String(item.creation_time ?? ""), now) ?? parseDate(String(item.time ?? ""), now),
  };
}
