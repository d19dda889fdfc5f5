import type { FastifyInstance } from "fastify";
import { mayUse } from "../access.ts";
import { type Kit, readerOf, sendPage } from "../kit.ts";
import { readToday } from "../today.ts";
import { readTrends, type TrendSeries } from "../trends.ts";
import { todayPage } from "../views/today.ts";

/** Hôm nay: the page that staff start from. */
export function todayRoutes(app: FastifyInstance, kit: Kit): void {
  app.get("/hom-nay", async (request, reply) => {
    const reader = readerOf(kit, request);
    const maySearch = mayUse("GET /tim-kiem", reader.person?.role ?? null);
    const today = readToday(kit);
    const isCalm = today.readiness === "ready" && today.rising.length + today.watched.length === 0;
    return sendPage(reply, todayPage(reader, today, { maySearch, usual: isCalm ? usualRows(kit) : [] }));
  });
}

/** On a calm day the page proves it: each topic beside what is usual. */
function usualRows(kit: Kit): readonly TrendSeries[] {
  const trends = readTrends(kit, []);
  return kit.names.families.flatMap((family) => trends.series(family.id).slice(0, 1));
}
