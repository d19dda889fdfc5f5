import type { DatabaseSync } from "node:sqlite";
import type { CountingChannel } from "../model/document.ts";
import type {
  Explanation,
  Gate,
  HotSpot,
  HotSpotEvent,
  HotSpotEventKind,
  HotSpotState,
  HotSpotTrace,
  Level,
} from "../model/hot-spot.ts";
import type { Day, HotSpotId, Instant, PlaceId, TopicId } from "../model/ids.ts";
import { dayOf } from "../model/time.ts";
import { inTransaction } from "./open.ts";

/** What one day of detection writes. */
export interface DetectedDay {
  readonly events: readonly HotSpotEvent[];
  /** false for a run within the day. */
  readonly closes: boolean;
  readonly traces: readonly HotSpotTrace[];
  readonly explanations: ReadonlyMap<HotSpotId, Explanation>;
}

/** Which hot spots to list; newest activity first. */
export interface HotSpotFilter {
  readonly states?: readonly HotSpotState[];
  /** Only those told on or after this day. */
  readonly activeSince?: Day;
}

/** Hot spots with their story. Writing a day is one transaction, and writing it again adds nothing. */
export interface HotSpotStore {
  /** For each hot spot its latest trace of a day up to and including `day`. */
  tracesUpTo(day: Day): readonly HotSpotTrace[];
  openedAfter(day: Day): readonly HotSpot[];
  wasClosed(day: Day): boolean;
  /** The last day closed; null before the first. */
  lastClosedDay(): Day | null;
  /** Returns the events that were not there before, in the order given. */
  record(day: Day, result: DetectedDay): readonly HotSpotEvent[];
  get(id: HotSpotId): HotSpot | null;
  list(filter?: HotSpotFilter): readonly HotSpot[];
  /** The events of the days `from` to `to`, by day, then hot spot, then as they happened. */
  events(from: Day, to: Day): readonly HotSpotEvent[];
  eventsOf(id: HotSpotId): readonly HotSpotEvent[];
  /** Traces of one hot spot, oldest first. */
  tracesOf(id: HotSpotId): readonly HotSpotTrace[];
  /**
   * The first acknowledgement holds until the hot spot reopens on a later day; false where there is one already or no
   * such hot spot. `by` is the person's id.
   */
  acknowledge(id: HotSpotId, at: Instant, by?: string): boolean;
  /** A person's word on a hot spot; holds until it reopens on a later day. null takes it back. */
  decide(
    id: HotSpotId,
    verdict: "resolved" | "not-an-issue" | null,
    on: Day,
    by?: { readonly person: string; readonly reason: string },
  ): void;
}

export function hotSpotStore(db: DatabaseSync): HotSpotStore {
  const all = (sql: string, ...values: readonly string[]) => db.prepare(sql).all(...values);
  const get = (id: HotSpotId) => assemble(db, id);
  return {
    tracesUpTo: (day) => latestTraces(db, day),
    openedAfter: (day) =>
      all("SELECT id FROM hot_spots WHERE opened_on > ? ORDER BY id", day).flatMap(
        (row) => get(String(row.id) as HotSpotId) ?? [],
      ),
    wasClosed: (day) => db.prepare("SELECT 1 FROM closed_days WHERE day = ?").get(day) !== undefined,
    lastClosedDay: () => {
      const day = db.prepare("SELECT max(day) AS day FROM closed_days").get()?.day;
      return typeof day === "string" ? (day as Day) : null;
    },
    record: (day, result) => inTransaction(db, () => record(db, day, result)),
    get,
    list: (filter = {}) => list(db, filter),
    events: (from, to) =>
      all(
        `SELECT * FROM hot_spot_events WHERE day BETWEEN ? AND ? ORDER BY day, hot_spot_id, ${IN_ORDER}`,
        from,
        to,
      ).map(toEvent),
    eventsOf: (id) =>
      all(`SELECT * FROM hot_spot_events WHERE hot_spot_id = ? ORDER BY day, ${IN_ORDER}`, id).map(toEvent),
    tracesOf: (id) => all(`${TRACES} WHERE t.hot_spot_id = ? ORDER BY t.day`, id).map(toTrace),
    acknowledge: (id, at, by) =>
      inTransaction(db, () => {
        if (get(id)?.acknowledgedAt !== null) return false;
        const { changes } = db
          .prepare("UPDATE hot_spots SET acknowledged_at = ?, acknowledged_by = ? WHERE id = ?")
          .run(at, by ?? null, id);
        return changes > 0;
      }),
    decide: (id, verdict, on, by) => {
      db.prepare(
        "UPDATE hot_spots SET verdict = ?, verdict_on = ?, verdict_by = ?, verdict_reason = ? WHERE id = ?",
      ).run(verdict, verdict === null ? null : on, by?.person ?? null, by?.reason ?? null, id);
    },
  };
}

const TRACES = `SELECT t.*, h.channel, h.opened_on FROM hot_spot_traces t JOIN hot_spots h ON h.id = t.hot_spot_id`;
/** Within a day: opened before raised, a lower level before a higher one. */
const IN_ORDER = `CASE event WHEN 'opened' THEN 0 WHEN 'reopened' THEN 1 WHEN 'raised' THEN 2 WHEN 'updated' THEN 3 ELSE 4 END,
  CASE level WHEN 'watch' THEN 0 WHEN 'alert' THEN 1 ELSE 2 END`;

function latestTraces(db: DatabaseSync, day: Day): readonly HotSpotTrace[] {
  return db
    .prepare(
      `${TRACES} WHERE t.day = (SELECT max(day) FROM hot_spot_traces WHERE hot_spot_id = h.id AND day <= ?) ORDER BY h.id`,
    )
    .all(day)
    .map(toTrace);
}

function record(db: DatabaseSync, day: Day, result: DetectedDay): readonly HotSpotEvent[] {
  const open = db.prepare(
    "INSERT INTO hot_spots (id, channel, opened_on) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
  );
  for (const trace of result.traces) {
    open.run(trace.id, trace.channel, trace.openedOn);
    putTrace(db, trace);
  }
  const added = result.events.filter((event) =>
    putEvent(db, event, result.explanations.get(event.hotSpotId) ?? null),
  );
  if (result.closes) db.prepare("INSERT INTO closed_days VALUES (?) ON CONFLICT DO NOTHING").run(day);
  return added;
}

function putTrace(db: DatabaseSync, trace: HotSpotTrace): void {
  db.prepare(
    `INSERT INTO hot_spot_traces VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (hot_spot_id, day) DO UPDATE SET topic = excluded.topic, places = excluded.places, level = excluded.level,
       active = excluded.active, last_active_on = excluded.last_active_on, cleared_on = excluded.cleared_on,
       reported_voices = excluded.reported_voices, voices = excluded.voices, expected = excluded.expected,
       quiet_days = excluded.quiet_days`,
  ).run(
    trace.id,
    trace.day,
    trace.topic,
    JSON.stringify(trace.places),
    trace.level,
    trace.active ? 1 : 0,
    trace.lastActiveOn,
    trace.clearedOn,
    trace.reportedVoices,
    trace.voices,
    trace.expected,
    trace.quietDays,
  );
}

function putEvent(db: DatabaseSync, event: HotSpotEvent, explanation: Explanation | null): boolean {
  const { changes } = db
    .prepare("INSERT INTO hot_spot_events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")
    .run(
      event.day,
      event.hotSpotId,
      event.event,
      event.level,
      event.topic,
      JSON.stringify(event.places),
      event.voices,
      event.expected,
      event.score,
      JSON.stringify(event.failedGates),
      event.sentence,
      explanation === null ? null : JSON.stringify(explanation),
    );
  return changes > 0;
}

function assemble(db: DatabaseSync, id: HotSpotId): HotSpot | null {
  const row = db.prepare("SELECT * FROM hot_spots WHERE id = ?").get(id);
  const traceRow = db.prepare(`${TRACES} WHERE h.id = ? ORDER BY t.day DESC LIMIT 1`).get(id);
  const told = db
    .prepare(
      `SELECT topic, places, explanation FROM hot_spot_events WHERE hot_spot_id = ? AND explanation IS NOT NULL
       ORDER BY day DESC, CASE level WHEN 'watch' THEN 0 WHEN 'alert' THEN 1 ELSE 2 END DESC, voices DESC LIMIT 1`,
    )
    .get(id);
  if (row === undefined || traceRow === undefined || told === undefined) return null;
  const trace = toTrace(traceRow);
  const state = stateOf(db, row, trace);
  return {
    id,
    topic: String(told.topic) as TopicId,
    places: JSON.parse(String(told.places)) as PlaceId[],
    channel: trace.channel,
    level: trace.level,
    state,
    openedOn: trace.openedOn,
    lastActiveOn: trace.lastActiveOn,
    clearedOn: trace.clearedOn,
    explanation: JSON.parse(String(told.explanation)) as Explanation,
    ...acknowledgementOf(db, row),
    judged:
      row.verdict === null || row.verdict === undefined || (state !== "resolved" && state !== "not-an-issue")
        ? null
        : {
            on: String(row.verdict_on) as Day,
            reason: typeof row.verdict_reason === "string" ? row.verdict_reason : "",
          },
  };
}

/** What was acknowledged before the concern came back is to be acknowledged again. */
function acknowledgementOf(
  db: DatabaseSync,
  row: Record<string, unknown>,
): Pick<HotSpot, "acknowledgedAt" | "acknowledgedBy"> {
  const none = { acknowledgedAt: null, acknowledgedBy: null };
  if (typeof row.acknowledged_at !== "string") return none;
  const at = row.acknowledged_at as Instant;
  if (reopenedAfter(db, String(row.id), dayOf(at))) return none;
  return {
    acknowledgedAt: at,
    acknowledgedBy: typeof row.acknowledged_by === "string" ? row.acknowledged_by : null,
  };
}

function reopenedAfter(db: DatabaseSync, id: string, day: string): boolean {
  return (
    db
      .prepare("SELECT 1 FROM hot_spot_events WHERE hot_spot_id = ? AND event = 'reopened' AND day > ?")
      .get(id, day) !== undefined
  );
}

/** A person's verdict holds until the concern comes back on a later day. */
function stateOf(db: DatabaseSync, row: Record<string, unknown>, trace: HotSpotTrace): HotSpotState {
  const verdict = row.verdict;
  if (verdict === "resolved" || verdict === "not-an-issue") {
    if (!reopenedAfter(db, trace.id, String(row.verdict_on))) return verdict;
  }
  return trace.active ? "open" : "monitoring";
}

function list(db: DatabaseSync, filter: HotSpotFilter): readonly HotSpot[] {
  const ids = db
    .prepare("SELECT id FROM hot_spots")
    .all()
    .map((row) => String(row.id) as HotSpotId);
  return ids
    .flatMap((id) => assemble(db, id) ?? [])
    .filter((spot) => filter.states === undefined || filter.states.includes(spot.state))
    .filter((spot) => filter.activeSince === undefined || spot.lastActiveOn >= filter.activeSince)
    .sort((a, b) =>
      a.lastActiveOn === b.lastActiveOn ? (a.id < b.id ? -1 : 1) : a.lastActiveOn > b.lastActiveOn ? -1 : 1,
    );
}

function toTrace(row: Record<string, unknown>): HotSpotTrace {
  return {
    id: String(row.hot_spot_id) as HotSpotId,
    day: String(row.day) as Day,
    topic: String(row.topic) as TopicId,
    channel: String(row.channel) as CountingChannel,
    places: JSON.parse(String(row.places)) as PlaceId[],
    level: String(row.level) as Level,
    active: row.active === 1,
    openedOn: String(row.opened_on) as Day,
    lastActiveOn: String(row.last_active_on) as Day,
    clearedOn: row.cleared_on === null ? null : (String(row.cleared_on) as Day),
    reportedVoices: Number(row.reported_voices),
    voices: Number(row.voices),
    expected: Number(row.expected),
    quietDays: Number(row.quiet_days),
  };
}

function toEvent(row: Record<string, unknown>): HotSpotEvent {
  return {
    day: String(row.day) as Day,
    hotSpotId: String(row.hot_spot_id) as HotSpotId,
    event: String(row.event) as HotSpotEventKind,
    level: String(row.level) as Level,
    topic: String(row.topic) as TopicId,
    places: JSON.parse(String(row.places)) as PlaceId[],
    voices: Number(row.voices),
    expected: Number(row.expected),
    score: Number(row.score),
    failedGates: JSON.parse(String(row.failed_gates)) as Gate[],
    sentence: String(row.sentence),
  };
}
