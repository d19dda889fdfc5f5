import type { Polarity } from "../../model/document.ts";
import type { HotSpot, Level } from "../../model/hot-spot.ts";
import type { Instant, PlaceId, TopicId } from "../../model/ids.ts";
import { epochMs } from "../../model/time.ts";
import type { SourceOutage } from "../../state/sources.ts";
import { ago, moment } from "../format.ts";
import { html, type Markup } from "../html.ts";
import type { Reader } from "../kit.ts";

/** A level as word and shape, so that it reads without colour: ring, triangle, octagon. */
export function levelBadge(reader: Reader, level: Level): Markup {
  return html`<span class="level level-${level}">${LEVEL_SHAPES[level]}${reader.t.level[level]}</span>`;
}

/** The level of one that is up; of one that calmed or was judged its state, with the level it had been at. */
export function standingBadge(reader: Reader, spot: Pick<HotSpot, "level" | "state">): Markup {
  if (spot.state === "open") return levelBadge(reader, spot.level);
  const was = reader.t.alerts.spot.was(reader.t.level[spot.level].toLocaleLowerCase(reader.language));
  return html`<span class="level quiet">${reader.t.state[spot.state]} · ${was}</span>`;
}

const shape = (inner: Markup): Markup =>
  html`<svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">${inner}</svg>`;
const LEVEL_SHAPES: Readonly<Record<Level, Markup>> = {
  watch: shape(html`<circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor" stroke-width="2.5"/>`),
  alert: shape(html`<path d="M8 1.5 15 14H1Z" fill="currentColor"/>`),
  high: shape(html`<path d="M5 1h6l4 4v6l-4 4H5l-4-4V5Z" fill="currentColor"/>`),
};

/** A tone as word and mark. */
export function toneTag(reader: Reader, polarity: Polarity): Markup {
  return html`<span class="tone tone-${polarity}">${reader.t.polarity[polarity]}</span>`;
}

/** A time as one says it, with the full time on hover and in print. */
export function timeTag(reader: Reader, at: Instant): Markup {
  const full = moment(at);
  const said = ago(at, reader.now, reader.language);
  if (full.endsWith(said)) return html`<time datetime="${at}" title="${full}">${said}</time>`;
  return html`<time datetime="${at}" title="${full}">${said}<span class="in-print"> (${full})</span></time>`;
}

/** "xã An Lão và An Quang"; the whole area where no place is told. */
export function placesInWords(reader: Reader, places: readonly PlaceId[]): string {
  const [first, ...others] = places.map((place) => reader.names.place(place));
  if (first === undefined) return reader.t.wholeArea.toLocaleLowerCase(reader.language);
  const type = first.slice(0, first.indexOf(" ") + 1);
  const short = others.map((name) => (name.startsWith(type) ? name.slice(type.length) : name));
  const last = short.pop();
  return last === undefined ? first : `${[first, ...short].join(", ")}${reader.t.and}${last}`;
}

/** What a hot spot is about and where: "Môi trường, xã An Lão". */
export function hotSpotName(reader: Reader, spot: HotSpot): string {
  return nameOf(reader, spot.topic, spot.places);
}

function nameOf(reader: Reader, topic: TopicId, places: readonly PlaceId[]): string {
  return `${reader.names.topic(topic, reader.language)}, ${placesInWords(reader, places)}`;
}

/** One sentence on a source that was silent, in the manner of a gap that is named. */
export function outageSentence(reader: Reader, outage: SourceOutage): string {
  const { t } = reader;
  const source = reader.names.source(outage.sourceId);
  const since = gapMoment(outage.beganAt);
  return outage.endedAt === null
    ? t.outage.ongoing(source, since, outage.reason)
    : t.outage.ended(source, since, gapMoment(outage.endedAt), outage.reason);
}

/** "14:00 ngày 20/11": the year is this one or plain. */
export function gapMoment(at: Instant): string {
  return moment(at);
}

/** The address of a hot spot's page. */
export function hotSpotPath(spot: Pick<HotSpot, "id">): string {
  return `/diem-nong/${encodeURIComponent(spot.id)}`;
}

/** Days since an instant, at least one. */
export function daysSince(at: Instant, now: Date): number {
  return Math.max(1, Math.floor((now.getTime() - epochMs(at)) / 86_400_000) + 1);
}

/** The text as it stands inside a sentence. */
export function lowerFirst(text: string, reader: Reader): string {
  return text.charAt(0).toLocaleLowerCase(reader.language) + text.slice(1);
}

/** Voices that a number of this subject needs. */
export function floorFor(reader: Reader, topic: TopicId): number {
  return reader.names.isSensitive(topic) ? reader.sensitiveFloor : reader.floor;
}

/** The floor as text for the sentences that name it. */
export function floorText(reader: Reader): string {
  return reader.number(reader.floor);
}

/** The address of one topic's trends. */
export function trendPath(topic: TopicId): string {
  return `/xu-huong?linh-vuc=${encodeURIComponent(topic)}`;
}

/** A table that may be wider than its place: it scrolls in a frame of its own, which the keyboard reaches. */
export function scrollable(label: string, table: Markup): Markup {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${label}">${table}</div>`;
}
