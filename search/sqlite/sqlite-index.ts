import type { DatabaseSync, StatementSync } from "node:sqlite";
import { tokenize } from "../../analyzers/text/tokens.ts";
import type { IndexedDocument } from "../../model/document.ts";
import type { DocumentId, Instant } from "../../model/ids.ts";
import { highlightsOf } from "../highlights.ts";
import { cursorOf, newestFirst, type Position, pageSize, positionOf } from "../page-cursor.ts";
import type {
  Bucket,
  BucketSize,
  DocumentQuery,
  Facet,
  FacetField,
  SearchHit,
  SearchIndex,
  SearchPage,
} from "../search-index.ts";
import { BucketCounter, facetsOf, Tally, withFamilies } from "../tally.ts";
import { type Counted, Counting } from "./counting.ts";
import { LabelBook, type Labels } from "./labels.ts";
import { matchExpression } from "./match.ts";
import { refsOfDays, refsOfSecond, secondOf, secondOfRef } from "./order-key.ts";
import { documentOf } from "./rows.ts";
import { FORMAT, openDatabase, prepareSchema } from "./schema.ts";
import { gatherSegments } from "./segments.ts";
import { IndexWriter } from "./writer.ts";

/** Where the index lives: a file of its own, or a connection that its owner opened, set up and will close. */
export type SqliteIndexOptions = { readonly path: string } | { readonly database: DatabaseSync };

/** Opens the embedded index. Where our tokens have changed since it was written, it fills its full text anew first. */
export function openSqliteIndex(options: SqliteIndexOptions): SearchIndex {
  if ("path" in options) return new SqliteIndex(openDatabase(options.path), true);
  return new SqliteIndex(options.database, false);
}

/** A sentence that shows how tokens are made: when its tokens change, those in the index are out of date. */
const PROBE = "Hoà, HÒA quý Thuỷ; đường 1.234,5 m² 😡 :) #rác @x k0 C\u00f4ng ty 22/11/2026 ngh\u0129a\u0323";

function tokenFingerprint(): string {
  return JSON.stringify([FORMAT, tokenize(PROBE).map((token) => [token.norm, token.folded, token.kind])]);
}

/** From here on it pays to gather the full text first (segments.ts). */
const MANY_REMOVED = 20;

interface Key extends Position {
  readonly ref: number;
}

class SqliteIndex implements SearchIndex {
  readonly #db: DatabaseSync;
  readonly #owned: boolean;
  readonly #labels: LabelBook;
  readonly #writer: IndexWriter;
  readonly #matches: StatementSync;
  readonly #keyOf: StatementSync;
  readonly #documentAt: StatementSync;
  readonly #documentBy: StatementSync;
  readonly #counting: Counting;

  constructor(db: DatabaseSync, owned: boolean) {
    this.#db = db;
    this.#owned = owned;
    const stale = prepareSchema(db, tokenFingerprint());
    this.#labels = new LabelBook(db);
    this.#writer = new IndexWriter(db, this.#labels);
    const matching = "search_fts MATCH ? AND search_fts.rowid BETWEEN ? AND ?";
    this.#matches = db.prepare(`SELECT rowid AS ref FROM search_fts WHERE ${matching} ORDER BY rowid`);
    this.#keyOf = db.prepare("SELECT published_at AS publishedAt, id FROM search_document WHERE ref = ?");
    this.#documentAt = db.prepare("SELECT * FROM search_document WHERE ref = ?");
    this.#documentBy = db.prepare("SELECT * FROM search_document WHERE id = ?");
    this.#counting = new Counting(db, this.#labels);
    if (stale) this.#refill();
  }

  async upsert(documents: readonly IndexedDocument[]): Promise<void> {
    if (documents.length > 0) this.#transaction(() => this.#writer.upsert(documents));
  }

  async remove(ids: readonly DocumentId[]): Promise<void> {
    if (ids.length === 0) return;
    if (ids.length >= MANY_REMOVED) await gatherSegments(this.#db);
    this.#transaction(() => this.#writer.remove(ids));
    // The log beside the file still holds the pages as they were; emptied, nothing is left of what was removed.
    if (!this.#db.isTransaction) this.#db.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  }

  async get(id: DocumentId): Promise<IndexedDocument | null> {
    const row = this.#documentBy.get(id);
    return row === undefined ? null : documentOf(row);
  }

  async search(query: DocumentQuery): Promise<SearchPage> {
    const after = query.cursor === null ? null : positionOf(query.cursor);
    const size = pageSize(query.limit);
    const keys = size === 0 ? [] : this.#page(query, after, size + 1);
    const shown = keys.slice(0, size);
    const total = new Tally();
    for (const { labels, voiceCell, count } of this.#counted(query))
      total.add(labels.speaker, voiceCell, count);
    const last = shown.at(-1);
    return {
      hits: shown.flatMap((key) => this.#hit(query, key)),
      total: { institution: total.institution, citizen: total.citizen },
      voices: total.voices,
      cursor: keys.length > size && last !== undefined ? cursorOf(last) : null,
    };
  }

  async facets(query: DocumentQuery, field: FacetField): Promise<readonly Facet[]> {
    const tallies = new Map<string, Tally>();
    for (const { labels, voiceCell, count } of this.#counted(query)) {
      for (const value of facetValues(labels, field)) {
        let tally = tallies.get(value);
        if (tally === undefined) {
          tally = new Tally();
          tallies.set(value, tally);
        }
        tally.add(labels.speaker, voiceCell, count);
      }
    }
    return facetsOf(tallies);
  }

  async histogram(query: DocumentQuery, bucket: BucketSize): Promise<readonly Bucket[]> {
    const counter = new BucketCounter(bucket);
    for (const { day, labels, voiceCell, count } of this.#counting.byDay(
      matchExpression(query).all,
      knownTimes(query),
    )) {
      const { speaker, polarity, echo } = labels;
      counter.add({ day, speaker, polarity, echo, voiceCell, count });
    }
    return counter.buckets();
  }

  async close(): Promise<void> {
    if (this.#owned && this.#db.isOpen) this.#db.close();
  }

  #transaction(work: () => void): void {
    if (this.#db.isTransaction) {
      work();
      return;
    }
    this.#db.exec("BEGIN IMMEDIATE");
    try {
      work();
      this.#db.exec("COMMIT");
    } catch (error) {
      this.#db.exec("ROLLBACK");
      this.#labels.forget();
      throw error;
    }
  }

  #refill(): void {
    this.#transaction(() => {
      for (const row of this.#db.prepare("SELECT * FROM search_document ORDER BY ref").iterate()) {
        this.#writer.insertText(Number(row.ref), documentOf(row));
      }
    });
  }

  /** Up to `wanted` keys after a position: those in the exact form first, then the rest. */
  #page(query: DocumentQuery, after: Position | null, wanted: number): Key[] {
    const { all, exact } = matchExpression(query);
    const keys: Key[] = [];
    if (after === null || after.exact) keys.push(...this.#pass(query, exact, true, after, wanted));
    if (all !== exact && keys.length < wanted) {
      const from = after === null || after.exact ? null : after;
      keys.push(...this.#pass(query, `(${all}) NOT (${exact})`, false, from, wanted - keys.length));
    }
    return keys;
  }

  /** Rows come in the order of seconds; those of one second are put in order when it is complete. */
  #pass(query: DocumentQuery, match: string, exact: boolean, after: Position | null, wanted: number): Key[] {
    const range = refsOfDays(query.from, query.to);
    const start = after === null ? 0 : refsOfSecond(secondOf(after.publishedAt)).first;
    const keys: Key[] = [];
    let second: Key[] = [];
    const settle = () => {
      second.sort(newestFirst);
      keys.push(...second.filter((key) => after === null || newestFirst(after, key) < 0));
      second = [];
    };
    let current = -1;
    for (const row of this.#matches.iterate(match, Math.max(range.first, start), range.last)) {
      const ref = Number(row.ref);
      if (secondOfRef(ref) !== current) {
        settle();
        if (keys.length >= wanted) break;
        current = secondOfRef(ref);
      }
      second.push(this.#key(ref, exact));
    }
    settle();
    return keys.slice(0, wanted);
  }

  #key(ref: number, exact: boolean): Key {
    const row = this.#keyOf.get(ref);
    const publishedAt = typeof row?.publishedAt === "string" ? (row.publishedAt as Instant) : null;
    return { ref, exact, publishedAt, id: String(row?.id) as DocumentId };
  }

  #hit(query: DocumentQuery, key: Key): SearchHit[] {
    const row = this.#documentAt.get(key.ref);
    if (row === undefined) return [];
    const document = documentOf(row);
    return [{ document, highlights: highlightsOf(query.text, document.text), exact: key.exact }];
  }

  #counted(query: DocumentQuery): readonly Counted[] {
    return this.#counting.overall(matchExpression(query).all, refsOfDays(query.from, query.to));
  }
}

/** The rows of a query that have a time at all: a histogram has no bucket for the others. */
function knownTimes(query: DocumentQuery): { readonly first: number; readonly last: number } {
  const { first, last } = refsOfDays(query.from, query.to);
  return { first, last: Math.min(last, refsOfSecond(0).first - 1) };
}

function facetValues(labels: Labels, field: FacetField): readonly string[] {
  switch (field) {
    case "topic":
      return withFamilies(labels.topics);
    case "place":
      return labels.places;
    case "polarity":
      return [labels.polarity];
    case "source":
      return [labels.sourceId];
    case "kind":
      return [labels.kind];
  }
}
