import type { DatabaseSync } from "node:sqlite";
import type { Cell, CellKey, CellSource } from "../model/cell.ts";
import type { CountingChannel } from "../model/document.ts";
import type { Day, PlaceId, TopicId } from "../model/ids.ts";
import { inTransaction } from "./open.ts";

/** A cell's day as one counting key heard it. */
export interface CellPart extends CellKey {
  readonly epoch: string;
  readonly voices: number;
  readonly voices72h: number;
  readonly negative72h: number;
  readonly toned72h: number;
  readonly firstHeard72h: number;
}
/** What a source group gave to a cell's day. `part` is "ids" for items that have an id, else the epoch that heard them. */
export interface SourcePart extends CellKey {
  readonly sourceGroup: string;
  readonly part: string;
  readonly items: number;
  readonly echoes: number;
  readonly voices72h: number;
}

/** The counted days. Of partial counts the larger holds, never the sum (promise 2). */
export interface CellStore {
  putPart(part: CellPart): void;
  /** Sets the epoch's own figures of a source group. */
  putSourcePart(part: SourcePart): void;
  /** Adds items that have an id (negative to take back what a changed text counted). */
  addItems(
    key: CellKey,
    sourceGroup: string,
    change: { readonly items: number; readonly echoes: number },
  ): void;
  /** Non-empty cells of the days from..to, inclusive. */
  history(from: Day, to: Day): readonly Cell[];
  /** Sets the first complete day of a source group, keeping an earlier one. */
  completeSince(sourceGroup: string, day: Day): void;
  sourceHistory(): ReadonlyMap<string, Day>;
  /** Keeps of each day before `day` one part, the largest of every figure. What is read stays the same. */
  mergeOldParts(day: Day): void;
}

export function cellStore(db: DatabaseSync): CellStore {
  const putPart = db.prepare(`INSERT INTO cell_parts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (day, topic, place, channel, epoch) DO UPDATE SET voices = excluded.voices, voices_72h = excluded.voices_72h,
      negative_72h = excluded.negative_72h, toned_72h = excluded.toned_72h, first_heard_72h = excluded.first_heard_72h`);
  const putSource = db.prepare(`INSERT INTO cell_sources VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (day, topic, place, channel, source_group, part) DO UPDATE SET items = excluded.items,
      echoes = excluded.echoes, voices_72h = excluded.voices_72h`);
  const addItems = db.prepare(`INSERT INTO cell_sources VALUES (?, ?, ?, ?, ?, 'ids', ?, ?, 0)
    ON CONFLICT (day, topic, place, channel, source_group, part) DO UPDATE SET
      items = max(0, items + excluded.items), echoes = max(0, echoes + excluded.echoes)`);
  const parts = db.prepare(largestParts("day BETWEEN :from AND :to"));
  const sources =
    db.prepare(`SELECT topic, place, channel, day, source_group, max(items) AS items, max(echoes) AS echoes,
      max(voices_72h) AS voices72h
    FROM cell_sources WHERE day BETWEEN ? AND ? GROUP BY day, topic, place, channel, source_group`);
  const completeSince = db.prepare(`INSERT INTO source_history VALUES (?, ?)
    ON CONFLICT (source_group) DO UPDATE SET complete_since = min(complete_since, excluded.complete_since)`);
  return {
    putPart: (p) => {
      putPart.run(
        p.topic,
        p.place,
        p.channel,
        p.day,
        p.epoch,
        p.voices,
        p.voices72h,
        p.negative72h,
        p.toned72h,
        p.firstHeard72h,
      );
    },
    putSourcePart: (p) => {
      putSource.run(
        p.topic,
        p.place,
        p.channel,
        p.day,
        p.sourceGroup,
        p.part,
        p.items,
        p.echoes,
        p.voices72h,
      );
    },
    addItems: (key, sourceGroup, change) => {
      addItems.run(key.topic, key.place, key.channel, key.day, sourceGroup, change.items, change.echoes);
    },
    history: (from, to) => {
      const bySource = new Map<string, CellSource[]>();
      for (const row of sources.iterate(from, to)) {
        const key = keyOf(row);
        const list = bySource.get(key) ?? [];
        list.push({
          sourceGroup: String(row.source_group),
          items: Number(row.items),
          echoes: Number(row.echoes),
          voices72h: Number(row.voices72h),
        });
        bySource.set(key, list);
      }
      const cells: Cell[] = [];
      const done = new Set<string>();
      for (const row of parts.iterate({ from, to })) {
        const key = keyOf(row);
        done.add(key);
        cells.push(toCell(row, bySource.get(key) ?? []));
      }
      for (const [key, list] of bySource) {
        if (done.has(key)) continue;
        const [day, topic, place, channel] = key.split("\t");
        const none = { voices: 0, voices72h: 0, negative72h: 0, toned72h: 0, firstHeard72h: 0 };
        cells.push(toCell({ day, topic, place, channel, ...none }, list));
      }
      return cells;
    },
    completeSince: (sourceGroup, day) => {
      completeSince.run(sourceGroup, day);
    },
    mergeOldParts: (day) => inTransaction(db, () => mergeBefore(db, day)),
    sourceHistory: () =>
      new Map(
        db
          .prepare("SELECT * FROM source_history")
          .all()
          .map((row) => [String(row.source_group), String(row.complete_since) as Day]),
      ),
  };
}

/**
 * The largest part of every figure, for the days that `where` says. What an author counts where first heard is taken
 * from one part for all places of a topic, the one with the most of them: another part may have heard the same people
 * first elsewhere, and a sum over places would count them twice.
 */
function largestParts(where: string): string {
  return `WITH summed AS (SELECT day, topic, channel, epoch, sum(first_heard_72h) AS total FROM cell_parts
      WHERE ${where} AND place <> 'area' GROUP BY day, topic, channel, epoch),
    fullest AS (SELECT day, topic, channel, epoch, max(total) FROM summed GROUP BY day, topic, channel)
    SELECT p.topic, p.place, p.channel, p.day, max(p.voices) AS voices, max(p.voices_72h) AS voices72h,
      max(p.negative_72h) AS negative72h, max(p.toned_72h) AS toned72h,
      max(CASE WHEN p.place = 'area' OR p.epoch = f.epoch THEN p.first_heard_72h ELSE 0 END) AS firstHeard72h
    FROM (SELECT * FROM cell_parts WHERE ${where}) p
    LEFT JOIN fullest f ON f.day = p.day AND f.topic = p.topic AND f.channel = p.channel
    GROUP BY p.day, p.topic, p.place, p.channel`;
}

function mergeBefore(db: DatabaseSync, day: Day): void {
  const days = "day IN (SELECT DISTINCT day FROM cell_parts WHERE day < :day AND epoch <> 'merged')";
  const merged = db.prepare(largestParts(days)).all({ day });
  db.prepare(`DELETE FROM cell_parts WHERE ${days}`).run({ day });
  const put = db.prepare("INSERT INTO cell_parts VALUES (?, ?, ?, ?, 'merged', ?, ?, ?, ?, ?)");
  for (const row of merged) {
    const { voices, voices72h, negative72h, toned72h, firstHeard72h } = row;
    put.run(
      String(row.topic),
      String(row.place),
      String(row.channel),
      String(row.day),
      Number(voices),
      Number(voices72h),
      Number(negative72h),
      Number(toned72h),
      Number(firstHeard72h),
    );
  }
  db.prepare(`INSERT INTO cell_sources SELECT topic, place, channel, day, source_group, 'ids', max(items), max(echoes), max(voices_72h)
      FROM cell_sources WHERE day < ? GROUP BY day, topic, place, channel, source_group
    ON CONFLICT (day, topic, place, channel, source_group, part) DO UPDATE SET items = excluded.items, echoes = excluded.echoes, voices_72h = excluded.voices_72h`).run(
    day,
  );
  db.prepare("DELETE FROM cell_sources WHERE day < ? AND part <> 'ids'").run(day);
}

const keyOf = (row: Record<string, unknown>): string =>
  `${row.day}\t${row.topic}\t${row.place}\t${row.channel}`;

function toCell(row: Record<string, unknown>, sources: readonly CellSource[]): Cell {
  return {
    topic: String(row.topic) as TopicId,
    place: String(row.place) as PlaceId,
    day: String(row.day) as Day,
    channel: String(row.channel) as CountingChannel,
    voices: Number(row.voices),
    voices72h: Number(row.voices72h),
    negative72h: Number(row.negative72h),
    toned72h: Number(row.toned72h),
    firstHeard72h: Number(row.firstHeard72h),
    items: sources.reduce((sum, source) => sum + source.items, 0),
    echoes: sources.reduce((sum, source) => sum + source.echoes, 0),
    sources,
  };
}
