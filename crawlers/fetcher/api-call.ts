import { PermanentError, RetryableError } from "../../model/errors.ts";
import type { AnswerHeaders } from "./answer.ts";
import { checkedUrl } from "./checked-url.ts";
import { judgeAnswer } from "./classify.ts";
import { decodeText } from "./encoding.ts";
import type { HostPace } from "./host-pace.ts";
import type { Hop, HopRequest, Transport } from "./transport.ts";

/** Bytes of one API answer: a hundred threads with their replies are far below. */
const API_MAX_BYTES = 5_000_000;

/**
 * One call of a platform's official API. Its terms and the operator's key permit it, so robots.txt, which speaks to those
 * who come without, is not asked; hosts, pace, address guard and caps hold as everywhere.
 */
export interface ApiRequest {
  /** Without the key. */
  readonly url: string;
  readonly hosts: readonly string[];
  readonly gapMs: number;
  /** Headers that hold the key: sent to this address only, part of no message. */
  readonly credentials: Readonly<Record<string, string>>;
  /** Fields of a form, which make it a POST; they may hold keys too. */
  readonly form?: Readonly<Record<string, string>>;
}

/** What the API answered, whatever its status: its errors are told in the body. */
export interface ApiAnswer {
  readonly status: number;
  readonly headers: AnswerHeaders;
  /** The parsed JSON; null when the body is none. */
  readonly body: unknown;
}

/** What a call needs of the client. */
export interface ApiParts {
  readonly open: (url: URL, request: HopRequest, signal: AbortSignal) => Promise<Hop>;
  readonly transport: Transport;
  readonly pace: HostPace;
  readonly nowMs: () => number;
}

/**
 * Calls an API. Throws `RetryableError` for 429 (the host rests), 5xx without JSON and failures of the connection, and
 * `PermanentError` "api-redirect": a key is never carried to another address.
 */
export async function callApi(request: ApiRequest, parts: ApiParts, signal: AbortSignal): Promise<ApiAnswer> {
  const url = checkedUrl(request.url, request.hosts, null);
  await parts.pace.take(url.host, request.gapMs, signal);
  const headers = { accept: "application/json", ...request.credentials };
  const hop = await parts.open(url, { headers, ...(request.form && { form: request.form }) }, signal);
  if (hop.status >= 300 && hop.status < 400 && hop.status !== 304) {
    await parts.transport.discard(hop);
    throw new PermanentError(
      "api-redirect",
      `${url.href} redirects elsewhere; an API is only asked where it is configured, the key stays here`,
    );
  }
  await restWhereAsked(hop, parts);
  const bytes = await parts.transport.read(hop, { maxBytes: API_MAX_BYTES }, signal);
  const body = parsed(decodeText(bytes, hop.headers["content-type"] ?? null));
  if (body === null && hop.status >= 500) {
    throw new RetryableError(`http-${hop.status}`, `${url.href} answered ${hop.status}`);
  }
  return { status: hop.status, headers: hop.headers, body };
}

async function restWhereAsked(hop: Hop, parts: ApiParts): Promise<void> {
  const verdict = judgeAnswer(hop.status, hop.headers, hop.url.href, parts.nowMs());
  if (verdict.kind !== "rest") return;
  await parts.transport.discard(hop);
  parts.pace.heard(hop.url.host, "strained");
  parts.pace.pause(hop.url.host, parts.nowMs() + verdict.restMs);
  throw new RetryableError(verdict.code, verdict.problem, { retryAfterMs: verdict.restMs });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
