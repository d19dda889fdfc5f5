import type { FastifyInstance } from "fastify";
import { answersFeed, isCaseId, publicCase, readAnswers } from "../answers.ts";
import { readHeard } from "../heard.ts";
import { field, type Kit, readerOf, sendPage } from "../kit.ts";
import { answerPage } from "../views/answer.ts";
import { errorPage } from "../views/error.ts";
import { heardPage } from "../views/heard.ts";
import { transparencyPage } from "../views/transparency.ts";

/** What anybody may read without signing in. */
export function publicRoutes(app: FastifyInstance, kit: Kit): void {
  app.get("/cong-khai", async (request, reply) =>
    sendPage(reply, heardPage(readerOf(kit, request), readHeard(kit), readAnswers(kit))),
  );

  app.get("/cong-khai/tra-loi.atom", async (_request, reply) =>
    reply.type("application/atom+xml; charset=utf-8").send(answersFeed(kit, readAnswers(kit))),
  );

  app.get("/cong-khai/:id", async (request, reply) => {
    const id = field(request.params, "id");
    const shown = isCaseId(id) ? publicCase(kit, id) : null;
    const reader = readerOf(kit, request);
    if (shown === null) return sendPage(reply, errorPage(reader, "notFound"), 404);
    return sendPage(reply, answerPage(reader, shown));
  });

  app.get("/minh-bach", async (request, reply) =>
    sendPage(
      reply,
      transparencyPage(readerOf(kit, request), { settings: kit.deps.settings, sources: kit.deps.sources }),
    ),
  );

  // For a monitor: that the portal answers and reads its state. It tells nothing else.
  app.get("/health", async (_request, reply) => {
    kit.deps.cells.sourceHistory();
    return reply.send({ ok: true });
  });
}
