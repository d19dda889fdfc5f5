import { describe, expect, it } from "vitest";
import type { EvalRow } from "../../lab/evals/eval-set.ts";
import { type EvalAnswer, scoreEvalSet } from "../../lab/evals/scorer.ts";

function row(id: string, polarity: EvalRow["polarity"], topics: string[] = [], register = "news"): EvalRow {
  return { id, batch: "one", register, kind: "comment", text: id, polarity, topics, places: [], spans: [] };
}
function score(rows: EvalRow[], answers: Record<string, EvalAnswer>) {
  return scoreEvalSet(rows, ({ id }) => answers[id] ?? { polarity: "unclear", topics: [] });
}

describe("scoreEvalSet", () => {
  it("gives 1 where everything is right", () => {
    const { all } = score([row("a", "negative", ["land"]), row("b", "neutral"), row("c", "positive")], {
      a: { polarity: "negative", topics: ["land", "land/disputes"] },
      b: { polarity: "neutral", topics: [] },
      c: { polarity: "positive", topics: [] },
    });
    expect(all.macroF1).toBe(1);
    expect(all.topics.f1).toBe(1);
    expect(all.strayTopics).toBe(0);
  });

  it("counts an unclear answer as a miss and as nobody's false alarm", () => {
    const { all } = score([row("a", "negative"), row("b", "negative")], {
      a: { polarity: "negative", topics: [] },
      b: { polarity: "unclear", topics: [] },
    });
    expect(all.byLabel.negative).toEqual({ precision: 1, recall: 0.5, f1: 2 / 3 });
    expect(all.confusion.negative.unclear).toBe(1);
  });

  it("leaves unclear texts out of every F1", () => {
    const { all } = score([row("a", "negative"), row("b", "unclear")], {
      a: { polarity: "negative", topics: [] },
      b: { polarity: "negative", topics: [] },
    });
    expect(all.byLabel.negative.f1).toBe(1);
  });

  it("compares families, micro-averaged, and counts topics given to texts about none", () => {
    const { all } = score([row("a", "neutral", ["land", "conduct"]), row("b", "neutral")], {
      a: { polarity: "neutral", topics: ["land/disputes"] },
      b: { polarity: "neutral", topics: ["health"] },
    });
    expect(all.topics.precision).toBe(0.5);
    expect(all.topics.recall).toBe(0.5);
    expect(all.strayTopics).toBe(1);
  });

  it("scores each register by itself, over the labels that it holds", () => {
    const { byRegister } = score([row("a", "negative", [], "news"), row("b", "positive", [], "forum")], {
      a: { polarity: "negative", topics: [] },
      b: { polarity: "negative", topics: [] },
    });
    expect(byRegister.get("news")?.macroF1).toBe(1);
    expect(byRegister.get("forum")?.macroF1).toBe(0);
  });
});
