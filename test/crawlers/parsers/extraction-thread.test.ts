import { afterEach, describe, expect, test } from "vitest";
import { createGenericExtractor, type GenericExtractor } from "../../../crawlers/parsers/generic.ts";

const HOSTILE = new URL("../../fakes/hostile-extraction.ts", import.meta.url);
let generic: GenericExtractor;
afterEach(() => generic.close());

describe("a page that breaks its extractor is given up by name and the next pages are read", () => {
  test.each([
    ["loop", 1000, /took longer than 1 s/],
    ["memory", 60_000, /memory/],
    ["exit", 60_000, /ended the thread/],
    ["throw", 60_000, /broken/],
  ])("%s", async (page, longestMs, sentence) => {
    generic = createGenericExtractor(longestMs, HOSTILE);
    const bad = await generic.extract(page, "https://trang.example/bom.html");
    expect(bad.found).toBeNull();
    expect(bad.problem).toMatch(/^https:\/\/trang\.example\/bom\.html: /);
    expect(bad.problem).toMatch(sentence);
    const after = await Promise.all(["một", "hai", "ba"].map((text) => generic.extract(text, "x")));
    expect(after.map(({ found }) => found?.text)).toEqual(["một", "hai", "ba"]);
  });
});

test("one page that hangs does not hold up the others", async () => {
  generic = createGenericExtractor(60_000, HOSTILE);
  const hanging = generic.extract("loop", "https://trang.example/bom.html");
  expect((await generic.extract("một", "x")).found?.text).toBe("một");
  await generic.close();
  expect(await hanging).toEqual({ found: null, problem: null });
});
