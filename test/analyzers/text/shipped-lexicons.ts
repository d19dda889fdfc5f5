import { readdirSync, readFileSync } from "node:fs";
import { parse } from "yaml";
import { lexiconFileSchema } from "../../../config/schema.ts";

/** The short forms and words that the product ships with. */
export function shippedLexicons(): { teencode: Readonly<Record<string, string>>; words: readonly string[] } {
  const directory = new URL("../../../config/lexicons/", import.meta.url);
  const teencode: Record<string, string> = {};
  const words: string[] = [];
  for (const name of readdirSync(directory)) {
    if (!/^(?:teencode|words).*\.yaml$/.test(name)) continue;
    const lexicon = lexiconFileSchema.parse(
      parse(readFileSync(new URL(name, directory), "utf8"), { uniqueKeys: false }),
    );
    if (lexicon.kind === "teencode") Object.assign(teencode, lexicon.entries);
    if (lexicon.kind === "words") for (const word of lexicon.words) words.push(word);
  }
  return { teencode, words };
}
