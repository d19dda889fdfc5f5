import type { SourceSettings } from "../config/schema.ts";
import { DISPOSITIONS, type Disposition } from "../model/document.ts";
import { disclose, shownCount } from "../model/floors.ts";
import type { Instant } from "../model/ids.ts";
import { addDays, dayOf, instantOf, startOfDay } from "../model/time.ts";
import type { DispositionCounts } from "../state/outcomes.ts";
import type { PageState } from "../state/page-readings.ts";
import type { QuarantinedJob } from "../state/quarantine.ts";
import type { FeedRecord, SourceOutage } from "../state/sources.ts";
import { type FreshnessLine, readFreshness, readingOf, type SourceReading } from "./freshness.ts";
import type { Kit } from "./kit.ts";
import { type Catalogue, vi } from "./locale/vi.ts";

const OUTAGE_DAYS = 56;
const QUARANTINE_SHOWN = 30;

/** The state in which a source answered, as the crawl leaves it; each has its words and remedy in the catalogue. */
export type SourceState = keyof Catalogue["sources"]["state"];

/** One source as the operator sees it. */
export interface SourceRow {
  readonly name: string;
  /** null: items that came without a configured source. */
  readonly settings: SourceSettings | null;
  /** null where nothing is configured. */
  readonly reading: SourceReading | null;
  /** `waiting`: enabled, and never polled yet. */
  readonly state: SourceState | "disabled" | "waiting";
  readonly problem: string | null;
  readonly failures: number;
  readonly lastSuccessAt: Instant | null;
  readonly nextPollAt: Instant | null;
  readonly outcomes: readonly { readonly disposition: Disposition; readonly count: number | null }[];
  readonly total: number | null;
  /** Documents held; citizens' null below the floor. */
  readonly held: { readonly institution: number; readonly citizen: number | null } | null;
}
export interface SourcesView {
  readonly freshness: readonly FreshnessLine[];
  readonly rows: readonly SourceRow[];
  readonly outages: readonly SourceOutage[];
  readonly quarantined: readonly QuarantinedJob[];
}

/** How every source stands, those that need a person first. */
export function readSources(kit: Kit): SourcesView {
  const { deps } = kit;
  const feeds = Map.groupBy(deps.sourceStore.feeds(), (feed) => feed.sourceId as string);
  const outcomes = deps.outcomes.bySource();
  const held = deps.documents.countsBySource();
  const pages = new Map(deps.pages.states().map((state) => [state.sourceId as string, state]));
  const reading = readingOf(kit);
  const rows = deps.sources.map((source) => ({
    ...rowOf(
      source,
      feeds.get(source.id) ?? [],
      outcomes.get(source.id) ?? {},
      pages.get(source.id) ?? null,
      kit,
    ),
    reading: reading(source.id),
    held: toldHeld(held.get(source.id), kit.deps.settings.floors.voices),
  }));
  const known = new Set<string>(deps.sources.map((source) => source.id));
  const strangers = [...outcomes].filter(([id]) => !known.has(id)).map(([, counts]) => counts);
  const since = startOfDay(addDays(dayOf(instantOf(deps.now())), -OUTAGE_DAYS));
  return {
    freshness: readFreshness(kit),
    rows: [
      ...rows.filter(needsSomebody),
      ...rows.filter((row) => !needsSomebody(row)),
      ...(strangers.length === 0 ? [] : [strangersRow(strangers, kit)]),
    ],
    outages: deps.sourceStore.outages(since).toReversed(),
    quarantined: deps.quarantine.list(QUARANTINE_SHOWN),
  };
}

/** Whether a person must look at a source. */
export function needsSomebody(row: SourceRow): boolean {
  return row.settings !== null && row.state !== "ok" && row.state !== "disabled" && row.state !== "waiting";
}

function rowOf(
  source: SourceSettings,
  feeds: readonly FeedRecord[],
  counts: DispositionCounts,
  pages: PageState | null,
  kit: Kit,
): Omit<SourceRow, "held" | "reading"> {
  // Feeds that answer say nothing while the pages behind them refuse or come empty.
  const worst = feeds.find((feed) => feed.state !== "ok") ?? pages ?? feeds[0];
  const failures = Math.max(0, ...feeds.map((feed) => feed.failures));
  const successes = feeds.flatMap((feed) => feed.lastSuccessAt ?? []).sort();
  const polls = feeds.map((feed) => feed.nextPollAt).sort();
  const heardPeople = source.speaker === "citizen" || source.comments?.enabled === true;
  return {
    name: source.name,
    settings: source,
    state: !source.enabled ? "disabled" : worst === undefined ? "waiting" : knownState(worst.state),
    problem: worst?.problem ?? null,
    failures,
    lastSuccessAt: successes.at(-1) ?? null,
    nextPollAt: source.enabled ? (polls[0] ?? null) : null,
    ...toldCounts(counts, heardPeople ? kit.deps.settings.floors.voices : 0),
  };
}

/** A state that the catalogue has no words for needs a look all the same. */
function knownState(state: string): SourceState {
  return Object.hasOwn(vi.sources.state, state) ? (state as SourceState) : "failing";
}

function strangersRow(all: readonly DispositionCounts[], kit: Kit): SourceRow {
  const sum: Partial<Record<Disposition, number>> = {};
  for (const counts of all) {
    for (const name of DISPOSITIONS)
      if (counts[name] !== undefined) sum[name] = (sum[name] ?? 0) + counts[name];
  }
  return {
    name: "",
    settings: null,
    state: "ok",
    problem: null,
    failures: 0,
    lastSuccessAt: null,
    nextPollAt: null,
    reading: null,
    held: null,
    ...toldCounts(sum, kit.deps.settings.floors.voices),
  };
}

/** Where a source brings people's words its counts have the floor, and their sum stands only where it gives none away. */
function toldCounts(counts: DispositionCounts, floor: number): Pick<SourceRow, "outcomes" | "total"> {
  const present = DISPOSITIONS.filter((name) => counts[name] !== undefined);
  const values = present.map((name) => counts[name] ?? 0);
  const sum = values.reduce((total, value) => total + value, 0);
  const told = floor === 0 ? { parts: values, total: sum } : disclose(values, sum, floor);
  return {
    outcomes: present.map((disposition, index) => ({ disposition, count: told.parts[index] ?? null })),
    total: told.total,
  };
}

function toldHeld(
  held: { readonly institution: number; readonly citizen: number } | undefined,
  floor: number,
): SourceRow["held"] {
  return held === undefined
    ? { institution: 0, citizen: null }
    : { institution: held.institution, citizen: shownCount(held.citizen, floor) };
}
