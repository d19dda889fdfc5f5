import type { DatabaseSync, StatementSync } from "node:sqlite";
import { isDeepStrictEqual } from "node:util";
import type { IndexedDocument } from "../../model/document.ts";
import { PermanentError } from "../../model/errors.ts";
import type { DocumentId } from "../../model/ids.ts";
import { voiceCellOf } from "../tally.ts";
import type { LabelBook } from "./labels.ts";
import { fullTextRow } from "./match.ts";
import { refsOfSecond, secondOf, secondOfRef } from "./order-key.ts";
import { documentOf, INSERT_DOCUMENT_SQL, rowOf } from "./rows.ts";

interface Stored {
  readonly ref: number;
  readonly document: IndexedDocument;
}

/** Writes documents into the tables of an index. Its caller holds the transaction. */
export class IndexWriter {
  readonly #labels: LabelBook;
  readonly #byId: StatementSync;
  readonly #lastRef: StatementSync;
  readonly #touch: StatementSync;
  readonly #insertDocument: StatementSync;
  readonly #insertFacts: StatementSync;
  readonly #insertText: StatementSync;
  readonly #deleteDocument: StatementSync;
  readonly #deleteFacts: StatementSync;
  readonly #deleteText: StatementSync;

  constructor(db: DatabaseSync, labels: LabelBook) {
    this.#labels = labels;
    this.#byId = db.prepare("SELECT * FROM search_document WHERE id = ?");
    this.#lastRef = db.prepare("SELECT max(ref) AS ref FROM search_document WHERE ref BETWEEN ? AND ?");
    this.#touch = db.prepare("UPDATE search_document SET indexed_at = ? WHERE id = ?");
    this.#insertDocument = db.prepare(INSERT_DOCUMENT_SQL);
    this.#insertFacts = db.prepare("INSERT INTO search_facts (ref, label, voice_cell) VALUES (?, ?, ?)");
    this.#insertText = db.prepare("INSERT INTO search_fts (rowid, exact, folded, tags) VALUES (?, ?, ?, ?)");
    this.#deleteDocument = db.prepare("DELETE FROM search_document WHERE ref = ?");
    this.#deleteFacts = db.prepare("DELETE FROM search_facts WHERE ref = ?");
    this.#deleteText = db.prepare(
      "INSERT INTO search_fts (search_fts, rowid, exact, folded, tags) VALUES ('delete', ?, ?, ?, ?)",
    );
  }

  /** Inserts or replaces; of one id given twice the last holds. What is there already is not written again. */
  upsert(documents: readonly IndexedDocument[]): void {
    const last = new Map(documents.map((document) => [document.id, document]));
    const stored = this.#find(last.keys());
    for (const { document } of stored) {
      const given = last.get(document.id);
      if (given === undefined || !sameButForIndexing(document, given)) continue;
      this.#touch.run(given.indexedAt, given.id);
      last.delete(document.id);
    }
    const old = this.#take(stored.filter(({ document }) => last.has(document.id)));
    const next = new Map<number, number>();
    const placed: Stored[] = [];
    for (const document of last.values()) {
      const second = secondOf(document.publishedAt);
      const before = old.get(document.id);
      const stays = before !== undefined && secondOfRef(before) === second;
      placed.push({ ref: stays ? before : this.#freeRef(second, next), document });
    }
    // The full-text table takes rows in ascending order in one piece; out of order each would be a piece of its own.
    placed.sort((a, b) => a.ref - b.ref);
    for (const { ref, document } of placed) this.#insert(ref, document);
  }

  remove(ids: readonly DocumentId[]): void {
    this.#take(this.#find(ids));
  }

  /** Fills the full-text table again from one stored document. */
  insertText(ref: number, document: IndexedDocument): void {
    const { exact, folded, tags } = fullTextRow(document);
    this.#insertText.run(ref, exact, folded, tags);
  }

  #find(ids: Iterable<DocumentId>): readonly Stored[] {
    const found: Stored[] = [];
    for (const id of new Set(ids)) {
      const row = this.#byId.get(id);
      if (row !== undefined) found.push({ ref: Number(row.ref), document: documentOf(row) });
    }
    return found.sort((a, b) => a.ref - b.ref);
  }

  /** Takes out documents, given in the order of their rows, and tells where they stood. */
  #take(found: readonly Stored[]): ReadonlyMap<DocumentId, number> {
    for (const { ref, document } of found) {
      const { exact, folded, tags } = fullTextRow(document);
      this.#deleteText.run(ref, exact, folded, tags);
      this.#deleteFacts.run(ref);
      this.#deleteDocument.run(ref);
    }
    return new Map(found.map(({ ref, document }) => [document.id, ref]));
  }

  #freeRef(second: number, next: Map<number, number>): number {
    const { first, last } = refsOfSecond(second);
    const known = next.get(second);
    const highest = known ?? this.#lastRef.get(first, last)?.ref;
    const ref = typeof highest === "number" ? (known ?? highest + 1) : first;
    if (ref > last) {
      throw new PermanentError(
        "index-second-full",
        `second ${second} holds more documents than the index can order`,
      );
    }
    next.set(second, ref + 1);
    return ref;
  }

  #insert(ref: number, document: IndexedDocument): void {
    this.#insertDocument.run(...rowOf(ref, document));
    const label = this.#labels.labelNumber({ ...document, echo: document.echoOf !== null });
    this.#insertFacts.run(ref, label, this.#labels.voiceCellNumber(voiceCellOf(document)));
    this.insertText(ref, document);
  }
}

function sameButForIndexing(stored: IndexedDocument, given: IndexedDocument): boolean {
  return isDeepStrictEqual({ ...stored, indexedAt: null }, { ...given, indexedAt: null });
}
