import { describe, expect, test } from "vitest";
import { checkPlatform } from "../../config/platform-checks.ts";
import { sourceSchema } from "../../config/schema.ts";

const CHANNEL = `https://www.youtube.com/channel/UC${"a".repeat(22)}`;
const KEY = { key: { environment: "KHOA" } };
const told = (fields: Record<string, unknown>): string[] =>
  checkPlatform(
    sourceSchema.parse({
      id: "a",
      name: "A",
      scope: "local",
      legalNote: "thử",
      hosts: ["a.example"],
      ...fields,
    }),
    "sources/a.yaml",
  ).map(({ path, remedy }) => `${path}: ${remedy}`);

test.each([
  { shape: "youtube", feeds: [CHANNEL], platform: KEY },
  { shape: "facebook-page", feeds: ["https://www.facebook.com/ten-trang"], platform: KEY },
  { shape: "zalo-oa", feeds: ["https://zalo.me/1234567890"], platform: { key: { file: "/run/khoa" } } },
  { shape: "youtube", feeds: [CHANNEL], enabled: false },
  { shape: "generic", feeds: ["https://a.example/rss"] },
])("$shape as it should be has no problem", (fields) => {
  expect(told(fields)).toEqual([]);
});

describe("a mistake is named with its remedy", () => {
  test.each([
    [
      "an enabled source without a key",
      { shape: "youtube", feeds: [CHANNEL] },
      /^platform\.key: .*enabled: false/,
    ],
    [
      "a search instead of a channel",
      { shape: "youtube", feeds: ["https://www.youtube.com/results"], platform: KEY },
      /channel\/UC/,
    ],
    [
      "a person's account",
      { shape: "facebook-page", speaker: "citizen", platform: KEY },
      /^speaker: .*registered bodies/,
    ],
    ["a key for a plain site", { shape: "generic", platform: KEY }, /^platform: is only for the shapes/],
    [
      "renewal for YouTube",
      { shape: "youtube", platform: { ...KEY, refresh: { appId: "1", appKey: KEY.key, tokens: "t" } } },
      /^platform\.refresh: is only for zalo-oa/,
    ],
    ["TikTok", { shape: "generic", feeds: ["https://www.tiktok.com/@xa"] }, /no lawful way/],
    ["a group", { shape: "generic", feeds: ["https://www.facebook.com/groups/123"] }, /not public/],
    ["a profile", { shape: "generic", feeds: ["https://www.facebook.com/profile.php?id=1"] }, /not public/],
  ])("%s", (_, fields, sentence) => {
    expect(told(fields).join("\n")).toMatch(sentence);
  });
});

test("a key itself never stands in configuration", () => {
  const source = {
    id: "a",
    name: "A",
    scope: "local",
    legalNote: "thử",
    hosts: ["a.example"],
    shape: "youtube",
  };
  expect(sourceSchema.safeParse({ ...source, platform: { key: "AIza…" } }).success).toBe(false);
  expect(
    sourceSchema.safeParse({ ...source, platform: { key: { environment: "chữ thường" } } }).success,
  ).toBe(false);
});
