import { createHash } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import type { Instant, SourceId } from "../model/ids.ts";

/** What is known of one feed between polls. */
export interface FeedRecord {
  readonly sourceId: SourceId;
  readonly url: string;
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly entriesHash: string | null;
  readonly firstSuccessAt: Instant | null;
  readonly lastSuccessAt: Instant | null;
  readonly lastPolledAt: Instant | null;
  readonly nextPollAt: Instant;
  readonly intervalMs: number;
  readonly failures: number;
  readonly state: string;
  readonly problem: string | null;
  /** When it last listed something new. */
  readonly lastNewAt: Instant | null;
}
/** Hours in which a source could not be heard. `endedAt` null: it is still silent. */
export interface SourceOutage {
  readonly sourceId: SourceId;
  readonly beganAt: Instant;
  readonly endedAt: Instant | null;
  readonly reason: string;
}

/** Feeds, entries already read, and outages: the run-time facts of sources. */
export interface SourceStore {
  feed(source: SourceId, url: string): FeedRecord | null;
  feeds(): readonly FeedRecord[];
  putFeed(record: FeedRecord): void;
  /** Forgets feeds that configuration no longer names. */
  keepOnly(known: readonly { readonly sourceId: SourceId; readonly url: string }[]): void;
  /**
   * The latest versions in which an entry was read, and when last; null when never. Several, because a feed and a sitemap
   * rarely agree on one.
   */
  seen(
    source: SourceId,
    address: string,
  ): { readonly versions: readonly string[]; readonly at: Instant } | null;
  /** Also ends a reading of it that was due. */
  markSeen(source: SourceId, address: string, version: string, at: Instant): void;
  forgetSeen(before: Instant): void;
  /** Notes that a feed lists an entry; true when no feed of the source has listed it in this version before. */
  list(source: SourceId, address: string, version: string, at: Instant): boolean;
  /** Notes that an entry's page is gone; the time when that was first found. */
  noteGone(source: SourceId, address: string, at: Instant): Instant;
  /** The page is there again. */
  forgetGone(source: SourceId, address: string): void;
  /** Remembers that an institution's page is to be read again; the entry is plain JSON. */
  readAgain(source: SourceId, address: string, entry: unknown, at: Instant): void;
  /** The readings whose time has come; each stays until its page is marked as seen. */
  dueReadings(now: Instant): readonly { readonly sourceId: SourceId; readonly entry: unknown }[];
  beginOutage(source: SourceId, at: Instant, reason: string): void;
  /** Ends an open outage; one that was shorter than `ignoreMs` was no gap and is dropped. */
  endOutage(source: SourceId, at: Instant, ignoreMs: number): void;
  outages(since: Instant): readonly SourceOutage[];
}

/** More lists than this rarely name one page. */
const SEEN_VERSIONS = 4;

const entryKey = (source: SourceId, address: string): string =>
  createHash("sha256").update(`${source}\0${address}`).digest("base64url").slice(0, 22);

export function sourceStore(db: DatabaseSync): SourceStore {
  const put =
    db.prepare(`INSERT OR REPLACE INTO feeds (source_id, url, etag, last_modified, entries_hash, first_success_at,
    last_success_at, last_polled_at, next_poll_at, interval_ms, failures, state, problem, last_new_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const feed = db.prepare("SELECT * FROM feeds WHERE source_id = ? AND url = ?");
  const feeds = db.prepare("SELECT * FROM feeds ORDER BY source_id, url");
  const dueReadings = db.prepare("SELECT source_id, entry FROM readings WHERE due_at <= ? ORDER BY due_at");
  const seen = db.prepare("SELECT version, seen_at FROM entries_seen WHERE entry = ?");
  const markSeen = db.prepare(
    "INSERT OR REPLACE INTO entries_seen (entry, version, seen_at) VALUES (?, ?, ?)",
  );
  const endReading = db.prepare("DELETE FROM readings WHERE source_id = ? AND url = ? AND due_at <= ?");
  const listed = db.prepare("SELECT 1 FROM entries_listed WHERE entry = ? AND version = ?");
  const list = db.prepare(
    "INSERT OR REPLACE INTO entries_listed (entry, version, listed_at) VALUES (?, ?, ?)",
  );
  const noteGone = db.prepare(
    "INSERT INTO entries_gone (entry, first_at) VALUES (?, ?) ON CONFLICT DO UPDATE SET first_at = first_at RETURNING first_at",
  );
  const forgetGone = db.prepare("DELETE FROM entries_gone WHERE entry = ?");
  const open = db.prepare("SELECT began_at FROM outages WHERE source_id = ? AND ended_at IS NULL");
  return {
    feed: (source, url) => {
      const row = feed.get(source, url);
      return row === undefined ? null : toFeed(row);
    },
    feeds: () => feeds.all().map(toFeed),
    putFeed: (r) => {
      put.run(
        r.sourceId,
        r.url,
        r.etag,
        r.lastModified,
        r.entriesHash,
        r.firstSuccessAt,
        r.lastSuccessAt,
        r.lastPolledAt,
        r.nextPollAt,
        r.intervalMs,
        r.failures,
        r.state,
        r.problem,
        r.lastNewAt,
      );
    },
    keepOnly: (known) => {
      const names = new Set(known.map((feed) => `${feed.sourceId}\0${feed.url}`));
      const rows = db.prepare("SELECT source_id, url FROM feeds").all();
      for (const row of rows) {
        if (names.has(`${row.source_id}\0${row.url}`)) continue;
        db.prepare("DELETE FROM feeds WHERE source_id = ? AND url = ?").run(
          row.source_id as string,
          row.url as string,
        );
      }
    },
    seen: (source, address) => {
      const row = seen.get(entryKey(source, address));
      return row === undefined
        ? null
        : { versions: String(row.version).split("\n"), at: String(row.seen_at) as Instant };
    },
    markSeen: (source, address, version, at) => {
      const key = entryKey(source, address);
      const known = String(seen.get(key)?.version ?? version).split("\n");
      const versions = [version, ...known.filter((other) => other !== version)].slice(0, SEEN_VERSIONS);
      markSeen.run(key, versions.join("\n"), at);
      endReading.run(source, address, at);
    },
    forgetSeen: (before) => {
      db.prepare("DELETE FROM entries_seen WHERE seen_at < ?").run(before);
      db.prepare("DELETE FROM entries_listed WHERE listed_at < ?").run(before);
      db.prepare("DELETE FROM entries_gone WHERE first_at < ?").run(before);
    },
    list: (source, address, version, at) => {
      const key = entryKey(source, address);
      if (listed.get(key, version) !== undefined) return false;
      list.run(key, version, at);
      return true;
    },
    noteGone: (source, address, at) =>
      String(noteGone.get(entryKey(source, address), at)?.first_at ?? at) as Instant,
    forgetGone: (source, address) => {
      forgetGone.run(entryKey(source, address));
    },
    readAgain: (source, address, entry, at) => {
      db.prepare("INSERT OR REPLACE INTO readings (source_id, url, entry, due_at) VALUES (?, ?, ?, ?)").run(
        source,
        address,
        JSON.stringify(entry),
        at,
      );
    },
    dueReadings: (now) =>
      dueReadings.all(now).map((row) => ({
        sourceId: String(row.source_id) as SourceId,
        entry: JSON.parse(String(row.entry)) as unknown,
      })),
    beginOutage: (source, at, reason) => {
      if (open.get(source) !== undefined) return;
      db.prepare(
        "INSERT OR REPLACE INTO outages (source_id, began_at, ended_at, reason) VALUES (?, ?, NULL, ?)",
      ).run(source, at, reason);
    },
    endOutage: (source, at, ignoreMs) => {
      const row = open.get(source);
      if (row === undefined) return;
      const began = String(row.began_at);
      const sql =
        Date.parse(at) - Date.parse(began) < ignoreMs
          ? "DELETE FROM outages WHERE source_id = ? AND ended_at IS NULL"
          : "UPDATE outages SET ended_at = ? WHERE source_id = ? AND ended_at IS NULL";
      if (sql.startsWith("DELETE")) db.prepare(sql).run(source);
      else db.prepare(sql).run(at, source);
    },
    outages: (since) =>
      db
        .prepare("SELECT * FROM outages WHERE ended_at IS NULL OR ended_at >= ? ORDER BY began_at, source_id")
        .all(since)
        .map((row) => ({
          sourceId: String(row.source_id) as SourceId,
          beganAt: String(row.began_at) as Instant,
          endedAt: row.ended_at === null ? null : (String(row.ended_at) as Instant),
          reason: String(row.reason),
        })),
  };
}

const instantOrNull = (value: unknown): Instant | null =>
  value === null || value === undefined ? null : (String(value) as Instant);
const textOrNull = (value: unknown): string | null =>
  value === null || value === undefined ? null : String(value);

function toFeed(row: Record<string, unknown>): FeedRecord {
  return {
    sourceId: String(row.source_id) as SourceId,
    url: String(row.url),
    etag: textOrNull(row.etag),
    lastModified: textOrNull(row.last_modified),
    entriesHash: textOrNull(row.entries_hash),
    firstSuccessAt: instantOrNull(row.first_success_at),
    lastSuccessAt: instantOrNull(row.last_success_at),
    lastPolledAt: instantOrNull(row.last_polled_at),
    nextPollAt: String(row.next_poll_at) as Instant,
    intervalMs: Number(row.interval_ms),
    failures: Number(row.failures),
    state: String(row.state),
    problem: textOrNull(row.problem),
    lastNewAt: instantOrNull(row.last_new_at),
  };
}
