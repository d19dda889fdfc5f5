import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const rowSchema = z.object({
  id: z.string(),
  /** When it was written: figures of one batch stay comparable while others join. */
  batch: z.string(),
  register: z.string(),
  kind: z.enum(["article", "post", "comment", "report"]),
  title: z.string().optional(),
  text: z.string(),
  polarity: z.enum(["negative", "neutral", "positive", "unclear"]),
  topics: z.array(z.string()),
  /** The communes meant, as `code@since`. */
  places: z.array(z.string()),
  /** What redaction must hide, in UTF-16 offsets. */
  spans: z.array(z.object({ start: z.number(), end: z.number(), type: z.string() })),
});

/** One labelled text of our own sets (see PROVENANCE.md). */
export type EvalRow = z.output<typeof rowSchema>;

/** `tuned` may be read while tuning; `frozen` is only scored. */
export const EVAL_SETS = ["tuned", "frozen"] as const;
export type EvalSetName = (typeof EVAL_SETS)[number];

/** Reads one of our labelled sets; throws at the first line that is not a row. */
export function readEvalSet(name: EvalSetName): readonly EvalRow[] {
  return readFileSync(join(import.meta.dirname, `${name}.jsonl`), "utf8")
    .split("\n")
    .filter((line) => line.length > 0)
    .map((line) => rowSchema.parse(JSON.parse(line)));
}
