import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { type Analyzer, createAnalyzer } from "../analyzers/analyzer.ts";
import { dictionaryOf } from "../analyzers/redaction/known-words.ts";
import { createRedactor, type Redactor } from "../analyzers/redaction/redactor.ts";
import type { Config } from "../config/config.ts";
import type { SourceSettings } from "../config/schema.ts";
import type { Logger } from "../model/log.ts";
import { type Clock, instantOf } from "../model/time.ts";
import { type Admitter, createAdmitter } from "../pipeline/admit.ts";
import { createAnnotator } from "../pipeline/annotate.ts";
import { createFreshnessWatch } from "../pipeline/freshness.ts";
import { createIntake } from "../pipeline/intake.ts";
import { expiryOf } from "../pipeline/payloads.ts";
import { type InProcessQueue, openInProcessQueue } from "../pipeline/queue/in-process.ts";
import { quarantineJob, type RunDeps, runDocumentStages } from "../pipeline/run.ts";
import { VoiceKeeper } from "../pipeline/voice-keeper.ts";
import type { SearchIndex } from "../search/search-index.ts";
import { openSqliteIndex } from "../search/sqlite/sqlite-index.ts";
import { type AuditLog, auditLog } from "../state/audit.ts";
import { type CellStore, cellStore } from "../state/cells.ts";
import { type DocumentStore, documentStore } from "../state/documents.ts";
import { type FreshnessStore, freshnessStore } from "../state/freshness.ts";
import { type HostClocks, hostClocks } from "../state/host-clocks.ts";
import { type Marks, marks } from "../state/marks.ts";
import { openState } from "../state/open.ts";
import { type Outcomes, outcomes } from "../state/outcomes.ts";
import { type PageReadings, pageReadings } from "../state/page-readings.ts";
import { type Quarantine, quarantine } from "../state/quarantine.ts";
import { type SourceStore, sourceStore } from "../state/sources.ts";
import { openWeekKeys, type WeekKeys } from "../state/week-keys.ts";
import { type Area, areaOf } from "./areas.ts";
import { linkKey } from "./link-key.ts";

/** The stores of one installation, opened together and closed together. */
export interface Stores {
  readonly db: DatabaseSync;
  readonly index: SearchIndex;
  readonly documents: DocumentStore;
  readonly cells: CellStore;
  readonly sources: SourceStore;
  readonly outcomes: Outcomes;
  readonly pages: PageReadings;
  readonly freshness: FreshnessStore;
  readonly clocks: HostClocks;
  readonly quarantine: Quarantine;
  readonly audit: AuditLog;
  readonly marks: Marks;
  readonly keys: WeekKeys;
  /** Signs links in mails. */
  readonly linkKey: () => Uint8Array;
  close(): Promise<void>;
}

/** What reads texts, built from lexicons, topics and places. */
export interface Readers {
  readonly analyzer: Analyzer;
  readonly redactor: Redactor;
}

/** The path of documents, joined and running. */
export interface Path {
  readonly queue: InProcessQueue;
  readonly admitter: Admitter;
  readonly voices: VoiceKeeper;
  readonly run: RunDeps;
}

/** The state file and the key file of an installation. */
export const stateFile = (dataDir: string): string => join(dataDir, "langnghe.db");
const keyFile = (dataDir: string): string => join(dataDir, "keys.json");

/** Opens the state and the index, one SQLite file, and the keys beside it. */
export function openStores(
  dataDir: string,
  now: Clock,
  options: { readonly restored?: boolean } = {},
): Stores {
  const db = openState(stateFile(dataDir));
  const documents = documentStore(db);
  const keys = openWeekKeys(keyFile(dataDir), {
    now: instantOf(now()),
    hadCitizens: options.restored === true || documents.hasCitizens(),
  });
  const index = openSqliteIndex({ database: db });
  return {
    db,
    index,
    documents,
    cells: cellStore(db),
    sources: sourceStore(db),
    outcomes: outcomes(db),
    pages: pageReadings(db),
    freshness: freshnessStore(db),
    clocks: hostClocks(db),
    quarantine: quarantine(db),
    audit: auditLog(db),
    marks: marks(db),
    keys,
    linkKey: linkKey(dataDir),
    close: async () => {
      await index.close();
      db.close();
    },
  };
}

/** Builds the analyzer and the redactor. */
export function buildReaders(config: Config): Readers {
  const { topics, lexicons, gazetteer, settings } = config;
  return {
    analyzer: createAnalyzer({ topics, lexicons, gazetteer, area: settings.area }),
    redactor: buildRedactor(config),
  };
}

/** The redactor alone: it knows places, agencies and dictionary words, and masks every other name. */
export function buildRedactor(config: Config): Redactor {
  const { gazetteer, lexicons, settings } = config;
  const placeNames = new Set([
    ...gazetteer.units.map((unit) => unit.name),
    ...gazetteer.districts.map((district) => district.name),
    ...gazetteer.provinces.flatMap((province) => [province.name, ...province.aliases]),
    ...gazetteer.villages.map((village) => village.name),
    ...settings.area.localNames,
  ]);
  return createRedactor({
    placeNames: [...placeNames],
    agencies: lexicons.flatMap((lexicon) => (lexicon.kind === "agencies" ? lexicon.names : [])),
    words: dictionaryOf(lexicons.flatMap((lexicon) => (lexicon.kind === "words" ? lexicon.words : []))),
  });
}

/** Joins the stages over the stores and starts them; jobs that a dead process left are taken over. */
export function startPath(parts: {
  readonly config: Config;
  readonly stores: Stores;
  readonly readers: Readers;
  readonly now: Clock;
  readonly log: Logger;
  /** Tells real time to the queue; moved in simulations only. */
  readonly realNowMs?: () => number;
}): Path {
  const { config, stores, readers, now, log } = parts;
  const area: Area = areaOf(config);
  const settings = new Map(config.sources.map((source) => [source.id, source]));
  const sourceOf = (id: string): SourceSettings | null => settings.get(id) ?? null;
  const voices = new VoiceKeeper();
  const annotator = createAnnotator({
    analyzer: readers.analyzer,
    documents: stores.documents,
    scopeOf: area.scopeOf,
  });
  const queue = openInProcessQueue(stores.db, {
    expiresAt: expiryOf,
    ...(parts.realNowMs && { realNowMs: parts.realNowMs }),
    onQuarantine: (job, failure) => quarantineJob({ ...stores, voices, log, now }, job, failure),
  });
  const intake = createIntake({
    documents: stores.documents,
    keys: stores.keys,
    voices,
    redact: (text) => readers.redactor.redact(text).text,
    citizenTextDays: config.settings.retention.citizenTextDays,
    now,
  });
  const admitter = createAdmitter({ ...stores, intake, annotator, voices, rules: area, now });
  const run: RunDeps = {
    db: stores.db,
    queue,
    documents: stores.documents,
    outcomes: stores.outcomes,
    quarantine: stores.quarantine,
    voices,
    log,
    now,
    deduplicate: { ...stores, voices },
    analyze: { ...stores, annotator },
    count: { ...stores, voices, rules: area },
    index: {
      ...stores,
      isSensitive: area.isSensitive,
      freshness: createFreshnessWatch({ ...stores, sourceOf }),
      now,
    },
  };
  queue.adoptOrphans();
  runDocumentStages(run);
  return { queue, admitter, voices, run };
}
