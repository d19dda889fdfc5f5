import { createAnalyzer } from "../../analyzers/analyzer.ts";
import { EVAL_SETS, type EvalRow, readEvalSet } from "../../lab/evals/eval-set.ts";
import { type EvalScore, type F1, scoreEvalSet } from "../../lab/evals/scorer.ts";
import type { Arguments } from "../arguments.ts";
import { configOf } from "../config.ts";
import type { Io } from "../io.ts";

const percent = (value: number): string => (100 * value).toFixed(1).padStart(6);
const figures = ({ precision, recall, f1 }: F1): string =>
  `P${percent(precision)} R${percent(recall)} F1${percent(f1)}`;

/** Scores of our own labelled sets, per register and batch, with the confusion of tones. The frozen texts are only ever scored. */
export async function evaluate(args: Arguments, io: Io): Promise<number> {
  const config = configOf(args);
  const analyzer = createAnalyzer({
    topics: config.topics,
    lexicons: config.lexicons,
    gazetteer: config.gazetteer,
    area: config.settings.area,
  });
  const answer = (row: EvalRow): { polarity: EvalRow["polarity"]; topics: string[] } => {
    const { polarity, topics } = analyzer.analyze({
      text: row.text,
      title: row.title ?? null,
      kind: row.kind,
      publishedAt: null,
      sourceScope: "unknown",
      parent: null,
    });
    return { polarity, topics: topics.map((topic) => topic.id) };
  };
  for (const name of EVAL_SETS) {
    const { all, byRegister, byBatch } = scoreEvalSet(readEvalSet(name), answer);
    io.out(`${name}: ${all.rows} texts`);
    print(io, "all", all);
    for (const [register, score] of [...byRegister].sort(([a], [b]) => (a < b ? -1 : 1)))
      print(io, register, score);
    for (const [batch, score] of byBatch) print(io, `batch ${batch}`, score);
    for (const [truth, row] of Object.entries(all.confusion)) {
      io.out(
        `  ${truth.padEnd(9)} read as ${Object.entries(row)
          .map(([label, count]) => `${label} ${count}`)
          .join(", ")}`,
      );
    }
  }
  return 0;
}

function print(io: Io, name: string, score: EvalScore): void {
  io.out(
    `  ${name.padEnd(12)} n ${String(score.rows).padStart(4)}  tone macro-F1${percent(score.macroF1)}  topics ${figures(score.topics)}  stray topics ${score.strayTopics}`,
  );
}
