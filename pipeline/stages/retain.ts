import type { DatabaseSync } from "node:sqlite";
import { addDays, addMs, type Clock, dayOf, instantOf, mondayOf } from "../../model/time.ts";
import type { SearchIndex } from "../../search/search-index.ts";
import type { CellStore } from "../../state/cells.ts";
import type { DocumentStore } from "../../state/documents.ts";
import type { FreshnessStore } from "../../state/freshness.ts";
import { inTransaction } from "../../state/open.ts";
import type { Outcomes } from "../../state/outcomes.ts";
import type { PageReadings } from "../../state/page-readings.ts";
import type { SourceStore } from "../../state/sources.ts";
import type { WeekKeys } from "../../state/week-keys.ts";

/** What forgetting touches: every place in which a citizen's text can be. */
export interface RetainDeps {
  readonly db: DatabaseSync;
  readonly index: SearchIndex;
  readonly documents: DocumentStore;
  readonly cells: CellStore;
  readonly outcomes: Outcomes;
  readonly sources: SourceStore;
  readonly pages: PageReadings;
  readonly freshness: FreshnessStore;
  readonly keys: WeekKeys;
  readonly citizenTextDays: number;
  readonly now: Clock;
}
export interface Forgotten {
  readonly texts: number;
  readonly jobs: number;
  readonly weeks: number;
}

const BATCH = 500;
const DAY_MS = 86_400_000;
const OUTCOME_DAYS = 7;
const SEEN_DAYS = 180;
/** No counting key of any process still adds to days older than this. */
const MERGE_AFTER_DAYS = 45;
/** Sessions of staff are kept no longer than this (research/privacy-reliability, P32). */
const SESSION_DAYS = 30;

/**
 * Forgets what is due (promise 10): citizens' texts past their days, in documents, index, fingerprints, queue and
 * quarantine; then the keys of weeks of which no text is left. Counts stay. Twice gives the same.
 */
export async function retain(deps: RetainDeps): Promise<Forgotten> {
  const now = instantOf(deps.now());
  let texts = 0;
  for (;;) {
    const due = deps.documents.due(now, BATCH);
    if (due.length === 0) break;
    await deps.index.remove(due);
    inTransaction(deps.db, () => {
      for (const id of due) deps.documents.strip(id, "forgotten");
    });
    texts += due.length;
  }
  const jobs = inTransaction(deps.db, () => forgetJobs(deps.db, now));
  const weeks = destroyKeys(deps);
  deps.cells.mergeOldParts(addDays(dayOf(now), -MERGE_AFTER_DAYS));
  deps.outcomes.rollUp(addMs(now, -OUTCOME_DAYS * DAY_MS));
  deps.sources.forgetSeen(addMs(now, -SEEN_DAYS * DAY_MS));
  deps.pages.forget(addDays(dayOf(now), -SEEN_DAYS));
  deps.freshness.forget(addDays(dayOf(now), -SEEN_DAYS));
  deps.db
    .prepare("DELETE FROM sessions WHERE last_seen_at < ?")
    .run(new Date(Date.now() - SESSION_DAYS * DAY_MS).toISOString());
  // Overwritten pages still stand in the write-ahead log until it is emptied.
  deps.db.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  return { texts, jobs, weeks };
}

/** Takes texts that are past their days out of the index at once, whether or not `retain` has run. */
export async function hideExpired(deps: Pick<RetainDeps, "documents" | "index" | "now">): Promise<void> {
  const due = deps.documents.due(instantOf(deps.now()), 1_000_000);
  if (due.length > 0) await deps.index.remove(due);
}

function forgetJobs(db: DatabaseSync, now: string): number {
  const jobs = db
    .prepare("SELECT id, payload FROM jobs WHERE expires_at IS NOT NULL AND expires_at <= ?")
    .all(now);
  const record = db.prepare(
    "INSERT OR REPLACE INTO outcomes (encounter, source_id, disposition, at) VALUES (?, ?, 'counted', ?)",
  );
  for (const row of jobs) {
    const payload = JSON.parse(String(row.payload)) as {
      encounter?: string;
      document?: { sourceId: string };
    };
    if (payload.encounter !== undefined) record.run(payload.encounter, payload.document?.sourceId ?? "", now);
    db.prepare("DELETE FROM jobs WHERE id = ?").run(row.id as string);
  }
  db.prepare(
    "UPDATE quarantine SET payload = '{}', expires_at = NULL WHERE expires_at IS NOT NULL AND expires_at <= ?",
  ).run(now);
  return jobs.length;
}

/** A week's key goes when its last text has: from then on its ids lead nowhere. */
function destroyKeys(deps: RetainDeps): number {
  let destroyed = 0;
  const today = dayOf(instantOf(deps.now()));
  for (const week of deps.keys.liveWeeks()) {
    const lastDay = addDays(mondayOf(week), 6);
    if (addDays(lastDay, deps.citizenTextDays + 1) > today) continue;
    if (!inTransaction(deps.db, () => deps.documents.deleteCitizenWeek(week))) continue;
    deps.keys.destroy(week);
    destroyed++;
  }
  return destroyed;
}
