import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { HotSpotId, Instant } from "../../model/ids.ts";
import { addMs } from "../../model/time.ts";
import type { AcknowledgementLink, AcknowledgementLinks } from "../../state/acknowledgements.ts";

/** What links are made with; the key lies in a file of its own, in no backup. */
export interface LinkMaker {
  readonly links: Pick<AcknowledgementLinks, "add">;
  readonly key: () => Uint8Array;
  readonly baseUrl: string;
  readonly hours: number;
}

/** Who a link is for, about what, and which telling carries it. */
export interface LinkSubject {
  readonly hotSpotId: HotSpotId;
  readonly personId: string;
  readonly notificationKey: string;
}

const HOUR_MS = 3_600_000;
const ID_BYTES = 16;

/** Writes a link down and answers its address. It acknowledges once, for this reader, and signs nobody in. */
export function acknowledgeUrl(subject: LinkSubject, now: Instant, maker: LinkMaker): string {
  const id = randomBytes(ID_BYTES).toString("base64url");
  const link = { id, ...subject, expiresAt: addMs(now, maker.hours * HOUR_MS) };
  maker.links.add(link);
  return `${maker.baseUrl.replace(/\/+$/, "")}/tiep-nhan/${id}.${signatureOf(link, maker.key())}`;
}

/** The link that a token names, where its signature is ours; null for anything else. It may be used up or past. */
export function linkIn(
  token: string,
  links: Pick<AcknowledgementLinks, "get">,
  key: Uint8Array,
): AcknowledgementLink | null {
  const match = /^([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{43})$/.exec(token);
  const [, id, given] = match ?? [];
  if (id === undefined || given === undefined) return null;
  const link = links.get(id);
  if (link === null) return null;
  return timingSafeEqual(Buffer.from(signatureOf(link, key)), Buffer.from(given)) ? link : null;
}

/** Over everything that the link says, so that no row changed in the state makes another link valid. */
function signatureOf(link: Omit<AcknowledgementLink, "usedAt">, key: Uint8Array): string {
  const { id, hotSpotId, personId, notificationKey, expiresAt } = link;
  return createHmac("sha256", key)
    .update(JSON.stringify(["acknowledge", id, hotSpotId, personId, notificationKey, expiresAt]))
    .digest("base64url");
}
