import { UsageError } from "../../model/errors.ts";
import { dayOf, instantOf, parseWeek, weekOf } from "../../model/time.ts";
import { areaOf } from "../areas.ts";
import type { Arguments } from "../arguments.ts";
import { commandClock } from "../clock.ts";
import { configOf } from "../config.ts";
import { digestsOf } from "../digests.ts";
import type { Io } from "../io.ts";
import { commandLog } from "../log.ts";
import { notificationsOf } from "../notifications.ts";
import { openStores } from "../product.ts";

/** Writes the report of a week as files; mails nobody. */
export async function digest(args: Arguments, io: Io): Promise<number> {
  const text = args.text("week");
  const directory = args.text("out");
  if (text === null || directory === null)
    throw new UsageError(
      "missing-option",
      "digest needs --week YYYY-Www and --out DIR, for example --week 2026-W47 --out reports",
    );
  const week = parseWeek(text);
  if (week === null) throw new UsageError("bad-week", `--week ${text} is no week: write it as 2026-W47`);
  const config = configOf(args);
  const now = commandClock(args);
  if (week > weekOf(dayOf(instantOf(now()))))
    throw new UsageError("future-week", `--week ${week} has not begun: give this week or an earlier one`);
  const stores = openStores(args.dataDir, now);
  try {
    const area = areaOf(config);
    const notifications = notificationsOf(config, area, stores, now, commandLog(io.err), { patient: false });
    const files = await digestsOf(config, area, stores, notifications).write(week, directory);
    io.out(JSON.stringify({ week, files }));
    io.err("The Word and Excel forms of the digest are not in this version: HTML and text were written.");
    return 0;
  } finally {
    await stores.close();
  }
}
