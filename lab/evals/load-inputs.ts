import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { type LexiconFile, lexiconFileSchema, type TopicFile, topicFileSchema } from "../../config/schema.ts";

/** The topic files of a configuration directory, checked; throws at the first mistake. */
export function readTopicFiles(configDirectory: string): TopicFile[] {
  return readYamlFolder(join(configDirectory, "topics")).map((value) => topicFileSchema.parse(value));
}

/** The lexicon files of a configuration directory, checked; throws at the first mistake. */
export function readLexiconFiles(configDirectory: string): LexiconFile[] {
  return readYamlFolder(join(configDirectory, "lexicons")).map((value) => lexiconFileSchema.parse(value));
}

function readYamlFolder(directory: string): unknown[] {
  return readdirSync(directory)
    .filter((name) => name.endsWith(".yaml"))
    .sort()
    .map((name) => parse(readFileSync(join(directory, name), "utf8")));
}
