import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { hotSpotId } from "../../model/ids.ts";
import { addDays, dayOf, instantOf, startOfDay } from "../../model/time.ts";
import { personShaped } from "../../search/person-query.ts";
import type { Muted } from "../../state/silences.ts";
import { mayUse } from "../access.ts";
import { field, type Kit, readerOf, sendPage } from "../kit.ts";
import { alertsPage } from "../views/alerts.ts";
import { errorPage } from "../views/error.ts";
import { hotSpotPath } from "../views/parts.ts";
import { SILENCE_DAYS } from "../views/silence.ts";
import { showSpot } from "./hot-spots.ts";

const SHOWN_DELIVERIES = 100;
const SHOWN_SILENCES = 30;
const MAX_REASON_LENGTH = 300;

/** Silences, and what was told to whom and whether it arrived. */
export function alertRoutes(app: FastifyInstance, kit: Kit): void {
  const { alerts, people } = kit.deps;

  app.get("/thong-bao", async (request, reply) => {
    const reader = readerOf(kit, request);
    const role = reader.person?.role ?? null;
    const names = new Map(people.list().map(({ id, name }) => [id, name]));
    const page = alertsPage(reader, {
      silences: alerts.silences.latest(SHOWN_SILENCES),
      deliveries: alerts.notifications.latest(SHOWN_DELIVERIES),
      unknown: alerts.notifications.counts().unknown ?? 0,
      spotOf: (id) => kit.deps.hotSpots.get(hotSpotId(id)),
      nameOf: (id) => names.get(id) ?? null,
      now: instantOf(kit.deps.now()),
      maySilence: mayUse("POST /tam-ngung/:id/ket-thuc", role),
      mayReconcile: mayUse("POST /thong-bao/:id", role),
    });
    return sendPage(reply, page);
  });

  app.post("/thong-bao/:id", async (request, reply) => {
    const became = field(request.body, "ket-qua");
    const seq = Number(field(request.params, "id"));
    const at = instantOf(kit.deps.now());
    if (Number.isSafeInteger(seq) && (became === "sent" || became === "waiting")) {
      if (alerts.notifications.reconcile(seq, became, at))
        record(kit, request, became === "sent" ? "delivery-found-sent" : "delivery-sent-again", String(seq));
    }
    return reply.redirect("/thong-bao", 303);
  });

  app.post("/tam-ngung/:id/ket-thuc", async (request, reply) => {
    const id = Number(field(request.params, "id"));
    const by = request.staff?.person.id ?? "portal";
    if (Number.isSafeInteger(id) && alerts.silences.end(id, by, instantOf(kit.deps.now())))
      record(kit, request, "silence-ended", String(id));
    const back = field(request.body, "ve");
    return reply.redirect(/^\/diem-nong\/[A-Za-z0-9-]+$/.test(back) ? back : "/thong-bao", 303);
  });

  app.post("/diem-nong/:id/tam-ngung", async (request, reply) => silence(kit, request, reply));
}

async function silence(kit: Kit, request: FastifyRequest, reply: FastifyReply) {
  const reader = readerOf(kit, request);
  const spot = kit.deps.hotSpots.get(hotSpotId(field(request.params, "id")));
  if (spot === null) return sendPage(reply, errorPage(reader, "notFound"), 404);
  const reason = field(request.body, "ly-do").trim().slice(0, MAX_REASON_LENGTH);
  if (reason === "")
    return showSpot(kit, request, reply, {
      form: "silence",
      sentence: reader.t.alerts.silence.reasonMissing,
    });
  // What is kept never holds a person's name: what the search refuses is refused here too.
  if (personShaped(reason) !== null)
    return showSpot(kit, request, reply, { form: "silence", sentence: reader.t.hotSpot.reasonPerson });
  const days = SILENCE_DAYS.find((count) => String(count) === field(request.body, "ngay")) ?? SILENCE_DAYS[0];
  const now = instantOf(kit.deps.now());
  const muted: Muted =
    field(request.body, "pham-vi") === "topic"
      ? { topic: spot.topic, places: spot.places }
      : { hotSpotId: spot.id };
  const author = request.staff?.person.id ?? "portal";
  const until = startOfDay(addDays(dayOf(now), days + 1));
  const { id } = kit.deps.alerts.silences.add({ muted, author, reason, from: now, until });
  record(kit, request, "silence-set", spot.id, `${id} until ${until}: ${reason}`);
  return reply.redirect(hotSpotPath(spot), 303);
}

function record(kit: Kit, request: FastifyRequest, action: string, subject: string, detail = ""): void {
  const actor = request.staff?.person.id ?? "portal";
  kit.deps.audit.append({ at: instantOf(kit.deps.now()), actor, action, subject, detail });
}
