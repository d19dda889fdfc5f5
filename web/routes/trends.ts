import type { FastifyInstance } from "fastify";
import { field, type Kit, readerOf, sendPage } from "../kit.ts";
import { readTrends } from "../trends.ts";
import { trendsPage } from "../views/trends.ts";

/** Xu hướng: every topic against its own usual range; `?linh-vuc=` shows one of them in detail. */
export function trendRoutes(app: FastifyInstance, kit: Kit): void {
  app.get("/xu-huong", async (request, reply) => {
    const wanted = field(request.query, "linh-vuc");
    const topic = kit.names.topics.find((one) => one.id === wanted) ?? null;
    const topics = topic === null ? kit.names.families : [topic];
    const trends = readTrends(
      kit,
      topics.map((one) => one.id),
    );
    const rows = topics.map((one) => ({
      topic: one,
      series: trends.series(one.id),
    }));
    const page = trendsPage(readerOf(kit, request), {
      day: trends.day,
      empty: trends.empty,
      rows,
      chosen: topic === null ? null : (rows[0] ?? null),
      children:
        topic === null
          ? []
          : kit.names.topics.filter((one) => one.family === topic.id && one.id !== topic.id),
    });
    return sendPage(reply, page);
  });
}
