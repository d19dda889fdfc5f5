import type { DatabaseSync } from "node:sqlite";
import { WHOLE_AREA } from "../../../model/cell.ts";
import { FLOORS } from "../../../model/floors.ts";
import type { Day, Instant, PlaceId, Week } from "../../../model/ids.ts";
import { placeId, sourceId, topicId } from "../../../model/ids.ts";
import { addDays, mondayOf } from "../../../model/time.ts";
import type { DigestDeps } from "../../../pipeline/stages/digest.ts";
import type { DigestInputs } from "../../../response/digest/build.ts";
import { cellStore } from "../../../state/cells.ts";
import { digestStore } from "../../../state/digests.ts";
import { hotSpotStore } from "../../../state/hot-spots.ts";
import { lateItems } from "../../../state/late-items.ts";
import { sourceStore } from "../../../state/sources.ts";
import { memorySearchIndex } from "../../fakes/memory-search-index.ts";
import { type Choices, deliveryOf, LEADER, OFFICER } from "../alerts/notify-fixture.ts";

/** The week of `TODAY`, its Monday, and a moment after its end. */
export const WEEK = "2026-W47" as Week;
export const MONDAY = mondayOf(WEEK);
export const MONDAY_AFTER = "2026-11-23T00:00:00.000Z" as Instant;
export const AN_LAO = placeId("11629@2025-07-01");
export const AN_QUANG = placeId("11647@2025-07-01");

/** Days on which a group was read from ten weeks before the week on. */
export function listenedSince(db: DatabaseSync, weeks = 10): void {
  cellStore(db).completeSince("bao", addDays(MONDAY, -7 * weeks));
}

/** One day of a topic at a place, so many voices in the 72 hours that end with it. */
export function heard(
  db: DatabaseSync,
  day: Day,
  topic: string,
  voices72h: number,
  place: PlaceId = WHOLE_AREA,
): void {
  const key = { topic: topicId(topic), place, day, channel: "public" as const };
  const voices = Math.min(voices72h, 3);
  cellStore(db).putPart({
    ...key,
    epoch: "k1",
    voices,
    voices72h,
    negative72h: 0,
    toned72h: 0,
    firstHeard72h: voices72h,
  });
  cellStore(db).putSourcePart({
    ...key,
    sourceGroup: "bao",
    part: "k1",
    items: voices72h,
    echoes: 0,
    voices72h,
  });
}

/** The same voices every week, the week itself included where `upTo` is 0. */
export function everyWeek(
  db: DatabaseSync,
  topic: string,
  voices72h: number,
  place?: PlaceId,
  upTo = 1,
): void {
  for (let week = 8; week >= upTo; week--) heard(db, addDays(MONDAY, -7 * week + 2), topic, voices72h, place);
}

/** What a digest is built from, over the real stores. */
export function digestInputs(db: DatabaseSync): DigestInputs {
  return {
    cells: cellStore(db),
    hotSpots: hotSpotStore(db),
    sources: sourceStore(db),
    index: memorySearchIndex(),
    lateItems: (from, to) => lateItems(db, from, to),
    topics: [
      { id: topicId("environment"), sensitive: false },
      { id: topicId("transport"), sensitive: false },
      { id: topicId("religion-ethnic"), sensitive: true },
    ],
    communes: [AN_LAO, AN_QUANG],
    floors: FLOORS,
    configured: [
      { id: "bao", name: "Báo Hải Phòng" },
      { id: "forum", group: "dien-dan", name: "Diễn đàn An Lão" },
    ],
  };
}

/** Everything that `runDigest` needs. */
export function digestDeps(db: DatabaseSync, choices: Choices = {}, inputs = digestInputs(db)): DigestDeps {
  const topics: Record<string, string> = {
    environment: "Môi trường",
    transport: "Giao thông",
    "religion-ethnic": "Tôn giáo",
  };
  const places: Record<string, string> = { [AN_LAO]: "xã An Lão", [AN_QUANG]: "xã An Quang" };
  return {
    inputs,
    digests: digestStore(db),
    people: () => choices.people ?? [OFFICER, LEADER],
    delivery: deliveryOf(db, choices),
    names: () => ({
      topic: (id) => topics[id] ?? topics[id.split("/")[0] ?? ""] ?? id,
      place: (id) => places[id] ?? id,
      group: (id) => id,
    }),
    areaName: () => "Năm xã An Lão",
    baseUrl: "https://langnghe.example",
    from: choices.port === undefined ? null : "Lắng Nghe <lang-nghe@anlao.example>",
  };
}

/** A silence of the forum that began in the week. */
export function forumSilent(db: DatabaseSync, began: string, ended: string | null): void {
  const sources = sourceStore(db);
  sources.beginOutage(
    sourceId("forum"),
    began as Instant,
    "feed https://forum.example/503-trang answered 503",
  );
  if (ended !== null) sources.endOutage(sourceId("forum"), ended as Instant, 0);
}
