import { z } from "zod";
import { createNormalizer } from "../../analyzers/text/normalize.ts";
import { buildDictionary, segment } from "../../analyzers/text/words.ts";
import type { Config } from "../../config/config.ts";
import type { Arguments } from "../arguments.ts";
import { configOf } from "../config.ts";
import type { Io } from "../io.ts";
import { eachJsonLine } from "../json-lines.ts";
import { buildRedactor } from "../product.ts";

const inputSchema = z.object({ id: z.union([z.string(), z.number()]), text: z.string() });

const wordsOf = (config: Config): readonly string[] =>
  config.lexicons.flatMap((lexicon) => (lexicon.kind === "words" ? lexicon.words : []));

/** The text in its normal spelling. */
export async function normalize(args: Arguments, io: Io): Promise<number> {
  const config = configOf(args);
  const teencode = Object.assign(
    {},
    ...config.lexicons.map((lexicon) => (lexicon.kind === "teencode" ? lexicon.entries : {})),
  ) as Record<string, string>;
  const normalizer = createNormalizer({ teencode, words: wordsOf(config) });
  return eachJsonLine(io, inputSchema, ({ id, text }) =>
    io.out(JSON.stringify({ id, text: normalizer.normalize(text).text })),
  );
}

/** The words of the text, in order and complete. */
export async function segmentWords(args: Arguments, io: Io): Promise<number> {
  const dictionary = buildDictionary(wordsOf(configOf(args)));
  return eachJsonLine(io, inputSchema, ({ id, text }) =>
    io.out(JSON.stringify({ id, words: segment(text, dictionary) })),
  );
}

/** The text with what identifies people masked, and where that stood. Fails closed: a text it cannot redact is not printed. */
export async function redact(args: Arguments, io: Io): Promise<number> {
  const redactor = buildRedactor(configOf(args));
  return eachJsonLine(io, inputSchema, ({ id, text }) => {
    const { text: masked, spans } = redactor.redact(text);
    io.out(JSON.stringify({ id, text: masked, spans }));
  });
}
