import { readdirSync, readFileSync } from "node:fs";
import { afterAll, describe, expect, test } from "vitest";
import { extractPage } from "../../../crawlers/parsers/extract-page.ts";
import { createGenericExtractor } from "../../../crawlers/parsers/generic.ts";

/** Pages of systems that nobody wrote a parser for, in the shapes that local portals, magazines and forums have. */
const PAGES = new URL("../../fixtures/varied/", import.meta.url);
const names = readdirSync(PAGES)
  .filter((file) => file.endsWith(".json"))
  .map((file) => file.slice(0, -".json".length));
const generic = createGenericExtractor(60_000);
afterAll(() => generic.close());

describe("a page of unknown make", () => {
  test.each(names)("%s: title, lines, time and address, and nothing of what stands around", async (name) => {
    const { url, title, publishedAt, canonicalUrl, lines } = JSON.parse(
      readFileSync(new URL(`${name}.json`, PAGES), "utf8"),
    );
    const html = readFileSync(new URL(`${name}.html`, PAGES), "utf8");
    const read = await extractPage({ url, html }, { now: new Date("2026-03-10T00:00:00Z"), generic });
    expect({ ...read, text: read.text.split("\n") }).toEqual({
      title,
      text: lines,
      publishedAt,
      canonicalUrl,
      extractor: "generic",
    });
  });
});
