import type { HotSpot } from "../../model/hot-spot.ts";
import { html, type Markup } from "../html.ts";
import type { Reader } from "../kit.ts";
import { layout } from "./layout.ts";
import { hotSpotLine } from "./today.ts";

/** The list of hot spots: what is open, what fell quiet, what was closed. */
export function hotSpotsPage(
  reader: Reader,
  spots: {
    readonly open: readonly HotSpot[];
    readonly quiet: readonly HotSpot[];
    readonly closed: readonly HotSpot[];
  },
): Markup {
  const { t } = reader;
  const none = spots.open.length === 0;
  return layout(reader, {
    title: t.hotSpots.title,
    section: "/diem-nong",
    content: html`<p class="eyebrow">${t.hotSpots.title}</p>
<h1 class="finding">${none ? t.hotSpots.leadNone : t.hotSpots.leadOpen(reader.number(spots.open.length))}</h1>
<p class="lead">${none ? t.hotSpots.leadNoneMore : t.signal}</p>
${none ? null : section(reader, t.hotSpots.openList, spots.open)}
${section(reader, t.hotSpots.quietList, spots.quiet)}
${section(reader, t.hotSpots.closedList, spots.closed)}`,
  });
}

function section(reader: Reader, title: string, spots: readonly HotSpot[]): Markup {
  return html`<section><h2>${title}</h2>${
    spots.length === 0
      ? html`<p class="quiet">${reader.t.hotSpots.none}</p>`
      : html`<ul class="card rows">${spots.map((spot) => html`<li>${hotSpotLine(reader, spot)}</li>`)}</ul>`
  }</section>`;
}
