/** Longest rest that we grant a host: Media Cloud has seen 88 hours asked for (research, section 1). */
const LONGEST_RETRY_AFTER_MS = 24 * 3_600_000;

/**
 * Reads a Retry-After header (RFC 9110, 10.2.3): seconds, or an HTTP date measured against the answer's own Date header
 * where there is one, so that a clock that differs does no harm. Capped at 24 hours; null when absent or unreadable.
 */
export function retryAfterMs(value: string | null, answeredAt: string | null, nowMs: number): number | null {
  if (value === null) return null;
  const text = value.trim();
  if (/^\d+$/.test(text)) return Math.min(Number(text) * 1000, LONGEST_RETRY_AFTER_MS);
  const untilMs = Date.parse(text);
  if (!/[a-z]{3}/i.test(text) || Number.isNaN(untilMs)) return null;
  const dateMs = answeredAt === null ? Number.NaN : Date.parse(answeredAt);
  const baseMs = Number.isNaN(dateMs) ? nowMs : dateMs;
  return Math.min(Math.max(untilMs - baseMs, 0), LONGEST_RETRY_AFTER_MS);
}
