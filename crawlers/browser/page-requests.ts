import type { Route } from "playwright-core";
import { PAGE_MAX_BYTES } from "../fetcher/fetcher.ts";
import type { SourceFetch } from "../source-fetch.ts";

/** What a page of text can do without; blocked before anybody is asked. */
const UNWANTED = new Set([
  "image",
  "media",
  "font",
  "websocket",
  "eventsource",
  "manifest",
  "texttrack",
  "ping",
]);
/** Programs and style sheets change rarely: one reading of a site should not ask for them again with every page. */
const SHARED = new Set(["script", "stylesheet"]);
const SHARED_MS = 6 * 3_600_000;
const SHARED_BYTES = 20_000_000;
/** Requests and bytes that one page may cost. */
const MOST_REQUESTS = 80;
const MOST_BYTES = 15_000_000;

/** One answer as the browser gets it. */
export interface PageAnswer {
  readonly url: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** Programs and style sheets of all pages, kept for some hours. */
export interface SharedAnswers {
  get(url: string): PageAnswer | null;
  put(url: string, answer: PageAnswer): void;
}

export function createSharedAnswers(nowMs: () => number): SharedAnswers {
  const kept = new Map<string, { readonly answer: PageAnswer; readonly untilMs: number }>();
  let bytes = 0;
  return {
    get(url) {
      const found = kept.get(url);
      return found !== undefined && found.untilMs > nowMs() ? found.answer : null;
    },
    put(url, answer) {
      bytes += answer.bytes.length - (kept.get(url)?.answer.bytes.length ?? 0);
      kept.delete(url);
      kept.set(url, { answer, untilMs: nowMs() + SHARED_MS });
      for (const [oldest, { answer: old }] of kept) {
        if (bytes <= SHARED_BYTES) break;
        kept.delete(oldest);
        bytes -= old.bytes.length;
      }
    },
  };
}

/** What one page asked for. */
export interface PageRequests {
  /** Answers one request of the page, by our own client or not at all; never throws. */
  handle(route: Route): Promise<void>;
  /** Moment of the last answer, in the clock of `performance.now`. */
  readonly lastAnswerMs: number;
  /** Hosts that the page asked for and the source does not list. */
  readonly foreignHosts: ReadonlySet<string>;
}

/**
 * Serves a page's requests through the source's own fetch: address guard, allow-list, robots, pace, budget and caps hold
 * for each of them, redirects included, because the browser itself reaches nothing. Only GET: we read.
 */
export function createPageRequests(parts: {
  readonly document: PageAnswer;
  readonly hosts: readonly string[];
  readonly fetch: SourceFetch;
  readonly shared: SharedAnswers;
  readonly signal: AbortSignal;
}): PageRequests {
  const { document, fetch, shared, signal } = parts;
  const foreignHosts = new Set<string>();
  let requests = 0;
  let bytes = 0;
  let lastAnswerMs = performance.now();
  let documentServed = false;

  async function answerTo(url: string, kind: string): Promise<PageAnswer | null> {
    if (kind === "document" && !documentServed && url === document.url) {
      documentServed = true;
      return document;
    }
    const kept = SHARED.has(kind) ? shared.get(url) : null;
    if (kept !== null) return kept;
    requests += 1;
    if (requests > MOST_REQUESTS || bytes > MOST_BYTES) return null;
    const result = await fetch({ url, maxBytes: PAGE_MAX_BYTES, accept: "*/*" }, signal);
    if (result.kind !== "ok") return null;
    bytes += result.bytes.length;
    const type = result.headers["content-type"] ?? "text/plain";
    const answer = { url: result.url, type, bytes: result.bytes };
    if (SHARED.has(kind)) shared.put(url, answer);
    return answer;
  }

  async function serve(route: Route): Promise<void> {
    const request = route.request();
    const url = request.url().replace(/#.*$/, "");
    const kind = request.resourceType();
    if (UNWANTED.has(kind) || request.method() !== "GET" || !isListed(url)) return await route.abort();
    const answer = await answerTo(url, kind);
    if (answer === null) return await route.abort();
    await route.fulfill({
      status: 200,
      headers: { "content-type": answer.type, "access-control-allow-origin": "*" },
      body: Buffer.from(answer.bytes),
    });
  }

  function isListed(url: string): boolean {
    if (!URL.canParse(url)) return false;
    const { host, protocol } = new URL(url);
    if (parts.hosts.includes(host) && /^https?:$/.test(protocol)) return true;
    if (host !== "" && foreignHosts.size < 20) foreignHosts.add(host);
    return false;
  }

  return {
    get lastAnswerMs() {
      return lastAnswerMs;
    },
    foreignHosts,
    async handle(route) {
      try {
        await serve(route);
      } catch {
        // A page that lost one of its parts goes on without it; what it needed shows when it stays empty.
        await route.abort().catch(() => undefined);
      } finally {
        lastAnswerMs = performance.now();
      }
    },
  };
}
