import { Agent, type Dispatcher, request as send } from "undici";
import { PermanentError, RetryableError } from "../../model/errors.ts";
import { createGuardedConnector, type Resolver } from "./address-guard.ts";
import type { AnswerHeaders, FetchResult } from "./answer.ts";
import { type BodyLimit, readBody } from "./body.ts";
import { judgeAnswer } from "./classify.ts";
import { decodeText } from "./encoding.ts";
import type { HostPace, Timers } from "./host-pace.ts";
import { createRobotsCache, ROBOTS_MAX_BYTES, type RobotsAnswer } from "./robots.ts";
import { translateFailure } from "./transport-errors.ts";

/** Time and hop caps of one request (research, section 5); the wait for a turn is not counted. */
export interface FetchLimits {
  readonly connectMs: number;
  readonly headersMs: number;
  readonly idleMs: number;
  readonly totalMs: number;
  readonly maxRedirects: number;
}
const FETCH_LIMITS: FetchLimits = {
  connectMs: 10_000,
  headersMs: 15_000,
  idleMs: 10_000,
  totalMs: 30_000,
  maxRedirects: 5,
};
export const PAGE_MAX_BYTES = 5_000_000;
export const FEED_MAX_BYTES = 10_000_000;

export interface FetcherOptions {
  /** Stands in the user agent, so that a site's owner can reach the operator. */
  readonly contact: string;
  readonly allowPrivateHosts: readonly string[];
  readonly pace: HostPace;
  readonly timers: Timers;
  readonly resolve?: Resolver;
  readonly limits?: Partial<FetchLimits>;
}

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

interface Hop {
  readonly url: URL;
  readonly status: number;
  readonly headers: AnswerHeaders;
  readonly body: Dispatcher.ResponseData["body"];
  readonly signal: AbortSignal;
}

/** Builds the client. It owns its connections: whoever builds it closes it. */
export function createFetcher(options: FetcherOptions): Fetcher {
  const limits = { ...FETCH_LIMITS, ...options.limits };
  const userAgent = `LangNghe/0.1 (+${options.contact})`;
  const closing = new AbortController();
  const agent = new Agent({
    connect: createGuardedConnector({
      allowPrivateHosts: options.allowPrivateHosts,
      connectTimeoutMs: limits.connectMs,
      ...(options.resolve && { resolve: options.resolve }),
    }),
    headersTimeout: limits.headersMs,
    bodyTimeout: limits.idleMs,
    maxHeaderSize: 32_768,
  });
  const refusals = new Map<string, { count: number; lastMs: number }>();
  const robots = createRobotsCache(readRobots, () => options.timers.nowMs());

  async function open(url: URL, extra: Record<string, string>, caller: AbortSignal): Promise<Hop> {
    const signal = AbortSignal.any([caller, closing.signal, AbortSignal.timeout(limits.totalMs)]);
    try {
      const answer = await send(url, {
        dispatcher: agent,
        signal,
        headers: { "user-agent": userAgent, "accept-encoding": "gzip, br", ...extra },
      });
      return { url, status: answer.statusCode, headers: flatten(answer.headers), body: answer.body, signal };
    } catch (error) {
      throw translateFailure(error, url.href, caller);
    }
  }

  async function read(hop: Hop, limit: BodyLimit, caller: AbortSignal): Promise<Uint8Array> {
    try {
      return await readBody(hop.body, hop.headers["content-encoding"] ?? null, hop.url.href, limit);
    } catch (error) {
      throw translateFailure(error, hop.url.href, caller);
    }
  }

  /** RFC 9309, 2.3.1: redirects are followed across hosts (address guard on), 4xx is none, the rest is unreachable. */
  async function readRobots(robotsUrl: URL): Promise<RobotsAnswer> {
    let url = robotsUrl;
    try {
      for (let hop = 0; hop <= limits.maxRedirects; hop += 1) {
        await options.pace.take(url.host, 0, closing.signal);
        const answer = await open(url, { accept: "text/plain, */*;q=0.5" }, closing.signal);
        const next = redirectTarget(answer);
        if (next === null) return await robotsAnswer(answer);
        await discard(answer);
        url = next;
      }
    } catch (error) {
      const refused = error instanceof PermanentError && error.code === "address-refused";
      if (closing.signal.aborted || (refused && url.origin === robotsUrl.origin)) throw error;
      return { kind: "unreachable", reason: error instanceof Error ? error.message : String(error) };
    }
    return {
      kind: "unreachable",
      reason: `${robotsUrl.href} redirects more than ${limits.maxRedirects} times`,
    };
  }

  async function robotsAnswer(answer: Hop): Promise<RobotsAnswer> {
    if (answer.status >= 200 && answer.status < 300) {
      const bytes = await read(answer, { maxBytes: ROBOTS_MAX_BYTES, truncate: true }, closing.signal);
      return { kind: "rules", text: decodeText(bytes, "text/plain; charset=utf-8") };
    }
    await discard(answer);
    if (answer.status >= 400 && answer.status < 500 && answer.status !== 429) return { kind: "none" };
    return { kind: "unreachable", reason: `${answer.url.href} answered ${answer.status}` };
  }

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
        await options.pace.take(url.host, Math.max(gapMs, decision.crawlDelayMs), signal);
        return null;
    }
  }

  async function fetch(request: FetchRequest, signal: AbortSignal): Promise<FetchResult> {
    let url = checkedUrl(request.url, request.hosts, null);
    for (let hop = 0; hop <= limits.maxRedirects; hop += 1) {
      const refused = await admit(url, request.gapMs, signal);
      if (refused) return refused;
      const answer = await open(url, requestHeaders(request), signal);
      const next = redirectTarget(answer);
      if (next === null) return await conclude(request, answer, signal);
      await discard(answer);
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
    const nowMs = options.timers.nowMs();
    const verdict = judgeAnswer(answer.status, answer.headers, answer.url.href, nowMs);
    if (verdict.kind === "rest") {
      await discard(answer);
      options.pace.pause(answer.url.host, nowMs + verdict.restMs);
      const seen = refusals.get(answer.url.host) ?? { count: 0, lastMs: 0 };
      // Answers that were under way when the first 429 came are one refusal.
      const count = nowMs >= seen.lastMs ? seen.count + 1 : seen.count;
      refusals.set(answer.url.host, { count, lastMs: nowMs + verdict.restMs });
      if (count >= PERSISTENT_REFUSALS)
        return { kind: "refused", state: "blocked", problem: verdict.problem };
      throw new RetryableError(verdict.code, verdict.problem, { retryAfterMs: verdict.restMs });
    }
    refusals.delete(answer.url.host);
    switch (verdict.kind) {
      case "ok": {
        const bytes = await read(answer, { maxBytes: request.maxBytes }, signal);
        return { kind: "ok", url: answer.url.href, headers: answer.headers, bytes };
      }
      case "not-modified":
        await discard(answer);
        return { kind: "not-modified", url: answer.url.href, headers: answer.headers };
      case "refused":
        await discard(answer);
        return { kind: "refused", state: verdict.state, problem: verdict.problem };
      case "retry":
        await discard(answer);
        throw new RetryableError(
          verdict.code,
          verdict.problem,
          verdict.afterMs === null ? {} : { retryAfterMs: verdict.afterMs },
        );
    }
  }

  return {
    fetch,
    async close() {
      closing.abort(new Error("the crawler was closed"));
      await agent.close();
    },
  };
}

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

function redirectTarget(answer: Hop): URL | null {
  const location = answer.headers.location;
  if (![301, 302, 303, 307, 308].includes(answer.status) || location === undefined) return null;
  return URL.canParse(location, answer.url.href) ? new URL(location, answer.url.href) : null;
}

/** A page that sends readers to its login form is not public. */
function looksLikeLogin(target: URL, from: URL): boolean {
  return (
    /\/(login|signin|dang-nhap|users\/login)(\/|$|\.)/i.test(target.pathname) &&
    target.pathname !== from.pathname
  );
}

function flatten(headers: Record<string, string | string[] | undefined>): AnswerHeaders {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.toLowerCase(),
      Array.isArray(value) ? value.join(", ") : (value ?? ""),
    ]),
  );
}

/** Frees the connection without reading more than a little of a body that nobody wants. */
async function discard(hop: Hop): Promise<void> {
  await hop.body.dump({ limit: 16_384 }).catch(() => undefined);
}
