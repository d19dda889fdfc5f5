import type { SourceSettings } from "../config/schema.ts";
import type { Discovery, SourceState } from "../crawlers/crawler.ts";
import type { Instant, SourceId } from "../model/ids.ts";
import { addMs, type Clock, dayOf, instantOf } from "../model/time.ts";
import type { CellStore } from "../state/cells.ts";
import type { FeedRecord, SourceStore } from "../state/sources.ts";

/**
 * Watches how sources answer: the state that the operator sees, the next poll, and the hours that could not be heard.
 */
export interface SourceWatch {
  /** A feed was read. `fresh` is the share of its entries that were new, for the interval. */
  discovered(
    source: SourceSettings,
    feedUrl: string,
    discovery: Discovery,
    fresh: { readonly entries: number; readonly isNew: number },
  ): void;
  /** A feed could not be read. */
  failed(
    source: SourceSettings,
    feedUrl: string,
    state: SourceState,
    problem: string,
    retryAfterMs: number | null,
  ): void;
  collected(source: SourceSettings, extractor: string, problems: readonly string[]): void;
  refused(source: SourceSettings, address: string, state: SourceState, problem: string): void;
  /** True once a comment page has asked for its article too often. */
  waitedTooLong(id: string): boolean;
}

/** Bounds and steps of the adaptive interval, as Media Cloud's rss-fetcher sets them: over 67 % known entries wait longer, under 33 % shorter. */
const MIN_INTERVAL_MS = 5 * 60_000;
const MAX_INTERVAL_MS = 24 * 3_600_000;
const KNOWN_SHARE_LONGER = 0.67;
const KNOWN_SHARE_SHORTER = 0.33;
const MAX_WAITS = 200;

export function createSourceWatch(deps: {
  readonly sources: SourceStore;
  readonly cells: CellStore;
  readonly now: Clock;
  /** Told once when a source falls silent and once when it speaks again, for the operator's mail and the log. */
  readonly report: (event: {
    readonly sourceId: SourceId;
    readonly kind: "silent" | "back" | "problem";
    readonly sentence: string;
  }) => void;
}): SourceWatch {
  const waits = new Map<string, number>();
  return {
    discovered: (source, feedUrl, discovery, fresh) => {
      const now = instantOf(deps.now());
      const before = deps.sources.feed(source.id as SourceId, feedUrl);
      const base = before?.intervalMs ?? source.everyMinutes * 60_000;
      const intervalMs = Math.max(
        nextIntervalMs(base, source, discovery.notModified, fresh),
        discovery.minIntervalMs ?? 0,
      );
      for (const problem of discovery.problems)
        deps.report({ sourceId: source.id as SourceId, kind: "problem", sentence: problem });
      if (before !== null && before.failures > 0) {
        deps.report({
          sourceId: source.id as SourceId,
          kind: "back",
          sentence: `${source.name}: đọc lại được.`,
        });
      }
      deps.sources.endOutage(source.id as SourceId, now, 2 * base);
      deps.sources.putFeed({
        sourceId: source.id as SourceId,
        url: feedUrl,
        ...discovery.feed,
        firstSuccessAt: before?.firstSuccessAt ?? now,
        lastSuccessAt: now,
        lastPolledAt: now,
        nextPollAt: addMs(now, intervalMs),
        intervalMs,
        failures: 0,
        state: discovery.state,
        problem: discovery.problems[0] ?? null,
      });
      deps.cells.completeSince(
        source.group ?? source.id,
        (source.completeSince ?? dayOf(before?.firstSuccessAt ?? now)) as ReturnType<typeof dayOf>,
      );
    },
    failed: (source, feedUrl, state, problem, retryAfterMs) => {
      const now = instantOf(deps.now());
      const before = deps.sources.feed(source.id as SourceId, feedUrl);
      const failures = (before?.failures ?? 0) + 1;
      const base = source.everyMinutes * 60_000;
      const waitMs = Math.min(
        Math.max(retryAfterMs ?? 0, base * Math.min(2 ** (failures - 1), 16)),
        MAX_INTERVAL_MS,
      );
      if (failures === 2) deps.report({ sourceId: source.id as SourceId, kind: "silent", sentence: problem });
      deps.sources.beginOutage(source.id as SourceId, before?.lastSuccessAt ?? now, problem);
      deps.sources.putFeed({
        ...(before ?? unknownFeed(source, feedUrl, now)),
        lastPolledAt: now,
        nextPollAt: addMs(now, waitMs),
        failures,
        state,
        problem,
      });
    },
    collected: (source, _extractor, problems) => {
      for (const problem of problems)
        deps.report({ sourceId: source.id as SourceId, kind: "problem", sentence: problem });
    },
    refused: (source, _address, _state, problem) => {
      deps.report({ sourceId: source.id as SourceId, kind: "problem", sentence: problem });
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

function nextIntervalMs(
  base: number,
  source: SourceSettings,
  notModified: boolean,
  fresh: { readonly entries: number; readonly isNew: number },
): number {
  const floor = Math.min(MIN_INTERVAL_MS, source.everyMinutes * 60_000);
  const known = notModified || fresh.entries === 0 ? 1 : 1 - fresh.isNew / fresh.entries;
  // A priority source stays at its own interval: what it publishes must be searchable within it.
  if (source.priority) return source.everyMinutes * 60_000;
  const factor = known > KNOWN_SHARE_LONGER ? 1.1 : known < KNOWN_SHARE_SHORTER ? 0.7 : 1;
  return Math.min(
    Math.max(base * factor, floor),
    Math.min(MAX_INTERVAL_MS, source.everyMinutes * 60_000 * 4),
  );
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
    intervalMs: source.everyMinutes * 60_000,
    failures: 0,
    state: "failing",
    problem: null,
  };
}
