import type { NotificationSettings } from "../../config/notification-settings.ts";
import type { Level } from "../../model/hot-spot.ts";
import type { Instant } from "../../model/ids.ts";
import { addDays, addMs, dayOf, epochMs, startOfDay } from "../../model/time.ts";

const MINUTE_MS = 60_000;

/** Milliseconds after midnight of "21:30". */
function msOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(":").map(Number);
  return (hours * 60 + minutes) * MINUTE_MS;
}

/** The end of the quiet hours that run at an instant, in Vietnamese time; null where they do not run for this level. */
export function quietUntil(
  now: Instant,
  level: Level,
  quiet: NotificationSettings["quietHours"],
): Instant | null {
  if (quiet === null || (level !== "watch" && quiet.pass.includes(level))) return null;
  const today = startOfDay(dayOf(now));
  const at = epochMs(now) - epochMs(today);
  const [from, to] = [msOf(quiet.from), msOf(quiet.to)];
  const overMidnight = from > to;
  const runs = overMidnight ? at >= from || at < to : at >= from && at < to;
  if (!runs) return null;
  return overMidnight && at >= from ? addMs(startOfDay(addDays(dayOf(now), 1)), to) : addMs(today, to);
}

/** The moment of a day at which the daily list goes out. */
export function dailyListTime(now: Instant, settings: NotificationSettings): Instant {
  return addMs(startOfDay(dayOf(now)), msOf(settings.dailyListAt));
}
