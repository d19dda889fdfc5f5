import type { SourceSettings } from "../config/schema.ts";
import { withHostsOnly } from "../crawlers/address.ts";
import type { Discovery, SourceState } from "../crawlers/crawler.ts";
import type { Instant, SourceId } from "../model/ids.ts";
import { addDays, addMs, type Clock, dayOf, epochMs, instantOf, startOfDay } from "../model/time.ts";
import type { CellStore } from "../state/cells.ts";
import type { PageReading, PageReadings, RecentPage } from "../state/page-readings.ts";
import type { FeedRecord, SourceStore } from "../state/sources.ts";
import { pageTrouble } from "./page-health.ts";
import { failureWaitMs, firstIntervalMs, nextIntervalMs } from "./poll-interval.ts";

/** How one feed's answer came about: nobody answered, or somebody said no and for how long. */
export interface FeedFailure {
  readonly state: SourceState | "budget-spent";
  readonly problem: string;
  /** What the host asked for, or when the turn of this feed comes; null: as the watch sees fit. */
  readonly retryAfterMs: number | null;
}
/** The share of a feed's entries that no feed of the source listed before. */
export interface FreshEntries {
  readonly entries: number;
  readonly isNew: number;
}

/**
 * Watches how sources answer: the state that the operator sees, the next poll, and the hours that could not be heard.
 */
export interface SourceWatch {
  /** A feed was read. */
  discovered(source: SourceSettings, feedUrl: string, discovery: Discovery, fresh: FreshEntries): void;
  /** A feed could not be read. */
  failed(source: SourceSettings, feedUrl: string, failure: FeedFailure): void;
  /** The feed's time has not come; nothing is wrong. */
  postponed(source: SourceSettings, feedUrl: string, waitMs: number): void;
  /** A page was read; `reading` is null for comments, which have no shape to lose. */
  collected(
    source: SourceSettings,
    address: string,
    reading: PageReading | null,
    problems: readonly string[],
  ): void;
  /** A page said no. */
  refused(source: SourceSettings, address: string, state: SourceState, problem: string): void;
  /** True once a comment page has asked for its article too often. */
  waitedTooLong(id: string): boolean;
}

/** What happened to a source, for the log. */
export interface WatchEvent {
  readonly sourceId: SourceId;
  readonly kind: "silent" | "back" | "problem";
  readonly sentence: string;
}
interface WatchDeps {
  readonly sources: SourceStore;
  readonly pages: PageReadings;
  readonly cells: CellStore;
  readonly now: Clock;
  /** Told once when a source falls silent and once when it speaks again. */
  readonly report: (event: WatchEvent) => void;
}

const MAX_WAITS = 200;
const DAY_MS = 86_400_000;
/** Nobody looked for longer than this: what a feed listed and dropped meanwhile was not heard. */
const UNWATCHED_MS = 6 * 3_600_000;
/** A silence of fewer intervals, or of less than an hour, is no gap: the feed still lists what came meanwhile. */
const NO_GAP_INTERVALS = 3;
const NO_GAP_MS = 3_600_000;
/** A feed of fewer entries that are all new is just a short feed. */
const FEWEST_OVERRUN = 5;
/** States of a page that tell about this page only. */
const PAGE_ONLY: ReadonlySet<SourceState> = new Set(["ok", "gone", "comments-disabled", "failing"]);
/** States in which a site says no. */
const SAYS_NO: ReadonlySet<string> = new Set([
  "robots-denied",
  "blocked",
  "challenge",
  "login-required",
  "encrypted-body",
  "gone",
]);
/** The page state of a source that brought fewer articles on a whole day than it should. */
const FEW_ITEMS = "few-items";

export function createSourceWatch(deps: WatchDeps): SourceWatch {
  const waits = new Map<string, number>();
  // Reports end in logs; of citizens' pages no address may stand there (promise 4).
  const problem = (source: SourceSettings, sentence: string): void =>
    deps.report({
      sourceId: source.id as SourceId,
      kind: "problem",
      sentence: source.speaker === "institution" ? sentence : withHostsOnly(sentence),
    });
  return {
    discovered: (source, feedUrl, discovery, fresh) => {
      for (const sentence of discovery.problems) problem(source, sentence);
      noteDiscovery(deps, source, feedUrl, discovery, fresh);
      judgeYesterday(deps, source);
    },
    failed: (source, feedUrl, failure) => noteFailure(deps, source, feedUrl, failure),
    postponed: (source, feedUrl, waitMs) => {
      const now = instantOf(deps.now());
      const record = deps.sources.feed(source.id as SourceId, feedUrl) ?? unknownFeed(source, feedUrl, now);
      deps.sources.putFeed({ ...record, nextPollAt: addMs(now, waitMs) });
    },
    collected: (source, address, reading, problems) => {
      for (const sentence of problems) problem(source, sentence);
      if (reading === null) return;
      const day = dayOf(instantOf(deps.now()));
      deps.pages.record(source.id as SourceId, day, reading);
      const { titled, withText, extractor } = reading;
      judgePages(deps, source, address, { state: "read", titled, withText, byParser: extractor === "site" });
    },
    refused: (source, address, state, sentence) => {
      problem(source, sentence);
      if (PAGE_ONLY.has(state)) return;
      judgePages(deps, source, address, { state, titled: false, withText: false, byParser: false });
    },
    waitedTooLong: (id) => {
      const count = (waits.get(id) ?? 0) + 1;
      waits.set(id, count);
      if (count < MAX_WAITS) return false;
      waits.delete(id);
      return true;
    },
  };
}

function noteDiscovery(
  deps: WatchDeps,
  source: SourceSettings,
  feedUrl: string,
  discovery: Discovery,
  fresh: FreshEntries,
): void {
  const sourceId = source.id as SourceId;
  const now = instantOf(deps.now());
  const before = deps.sources.feed(sourceId, feedUrl);
  const intervalMs = nextIntervalMs(source, before?.intervalMs ?? firstIntervalMs(source), {
    ...fresh,
    lively: fresh.isNew > 0 || isLively(before, now),
    askedMs: discovery.minIntervalMs,
  });
  if (before !== null && before.failures > 0)
    deps.report({ sourceId, kind: "back", sentence: `${source.name}: đọc lại được.` });
  const overrun = noteOverrun(deps, source, before, fresh, now);
  // While its pages say no or come empty, a source is not heard, whatever its feeds answer.
  if (!isUnheard(deps, sourceId))
    deps.sources.endOutage(sourceId, now, Math.max(NO_GAP_INTERVALS * intervalMs, NO_GAP_MS));
  deps.sources.putFeed({
    sourceId,
    url: feedUrl,
    ...discovery.feed,
    firstSuccessAt: before?.firstSuccessAt ?? now,
    lastSuccessAt: now,
    lastPolledAt: now,
    nextPollAt: addMs(now, intervalMs),
    intervalMs,
    failures: 0,
    state: discovery.state,
    problem: overrun ?? discovery.problems[0] ?? null,
    lastNewAt: fresh.isNew > 0 ? now : (before?.lastNewAt ?? null),
  });
  const since = source.completeSince ?? dayOf(before?.firstSuccessAt ?? now);
  deps.cells.completeSince(source.group ?? source.id, since as ReturnType<typeof dayOf>);
}

/** New entries slow a feed down less; without a memory of its own, a feed that changed its list counts as lively. */
function isLively(before: FeedRecord | null, now: Instant): boolean {
  return before?.lastNewAt != null && epochMs(now) - epochMs(before.lastNewAt) < DAY_MS;
}

/** A known feed whose entries are all new has dropped some unread: after a long silence that is a gap. */
function noteOverrun(
  deps: WatchDeps,
  source: SourceSettings,
  before: FeedRecord | null,
  fresh: FreshEntries,
  now: Instant,
): string | null {
  if (before?.lastSuccessAt == null || fresh.entries < FEWEST_OVERRUN || fresh.isNew < fresh.entries)
    return null;
  const sentence = `${before.url} lists only new entries; some may have come and gone unread since ${before.lastSuccessAt}`;
  const sourceId = source.id as SourceId;
  deps.report({ sourceId, kind: "problem", sentence });
  if (epochMs(now) - epochMs(before.lastSuccessAt) < UNWATCHED_MS) return sentence;
  deps.sources.beginOutage(sourceId, before.lastSuccessAt, sentence);
  if (!isUnheard(deps, sourceId)) deps.sources.endOutage(sourceId, now, 0);
  return sentence;
}

function noteFailure(
  deps: WatchDeps,
  source: SourceSettings,
  feedUrl: string,
  { state, problem, retryAfterMs }: FeedFailure,
): void {
  const sourceId = source.id as SourceId;
  const now = instantOf(deps.now());
  const before = deps.sources.feed(sourceId, feedUrl);
  const failures = (before?.failures ?? 0) + 1;
  const waitMs = Math.min(
    Math.max(retryAfterMs ?? 0, failureWaitMs(source, failures, SAYS_NO.has(state))),
    DAY_MS,
  );
  deps.sources.putFeed({
    ...(before ?? unknownFeed(source, feedUrl, now)),
    lastPolledAt: now,
    nextPollAt: addMs(now, waitMs),
    failures,
    state,
    problem,
  });
  // A source of which one feed answers is heard: that feed's state tells of the other.
  const own = deps.sources.feeds().filter((feed) => feed.sourceId === sourceId);
  if (own.some((feed) => feed.failures === 0)) return;
  if (failures === 2) deps.report({ sourceId, kind: "silent", sentence: problem });
  const heard = own.flatMap((feed) => feed.lastSuccessAt ?? []).sort();
  deps.sources.beginOutage(sourceId, heard.at(-1) ?? now, problem);
}

/** Sets or lifts the state that a source's pages show, and opens or ends the silence that goes with it. */
function judgePages(deps: WatchDeps, source: SourceSettings, address: string, page: RecentPage): void {
  const sourceId = source.id as SourceId;
  const now = instantOf(deps.now());
  const before = deps.pages.state(sourceId);
  const trouble = pageTrouble(source, deps.pages.addRecent(sourceId, address, page));
  if (trouble === null) {
    if (before === null || before.state === FEW_ITEMS) return;
    deps.pages.clearState(sourceId);
    deps.sources.endOutage(sourceId, now, 0);
    deps.report({ sourceId, kind: "back", sentence: `${source.name}: các bài đọc lại được.` });
    return;
  }
  deps.pages.setState(sourceId, trouble.state, trouble.problem, now);
  if (before?.state === trouble.state) return;
  deps.sources.beginOutage(sourceId, now, trouble.problem);
  deps.report({ sourceId, kind: "silent", sentence: trouble.problem });
}

/** Once a day is over: fewer articles than the operator expects are a silence that no error tells of. */
function judgeYesterday(deps: WatchDeps, source: SourceSettings): void {
  const least = source.drift.minItemsPerDay;
  if (least === 0) return;
  const sourceId = source.id as SourceId;
  const now = instantOf(deps.now());
  const yesterday = addDays(dayOf(now), -1);
  const first = deps.sources
    .feeds()
    .flatMap((feed) => (feed.sourceId === sourceId ? (feed.firstSuccessAt ?? []) : []))
    .sort()[0];
  if (first === undefined || dayOf(first) >= yesterday) return;
  const state = deps.pages.state(sourceId);
  const { withText } = deps.pages.sums(sourceId, yesterday, yesterday);
  if (withText >= least) {
    if (state?.state !== FEW_ITEMS) return;
    deps.pages.clearState(sourceId);
    // The first fine day is no part of the silence.
    deps.sources.endOutage(sourceId, addMs(startOfDay(yesterday), -1), 0);
    return;
  }
  if (state !== null) return;
  const sentence = `${source.id}: ${withText} articles on ${yesterday}, at least ${least} expected (drift.minItemsPerDay)`;
  deps.pages.setState(sourceId, FEW_ITEMS, sentence, now);
  deps.sources.beginOutage(sourceId, startOfDay(yesterday), sentence);
  deps.report({ sourceId, kind: "problem", sentence });
}

function isUnheard(deps: WatchDeps, sourceId: SourceId): boolean {
  return deps.pages.state(sourceId) !== null;
}

function unknownFeed(source: SourceSettings, url: string, now: Instant): FeedRecord {
  return {
    sourceId: source.id as SourceId,
    url,
    etag: null,
    lastModified: null,
    entriesHash: null,
    firstSuccessAt: null,
    lastSuccessAt: null,
    lastPolledAt: now,
    nextPollAt: now,
    intervalMs: firstIntervalMs(source),
    failures: 0,
    state: "failing",
    problem: null,
    lastNewAt: null,
  };
}
