import { createPolarityReader } from "../../analyzers/sentiment/polarity.ts";
import { tokenize } from "../../analyzers/text/tokens.ts";
import { createTopicTagger } from "../../analyzers/topics/topic-tagger.ts";
import type { LexiconFile, TopicFile } from "../../config/schema.ts";
import type { EvalRow } from "./eval-set.ts";
import type { EvalAnswer } from "./scorer.ts";

/** The shipped tagger and reader as a function of a labelled text, for the scorer. */
export function createEvalAnswer(
  topics: readonly TopicFile[],
  lexicons: readonly LexiconFile[],
): (row: EvalRow) => EvalAnswer {
  const tagger = createTopicTagger(topics, lexicons);
  const reader = createPolarityReader(lexicons);
  return (row) => {
    const tokens = tokenize(row.text);
    const titleTokens = row.title === undefined ? [] : tokenize(row.title);
    return {
      polarity: reader.read({ tokens, titleTokens, kind: row.kind }).polarity,
      topics: tagger.tag({ tokens, titleTokens, parentTopics: [] }).map(({ id }) => id),
    };
  };
}
