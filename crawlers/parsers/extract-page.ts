import { type CheerioAPI, load } from "cheerio/slim";
import type { SourceSettings } from "../../config/schema.ts";
import type { Instant } from "../../model/ids.ts";
import { canonicalAddress } from "../address.ts";
import { oneLine } from "./blocks.ts";
import type { GenericExtractor } from "./generic.ts";
import { shownTime, textStart, titleOf } from "./page-head.ts";
import { pageLines } from "./page-lines.ts";
import { withoutScripts } from "./page-scripts.ts";
import { isOverloaded, isScattered } from "./page-size.ts";
import { SITE_FAMILIES } from "./registry.ts";
import type { PageContext, ParsedPage } from "./site-family.ts";
import { readMetadata } from "./structured-data.ts";

/** Which of the three ways found the text; a shift in a source's mix means that the site was rebuilt. */
export type Extractor = "site" | "structured-data" | "generic";

/** A structured article body shorter than this is a teaser. */
const MIN_STRUCTURED_LENGTH = 250;

/** A page as it was read, and by which of the three ways. */
export interface ReadPage {
  readonly page: ParsedPage;
  readonly extractor: Extractor;
  /** "tuoitre/2": which layout of which family read it; null where no family did. */
  readonly layout: string | null;
  readonly problem: string | null;
}

/**
 * Reads a page by its family's parser, else by its structured data, else by the generic extractor. Without a shape the
 * families are tried by their marks. `page.text` is empty when nobody found anything.
 */
export async function readPage(
  page: string,
  context: PageContext,
  shape: SourceSettings["shape"] | null,
  generic: GenericExtractor,
): Promise<ReadPage> {
  const html = withoutScripts(page);
  if (isOverloaded(html)) return overloaded(context);
  const $ = load(html);
  if (isScattered($)) return overloaded(context);
  for (const { family, layout } of candidates($, html, shape)) {
    const page = layout.parse($, context);
    if (page && (page.kind === "thread" || page.text !== "")) {
      return { page, extractor: "site", layout: `${family.shape}/${layout.version}`, problem: null };
    }
  }
  return await readArticle($, html, context, generic);
}

/** The layouts of the source's own family, newest first; without a family of its own, those whose marks the page carries. */
function candidates($: CheerioAPI, html: string, shape: SourceSettings["shape"] | null) {
  const all = SITE_FAMILIES.flatMap((family) => family.layouts.map((layout) => ({ family, layout })));
  const own = all.filter(({ family }) => family.shape === shape);
  if (shape !== null && shape !== "generic") return own;
  return [
    ...own,
    ...all.filter(({ layout }) => layout.hints.some((hint) => html.includes(hint)) && layout.recognises($)),
  ];
}

function overloaded(context: PageContext): ReadPage {
  const page = {
    kind: "article" as const,
    title: null,
    text: "",
    publishedAt: null,
    canonicalUrl: canonicalAddress(null, context.url, context.hosts),
    commentQuery: null,
  };
  const problem = `${context.url} is larger, or holds more or deeper nested elements, than any real page; it was not read`;
  return { page, extractor: "generic", layout: null, problem };
}

async function readArticle(
  $: CheerioAPI,
  html: string,
  context: PageContext,
  generic: GenericExtractor,
): Promise<ReadPage> {
  const metadata = readMetadata($, context);
  const { found, problem } = await generic.extract(html, context.url);
  const body = articleBody(metadata.articleBody);
  // A page that shows much less than it tells machines builds its text by script.
  const shows = found !== null && found.text.length * 2 >= body.length;
  const structured = !shows && body.length >= MIN_STRUCTURED_LENGTH;
  const text = structured ? body : (found?.text ?? "");
  const lines = pageLines($);
  const start = textStart(lines, text);
  const title = titleOf(lines, start, metadata) ?? oneLine(found?.title);
  const page = {
    kind: "article" as const,
    title,
    text: structured ? text : withoutTitle(text, title),
    publishedAt:
      metadata.publishedAt ?? shownTime(lines, start, start + text.split("\n").length, context.now),
    canonicalUrl: metadata.canonicalUrl,
    commentQuery: null,
  };
  return { page, extractor: structured ? "structured-data" : "generic", layout: null, problem };
}

/** Forums and old portals print the title once more in the text. */
function withoutTitle(text: string, title: string | null): string {
  const own = new Set([title, `Re: ${title}`]);
  return text
    .split("\n")
    .filter((line) => !own.has(line))
    .join("\n");
}

/** The body that the page states for machines, one line per paragraph where it tells them apart. */
function articleBody(stated: string | null): string {
  return (stated ?? "")
    .normalize("NFC")
    .split("\n")
    .map((line) => line.replace(/\s+/g, " ").trim())
    .filter((line) => line !== "")
    .join("\n");
}

/** What `extract` prints of one page. */
export interface ExtractedPage {
  readonly title: string | null;
  /** One line per block; of a thread, one message after another. */
  readonly text: string;
  readonly publishedAt: Instant | null;
  readonly canonicalUrl: string;
  readonly extractor: Extractor;
}

/** Extracts one page by itself, without a source: its canonical address may be on any host. */
export async function extractPage(
  input: { readonly url: string; readonly html: string },
  options: { readonly now: Date; readonly generic: GenericExtractor },
): Promise<ExtractedPage> {
  const context = { url: input.url, hosts: null, now: options.now };
  const { page, extractor } = await readPage(input.html, context, null, options.generic);
  const first = page.kind === "thread" ? (page.messages[0]?.publishedAt ?? null) : page.publishedAt;
  return {
    title: page.title,
    text: page.kind === "thread" ? page.messages.map(({ text }) => text).join("\n") : page.text,
    publishedAt: first,
    canonicalUrl: page.canonicalUrl,
    extractor,
  };
}
