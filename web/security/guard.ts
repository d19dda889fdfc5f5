import type { FastifyInstance } from "fastify";
import { instantOf } from "../../model/time.ts";
import { ACCESS, mayUse, routeName } from "../access.ts";
import { field, type Kit, readerOf, sendPage } from "../kit.ts";
import { errorPage } from "../views/error.ts";
import { sameSecret } from "./cookies.ts";
import { cameFromUs } from "./origin.ts";

/**
 * Stands before every route, default deny: finds out who asks, whether the table lets them, and for whatever changes
 * something whether it came from one of our own pages. Addresses that no route has are answered by the not-found page.
 */
export function guard(app: FastifyInstance, kit: Kit): void {
  const { deps, cookies } = kit;
  app.decorateRequest("staff", null);

  app.addHook("onRequest", async (request, reply) => {
    const token = cookies.sessionToken(request);
    request.staff = token === null ? null : deps.people.session(token);
    const pattern = request.routeOptions.url;
    if (pattern === undefined) return;
    const route = routeName(request.method, pattern);
    if (mayUse(route, request.staff?.person.role ?? null)) return;
    if (request.staff === null && (request.method === "GET" || request.method === "HEAD")) {
      await reply.redirect(`/dang-nhap?tiep=${encodeURIComponent(request.url)}`, 303);
      return;
    }
    if (request.staff !== null) {
      deps.audit.append({
        at: instantOf(deps.now()),
        actor: request.staff.person.id,
        action: "denied",
        subject: route,
        detail: "",
      });
    }
    // A form of somebody whose session ended meanwhile is told so, not that their role is wrong.
    await sendPage(
      reply,
      errorPage(readerOf(kit, request), request.staff === null ? "forged" : "forbidden"),
      403,
    );
  });

  // After the body was read, before the route: forms carry the session's token; sign-in checks its own.
  app.addHook("preHandler", async (request, reply) => {
    if (request.method === "GET" || request.method === "HEAD" || request.routeOptions.url === undefined)
      return;
    const isPublic = ACCESS[routeName(request.method, request.routeOptions.url)] === "public";
    const tokenFits = isPublic || sameSecret(request.staff?.csrf, field(request.body, "_csrf"));
    if (cameFromUs(request, deps.settings.web.baseUrl) && tokenFits) return;
    await sendPage(reply, errorPage(readerOf(kit, request), "forged"), 403);
  });
}
