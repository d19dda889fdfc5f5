import { load } from "cheerio/slim";
import type { COMMENT_SERVICES } from "../../config/schema.ts";
import { PermanentError } from "../../model/errors.ts";
import type { Instant } from "../../model/ids.ts";
import type { AnswerHeaders } from "../fetcher/answer.ts";
import { blockText, type Drop } from "../parsers/blocks.ts";

/** One comment as the service sends it, author apart. */
export interface ServiceComment {
  readonly nativeId: string;
  readonly account: string | null;
  readonly text: string;
  readonly publishedAt: Instant | null;
}

/** One answer of a service, and what it leads to. */
export interface CommentPage {
  readonly comments: readonly ServiceComment[];
  /** Addresses of what this page announces: replies that did not come along, and the next page. */
  readonly further: readonly string[];
  /** A sentence when the service says that it does not serve us; nothing else was read then. */
  readonly blocked?: string;
}

/** What a service answered. */
export interface CommentAnswer {
  readonly body: string;
  readonly address: string;
  readonly headers: AnswerHeaders;
  readonly now: Date;
}

/**
 * A newspaper's comment service. They are undocumented back-ends of the papers' own pages: a source uses one only with
 * the paper's permission. Totals lie everywhere, so pages are read until an empty one, at most `MAX_PAGES`.
 */
export interface CommentService {
  readonly service: (typeof COMMENT_SERVICES)[number];
  /** Raised when the service changes; `asOf` is the day for which its form is known. */
  readonly version: number;
  readonly asOf: string;
  readonly accept: string;
  /** The first page of an article's comments; `query` is what the article's page told about itself. */
  firstPage(endpoint: string, query: Readonly<Record<string, string>>): string;
  /** Throws `PermanentError` "comments-broken" for what is no list of comments. */
  read(answer: CommentAnswer): CommentPage;
}

/** No article has more pages of comments; a service that goes on is not listening to the page asked for. */
export const MAX_PAGES = 200;
/** What a JSON service is asked for. */
export const ACCEPT_JSON = "application/json, text/javascript, */*;q=0.5";

/** The endpoint with query fields. */
export function withQuery(endpoint: string, fields: Readonly<Record<string, string>>): string {
  const url = new URL(endpoint);
  for (const [name, value] of Object.entries(fields)) url.searchParams.set(name, value);
  return url.href;
}

/** The same address with a counter `step` higher; nothing beyond `last`. */
export function nextByCounter(address: string, name: string, step: number, last: number): string[] {
  const url = new URL(address);
  const next = Number(url.searchParams.get(name) ?? "0") + step;
  if (!(next <= last)) return [];
  url.searchParams.set(name, String(next));
  return [url.href];
}

export type JsonObject = Readonly<Record<string, unknown>>;
export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
export const objects = (value: unknown): JsonObject[] => (Array.isArray(value) ? value.filter(isObject) : []);

/** JSON, whatever it holds. Throws `PermanentError` "comments-broken" naming the address. */
export function parseJson(json: string, address: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw broken(address);
  }
}

/** The error of a service that answers something else than comments. */
export function broken(address: string): PermanentError {
  return new PermanentError("comments-broken", `${address} answered with something that is no comment list`);
}

/** A field as text, numbers included; "" where it is missing. */
export function field(object: JsonObject, ...names: readonly string[]): string {
  for (const name of names) {
    const value = object[name];
    if (typeof value === "string" && value.trim() !== "") return value.trim();
    if (typeof value === "number" && Number.isFinite(value)) return String(value);
  }
  return "";
}

/** The counting key of an account: its id, else its name as shown; null for nobody. */
export function accountOf(id: string, name: string): string | null {
  if (id !== "" && !/^[0-]+$/.test(id)) return `id ${id}`;
  return name === "" ? null : name;
}

/** Whom a comment answers, and what it quotes, are other people's names and words. */
const NOT_OWN_WORDS: Drop = (tag, attributes) =>
  tag === "blockquote" ||
  /(^|[\s_-])(text_name|nickname|username|username-reply|mention|quote)([\s_-]|$)/i.test(
    attributes.class ?? "",
  );

/** The text of a comment's HTML, one line per block. */
export function commentText(html: string): string {
  const root = load(html, null, false).root().get(0);
  return blockText(root?.children ?? [], NOT_OWN_WORDS);
}

/** Each comment once, by its id; what has none cannot be told apart and is left out. */
export function once(comments: readonly ServiceComment[]): ServiceComment[] {
  const named = comments.filter(({ nativeId }) => nativeId !== "");
  return [...new Map(named.map((comment) => [comment.nativeId, comment])).values()];
}
