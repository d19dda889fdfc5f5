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

/** Polarity, topics, places and relevance of each text. Pure: no store, no floors. */
export async function analyze(args: Arguments, io: Io): Promise<number> {
  const config = configOf(args);
  const analyzer = createAnalyzer({
    topics: config.topics,
    lexicons: config.lexicons,
    gazetteer: config.gazetteer,
    area: config.settings.area,
  });
  return eachJsonLine(io, inputSchema, (line) => {
    const annotations = analyzer.analyze({
      text: line.text,
      title: line.title ?? null,
      kind: line.kind ?? null,
      publishedAt: publicationTime(line.publishedAt ?? null),
      sourceScope: "unknown",
      parent: null,
    });
    const { polarity, score, confidence, topics, places, relevant } = annotations;
    io.out(JSON.stringify({ id: line.id, polarity, score, confidence, topics, places, relevant }));
  });
}
