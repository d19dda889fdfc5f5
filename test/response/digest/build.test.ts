import type { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Instant } from "../../../model/ids.ts";
import { hotSpotId, sourceId } from "../../../model/ids.ts";
import { addDays } from "../../../model/time.ts";
import { buildDigest } from "../../../response/digest/build.ts";
import { hotSpotStore } from "../../../state/hot-spots.ts";
import { openState } from "../../../state/open.ts";
import { indexedDocument } from "../../fakes/indexed-document.ts";
import { recordStory, TODAY } from "../alerts/story.ts";
import {
  AN_LAO,
  AN_QUANG,
  digestInputs,
  everyWeek,
  forumSilent,
  heard,
  listenedSince,
  MONDAY,
  MONDAY_AFTER,
  WEEK,
} from "./digest-fixture.ts";

let db: DatabaseSync;
beforeEach(() => {
  db = openState(":memory:");
});
afterEach(() => db.close());

const build = (inputs = digestInputs(db), now = MONDAY_AFTER) => buildDigest(WEEK, inputs, now);

describe("topics against their own weeks", () => {
  it("tells of a topic that rose beyond its band, and of nothing in a week like the others", async () => {
    listenedSince(db);
    everyWeek(db, "environment", 6);
    everyWeek(db, "transport", 6, undefined, 0);
    heard(db, addDays(MONDAY, 3), "environment", 30);
    const { above, below, baselineWeeks } = await build();
    expect(baselineWeeks).toBe(8);
    expect(above).toEqual([
      { topic: "environment", channel: "public", besideSpot: false, peak: 30, low: null, high: 13 },
    ]);
    expect(below).toEqual([]);
  });

  it("compares nothing before four whole weeks were listened to", async () => {
    listenedSince(db, 3);
    heard(db, addDays(MONDAY, 3), "environment", 30);
    const digest = await build();
    expect(digest).toMatchObject({ baselineWeeks: 3, above: [], below: [] });
    expect(digest.places.map(({ step }) => step)).toEqual([null, null]);
  });

  it("tells of a topic that fell silent, unless a source was silent too", async () => {
    listenedSince(db);
    everyWeek(db, "environment", 40);
    expect((await build()).below).toEqual([
      { topic: "environment", channel: "public", besideSpot: false, peak: null, low: 25, high: 56 },
    ]);
    forumSilent(db, "2026-11-18T07:00:00.000Z", null);
    expect((await build()).below).toEqual([]);
  });

  it("holds a sensitive subject to its higher floor", async () => {
    listenedSince(db);
    heard(db, addDays(MONDAY, 3), "religion-ethnic", 19);
    expect((await build()).above).toEqual([]);
    heard(db, addDays(MONDAY, 3), "religion-ethnic", 60);
    expect((await build()).above.map(({ topic }) => topic)).toEqual(["religion-ethnic"]);
  });

  it("changes no byte when one more voice joins a count that stays below the floor", async () => {
    listenedSince(db);
    everyWeek(db, "environment", 3);
    everyWeek(db, "environment", 1, AN_LAO, 0);
    heard(db, addDays(MONDAY, 3), "environment", 12);
    const before = JSON.stringify(await build());
    everyWeek(db, "environment", 4);
    everyWeek(db, "environment", 2, AN_LAO, 0);
    expect(JSON.stringify(await build())).toBe(before);
  });
});

describe("figures that stand beside each other", () => {
  it("leave out a topic's own where a hot spot of its family is told, so that nobody can subtract", async () => {
    listenedSince(db);
    everyWeek(db, "environment", 6);
    heard(db, addDays(MONDAY, 3), "environment", 22);
    recordStory(db, { voices: 19, topic: "environment/waste" });
    expect((await build()).above).toMatchObject([{ topic: "environment", besideSpot: true, peak: null }]);
  });
});

describe("places against themselves", () => {
  it("gives each commune its step, in the order of configuration", async () => {
    listenedSince(db);
    everyWeek(db, "environment", 6, AN_LAO);
    everyWeek(db, "environment", 6, AN_QUANG, 0);
    heard(db, addDays(MONDAY, 3), "environment", 6, AN_LAO);
    heard(db, addDays(MONDAY, 4), "transport", 30, AN_QUANG);
    expect((await build()).places).toEqual([
      { place: AN_LAO, step: 2 },
      { place: AN_QUANG, step: 4 },
    ]);
  });
});

describe("hot spots of the week", () => {
  it("sorts them into new, open, died down and watched, as they stood at its end", async () => {
    recordStory(db, { id: "hs-new", day: addDays(MONDAY, 4) });
    recordStory(db, { id: "hs-old", day: addDays(MONDAY, -5), level: "alert" });
    recordStory(db, { id: "hs-gone", day: addDays(MONDAY, -9), level: "alert" });
    recordStory(db, {
      id: "hs-gone",
      day: addDays(MONDAY, 2),
      event: "cleared",
      level: "alert",
      active: false,
    });
    recordStory(db, { id: "hs-watch", day: addDays(MONDAY, 1), level: "watch" });
    recordStory(db, { id: "hs-next", day: addDays(MONDAY, 8) });
    const { spots, alerts } = await build();
    const ids = Object.fromEntries(
      Object.entries(spots).map(([kind, list]) => [kind, list.map(({ id }) => id)]),
    );
    expect(ids).toEqual({ fresh: ["hs-new"], open: ["hs-old"], closed: ["hs-gone"], watched: ["hs-watch"] });
    expect(spots.fresh[0]).toMatchObject({ voices: 11, ageDays: 2, acknowledgedOn: null });
    expect(alerts).toBe(1);
  });

  it("counts one that came back as new, and one that a person closed as closed", async () => {
    recordStory(db, { id: "hs-back", day: addDays(MONDAY, -9), level: "alert" });
    recordStory(db, { id: "hs-back", day: addDays(MONDAY, 1), event: "reopened", level: "alert" });
    recordStory(db, { id: "hs-judged", day: TODAY });
    hotSpotStore(db).decide(hotSpotId("hs-judged"), "not-an-issue", TODAY);
    const { spots } = await build();
    expect(spots.fresh.map(({ id }) => id)).toEqual(["hs-back"]);
    expect(spots.closed.map(({ id }) => id)).toEqual(["hs-judged"]);
  });

  it("says since when one is acknowledged", async () => {
    recordStory(db);
    hotSpotStore(db).acknowledge(hotSpotId("hs-rac"), "2026-11-22T04:00:00.000Z" as Instant);
    expect((await build()).spots.fresh[0]?.acknowledgedOn).toBe("2026-11-22");
  });
});

describe("what institutions published and what could not be heard", () => {
  it("ranks institutions' stories by their copies and never shows a citizen's title", async () => {
    const inputs = digestInputs(db);
    const article = {
      speaker: "institution",
      kind: "article",
      sourceId: sourceId("bao"),
      firstOfAuthor: false,
      epoch: null,
    } as const;
    await inputs.index.upsert([
      indexedDocument("a1", { ...article, title: "Tin một\r\nBcc: x", url: "https://bao.example/1" }),
      indexedDocument("a2", { ...article, title: "Tin hai", url: "https://bao.example/2" }),
      indexedDocument("a3", { ...article, title: "Tin hai, chép", echoOf: "a2" as never }),
      indexedDocument("c1", { kind: "post", title: "Bài trên diễn đàn" }),
      indexedDocument("a4", {
        ...article,
        title: "Tuần trước",
        publishedAt: "2026-11-10T00:00:00.000Z" as Instant,
      }),
    ]);
    const { institutions } = await build(inputs);
    expect(institutions).toEqual([
      { title: "Tin hai", url: "https://bao.example/2", source: "Báo Hải Phòng", echoes: 1 },
      { title: "Tin một Bcc: x", url: "https://bao.example/1", source: "Báo Hải Phòng", echoes: 0 },
    ]);
  });

  it("draws the week's silences by name and keeps them out of what was heard", async () => {
    heard(db, addDays(MONDAY, 1), "transport", 6);
    forumSilent(db, "2026-11-18T07:00:00.000Z", null);
    const { gaps, heard: names } = await build();
    expect(gaps).toMatchObject([{ source: "Diễn đàn An Lão", from: "2026-11-18T07:00:00.000Z", to: null }]);
    expect(names).toEqual(["Báo Hải Phòng"]);
  });

  it("passes over a silence so short that the next poll read it all", async () => {
    forumSilent(db, "2026-11-18T07:00:00.000Z", "2026-11-18T09:00:00.000Z");
    expect((await build()).gaps).toEqual([]);
  });

  it("says of a week that is not over up to when it counts", async () => {
    expect(await build(digestInputs(db), "2026-11-19T03:00:00.000Z" as Instant)).toMatchObject({
      complete: false,
      to: "2026-11-19",
    });
  });
});
