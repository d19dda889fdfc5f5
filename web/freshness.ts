import { addDays, dayOf, instantOf } from "../model/time.ts";
import { FRESHNESS_CLASSES, type Freshness, type FreshnessClass } from "../state/freshness.ts";
import type { Kit } from "./kit.ts";

const DAYS = 7;
/** Within how many minutes 95 % of a class should be searchable; comments are read at set ages and have no such goal. */
const GOALS: Readonly<Record<FreshnessClass, number | null>> = { priority: 15, ordinary: 60, comments: null };
/** Fewer items give no percentile worth telling, and of citizens' items no number at all. */
const FEWEST_ITEMS = 5;

/** One class of sources, as the operator sees it. */
export interface FreshnessLine {
  readonly class: FreshnessClass;
  readonly minutes: Freshness;
  readonly goal: number | null;
}

/** How soon things were found over the last week, by class; classes with too little to tell are absent. */
export function readFreshness({ deps }: Kit): readonly FreshnessLine[] {
  const found = deps.freshness.byClass(addDays(dayOf(instantOf(deps.now())), -DAYS));
  return FRESHNESS_CLASSES.flatMap((name) => {
    const minutes = found.get(name);
    return minutes === undefined || minutes.items < FEWEST_ITEMS
      ? []
      : [{ class: name, minutes, goal: GOALS[name] }];
  });
}

/** What is told of one source beside its state. */
export interface SourceReading {
  /** 95 % of what it published could be found within so many minutes; null: too little to tell. */
  readonly p95: number | null;
  /** Shares of the ways in which its pages were read, most common first. */
  readonly extractors: readonly { readonly name: string; readonly share: number }[];
}

/** How one source was read over the last week. */
export function readingOf({ deps }: Kit): (sourceId: string) => SourceReading {
  const today = dayOf(instantOf(deps.now()));
  const fresh = deps.freshness.bySource(addDays(today, -DAYS));
  return (sourceId) => {
    const minutes = fresh.get(sourceId);
    const sums = deps.pages.sums(
      sourceId as Parameters<typeof deps.pages.sums>[0],
      addDays(today, -DAYS),
      today,
    );
    const extractors = Object.entries(sums.byExtractor).map(([name, pages]) => ({
      name,
      share: pages / sums.pages,
    }));
    return {
      p95: minutes === undefined || minutes.items < FEWEST_ITEMS ? null : minutes.p95,
      extractors: sums.pages < FEWEST_ITEMS ? [] : extractors.sort((a, b) => b.share - a.share),
    };
  };
}
