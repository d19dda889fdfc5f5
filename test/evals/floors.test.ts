import { describe, expect, it } from "vitest";
import { createEvalAnswer } from "../../lab/evals/answer.ts";
import { EVAL_SETS, readEvalSet } from "../../lab/evals/eval-set.ts";
import { fallsBelow, readFloors, scoreBatches } from "../../lab/evals/floors.ts";
import { readLexiconFiles, readTopicFiles } from "../../lab/evals/load-inputs.ts";

const answer = createEvalAnswer(readTopicFiles("config"), readLexiconFiles("config"));
const scores = { tuned: scoreBatches("tuned", answer), frozen: scoreBatches("frozen", answer) };

describe("our labelled sets", () => {
  it("score at or above their floors", () => {
    expect(fallsBelow(readFloors(), scores)).toEqual([]);
  });

  it("fail when a figure of one batch falls below its floor", () => {
    const floors = readFloors();
    const first = floors.frozen.first;
    if (first === undefined) throw new Error("no floors for the first frozen batch");
    const raised = { ...floors, frozen: { ...floors.frozen, first: { ...first, macroF1: 1.01 } } };
    expect(fallsBelow(raised, scores)).toEqual([
      expect.stringContaining("frozen, batch first, tone macro-F1"),
    ]);
  });

  it.each(EVAL_SETS)("have a floor for every batch and register: %s", (name) => {
    const floors = readFloors()[name];
    expect(Object.keys(floors).sort()).toEqual([...scores[name].keys()].sort());
    for (const [batch, { byRegister }] of scores[name])
      expect(Object.keys(floors[batch]?.registers ?? {}).sort(), batch).toEqual(
        [...byRegister.keys()].sort(),
      );
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
