import type { CheerioAPI } from "cheerio/slim";
import type { Element } from "domhandler";
import { canonicalAddress } from "../address.ts";
import { parseDate } from "../feeds/dates.ts";
import { blockText, type Drop, oneLine } from "./blocks.ts";
import type { ListPage, PageContext, SiteFamily, ThreadMessage, ThreadPage } from "./site-family.ts";

/** A thread of more pages is cut off there, and the list of a node too (research, section 5: infinite spaces). */
const MAX_PAGES = 200;

/** Quotes are other people's words; signatures, edit notes and mentions name people. */
const dropInMessage: Drop = (name, attributes) =>
  (name === "blockquote" && /bbCodeBlock|quote/i.test(attributes.class ?? "")) ||
  /(^|\s)(bbCodeBlock--quote|bbCodeBlock--unfurl|bbCodeBlock-title|bbCodeBlock-expandLink|message-signature|message-lastEdit|js-selectToQuoteEnd|username|attribution|quoteContainer)(\s|$)/.test(
    attributes.class ?? "",
  ) ||
  attributes["data-user-id"] !== undefined;

const POSTS_OF_VERSION_2 = "article.message--post, article.message[data-content]";
const POSTS_OF_VERSION_1 = "li.message[id^=post-]";

/** XenForo 2 forums, and XenForo 1 where the marks differ. */
export const xenforo: SiteFamily = {
  shape: "xenforo",
  layouts: [
    {
      version: 2,
      until: null,
      hints: ["message--post", "data-content"],
      recognises: ($) => $("html#XF, html[data-app=public]").length > 0 && $(POSTS_OF_VERSION_2).length > 0,
      parse: ($, context) => parseThread($, $(POSTS_OF_VERSION_2).toArray(), context),
    },
    {
      version: 1,
      until: null,
      hints: ["messageText"],
      recognises: ($) => $("html#XenForo").length > 0 && $(POSTS_OF_VERSION_1).length > 0,
      parse: ($, context) => parseThread($, $(POSTS_OF_VERSION_1).toArray(), context),
    },
  ],
  list: parseNode,
};

function parseThread($: CheerioAPI, articles: readonly Element[], context: PageContext): ThreadPage | null {
  if (articles.length === 0) return null;
  const messages = articles
    .map((article) => readMessage($, article, context.now))
    .filter((found) => found !== null);
  // Labels before the title ("Hỏi") are prefixes of the forum, not words of the thread.
  const heading = $("h1.p-title-value, .titleBar h1").first().clone();
  heading.find(".label, .label-append, .prefix").remove();
  const canonicalUrl = canonicalAddress(
    $("link[rel=canonical]").first().attr("href") ?? null,
    context.url,
    context.hosts,
  );
  const pageNumber = numberOfPage(context.url);
  const last = Math.max(lastPage($), pageNumber);
  const root = threadRoot(canonicalUrl);
  const pages = Array.from({ length: Math.min(last, MAX_PAGES) }, (_, index) =>
    index === 0 ? root : `${root}page-${index + 1}`,
  );
  return { kind: "thread", title: oneLine(heading.text()), canonicalUrl: root, pageNumber, messages, pages };
}

function readMessage($: CheerioAPI, article: Element, now: Date): ThreadMessage | null {
  const message = $(article);
  const nativeId = (message.attr("data-content") ?? message.attr("id") ?? "").replace(/^js-/, "");
  const content = message.find(".message-body .bbWrapper, .bbWrapper, .messageText").first().get(0);
  if (nativeId === "" || content === undefined) return null;
  const time = message.find(".message-attribution time.u-dt, time.u-dt, .DateTime").first();
  // Only where the forum shows who wrote it: mentions in the text carry ids too.
  const user = message.find(".message-cell--user, .message-user, .messageUserInfo").first();
  const userId = user.find("[data-user-id]").first().attr("data-user-id");
  const name = oneLine(message.attr("data-author"));
  return {
    nativeId,
    account: userId !== undefined && userId !== "0" ? `id ${userId}` : name,
    text: blockText(content.children, dropInMessage),
    publishedAt:
      parseDate(time.attr("data-time"), now) ??
      parseDate(time.attr("datetime"), now) ??
      parseDate(time.attr("title") ?? time.text(), now),
  };
}

/** The highest page number in the pager; 1 when there is none. */
function lastPage($: CheerioAPI): number {
  const attribute = Number($(".PageNav").first().attr("data-last"));
  const numbers = $(".pageNav-page a, .pageNav a")
    .toArray()
    .map((link) => Number($(link).text().trim()))
    .filter((number) => Number.isInteger(number));
  return Math.max(1, Number.isInteger(attribute) ? attribute : 1, ...numbers);
}

const numberOfPage = (url: string): number => Number(/\/page-(\d+)/.exec(url)?.[1] ?? "1");

/** A thread's own address: without page, post anchor or "latest". */
function threadRoot(url: string): string {
  const parsed = new URL(url);
  parsed.search = "";
  parsed.pathname = parsed.pathname.replace(/(page-\d+|latest|unread|post-\d+)\/?$/, "");
  return parsed.href;
}

/** A node's list of threads, sticky ones passed over; the reply count tells whether a thread has grown. */
function parseNode($: CheerioAPI, context: PageContext): ListPage | null {
  const threads = $(".structItem--thread").toArray();
  if (threads.length === 0) return null;
  const entries = threads
    .filter((thread) => $(thread).closest(".structItemContainer-group--sticky").length === 0)
    .map((thread) => {
      const item = $(thread);
      const link =
        item.find(".structItem-title a[data-tp-primary=on]").first().attr("href") ??
        item.find(".structItem-title a").last().attr("href") ??
        null;
      return {
        link: link === null ? null : threadRoot(new URL(link, context.url).href),
        title: oneLine(item.find(".structItem-title a").last().text()),
        published: item.find(".structItem-startDate time").first().attr("datetime") ?? null,
        updated: item.find("time.structItem-latestDate").first().attr("datetime") ?? null,
        guid: null,
        replies: String(shortNumber(item.find(".structItem-cell--meta dd").first().text())),
      };
    });
  const next = $("a.pageNav-jump--next").first().attr("href");
  return { entries, next: next === undefined ? null : new URL(next, context.url).href };
}

/** "1.2K", "3M", "1.234": the forum's way of writing counts; K and M before dots are taken as separators. */
function shortNumber(text: string): number {
  const match = /^([\d.,]+)\s*([KM])?$/i.exec(text.trim());
  if (!match) return 0;
  const unit = match[2]?.toUpperCase();
  if (unit === undefined) return Number((match[1] ?? "").replace(/[.,]/g, ""));
  return Math.round(Number((match[1] ?? "").replace(",", ".")) * (unit === "K" ? 1000 : 1_000_000));
}
