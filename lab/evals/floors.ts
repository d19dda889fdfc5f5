import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { EVAL_SETS, type EvalRow, type EvalSetName, readEvalSet } from "./eval-set.ts";
import { type EvalAnswer, scoreEvalSet } from "./scorer.ts";

type SetScore = ReturnType<typeof scoreEvalSet>;

const batchFloors = z.strictObject({
  macroF1: z.number(),
  topicsF1: z.number(),
  /** Macro-F1 per register. */
  registers: z.record(z.string(), z.number()),
});
const setFloors = z.record(z.string(), batchFloors);
const floorsSchema = z.strictObject({ tuned: setFloors, frozen: setFloors });

/** The accepted figures, of each batch of each set: a batch that joins never hides a step back of another. */
export type EvalFloors = z.output<typeof floorsSchema>;

/** The scores of each batch of each set. */
export type BatchScores = Readonly<Record<EvalSetName, ReadonlyMap<string, SetScore>>>;

/** Scores the batches of a set by themselves. */
export function scoreBatches(
  name: EvalSetName,
  answer: (row: EvalRow) => EvalAnswer,
): ReadonlyMap<string, SetScore> {
  const batches = Map.groupBy(readEvalSet(name), (row) => row.batch);
  return new Map([...batches].map(([batch, rows]) => [batch, scoreEvalSet(rows, answer)]));
}

/** Reads the pinned floors. */
export function readFloors(): EvalFloors {
  return floorsSchema.parse(JSON.parse(readFileSync(join(import.meta.dirname, "floors.json"), "utf8")));
}

/** One sentence for each figure that fell below its floor. */
export function fallsBelow(floors: EvalFloors, scores: BatchScores): readonly string[] {
  const falls: string[] = [];
  const check = (what: string, score: number, floor: number): void => {
    if (score < floor) falls.push(`${what}: ${score.toFixed(3)} is below the floor ${floor}`);
  };
  for (const set of EVAL_SETS) {
    for (const [batch, { all, byRegister }] of scores[set]) {
      const floor = floors[set][batch];
      const name = `${set}, batch ${batch}`;
      check(`${name}, tone macro-F1`, all.macroF1, floor?.macroF1 ?? 1);
      check(`${name}, topics micro-F1`, all.topics.f1, floor?.topicsF1 ?? 1);
      for (const [register, pinned] of Object.entries(floor?.registers ?? {}))
        check(`${name}, tone in ${register}`, byRegister.get(register)?.macroF1 ?? 0, pinned);
    }
  }
  return falls;
}
