/** Where the calls of a day are written down, so that a restart does not forget them. */
export interface QuotaMemory {
  get(name: string): string | null;
  set(name: string, value: string): void;
}

/** Calls spent by one source on the platform's day. */
export interface QuotaUse {
  /** Day of the Pacific coast, on which Google counts; the other platforms count by the hour. */
  readonly day: string;
  readonly units: number;
}

/** Under which name a source's calls are written down. */
const quotaName = (sourceId: string): string => `quota.${sourceId}`;

/** What was spent on the day of `nowMs`. */
export function quotaUse(memory: QuotaMemory, sourceId: string, nowMs: number): QuotaUse {
  const day = pacificDay(nowMs);
  const [known, units] = (memory.get(quotaName(sourceId)) ?? "").split(" ");
  return { day, units: known === day ? Number(units) || 0 : 0 };
}

/** Writes down that `units` more were spent. */
export function spendQuota(memory: QuotaMemory, sourceId: string, nowMs: number, units: number): void {
  const use = quotaUse(memory, sourceId, nowMs);
  memory.set(quotaName(sourceId), `${use.day} ${use.units + units}`);
}

const PACIFIC = new Intl.DateTimeFormat("sv-SE", {
  timeZone: "America/Los_Angeles",
  dateStyle: "short",
  timeStyle: "medium",
});
const DAY_MS = 86_400_000;

function pacificDay(nowMs: number): string {
  return PACIFIC.format(nowMs).slice(0, 10);
}

/** Until the quotas of Google's APIs begin anew: midnight on the Pacific coast. */
export function untilNewQuotaMs(nowMs: number): number {
  const [hours = 0, minutes = 0, seconds = 0] = PACIFIC.format(nowMs).slice(11).split(":").map(Number);
  return DAY_MS - ((hours * 60 + minutes) * 60 + seconds) * 1000;
}
