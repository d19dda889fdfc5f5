import { describe, expect, it } from "vitest";
import { createEvalAnswer } from "../../lab/evals/answer.ts";
import { EVAL_SETS, readEvalSet } from "../../lab/evals/eval-set.ts";
import { fallsBelow, readFloors } from "../../lab/evals/floors.ts";
import { readLexiconFiles, readTopicFiles } from "../../lab/evals/load-inputs.ts";
import { scoreEvalSet } from "../../lab/evals/scorer.ts";

const answer = createEvalAnswer(readTopicFiles("config"), readLexiconFiles("config"));
const scores = {
  tuned: scoreEvalSet(readEvalSet("tuned"), answer),
  frozen: scoreEvalSet(readEvalSet("frozen"), answer),
};

describe("our labelled sets", () => {
  it("score at or above their floors", () => {
    expect(fallsBelow(readFloors(), scores)).toEqual([]);
  });

  it("fail when a figure falls below its floor", () => {
    const floors = readFloors();
    const raised = { ...floors, frozen: { ...floors.frozen, macroF1: 1.01 } };
    expect(fallsBelow(raised, scores)).toEqual([expect.stringContaining("frozen, tone macro-F1")]);
  });

  it("have a floor for every register", () => {
    const floors = readFloors();
    expect(Object.keys(floors.tuned.registers).sort()).toEqual([...scores.tuned.byRegister.keys()].sort());
    expect(Object.keys(floors.frozen.registers).sort()).toEqual([...scores.frozen.byRegister.keys()].sort());
  });

  it("hold each text once, and spans that lie in it", () => {
    const rows = EVAL_SETS.flatMap((name) => readEvalSet(name));
    expect(new Set(rows.map(({ text }) => text)).size).toBe(rows.length);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    for (const { id, text, spans } of rows) {
      for (const { start, end } of spans) expect(text.slice(start, end).trim(), id).not.toBe("");
    }
  });
});
