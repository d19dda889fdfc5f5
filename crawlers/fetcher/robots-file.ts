import { PermanentError, RetryableError } from "../../model/errors.ts";
import { decodeText } from "./encoding.ts";
import type { HostPace } from "./host-pace.ts";
import { retryAfterMs } from "./retry-after.ts";
import type { RobotsAnswer } from "./robots.ts";
import { type Hop, redirectTarget, type Transport } from "./transport.ts";

/** RFC 9309, 2.5: at least this much is read; what lies beyond is not. */
const ROBOTS_MAX_BYTES = 500 * 1024;

/** What reading a robots.txt needs. */
export interface RobotsFileParts {
  readonly transport: Transport;
  readonly pace: HostPace;
  readonly nowMs: () => number;
  readonly maxRedirects: number;
}

/**
 * Fetches one robots.txt (RFC 9309, 2.3.1): redirects are followed across hosts, address guard on; 4xx is none, the rest
 * is unreachable. Throws only where the site's own address is refused, the host has no turn, or the crawler closes.
 */
export async function readRobotsFile(robotsUrl: URL, parts: RobotsFileParts): Promise<RobotsAnswer> {
  const { transport, maxRedirects } = parts;
  let url = robotsUrl;
  try {
    for (let hop = 0; hop <= maxRedirects; hop += 1) {
      await parts.pace.take(url.host, 0, transport.closing);
      const answer = await transport.open(
        url,
        { headers: { accept: "text/plain, */*;q=0.5" } },
        transport.closing,
      );
      const next = redirectTarget(answer);
      if (next === null) return await robotsAnswer(answer, parts);
      await transport.discard(answer);
      url = next;
    }
  } catch (error) {
    const refused = error instanceof PermanentError && error.code === "address-refused";
    // A turn that has to be waited for tells nothing about the file.
    const sentAway = error instanceof RetryableError && error.patient;
    if (sentAway || transport.closing.aborted || (refused && url.origin === robotsUrl.origin)) throw error;
    return { kind: "unreachable", reason: error instanceof Error ? error.message : String(error) };
  }
  return { kind: "unreachable", reason: `${robotsUrl.href} redirects more than ${maxRedirects} times` };
}

async function robotsAnswer(answer: Hop, { transport, pace, nowMs }: RobotsFileParts): Promise<RobotsAnswer> {
  const { status, headers, url } = answer;
  if (status >= 200 && status < 300) {
    const limit = { maxBytes: ROBOTS_MAX_BYTES, truncate: true };
    const bytes = await transport.read(answer, limit, transport.closing);
    return { kind: "rules", text: decodeText(bytes, "text/plain; charset=utf-8") };
  }
  await transport.discard(answer);
  const restMs = retryAfterMs(headers["retry-after"] ?? null, headers.date ?? null, nowMs());
  if (restMs !== null) pace.pause(url.host, nowMs() + restMs);
  if (status >= 400 && status < 500 && status !== 429) return { kind: "none" };
  return { kind: "unreachable", reason: `${url.href} answered ${status}` };
}
