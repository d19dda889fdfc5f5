import type { SourceSettings } from "../config/schema.ts";
import type { RecentPage } from "../state/page-readings.ts";

/** Fewer pages tell nothing about a source. */
const FEWEST_PAGES = 10;
/** A site that refuses half of the pages asked for, and five at least, refuses us. */
const REFUSED_SHARE = 0.5;
const FEWEST_REFUSED = 5;

/** What is wrong with a source's pages. */
export interface PageTrouble {
  readonly state: string;
  readonly problem: string;
}

/** Judges a source by its latest pages; null when they are well or too few to tell. */
export function pageTrouble(
  source: Pick<SourceSettings, "id" | "name" | "shape" | "drift">,
  pages: readonly RecentPage[],
): PageTrouble | null {
  const refused = pages.filter(({ state }) => state !== "read");
  if (refused.length >= FEWEST_REFUSED && refused.length >= pages.length * REFUSED_SHARE) {
    const state = mostCommon(refused.map((page) => page.state));
    return {
      state,
      problem: `${source.id}: ${refused.length} of its last ${pages.length} pages answered "${state}"`,
    };
  }
  const read = pages.filter(({ state }) => state === "read");
  return read.length < FEWEST_PAGES ? null : drift(source, read);
}

function drift(
  source: Pick<SourceSettings, "id" | "shape" | "drift">,
  read: readonly RecentPage[],
): PageTrouble | null {
  const { minTitleRate, minBodyRate, minParserRate } = source.drift;
  const share = (holds: (page: RecentPage) => boolean): number => read.filter(holds).length / read.length;
  const checks: readonly (readonly [name: string, rate: number, least: number])[] = [
    ["a text", share((page) => page.withText), minBodyRate],
    ["a title", share((page) => page.titled), minTitleRate],
    // Where the site's own parser is not meant to fit, its share says nothing.
    [
      "the shape its parser knows",
      source.shape === "generic" ? 1 : share((page) => page.byParser),
      minParserRate,
    ],
  ];
  const failed = checks.find(([, rate, least]) => rate < least);
  if (failed === undefined) return null;
  const [name, rate, least] = failed;
  const percent = (value: number): string => `${Math.round(value * 100)} %`;
  return {
    state: "drifted",
    problem: `${source.id}: only ${percent(rate)} of its last ${read.length} pages have ${name} (at least ${percent(least)} expected); the site was probably rebuilt`,
  };
}

function mostCommon(words: readonly string[]): string {
  const counts = Map.groupBy(words, (word) => word);
  return [...counts].sort((a, b) => b[1].length - a[1].length)[0]?.[0] ?? "blocked";
}
