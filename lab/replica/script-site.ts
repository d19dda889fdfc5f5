import { listen } from "./serve.ts";

/** A site whose pages are empty until their scripts ran, and one whose scripts attack. Whoever starts it closes it. */
export interface ScriptSite {
  readonly url: string;
  readonly hits: string[];
  robots: string;
  close(): Promise<void>;
}

const SENTENCE =
  "Người dân xã An Quang phản ánh đoạn đường liên thôn hư hỏng nhiều tháng, mỗi khi mưa lớn nước ngập không đi được.";
const shell = (script: string): string =>
  `<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>Tin xã</title></head><body><div id="app"></div><script>${script}</script></body></html>`;

/** Fills the page from its own API, as single-page sites do. */
const FILL = `fetch("/api/bai.json").then((r) => r.json()).then((bai) => {
  document.querySelector("#app").innerHTML = "<article><h1>" + bai.title + "</h1>" + bai.paragraphs.map((p) => "<p>" + p + "</p>").join("") + "</article>";
});`;

/** Everything by which a page could try to reach \`target\`; then says that it is done. */
const attack = (target: string): string => `
const t = ${JSON.stringify(target)};
const tries = [];
const go = (what) => { try { tries.push(Promise.resolve(what()).catch(() => 0)); } catch {} };
go(() => fetch(t + "/fetch", { mode: "no-cors" }));
go(() => fetch("http://169.254.169.254/latest/meta-data/", { mode: "no-cors" }));
go(() => fetch("http://[::1]:9/", { mode: "no-cors" }));
go(() => fetch("/to-target", { mode: "no-cors" }));
go(() => fetch(t + "/post", { method: "POST", mode: "no-cors", body: "x" }));
go(() => navigator.sendBeacon(t + "/beacon", "x"));
go(() => new WebSocket(t.replace("http", "ws") + "/socket"));
go(() => new EventSource(t + "/events"));
go(() => navigator.serviceWorker.register("/sw.js"));
go(() => { new Image().src = t + "/image"; });
go(() => new Worker(URL.createObjectURL(new Blob(["fetch('" + t + "/worker', {mode:'no-cors'})"]))));
go(() => { const x = new XMLHttpRequest(); x.open("GET", t + "/xhr"); x.send(); });
for (const [tag, field, path] of [["iframe", "src", "/frame"], ["script", "src", "/script"], ["embed", "src", "/embed"], ["object", "data", "/object"]]) {
  const e = document.createElement(tag); e[field] = t + path; document.body.append(e);
}
for (const [rel, path] of [["stylesheet", "/css"], ["preload", "/preload"], ["prefetch", "/prefetch"], ["preconnect", ""], ["dns-prefetch", ""], ["manifest", "/manifest"]]) {
  const e = document.createElement("link"); e.rel = rel; e.href = t + path; if (rel === "preload") e.as = "fetch"; document.head.append(e);
}
go(() => window.open(t + "/popup"));
go(() => { const p = new RTCPeerConnection({ iceServers: [{ urls: "stun:" + t.slice(7) }] }); p.createDataChannel("x"); return p.createOffer().then((o) => p.setLocalDescription(o)); });
Promise.race([Promise.all(tries), new Promise((r) => setTimeout(r, 1500))]).then(() => {
  document.querySelector("#app").innerHTML = "<p id=xong>${SENTENCE}</p>";
});`;

/** Starts the site; \`target\` is where its attacking page tries to get. */
export async function startScriptSite(target: string): Promise<ScriptSite> {
  const hits: string[] = [];
  const site = { robots: "User-agent: *\nDisallow: /api/kin\n" };
  const pages: Readonly<Record<string, readonly [type: string, body: string]>> = {
    "/bai.html": ["text/html; charset=utf-8", shell(FILL)],
    "/bai-kin.html": ["text/html; charset=utf-8", shell(FILL.replace("/api/bai.json", "/api/kin.json"))],
    "/tan-cong.html": ["text/html; charset=utf-8", shell(attack(target))],
    "/treo.html": ["text/html; charset=utf-8", shell("for (;;);")],
    "/hop-thoai.html": ["text/html; charset=utf-8", shell(`alert("x"); ${FILL}`)],
    "/nho.html": [
      "text/html; charset=utf-8",
      shell(
        `document.querySelector("#app").innerHTML = "<article><p>" + (localStorage.dau ?? "chưa") + document.cookie + "</p></article>"; localStorage.dau = "rồi"; document.cookie = "dau=1";`,
      ),
    ],
    "/api/bai.json": [
      "application/json",
      JSON.stringify({
        title: "Đường liên thôn hỏng",
        paragraphs: Array.from({ length: 5 }, () => SENTENCE),
      }),
    ],
    "/api/kin.json": ["application/json", JSON.stringify({ title: "Kín", paragraphs: [SENTENCE] })],
    "/sw.js": ["text/javascript", `fetch("${target}/service-worker")`],
  };
  const served = await listen((request, response) => {
    const path = new URL(request.url ?? "/", "http://127.0.0.1").pathname;
    hits.push(path);
    if (path === "/to-target") {
      response.writeHead(302, { location: `${target}/redirected` });
      response.end();
      return;
    }
    const [type, body] =
      path === "/robots.txt" ? ["text/plain", site.robots] : (pages[path] ?? ["text/plain", ""]);
    response.writeHead(body === "" ? 404 : 200, { "content-type": type });
    response.end(body);
  });
  return Object.assign(site, { url: served.url, hits, close: served.close });
}
