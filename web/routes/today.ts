import type { FastifyInstance } from "fastify";
import { mayUse } from "../access.ts";
import { type Kit, readerOf, sendPage } from "../kit.ts";
import { readToday } from "../today.ts";
import { todayPage } from "../views/today.ts";

/** Hôm nay: the page that staff start from. */
export function todayRoutes(app: FastifyInstance, kit: Kit): void {
  app.get("/hom-nay", async (request, reply) => {
    const reader = readerOf(kit, request);
    const maySearch = mayUse("GET /tim-kiem", reader.person?.role ?? null);
    return sendPage(reply, todayPage(reader, readToday(kit), { maySearch }));
  });
}
