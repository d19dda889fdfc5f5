import { PermanentError, RetryableError } from "../../model/errors.ts";
import type { Resolver } from "./address-guard.ts";
import type { FetchResult } from "./answer.ts";
import { type ApiAnswer, type ApiRequest, callApi } from "./api-call.ts";
import { checkedUrl } from "./checked-url.ts";
import { judgeAnswer, type Verdict } from "./classify.ts";
import { decodeText } from "./encoding.ts";
import type { HostPace, Timers, Turn } from "./host-pace.ts";
import { createRefusalCount, isHostDown } from "./host-troubles.ts";
import { createRobotsCache } from "./robots.ts";
import { readRobotsFile } from "./robots-file.ts";
import {
  createTransport,
  type FetchLimits,
  type Hop,
  type HopRequest,
  redirectTarget,
  type Transport,
} from "./transport.ts";
import { wallIn } from "./walls.ts";

/** The caps of production (research, section 5); tests hand in shorter ones. */
const FETCH_LIMITS: FetchLimits = {
  connectMs: 10_000,
  headersMs: 15_000,
  idleMs: 10_000,
  totalMs: 30_000,
  maxRedirects: 5,
  rateGraceMs: 10_000,
  minBytesPerSecond: 1000,
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
  /** Stands in for the network in simulations. */
  readonly transport?: Transport;
}

/** One address to fetch, in the name of a source. */
export interface FetchRequest {
  readonly url: string;
  /** The source's allow-list, as `URL.host` writes them: every hop must be on it. */
  readonly hosts: readonly string[];
  readonly gapMs: number;
  readonly maxBytes: number;
  readonly accept: string;
  /** How long this request waits for its turn, and whether it goes before others. */
  readonly turn?: Turn;
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
  /** Calls a platform's official API with the operator's key; throws like `fetch`. */
  call(request: ApiRequest, signal: AbortSignal): Promise<ApiAnswer>;
  close(): Promise<void>;
}

/** Who asks, honestly and with a way to reach the operator. */
export const userAgentOf = (contact: string): string => `LangNghe/0.1 (+${contact})`;

/** Builds the client. It owns its connections: whoever builds it closes it. */
export function createFetcher(options: FetcherOptions): Fetcher {
  const limits = { ...FETCH_LIMITS, ...options.limits };
  const { pace, timers } = options;
  const nowMs = (): number => timers.nowMs();
  const transport =
    options.transport ??
    createTransport({
      userAgent: userAgentOf(options.contact),
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
    { gapMs, turn }: Pick<FetchRequest, "gapMs" | "turn">,
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
          { retryAfterMs: decision.retryAfterMs, patient: true },
        );
      case "allowed":
        await pace.take(url.host, Math.max(gapMs, decision.crawlDelayMs), signal, turn);
        return null;
    }
  }

  async function open(url: URL, request: HopRequest, signal: AbortSignal): Promise<Hop> {
    try {
      return await transport.open(url, request, signal);
    } catch (error) {
      if (isHostDown(error)) pace.heard(url.host, "dead");
      throw error;
    }
  }

  async function fetch(request: FetchRequest, signal: AbortSignal): Promise<FetchResult> {
    let url = checkedUrl(request.url, request.hosts, null);
    let budgetMs = limits.totalMs;
    for (let hop = 0; hop <= limits.maxRedirects; hop += 1) {
      // Whoever is on its way waits in place: going back now would ask for the first hop again.
      const refused = await admit(url, hop === 0 ? request : { gapMs: request.gapMs }, signal);
      if (refused) return refused;
      const startedMs = performance.now();
      const answer = await open(url, { headers: requestHeaders(request), budgetMs }, signal);
      budgetMs = Math.max(Math.floor(budgetMs - (performance.now() - startedMs)), 0);
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
    const judged = judgeAnswer(answer.status, answer.headers, answer.url.href, nowMs());
    const verdict = await behindStatus(judged, answer, signal);
    if (verdict.kind !== "rest") refusals.forget(answer.url.host);
    switch (verdict.kind) {
      case "ok": {
        const bytes = await transport.read(answer, { maxBytes: request.maxBytes }, signal);
        pace.heard(answer.url.host, "clean");
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
        pace.heard(answer.url.host, "strained");
        pace.pause(answer.url.host, nowMs() + verdict.restMs);
        if (refusals.count(answer.url.host, nowMs(), verdict.restMs) >= PERSISTENT_REFUSALS) {
          return { kind: "refused", state: "blocked", problem: verdict.problem };
        }
        throw new RetryableError(verdict.code, verdict.problem, {
          retryAfterMs: verdict.restMs,
          patient: true,
        });
      case "retry":
        await transport.discard(answer);
        throw new RetryableError(
          verdict.code,
          verdict.problem,
          verdict.afterMs === null ? {} : { retryAfterMs: verdict.afterMs },
        );
    }
  }

  /** A refusal may be a wall: its page tells which. */
  async function behindStatus(verdict: Verdict, answer: Hop, signal: AbortSignal): Promise<Verdict> {
    const mayBeWall =
      (verdict.kind === "refused" && verdict.state === "blocked") ||
      (verdict.kind === "retry" && answer.status === 503);
    if (!mayBeWall || !/html/i.test(answer.headers["content-type"] ?? "")) return verdict;
    const bytes = await transport
      .read(answer, { maxBytes: WALL_MAX_BYTES, truncate: true }, signal)
      .catch(() => new Uint8Array());
    const wall = wallIn(decodeText(bytes, answer.headers["content-type"] ?? null), "", true);
    if (wall === null) return verdict;
    const problem = `${answer.url.href} answered ${answer.status} and ${wall.sentence}`;
    return { kind: "refused", state: wall.state, problem };
  }

  return {
    fetch,
    call: (request, signal) => callApi(request, { open, transport, pace, nowMs }, signal),
    close: () => transport.close(),
  };
}

/** How much of a refusal is read to see what kind it is. */
const WALL_MAX_BYTES = 65_536;
/** After this many 429 or 503 answers in a row, each after the rest that it asked for, the host counts as blocking us. */
const PERSISTENT_REFUSALS = 5;

function requestHeaders(request: FetchRequest): Record<string, string> {
  return {
    accept: request.accept,
    "accept-language": "vi, en;q=0.5",
    ...(request.etag && { "if-none-match": request.etag }),
    ...(request.lastModified && { "if-modified-since": request.lastModified }),
  };
}

/** A page that sends readers to its login form is not public. */
function looksLikeLogin(target: URL, from: URL): boolean {
  return (
    /\/(login|signin|dang-nhap|users\/login)(\/|$|\.)/i.test(target.pathname) &&
    target.pathname !== from.pathname
  );
}
