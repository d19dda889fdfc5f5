import { readdirSync, readFileSync } from "node:fs";
import { afterAll, describe, expect, test } from "vitest";
import type { Selectors, SourceSettings } from "../../../config/schema.ts";
import { readPage } from "../../../crawlers/parsers/extract-page.ts";
import { createGenericExtractor } from "../../../crawlers/parsers/generic.ts";
import { SITE_FAMILIES } from "../../../crawlers/parsers/registry.ts";

/** Saved page in, expected result out: `NAME.html` beside `NAME.json` with its address, shape and the day it was made. */
const PAGES = new URL("../../fixtures/pages/", import.meta.url);
interface Golden {
  readonly url: string;
  readonly shape: SourceSettings["shape"];
  readonly selectors?: Selectors;
  readonly saved: string;
  readonly extractor: string;
  readonly layout: string | null;
  readonly page: unknown;
}
const names = readdirSync(PAGES)
  .filter((file) => file.endsWith(".html"))
  .map((file) => file.slice(0, -".html".length));
const goldenOf = (name: string): Golden => JSON.parse(readFileSync(new URL(`${name}.json`, PAGES), "utf8"));
const htmlOf = (name: string): string => readFileSync(new URL(`${name}.html`, PAGES), "utf8");

const generic = createGenericExtractor(60_000);
afterAll(() => generic.close());
const NOW = new Date("2026-03-10T00:00:00Z");

describe("golden pages", () => {
  const contextOf = ({ url, selectors }: Golden) => ({
    url,
    hosts: [new URL(url).host],
    now: NOW,
    selectors,
  });

  test.each(names)("%s reads as written down", async (name) => {
    const golden = goldenOf(name);
    const read = await readPage(htmlOf(name), contextOf(golden), golden.shape, generic);
    expect({ extractor: read.extractor, layout: read.layout, page: read.page }).toEqual({
      extractor: golden.extractor,
      layout: golden.layout,
      page: golden.page,
    });
  });

  const recognisable = names.filter((name) => goldenOf(name).selectors === undefined);
  test.each(recognisable)("%s is recognised without being told its shape", async (name) => {
    const golden = goldenOf(name);
    expect((await readPage(htmlOf(name), contextOf(golden), null, generic)).page).toEqual(golden.page);
  });

  test("every layout of every family has one", () => {
    const layouts = SITE_FAMILIES.flatMap(({ shape, layouts }) =>
      layouts.map(({ version }) => `${shape}/${version}`),
    );
    const golden = new Set(names.map((name) => goldenOf(name).layout));
    expect(layouts.filter((layout) => !golden.has(layout))).toEqual([]);
  });

  test("of several layouts of a family the newest comes first and is still in use", () => {
    for (const { layouts } of SITE_FAMILIES) {
      const versions = layouts.map(({ version }) => version);
      expect(versions).toEqual([...versions].sort((a, b) => b - a));
      expect(layouts[0]?.until).toBeNull();
    }
  });
});
