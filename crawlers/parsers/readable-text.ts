import { Readability } from "@mozilla/readability";
import { load } from "cheerio/slim";
import { parseHTML } from "linkedom";
import { blockText } from "./blocks.ts";

/** What the generic extractor finds on a page without a known shape. */
export interface ReadableText {
  readonly title: string | null;
  readonly text: string;
}

type ReadabilityDocument = ConstructorParameters<typeof Readability>[0];

/** A page with more elements is not an article (and would take too long). */
const MAX_ELEMENTS = 50_000;

/** Finds the article on any page. CPU-bound: runs in the worker thread. Null when the page has no readable part. */
export function readableText(html: string): ReadableText | null {
  const { document } = parseHTML(html);
  const article = new Readability(document as unknown as ReadabilityDocument, {
    maxElemsToParse: MAX_ELEMENTS,
  }).parse();
  if (!article?.content) return null;
  const text = blockText(load(article.content, null, false).root().get(0)?.children ?? []);
  return text === "" ? null : { title: article.title ?? null, text };
}
