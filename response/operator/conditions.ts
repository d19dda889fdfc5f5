import type { Settings } from "../../config/schema.ts";
import type { Instant, SourceId, Week } from "../../model/ids.ts";
import { addDays, addMs, dayOf, epochMs, mondayOf, startOfDay, weekOf } from "../../model/time.ts";
import type { DigestStore } from "../../state/digests.ts";
import type { Marks } from "../../state/marks.ts";
import type { SourceStore } from "../../state/sources.ts";

/** Something that is wrong now, as data; its subject names it, so that it is told once. */
export type Condition =
  | {
      readonly kind: "source";
      readonly subject: string;
      readonly source: SourceId;
      readonly since: Instant;
      readonly reason: string;
    }
  | { readonly kind: "digest"; readonly subject: string; readonly week: Week }
  | {
      readonly kind: "backup";
      readonly subject: string;
      readonly last: Instant | null;
      readonly everyHours: number;
    };

/** What health is judged from. */
export interface HealthInputs {
  readonly sources: Pick<SourceStore, "outages" | "feeds">;
  readonly digests: Pick<DigestStore, "get">;
  readonly marks: Marks;
  readonly configured: readonly {
    readonly id: string;
    readonly everyMinutes: number;
    readonly enabled: boolean;
  }[];
  readonly settings: Pick<Settings, "backup">;
}

/** Named instants of the product itself. */
export const MARKS = { backup: "backup.last", installed: "installed.at", heartbeat: "heartbeat" } as const;

/** A poll may be late once; two intervals without an answer are a silence. */
const SILENT_INTERVALS = 2;
/** Monday seven o'clock and the two hours that a slow mail server may take, after the week's end. */
const DIGEST_GRACE_MS = 9 * 3_600_000;
/** A backup may take a while: overdue is a quarter of its interval late. */
const BACKUP_GRACE = 1.25;

/** Everything that is wrong now, in a fixed order. */
export function conditionsNow(inputs: HealthInputs, now: Instant): readonly Condition[] {
  return [...silentSources(inputs, now), ...missingDigest(inputs, now), ...overdueBackup(inputs, now)];
}

function silentSources(inputs: HealthInputs, now: Instant): readonly Condition[] {
  const enabled = new Map(
    inputs.configured.filter((source) => source.enabled).map((source) => [source.id, source]),
  );
  const longest = new Map<string, number>();
  for (const { sourceId, intervalMs } of inputs.sources.feeds()) {
    longest.set(sourceId, Math.max(intervalMs, longest.get(sourceId) ?? 0));
  }
  return inputs.sources
    .outages(now)
    .filter(({ endedAt }) => endedAt === null)
    .flatMap(({ sourceId, beganAt, reason }): Condition[] => {
      const source = enabled.get(sourceId);
      if (source === undefined) return [];
      const intervalMs = longest.get(sourceId) ?? source.everyMinutes * 60_000;
      if (epochMs(now) - epochMs(beganAt) <= SILENT_INTERVALS * intervalMs) return [];
      return [{ kind: "source", subject: `source:${sourceId}`, source: sourceId, since: beganAt, reason }];
    });
}

function missingDigest(inputs: HealthInputs, now: Instant): readonly Condition[] {
  const week = weekOf(addDays(dayOf(now), -7));
  const monday = startOfDay(addDays(mondayOf(week), 7));
  const installed = inputs.marks.get(MARKS.installed);
  // An installation that did not see the week end owes no report of it.
  if (installed === null || installed >= monday || now < addMs(monday, DIGEST_GRACE_MS)) return [];
  return inputs.digests.get(week) === null ? [{ kind: "digest", subject: `digest:${week}`, week }] : [];
}

function overdueBackup(inputs: HealthInputs, now: Instant): readonly Condition[] {
  const { directory, everyHours } = inputs.settings.backup;
  if (directory === null) return [];
  const last = inputs.marks.get(MARKS.backup) as Instant | null;
  const from = last ?? inputs.marks.get(MARKS.installed);
  if (from === null) return [];
  const lateMs = epochMs(now) - epochMs(from as Instant) - everyHours * 3_600_000 * BACKUP_GRACE;
  return lateMs > 0 ? [{ kind: "backup", subject: "backup", last, everyHours }] : [];
}
