import { createHash, createHmac, createSecretKey, type KeyObject, randomBytes } from "node:crypto";
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";
import type { DocumentId, Instant, SourceId, Week } from "../model/ids.ts";

interface KeyFile {
  readonly version: 1;
  readonly createdAt: Instant;
  /** Citizen items published before this are only counted: their earlier ids cannot be told any more. */
  countBefore: Instant | null;
  weeks: Record<string, string>;
  /** Ids taken down, each with the week after whose key it needs no remembering; null for institutions. */
  takedowns: { id: string; week: string | null }[];
}

/**
 * The keys of the weeks that are still held, and the takedown ledger: one file outside the state and its backups
 * (promise 4). A citizen's id is a keyed hash; when a week's key is destroyed, its ids lead nowhere.
 */
export interface WeekKeys {
  /** The id of a citizen's item under a week's key; the key is made when the week has none yet. */
  citizenId(week: Week, source: SourceId, nativeId: string): DocumentId;
  /** The ids that an item could already have, one per living key. */
  candidateIds(
    source: SourceId,
    nativeId: string,
  ): readonly { readonly week: Week; readonly id: DocumentId }[];
  /** Citizen items published before this instant are only counted; null when there is no such limit. */
  countBefore(): Instant | null;
  liveWeeks(): readonly Week[];
  destroy(week: Week): void;
  takeDown(id: DocumentId, week: Week | null): void;
  isTakenDown(id: DocumentId): boolean;
  takenDown(): readonly DocumentId[];
}

/** The id of an institution's item: a plain hash of its source and its canonical address. */
export function institutionId(source: SourceId, nativeId: string): DocumentId {
  return `i${createHash("sha256").update(`${source}\0${nativeId}`).digest("hex").slice(0, 24)}` as DocumentId;
}

/**
 * Opens the key file, making it when missing. `hadCitizens` tells that the state held citizens before: then the old keys
 * are lost (a restore on another machine) and what was published before now can only be counted.
 */
export function openWeekKeys(
  path: string,
  options: { readonly now: Instant; readonly hadCitizens: boolean },
): WeekKeys {
  const file = existsSync(path)
    ? (JSON.parse(readFileSync(path, "utf8")) as KeyFile)
    : fresh(path, options.now, options.hadCitizens);
  const keys = new Map<Week, KeyObject>(
    Object.entries(file.weeks).map(([week, key]) => [week as Week, createSecretKey(key, "base64")]),
  );
  const takenDown = new Set(file.takedowns.map((entry) => entry.id));

  const keyOf = (week: Week): KeyObject => {
    const existing = keys.get(week);
    if (existing) return existing;
    // Another process may have made it meanwhile: read again before making one.
    const current = JSON.parse(readFileSync(path, "utf8")) as KeyFile;
    const stored = current.weeks[week];
    const secret = stored ?? randomBytes(32).toString("base64");
    const key = createSecretKey(secret, "base64");
    keys.set(week, key);
    file.weeks = { ...current.weeks, [week]: secret };
    if (stored === undefined) write(path, file);
    return key;
  };

  return {
    citizenId: (week, source, nativeId) => idUnder(keyOf(week), source, nativeId),
    candidateIds: (source, nativeId) =>
      [...keys].map(([week, key]) => ({ week, id: idUnder(key, source, nativeId) })),
    countBefore: () => file.countBefore,
    liveWeeks: () => [...keys.keys()].sort(),
    destroy: (week) => {
      keys.delete(week);
      const { [week]: _gone, ...rest } = file.weeks;
      file.weeks = rest;
      file.takedowns = file.takedowns.filter((entry) => entry.week !== week);
      write(path, file);
    },
    takeDown: (id, week) => {
      if (takenDown.has(id)) return;
      takenDown.add(id);
      file.takedowns = [...file.takedowns, { id, week }];
      write(path, file);
    },
    isTakenDown: (id) => takenDown.has(id),
    takenDown: () => [...takenDown] as DocumentId[],
  };
}

function idUnder(key: KeyObject, source: SourceId, nativeId: string): DocumentId {
  return `c${createHmac("sha256", key).update(`${source}\0${nativeId}`).digest("hex").slice(0, 24)}` as DocumentId;
}

function fresh(path: string, now: Instant, hadCitizens: boolean): KeyFile {
  const file: KeyFile = {
    version: 1,
    createdAt: now,
    countBefore: hadCitizens ? now : null,
    weeks: {},
    takedowns: [],
  };
  write(path, file);
  return file;
}

/** Written beside and renamed over, so that a crash leaves the old file or the new one. */
function write(path: string, file: KeyFile): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const temporary = `${path}.${process.pid}.tmp`;
  const handle = openSync(temporary, "w", 0o600);
  try {
    writeSync(handle, `${JSON.stringify(file, null, 2)}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(temporary, path);
}
