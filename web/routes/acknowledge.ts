import type { FastifyInstance, FastifyRequest } from "fastify";
import { dayOf, instantOf } from "../../model/time.ts";
import { linkIn } from "../../response/alerts/acknowledge-link.ts";
import { mayAcknowledge } from "../../response/alerts/recipients.ts";
import type { AcknowledgementLink } from "../../state/acknowledgements.ts";
import { field, type Kit, type Reader, readerOf, sendPage } from "../kit.ts";
import { en } from "../locale/en.ts";
import { vi } from "../locale/vi.ts";
import { type AcknowledgeState, acknowledgePage } from "../views/acknowledge.ts";

/** Tries that one address may make in a minute: a link is long, but nobody needs more. */
const LINK_LIMIT = { max: 30, timeWindow: 60_000 };

/**
 * Acknowledging from a mail. Opening the link changes nothing, so that a scanner which opens every link of a mail
 * acknowledges nothing; the page's one button does. The link signs nobody in.
 */
export function acknowledgeRoutes(app: FastifyInstance, kit: Kit): void {
  app.get("/tiep-nhan/:token", { config: { rateLimit: LINK_LIMIT } }, async (request, reply) => {
    const link = linkOf(kit, request);
    const state = stateOf(kit, link);
    return sendPage(reply, pageOf(kit, request, link, state), state.kind === "wrong" ? 422 : 200);
  });

  app.post("/tiep-nhan/:token", { config: { rateLimit: LINK_LIMIT } }, async (request, reply) => {
    const link = linkOf(kit, request);
    const state = stateOf(kit, link);
    if (link === null || state.kind !== "open")
      return sendPage(reply, pageOf(kit, request, link, state), 422);
    const { alerts, hotSpots, audit } = kit.deps;
    const at = instantOf(kit.deps.now());
    if (!alerts.links.use(link.id, at)) {
      return sendPage(reply, pageOf(kit, request, link, { kind: "used" }), 422);
    }
    if (hotSpots.acknowledge(link.hotSpotId, at, link.personId)) {
      audit.append({
        at,
        actor: link.personId,
        action: "hot-spot-acknowledged",
        subject: link.hotSpotId,
        detail: "by the link of a mail",
      });
    }
    // Whoever used its link has received the mail.
    for (const one of alerts.notifications.about("alert", link.hotSpotId))
      if (one.key === link.notificationKey) alerts.notifications.reconcile(one.seq, "sent", at);
    return sendPage(reply, pageOf(kit, request, link, { kind: "done" }));
  });
}

function linkOf(kit: Kit, request: FastifyRequest): AcknowledgementLink | null {
  const { links, linkKey } = kit.deps.alerts;
  const token = field(request.params, "token");
  return token.length > 100 ? null : linkIn(token, links, linkKey());
}

function stateOf(kit: Kit, link: AcknowledgementLink | null): AcknowledgeState {
  if (link === null) return { kind: "wrong" };
  const spot = kit.deps.hotSpots.get(link.hotSpotId);
  const person = kit.deps.people.list().find(({ id }) => id === link.personId);
  // Whose account was closed, or whose role changed, acknowledges nothing any more.
  if (spot === null || person === undefined || person.disabled || !mayAcknowledge(person.role))
    return { kind: "wrong" };
  if (link.usedAt !== null) return { kind: "used" };
  if (link.expiresAt <= instantOf(kit.deps.now())) return { kind: "past" };
  if (spot.acknowledgedAt !== null) return { kind: "already", at: spot.acknowledgedAt };
  if (spot.state === "resolved" || spot.state === "not-an-issue") return { kind: "closed" };
  return { kind: "open" };
}

function pageOf(
  kit: Kit,
  request: FastifyRequest,
  link: AcknowledgementLink | null,
  state: AcknowledgeState,
) {
  const person = kit.deps.people.list().find(({ id }) => id === link?.personId);
  const language = person?.language ?? "vi";
  const reader: Reader = {
    ...readerOf(kit, request),
    language,
    t: language === "vi" ? vi : en,
    // The address holds the link: no form or link of the page may carry it on.
    here: "/",
  };
  const spot = link === null || state.kind === "wrong" ? null : kit.deps.hotSpots.get(link.hotSpotId);
  return acknowledgePage(reader, { state, spot, path: request.url, today: dayOf(instantOf(kit.deps.now())) });
}
