import robotsParserModule from "robots-parser";

/** The name by which robots.txt files may address us (RFC 9309, 2.2.1). */
const PRODUCT_TOKEN = "LangNghe";
/** RFC 9309, 2.4: no copy is used for longer than a day; half an hour less, because a turn may still be waited for. */
const CACHE_MS = 23.5 * 3_600_000;
/** An unreachable robots.txt is asked for again after this time (Nutch); until then the host is left alone. */
const RETRY_UNREACHABLE_MS = 3_600_000;
/** A longer Crawl-delay suspends the source instead of being cut short (research, section 7). */
const LONGEST_CRAWL_DELAY_MS = 60_000;

/** What one attempt to read a robots.txt brought. */
export type RobotsAnswer =
  | { readonly kind: "rules"; readonly text: string }
  /** 4xx: there is none, everything is allowed. */
  | { readonly kind: "none" }
  /** 5xx, 429, time-out, endless redirects: everything is refused for now. */
  | { readonly kind: "unreachable"; readonly reason: string };

/** What a host's robots.txt says about one address. */
export type RobotsDecision =
  | { readonly kind: "allowed"; readonly crawlDelayMs: number }
  | { readonly kind: "denied"; readonly reason: string }
  | { readonly kind: "unreachable"; readonly reason: string; readonly retryAfterMs: number };

/** robots.txt of every origin, read once a day at most. */
export interface RobotsCache {
  decide(url: URL): Promise<RobotsDecision>;
}

interface Rules {
  isAllowed(url: string, agent?: string): boolean | undefined;
  getCrawlDelay(agent?: string): number | undefined;
}
// The package's types describe an ESM default export; what Node hands over is the function itself.
const parseRobots = robotsParserModule as unknown as (url: string, text: string) => Rules;

interface Cached {
  readonly answer: RobotsAnswer;
  readonly rules: Rules | null;
  readonly expiresMs: number;
}

/** Keeps robots.txt per origin; `read` fetches one (through the same pace and guards as everything else). */
export function createRobotsCache(
  read: (robotsUrl: URL) => Promise<RobotsAnswer>,
  nowMs: () => number,
): RobotsCache {
  const cache = new Map<string, Promise<Cached>>();

  async function load(origin: string): Promise<Cached> {
    const robotsUrl = new URL("/robots.txt", origin);
    const answer = await read(robotsUrl);
    const rules =
      answer.kind === "rules"
        ? parseRobots(robotsUrl.href, withPlainUnreserved(answer.text.replace(/^\uFEFF/, "")))
        : null;
    const lifeMs = answer.kind === "unreachable" ? RETRY_UNREACHABLE_MS : CACHE_MS;
    return { answer, rules, expiresMs: nowMs() + lifeMs };
  }

  async function current(origin: string): Promise<Cached> {
    const pending = cache.get(origin);
    if (pending) {
      const cached = await pending;
      if (cached.expiresMs > nowMs()) return cached;
      // Whoever comes first after expiry replaces the promise; the others share it.
      if (cache.get(origin) === pending) cache.delete(origin);
      return await current(origin);
    }
    const loading = load(origin);
    cache.set(origin, loading);
    loading.catch(() => cache.delete(origin));
    return await loading;
  }

  return {
    async decide(url) {
      const cached = await current(url.origin);
      return decisionOf(cached, url, nowMs());
    },
  };
}

function decisionOf(cached: Cached, url: URL, nowMs: number): RobotsDecision {
  if (cached.answer.kind === "none") return { kind: "allowed", crawlDelayMs: 0 };
  if (cached.answer.kind === "unreachable") {
    return {
      kind: "unreachable",
      reason: cached.answer.reason,
      retryAfterMs: Math.max(cached.expiresMs - nowMs, 0),
    };
  }
  // undefined means "not decided" (another origin), which is never permission.
  if (cached.rules?.isAllowed(withPlainUnreserved(url.href), PRODUCT_TOKEN) !== true) {
    return { kind: "denied", reason: `${url.origin}/robots.txt does not allow ${url.href}` };
  }
  const delayMs = Math.max((cached.rules.getCrawlDelay(PRODUCT_TOKEN) ?? 0) * 1000, 0);
  if (delayMs > LONGEST_CRAWL_DELAY_MS) {
    return {
      kind: "denied",
      reason: `${url.origin}/robots.txt asks for ${delayMs / 1000} s between requests, too slow to be read`,
    };
  }
  return { kind: "allowed", crawlDelayMs: delayMs };
}

/** RFC 9309, 2.2.2: percent forms of unreserved characters mean the characters; the package compares them as written. */
function withPlainUnreserved(text: string): string {
  return text.replace(/%([0-9a-f]{2})/gi, (form, hex: string) => {
    const character = String.fromCharCode(Number.parseInt(hex, 16));
    return /[A-Za-z0-9\-._~]/.test(character) ? character : form;
  });
}
