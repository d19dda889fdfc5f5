import type { Names } from "../../analyzers/hot-spots/inputs.ts";
import type { Explanation, HotSpot, HotSpotEvent } from "../../model/hot-spot.ts";
import type { HotSpotId, Instant, PlaceId, TopicId } from "../../model/ids.ts";
import type { NewNotification } from "../../state/notifications.ts";
import { wordsIn } from "../mail/catalogue.ts";
import { messageIdOf } from "../mail/compose.ts";
import type { OutgoingMail } from "../mail/outgoing.ts";
import { storySentence } from "../mail/story-words.ts";
import { acknowledgeUrl, type LinkMaker } from "./acknowledge-link.ts";
import { CHART_CID, renderAlertHtml, renderAlertText } from "./alert-mail.ts";
import { type AlertContent, alertView, type MailChart } from "./alert-view.ts";
import type { Channel } from "./channels/channel.ts";
import { NOBODY } from "./delivery.ts";
import { noteOf } from "./note-words.ts";
import { mayAcknowledge, type Recipient } from "./recipients.ts";
import type { Candidate } from "./stages.ts";

type Language = "vi" | "en";

/** What putting a telling into words needs. */
export interface TellingDeps {
  readonly names: (language: Language) => Names;
  readonly isSensitive: (topic: TopicId) => boolean;
  readonly chart: (hotSpot: HotSpot, language: Language) => Promise<MailChart | null>;
  readonly unitFor: (topic: TopicId, places: readonly PlaceId[]) => string | null;
  readonly areaName: (language: Language) => string;
  readonly baseUrl: string;
  /** The sender as configured; null without mail. */
  readonly from: string | null;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly links: LinkMaker;
  readonly receiversOf: (event: HotSpotEvent) => readonly Recipient[];
  /** Hot spots told as one with this one. */
  readonly togetherWith: (id: HotSpotId) => readonly HotSpot[];
}

/** One telling decided: to whom, of what, since when nobody acknowledged (null: that is not why), and not before when. */
export interface Telling {
  readonly candidate: Candidate;
  readonly escalatedAfterHours: number | null;
  readonly now: Instant;
  readonly notBefore: Instant | null;
}

/** The deliveries of one telling: a mail to whoever has an account, and a note by each channel that reaches them. */
export async function deliveriesOf(telling: Telling, deps: TellingDeps): Promise<readonly NewNotification[]> {
  const { candidate, now, notBefore } = telling;
  const { event, recipient, key } = candidate;
  const common = {
    kind: "alert" as const,
    subject: event.hotSpotId,
    event: telling.escalatedAfterHours === null ? event.event : "escalated",
    recipient: recipient.id,
    createdAt: now,
    ...(notBefore === null ? {} : { notBefore }),
  };
  const mail: readonly NewNotification[] =
    recipient.role === "system"
      ? []
      : [
          {
            ...common,
            key,
            channel: recipient.id === NOBODY ? NOBODY : "email",
            message: JSON.stringify(await mailOf(telling, deps)),
          },
        ];
  return [...mail, ...notesOf(telling, deps).map((note) => ({ ...common, ...note }))];
}

function notesOf(
  { candidate, now }: Telling,
  deps: TellingDeps,
): readonly Pick<NewNotification, "key" | "channel" | "message">[] {
  const { event, recipient, hotSpot } = candidate;
  const words = wordsIn(recipient.language);
  const names = deps.names(recipient.language);
  const { topic, places, voices, expected } = event;
  const story = storySentence({ topic, places, voices, expected, channel: hotSpot.channel }, words, names);
  return [...deps.channels.values()].flatMap(({ name, notes }) => {
    const to = notes?.addressOf(recipient, event.level) ?? null;
    if (notes === undefined || to === null) return [];
    const key = `${candidate.key} by ${name}`;
    const link = pageOf(event.hotSpotId, deps.baseUrl);
    const note = noteOf({ key, to, event, story, link, now }, notes, words, names);
    return [{ key, channel: name, message: JSON.stringify(note) }];
  });
}

async function mailOf(telling: Telling, deps: TellingDeps): Promise<OutgoingMail> {
  const { candidate, escalatedAfterHours, now } = telling;
  const { event, hotSpot, recipient, key } = candidate;
  const { language } = recipient;
  const words = wordsIn(language);
  const link = { hotSpotId: hotSpot.id, personId: recipient.id, notificationKey: key };
  const open = hotSpot.acknowledgedAt === null && mayAcknowledge(recipient.role) && recipient.id !== NOBODY;
  const content: AlertContent = {
    hotSpot,
    event,
    receivers: withReader(deps.receiversOf(event), recipient),
    chart: await deps.chart(hotSpot, language),
    sensitive: deps.isSensitive(event.topic),
    suggestedUnit: deps.unitFor(event.topic, event.places),
    pageUrl: pageOf(event.hotSpotId, deps.baseUrl),
    acknowledgeUrl: open ? acknowledgeUrl(link, now, deps.links) : null,
    together: deps.togetherWith(hotSpot.id),
    escalatedAfterHours,
    areaName: deps.areaName(language),
  };
  const view = alertView(content, words, deps.names(language));
  return {
    messageId: messageIdOf(key, deps.from ?? ""),
    to: recipient.email,
    subject: view.subject,
    html: renderAlertHtml(view, event.level, words),
    text: renderAlertText(view, words),
    images:
      view.chart === null
        ? []
        : [{ cid: CHART_CID, pngBase64: Buffer.from(view.chart.png).toString("base64") }],
    language,
    date: now,
  };
}

/** Whom it reached by escalation is among those told. */
function withReader(receivers: readonly Recipient[], reader: Recipient): readonly Recipient[] {
  if (reader.id === NOBODY || receivers.some(({ id }) => id === reader.id)) return receivers;
  return [...receivers, reader];
}

/** The address of a hot spot's page. */
export function pageOf(id: HotSpotId, baseUrl: string): string {
  return `${baseUrl.replace(/\/+$/, "")}/diem-nong/${encodeURIComponent(id)}`;
}

/** Draws each chart once for all its readers; one that cannot be drawn holds no alert back: the mail has a table. */
export function chartsDrawnOnce(
  draw: (explanation: Explanation, language: Language) => Promise<MailChart | null>,
  failed: (hotSpot: HotSpot, detail: string) => void,
): TellingDeps["chart"] {
  const drawn = new Map<string, Promise<MailChart | null>>();
  return (hotSpot, language) => {
    const key = `${hotSpot.id} ${language}`;
    const known = drawn.get(key);
    if (known !== undefined) return known;
    const chart = draw(hotSpot.explanation, language).catch((error: unknown) => {
      failed(hotSpot, error instanceof Error ? error.message : String(error));
      return null;
    });
    drawn.set(key, chart);
    return chart;
  };
}
