import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { Kind, Polarity, Speaker } from "../../model/document.ts";

/** What a document is counted under, but for its day and voice. */
export interface LabelSet {
  readonly speaker: Speaker;
  readonly kind: Kind;
  readonly sourceId: string;
  readonly polarity: Polarity;
  readonly topics: readonly string[];
  readonly places: readonly string[];
  readonly sensitive: boolean;
}
export interface Labels extends LabelSet {
  readonly echo: boolean;
}

/** Numbers for texts that repeat: written once in a table, remembered by this process. */
class Numbering {
  readonly #numbers = new Map<string, number>();
  readonly #texts = new Map<number, string>();
  readonly #insert: StatementSync;
  readonly #find: StatementSync;
  readonly #read: StatementSync;

  constructor(db: DatabaseSync, table: string, column: string) {
    this.#insert = db.prepare(`INSERT OR IGNORE INTO ${table} (${column}) VALUES (?)`);
    this.#find = db.prepare(`SELECT number FROM ${table} WHERE ${column} = ?`);
    this.#read = db.prepare(`SELECT ${column} AS text FROM ${table} WHERE number = ?`);
  }

  numberOf(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    this.#insert.run(text);
    const number = Number(this.#find.get(text)?.number);
    this.#remember(number, text);
    return number;
  }

  textOf(number: number): string {
    const known = this.#texts.get(number);
    if (known !== undefined) return known;
    const text = String(this.#read.get(number)?.text);
    this.#remember(number, text);
    return text;
  }

  /** Forgets what an undone transaction may have numbered. */
  forget(): void {
    this.#numbers.clear();
    this.#texts.clear();
  }

  #remember(number: number, text: string): void {
    this.#numbers.set(text, number);
    this.#texts.set(number, text);
  }
}

/** The distinct label combinations and voice cells of an index, by number. */
export class LabelBook {
  readonly #labels: Numbering;
  readonly #voiceCells: Numbering;
  readonly #parsed = new Map<number, Labels>();

  constructor(db: DatabaseSync) {
    this.#labels = new Numbering(db, "search_label", "labels");
    this.#voiceCells = new Numbering(db, "search_voice_cell", "name");
  }

  labelNumber(labels: Labels): number {
    const { speaker, kind, sourceId, polarity, topics, places, sensitive, echo } = labels;
    return this.#labels.numberOf(
      JSON.stringify([
        speaker,
        kind,
        sourceId,
        polarity,
        [...topics].sort(),
        [...places].sort(),
        sensitive,
        echo,
      ]),
    );
  }

  labels(number: number): Labels {
    const known = this.#parsed.get(number);
    if (known !== undefined) return known;
    const [speaker, kind, sourceId, polarity, topics, places, sensitive, echo] = JSON.parse(
      this.#labels.textOf(number),
    ) as [Speaker, Kind, string, Polarity, string[], string[], boolean, boolean];
    const labels = { speaker, kind, sourceId, polarity, topics, places, sensitive, echo };
    this.#parsed.set(number, labels);
    return labels;
  }

  /** 0 stands for "no voice". */
  voiceCellNumber(name: string | null): number {
    return name === null ? 0 : this.#voiceCells.numberOf(name);
  }

  voiceCell(number: number): string | null {
    return number === 0 ? null : this.#voiceCells.textOf(number);
  }

  forget(): void {
    this.#labels.forget();
    this.#voiceCells.forget();
    this.#parsed.clear();
  }
}
