import { request } from "undici";
import type { OutgoingNote } from "../outgoing-note.ts";
import type { OutgoingMessage, SendOutcome } from "./channel.ts";

/** What a server answered. */
export interface HttpAnswer {
  readonly status: number;
  /** The body as JSON; null where it is none. */
  readonly json: unknown;
  readonly retryAfterMs: number | null;
}
export interface HttpCall {
  readonly method: "GET" | "POST";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal | undefined;
  /** How long the other side may stay silent. */
  readonly timeoutMs?: number;
}

const CONNECT_TIMEOUT_MS = 10_000;
const ANSWER_TIMEOUT_MS = 30_000;
/** Answers of these interfaces are a few hundred bytes. */
const MOST_BYTES = 64 * 1024;
const LONGEST_WAIT_MS = 4 * 3_600_000;

/** Errors before the first byte of a request could leave: a connection was not made, or its certificate is wrong. */
const NOT_SENT =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT|ERR_TLS_|CERT_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_|ERR_SSL|EPROTO|ERR_INVALID_URL)/;

/**
 * One request on a connection of its own (a kept one may be closed under it, and then nobody knows whether the request
 * arrived). Redirects are not followed: a message goes where the operator said. The outcome instead of an answer where
 * none came: "unreachable" before anything left, "unknown" afterwards.
 */
export async function call(options: HttpCall): Promise<HttpAnswer | SendOutcome> {
  const host = new URL(options.url).host;
  const timeoutMs = options.timeoutMs ?? ANSWER_TIMEOUT_MS;
  try {
    const { statusCode, headers, body } = await request(options.url, {
      method: options.method,
      headers: { accept: "application/json", ...options.headers },
      body: options.body ?? null,
      reset: true,
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
      signal: AbortSignal.any([
        AbortSignal.timeout(CONNECT_TIMEOUT_MS + timeoutMs),
        ...(options.signal === undefined ? [] : [options.signal]),
      ]),
    });
    return { status: statusCode, json: await jsonOf(body), retryAfterMs: retryAfter(headers["retry-after"]) };
  } catch (error) {
    const failure = error as Error & { code?: string };
    const code = failure.code ?? failure.name;
    const reason = `${host}: ${code}`;
    return NOT_SENT.test(code) ? { kind: "unreachable", reason } : { kind: "unknown", reason };
  }
}

/** Whether a call came to an answer. */
export function isAnswer(result: HttpAnswer | SendOutcome): result is HttpAnswer {
  return "status" in result;
}

/** A body that is no JSON, or breaks off, says as little as none. */
async function jsonOf(body: AsyncIterable<Buffer>): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of body) {
      size += chunk.length;
      if (size > MOST_BYTES) return null;
      chunks.push(chunk);
    }
    return JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch {
    return null;
  }
}

function retryAfter(header: string | string[] | undefined): number | null {
  const seconds = Number([header].flat()[0]);
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds * 1000, LONGEST_WAIT_MS) : null;
}

/**
 * What a status means where the interface says no more: 429 and 503 took nothing; any other fault of the server may have
 * come after it took the message; what it calls our fault it will call so again.
 */
export function outcomeOfStatus(answer: HttpAnswer, host: string): SendOutcome {
  const reason = `${host} answered ${answer.status}`;
  if (answer.status >= 200 && answer.status < 300) return { kind: "sent" };
  if (answer.status === 401 || answer.status === 403) return { kind: "unreachable", reason };
  if (answer.status === 429 || answer.status === 503) {
    return {
      kind: "retry",
      reason,
      ...(answer.retryAfterMs === null ? {} : { afterMs: answer.retryAfterMs }),
    };
  }
  return answer.status >= 500 ? { kind: "unknown", reason } : { kind: "refused", reason };
}

/** A note, or nothing where a mail was put into the outbox of a short channel. */
export function noteIn(message: OutgoingMessage): OutgoingNote | null {
  return "reference" in message ? message : null;
}

/** What is answered for a message that this channel cannot carry. */
export const NOT_A_NOTE: SendOutcome = {
  kind: "refused",
  reason: "the outbox holds a mail for this channel",
};

/** A field of an answer, whatever the answer is. */
export function fieldOf(json: unknown, name: string): unknown {
  return typeof json === "object" && json !== null ? (json as Record<string, unknown>)[name] : undefined;
}
