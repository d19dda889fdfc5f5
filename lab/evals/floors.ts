import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { EVAL_SETS, type EvalSetName } from "./eval-set.ts";
import type { EvalScore } from "./scorer.ts";

const setFloors = z.strictObject({
  macroF1: z.number(),
  topicsF1: z.number(),
  /** Macro-F1 per register. */
  registers: z.record(z.string(), z.number()),
});
const floorsSchema = z.strictObject({ tuned: setFloors, frozen: setFloors });

/** The accepted figures; a score below one is a step back. */
export type EvalFloors = z.output<typeof floorsSchema>;

/** Reads the pinned floors. */
export function readFloors(): EvalFloors {
  return floorsSchema.parse(JSON.parse(readFileSync(join(import.meta.dirname, "floors.json"), "utf8")));
}

/** One sentence for each figure that fell below its floor. */
export function fallsBelow(
  floors: EvalFloors,
  scores: Readonly<
    Record<EvalSetName, { readonly all: EvalScore; readonly byRegister: ReadonlyMap<string, EvalScore> }>
  >,
): readonly string[] {
  const falls: string[] = [];
  const check = (what: string, score: number, floor: number): void => {
    if (score < floor) falls.push(`${what}: ${score.toFixed(3)} is below the floor ${floor}`);
  };
  for (const set of EVAL_SETS) {
    const { all, byRegister } = scores[set];
    check(`${set}, tone macro-F1`, all.macroF1, floors[set].macroF1);
    check(`${set}, topics micro-F1`, all.topics.f1, floors[set].topicsF1);
    for (const [register, floor] of Object.entries(floors[set].registers)) {
      check(`${set}, tone in ${register}`, byRegister.get(register)?.macroF1 ?? 0, floor);
    }
  }
  return falls;
}
