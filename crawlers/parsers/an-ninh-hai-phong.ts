import type { CheerioAPI } from "cheerio/slim";
import { parseDate } from "../feeds/dates.ts";
import { blockText, type Drop, oneLine } from "./blocks.ts";
import { linkList } from "./link-list.ts";
import { hasClass, withLead } from "./news-article.ts";
import type { ArticlePage, PageContext, SiteFamily } from "./site-family.ts";
import { readMetadata } from "./structured-data.ts";

const ASIDE = new Set(
  "author source tags tag other-news related tinlienquan boxOther share breadcrumb".split(" "),
);
/** "HH:MM dd/mm/yyyy" stands by itself on a line of the article's box. */
const TIME_LINE = /^\d{1,2}:\d{2}(?:\s*[-|,]?\s*)\d{1,2}\/\d{1,2}\/\d{4}$/;
const dropInBox: Drop = (name, attributes) =>
  /^(figure|h1|nav)$/.test(name) ||
  hasClass(attributes, ASIDE) ||
  hasClass(attributes, new Set(["image-caption", "caption"]));

/** An Ninh Hải Phòng (anhp.vn): no feed; its front page links to the articles, whose box holds title, time and text. */
export const anNinhHaiPhong: SiteFamily = {
  shape: "an-ninh-hai-phong",
  layouts: [
    {
      version: 1,
      until: null,
      hints: ["detailBox"],
      recognises: ($) => $("div.detailBox").length > 0 && $("div.detailBox h1, h1.detailTitle").length > 0,
      parse,
    },
  ],
  list: linkList({
    links: 'a[href*="html"]',
    matching: /-d\d+\.html$/,
    next: "a.next[href], .paging .active + a[href]",
  }),
};

function parse($: CheerioAPI, context: PageContext): ArticlePage | null {
  const box = $("div.detailBox").first();
  // A picture and its caption stand in a table of their own.
  box.find("table:has(img)").remove();
  const title = oneLine(box.find("h1").first().text()) ?? oneLine($("h1").first().text());
  const lines = blockText(box.get(0)?.children ?? [], dropInBox).split("\n");
  const time = lines.find((line) => TIME_LINE.test(line)) ?? null;
  const lead = oneLine(box.find(".sapo, .detailSapo, h2").first().text()) ?? "";
  const body = lines.filter((line) => line !== time && line !== lead && line !== title).join("\n");
  if (title === null || body === "") return null;
  const metadata = readMetadata($, context);
  return {
    kind: "article",
    title,
    text: withLead(lead, body),
    publishedAt: metadata.publishedAt ?? parseDate(time, context.now),
    canonicalUrl: metadata.canonicalUrl,
    commentQuery: null,
  };
}
