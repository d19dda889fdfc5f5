import { join } from "node:path";
import { benchCrawl, benchExtraction } from "../../lab/bench/crawl/bench-crawl.ts";
import { UsageError } from "../../model/errors.ts";
import type { Arguments } from "../arguments.ts";
import type { Io } from "../io.ts";

type Bench = (args: Arguments, io: Io) => Promise<number>;

/** What can be measured, by name; each beside its peers, in one run, on loopback. */
const BENCHES: Readonly<Record<string, Bench>> = { crawl };

/** `bench NAME`: one measurement as a table; its exit code says whether the budget was met. */
export async function bench(args: Arguments, io: Io): Promise<number> {
  const name = args.words[0] ?? "";
  const found = Object.hasOwn(BENCHES, name) ? BENCHES[name] : undefined;
  if (found === undefined)
    throw new UsageError("unknown-bench", `bench measures ${Object.keys(BENCHES).join(", ")}; not "${name}"`);
  return await found(args, io);
}

/** Budgets of DESIGN section 8. */
const CRAWLEE_FACTOR = 2;
const SCRAPY_FACTOR = 1.2;
const READABILITY_FACTOR = 1.2;
const SLOWEST_PAGE_MS = 3000;

/** Collect beside Crawlee and Scrapy, then generic extraction beside bare Readability on linkedom. */
async function crawl(args: Arguments, io: Io): Promise<number> {
  const count = Number(args.text("count") ?? "400");
  const rounds = Number(args.text("rounds") ?? "5");
  if (!(count >= 10 && rounds >= 1))
    throw new UsageError("bad-option", "bench crawl: --count is at least 10 pages, --rounds at least 1");
  const [ours, crawlee, scrapy] = await benchCrawl({
    cacheDir: join(args.dataDir, "bench"),
    pages: count,
    rounds,
    pageFile: args.text("page"),
    extractionFile: args.text("pages"),
    say: io.err,
  });
  let isMet = true;
  for (const side of [ours, crawlee, scrapy]) {
    if (!side || !ours) continue;
    const factor = ours.pagesPerSecond / side.pagesPerSecond;
    const wanted = side === ours ? 1 : side === crawlee ? CRAWLEE_FACTOR : SCRAPY_FACTOR;
    if (factor < wanted) isMet = false;
    const beside = side === ours ? "" : `  ours is ${factor.toFixed(2)} × (at least ${wanted})`;
    io.out(
      `collect  ${side.name.padEnd(24)} ${side.pagesPerSecond.toFixed(0).padStart(5)} pages/s ${side.megabytes.toFixed(0).padStart(5)} MB ${side.cpuMsPerPage.toFixed(1).padStart(6)} ms of processor a page${beside}`,
    );
  }
  const extraction = await benchExtraction({ extractionFile: args.text("pages") });
  const factor = extraction.oursPerSecond / extraction.barePerSecond;
  if (factor < READABILITY_FACTOR || extraction.slowestMs > SLOWEST_PAGE_MS) isMet = false;
  io.out(
    `extract  ${extraction.pages} pages: ours ${extraction.oursPerSecond.toFixed(1)}/s, bare Readability on linkedom ${extraction.barePerSecond.toFixed(1)}/s: ${factor.toFixed(2)} × (at least ${READABILITY_FACTOR}); slowest of ours ${extraction.slowestMs.toFixed(0)} ms (at most ${SLOWEST_PAGE_MS})`,
  );
  return isMet ? 0 : 1;
}
