import { readdirSync, readFileSync } from "node:fs";
import { afterAll, describe, expect, test } from "vitest";
import { readPage } from "../../../crawlers/parsers/extract-page.ts";
import { createGenericExtractor } from "../../../crawlers/parsers/generic.ts";
import { SITE_FAMILIES } from "../../../crawlers/parsers/registry.ts";

/** Saved page in, expected result out: `NAME.html` beside `NAME.json` with its address, shape and the day it was made. */
const PAGES = new URL("../../fixtures/pages/", import.meta.url);
interface Golden {
  readonly url: string;
  readonly shape: "vnexpress" | "nukeviet" | "xenforo" | "generic";
  readonly saved: string;
  readonly extractor: string;
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
  test.each(names)("%s reads as written down", async (name) => {
    const golden = goldenOf(name);
    const context = { url: golden.url, hosts: [new URL(golden.url).host], now: NOW };
    const { page, extractor } = await readPage(htmlOf(name), context, golden.shape, generic);
    expect({ extractor, page }).toEqual({ extractor: golden.extractor, page: golden.page });
  });

  test.each(names)("%s is recognised without being told its shape", async (name) => {
    const golden = goldenOf(name);
    const context = { url: golden.url, hosts: [new URL(golden.url).host], now: NOW };
    expect((await readPage(htmlOf(name), context, null, generic)).page).toEqual(golden.page);
  });

  test("every family has one", () => {
    const shapes = new Set(names.map((name) => goldenOf(name).shape));
    expect([...shapes]).toEqual(expect.arrayContaining(SITE_FAMILIES.map(({ shape }) => shape)));
  });
});
