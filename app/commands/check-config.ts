import { tokenize } from "../../analyzers/text/tokens.ts";
import { createTopicTagger } from "../../analyzers/topics/topic-tagger.ts";
import { loadConfig, problemSentence } from "../../config/load.ts";
import type { LexiconFile, SourceSettings, TopicFile } from "../../config/schema.ts";
import { brokenSelector } from "../../crawlers/parsers/configured.ts";
import type { Arguments } from "../arguments.ts";
import type { Io } from "../io.ts";

/** Every problem of the configuration at once, the topics' own examples included; starts nothing. */
export async function checkConfig(args: Arguments, io: Io): Promise<number> {
  const { config, problems } = loadConfig(args.configDir, process.env);
  for (const problem of problems) io.err(problemSentence(problem));
  if (config === null) return 1;
  const failing = [...brokenSelectors(config.sources), ...failingExamples(config.topics, config.lexicons)];
  for (const sentence of failing) io.err(sentence);
  if (failing.length > 0) return 1;
  const examples = config.topics.reduce((sum, topic) => sum + topic.examples.length, 0);
  io.out(
    `${args.configDir}: in order (${config.sources.length} sources, ${config.topics.length} topic families, ${examples} examples, ${config.lexicons.length} lexicon files, ${config.gazetteer.units.length} places).`,
  );
  return 0;
}

/** A selector that no page can be read by would make every page of its source look rebuilt. */
function brokenSelectors(sources: readonly SourceSettings[]): readonly string[] {
  return sources.flatMap(({ id, selectors }) => {
    const broken = selectors === undefined ? null : brokenSelector(selectors);
    return broken === null
      ? []
      : [`sources/${id}.yaml: selectors: "${broken}" is no CSS selector; correct it, or leave it out`];
  });
}

/** Runs each topic's examples through the tagger; answers a sentence for each that does not come out as expected. */
function failingExamples(topics: readonly TopicFile[], lexicons: readonly LexiconFile[]): readonly string[] {
  const tagger = createTopicTagger(topics, lexicons);
  return topics.flatMap((topic) =>
    topic.examples.flatMap((example) => {
      const found = tagger
        .tag({ tokens: tokenize(example.text), titleTokens: [], parentTopics: [] })
        .map((score) => score.id);
      const has = found.some((id) => id === example.topic || id.startsWith(`${example.topic}/`));
      if (has === example.expected) return [];
      const wanted = example.expected ? "is not given" : "is given";
      return [
        `topics/${topic.id}.yaml: examples: "${example.text}" ${wanted} ${example.topic} (found: ${found.join(", ") || "none"}); add a term or an exclusion, or correct the example`,
      ];
    }),
  );
}
