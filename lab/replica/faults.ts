import type { IncomingMessage } from "node:http";
import { brotliCompressSync, gzipSync } from "node:zlib";
import iconv from "iconv-lite";
import { answer, type Handler, HOSTILE_PATTERNS, HOSTILE_ROUTES } from "./hostile.ts";
import { rss, sitemapIndex, urlset } from "./markup.ts";
import { listen } from "./serve.ts";

/** How the faulty site's robots.txt answers; may be changed while it runs. */
export interface FaultyRobots {
  status: number;
  body: string | Buffer;
  headers?: Record<string, string>;
  /** Never answers. */
  silent?: boolean;
}

/** A site on which everything goes wrong that goes wrong out there. Whoever starts it closes it. */
export interface FaultySite {
  readonly url: string;
  readonly robots: FaultyRobots;
  /** Paths asked for, in order, robots.txt included. */
  readonly hits: string[];
  /** Headers of the last request to each path. */
  readonly headers: Map<string, IncomingMessage["headers"]>;
  close(): Promise<void>;
}

const FEED_MOMENT = new Date("2026-03-02T01:00:00Z");
const feed = (title = "Đường liên xã hỏng"): string =>
  rss("Bản sao lỗi", "/", [{ title, link: "/bai-1.html", at: FEED_MOMENT, description: "" }]);
const article = (text: string, head = ""): string =>
  `<!DOCTYPE html><html><head><title>Bài</title>${head}</head><body><article><h1>Đường liên xã hỏng</h1>${`<p>${text}</p>`.repeat(6)}</article></body></html>`;
const SENTENCE =
  "Đoạn đường qua xã An Quang xuống cấp đã nhiều tháng, người dân mong cơ quan chức năng sớm sửa chữa, rải lại mặt đường.";

/** The code page has letters such as ơ and â, and the tones as marks of their own. */
const windows1258 = (text: string): Buffer =>
  iconv.encode(
    text
      .normalize("NFD")
      .replace(
        /([aeou])(\u0323?)([\u0302\u0306\u031b])/gi,
        (_, letter, dot, mark) => (letter + mark).normalize("NFC") + dot,
      ),
    "windows-1258",
  );

/** Never more than a byte at a time. */
const drip: Handler = (_, response) => {
  response.writeHead(200, { "content-type": "text/html" });
  const timer = setInterval(() => response.write("a"), 20);
  response.on("close", () => clearInterval(timer));
};

const notModified: Handler = (request, response) => {
  const { "if-none-match": etag, "if-modified-since": since } = request.headers;
  const headers = { etag: '"v1"', "last-modified": FEED_MOMENT.toUTCString(), "content-type": "text/xml" };
  const known = etag === '"v1"' && since === headers["last-modified"];
  response.writeHead(known ? 304 : 200, known ? { etag: '"v2"' } : headers);
  response.end(known ? "" : feed());
};

const redirects: Handler = (_, response, url) => {
  const left = Number(url.pathname.split("/")[2]);
  response.writeHead(302, { location: left > 0 ? `/redirect/${left - 1}` : "/page.html" });
  response.end();
};

const ROUTES: Readonly<Record<string, Handler>> = {
  ...HOSTILE_ROUTES,
  "/page.html": answer(
    200,
    {},
    article(SENTENCE, '<meta property="article:published_time" content="2026-03-02T08:00:00+07:00">'),
  ),
  "/feed.rss": answer(200, { "content-type": "text/xml" }, feed()),
  "/not-modified.rss": notModified,
  "/429-seconds": answer(429, { "retry-after": "120" }),
  "/429-date": answer(429, {
    date: "Mon, 02 Mar 2026 01:00:00 GMT",
    "retry-after": "Mon, 02 Mar 2026 01:05:00 GMT",
  }),
  "/429-88h": answer(429, { "retry-after": String(88 * 3600) }),
  "/429": answer(429),
  "/500": answer(500),
  "/404": answer(404),
  "/410": answer(410),
  "/403": answer(403),
  "/451": answer(451),
  "/401": answer(401),
  "/challenge": answer(403, { "cf-mitigated": "challenge" }),
  "/login-wall": answer(302, { location: "/dang-nhap/?next=bai" }),
  "/to-loopback": answer(302, { location: "http://127.0.0.1:9/" }),
  "/to-file": answer(302, { location: "file:///etc/passwd" }),
  "/to-mapped": answer(302, { location: "http://[::ffff:169.254.169.254]/" }),
  "/to-decimal": answer(302, { location: "http://2130706433/" }),
  "/with-user": answer(302, { location: "http://a:b@example.org/" }),
  "/loop": answer(302, { location: "/loop" }),
  "/gzip-bomb": (_, response) => {
    response.writeHead(200, { "content-type": "text/html", "content-encoding": "gzip" });
    response.end(gzipSync(Buffer.alloc(4_500_000)));
  },
  "/brotli-bomb": (_, response) => {
    response.writeHead(200, { "content-type": "text/html", "content-encoding": "br" });
    response.end(brotliCompressSync(Buffer.alloc(4_500_000)));
  },
  "/many-encodings": answer(200, { "content-encoding": "gzip, gzip, gzip, gzip, gzip, gzip" }, "x"),
  "/large": answer(200, {}, "a".repeat(5_100_000)),
  "/truncated": answer(200, { "content-encoding": "gzip" }, gzipSync(feed()).subarray(0, 60)),
  "/drip": drip,
  "/silent": () => undefined,
  "/reset": (request) => request.socket.destroy(),
  "/empty": answer(200),
  "/picture.png": answer(
    200,
    { "content-type": "image/png" },
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2]),
  ),
  "/broken-entity.rss": answer(
    200,
    { "content-type": "text/xml" },
    feed("Rác &amp; nước").replace("&amp;", "&nbsp; &"),
  ),
  "/doctype.rss": answer(
    200,
    { "content-type": "text/xml" },
    `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>${feed("&b;").split("\n").slice(1).join("\n")}`,
  ),
  "/windows-1258.rss": answer(
    200,
    { "content-type": "text/xml" },
    windows1258(feed("Đường hỏng").replace('encoding="utf-8"', 'encoding="windows-1258"')),
  ),
  "/sitemap-index.xml": (_, response, url) => {
    response.writeHead(200, { "content-type": "text/xml" });
    const children = ["/sitemap-1.xml.gz", "/sitemap-empty.xml", "/404"].map((link) => ({
      link,
      at: FEED_MOMENT,
    }));
    response.end(sitemapIndex(children.map((child) => ({ ...child, link: new URL(child.link, url).href }))));
  },
  "/sitemap-1.xml.gz": answer(
    200,
    { "content-type": "application/gzip" },
    gzipSync(urlset([{ link: "/bai-1.html", at: FEED_MOMENT }])),
  ),
  "/sitemap-empty.xml": answer(200, { "content-type": "text/xml" }, urlset([])),
  "/redesigned.html": answer(200, {}, '<html><body><div id="app"></div></body></html>'),
  "/no-date.html": answer(200, {}, article(SENTENCE)),
  "/invalid-utf8.html": answer(
    200,
    {},
    Buffer.concat([Buffer.from(article(SENTENCE)), Buffer.from([0xc3, 0x28, 0xff]), Buffer.from("</html>")]),
  ),
  "/long-comment.json": answer(
    200,
    { "content-type": "application/json" },
    JSON.stringify({
      error: 0,
      data: {
        total: 1,
        items: [{ comment_id: "1", content: "rác ".repeat(25_000), full_name: "A", replys: {} }],
      },
    }),
  ),
};

function handlerOf(path: string): Handler {
  if (path.startsWith("/redirect/")) return redirects;
  const pattern = HOSTILE_PATTERNS.find((candidate) => candidate.path.test(path));
  return pattern?.handle ?? ROUTES[path] ?? answer(404);
}

/** Starts the faulty site; its robots.txt allows everything until told otherwise. */
export async function startFaultySite(): Promise<FaultySite> {
  const robots: FaultyRobots = { status: 200, body: "User-agent: *\nAllow: /\n" };
  const hits: string[] = [];
  const headers = new Map<string, IncomingMessage["headers"]>();
  const served = await listen((request, response) => {
    const url = new URL(request.url ?? "/", `http://${request.headers.host ?? "127.0.0.1"}`);
    hits.push(url.pathname);
    headers.set(url.pathname, request.headers);
    if (url.pathname === "/robots.txt") {
      if (robots.silent) return;
      response.writeHead(robots.status, { "content-type": "text/plain", ...robots.headers });
      response.end(robots.body);
      return;
    }
    handlerOf(url.pathname)(request, response, url);
  });
  return { url: served.url, robots, hits, headers, close: served.close };
}
