import { load } from "cheerio/slim";
import type { SourceSettings } from "../../config/schema.ts";
import { RetryableError } from "../../model/errors.ts";
import { instantOf } from "../../model/time.ts";
import type { Collected, FeedEntry } from "../crawler.ts";
import { parseDate } from "../feeds/dates.ts";
import { articleItems } from "../items.ts";
import { blockText } from "../parsers/blocks.ts";
import { discoveryOf } from "./discovery.ts";
import { at, isObject, type JsonObject, listOf, numberOf, saidIn, textOf } from "./json.ts";
import { FIRST_POLL_PAGES, type Platform, type PlatformParts } from "./platform.ts";
import type { ApiQuestion, PlatformAccess } from "./platform-api.ts";
import { PlatformRefusal } from "./refusal.ts";
import type { RenewTokens } from "./zalo-tokens.ts";

/** Zalo's Official Account API; the token goes in a header, so that no address holds it. */
export const ZALO_ACCESS: PlatformAccess = {
  api: "https://openapi.zalo.me/v2.0",
  credentials: (key) => ({ access_token: key }),
};

/** The API gives out at most this many articles a page. */
const PAGE_SIZE = 10;
const KINDS = ["normal", "video"] as const;
/** Codes as the documents list them: the token is wrong, or has ended after its 25 hours. */
const TOKEN_ENDED = new Set([-216, -124]);
const OVER_QUOTA = new Set([-32, -211]);
const NOT_ALLOWED = new Set([-201, -204, -205, -209, -221, -224]);
const QUOTA_REST_MS = 3_600_000;

/** The articles that an official account published. Readers' comments are not given out: only the account speaks here. */
export function createZaloOa(renew: RenewTokens): Platform {
  async function ask(
    source: SourceSettings,
    parts: PlatformParts,
    question: ApiQuestion,
    signal: AbortSignal,
  ): Promise<JsonObject> {
    for (const mayRenew of [true, false]) {
      const answer = await parts.api.ask(question, signal);
      const code = numberOf(at(answer.body, "error"));
      if (isObject(answer.body) && code === 0) return answer.body;
      const ended = code !== null && TOKEN_ENDED.has(code);
      if (ended && mayRenew && (await renew(source, signal))) continue;
      throw refusalOf(code, answer.status, source.id);
    }
    throw refusalOf(null, 0, source.id);
  }

  return {
    async discover({ source, feedUrl, previous }, parts, signal) {
      const entries: FeedEntry[] = [];
      for (const type of KINDS) {
        for (let page = 0; page < (previous === null ? FIRST_POLL_PAGES : 1); page += 1) {
          const query = { offset: String(page * PAGE_SIZE), limit: String(PAGE_SIZE), type };
          const body = await ask(source, parts, { path: "/article/getslice", query }, signal);
          const medias = listOf(at(body, "data", "medias"));
          entries.push(...medias.flatMap((media) => entryOf(media, feedUrl, parts.now) ?? []));
          if (medias.length < PAGE_SIZE) break;
        }
      }
      return discoveryOf(entries, previous);
    },
    async collect({ source, entry }, parts, signal) {
      const id = new URL(entry.url).searchParams.get("id") ?? "";
      const body = await ask(source, parts, { path: "/article/getdetail", query: { id } }, signal);
      return articleOf(source, entry, at(body, "data"), parts.now);
    },
  };
}

function entryOf(media: JsonObject, feedUrl: string, now: Date): FeedEntry | null {
  const id = textOf(media.id);
  if (id === null || media.status === "hide") return null;
  const address = new URL(feedUrl);
  address.search = new URLSearchParams({ id }).toString();
  const published = parseDate(textOf(media.create_date), now);
  return {
    url: address.href,
    target: "page",
    title: textOf(media.title),
    publishedAt: published,
    version: textOf(media.update_date) ?? published ?? "",
    parentNativeId: null,
  };
}

function articleOf(source: SourceSettings, entry: FeedEntry, data: unknown, now: Date): Collected {
  const body = listOf(at(data, "body"))
    .map(({ content }) => plainText(content))
    .filter((part) => part !== "")
    .join("\n");
  const lead = plainText(at(data, "description"));
  // The lead often is the beginning of the body.
  const text = lead === "" || body.includes(lead) ? body : `${lead}\n${body}`.trim();
  const publishedAt = parseDate(textOf(at(data, "create_date")), now) ?? entry.publishedAt;
  const page = {
    kind: "article" as const,
    title: textOf(at(data, "title")) ?? entry.title,
    text,
    publishedAt,
    canonicalUrl: entry.url,
    commentQuery: null,
  };
  const { parsed, problems } = articleItems(page, source, publishedAt, instantOf(now));
  return { kind: "items", parsed, follow: [], extractor: "site", problems };
}

function plainText(content: unknown): string {
  const html = load(saidIn(content), null, false).root().get(0);
  return blockText(html?.children ?? [], () => false);
}

/** The API answers 200 whatever happened; its code tells, its message is not repeated. */
function refusalOf(code: number | null, status: number, sourceId: string): Error {
  const what = `the Zalo account of source ${sourceId}`;
  if (code !== null && TOKEN_ENDED.has(code)) {
    return new PlatformRefusal(
      "no-key",
      `${what}: the access token has ended (code ${code}); put a new one in its place, or let it be renewed with platform.refresh`,
    );
  }
  if (code !== null && OVER_QUOTA.has(code)) {
    return new PlatformRefusal(
      "quota-exceeded",
      `${what}: Zalo grants no more calls for now (code ${code})`,
      QUOTA_REST_MS,
    );
  }
  if (code !== null && NOT_ALLOWED.has(code)) {
    return new PlatformRefusal(
      "no-key",
      `${what}: the token may not read articles (code ${code}); grant the app the right to manage articles`,
    );
  }
  if (code !== null)
    return new PlatformRefusal("failing", `${what}: Zalo refuses the question (code ${code})`);
  return new RetryableError(`http-${status}`, `${what}: Zalo answered ${status} without a result`);
}
