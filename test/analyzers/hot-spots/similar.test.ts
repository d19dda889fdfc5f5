import { describe, expect, it } from "vitest";
import { type Comparable, similarBefore } from "../../../analyzers/hot-spots/similar.ts";
import type { Day, HotSpotId, PlaceId, TopicId } from "../../../model/ids.ts";

const spot = (
  id: string,
  topic: string,
  place: string,
  phrases: readonly string[],
  openedOn: string,
): Comparable => ({
  id: id as HotSpotId,
  topic: topic as TopicId,
  places: [place as PlaceId],
  phrases,
  openedOn: openedOn as Day,
});

describe("similarBefore", () => {
  const now = spot("now", "environment/waste", "a", ["bãi rác"], "2026-11-20");
  const others = [
    spot("same", "environment/waste", "a", [], "2026-03-01"),
    spot("elsewhere", "environment/waste", "b", [], "2026-05-01"),
    spot("words", "environment/water-pollution", "b", ["bãi rác"], "2026-02-01"),
    spot("family", "environment/air-noise", "a", [], "2026-06-01"),
    spot("other", "transport", "a", [], "2026-06-01"),
    spot("later", "environment/waste", "a", ["bãi rác"], "2026-12-01"),
  ];

  it("names earlier hot spots of the same matter, likest first", () => {
    expect(similarBefore(now, others)).toEqual(["same", "elsewhere", "words", "family"]);
  });
});
