import { z } from "zod";
import { farrington } from "../../analyzers/hot-spots/farrington.ts";
import { type DailyCounts, scoreSeries } from "../../analyzers/hot-spots/score.ts";
import { UsageError } from "../../model/errors.ts";
import { parseDay } from "../../model/time.ts";
import type { Arguments } from "../arguments.ts";
import type { Io } from "../io.ts";
import { eachJsonLine } from "../json-lines.ts";

const id = z.union([z.string(), z.number()]).transform(String);
const counts = z.array(z.number().int().min(0, "a count is a whole number from 0 up"));
const dailySchema = z.object({ id, start: z.string(), counts });
const weeklySchema = z.object({ id, counts });

/** The bare daily signal of each series: no gates, no warm-up. Weekday factors are pooled over all lines. */
export async function score(_args: Arguments, io: Io): Promise<number> {
  const lines: DailyCounts[] = [];
  const code = await eachJsonLine(io, dailySchema, (line) => {
    const start = parseDay(line.start);
    if (start === null)
      throw new Error(`"start": ${JSON.stringify(line.start)} is no day: write it as 2026-11-22`);
    lines.push({ id: line.id, start, counts: line.counts });
  });
  for (const scored of scoreSeries(lines)) io.out(JSON.stringify(scored));
  return code;
}

/** Farrington Flexible over weekly series, the published yardstick. */
export async function farringtonWeeks(args: Arguments, io: Io): Promise<number> {
  const alpha = Number(args.text("alpha") ?? "0.005");
  if (!(alpha > 0 && alpha < 0.5))
    throw new UsageError(
      "bad-alpha",
      `--alpha ${args.text("alpha")} is no rate between 0 and 0.5, for example 0.005`,
    );
  const threshold = args.text("threshold") ?? "nbPlugin";
  if (threshold !== "nbPlugin" && threshold !== "delta")
    throw new UsageError("bad-threshold", `--threshold ${threshold} is neither nbPlugin nor delta`);
  return eachJsonLine(io, weeklySchema, (line) => {
    io.out(JSON.stringify({ id: line.id, weeks: farrington(line.counts, { alpha, threshold }) }));
  });
}
