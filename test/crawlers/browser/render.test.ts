import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type SourceSettings, sourceSchema } from "../../../config/schema.ts";
import { findChromium } from "../../../crawlers/browser/chromium.ts";
import { createPageBrowser, type PageBrowser } from "../../../crawlers/browser/page-browser.ts";
import { renderedFetch } from "../../../crawlers/browser/rendered-fetch.ts";
import type { FeedEntry } from "../../../crawlers/crawler.ts";
import { createCrawler } from "../../../crawlers/create-crawler.ts";
import { createFetcher, type Fetcher } from "../../../crawlers/fetcher/fetcher.ts";
import { createHostPace, realTimers } from "../../../crawlers/fetcher/host-pace.ts";
import { createSourceFetch, type SourceFetch } from "../../../crawlers/source-fetch.ts";
import { type ScriptSite, startScriptSite } from "../../../lab/replica/script-site.ts";
import { listen, type Served } from "../../../lab/replica/serve.ts";

const signal = new AbortController().signal;
const CONTACT = "https://example.org/lang-nghe";
let site: ScriptSite;
let target: Served;
/** What reached the host that pages attack, connections without a request included. */
let reached: string[];
let fetcher: Fetcher;
let browser: PageBrowser;
let source: SourceSettings;

function sourceOf(render: SourceSettings["render"] | undefined): SourceSettings {
  return sourceSchema.parse({
    id: "trang-dong",
    name: "Trang động",
    scope: "local",
    legalNote: "thử",
    shape: "generic",
    hosts: [new URL(site.url).host],
    pace: { gapMs: 0 },
    ...(render && { render }),
  });
}

beforeEach(async () => {
  reached = [];
  target = await listen((request, response) => {
    reached.push(request.url ?? "");
    response.end("x");
  });
  site = await startScriptSite(target.url);
  fetcher = createFetcher({
    contact: CONTACT,
    allowPrivateHosts: [new URL(site.url).host],
    pace: createHostPace(),
    timers: realTimers(),
  });
  browser = createPageBrowser({ userAgent: "LangNghe/0.1", nowMs: () => Date.now() });
  source = sourceOf({ waitFor: "#app p", maxMs: 3000 });
});
afterEach(async () => {
  await browser.close();
  await fetcher.close();
  await site.close();
  await target.close();
});

const plain = (): SourceFetch => createSourceFetch(fetcher, realTimers())(source);
async function open(path: string): Promise<string> {
  const fetch = renderedFetch(source, plain(), browser);
  const result = await fetch({ url: site.url + path, maxBytes: 1_000_000, accept: "text/html" }, signal);
  if (result.kind !== "ok") throw new Error(result.kind === "refused" ? result.problem : result.kind);
  return Buffer.from(result.bytes).toString("utf8");
}
const entry = (path: string): FeedEntry => ({
  url: site.url + path,
  target: "page",
  title: null,
  publishedAt: null,
  version: "",
  parentNativeId: null,
});
function crawlerWith(chromium?: null) {
  return createCrawler({
    contact: CONTACT,
    allowPrivateHosts: [new URL(site.url).host],
    pace: createHostPace(),
    now: () => new Date("2026-03-10T00:00:00Z"),
    ...(chromium === null && { chromium }),
  });
}

test("without Chromium the source says which package is missing, and other sources go on", async () => {
  const crawler = crawlerWith(null);
  expect(await crawler.collect(source, entry("/bai.html"), signal)).toMatchObject({
    kind: "done",
    state: "no-browser",
    problem: expect.stringContaining("install the package chromium"),
  });
  source = sourceOf(undefined);
  expect(await crawler.collect(source, entry("/bai.html"), signal)).toMatchObject({ disposition: "no-text" });
  await crawler.close();
});

describe.skipIf(findChromium() === null)("with the system's Chromium", () => {
  test("a page that fills itself is read like any other, and its document is asked for once", async () => {
    const crawler = crawlerWith();
    const collected = await crawler.collect(source, entry("/bai.html"), signal);
    await crawler.close();
    if (collected.kind !== "items") throw new Error(collected.problem);
    expect(collected.parsed.items[0]).toMatchObject({
      title: "Đường liên thôn hỏng",
      url: `${site.url}/bai.html`,
    });
    expect(collected.parsed.items[0]?.text.split("\n")).toHaveLength(5);
    expect(site.hits).toEqual(["/robots.txt", "/bai.html", "/api/bai.json"]);
  });

  test("a page that tries every way to another address reaches nothing", async () => {
    expect(await open("/tan-cong.html")).toContain('id="xong"');
    await browser.close();
    expect(reached).toEqual([]);
    expect(site.hits).not.toContain("/sw.js");
    // The redirect of a listed address is followed by our own client, and refused there.
    expect(site.hits).toContain("/to-target");
  });

  test("the same page reaches its target where nobody stands between: the test can fail", async () => {
    const { chromium } = await import("playwright-core");
    const free = await chromium.launch({ executablePath: findChromium() ?? "", chromiumSandbox: false });
    const page = await free.newPage();
    await page.goto(`${site.url}/tan-cong.html`);
    await page.waitForSelector("#xong");
    await free.close();
    expect(reached).toEqual(expect.arrayContaining(["/fetch", "/redirected", "/frame", "/xhr"]));
  });

  test("what robots.txt closes stays closed to a page's scripts", async () => {
    source = sourceOf({ waitFor: "#app p", maxMs: 1000 });
    expect(await open("/bai-kin.html")).not.toContain("Kín");
    expect(site.hits).not.toContain("/api/kin.json");
  });

  test("a dialog holds nothing up", async () => {
    expect(await open("/hop-thoai.html")).toContain("Đường liên thôn hỏng");
  });

  test("nothing of one page is left for the next: no storage, no cookie", async () => {
    expect(await open("/nho.html")).toContain("<p>chưa</p>");
    expect(await open("/nho.html")).toContain("<p>chưa</p>");
  });

  test("a page that hangs is given up and the next is read by a new browser", async () => {
    await browser.close();
    browser = createPageBrowser({ userAgent: "LangNghe/0.1", nowMs: () => Date.now(), stepMs: 3000 });
    await expect(open("/treo.html")).rejects.toMatchObject({ name: "RetryableError", code: "render-failed" });
    expect(await open("/bai.html")).toContain("Đường liên thôn hỏng");
  });

  test("a browser is replaced after its pages", async () => {
    await browser.close();
    browser = createPageBrowser({ userAgent: "LangNghe/0.1", nowMs: () => Date.now(), pagesPerBrowser: 1 });
    for (let page = 0; page < 2; page += 1) expect(await open("/bai.html")).toContain("Đường liên thôn hỏng");
  });
});
