import { Agent, type Dispatcher, request as send } from "undici";
import { createGuardedConnector, type Resolver } from "./address-guard.ts";
import type { AnswerHeaders } from "./answer.ts";
import { type BodyLimit, readBody } from "./body.ts";
import { translateFailure } from "./transport-errors.ts";

/** Time and hop caps of one request (research, section 5); the wait for a turn is not counted. */
export interface FetchLimits {
  readonly connectMs: number;
  readonly headersMs: number;
  readonly idleMs: number;
  /** Of all hops together. */
  readonly totalMs: number;
  /** After `rateGraceMs` a body must have come at `minBytesPerSecond` on the whole. */
  readonly rateGraceMs: number;
  readonly minBytesPerSecond: number;
  readonly maxRedirects: number;
}

/** One answer, its body not yet read: it must be read or discarded. */
export interface Hop {
  readonly url: URL;
  readonly status: number;
  readonly headers: AnswerHeaders;
  readonly body: Dispatcher.ResponseData["body"];
}

/** One request as it goes out. */
export interface HopRequest {
  readonly headers: Readonly<Record<string, string>>;
  /** What is left of the time of the whole request; `limits.totalMs` where not given. */
  readonly budgetMs?: number;
  /** Fields of a form: they make it a POST. */
  readonly form?: Readonly<Record<string, string>>;
}

/** Single requests under address guard and caps; knows no robots.txt, no pace and follows no redirect. */
export interface Transport {
  /** Throws `RetryableError` or `PermanentError` with a sentence that names the address; the caller's own reason on abort. */
  open(url: URL, request: HopRequest, caller: AbortSignal): Promise<Hop>;
  read(hop: Hop, limit: BodyLimit, caller: AbortSignal): Promise<Uint8Array>;
  /** Frees the connection without reading more than a little of a body that nobody wants. */
  discard(hop: Hop): Promise<void>;
  /** Aborted when the transport closes. */
  readonly closing: AbortSignal;
  close(): Promise<void>;
}

/** Opens connections of its own: whoever builds it closes it. */
export function createTransport(options: {
  readonly userAgent: string;
  readonly allowPrivateHosts: readonly string[];
  readonly limits: FetchLimits;
  readonly resolve?: Resolver;
}): Transport {
  const { limits, userAgent } = options;
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

  return {
    closing: closing.signal,
    async open(url, request, caller) {
      const time = AbortSignal.timeout(request.budgetMs ?? limits.totalMs);
      const signal = AbortSignal.any([caller, closing.signal, time]);
      const headers = {
        "user-agent": userAgent,
        "accept-encoding": "gzip, br",
        ...request.headers,
        ...(request.form && { "content-type": "application/x-www-form-urlencoded" }),
      };
      const body = request.form && new URLSearchParams(request.form).toString();
      try {
        const answer = await send(url, {
          dispatcher: agent,
          signal,
          headers,
          ...(body !== undefined && { method: "POST", body }),
        });
        return { url, status: answer.statusCode, headers: flatten(answer.headers), body: answer.body };
      } catch (error) {
        throw translateFailure(error, url.href, caller);
      }
    },
    async read(hop, limit, caller) {
      try {
        const encoding = hop.headers["content-encoding"] ?? null;
        return await readBody(hop.body, encoding, hop.url.href, { ...limits, ...limit });
      } catch (error) {
        throw translateFailure(error, hop.url.href, caller);
      }
    },
    async discard(hop) {
      await hop.body.dump({ limit: 16_384 }).catch(() => undefined);
    },
    async close() {
      closing.abort(new Error("the crawler was closed"));
      await agent.close();
    },
  };
}

function flatten(headers: Record<string, string | string[] | undefined>): AnswerHeaders {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.toLowerCase(),
      Array.isArray(value) ? value.join(", ") : (value ?? ""),
    ]),
  );
}

/** Where a redirect leads; null when the answer is none. */
export function redirectTarget(answer: Hop): URL | null {
  const { location } = answer.headers;
  if (![301, 302, 303, 307, 308].includes(answer.status) || location === undefined) return null;
  return URL.canParse(location, answer.url.href) ? new URL(location, answer.url.href) : null;
}
