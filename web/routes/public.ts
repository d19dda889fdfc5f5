import type { FastifyInstance } from "fastify";
import { readHeard } from "../heard.ts";
import { type Kit, readerOf, sendPage } from "../kit.ts";
import { heardPage } from "../views/heard.ts";
import { transparencyPage } from "../views/transparency.ts";

/** What anybody may read without signing in. */
export function publicRoutes(app: FastifyInstance, kit: Kit): void {
  app.get("/cong-khai", async (request, reply) =>
    sendPage(reply, heardPage(readerOf(kit, request), readHeard(kit))),
  );

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
