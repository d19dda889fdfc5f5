import { openStores, type Readers, startPath } from "../../app/product.ts";
import type { Config } from "../../config/config.ts";
import { settingsSchema } from "../../config/schema.ts";
import type { Annotations, RawItem } from "../../model/document.ts";
import type { Instant, PlaceId, SourceId, TopicId } from "../../model/ids.ts";
import { type CountedLine, countedLines, RIG_NOW, RIG_PLACES } from "./counted-lines.ts";

/**
 * A small process that takes lines in and counts voices as the product does, with readers that need no lexicon: it is up
 * in a fraction of a second, so that it can be killed often. Arguments: data directory, seed, lines, share with an
 * author, first line. Says "ready", then a point for every chunk, then "end".
 */

const CHUNK = 40;
const at = new Date(RIG_NOW);

const annotate = (line: CountedLine): Annotations => ({
  polarity: line.negative ? "negative" : "neutral",
  score: line.negative ? -0.6 : 0,
  confidence: 0.9,
  topics: [{ id: line.topic as TopicId, score: 1, evidence: [] }],
  places: [{ id: line.place as PlaceId, name: line.place, confidence: 0.9 }],
  relevant: true,
});

function rigConfig(): Config {
  const area = {
    name: { vi: "A", en: "A" },
    communes: RIG_PLACES.map((_, index) => String(index + 1)),
    province: "A",
  };
  const units = RIG_PLACES.map((id, index) => ({
    id,
    code: String(index + 1),
    name: id,
    label: id,
    until: null,
  }));
  const config = {
    settings: settingsSchema.parse({ area, crawl: { contact: "rig" } }),
    sources: [],
    topics: [],
    gazetteer: { units, unitById: new Map(units.map((unit) => [unit.id, unit])) },
  };
  return config as unknown as Config;
}

async function main(dataDir: string, lines: readonly CountedLine[], from: number): Promise<void> {
  const stores = openStores(dataDir, () => at);
  const byText = new Map(lines.map((line) => [line.text, line]));
  const readers = {
    analyzer: {
      version: "rig",
      analyze: ({ text }: { readonly text: string }) => {
        const line = byText.get(text);
        if (line === undefined) throw new Error("a text that the rig never wrote");
        return annotate(line);
      },
    },
    redactor: { redact: (text: string) => ({ text, spans: [] }) },
  } as unknown as Readers;
  const quiet = {
    debug: () => {},
    info: () => {},
    warn: () => {},
    error: (...said: unknown[]) => console.error(...said),
  };
  const path = startPath({ config: rigConfig(), stores, readers, now: () => at, log: quiet as never });
  process.stdout.write("ready\n");
  for (let index = from; index < lines.length; index += CHUNK) {
    for (const group of new Set(lines.slice(index, index + CHUNK).map(({ source }) => source))) {
      const own = lines.slice(index, index + CHUNK).filter(({ source }) => source === group);
      const accounts = new Map(own.filter(({ named }) => named).map(({ id, person }) => [id, person]));
      const parsed = { items: own.map(itemOf), accounts };
      const source = { id: group as SourceId, group, channel: "public" as const, platform: "rig" };
      await path.queue.enqueue(path.admitter.admit(parsed, source, `run-${process.pid}`, 5));
    }
    await path.queue.idle();
    process.stdout.write(".\n");
  }
  await path.queue.close();
  await stores.close();
  process.stdout.write("end\n");
}

function itemOf(line: CountedLine): RawItem {
  return {
    sourceId: line.source as SourceId,
    kind: "post",
    speaker: "citizen",
    nativeId: line.id,
    parentNativeId: null,
    url: null,
    title: null,
    text: line.text,
    publishedAt: `${line.day}T05:00:00.000Z` as Instant,
    fetchedAt: at.toISOString() as Instant,
  };
}

const [dataDir = "", seed = "1", count = "800", named = "1", from = "0"] = process.argv.slice(2);
await main(dataDir, countedLines(Number(seed), Number(count), Number(named)), Number(from));
