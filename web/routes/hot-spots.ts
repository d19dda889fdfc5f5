import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { HotSpot } from "../../model/hot-spot.ts";
import { type HotSpotId, hotSpotId } from "../../model/ids.ts";
import { addDays, dayOf, instantOf } from "../../model/time.ts";
import { personShaped } from "../../search/person-query.ts";
import { mayUse } from "../access.ts";
import { field, type Kit, readerOf, sendPage } from "../kit.ts";
import { excerptsOf, floorOf } from "../search.ts";
import { mostPressingFirst } from "../today.ts";
import { errorPage } from "../views/error.ts";
import { hotSpotPage } from "../views/hot-spot.ts";
import { hotSpotsPage } from "../views/hot-spots.ts";
import { hotSpotPath } from "../views/parts.ts";

/** How long a closed hot spot stays in the list: the window of its chart. */
const CLOSED_DAYS = 56;
const MAX_REASON_LENGTH = 300;

/** The hot spots, one of them, and what an officer does with it. */
export function hotSpotRoutes(app: FastifyInstance, kit: Kit): void {
  const { deps } = kit;
  app.get("/diem-nong", async (request, reply) => {
    const since = addDays(dayOf(instantOf(deps.now())), -CLOSED_DAYS);
    const spots = {
      open: deps.hotSpots.list({ states: ["open"] }).toSorted(mostPressingFirst),
      quiet: deps.hotSpots.list({ states: ["monitoring"], activeSince: since }),
      closed: deps.hotSpots.list({ states: ["resolved", "not-an-issue"], activeSince: since }),
    };
    return sendPage(reply, hotSpotsPage(readerOf(kit, request), spots));
  });

  app.get("/diem-nong/:id", async (request, reply) => showSpot(kit, request, reply, null));

  app.post("/diem-nong/:id/tiep-nhan", async (request, reply) => {
    const spot = spotOf(kit, request);
    if (spot === null) return sendPage(reply, errorPage(readerOf(kit, request), "notFound"), 404);
    const at = instantOf(deps.now());
    if (deps.hotSpots.acknowledge(spot.id, at)) record(kit, request, "hot-spot-acknowledged", spot.id, "");
    return reply.redirect(hotSpotPath(spot), 303);
  });

  app.post("/diem-nong/:id/khong-phai-van-de", async (request, reply) => {
    const spot = spotOf(kit, request);
    const reader = readerOf(kit, request);
    if (spot === null) return sendPage(reply, errorPage(reader, "notFound"), 404);
    const reason = field(request.body, "ly-do").trim().slice(0, MAX_REASON_LENGTH);
    if (reason === "") return showSpot(kit, request, reply, reader.t.hotSpot.reasonMissing);
    // The log never holds a person's name: what the search refuses is refused here too.
    if (personShaped(reason) !== null) return showSpot(kit, request, reply, reader.t.hotSpot.reasonPerson);
    deps.hotSpots.decide(spot.id, "not-an-issue", dayOf(instantOf(deps.now())));
    record(kit, request, "hot-spot-not-an-issue", spot.id, reason);
    return reply.redirect(hotSpotPath(spot), 303);
  });
}

function spotOf(kit: Kit, request: FastifyRequest): HotSpot | null {
  return kit.deps.hotSpots.get(hotSpotId(field(request.params, "id")));
}

function record(kit: Kit, request: FastifyRequest, action: string, subject: HotSpotId, detail: string): void {
  const actor = request.staff?.person.id ?? "portal";
  kit.deps.audit.append({ at: instantOf(kit.deps.now()), actor, action, subject, detail });
}

async function showSpot(kit: Kit, request: FastifyRequest, reply: FastifyReply, problem: string | null) {
  const reader = readerOf(kit, request);
  const spot = spotOf(kit, request);
  if (spot === null) return sendPage(reply, errorPage(reader, "notFound"), 404);
  const role = reader.person?.role ?? null;
  const page = hotSpotPage(reader, {
    spot,
    events: kit.deps.hotSpots.eventsOf(spot.id),
    floor: floorOf(kit, spot.topic),
    sensitive: kit.names.isSensitive(spot.topic),
    excerpts: mayUse("GET /tim-kiem", role) ? await excerptsOf(kit, spot) : null,
    mayAct: mayUse("POST /diem-nong/:id/tiep-nhan", role),
    problem,
  });
  return sendPage(reply, page, problem === null ? 200 : 422);
}
