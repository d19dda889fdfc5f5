/** How a site's robots.txt is; every kind but the open ones forbids pages whose number ends in 7. */
export const ROBOTS_KINDS = [
  "none",
  "forbidden-file",
  "groups",
  "query-and-mark",
  "percent",
  "redirected",
  "too-long",
  "down-at-times",
  "changed-at-noon",
] as const;
export type RobotsKind = (typeof ROBOTS_KINDS)[number];

const HOUR_MS = 3_600_000;
const RULE = "Disallow: /*7.html$\nDisallow: /*7/$\n";
/** Longer than any crawler must read: what stands behind it is not law. */
const FILLER = `# ${"x".repeat(98)}\n`.repeat(6200);

/** Seconds between requests that a kind asks for. */
export function crawlDelayOf(kind: RobotsKind): number {
  return kind === "groups" ? 20 : 0;
}

/** From `downFrom` on, for three hours, a site of the kind "down-at-times" cannot serve its robots.txt. */
const DOWN_FROM_HOUR = 0;
const DOWN_HOURS = 3;

/** Status, body and target of a site's robots.txt at a moment of the simulation. */
export function robotsAnswer(
  kind: RobotsKind,
  path: string,
  sinceStartMs: number,
): { readonly status: number; readonly body: string; readonly location?: string } | null {
  const hour = (sinceStartMs / HOUR_MS) % 24;
  if (path === "/quy-tac.txt")
    return kind === "redirected" ? { status: 200, body: `User-agent: *\n${RULE}` } : null;
  if (path !== "/robots.txt") return null;
  switch (kind) {
    case "none":
      return { status: 404, body: "" };
    case "forbidden-file":
      return { status: 403, body: "" };
    case "groups":
      return {
        status: 200,
        body: `User-agent: BadBot\nDisallow: /\n\nUser-agent: langnghe\nCrawl-delay: 20\n${RULE}\nUser-agent: *\nDisallow: /\n`,
      };
    case "query-and-mark":
      return { status: 200, body: `\uFEFFUser-agent: *\nDisallow: /?\n${RULE}` };
    case "percent":
      return { status: 200, body: "User-agent: *\nDisallow: /*%37.html$\nDisallow: /*%37/$\n" };
    case "redirected":
      return { status: 301, body: "", location: "/quy-tac.txt" };
    case "too-long":
      return { status: 200, body: `User-agent: *\n${RULE}${FILLER}Disallow: /\n` };
    case "down-at-times": {
      const isDown = hour >= DOWN_FROM_HOUR && hour < DOWN_FROM_HOUR + DOWN_HOURS;
      return isDown ? { status: 503, body: "" } : { status: 200, body: `User-agent: *\n${RULE}` };
    }
    case "changed-at-noon": {
      const extra = sinceStartMs >= 12 * HOUR_MS ? "Disallow: /*3.html$\nDisallow: /*3/$\n" : "";
      return { status: 200, body: `User-agent: *\n${RULE}${extra}` };
    }
  }
}

/** Whether the robots.txt that a crawler read at `readAtMs` (since the start) forbids a path. */
export function isForbidden(kind: RobotsKind, path: string, readAtMs: number): boolean {
  if (kind === "none" || kind === "forbidden-file") return false;
  if (/7(\.html|\/)$/.test(path)) return true;
  return kind === "changed-at-noon" && readAtMs >= 12 * HOUR_MS && /3(\.html|\/)$/.test(path);
}
