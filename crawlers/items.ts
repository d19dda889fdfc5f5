import type { SourceSettings } from "../config/schema.ts";
import type { ParsedItems, RawItem } from "../model/document.ts";
import { type Instant, sourceId } from "../model/ids.ts";
import type { ArticlePage, ThreadMessage, ThreadPage } from "./parsers/site-family.ts";

/** Longer texts by the public are cut: nobody writes this much about one concern, and somebody may try. */
const MAX_CITIZEN_TEXT = 20_000;

/** Items of one page, the sentences about what was cut, and what has no text. */
export interface PageItems {
  readonly parsed: ParsedItems;
  readonly problems: readonly string[];
}

/** An article becomes one item without a byline; of a citizens' source it is a post without an address. */
export function articleItems(
  page: ArticlePage,
  source: SourceSettings,
  publishedAt: Instant | null,
  fetchedAt: Instant,
): PageItems {
  const institution = source.speaker === "institution";
  const { text, problems } = institution
    ? { text: page.text, problems: [] }
    : cut([page.text], page.canonicalUrl);
  const item: RawItem = {
    sourceId: sourceId(source.id),
    kind: institution ? "article" : "post",
    speaker: source.speaker,
    nativeId: page.canonicalUrl,
    parentNativeId: null,
    url: institution ? page.canonicalUrl : null,
    title: page.title,
    text: typeof text === "string" ? text : (text[0] ?? ""),
    publishedAt,
    fetchedAt,
  };
  return { parsed: { items: [item], accounts: new Map() }, problems };
}

/** What a message of the public is before it becomes an item; the account stays apart from here on. */
export interface CitizenMessage extends ThreadMessage {
  readonly kind: "post" | "comment";
  readonly parentNativeId: string | null;
  readonly title: string | null;
}

/** The first message of a thread opens it and carries its title; the others answer the first. */
export function threadMessages(page: ThreadPage, firstPost: string | null): readonly CitizenMessage[] {
  const first = firstPost ?? page.messages[0]?.nativeId ?? null;
  return page.messages.map((message) => ({
    ...message,
    kind: message.nativeId === first ? ("post" as const) : ("comment" as const),
    parentNativeId: message.nativeId === first ? null : first,
    title: message.nativeId === first ? page.title : null,
  }));
}

/**
 * Turns messages of the public into items without author and address, and the accounts, keyed by `nativeId`, apart from
 * them. A message without text stays: it ends as "no-text".
 */
export function citizenItems(
  messages: readonly CitizenMessage[],
  source: SourceSettings,
  fetchedAt: Instant,
  address: string,
): PageItems {
  const { text, problems } = cut(
    messages.map((message) => message.text),
    address,
  );
  const items = messages.map(
    (message, index): RawItem => ({
      sourceId: sourceId(source.id),
      kind: message.kind,
      speaker: "citizen",
      nativeId: message.nativeId,
      parentNativeId: message.parentNativeId,
      url: null,
      title: message.title,
      text: text[index] ?? "",
      publishedAt: message.publishedAt,
      fetchedAt,
    }),
  );
  const accounts = messages.flatMap(({ nativeId, account }): [string, string][] =>
    account === null ? [] : [[nativeId, account]],
  );
  return { parsed: { items, accounts: new Map(accounts) }, problems };
}

function cut(
  texts: readonly string[],
  address: string,
): { text: readonly string[]; problems: readonly string[] } {
  const long = texts.filter((text) => text.length > MAX_CITIZEN_TEXT).length;
  if (long === 0) return { text: texts, problems: [] };
  return {
    text: texts.map((text) => text.slice(0, MAX_CITIZEN_TEXT)),
    problems: [
      `${address} holds ${long} texts of more than ${MAX_CITIZEN_TEXT} characters; they were cut there`,
    ],
  };
}
