import { expect, test } from "vitest";
import { nextCommentsReadAt } from "../../../crawlers/comments/schedule.ts";
import { parseInstant } from "../../../model/time.ts";

const PUBLISHED = parseInstant("2026-03-02T00:00:00Z");

test.each([
  ["2026-03-02T00:10:00Z", "2026-03-02T00:30:00.000Z"],
  ["2026-03-02T00:30:00Z", "2026-03-02T02:00:00.000Z"],
  ["2026-03-02T05:00:00Z", "2026-03-02T06:00:00.000Z"],
  ["2026-03-02T23:00:00Z", "2026-03-03T00:00:00.000Z"],
  ["2026-03-04T00:00:00Z", "2026-03-05T00:00:00.000Z"],
  ["2026-03-08T00:00:00Z", "2026-03-09T00:00:00.000Z"],
  ["2026-03-09T00:00:00Z", null],
])("at %s the comments are next read at %s", (now, expected) => {
  expect(nextCommentsReadAt(PUBLISHED, new Date(now))).toBe(expected);
});

test("an article of unknown age is not read again", () => {
  expect(nextCommentsReadAt(null, new Date("2026-03-02T00:00:00Z"))).toBeNull();
});
