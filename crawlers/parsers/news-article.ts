import type { Cheerio, CheerioAPI } from "cheerio/slim";
import { type AnyNode, isTag } from "domhandler";
import { type DateOrder, parseDate } from "../feeds/dates.ts";
import { blockText, type Drop, oneLine } from "./blocks.ts";
import type { ArticlePage, PageContext, SiteLayout } from "./site-family.ts";
import { readMetadata } from "./structured-data.ts";

/** Where one layout of a newspaper has its parts: CSS selectors, of which the first that finds something counts. */
export interface ArticleRecipe {
  readonly title: readonly string[];
  readonly lead: readonly string[];
  /** The element that holds the body; of several the first, unless `everyBody`. */
  readonly body: readonly string[];
  /** The body's paragraphs are matched one by one, instead of their holder. */
  readonly everyBody?: boolean;
  readonly drop: Drop;
  /** What only this paper's pages carry, where another's are built alike. */
  readonly mark?: string;
  /** The time written for readers; machines' fields go first. */
  readonly date?: readonly string[];
  readonly dateOrder?: DateOrder;
  /** By what the comment service knows the article. */
  readonly commentQuery?: ($: CheerioAPI, context: PageContext) => Record<string, string> | null;
}

/** A layout that a recipe describes. It is recognised where title and body are where the recipe says. */
export function recipeLayout(version: number, until: string | null, recipe: ArticleRecipe): SiteLayout {
  return {
    version,
    until,
    hints: recipe.body.flatMap((selector) => /[.#]([\w-]+)[^.#]*$/.exec(selector)?.[1] ?? []),
    recognises: ($) =>
      firstOf($, recipe.body).length > 0 &&
      firstOf($, recipe.title).length > 0 &&
      (recipe.mark === undefined || $(recipe.mark).length > 0),
    parse: ($, context) => readByRecipe($, context, recipe),
  };
}

/** Reads an article by a recipe: lead first, one line per block, no byline. Null without title or body. */
export function readByRecipe($: CheerioAPI, context: PageContext, recipe: ArticleRecipe): ArticlePage | null {
  const title = oneLine(firstOf($, recipe.title).first().text());
  const body = bodyText($, recipe);
  if (title === null || body === "") return null;
  const metadata = readMetadata($, context);
  const date = recipe.date === undefined ? null : firstOf($, recipe.date).first();
  return {
    kind: "article",
    title,
    text: withLead(leadText($, recipe), body),
    publishedAt: metadata.publishedAt ?? (date && shownDate(date, context.now, recipe.dateOrder)),
    canonicalUrl: metadata.canonicalUrl,
    commentQuery: recipe.commentQuery?.($, context) ?? null,
  };
}

/** What the first selector with a match finds; nothing where none has one. */
export function firstOf($: CheerioAPI, selectors: readonly string[]): Cheerio<AnyNode> {
  for (const selector of selectors) {
    const found = $(selector);
    if (found.length > 0) return found;
  }
  return $([]);
}

function bodyText($: CheerioAPI, recipe: ArticleRecipe): string {
  const found = firstOf($, recipe.body).toArray().filter(isTag);
  return blockText(recipe.everyBody ? found : (found[0]?.children ?? []), recipe.drop);
}

function leadText($: CheerioAPI, recipe: ArticleRecipe): string {
  const lead = firstOf($, recipe.lead)
    .toArray()
    .filter(isTag)
    .find((element) => $(element).text().trim() !== "");
  return blockText(lead?.children ?? [], recipe.drop).replaceAll("\n", " ");
}

/** Some sites print the lead once more as the first paragraph. */
export function withLead(lead: string, body: string): string {
  if (lead === "" || body.replace(/\s+/g, " ").startsWith(lead)) return body;
  return `${lead}\n${body}`;
}

/** A time as an element shows it: its machine attribute first. */
export function shownDate(
  element: Cheerio<AnyNode>,
  now: Date,
  order: DateOrder = "day-first",
): ReturnType<typeof parseDate> {
  return (
    parseDate(element.attr("datetime") ?? element.attr("content"), now) ??
    parseDate(element.attr("title"), now, order) ??
    parseDate(element.text(), now, order)
  );
}

/** True for an element of one of the classes, each a whole word. */
export function hasClass(
  attributes: Readonly<Record<string, string>>,
  classes: ReadonlySet<string>,
): boolean {
  return attributes.class?.split(/\s+/).some((name) => classes.has(name)) ?? false;
}
