import type { FastifyInstance } from "fastify";
import { instantOf } from "../../model/time.ts";
import type { Person } from "../../state/people.ts";
import { field, type Kit, readerOf, sendPage } from "../kit.ts";
import { errorPage } from "../views/error.ts";
import { signInPage } from "../views/sign-in.ts";

/** Sign-ins that one address may try in five minutes. Argon2 makes each of them slow besides. */
const SIGN_IN_LIMIT = { max: 10, timeWindow: 5 * 60_000 };

/** Signing in and out, and the language of one's own pages. */
export function accountRoutes(app: FastifyInstance, kit: Kit): void {
  const { deps, cookies } = kit;
  const audit = (actor: string, action: string) =>
    deps.audit.append({ at: instantOf(deps.now()), actor, action, subject: actor, detail: "" });

  app.get("/", async (request, reply) =>
    reply.redirect(request.staff === null ? "/cong-khai" : homeOf(request.staff.person), 303),
  );

  app.get("/dang-nhap", async (request, reply) => {
    const reader = readerOf(kit, request);
    const ended = field(request.query, "ra") === "1";
    return sendPage(
      reply,
      signInPage(reader, {
        token: cookies.signInToken(request, reply),
        next: ownPath(field(request.query, "tiep")),
        message: ended ? reader.t.signIn.ended : null,
        wrong: false,
      }),
    );
  });

  app.post("/dang-nhap", { config: { rateLimit: SIGN_IN_LIMIT } }, async (request, reply) => {
    const reader = readerOf(kit, request);
    if (!cookies.signInTokenMatches(request, field(request.body, "_csrf"))) {
      return sendPage(reply, errorPage(reader, "forged"), 403);
    }
    const person = await deps.people.verify(field(request.body, "email"), field(request.body, "mat-khau"));
    const next = ownPath(field(request.body, "tiep"));
    if (person === null) {
      audit("portal", "sign-in-refused");
      const form = {
        token: cookies.signInToken(request, reply),
        next,
        message: reader.t.signIn.wrong,
        wrong: true,
      };
      return sendPage(reply, signInPage(reader, form), 401);
    }
    const former = cookies.sessionToken(request);
    if (former !== null) deps.people.endSession(former);
    cookies.keepSession(reply, deps.people.openSession(person));
    audit(person.id, "sign-in");
    return reply.redirect(next === "" ? homeOf(person) : next, 303);
  });

  app.post("/dang-xuat", async (request, reply) => {
    const token = cookies.sessionToken(request);
    if (token !== null) deps.people.endSession(token);
    if (request.staff !== null) audit(request.staff.person.id, "sign-out");
    cookies.dropSession(reply);
    reply.header("clear-site-data", '"cache", "storage"');
    return reply.redirect("/dang-nhap?ra=1", 303);
  });

  app.post("/ngon-ngu", async (request, reply) => {
    const wanted = field(request.body, "ngon-ngu");
    if (request.staff !== null && (wanted === "vi" || wanted === "en")) {
      deps.people.setLanguage(request.staff.person.id, wanted);
    }
    const next = ownPath(field(request.body, "tiep"));
    return reply.redirect(next === "" ? "/" : next, 303);
  });
}

/** Where a role starts: those who read start at today, units at their own list; the others have the public page. */
function homeOf(person: Person): string {
  if (person.role === "unit") return "/vu-viec";
  return person.role === "auditor" ? "/cong-khai" : "/hom-nay";
}

/** A path of our own to go on to; empty for anything that could lead elsewhere. */
function ownPath(text: string): string {
  return /^\/(?![/\\])[^\s\\]*$/.test(text) && !text.startsWith("/dang-nhap") ? text : "";
}
