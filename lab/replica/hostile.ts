import type { IncomingMessage, ServerResponse } from "node:http";
import { rss, urlset } from "./markup.ts";

/** Answers one request of the faulty site. */
export type Handler = (request: IncomingMessage, response: ServerResponse, url: URL) => void;

/** The same answer every time. */
export const answer =
  (status: number, headers: Record<string, string> = {}, body: string | Buffer = ""): Handler =>
  (_, response) => {
    response.writeHead(status, { "content-type": "text/html; charset=utf-8", ...headers });
    response.end(body);
  };

const MOMENT = new Date("2026-03-02T01:00:00Z");
const XML = { "content-type": "text/xml" };
const page = (title: string, body: string): string =>
  `<!DOCTYPE html><html><head><title>${title}</title></head><body>${body}</body></html>`;
const oneItem = (title: string): string =>
  rss("Bản sao lỗi", "/", [{ title, link: "/bai-1.html", at: MOMENT, description: "" }]);
/** The item's title as it stands on the wire, and what comes before the feed's root. */
const rawItem = (title: string, before = ""): string =>
  oneItem("TITLE")
    .replace("TITLE", () => title)
    .replace("\n", () => `\n${before}`);
/** As Cloudflare serves it: no text, a script that asks the browser a riddle. */
const CHALLENGE = page(
  "Just a moment...",
  '<noscript>Enable JavaScript and cookies to continue</noscript><script>window._cf_chl_opt={cType:"managed"}</script>',
);
const LOGIN_FORM =
  '<form action="/login/login" method="post"><input name="login"><input type="password" name="password"></form>';
const CIPHER = Buffer.from("Nội dung bài báo đã bị làm rối. ".repeat(30)).toString("base64");

/** A byte at a time, for ever. */
const dripHeaders: Handler = (request, response) => {
  const { socket } = request;
  response.detachSocket(socket);
  socket.on("error", () => undefined);
  socket.write("HTTP/1.1 200 OK\r\nX-Slow: ");
  const timer = setInterval(() => socket.write("a"), 20);
  socket.on("close", () => clearInterval(timer));
};

/** Announces `announced` bytes, or none, and breaks off after `sent`. */
const cut =
  (sent: number, announced: number | null): Handler =>
  (request, response) => {
    const headers = {
      "content-type": "text/html",
      ...(announced !== null && { "content-length": announced }),
    };
    response.writeHead(200, headers);
    response.write(page("Bài", `<p>${"a".repeat(sent)}</p>`), () => request.socket.end());
  };

/** Each step takes its time. */
const slowRedirects: Handler = (_, response, url) => {
  const left = Number(url.pathname.split("/")[2]);
  setTimeout(() => {
    response.writeHead(302, { location: left > 0 ? `/slow-redirect/${left - 1}` : "/page.html" });
    response.end();
  }, 150);
};

/** The validator never changes although the feed does. */
function stuckEtag(): Handler {
  let reads = 0;
  return (request, response) => {
    const known = request.headers["if-none-match"] === '"stuck"';
    if (!known) reads += 1;
    response.writeHead(known ? 304 : 200, { ...XML, etag: '"stuck"' });
    response.end(known ? "" : oneItem(`Tin thứ ${reads}`));
  };
}

/** A board whose list always has one more page, and a thread that claims a million. */
const endlessBoard: Handler = (_, response, url) => {
  const number = Number(/page-(\d+)/.exec(url.pathname)?.[1] ?? "1");
  const threads = Array.from(
    { length: 3 },
    (_, index) =>
      `<div class="structItem structItem--thread"><div class="structItem-title"><a href="/threads/chu-de.${number * 10 + index}/" data-tp-primary="on">Chủ đề ${number}-${index}</a></div></div>`,
  ).join("");
  const next = `<nav class="pageNav"><a class="pageNav-jump pageNav-jump--next" href="/forums/vo-tan.1/page-${number + 1}">Sau</a></nav>`;
  response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
  response.end(
    page("Diễn đàn", `<div class="structItemContainer-group js-threadList">${threads}</div>${next}`),
  );
};

/** Every page of comments is full, for ever. */
const endlessComments: Handler = (_, response, url) => {
  const offset = Number(url.searchParams.get("offset") ?? "0");
  const items = Array.from({ length: 2 }, (_, index) => ({
    comment_id: String(offset * 100 + index + 1),
    content: `Ý kiến ${offset}-${index}`,
    full_name: "Bạn đọc",
    replys: {},
  }));
  response.writeHead(200, { "content-type": "application/json" });
  response.end(JSON.stringify({ error: 0, data: { total: 1_000_000, items } }));
};

/** Pages of sites that defend themselves, attack, or never end. */
export const HOSTILE_ROUTES: Readonly<Record<string, Handler>> = {
  "/header-drip": dripHeaders,
  "/slow-body": (_, response) => {
    response.writeHead(200, { "content-type": "text/html" });
    const timer = setInterval(() => response.write("0123456789"), 20);
    response.on("close", () => clearInterval(timer));
  },
  "/cut-length": cut(1000, 700_000),
  "/cut-chunked": (request, response) => {
    response.writeHead(200, { "content-type": "text/html", "transfer-encoding": "chunked" });
    response.write(page("Bài", "a".repeat(5000)), () => request.socket.destroy());
  },
  "/challenge-503": answer(503, {}, CHALLENGE),
  "/challenge-200": answer(200, {}, CHALLENGE),
  "/waf": answer(202, { "x-amzn-waf-action": "challenge" }),
  "/captcha-200": answer(200, {}, page("Xác minh", '<div class="g-recaptcha" data-sitekey="x"></div>')),
  "/anti-ddos": answer(
    200,
    {},
    page("Anti-DDoS", "<p>Hệ thống đang kiểm tra trình duyệt của bạn, vui lòng nhập mã xác nhận.</p>"),
  ),
  "/members-only": answer(403, {}, page("Diễn đàn", `<p>Bạn phải đăng nhập để xem.</p>${LOGIN_FORM}`)),
  "/login-page": answer(200, {}, page("Đăng nhập | Diễn đàn", LOGIN_FORM)),
  "/encrypted": answer(200, {}, page("Bài", `<article><h1>Bài</h1><div>${CIPHER}</div></article>`)),
  "/encrypted-script": answer(
    200,
    {},
    page("Bài", '<div id="noi-dung"></div><i data-encrypted="1" hidden></i>'),
  ),
  "/stat-block": answer(200, { "set-cookie": '__stat="BLOCK"; path=/' }, page("Trang", "<p>OK</p>")),
  "/cookie": answer(200, { "set-cookie": "theo-doi=1; path=/" }, page("Trang", "<p>Chào</p>")),
  "/stuck-etag.rss": stuckEtag(),
  "/expires-0.rss": answer(200, { ...XML, expires: "0", etag: '"x"' }, oneItem("Tin")),
  "/max-age.rss": answer(200, { ...XML, "cache-control": "public, max-age=7200" }, oneItem("Tin")),
  "/external-entity.rss": answer(
    200,
    XML,
    rawItem("&xxe;", '<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x.dtd">'),
  ),
  "/parameter-entity.rss": answer(
    200,
    XML,
    rawItem("x", '<!DOCTYPE rss [<!ENTITY % a SYSTEM "file:///etc/passwd"> %a;]>'),
  ),
  "/numeric-bomb.rss": answer(200, XML, rawItem("&#65;".repeat(200_000))),
  "/bad-code-point.rss": answer(200, XML, rawItem("Tin &#9999999; và &#xD800; &#0; hết")),
  "/deep.rss": answer(200, XML, `<rss><channel>${"<a>".repeat(200_000)}</channel></rss>`),
  "/large-sitemap.xml": (_, response) => {
    const entries = Array.from({ length: 50_010 }, (_, index) => ({
      link: `/bai-${index}.html`,
      at: MOMENT,
    }));
    response.writeHead(200, XML);
    response.end(urlset(entries));
  },
  "/traps.rss": answer(
    200,
    XML,
    rss(
      "Bẫy",
      "/",
      [
        `/bai.html?${"a".repeat(2100)}`,
        "/lich/2026/lich/2026/lich/2026/1",
        "/a/a/a/1",
        "/tin/xa/1",
        "http://user:secret@example.org/1",
        "javascript:alert(1)",
      ].map((link) => ({ title: "Tin", link, at: MOMENT, description: "" })),
    ),
  ),
  "/usi-saas/index/get": endlessComments,
};

/** Addresses of which there are endlessly many. */
export const HOSTILE_PATTERNS: readonly { readonly path: RegExp; readonly handle: Handler }[] = [
  { path: /^\/forums\/vo-tan\.1\//, handle: endlessBoard },
  { path: /^\/slow-redirect\//, handle: slowRedirects },
];
