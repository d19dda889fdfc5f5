import type { FastifyInstance } from "fastify";
import { UsageError } from "../../model/errors.ts";
import { type Kit, readerOf, sendPage } from "../kit.ts";
import { search, type Wish, wishOf } from "../search.ts";
import { searchPage } from "../views/search.ts";

const NO_WISH: Wish = {
  q: "",
  topics: [],
  places: [],
  polarities: [],
  sources: [],
  kinds: [],
  speaker: null,
  from: null,
  to: null,
  cursor: null,
};

/** Tìm kiếm: what is said about a subject or a place, never what somebody says. */
export function searchRoutes(app: FastifyInstance, kit: Kit): void {
  app.get("/tim-kiem", async (request, reply) => {
    const reader = readerOf(kit, request);
    try {
      const wish = wishOf(kit, request.query);
      const searched = await search(kit, wish);
      // A refused term stands nowhere on the page that refuses it, not even in the forms that lead back to it.
      const shown = searched.kind === "refused" ? { ...reader, here: "/tim-kiem" } : reader;
      const status = searched.kind === "results" ? 200 : 422;
      return sendPage(reply, searchPage(shown, wish, searched), status);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      const searched = { kind: "wrong", sentence: reader.t.search.badDay(error.message) } as const;
      return sendPage(reply, searchPage(reader, NO_WISH, searched), 422);
    }
  });
}
