import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { closedPlace } from "../../config/platform-checks.ts";
import { SOURCE_SHAPES, type SourceSettings } from "../../config/schema.ts";
import { decodeText } from "../../crawlers/fetcher/encoding.ts";
import { PAGE_MAX_BYTES } from "../../crawlers/fetcher/fetcher.ts";
import { wallIn } from "../../crawlers/fetcher/walls.ts";
import { readPage } from "../../crawlers/parsers/extract-page.ts";
import { PermanentError, RetryableError, UsageError } from "../../model/errors.ts";
import { dayOf, instantOf } from "../../model/time.ts";
import { anonymizePage, citizenAddress } from "../anonymize-page.ts";
import type { Arguments } from "../arguments.ts";
import { commandClock } from "../clock.ts";
import { configOf } from "../config.ts";
import type { Io } from "../io.ts";
import { openPage } from "../open-page.ts";
import { buildRedactor } from "../product.ts";

const FOLDER = "test/fixtures/pages";

/** Fetches one page and writes a golden pair from it: the page without people, and what its parser reads there. */
export async function recordFixture(args: Arguments, io: Io): Promise<number> {
  const address = args.words[0] ?? "";
  if (!/^https?:\/\//.test(address) || !URL.canParse(address))
    throw new UsageError(
      "bad-address",
      "record-fixture needs an address that begins with http:// or https://",
    );
  const shape = shapeOf(args.text("shape"));
  const closed = closedPlace(address);
  if (closed !== null) {
    io.err(`${address}: ${closed}`);
    return 1;
  }
  const config = configOf(args);
  const now = commandClock(args)();
  const page = openPage(config, [address]);
  try {
    const answer = await page.fetch(
      { url: address, maxBytes: PAGE_MAX_BYTES, accept: "text/html, */*;q=0.1" },
      new AbortController().signal,
    );
    if (answer.kind !== "ok") {
      io.err(answer.kind === "refused" ? answer.problem : `${address} answered nothing new`);
      return 1;
    }
    const html = decodeText(answer.bytes, answer.headers["content-type"] ?? null);
    const context = { url: answer.url, hosts: [new URL(answer.url).host], now };
    const original = await readPage(html, context, shape, page.generic);
    const text = original.page.kind === "article" ? original.page.text : "…";
    const wall = wallIn(html, text);
    if (wall !== null || text === "") {
      io.err(`${answer.url} ${wall?.sentence ?? "holds no article or thread that could be found"}`);
      return 1;
    }
    const citizen = original.page.kind === "thread";
    const redactor = buildRedactor(config);
    const redact = (words: string): string => redactor.redact(words).text;
    const clean = anonymizePage(html, { citizen, redact, now });
    const url = citizen ? citizenAddress(answer.url) : answer.url;
    const read = await readPage(clean, { url, hosts: [new URL(url).host], now }, shape, page.generic);
    const name = args.text("name") ?? nameOf(read.layout, url);
    const files = write(args.text("out") ?? FOLDER, name, clean, {
      url,
      shape: shape ?? (read.layout?.split("/")[0] as SourceSettings["shape"] | undefined) ?? "generic",
      saved: dayOf(instantOf(now)),
      extractor: read.extractor,
      layout: read.layout,
      page: read.page,
    });
    io.out(JSON.stringify({ ...files, extractor: read.extractor, layout: read.layout }));
    io.err(
      "look at both files before they are committed: what no rule knows as a person's, no rule replaces",
    );
    return 0;
  } catch (error) {
    if (!(error instanceof RetryableError || error instanceof PermanentError)) throw error;
    io.err(error.message);
    return 1;
  } finally {
    await page.close();
  }
}

function shapeOf(word: string | null): SourceSettings["shape"] | null {
  if (word === null) return null;
  const shape = SOURCE_SHAPES.find((known) => known === word);
  if (shape === undefined)
    throw new UsageError("unknown-shape", `there is no shape "${word}"; known: ${SOURCE_SHAPES.join(", ")}`);
  return shape;
}

/** A name that says nothing of what the page is about. */
function nameOf(layout: string | null, url: string): string {
  const family = layout === null ? new URL(url).hostname : layout.replace("/", "-");
  return `${family.replace(/[^a-z0-9]+/gi, "-").toLowerCase()}-recorded`;
}

function write(folder: string, name: string, html: string, golden: unknown): { html: string; json: string } {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name))
    throw new UsageError("bad-name", `"${name}" is no name: use lower-case letters, digits and hyphens`);
  mkdirSync(folder, { recursive: true });
  const files = { html: join(folder, `${name}.html`), json: join(folder, `${name}.json`) };
  writeFileSync(files.html, html);
  writeFileSync(files.json, `${JSON.stringify(golden, null, 2)}\n`);
  return files;
}
