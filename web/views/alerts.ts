import type { HotSpot } from "../../model/hot-spot.ts";
import type { Instant } from "../../model/ids.ts";
import type { Notification } from "../../state/notifications.ts";
import type { Silence } from "../../state/silences.ts";
import { moment } from "../format.ts";
import { html, type Markup } from "../html.ts";
import type { Reader } from "../kit.ts";
import { csrfField, layout } from "./layout.ts";
import { hotSpotName, hotSpotPath, scrollable } from "./parts.ts";
import { silenceNotice } from "./silence.ts";

/** What the screen of notifications shows. */
export interface AlertsView {
  readonly silences: readonly Silence[];
  readonly deliveries: readonly Notification[];
  readonly unknown: number;
  readonly spotOf: (id: string) => HotSpot | null;
  /** A staff member's name; null where the account is gone. */
  readonly nameOf: (id: string) => string | null;
  readonly now: Instant;
  readonly maySilence: boolean;
  readonly mayReconcile: boolean;
}

/** What is muted until when and why, and what was told to whom. */
export function alertsPage(reader: Reader, view: AlertsView): Markup {
  const say = reader.t.alerts.screen;
  const running = view.silences.filter((one) => isRunning(one, view.now));
  return layout(reader, {
    title: say.title,
    section: "/thong-bao",
    content: html`<p class="eyebrow">${say.title}</p>
<h1 class="finding">${running.length + view.unknown === 0 ? say.calm : say.finding(reader.number(running.length), reader.number(view.unknown))}</h1>
<section><h2>${say.silences}</h2>${
      view.silences.length === 0
        ? html`<p class="quiet">${say.noSilences}</p>`
        : html`<ul class="plain">${view.silences.map((one) => html`<li>${silenceLine(reader, view, one)}</li>`)}</ul>`
    }</section>
<section><h2>${say.deliveries}</h2>${view.unknown === 0 ? null : html`<p class="small quiet">${say.unknownHelp}</p>`}${
      view.deliveries.length === 0
        ? html`<p class="quiet">${say.noDeliveries}</p>`
        : scrollable(
            say.deliveries,
            html`<table><thead><tr><th>${say.when}</th><th>${say.what}</th><th>${say.who}</th><th>${say.how}</th><th>${say.state}</th></tr></thead><tbody>${view.deliveries.map((one) => deliveryRow(reader, view, one))}</tbody></table>`,
          )
    }</section>`,
  });
}

function isRunning({ until, endedAt }: Silence, now: Instant): boolean {
  return endedAt === null && until > now;
}

function mutedName(reader: Reader, view: AlertsView, { muted }: Silence): Markup {
  if ("topic" in muted) {
    const places = muted.places.map((place) => reader.names.place(place)).join(", ");
    return html`${reader.names.topic(muted.topic, reader.language)}, ${places === "" ? reader.t.wholeArea : places}`;
  }
  const spot = view.spotOf(muted.hotSpotId);
  return spot === null
    ? html`${muted.hotSpotId}`
    : html`<a href="${hotSpotPath(spot)}">${hotSpotName(reader, spot)}</a>`;
}

function silenceLine(reader: Reader, view: AlertsView, silence: Silence): Markup {
  const say = reader.t.alerts.screen;
  const who = view.nameOf(silence.author);
  if (isRunning(silence, view.now)) {
    return html`<h3>${mutedName(reader, view, silence)}</h3>${silenceNotice(reader, silence, { who, mayEnd: view.maySilence, back: "/thong-bao" })}`;
  }
  const end = silence.endedAt === null ? say.over : say.ended(moment(silence.endedAt));
  return html`<p class="small quiet">${mutedName(reader, view, silence)} · ${who ?? reader.t.alerts.silence.someone}: ${silence.reason} · ${end}</p>`;
}

function deliveryRow(reader: Reader, view: AlertsView, one: Notification): Markup {
  const say = reader.t.alerts.screen;
  const spot = one.kind === "alert" ? view.spotOf(one.subject) : null;
  const about =
    spot === null
      ? html`${say.kinds[one.kind]}: ${one.subject}`
      : html`<a href="${hotSpotPath(spot)}">${hotSpotName(reader, spot)}</a>`;
  return html`<tr><td>${moment(one.createdAt)}</td><td>${about}</td><td>${view.nameOf(one.recipient) ?? one.recipient}</td><td>${one.channel}</td><td>${say.states[one.state]}${one.reason === null ? null : html`<br><span class="small quiet">${one.reason}</span>`}${one.state === "unknown" ? unknownForm(reader, view, one) : null}</td></tr>`;
}

function unknownForm(reader: Reader, { mayReconcile }: AlertsView, one: Notification): Markup {
  const say = reader.t.alerts.screen;
  const id = idIn(one.message);
  const button = (value: string, words: string) =>
    html`<form method="post" action="/thong-bao/${String(one.seq)}">${csrfField(reader)}<input type="hidden" name="ket-qua" value="${value}"><button class="quiet-button">${words}</button></form>`;
  return html`<br><span class="small quiet">${say.code}: ${id}</span>${mayReconcile ? html`<div class="actions">${button("sent", say.arrived)}${button("waiting", say.resend)}</div>` : null}`;
}

/** The Message-ID of a mail, the id of a note: what the other side's log knows it by. */
function idIn(message: string | null): string {
  if (message === null) return "";
  const parsed = JSON.parse(message) as { readonly messageId?: string; readonly id?: string };
  return parsed.messageId ?? parsed.id ?? "";
}
