import { createHash } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import type { Day, DocumentId, Instant, SourceId } from "../model/ids.ts";

/** How one page was read. */
export interface PageReading {
  readonly extractor: string;
  /** The parser and its version ("vnexpress 2"), or the extractor's name where no parser of the site took part. */
  readonly parser: string;
  readonly titled: boolean;
  readonly withText: boolean;
  readonly dated: boolean;
}

/** Readings of a source's pages over some days, summed up. */
export interface PageSums {
  readonly pages: number;
  readonly titled: number;
  readonly withText: number;
  readonly dated: number;
  readonly byExtractor: Readonly<Record<string, number>>;
  readonly byParser: Readonly<Record<string, number>>;
}

/** One of a source's latest pages. */
export interface RecentPage {
  /** "read", or the state in which the page answered. */
  readonly state: string;
  readonly titled: boolean;
  readonly withText: boolean;
  readonly byParser: boolean;
}

/** A state that pages show although the feeds answer. */
export interface PageState {
  readonly sourceId: SourceId;
  readonly state: string;
  readonly problem: string;
  readonly since: Instant;
}

/** How pages were read, by source and day, and what they came to: the ground on which a redesign is noticed. */
export interface PageReadings {
  record(source: SourceId, day: Day, reading: PageReading): void;
  sums(source: SourceId, from: Day, to: Day): PageSums;
  /** Adds a page to the source's latest, where it stands once, and answers them all, oldest first. */
  addRecent(source: SourceId, address: string, page: RecentPage): readonly RecentPage[];
  state(source: SourceId): PageState | null;
  states(): readonly PageState[];
  /** Keeps `since` while the state stays the same. */
  setState(source: SourceId, state: string, problem: string, at: Instant): void;
  clearState(source: SourceId): void;
  /** Which parser read a document last. */
  readBy(id: DocumentId, parser: string): void;
  parserOf(id: DocumentId): string | null;
  /** The document's page is gone; the document stays. False when it was known already. */
  markGone(id: DocumentId, at: Instant): boolean;
  goneAt(id: DocumentId): Instant | null;
  /** Drops what is older, and what belongs to documents that are no more. */
  forget(before: Day): void;
}

/** Pages by which a source is judged. */
const RECENT_PAGES = 20;

export function pageReadings(db: DatabaseSync): PageReadings {
  const record =
    db.prepare(`INSERT INTO page_readings (source_id, day, extractor, parser, pages, titled, with_text, dated)
      VALUES (?, ?, ?, ?, 1, ?, ?, ?) ON CONFLICT DO UPDATE SET pages = pages + 1, titled = titled + excluded.titled,
      with_text = with_text + excluded.with_text, dated = dated + excluded.dated`);
  const sums = db.prepare("SELECT * FROM page_readings WHERE source_id = ? AND day BETWEEN ? AND ?");
  const addRecent = db.prepare(
    "INSERT INTO recent_pages (source_id, page, state, titled, with_text, by_parser) VALUES (?, ?, ?, ?, ?, ?)",
  );
  const dropPage = db.prepare("DELETE FROM recent_pages WHERE source_id = ? AND page = ?");
  const recent = db.prepare("SELECT * FROM recent_pages WHERE source_id = ? ORDER BY seq DESC LIMIT ?");
  const dropRecent = db.prepare("DELETE FROM recent_pages WHERE source_id = ? AND seq < ?");
  const state = db.prepare("SELECT * FROM page_states WHERE source_id = ?");
  const setState = db.prepare(`INSERT INTO page_states (source_id, state, problem, since) VALUES (?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET since = CASE WHEN state = excluded.state THEN since ELSE excluded.since END,
      state = excluded.state, problem = excluded.problem`);
  const clearState = db.prepare("DELETE FROM page_states WHERE source_id = ?");
  const readBy = db.prepare(
    "INSERT INTO document_pages (document_id, parser) VALUES (?, ?) ON CONFLICT DO UPDATE SET parser = excluded.parser, gone_at = NULL",
  );
  const page = db.prepare("SELECT parser, gone_at FROM document_pages WHERE document_id = ?");
  const markGone = db.prepare(
    "UPDATE document_pages SET gone_at = ? WHERE document_id = ? AND gone_at IS NULL",
  );
  return {
    record: (source, day, { extractor, parser, titled, withText, dated }) => {
      record.run(source, day, extractor, parser, Number(titled), Number(withText), Number(dated));
    },
    sums: (source, from, to) => sumsOf(sums.all(source, from, to)),
    addRecent: (source, address, page) => {
      const key = createHash("sha256").update(`${source}\0${address}`).digest("base64url").slice(0, 22);
      dropPage.run(source, key);
      addRecent.run(
        source,
        key,
        page.state,
        Number(page.titled),
        Number(page.withText),
        Number(page.byParser),
      );
      const rows = recent.all(source, RECENT_PAGES).reverse();
      if (rows.length === RECENT_PAGES) dropRecent.run(source, Number(rows[0]?.seq ?? 0));
      return rows.map(toRecent);
    },
    state: (source) => {
      const row = state.get(source);
      return row === undefined ? null : toState(row);
    },
    states: () => db.prepare("SELECT * FROM page_states ORDER BY source_id").all().map(toState),
    setState: (source, name, problem, at) => {
      setState.run(source, name, problem, at);
    },
    clearState: (source) => {
      clearState.run(source);
    },
    readBy: (id, parser) => {
      readBy.run(id, parser);
    },
    parserOf: (id) => textOrNull(page.get(id)?.parser),
    markGone: (id, at) => markGone.run(at, id).changes > 0,
    goneAt: (id) => textOrNull(page.get(id)?.gone_at) as Instant | null,
    forget: (before) => {
      db.prepare("DELETE FROM page_readings WHERE day < ?").run(before);
      db.exec("DELETE FROM document_pages WHERE document_id NOT IN (SELECT id FROM documents)");
    },
  };
}

const textOrNull = (value: unknown): string | null =>
  value === null || value === undefined ? null : String(value);

function toRecent(row: Record<string, unknown>): RecentPage {
  return {
    state: String(row.state),
    titled: row.titled === 1,
    withText: row.with_text === 1,
    byParser: row.by_parser === 1,
  };
}

function toState(row: Record<string, unknown>): PageState {
  return {
    sourceId: String(row.source_id) as SourceId,
    state: String(row.state),
    problem: String(row.problem),
    since: String(row.since) as Instant,
  };
}

function sumsOf(rows: readonly Record<string, unknown>[]): PageSums {
  const byExtractor: Record<string, number> = {};
  const byParser: Record<string, number> = {};
  const total = { pages: 0, titled: 0, withText: 0, dated: 0 };
  for (const row of rows) {
    const pages = Number(row.pages);
    total.pages += pages;
    total.titled += Number(row.titled);
    total.withText += Number(row.with_text);
    total.dated += Number(row.dated);
    byExtractor[String(row.extractor)] = (byExtractor[String(row.extractor)] ?? 0) + pages;
    byParser[String(row.parser)] = (byParser[String(row.parser)] ?? 0) + pages;
  }
  return { ...total, byExtractor, byParser };
}
