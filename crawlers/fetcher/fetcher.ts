import { PermanentError, RetryableError } from "../../model/errors.ts";
import type { Resolver } from "./address-guard.ts";
import type { FetchResult } from "./answer.ts";
import { judgeAnswer } from "./classify.ts";
import type { HostPace, Timers } from "./host-pace.ts";
import { createRobotsCache } from "./robots.ts";
import { readRobotsFile } from "./robots-file.ts";
import { createTransport, type FetchLimits, type Hop, redirectTarget } from "./transport.ts";

/** The caps of production (research, section 5); tests hand in shorter ones. */
const FETCH_LIMITS: FetchLimits = {
  connectMs: 10_000,
  headersMs: 15_000,
  idleMs: 10_000,
  totalMs: 30_000,
  maxRedirects: 5,
};
/** Decompressed bytes of a page (research, section 5). */
export const PAGE_MAX_BYTES = 5_000_000;
/** Decompressed bytes of a feed or sitemap. */
export const FEED_MAX_BYTES = 10_000_000;

/** What the client needs from whoever builds it. */
export interface FetcherOptions {
  /** Stands in the user agent, so that a site's owner can reach the operator. */
  readonly contact: string;
  readonly allowPrivateHosts: readonly string[];
  readonly pace: HostPace;
  readonly timers: Timers;
  readonly resolve?: Resolver;
  readonly limits?: Partial<FetchLimits>;
}

/** One address to fetch, in the name of a source. */
export interface FetchRequest {
  readonly url: string;
  /** The source's allow-list, as `URL.host` writes them: every hop must be on it. */
  readonly hosts: readonly string[];
  readonly gapMs: number;
  readonly maxBytes: number;
  readonly accept: string;
  readonly etag?: string | null;
  readonly lastModified?: string | null;
}

/** The one HTTP client: every address is checked, asked of robots.txt, paced and capped, on every hop. */
export interface Fetcher {
  /**
   * Throws `RetryableError` (5xx, 429, time-outs, resets, unreachable robots.txt) or `PermanentError` (refused address,
   * caps, endless redirects), each with a sentence that names the address.
   */
  fetch(request: FetchRequest, signal: AbortSignal): Promise<FetchResult>;
  close(): Promise<void>;
}

/** Builds the client. It owns its connections: whoever builds it closes it. */
export function createFetcher(options: FetcherOptions): Fetcher {
  const limits = { ...FETCH_LIMITS, ...options.limits };
  const { pace, timers } = options;
  const nowMs = (): number => timers.nowMs();
  const transport = createTransport({
    userAgent: `LangNghe/0.1 (+${options.contact})`,
    allowPrivateHosts: options.allowPrivateHosts,
    limits,
    ...(options.resolve && { resolve: options.resolve }),
  });
  const robotsParts = { transport, pace, nowMs, maxRedirects: limits.maxRedirects };
  const robots = createRobotsCache((robotsUrl) => readRobotsFile(robotsUrl, robotsParts), nowMs);
  const refusals = createRefusalCount();

  /** robots.txt and the host's turn, before every hop. Returns a refusal, or null when the request may go out. */
  async function admit(
    url: URL,
    gapMs: number,
    signal: AbortSignal,
  ): Promise<Extract<FetchResult, { kind: "refused" }> | null> {
    const decision = await robots.decide(url);
    switch (decision.kind) {
      case "denied":
        return { kind: "refused", state: "robots-denied", problem: decision.reason };
      case "unreachable":
        throw new RetryableError(
          "robots-unreachable",
          `${url.origin}/robots.txt cannot be read, so ${url.host} is left alone: ${decision.reason}`,
          { retryAfterMs: decision.retryAfterMs },
        );
      case "allowed":
        await pace.take(url.host, Math.max(gapMs, decision.crawlDelayMs), signal);
        return null;
    }
  }

  async function fetch(request: FetchRequest, signal: AbortSignal): Promise<FetchResult> {
    let url = checkedUrl(request.url, request.hosts, null);
    for (let hop = 0; hop <= limits.maxRedirects; hop += 1) {
      const refused = await admit(url, request.gapMs, signal);
      if (refused) return refused;
      const answer = await transport.open(url, requestHeaders(request), signal);
      const next = redirectTarget(answer);
      if (next === null) return await conclude(request, answer, signal);
      await transport.discard(answer);
      if (looksLikeLogin(next, url)) {
        return { kind: "refused", state: "login-required", problem: `${url.href} asks for a login` };
      }
      url = checkedUrl(next.href, request.hosts, url.href);
    }
    throw new PermanentError(
      "too-many-redirects",
      `${request.url} redirects more than ${limits.maxRedirects} times`,
    );
  }

  async function conclude(request: FetchRequest, answer: Hop, signal: AbortSignal): Promise<FetchResult> {
    const verdict = judgeAnswer(answer.status, answer.headers, answer.url.href, nowMs());
    if (verdict.kind !== "rest") refusals.forget(answer.url.host);
    switch (verdict.kind) {
      case "ok": {
        const bytes = await transport.read(answer, { maxBytes: request.maxBytes }, signal);
        return { kind: "ok", url: answer.url.href, headers: answer.headers, bytes };
      }
      case "not-modified":
        await transport.discard(answer);
        return { kind: "not-modified", url: answer.url.href, headers: answer.headers };
      case "refused":
        await transport.discard(answer);
        return { kind: "refused", state: verdict.state, problem: verdict.problem };
      case "rest":
        await transport.discard(answer);
        pace.pause(answer.url.host, nowMs() + verdict.restMs);
        if (refusals.count(answer.url.host, nowMs(), verdict.restMs) >= PERSISTENT_REFUSALS) {
          return { kind: "refused", state: "blocked", problem: verdict.problem };
        }
        throw new RetryableError(verdict.code, verdict.problem, { retryAfterMs: verdict.restMs });
      case "retry":
        await transport.discard(answer);
        throw new RetryableError(
          verdict.code,
          verdict.problem,
          verdict.afterMs === null ? {} : { retryAfterMs: verdict.afterMs },
        );
    }
  }

  return { fetch, close: () => transport.close() };
}

/** After this many 429 or 503 answers in a row, each after the rest that it asked for, the host counts as blocking us. */
const PERSISTENT_REFUSALS = 5;

/** Counts how often in a row a host asked for a rest; answers that came during one rest are one refusal. */
function createRefusalCount() {
  const hosts = new Map<string, { count: number; restUntilMs: number }>();
  return {
    count(host: string, nowMs: number, restMs: number): number {
      const seen = hosts.get(host) ?? { count: 0, restUntilMs: 0 };
      const count = nowMs >= seen.restUntilMs ? seen.count + 1 : seen.count;
      hosts.set(host, { count, restUntilMs: nowMs + restMs });
      return count;
    },
    forget: (host: string): void => void hosts.delete(host),
  };
}

function requestHeaders(request: FetchRequest): Record<string, string> {
  return {
    accept: request.accept,
    "accept-language": "vi, en;q=0.5",
    ...(request.etag && { "if-none-match": request.etag }),
    ...(request.lastModified && { "if-modified-since": request.lastModified }),
  };
}

/** http(s) without credentials, on a listed host. Throws `PermanentError` with the remedy. */
function checkedUrl(address: string, hosts: readonly string[], from: string | null): URL {
  const shown = from === null ? address : `${from} redirects to ${address}`;
  if (!URL.canParse(address)) throw new PermanentError("bad-address", `${shown}: not an address`);
  const url = new URL(address);
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw new PermanentError("bad-address", `${shown}: only http and https are fetched`);
  }
  if (url.username !== "" || url.password !== "") {
    throw new PermanentError("bad-address", `${shown}: addresses with a user name are not fetched`);
  }
  if (!hosts.includes(url.host)) {
    throw new PermanentError(
      "host-not-listed",
      `${shown}: ${url.host} is not among the source's hosts; add it to \`hosts\` if it belongs to the source`,
    );
  }
  url.hash = "";
  return url;
}

/** A page that sends readers to its login form is not public. */
function looksLikeLogin(target: URL, from: URL): boolean {
  return (
    /\/(login|signin|dang-nhap|users\/login)(\/|$|\.)/i.test(target.pathname) &&
    target.pathname !== from.pathname
  );
}
