/** Text made safe for HTML and XML. */
export function escapeText(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** ISO 8601 at +07:00, as Vietnamese sites write it in their metadata. */
export function localIso(at: Date): string {
  return `${new Date(at.getTime() + 7 * 3_600_000).toISOString().slice(0, 19)}+07:00`;
}

const WEEKDAYS = ["Chủ nhật", "Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy"];

/** Local parts of a moment, for dates written for people. */
export function localParts(at: Date) {
  const local = new Date(at.getTime() + 7 * 3_600_000);
  const two = (value: number): string => String(value).padStart(2, "0");
  return {
    weekday: WEEKDAYS[local.getUTCDay()] ?? "",
    date: `${local.getUTCDate()}/${local.getUTCMonth() + 1}/${local.getUTCFullYear()}`,
    longDate: `${two(local.getUTCDate())}/${two(local.getUTCMonth() + 1)}/${local.getUTCFullYear()}`,
    time: `${two(local.getUTCHours())}:${two(local.getUTCMinutes())}`,
  };
}

/** RFC 822 with +0700. */
function mailDate(at: Date): string {
  const local = new Date(at.getTime() + 7 * 3_600_000).toUTCString();
  return local.replace("GMT", "+0700");
}

/** One entry of an RSS feed. */
export interface RssItem {
  readonly title: string;
  readonly link: string;
  readonly at: Date;
  readonly description: string;
  readonly replies?: number;
}

/** RSS 2.0 as the sites write it: CDATA descriptions with a picture in them. */
export function rss(title: string, link: string, items: readonly RssItem[]): string {
  const entries = items.map(
    (item) => `<item><title>${escapeText(item.title)}</title>
<description><![CDATA[<a href="${item.link}"><img src="/anh/o-vuong.png"></a></br>${escapeText(item.description)}]]></description>
<pubDate>${mailDate(item.at)}</pubDate><link>${escapeText(item.link)}</link><guid>${escapeText(item.link)}</guid>${
      item.replies === undefined ? "" : `<slash:comments>${item.replies}</slash:comments>`
    }</item>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:slash="http://purl.org/rss/1.0/modules/slash/"><channel>
<title>${escapeText(title)}</title><link>${escapeText(link)}</link><generator>replica</generator>
${entries.join("\n")}
</channel></rss>`;
}

/** A sitemap of pages. */
export function urlset(pages: readonly { readonly link: string; readonly at: Date }[]): string {
  const urls = pages.map(
    ({ link, at }) => `<url><loc>${escapeText(link)}</loc><lastmod>${localIso(at)}</lastmod></url>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${urls.join("\n")}</urlset>`;
}

/** A sitemap of sitemaps. */
export function sitemapIndex(maps: readonly { readonly link: string; readonly at: Date }[]): string {
  const entries = maps.map(
    ({ link, at }) => `<sitemap><loc>${escapeText(link)}</loc><lastmod>${localIso(at)}</lastmod></sitemap>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${entries.join("")}</sitemapindex>`;
}

/** An answer of a replica's site, before it is compressed and sent. */
export interface Page {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}
/** An answer of 200 with a body of a type, HTML by default. */
export const page = (body: string, type = "text/html; charset=utf-8"): Page => ({ status: 200, type, body });
/** A feed or sitemap. */
export const xml = (body: string): Page => page(body, "text/xml; charset=utf-8");
/** A robots.txt. */
export const text = (body: string): Page => page(body, "text/plain; charset=utf-8");
/** The answer to every unknown address. */
export const notFound: Page = {
  status: 404,
  type: "text/html; charset=utf-8",
  body: "<!DOCTYPE html><title>404</title><h1>Không tìm thấy trang</h1>",
};
/** A site: a path with its query, the base address and the moment in, a page out. */
export type Site = (path: URL, now: Date) => Page;
