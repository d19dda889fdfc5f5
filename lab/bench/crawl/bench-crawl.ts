import { type ChildProcess, execFile, spawn } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { gunzipSync } from "node:zlib";
import { Readability } from "@mozilla/readability";
import { parseHTML } from "linkedom";
import { createGenericExtractor } from "../../../crawlers/parsers/generic.ts";
import { heavyPage } from "./page.ts";

/** Where the peers are installed, how much is read, and what is said on the way. */
export interface CrawlBenchOptions {
  /** The peers' versions are installed here, beside the product and not into it. */
  readonly cacheDir: string;
  readonly pages: number;
  readonly rounds: number;
  /** A page in place of ours; null: the replica's. */
  readonly pageFile: string | null;
  /** Pages with `html` and `url` or `id`, JSON lines, gzip, for the extraction line; null: the replica's page. */
  readonly extractionFile: string | null;
  readonly say: (line: string) => void;
}

/** One measured side: its median over the rounds. */
export interface CrawlMeasure {
  readonly name: string;
  readonly pagesPerSecond: number;
  readonly megabytes: number;
  /** Time of all its threads on processors, per page: what a busy machine falsifies least. */
  readonly cpuMsPerPage: number;
}

/** Peers in the versions that the figures are quoted for. */
const CRAWLEE = "@crawlee/cheerio@3.18.1";
const SCRAPY = "scrapy==2.19.0";
const here = (name: string): string => fileURLToPath(new URL(`./${name}`, import.meta.url));
const run = promisify(execFile);
const NODE_FLAGS = ["--disable-warning=ExperimentalWarning"];

/** Our collect, Crawlee's and Scrapy's over the same pages, in turn within each round, so that what else runs meets all alike. */
export async function benchCrawl(options: CrawlBenchOptions): Promise<readonly CrawlMeasure[]> {
  const peers = await installPeers(options);
  const site = await startSite(options.pageFile);
  const sides: readonly {
    readonly name: string;
    readonly command: string;
    readonly args: readonly string[];
    readonly cwd?: string;
  }[] = [
    { name: "Lắng Nghe", command: process.execPath, args: [...NODE_FLAGS, here("ours.ts")] },
    {
      name: CRAWLEE,
      command: process.execPath,
      args: [join(peers.crawlee, "crawlee-peer.mjs")],
      cwd: peers.crawlee,
    },
    { name: SCRAPY, command: peers.python, args: [here("scrapy_peer.py")] },
  ];
  try {
    const results = new Map<string, CrawlMeasure[]>();
    for (let round = 1; round <= options.rounds; round += 1) {
      for (const { name, command, args, cwd } of sides) {
        const { stdout } = await run(command, [...args, site.url, String(options.pages)], {
          ...(cwd && { cwd }),
          maxBuffer: 1e7,
        });
        const figures = JSON.parse(stdout) as {
          pages: number;
          tookMs: number;
          cpuMs: number;
          megabytes: number;
        };
        const measure = {
          name,
          pagesPerSecond: (figures.pages / figures.tookMs) * 1000,
          megabytes: figures.megabytes,
          cpuMsPerPage: figures.cpuMs / figures.pages,
        };
        results.set(name, [...(results.get(name) ?? []), measure]);
        options.say(
          `round ${round}: ${name} ${measure.pagesPerSecond.toFixed(0)} pages/s, ${measure.megabytes.toFixed(0)} MB`,
        );
      }
    }
    return [...results].map(([name, all]) => ({
      name,
      pagesPerSecond: median(all.map((measure) => measure.pagesPerSecond)),
      megabytes: median(all.map((measure) => measure.megabytes)),
      cpuMsPerPage: median(all.map((measure) => measure.cpuMsPerPage)),
    }));
  } finally {
    site.process.kill();
  }
}

/** What generic extraction does beside bare Readability on linkedom, page by page on the same pages. */
export interface ExtractionMeasure {
  readonly pages: number;
  readonly oursPerSecond: number;
  readonly bareMs: number;
  readonly barePerSecond: number;
  /** The slowest page of ours. */
  readonly slowestMs: number;
}

/** Each page once by ours, once by the bare library, in turn; ours in its own thread, its way there and back included. */
export async function benchExtraction(
  options: Pick<CrawlBenchOptions, "extractionFile">,
): Promise<ExtractionMeasure> {
  const pages = readPages(options.extractionFile);
  const generic = createGenericExtractor();
  let oursMs = 0;
  let bareMs = 0;
  let slowestMs = 0;
  const timed = async (work: () => unknown): Promise<number> => {
    const began = performance.now();
    await work();
    return performance.now() - began;
  };
  try {
    for (const { html, url } of pages.slice(0, 5)) {
      await generic.extract(html, url);
      bare(html);
    }
    for (const { html, url } of pages) {
      const tookMs = await timed(() => generic.extract(html, url));
      slowestMs = Math.max(slowestMs, tookMs);
      oursMs += tookMs;
      bareMs += await timed(() => bare(html));
    }
  } finally {
    await generic.close();
  }
  const perSecond = (ms: number): number => (pages.length / ms) * 1000;
  return {
    pages: pages.length,
    oursPerSecond: perSecond(oursMs),
    bareMs,
    barePerSecond: perSecond(bareMs),
    slowestMs,
  };
}

function bare(html: string): number {
  const { document } = parseHTML(html);
  return (
    new Readability(document as unknown as ConstructorParameters<typeof Readability>[0]).parse()?.textContent
      ?.length ?? 0
  );
}

function readPages(file: string | null): { readonly html: string; readonly url: string }[] {
  if (file === null)
    return Array.from({ length: 40 }, () => ({ html: heavyPage(), url: "http://bao.example/a.html" }));
  return gunzipSync(readFileSync(file))
    .toString("utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const { html, url } = JSON.parse(line) as { html: string; url?: string };
      return { html, url: url ?? "http://trang.example/" };
    });
}

async function installPeers({
  cacheDir,
  say,
}: CrawlBenchOptions): Promise<{ readonly crawlee: string; readonly python: string }> {
  const crawlee = join(cacheDir, "crawlee");
  const venv = join(cacheDir, "scrapy");
  const python = join(venv, "bin", "python");
  mkdirSync(crawlee, { recursive: true });
  if (!existsSync(join(crawlee, "node_modules"))) {
    say(`installing ${CRAWLEE} into ${crawlee}`);
    writeFileSync(join(crawlee, "package.json"), '{"private":true,"type":"module"}\n');
    await run("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund", CRAWLEE], { cwd: crawlee });
  }
  copyFileSync(here("crawlee-peer.mjs"), join(crawlee, "crawlee-peer.mjs"));
  if (!existsSync(python)) {
    say(`installing ${SCRAPY} into ${venv}`);
    await run("python3", ["-m", "venv", venv]);
    await run(python, ["-m", "pip", "install", "-q", SCRAPY]);
  }
  return { crawlee, python };
}

/** The site in a process of its own, so that serving takes nothing from whoever is measured. */
function startSite(
  pageFile: string | null,
): Promise<{ readonly url: string; readonly process: ChildProcess }> {
  const child = spawn(
    process.execPath,
    [...NODE_FLAGS, here("site.ts"), ...(pageFile === null ? [] : [pageFile])],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", () => reject(new Error("the site did not start")));
    child.stdout.once("data", (data: Buffer) => resolve({ url: String(data).trim(), process: child }));
  });
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
