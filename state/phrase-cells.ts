import type { DatabaseSync } from "node:sqlite";
import type { Cell, CellSource } from "../model/cell.ts";
import type { Annotations } from "../model/document.ts";
import { type Day, type Instant, type PlaceId, phraseOf, phraseTopic } from "../model/ids.ts";

/** A citizen's held text in which phrases are counted: of an author's texts of a week one, and no topic's. */
export interface UntoldText {
  readonly text: string;
  readonly publishedAt: Instant;
  readonly sourceGroup: string;
  /** One counting key's week: voices add up within it only. */
  readonly voiceCell: string;
  readonly annotations: Annotations;
}

/** A cell of a phrase, with the voices a day that used it before. */
export interface PhraseCell extends Cell {
  readonly usual: number;
}

/** Texts that no topic names, and the phrases of them that enough voices used. */
export interface PhraseCells {
  /** Texts still held that were published in `from` (inclusive) to `to` (exclusive), in order of arrival, newest last. */
  untold(from: Instant, to: Instant, most: number): readonly UntoldText[];
  /** Writes cells; of a figure written before the larger holds, and the usual level stays. */
  put(cells: readonly PhraseCell[]): void;
  history(from: Day, to: Day): readonly PhraseCell[];
}

export function phraseCells(db: DatabaseSync): PhraseCells {
  return {
    untold: (from, to, most) =>
      db
        .prepare(
          `SELECT d.text, d.published_at, d.source_group, d.epoch, d.week, d.annotations FROM documents d
             LEFT JOIN fingerprints f ON f.document_id = d.id
           WHERE d.week IN (SELECT DISTINCT week FROM documents WHERE speaker = 'citizen') AND d.speaker = 'citizen'
             AND d.status = 'held' AND d.channel = 'public' AND d.echo_of IS NULL AND d.first_of_author = 1
             AND d.published_at >= :from AND d.published_at < :to AND json_array_length(d.annotations, '$.topics') = 0
           ORDER BY f.seq DESC LIMIT :most`,
        )
        .all({ from, to, most })
        .reverse()
        .map((row) => ({
          text: String(row.text),
          publishedAt: String(row.published_at) as Instant,
          sourceGroup: String(row.source_group),
          voiceCell: `${row.epoch} ${row.week}`,
          annotations: JSON.parse(String(row.annotations)) as Annotations,
        })),
    put: (cells) => {
      const write = db.prepare(`INSERT INTO phrase_cells VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (day, phrase, place) DO UPDATE SET voices = max(voices, excluded.voices),
          voices_72h = max(voices_72h, excluded.voices_72h), negative_72h = max(negative_72h, excluded.negative_72h),
          toned_72h = max(toned_72h, excluded.toned_72h), items = max(items, excluded.items),
          sources = CASE WHEN excluded.voices_72h >= voices_72h THEN excluded.sources ELSE sources END`);
      for (const cell of cells) {
        const phrase = phraseOf(cell.topic);
        if (phrase === null) continue;
        const { place, day, voices, voices72h, negative72h, toned72h, items, sources, usual } = cell;
        const groups = JSON.stringify(sources);
        write.run(phrase, place, day, voices, voices72h, negative72h, toned72h, items, groups, usual);
      }
    },
    history: (from, to) =>
      db
        .prepare("SELECT * FROM phrase_cells WHERE day BETWEEN ? AND ? ORDER BY day, phrase, place")
        .all(from, to)
        .map(toCell),
  };
}

function toCell(row: Record<string, unknown>): PhraseCell {
  return {
    topic: phraseTopic(String(row.phrase)),
    place: String(row.place) as PlaceId,
    day: String(row.day) as Day,
    channel: "public",
    voices: Number(row.voices),
    voices72h: Number(row.voices_72h),
    negative72h: Number(row.negative_72h),
    toned72h: Number(row.toned_72h),
    firstHeard72h: Number(row.voices_72h),
    items: Number(row.items),
    echoes: 0,
    sources: JSON.parse(String(row.sources)) as CellSource[],
    usual: Number(row.usual),
  };
}
