import { createHash } from "node:crypto";
import type { Hop, HopRequest, Transport } from "../../crawlers/fetcher/transport.ts";
import { RetryableError } from "../../model/errors.ts";
import { chance } from "./chance.ts";
import { type Fault, faultOf } from "./faults.ts";
import { robotsAnswer } from "./robots-kinds.ts";
import type { VirtualTime } from "./virtual-time.ts";
import type { WorldSite } from "./world.ts";

/** One request as the world's own log has it: politeness is proved from these. */
export interface WorldRequest {
  readonly atMs: number;
  readonly host: string;
  readonly path: string;
  /** 0 where no answer came. */
  readonly status: number;
  /** Milliseconds of rest that the answer asked for; null where it asked for none. */
  readonly restMs: number | null;
  readonly userAgent: string;
}

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: Buffer;
  readonly cut: boolean;
}

/** The world as a network in memory, on virtual time: answers come after a moment, and every request is logged. */
export function createWorldTransport(parts: {
  readonly seed: number;
  readonly sites: readonly WorldSite[];
  readonly startMs: number;
  readonly faults: boolean;
  readonly time: VirtualTime;
  readonly log: (request: WorldRequest) => void;
}): Transport {
  const { time, seed } = parts;
  const sites = new Map(parts.sites.map((site) => [site.host, site]));
  const closing = new AbortController();
  const bodies = new WeakMap<Hop, Answer>();

  function answerOf(url: URL, request: HopRequest): Answer | Exclude<Fault["kind"], "answer"> {
    const site = sites.get(url.host);
    if (!site) return "refused";
    const sinceMs = time.nowMs() - parts.startMs;
    const robots = robotsAnswer(site.robots, url.pathname, sinceMs);
    if (robots !== null) return plain(robots.status, robots.body, robots.location);
    const fault = parts.faults ? faultOf(seed, site, url.pathname, sinceMs) : null;
    if (fault?.kind === "answer") return faulty(fault, time.nowMs());
    if (fault?.kind === "refused" || fault?.kind === "timeout") return fault.kind;
    const page = site.site(url, new Date(time.nowMs()));
    const body = Buffer.from(page.body);
    const etag = `"${createHash("sha1").update(body).digest("hex").slice(0, 20)}"`;
    if (page.status === 200 && request.headers["if-none-match"] === etag)
      return { status: 304, headers: { etag }, body: Buffer.alloc(0), cut: false };
    const type = fault?.kind === "wrong-charset" ? "text/html; charset=windows-1252" : page.type;
    return { status: page.status, headers: { "content-type": type, etag }, body, cut: fault?.kind === "cut" };
  }

  return {
    closing: closing.signal,
    async open(url, request, caller) {
      const answer = answerOf(url, request);
      const known = typeof answer === "string" ? null : answer;
      parts.log({
        atMs: time.nowMs(),
        host: url.host,
        path: url.pathname + url.search,
        status: known?.status ?? 0,
        restMs: known === null ? null : restOf(known),
        userAgent: USER_AGENT,
      });
      const signal = AbortSignal.any([caller, closing.signal]);
      await time.sleep(
        answer === "timeout" ? 15_000 : 80 + chance(seed, url.href, time.nowMs()) * 600,
        signal,
      );
      if (known === null)
        throw new RetryableError(
          answer === "timeout" ? "headers-timeout" : "connection-refused",
          `${url.href} ${answer === "timeout" ? "did not answer in time" : "accepts no connection"}`,
        );
      const hop: Hop = { url, status: known.status, headers: known.headers, body: NO_STREAM };
      bodies.set(hop, known);
      return hop;
    },
    async read(hop, limit) {
      const answer = bodies.get(hop);
      if (answer === undefined || answer.cut)
        throw new RetryableError("truncated", `${hop.url.href} broke off or sent damaged data`);
      return answer.body.subarray(0, limit.maxBytes);
    },
    async discard() {},
    async close() {
      closing.abort(new Error("the world was closed"));
    },
  };
}

const USER_AGENT = "LangNghe";
// Bodies are kept beside the hop; nothing reads this.
const NO_STREAM = undefined as unknown as Hop["body"];

function plain(status: number, body: string, location?: string): Answer {
  const headers = {
    "content-type": "text/plain; charset=utf-8",
    ...(location !== undefined && { location }),
  };
  return { status, headers, body: Buffer.from(body), cut: false };
}

/** Dates are written from the clock of the world, as servers do. */
function faulty(fault: Extract<Fault, { kind: "answer" }>, nowMs: number): Answer {
  const headers: Record<string, string> = { ...fault.headers, date: new Date(nowMs).toUTCString() };
  if (headers["retry-after"] === "DATE") headers["retry-after"] = new Date(nowMs + 300_000).toUTCString();
  return { status: fault.status, headers, body: Buffer.from(fault.body), cut: false };
}

function restOf({ status, headers }: Answer): number | null {
  const asked = headers["retry-after"];
  if ((status !== 429 && status !== 503) || asked === undefined) return null;
  return /^\d+$/.test(asked) ? Number(asked) * 1000 : Date.parse(asked) - Date.parse(headers.date ?? "");
}
