import type { CheerioAPI } from "cheerio/slim";
import { parseDate } from "../feeds/dates.ts";
import { blockText, type Drop, oneLine } from "./blocks.ts";
import { first, firstElement, named } from "./first-element.ts";
import { linkList } from "./link-list.ts";
import type { ArticlePage, PageContext, SiteFamily } from "./site-family.ts";
import { readMetadata } from "./structured-data.ts";

/** Pictures with captions, videos, boxes of other articles and the byline stand inside the article element. */
const dropInBody: Drop = (name, attributes) =>
  name === "figure" ||
  (name === "table" && /tplcaption/i.test(attributes.class ?? "")) ||
  /(^|\s)(author_mail|Image|box-tinlienquan|box_tinlienquan|list-news|width-detail-photo|box_brief_info|banner-ads)(\s|$)/.test(
    attributes.class ?? "",
  ) ||
  /text-align:\s*right/i.test(attributes.style ?? "") ||
  attributes["data-component-type"] !== undefined;

/** VnExpress and sites built like it: sapo outside the article element, comments from a JSON service. */
export const vnexpress: SiteFamily = {
  shape: "vnexpress",
  layouts: [
    {
      version: 1,
      until: null,
      hints: ["fck_detail"],
      recognises: ($) => $("article.fck_detail").length > 0 && $("h1.title-detail").length > 0,
      parse: parseArticle,
    },
  ],
  list: linkList({ links: "article.item-news h3.title-news a", next: "a.next-page" }),
};

function parseArticle($: CheerioAPI, context: PageContext): ArticlePage | null {
  const body = firstElement($, named("article", "fck_detail"));
  const heading = firstElement($, named("h1", "title-detail"));
  const title = heading === null ? null : oneLine($(heading).text());
  if (body === null || title === null) return null;
  const metadata = readMetadata($, context);
  const sapo = first($, named("p", "description"));
  // "Hà Nội" before the sapo says where it was written; a style sheet puts the dash behind it.
  const stamp = oneLine(sapo.find(".location-stamp").text());
  const said = blockText(sapo.get(0)?.children ?? [], (_, { class: name }) =>
    /location-stamp/.test(name ?? ""),
  );
  const lead = `${stamp === null ? "" : `${stamp} - `}${said.replaceAll("\n", " ")}`;
  const text = [lead, blockText(body.children, dropInBody)].filter((part) => part !== "").join("\n");
  return {
    kind: "article",
    title,
    text,
    publishedAt: metadata.publishedAt ?? parseDate(first($, named("span", "date")).text(), context.now),
    canonicalUrl: metadata.canonicalUrl,
    commentQuery: commentQuery($),
  };
}

/** What `#box_comment_vne` tells its script: which article to ask the comment service for. */
function commentQuery($: CheerioAPI): Record<string, string> | null {
  const raw = firstElement($, ({ attribs }) => attribs.id === "box_comment_vne")?.attribs[
    "data-component-input"
  ];
  if (raw === undefined) return null;
  try {
    const input = JSON.parse(raw) as Record<string, unknown>;
    const field = (name: string): string => String(input[name] ?? "");
    if (field("article_id") === "") return null;
    return {
      objectid: field("article_id"),
      objecttype: field("article_type") || "1",
      siteid: field("site_id"),
      categoryid: field("category_id"),
      ...(field("sign") !== "" && { sign: field("sign") }),
    };
  } catch {
    return null;
  }
}
