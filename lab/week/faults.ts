import { chance } from "./chance.ts";
import type { WorldSite } from "./world.ts";

/** What goes wrong with one request; null: nothing. */
export type Fault =
  | {
      readonly kind: "answer";
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    }
  /** No connection, no answer in time, or a body that breaks off. */
  | { readonly kind: "refused" | "timeout" | "cut" }
  /** The page as it is, in bytes that its header lies about. */
  | { readonly kind: "wrong-charset" };

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const BUCKET_MS = 10 * 60_000;
/** The long rest that one host asks for; Media Cloud has seen it. */
const EIGHTY_EIGHT_HOURS_S = 88 * 3600;

const html = (status: number, body = "", headers: Record<string, string> = {}): Fault => ({
  kind: "answer",
  status,
  headers: { "content-type": "text/html; charset=utf-8", ...headers },
  body,
});

/** What goes wrong with one request at a moment of the simulation; the same for the same seed. */
export function faultOf(seed: number, site: WorldSite, path: string, sinceStartMs: number): Fault | null {
  const page = /(\d+)(\.html|\/)$/.exec(path)?.[1] ?? null;
  return (
    siteFault(site, page !== null, sinceStartMs) ??
    (page === null ? null : pageFault(seed, site, page, sinceStartMs)) ??
    passingFault(seed, site, path, sinceStartMs)
  );
}

/** Whole sites fall ill on certain days: dead, closed, rebuilt, walled. */
function siteFault({ index }: WorldSite, isPage: boolean, sinceMs: number): Fault | null {
  const hour = sinceMs / HOUR_MS;
  switch (index % 40) {
    case 11:
      return hour >= 26 && hour < 31 ? { kind: "refused" } : null;
    case 12:
      return hour >= 10 && hour < 14 ? html(429, "", { "retry-after": String(EIGHTY_EIGHT_HOURS_S) }) : null;
    case 13:
      return isPage && hour >= 72
        ? html(
            200,
            '<!DOCTYPE html><html><head><title>x</title></head><body><div id="app"></div></body></html>',
          )
        : null;
    case 14:
      return hour >= 30 && hour < 54 ? html(403, "", { "cf-mitigated": "challenge" }) : null;
    case 15:
      return !isPage && hour >= 40 && hour < 46 ? html(302, "", { location: "/dang-nhap/" }) : null;
    case 16:
      return hour >= 50 && hour < 56 ? html(503) : null;
    default:
      return null;
  }
}

/** One page in a hundred of each kind has something for good. */
function pageFault(seed: number, { host }: WorldSite, page: string, sinceMs: number): Fault | null {
  switch (Math.floor(chance(seed, "page", host, page) * 100)) {
    case 0:
      return html(404);
    case 1:
      return html(403);
    case 2:
      return html(200);
    case 3:
      return html(302, "", { location: "/dang-nhap/" });
    case 4:
      return { kind: "wrong-charset" };
    case 5:
      // Lost for three hours after it was first asked for, as it seems, and back again.
      return (sinceMs % DAY_MS) / HOUR_MS < 3 ? html(404) : null;
    default:
      return null;
  }
}

/** Now and then any request fails, and works a little later. */
function passingFault(seed: number, { host }: WorldSite, path: string, sinceMs: number): Fault | null {
  const bucket = Math.floor(sinceMs / BUCKET_MS);
  switch (Math.floor(chance(seed, "passing", host, path, bucket) * 250)) {
    case 0:
      return html(500);
    case 1:
      return html(503);
    case 2:
      return html(429, "", { "retry-after": String(60 + Math.floor(chance(seed, host, bucket) * 900)) });
    case 3:
      return { kind: "timeout" };
    case 4:
      return { kind: "cut" };
    case 5:
      return { kind: "refused" };
    case 6:
      return html(429, "", { "retry-after": "DATE" });
    default:
      return null;
  }
}
