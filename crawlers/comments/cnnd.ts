import { type Cheerio, type CheerioAPI, load } from "cheerio/slim";
import type { Element } from "domhandler";
import { parseDate } from "../feeds/dates.ts";
import {
  accountOf,
  broken,
  type CommentService,
  commentText,
  MAX_PAGES,
  nextByCounter,
  once,
  type ServiceComment,
  withQuery,
} from "./service.ts";

const PAGE_SIZE = 20;

/** The CNND system (Thanh Niên): pieces of HTML, replies inside, times month first; nothing at all where there are none. */
export const cnnd: CommentService = {
  service: "cnnd",
  version: 1,
  asOf: "2026-08-09",
  accept: "text/html, */*;q=0.5",
  firstPage: (endpoint, query) =>
    withQuery(endpoint, { page: "1", Order: "like", pageSize: String(PAGE_SIZE), ...query }),
  read({ body, address, now }) {
    if (body.trim() === "") return { comments: [], further: [] };
    // An error page or JSON is no piece of a comment box.
    if (/^\s*[{[]|<(html|head|title)[\s>]/i.test(body)) throw broken(address);
    const $ = load(body, null, false);
    const items = $("div.item.box_cm[data-cmid]").toArray();
    const replies = $(".item-reply").toArray();
    const comments = [
      ...items.map((item) => readItem($(item), now)),
      ...replies.map((reply) => readReply($, reply, now)),
    ];
    return {
      comments: once(comments),
      further: items.length === 0 ? [] : nextByCounter(address, "page", 1, MAX_PAGES),
    };
  },
};

function readItem(item: Cheerio<Element>, now: Date): ServiceComment {
  const own = item.clone();
  own.find(".item-reply, .box-reply").remove();
  return comment(item.attr("data-cmid") ?? "", own, now);
}

/** A reply's id stands on its like button. */
function readReply($: CheerioAPI, reply: Element, now: Date): ServiceComment {
  const found = $(reply);
  return comment(
    found.attr("data-cmid") ?? found.find("[data-cmid]").first().attr("data-cmid") ?? "",
    found,
    now,
  );
}

function comment(nativeId: string, item: Cheerio<Element>, now: Date): ServiceComment {
  return {
    nativeId,
    account: accountOf("", (item.find(".avatar").first().attr("title") ?? "").trim()),
    text: commentText(item.find("p.text-comment").first().html() ?? ""),
    publishedAt: parseDate(item.find(".time-ago").first().attr("title"), now, "month-first"),
  };
}
