import type { z } from "zod";
import type { Io } from "./io.ts";

/**
 * Reads JSON lines one by one. A line that is no JSON or lacks what is needed is reported with its number, and the rest
 * goes on. Answers the exit code: 1 when there was input and no line of it could be used.
 */
export async function eachJsonLine<S extends z.ZodType>(
  io: Io,
  schema: S,
  handle: (value: z.output<S>) => void | Promise<void>,
): Promise<number> {
  let good = 0;
  let bad = 0;
  let number = 0;
  for await (const line of io.lines()) {
    number++;
    if (line.trim() === "") continue;
    const parsed = parseLine(line, schema);
    if (typeof parsed === "string") {
      bad++;
      io.err(`line ${number}: ${parsed}`);
      continue;
    }
    try {
      const result = handle(parsed.value);
      if (result) await result;
      good++;
    } catch (error) {
      bad++;
      io.err(`line ${number}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return bad > 0 && good === 0 ? 1 : 0;
}

function parseLine<S extends z.ZodType>(line: string, schema: S): { readonly value: z.output<S> } | string {
  let raw: unknown;
  try {
    raw = JSON.parse(line.charCodeAt(0) === 0xfeff ? line.slice(1) : line);
  } catch (error) {
    return `not valid JSON (${(error as Error).message}); write one object a line`;
  }
  const result = schema.safeParse(raw);
  if (result.success) return { value: result.data };
  const issue = result.error.issues[0];
  const path = issue?.path.join(".") ?? "";
  return `${path === "" ? "" : `"${path}": `}${issue?.message ?? "not as expected"}`;
}
