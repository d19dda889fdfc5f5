import { sourceSchema } from "../../../config/schema.ts";
import { createCrawler } from "../../../crawlers/create-crawler.ts";
import { createHostPace } from "../../../crawlers/fetcher/host-pace.ts";

/** Our collect over `count` pages of a site, robots and pace checks on: one JSON line of figures. */
async function main(at: string, count: number): Promise<void> {
  const { host } = new URL(at);
  const crawler = createCrawler({
    contact: "https://example.org/bench",
    allowPrivateHosts: [host],
    pace: createHostPace(),
    now: () => new Date(),
  });
  const source = sourceSchema.parse({
    id: "bench",
    name: "Bench",
    scope: "national",
    legalNote: "Bản sao để đo trên máy này.",
    shape: "vnexpress",
    hosts: [host],
    feeds: [`${at}/rss`],
    pace: { gapMs: 0, maxPerDay: 1_000_000 },
  });
  const signal = new AbortController().signal;
  let characters = 0;
  const read = async (from: number, to: number): Promise<number> => {
    let next = from;
    const began = performance.now();
    const worker = async (): Promise<void> => {
      while (next < to) {
        const url = `${at}/duong-lien-xa-${1_000_000 + next++}.html`;
        const entry = {
          url,
          target: "page" as const,
          title: null,
          publishedAt: null,
          version: "",
          parentNativeId: null,
        };
        const collected = await crawler.collect(source, entry, signal);
        if (collected.kind !== "items" || collected.extractor !== "site")
          throw new Error(`${url} was not read by its parser`);
        characters += collected.parsed.items[0]?.text.length ?? 0;
      }
    };
    await Promise.all(Array.from({ length: 32 }, worker));
    return performance.now() - began;
  };
  await read(0, Math.ceil(count / 5));
  const before = process.cpuUsage();
  const tookMs = await read(count, 2 * count);
  const { user, system } = process.cpuUsage(before);
  const cpuMs = (user + system) / 1000;
  const megabytes = process.resourceUsage().maxRSS / 1024;
  process.stdout.write(`${JSON.stringify({ pages: count, tookMs, cpuMs, megabytes, characters })}\n`);
  await crawler.close();
}

await main(process.argv[2] ?? "", Number(process.argv[3]));
