import { closedForMs } from "../../crawlers/active-hours.ts";
import { isForbidden } from "./robots-kinds.ts";
import type { WorldRequest } from "./transport.ts";
import type { WorldSite } from "./world.ts";

/** One breach of politeness, as a site's owner would complain of it. */
export interface Breach {
  readonly rule: "gap" | "robots" | "robots-age" | "robots-error" | "rest" | "hours" | "budget" | "agent";
  readonly host: string;
  readonly sentence: string;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** No rest is kept for longer, and no robots.txt (RFC 9309, 2.4). */
const LONGEST_MS = DAY_MS;
const LOCAL_OFFSET_MS = 7 * HOUR_MS;

/** Reads the world's log as the owners of its sites would: every breach, none expected. `startMs` is when the world began. */
export function breachesIn(
  log: readonly WorldRequest[],
  sites: readonly WorldSite[],
  startMs: number,
): readonly Breach[] {
  const bySite = new Map(sites.map((site) => [site.host, site]));
  return [...Map.groupBy(log, (request) => request.host)].flatMap(([host, requests]) => {
    const site = bySite.get(host);
    if (!site) return [{ rule: "robots" as const, host, sentence: `${host} belongs to no source` }];
    return breachesOf(site, requests, startMs);
  });
}

const isRobots = ({ path }: WorldRequest): boolean => path === "/robots.txt" || path === "/quy-tac.txt";

function breachesOf(site: WorldSite, requests: readonly WorldRequest[], startMs: number): Breach[] {
  const breaches: Breach[] = [];
  const { host } = site;
  const complain = (rule: Breach["rule"], request: WorldRequest, why: string): void => {
    const at = new Date(request.atMs).toISOString();
    breaches.push({ rule, host, sentence: `${at} ${host}${request.path}: ${why}` });
  };
  let before: WorldRequest | null = null;
  let robots: WorldRequest | null = null;
  let restUntilMs = 0;
  for (const request of requests) {
    const { atMs, path } = request;
    // The file and what it leads to are asked for before anything is known of the host's delay.
    const gapMs = isRobots(request) ? Math.min(site.gapMs, site.source.pace.gapMs) : site.gapMs;
    if (before !== null && !(isRobots(request) && isRobots(before)) && atMs - before.atMs < gapMs)
      complain("gap", request, `${atMs - before.atMs} ms after ${before.path}, ${gapMs} ms wanted`);
    if (atMs < restUntilMs)
      complain("rest", request, `asked to rest until ${new Date(restUntilMs).toISOString()}`);
    if (!isRobots(request) && closedForMs(site.source.pace.activeHours, atMs) > 0)
      complain("hours", request, `outside ${site.source.pace.activeHours}`);
    if (request.userAgent !== "LangNghe") complain("agent", request, `called itself ${request.userAgent}`);
    checkRobots(site, request, robots, startMs, complain);
    if (path === "/robots.txt") robots = request;
    if (request.restMs !== null)
      restUntilMs = Math.max(restUntilMs, atMs + Math.min(request.restMs, LONGEST_MS));
    before = request;
  }
  checkBudget(site, requests, complain);
  return breaches;
}

type Complain = (rule: Breach["rule"], request: WorldRequest, why: string) => void;

function checkRobots(
  site: WorldSite,
  request: WorldRequest,
  robots: WorldRequest | null,
  startMs: number,
  complain: Complain,
): void {
  const unreachable =
    robots !== null && (robots.status === 0 || robots.status === 429 || robots.status >= 500);
  if (isRobots(request)) {
    if (unreachable && request.path === "/robots.txt" && request.atMs - robots.atMs < HOUR_MS)
      complain("robots-error", request, "asked again within the hour after an error");
    return;
  }
  if (robots === null) {
    complain("robots", request, "before robots.txt was read");
    return;
  }
  if (unreachable) complain("robots", request, "while robots.txt could not be read");
  else if (isForbidden(site.robots, request.path.split("?")[0] ?? "", robots.atMs - startMs))
    complain("robots", request, "although robots.txt forbids it");
  if (request.atMs - robots.atMs > LONGEST_MS)
    complain("robots-age", request, `by a robots.txt of ${new Date(robots.atMs).toISOString()}`);
}

function checkBudget(site: WorldSite, requests: readonly WorldRequest[], complain: Complain): void {
  const pages = requests.filter((request) => !isRobots(request));
  const days = Map.groupBy(pages, ({ atMs }) => Math.floor((atMs + LOCAL_OFFSET_MS) / DAY_MS));
  for (const day of days.values()) {
    const over = day[site.source.pace.maxPerDay];
    if (over) complain("budget", over, `${day.length} requests on one day`);
  }
}
