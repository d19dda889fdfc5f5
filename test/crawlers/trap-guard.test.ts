import { expect, test } from "vitest";
import { cleanAddress } from "../../crawlers/address.ts";
import type { FeedEntry } from "../../crawlers/crawler.ts";
import { createTrapGuard } from "../../crawlers/trap-guard.ts";

const entry = (url: string): FeedEntry => ({
  url,
  target: "page",
  title: null,
  publishedAt: null,
  version: "",
  parentNativeId: "goc",
});
const collected = (pages: number) => ({
  kind: "items" as const,
  parsed: { items: [], accounts: new Map<string, string>() },
  follow: Array.from({ length: pages }, (_, index) => entry(`https://a.example/${index}`)),
  extractor: "site",
  problems: [],
});

test("a page that promises a million more is followed for 200", () => {
  const guard = createTrapGuard(() => 0);
  const limited = guard.limit("nguon", entry("https://a.example/1"), collected(1000));
  expect(limited.follow).toHaveLength(200);
  expect(limited.problems).toEqual([
    "https://a.example/1 leads to ever more pages; the first 200 were followed",
  ]);
  expect(guard.limit("nguon", entry("https://a.example/2"), collected(1)).follow).toEqual([]);
});

test("lists are counted apart, and anew at the next reading", () => {
  let nowMs = 0;
  const guard = createTrapGuard(() => nowMs);
  guard.limit("nguon", entry("https://a.example/1"), collected(200));
  expect(guard.limit("khac", entry("https://a.example/1"), collected(5)).follow).toHaveLength(5);
  expect(guard.limit("nguon", entry("https://a.example/1"), collected(5)).follow).toHaveLength(0);
  nowMs += 16 * 60_000;
  expect(guard.limit("nguon", entry("https://a.example/1"), collected(5)).follow).toHaveLength(5);
});

test.each([
  ["/lich/2026/lich/2026/lich/2026/", null],
  ["/a/a/a", null],
  ["/a/b/c/d/a/b/c/d/a/b/c/d/tin", null],
  ["/tin/tin/xa", "/tin/tin/xa"],
  ["/xa/an-lao/tin/xa/an-lao/tin/2", "/xa/an-lao/tin/xa/an-lao/tin/2"],
  [`/${"a".repeat(2048)}`, null],
])("the address %j is kept as %j", (path, kept) => {
  const clean = cleanAddress(path, "https://a.example/");
  expect(clean).toBe(kept === null ? null : `https://a.example${kept}`);
});
