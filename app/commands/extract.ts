import { z } from "zod";
import { extractPage } from "../../crawlers/parsers/extract-page.ts";
import { createGenericExtractor } from "../../crawlers/parsers/generic.ts";
import type { Arguments } from "../arguments.ts";
import { commandClock } from "../clock.ts";
import type { Io } from "../io.ts";
import { eachJsonLine } from "../json-lines.ts";

const inputSchema = z.object({
  id: z.union([z.string(), z.number()]),
  url: z.string().nullish(),
  html: z.string(),
});

/** What a page says: title, text (one line per block), publication time, canonical address, and which extractor read it. */
export async function extract(args: Arguments, io: Io): Promise<number> {
  const now = commandClock(args);
  const generic = createGenericExtractor();
  try {
    return await eachJsonLine(io, inputSchema, async (line) => {
      const page = await extractPage({ url: line.url ?? "", html: line.html }, { now: now(), generic });
      io.out(JSON.stringify({ id: line.id, ...page }));
    });
  } finally {
    await generic.close();
  }
}
