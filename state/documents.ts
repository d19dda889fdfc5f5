import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { Annotations, Document } from "../model/document.ts";
import type { DocumentId, Instant, Week } from "../model/ids.ts";

export type DocumentStatus = "pending" | "held" | "irrelevant" | "forgotten" | "taken-down";

/** What is known of a document beside its text. */
export interface StoredDocument {
  readonly document: Document;
  readonly status: DocumentStatus;
  readonly textHash: string;
  readonly encounter: string;
  readonly expiresAt: Instant | null;
  readonly echoOf: DocumentId | null;
  readonly annotations: Annotations | null;
  readonly counted: "no" | "item" | "echo";
  readonly countedVoice: boolean;
  readonly firstOfAuthor: boolean;
  readonly epoch: string | null;
  readonly indexedAt: Instant | null;
}

/** What comes with a text when it is written. */
export interface Written {
  readonly textHash: string;
  readonly encounter: string;
  readonly echoOf: DocumentId | null;
  readonly expiresAt: Instant | null;
  /** Under which to find it again when a near copy comes; `keys` are whole numbers below 2^53. */
  readonly fingerprint: string;
  readonly keys: readonly number[];
}

/** How a document came to stand in its cells. */
export interface CountedBits {
  readonly counted: "item" | "echo";
  readonly countedVoice: boolean;
  readonly firstOfAuthor: boolean;
  readonly epoch: string | null;
}

/** The documents held, the truth that the index projects. Every write is by id; twice gives the same. */
export interface DocumentStore {
  get(id: DocumentId): StoredDocument | null;
  statusOf(id: DocumentId): DocumentStatus | null;
  /** The first of several ids that is stored, in no order that matters: an item has one. */
  anyOf(ids: readonly DocumentId[]): DocumentId | null;
  /** Writes the document as pending (new, or its text changed), keeping what was counted. */
  put(document: Document, written: Written): void;
  /** The same text was read again: what a platform lets us hold for some days only begins those days anew. */
  renew(id: DocumentId, fetchedAt: Instant, expiresAt: Instant): void;
  /** After a quarantine: the next reading of the same text starts anew. */
  release(id: DocumentId): void;
  annotate(id: DocumentId, annotations: Annotations): void;
  markCounted(id: DocumentId, annotations: Annotations, bits: CountedBits): void;
  markHeld(id: DocumentId, indexedAt: Instant): void;
  /** Leaves a stub: no text, no title, no address. */
  strip(id: DocumentId, status: "irrelevant" | "forgotten" | "taken-down"): void;
  /** Citizens' documents whose text is due to be forgotten. */
  due(now: Instant, limit: number): readonly DocumentId[];
  byUrl(url: string): readonly DocumentId[];
  echoesOf(id: DocumentId): readonly DocumentId[];
  /** Deletes the stubs of a week whose key is gone; false while the week still holds text. */
  deleteCitizenWeek(week: Week): boolean;
  hasCitizens(): boolean;
  /** Every held document, as the index takes it. */
  held(after: DocumentId | null, limit: number): readonly StoredDocument[];
  /** Fingerprints of texts still held that share band keys, those that share most first, then as they arrived. */
  fingerprintsSharing(
    keys: readonly number[],
    except: DocumentId,
  ): readonly { readonly id: DocumentId; readonly fingerprint: string }[];
  countsBySource(): ReadonlyMap<string, { readonly institution: number; readonly citizen: number }>;
}

/** A key that more texts hold is a common phrase and tells little. */
const MOST_HOLDERS = 24;
/** A copy shares most of its keys with what it copies: the best few candidates are enough. */
const MOST_CANDIDATES = 6;

export function documentStore(db: DatabaseSync): DocumentStore {
  const get = db.prepare("SELECT * FROM documents WHERE id = ?");
  const put = db.prepare(`INSERT INTO documents
      (id, source_id, source_group, channel, kind, speaker, status, url, title, text, published_at, fetched_at, week, expires_at, parent_id, text_hash, encounter, echo_of)
    VALUES (?, ?, ?, ?, ?, ?, 'pending', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET status = 'pending', url = excluded.url, title = excluded.title, text = excluded.text,
      fetched_at = excluded.fetched_at, text_hash = excluded.text_hash, encounter = excluded.encounter, echo_of = excluded.echo_of, parent_id = excluded.parent_id,
      published_at = coalesce(documents.published_at, excluded.published_at),
      expires_at = CASE excluded.speaker WHEN 'institution' THEN excluded.expires_at ELSE documents.expires_at END`);
  const annotate = db.prepare("UPDATE documents SET annotations = ? WHERE id = ?");
  const markCounted = db.prepare(
    "UPDATE documents SET annotations = ?, counted = ?, counted_voice = ?, first_of_author = ?, epoch = ? WHERE id = ?",
  );
  const markHeld = db.prepare(
    "UPDATE documents SET status = 'held', indexed_at = ? WHERE id = ? AND status IN ('pending', 'held')",
  );
  const strip = db.prepare(
    "UPDATE documents SET status = ?, text = NULL, title = NULL, url = NULL, annotations = CASE WHEN ? = 'irrelevant' THEN annotations ELSE NULL END WHERE id = ?",
  );
  const dropKeys = db.prepare("DELETE FROM fingerprint_keys WHERE key = ? AND seq = ?");
  const dropFingerprint = db.prepare("DELETE FROM fingerprints WHERE document_id = ? RETURNING seq, keys");
  const putFingerprint = db.prepare(
    "INSERT INTO fingerprints (document_id, fingerprint, keys) VALUES (?, ?, ?)",
  );
  const putKey = db.prepare("INSERT OR IGNORE INTO fingerprint_keys (key, seq) VALUES (?, ?)");
  const statusOf = db.prepare("SELECT status FROM documents WHERE id = ?");
  const anyOf = perLength(db, (length) => `SELECT id FROM documents WHERE id IN (${marks(length)}) LIMIT 1`);
  const holdersOf = `SELECT seq FROM (SELECT seq FROM fingerprint_keys WHERE key = ? ORDER BY seq LIMIT ${MOST_HOLDERS})`;
  const holders = perLength(db, (length) => Array(length).fill(holdersOf).join(" UNION ALL "));
  const printOf = db.prepare("SELECT document_id, fingerprint FROM fingerprints WHERE seq = ?");
  const forget = (id: DocumentId): void => {
    const row = dropFingerprint.get(id);
    if (row === undefined) return;
    for (const key of JSON.parse(String(row.keys)) as number[]) dropKeys.run(key, Number(row.seq));
  };
  return {
    get: (id) => {
      const row = get.get(id);
      return row === undefined ? null : toStored(row);
    },
    statusOf: (id) => (statusOf.get(id)?.status as DocumentStatus | undefined) ?? null,
    anyOf: (ids) =>
      ids.length === 0 ? null : ((anyOf(ids.length).get(...ids)?.id as DocumentId | undefined) ?? null),
    put: (d, written) => {
      if (statusOf.get(d.id) !== undefined) forget(d.id);
      put.run(
        d.id,
        d.sourceId,
        d.sourceGroup,
        d.channel,
        d.kind,
        d.speaker,
        d.url,
        d.title,
        d.text,
        d.publishedAt,
        d.fetchedAt,
        d.week,
        written.expiresAt,
        d.parentId,
        written.textHash,
        written.encounter,
        written.echoOf,
      );
      const keys = JSON.stringify(written.keys);
      const seq = Number(putFingerprint.run(d.id, written.fingerprint, keys).lastInsertRowid);
      for (const key of written.keys) putKey.run(key, seq);
    },
    renew: (id, fetchedAt, expiresAt) => {
      db.prepare("UPDATE documents SET fetched_at = ?, expires_at = ? WHERE id = ?").run(
        fetchedAt,
        expiresAt,
        id,
      );
    },
    release: (id) => {
      db.prepare("UPDATE documents SET encounter = '' WHERE id = ? AND status = 'pending'").run(id);
    },
    annotate: (id, annotations) => {
      annotate.run(JSON.stringify(annotations), id);
    },
    markCounted: (id, annotations, bits) => {
      markCounted.run(
        JSON.stringify(annotations),
        bits.counted,
        Number(bits.countedVoice),
        Number(bits.firstOfAuthor),
        bits.epoch,
        id,
      );
    },
    markHeld: (id, indexedAt) => {
      markHeld.run(indexedAt, id);
    },
    strip: (id, status) => {
      strip.run(status, status, id);
      forget(id);
    },
    due: (now, limit) =>
      db
        .prepare(
          "SELECT id FROM documents WHERE expires_at IS NOT NULL AND text IS NOT NULL AND expires_at <= ? LIMIT ?",
        )
        .all(now, limit)
        .map((row) => String(row.id) as DocumentId),
    byUrl: (url) =>
      db
        .prepare("SELECT id FROM documents WHERE url = ?")
        .all(url)
        .map((row) => String(row.id) as DocumentId),
    echoesOf: (id) =>
      db
        .prepare("SELECT id FROM documents WHERE echo_of = ?")
        .all(id)
        .map((row) => String(row.id) as DocumentId),
    deleteCitizenWeek: (week) => {
      const left = db
        .prepare(
          "SELECT 1 FROM documents WHERE week = ? AND speaker = 'citizen' AND text IS NOT NULL LIMIT 1",
        )
        .get(week);
      if (left !== undefined) return false;
      db.prepare("DELETE FROM documents WHERE week = ? AND speaker = 'citizen'").run(week);
      return true;
    },
    hasCitizens: () =>
      db.prepare("SELECT 1 FROM documents WHERE speaker = 'citizen' LIMIT 1").get() !== undefined,
    held: (after, limit) =>
      db
        .prepare(
          "SELECT * FROM documents WHERE id > ? AND status = 'held' AND text IS NOT NULL ORDER BY id LIMIT ?",
        )
        .all(after ?? "", limit)
        .map(toStored),
    fingerprintsSharing: (keys, except) => {
      if (keys.length === 0) return [];
      const shared = new Map<number, number>();
      for (const row of holders(keys.length).all(...keys)) {
        const seq = row.seq as number;
        shared.set(seq, (shared.get(seq) ?? 0) + 1);
      }
      const best = [...shared].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, MOST_CANDIDATES + 1);
      return best.flatMap(([seq]) => {
        const row = printOf.get(seq);
        if (row === undefined || row.document_id === except) return [];
        return [{ id: String(row.document_id) as DocumentId, fingerprint: String(row.fingerprint) }];
      });
    },
    countsBySource: () => {
      const counts = new Map<string, { institution: number; citizen: number }>();
      const rows = db
        .prepare(
          "SELECT source_id, speaker, count(*) AS n FROM documents WHERE text IS NOT NULL GROUP BY source_id, speaker",
        )
        .iterate();
      for (const row of rows) {
        const id = String(row.source_id);
        const entry = counts.get(id) ?? { institution: 0, citizen: 0 };
        entry[row.speaker as "institution" | "citizen"] = Number(row.n);
        counts.set(id, entry);
      }
      return counts;
    },
  };
}

const marks = (length: number): string => Array(length).fill("?").join(", ");

/** A statement for each number of parameters that comes up, prepared once. */
function perLength(db: DatabaseSync, sql: (length: number) => string): (length: number) => StatementSync {
  const prepared = new Map<number, StatementSync>();
  return (length) => {
    const known = prepared.get(length);
    if (known !== undefined) return known;
    const statement = db.prepare(sql(length));
    prepared.set(length, statement);
    return statement;
  };
}

const textOrNull = (value: unknown): string | null =>
  value === null || value === undefined ? null : String(value);

function toStored(row: Record<string, unknown>): StoredDocument {
  const annotations = textOrNull(row.annotations);
  return {
    document: {
      id: String(row.id) as DocumentId,
      sourceId: String(row.source_id) as Document["sourceId"],
      sourceGroup: String(row.source_group),
      channel: String(row.channel) as Document["channel"],
      kind: String(row.kind) as Document["kind"],
      speaker: String(row.speaker) as Document["speaker"],
      url: textOrNull(row.url),
      title: textOrNull(row.title),
      text: textOrNull(row.text) ?? "",
      publishedAt: textOrNull(row.published_at) as Instant | null,
      fetchedAt: String(row.fetched_at) as Instant,
      week: String(row.week) as Week,
      parentId: textOrNull(row.parent_id) as DocumentId | null,
    },
    status: String(row.status) as DocumentStatus,
    textHash: String(row.text_hash),
    encounter: String(row.encounter),
    expiresAt: textOrNull(row.expires_at) as Instant | null,
    echoOf: textOrNull(row.echo_of) as DocumentId | null,
    annotations: annotations === null ? null : (JSON.parse(annotations) as Annotations),
    counted: String(row.counted) as StoredDocument["counted"],
    countedVoice: row.counted_voice === 1,
    firstOfAuthor: row.first_of_author === 1,
    epoch: textOrNull(row.epoch),
    indexedAt: textOrNull(row.indexed_at) as Instant | null,
  };
}
