import type { Polarity } from "../../model/document.ts";
import type { EvalRow } from "./eval-set.ts";

/** What an analyzer says of one text; topics may be families or children. */
export interface EvalAnswer {
  readonly polarity: Polarity;
  readonly topics: readonly string[];
}

/** F1 of one label, or of all topics together. */
export interface F1 {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** The scores of one set or one register of it. */
export interface EvalScore {
  readonly rows: number;
  /** Mean of the three labels' F1; `unclear` answers are misses, `unclear` texts are left out. */
  readonly macroF1: number;
  readonly byLabel: Readonly<Record<Label, F1>>;
  /** confusion[truth][answer], `unclear` included on both sides. */
  readonly confusion: Readonly<Record<Polarity, Readonly<Record<Polarity, number>>>>;
  /** Families, micro-averaged over all texts. */
  readonly topics: F1;
  /** Texts about none of our topics that were given one. */
  readonly strayTopics: number;
}

const LABELS = ["negative", "neutral", "positive"] as const;
type Label = (typeof LABELS)[number];
const POLARITIES = [...LABELS, "unclear"] as const;

/** Scores `answer` on the rows, once for all, once per register and once per batch. */
export function scoreEvalSet(
  rows: readonly EvalRow[],
  answer: (row: EvalRow) => EvalAnswer,
): {
  readonly all: EvalScore;
  readonly byRegister: ReadonlyMap<string, EvalScore>;
  readonly byBatch: ReadonlyMap<string, EvalScore>;
} {
  const answered = rows.map((row) => ({ row, answer: answer(row) }));
  const by = (field: "register" | "batch"): ReadonlyMap<string, EvalScore> =>
    new Map(
      [...new Set(rows.map((row) => row[field]))].map((value) => [
        value,
        scoreRows(answered.filter(({ row }) => row[field] === value)),
      ]),
    );
  return { all: scoreRows(answered), byRegister: by("register"), byBatch: by("batch") };
}

interface Answered {
  readonly row: EvalRow;
  readonly answer: EvalAnswer;
}

function scoreRows(answered: readonly Answered[]): EvalScore {
  const confusion = emptyConfusion();
  for (const { row, answer } of answered) confusion[row.polarity][answer.polarity]++;
  const byLabel = {
    negative: labelF1(confusion, "negative"),
    neutral: labelF1(confusion, "neutral"),
    positive: labelF1(confusion, "positive"),
  };
  // A label that a register has no text of would count as 0 and say nothing.
  const present = LABELS.filter((label) => answered.some(({ row }) => row.polarity === label));
  const sum = present.reduce((total, label) => total + byLabel[label].f1, 0);
  return {
    rows: answered.length,
    macroF1: present.length === 0 ? 0 : sum / present.length,
    byLabel,
    confusion,
    ...scoreTopics(answered),
  };
}

function emptyConfusion(): Record<Polarity, Record<Polarity, number>> {
  const row = () => ({ negative: 0, neutral: 0, positive: 0, unclear: 0 });
  return { negative: row(), neutral: row(), positive: row(), unclear: row() };
}

function labelF1(
  confusion: Readonly<Record<Polarity, Readonly<Record<Polarity, number>>>>,
  label: Label,
): F1 {
  const right = confusion[label][label];
  const truths = POLARITIES.reduce((total, answer) => total + confusion[label][answer], 0);
  const answers = LABELS.reduce((total, truth) => total + confusion[truth][label], 0);
  return f1Of(right, answers, truths);
}

function scoreTopics(answered: readonly Answered[]): { topics: F1; strayTopics: number } {
  let right = 0;
  let given = 0;
  let due = 0;
  let strayTopics = 0;
  for (const { row, answer } of answered) {
    const families = familiesOf(answer.topics);
    const wanted = familiesOf(row.topics);
    given += families.size;
    due += wanted.size;
    right += [...wanted].filter((topic) => families.has(topic)).length;
    if (row.topics.length === 0 && families.size > 0) strayTopics++;
  }
  return { topics: f1Of(right, given, due), strayTopics };
}

function familiesOf(topics: readonly string[]): ReadonlySet<string> {
  return new Set(topics.map((topic) => topic.split("/")[0] ?? topic));
}

function f1Of(right: number, answers: number, truths: number): F1 {
  const precision = answers === 0 ? 0 : right / answers;
  const recall = truths === 0 ? 0 : right / truths;
  return { precision, recall, f1: right === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
}
