const LOCAL_OFFSET_MS = 7 * 3_600_000;
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/**
 * How long a source stays closed at a moment, in milliseconds: 0 within its hours ("06:00-22:30", Vietnamese time, over
 * midnight too) or where it has none.
 */
export function closedForMs(hours: string | null, nowMs: number): number {
  const bounds = hours === null ? null : /^(\d\d):(\d\d)-(\d\d):(\d\d)$/.exec(hours);
  if (!bounds) return 0;
  const [from = 0, fromMinutes = 0, to = 0, toMinutes = 0] = bounds.slice(1).map(Number);
  const opensMs = (from * 60 + fromMinutes) * MINUTE_MS;
  const closesMs = (to * 60 + toMinutes) * MINUTE_MS;
  const timeMs = (nowMs + LOCAL_OFFSET_MS) % DAY_MS;
  const isOpen =
    opensMs < closesMs ? timeMs >= opensMs && timeMs < closesMs : timeMs >= opensMs || timeMs < closesMs;
  return isOpen ? 0 : (opensMs - timeMs + DAY_MS) % DAY_MS;
}
