import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { Day } from "../../model/ids.ts";
import { addDays } from "../../model/time.ts";
import type { LabelBook, Labels } from "./labels.ts";
import { DAY_OF_REF_SQL } from "./order-key.ts";

/** Documents of one combination of labels and one voice cell, on one day where days were asked for. */
export interface Counted {
  readonly day: Day;
  readonly labels: Labels;
  readonly voiceCell: string | null;
  readonly count: number;
}

/** Room for the number of a voice cell beside that of a label in one safe integer. */
const CELLS = 2 ** 21;
const EPOCH_DAY = "1970-01-01" as Day;

/**
 * Counts a result set by labels and voice cells. Grouping in SQL sorts every row; counting in a function of our own
 * passes over them once (measured at 870,000 matches: 0.38 s of processor time instead of 0.85 s).
 */
export class Counting {
  readonly #labels: LabelBook;
  /** Filled while a statement runs, which is never two at a time: day, then label and voice cell, then documents. */
  readonly #counts = new Map<number, Map<number, number>>();
  readonly #overall: StatementSync;
  readonly #byDay: StatementSync;

  constructor(db: DatabaseSync, labels: LabelBook) {
    this.#labels = labels;
    db.aggregate("search_counts", {
      start: 0,
      step: (rows: number, day, label, cell) => {
        this.#add(Number(day), Number(label) * CELLS + Number(cell));
        return rows + 1;
      },
    });
    const rows = `FROM search_fts CROSS JOIN search_facts f ON f.ref = search_fts.rowid
      WHERE search_fts MATCH ? AND search_fts.rowid BETWEEN ? AND ?`;
    this.#overall = db.prepare(`SELECT search_counts(0, f.label, f.voice_cell) AS counts ${rows}`);
    this.#byDay = db.prepare(
      `SELECT search_counts(${DAY_OF_REF_SQL}, f.label, f.voice_cell) AS counts ${rows}`,
    );
  }

  /** All matches of a full-text expression within a range of rows; `day` means nothing here. */
  overall(match: string, rows: { readonly first: number; readonly last: number }): readonly Counted[] {
    return this.#read(this.#overall, match, rows);
  }

  byDay(match: string, rows: { readonly first: number; readonly last: number }): readonly Counted[] {
    return this.#read(this.#byDay, match, rows);
  }

  #read(
    statement: StatementSync,
    match: string,
    rows: { readonly first: number; readonly last: number },
  ): readonly Counted[] {
    this.#counts.clear();
    statement.get(match, rows.first, rows.last);
    return Array.from(this.#counts).flatMap(([day, keys]) =>
      Array.from(keys, ([key, count]) => ({
        day: addDays(EPOCH_DAY, day),
        labels: this.#labels.labels(Math.floor(key / CELLS)),
        voiceCell: this.#labels.voiceCell(key % CELLS),
        count,
      })),
    );
  }

  #add(day: number, key: number): void {
    let keys = this.#counts.get(day);
    if (keys === undefined) {
      keys = new Map();
      this.#counts.set(day, keys);
    }
    keys.set(key, (keys.get(key) ?? 0) + 1);
  }
}
