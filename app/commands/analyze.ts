import { z } from "zod";
import { createAnalyzer } from "../../analyzers/analyzer.ts";
import type { Arguments } from "../arguments.ts";
import { configOf } from "../config.ts";
import type { Io } from "../io.ts";
import { eachJsonLine } from "../json-lines.ts";
import { publicationTime } from "../publication-time.ts";

const inputSchema = z.object({
  id: z.union([z.string(), z.number()]),
  text: z.string(),
  title: z.string().nullish(),
  kind: z.enum(["article", "post", "comment", "report"]).nullish(),
  publishedAt: z.string().nullish(),
});

/**
 * Polarity, topics, places and relevance of each text. Pure: no store, no floors. With `--explain` each line also holds
 * the entries that were found, what shaped each and what it did.
 */
export async function analyze(args: Arguments, io: Io): Promise<number> {
  const config = configOf(args);
  const analyzer = createAnalyzer({
    topics: config.topics,
    lexicons: config.lexicons,
    gazetteer: config.gazetteer,
    area: config.settings.area,
  });
  return eachJsonLine(io, inputSchema, (line) => {
    const input = {
      text: line.text,
      title: line.title ?? null,
      kind: line.kind ?? null,
      publishedAt: publicationTime(line.publishedAt ?? null),
      sourceScope: "unknown",
      parent: null,
    } as const;
    const explained = args.flag("explain") ? analyzer.explain(input) : null;
    const annotations = explained?.annotations ?? analyzer.analyze(input);
    const { polarity, score, confidence, topics, places, relevant } = annotations;
    const steps = explained === null ? {} : { steps: { tone: explained.tone, topics: explained.topics } };
    io.out(JSON.stringify({ id: line.id, polarity, score, confidence, topics, places, relevant, ...steps }));
  });
}
