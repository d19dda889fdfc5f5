import { describe, expect, test } from "vitest";
import { pageTrouble } from "../../pipeline/page-health.ts";
import type { RecentPage } from "../../state/page-readings.ts";

const drift = { minTitleRate: 0.9, minBodyRate: 0.8, minParserRate: 0.5, minItemsPerDay: 0 };
const site = { id: "bao", name: "Báo", shape: "vnexpress" as const, drift };
const good: RecentPage = { state: "read", titled: true, withText: true, byParser: true };
const pages = (count: number, page: Partial<RecentPage> = {}): RecentPage[] =>
  Array.from({ length: count }, () => ({ ...good, ...page }));

describe("a source judged by its latest pages", () => {
  test("is well while its pages are, and while too few are known", () => {
    expect(pageTrouble(site, pages(20))).toBeNull();
    expect(pageTrouble(site, pages(9, { withText: false }))).toBeNull();
  });

  test("drifted when texts, titles or the parser's shape go missing, each with its own share", () => {
    expect(pageTrouble(site, [...pages(15), ...pages(5, { withText: false })])).toMatchObject({
      state: "drifted",
    });
    expect(pageTrouble(site, [...pages(17), ...pages(3, { titled: false })])?.problem).toContain("a title");
    expect(pageTrouble(site, [...pages(9), ...pages(11, { byParser: false })])?.problem).toContain("shape");
    expect(pageTrouble(site, [...pages(16), ...pages(4, { withText: false })])).toBeNull();
  });

  test("of no known system may be read by any extractor", () => {
    expect(pageTrouble({ ...site, shape: "generic" }, pages(20, { byParser: false }))).toBeNull();
  });

  test("takes the state in which half of its pages answer", () => {
    const walled = [...pages(10), ...pages(10, { state: "challenge", titled: false, withText: false })];
    expect(pageTrouble(site, walled)).toMatchObject({ state: "challenge" });
    expect(pageTrouble(site, [...pages(4), ...pages(4, { state: "blocked" })])).toBeNull();
  });
});
