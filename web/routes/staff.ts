import type { FastifyInstance } from "fastify";
import { field, type Kit, readerOf, sendPage } from "../kit.ts";
import { readSources } from "../sources.ts";
import { journalPage } from "../views/journal.ts";
import { sourcesPage } from "../views/sources.ts";

const JOURNAL_PAGE = 100;

/** Nguồn and Nhật ký: what those who run the product look at. */
export function staffRoutes(app: FastifyInstance, kit: Kit): void {
  app.get("/nguon", async (request, reply) =>
    sendPage(reply, sourcesPage(readerOf(kit, request), readSources(kit))),
  );

  app.get("/nhat-ky", async (request, reply) => {
    const { audit, people } = kit.deps;
    const before = Number.parseInt(field(request.query, "truoc"), 10);
    const rows = Number.isSafeInteger(before) ? audit.list(JOURNAL_PAGE, before) : audit.list(JOURNAL_PAGE);
    const oldest = rows.at(-1)?.seq ?? 1;
    const names = new Map(people.list().map((person) => [person.id, person.name]));
    const page = journalPage(readerOf(kit, request), {
      chain: audit.verify(),
      rows,
      before: oldest > 1 ? oldest : null,
      actor: (id) => names.get(id) ?? id,
    });
    return sendPage(reply, page);
  });
}
