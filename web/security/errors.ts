import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { type Kit, readerOf, sendPage } from "../kit.ts";
import { type ErrorKind, errorPage } from "../views/error.ts";

/** Answers what no route did or what failed, with a page that tells a reader what to do and an attacker nothing. */
export function answerErrors(app: FastifyInstance, kit: Kit): void {
  app.setNotFoundHandler(async (request, reply) =>
    sendPage(reply, errorPage(readerOf(kit, request), "notFound"), 404),
  );

  app.setErrorHandler(async (error: FastifyError, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) {
      const detail = `${patternOf(request)}: ${error.name} ${frameOf(error)}`;
      kit.deps.log.error({ code: error.code ?? "portal-failure", detail }, "a page could not be served");
    }
    return sendPage(reply, errorPage(readerOf(kit, request), kindOf(status)), status);
  });
}

/** Answers an address that cannot be read at all: no hook runs for it, so it brings its own headers. */
export function badAddressAnswer(headers: Readonly<Record<string, string>>) {
  return (_error: FastifyError, _request: FastifyRequest, reply: FastifyReply): void => {
    void reply.code(400).headers(headers).type("text/plain; charset=utf-8").send("400");
  };
}

function kindOf(status: number): ErrorKind {
  if (status >= 500) return "failure";
  if (status === 429) return "tooMany";
  if (status === 404) return "notFound";
  if (status === 403) return "forbidden";
  return "badRequest";
}

/** Where it failed. The message is left out: a store quotes in it what it was asked for. */
function frameOf(error: Error): string {
  return /^\s+at .+$/m.exec(error.stack ?? "")?.[0].trim() ?? "";
}

/** Never the address itself: it may hold what somebody searched for. */
function patternOf(request: FastifyRequest): string {
  return `${request.method} ${request.routeOptions.url ?? "(no route)"}`;
}
