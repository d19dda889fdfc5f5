import type { Config } from "../../config/config.ts";
import { withRules } from "../../config/rehearsed-rules.ts";
import { UsageError } from "../../model/errors.ts";
import type { HotSpotEvent } from "../../model/hot-spot.ts";
import type { Day } from "../../model/ids.ts";
import { dayOf, daysBetween, instantOf, parseDay } from "../../model/time.ts";
import { detectRange, rehearse as rehearseRange, renderEvent } from "../../pipeline/stages/detect.ts";
import { areaOf } from "../areas.ts";
import type { Arguments } from "../arguments.ts";
import { commandClock } from "../clock.ts";
import { configOf } from "../config.ts";
import { detectionOf } from "../detection.ts";
import type { Io } from "../io.ts";
import { commandLog } from "../log.ts";
import { notificationsOf } from "../notifications.ts";
import { openStores } from "../product.ts";

/** Closes each day in turn as the scheduler would and prints every event; notifies only for what holds on the last day. */
export async function detect(args: Arguments, io: Io): Promise<number> {
  const config = configOf(args);
  const now = commandClock(args);
  const { from, to } = range(args, dayOf(instantOf(now())), args.now !== null);
  const stores = openStores(args.dataDir, now);
  try {
    const area = areaOf(config);
    const events = await detectRange(from, to, detectionOf(config, area, stores, now), instantOf(now()));
    for (const event of events) io.out(renderEvent(event));
    for (const sentence of await notificationsOf(config, area, stores, now, commandLog(io.err), {
      patient: true,
    }).notifyDay(to))
      io.err(sentence);
    return 0;
  } finally {
    await stores.close();
  }
}

/**
 * The same lines as if no hot spot were known from `--from` on; nothing written, nobody notified. With `--rules` the
 * changed rules decide, and what they would have told beside the present ones is said on stderr.
 */
export async function rehearse(args: Arguments, io: Io): Promise<number> {
  const config = configOf(args);
  const tried = rulesOf(args, config);
  const now = commandClock(args);
  const { from, to } = range(args, dayOf(instantOf(now())), args.now !== null);
  const stores = openStores(args.dataDir, now);
  const replay = (rules: Config) => rehearseRange(from, to, detectionOf(rules, areaOf(rules), stores, now));
  try {
    const events = await replay(tried ?? config);
    for (const event of events) io.out(renderEvent(event));
    if (tried !== null) {
      io.err(alertsInWords("With these rules", events, from, to));
      io.err(alertsInWords("With the present rules", await replay(config), from, to));
    }
    return 0;
  } finally {
    await stores.close();
  }
}

function rulesOf(args: Arguments, config: Config): Config | null {
  const file = args.text("rules");
  if (file === null) return null;
  const tried = withRules(config, file);
  if ("problems" in tried) throw new UsageError("bad-rules", tried.problems.join("\n"));
  return tried.config;
}

/** "With these rules it would have alerted 3 times in 8 weeks, on 2026-10-03, …". */
function alertsInWords(rules: string, events: readonly HotSpotEvent[], from: Day, to: Day): string {
  const alerts = new Map<string, Day>();
  for (const { hotSpotId, event, level, day } of events)
    if (event !== "cleared" && level !== "watch" && !alerts.has(hotSpotId)) alerts.set(hotSpotId, day);
  const days = daysBetween(from, to) + 1;
  const span = days % 7 === 0 ? counted(days / 7, "week") : counted(days, "day");
  const on = alerts.size === 0 ? "" : `, on ${[...new Set(alerts.values())].sort().join(", ")}`;
  return `${rules} it would have alerted ${counted(alerts.size, "time")} in ${span}${on}.`;
}

function counted(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}

/** The days asked for. Days after `--now` are refused: nobody can close a day that has not been. */
function range(args: Arguments, today: Day, moved: boolean): { readonly from: Day; readonly to: Day } {
  const from = day(args, "from");
  const to = day(args, "to");
  if (from > to)
    throw new UsageError("bad-range", `--from ${from} is after --to ${to}: give the earlier day first`);
  if (to > today)
    throw new UsageError(
      "future-day",
      `--to ${to} is after ${moved ? "--now" : "today"} (${today}): give a day up to it`,
    );
  return { from, to };
}

function day(args: Arguments, name: "from" | "to"): Day {
  const text = args.text(name);
  if (text === null)
    throw new UsageError("missing-option", `--${name} DAY is needed, for example --${name} 2026-11-22`);
  const parsed = parseDay(text);
  if (parsed === null) throw new UsageError("bad-day", `--${name} ${text} is no day: write it as 2026-11-22`);
  return parsed;
}
