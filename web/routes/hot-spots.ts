import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { HotSpot } from "../../model/hot-spot.ts";
import { type HotSpotId, hotSpotId } from "../../model/ids.ts";
import { addDays, dayOf, instantOf } from "../../model/time.ts";
import { personShaped } from "../../search/person-query.ts";
import { mutes } from "../../state/silences.ts";
import { mayUse } from "../access.ts";
import { field, type Kit, readerOf, sendPage } from "../kit.ts";
import { excerptsOf, floorOf } from "../search.ts";
import { mostPressingFirst } from "../today.ts";
import { errorPage } from "../views/error.ts";
import { type FormProblem, hotSpotPage } from "../views/hot-spot.ts";
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
    const by = request.staff?.person.id;
    if (deps.hotSpots.acknowledge(spot.id, at, by))
      record(kit, request, "hot-spot-acknowledged", spot.id, "");
    return reply.redirect(hotSpotPath(spot), 303);
  });

  app.post("/diem-nong/:id/khong-phai-van-de", async (request, reply) => {
    const spot = spotOf(kit, request);
    const reader = readerOf(kit, request);
    if (spot === null) return sendPage(reply, errorPage(reader, "notFound"), 404);
    const reason = field(request.body, "ly-do").trim().slice(0, MAX_REASON_LENGTH);
    if (reason === "")
      return showSpot(kit, request, reply, { form: "dismiss", sentence: reader.t.hotSpot.reasonMissing });
    // The log never holds a person's name: what the search refuses is refused here too.
    if (personShaped(reason) !== null)
      return showSpot(kit, request, reply, { form: "dismiss", sentence: reader.t.hotSpot.reasonPerson });
    const person = request.staff?.person.id ?? "portal";
    deps.hotSpots.decide(spot.id, "not-an-issue", dayOf(instantOf(deps.now())), { person, reason });
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

/** The page of a hot spot; with a problem, the form that was not filled in stays open under its sentence. */
export async function showSpot(
  kit: Kit,
  request: FastifyRequest,
  reply: FastifyReply,
  problem: FormProblem | null,
) {
  const reader = readerOf(kit, request);
  const spot = spotOf(kit, request);
  if (spot === null) return sendPage(reply, errorPage(reader, "notFound"), 404);
  const role = reader.person?.role ?? null;
  const { silences, threads } = kit.deps.alerts;
  const lead = threads.all().find(({ follower }) => follower === spot.id)?.lead;
  const nameOf = (id: string) => kit.deps.people.list().find((one) => one.id === id)?.name ?? null;
  const page = hotSpotPage(reader, {
    spot,
    events: kit.deps.hotSpots.eventsOf(spot.id),
    floor: floorOf(kit, spot.topic),
    sensitive: kit.names.isSensitive(spot.topic),
    excerpts: mayUse("GET /tim-kiem", role) ? await excerptsOf(kit, spot) : null,
    similar: similarTo(kit, spot),
    lead: lead === undefined ? null : kit.deps.hotSpots.get(lead),
    silences: silences
      .activeAt(instantOf(kit.deps.now()))
      .filter((silence) => mutes(silence, spot))
      .map((silence) => ({ silence, who: nameOf(silence.author) })),
    mayAcknowledge: mayUse("POST /diem-nong/:id/tiep-nhan", role),
    mayAct: mayUse("POST /diem-nong/:id/khong-phai-van-de", role),
    problem,
  });
  return sendPage(reply, page, problem === null ? 200 : 422);
}

const SHOWN_SIMILAR = 3;

/** Earlier hot spots of the same family of topics at a place of this one, the latest first. */
function similarTo(kit: Kit, spot: HotSpot): readonly HotSpot[] {
  const family = (topic: string) => topic.split("/")[0];
  return kit.deps.hotSpots
    .list()
    .filter(
      (one) => one.id !== spot.id && one.openedOn < spot.openedOn && family(one.topic) === family(spot.topic),
    )
    .filter(
      ({ places }) =>
        places.length === 0 ||
        spot.places.length === 0 ||
        places.some((place) => spot.places.includes(place)),
    )
    .slice(0, SHOWN_SIMILAR);
}
