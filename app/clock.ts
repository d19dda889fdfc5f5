import type { Clock } from "../model/time.ts";
import type { Arguments } from "./arguments.ts";

/** The clock of a command that ends: fixed where `--now` is given. */
export function commandClock(args: Pick<Arguments, "now">): Clock {
  const { now } = args;
  if (now === null) return () => new Date();
  const fixed = Date.parse(now);
  return () => new Date(fixed);
}

/** The clock of a running product: `--now` is the point from which it runs on. */
export function runningClock(args: Pick<Arguments, "now">): Clock {
  if (args.now === null) return () => new Date();
  const shiftMs = Date.parse(args.now) - Date.now();
  return () => new Date(Date.now() + shiftMs);
}
