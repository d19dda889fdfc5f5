import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import fastifyCookie from "@fastify/cookie";
import formbody from "@fastify/formbody";
import rateLimit from "@fastify/rate-limit";
import fastifyStatic from "@fastify/static";
import { type FastifyInstance, type FastifyReply, fastify } from "fastify";
import { ACCESS, routeName } from "./access.ts";
import type { PortalDeps } from "./deps.ts";
import type { Kit } from "./kit.ts";
import { screenNames } from "./names.ts";
import { pastReader } from "./past.ts";
import { accountRoutes } from "./routes/account.ts";
import { acknowledgeRoutes } from "./routes/acknowledge.ts";
import { alertRoutes } from "./routes/alerts.ts";
import { caseStepRoutes } from "./routes/case-steps.ts";
import { caseRoutes } from "./routes/cases.ts";
import { hotSpotRoutes } from "./routes/hot-spots.ts";
import { publicRoutes } from "./routes/public.ts";
import { searchRoutes } from "./routes/search.ts";
import { staffRoutes } from "./routes/staff.ts";
import { todayRoutes } from "./routes/today.ts";
import { trendRoutes } from "./routes/trends.ts";
import { portalCookies } from "./security/cookies.ts";
import { answerErrors, badAddressAnswer } from "./security/errors.ts";
import { guard } from "./security/guard.ts";
import { bareHeaders, isSecure, sendHeaders } from "./security/headers.ts";

/** Requests that one address may send in a minute; an office often shares one. */
const REQUEST_LIMIT = { max: 600, timeWindow: 60_000 };
/** Forms are a few hundred bytes. */
const MAX_BODY_BYTES = 64 * 1024;
const ASSETS_KEPT_SECONDS = 86_400;

const PUBLIC = fileURLToPath(new URL("./public/", import.meta.url));
const modules = createRequire(import.meta.url);
const HTMX = dirname(modules.resolve("htmx.org/dist/htmx.min.js"));
const FONTS = join(dirname(modules.resolve("@fontsource/be-vietnam-pro/400.css")), "files");

/**
 * Builds the portal without listening. Every route must stand in `access.ts`; one that does not makes this reject.
 * The caller listens and closes it.
 */
export async function createPortal(deps: PortalDeps): Promise<FastifyInstance> {
  const secure = isSecure(deps.settings.web.baseUrl);
  const kit: Kit = {
    deps,
    names: screenNames(deps),
    cookies: portalCookies(secure),
    past: pastReader(deps.cells, deps.now),
    assetVersion: assetVersion(),
  };
  // Its own log would hold addresses, and an address may hold what somebody searched for: routes are logged by pattern.
  const app = fastify({
    logger: false,
    trustProxy: "loopback",
    bodyLimit: MAX_BODY_BYTES,
    frameworkErrors: badAddressAnswer(bareHeaders(secure)),
  });
  app.addHook("onRoute", ({ method, url }) => {
    for (const one of [method].flat()) {
      if (ACCESS[routeName(one, url)] === undefined)
        throw new Error(`${one} ${url} has no rule in web/access.ts`);
    }
  });
  answerErrors(app, kit);
  await sendHeaders(app, secure);
  await app.register(fastifyCookie);
  await app.register(formbody, { bodyLimit: MAX_BODY_BYTES });
  guard(app, kit);
  await app.register(rateLimit, { global: true, ...REQUEST_LIMIT });
  await serveFiles(app);
  for (const routes of [
    accountRoutes,
    todayRoutes,
    hotSpotRoutes,
    acknowledgeRoutes,
    alertRoutes,
    caseRoutes,
    caseStepRoutes,
    searchRoutes,
    trendRoutes,
    staffRoutes,
    publicRoutes,
  ]) {
    routes(app, kit);
  }
  await app.ready();
  return app;
}

/** Style, script and letters come from here: nothing is loaded from another host. */
async function serveFiles(app: FastifyInstance): Promise<void> {
  const kept = { cacheControl: false, index: false as const, decorateReply: false };
  const setHeaders = (reply: FastifyReply) => {
    reply.header("cache-control", `public, max-age=${ASSETS_KEPT_SECONDS}`);
  };
  await app.register(fastifyStatic, {
    ...kept,
    root: [PUBLIC, HTMX],
    preCompressed: true,
    prefix: "/tinh/",
    setHeaders,
    allowedPath: (path) => ["/portal.css", "/icon.svg", "/htmx.min.js"].includes(path),
  });
  await app.register(fastifyStatic, {
    ...kept,
    root: FONTS,
    prefix: "/phong-chu/",
    setHeaders,
    allowedPath: (path) =>
      /^\/be-vietnam-pro-(vietnamese|latin|latin-ext)-(400|500|600|700)-normal\.woff2$/.test(path),
  });
}

function assetVersion(): string {
  const files = [join(PUBLIC, "portal.css"), join(PUBLIC, "icon.svg"), join(HTMX, "htmx.min.js")];
  const hash = createHash("sha256");
  for (const file of files) hash.update(readFileSync(file));
  return hash.digest("hex").slice(0, 12);
}
