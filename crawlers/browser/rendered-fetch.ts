import type { SourceSettings } from "../../config/schema.ts";
import type { FetchResult } from "../fetcher/answer.ts";
import type { SourceFetch } from "../source-fetch.ts";
import type { PageBrowser } from "./page-browser.ts";

/**
 * The source's fetch, whose web pages come as they stand after their scripts ran. Feeds, sitemaps and everything else that
 * is no page pass unchanged; a refusal is one with or without a browser.
 */
export function renderedFetch(source: SourceSettings, fetch: SourceFetch, browser: PageBrowser): SourceFetch {
  if (source.render === undefined) return fetch;
  return async (request, signal) => {
    const result = await fetch(request, signal);
    const type = result.kind === "ok" ? (result.headers["content-type"] ?? "") : "";
    if (result.kind !== "ok" || !/html/i.test(type)) return result;
    const document = { url: result.url, type, bytes: result.bytes };
    const html = await browser.render(source, document, fetch, signal);
    return html === null ? withoutBrowser(source, result.url) : rendered(result, html);
  };
}

function rendered(result: Extract<FetchResult, { kind: "ok" }>, html: string): FetchResult {
  const headers = { ...result.headers, "content-type": "text/html; charset=utf-8" };
  return { ...result, headers, bytes: Buffer.from(html, "utf8") };
}

function withoutBrowser(source: SourceSettings, url: string): FetchResult {
  return {
    kind: "refused",
    state: "no-browser",
    problem: `${url} is empty without a browser and none is installed: install the package chromium, or remove \`render\` from source ${source.id}`,
  };
}
