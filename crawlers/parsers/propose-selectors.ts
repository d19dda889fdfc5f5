import type { CheerioAPI } from "cheerio/slim";
import { type Element, isTag } from "domhandler";

/** An article of a site of unknown make, and what the generic extractor found on it. */
export interface FoundArticle {
  readonly $: CheerioAPI;
  readonly text: string;
  readonly title: string | null;
}

/** A body holds this share of the lines that were found. */
const BODY_SHARE = 0.6;

/**
 * Selectors that find title and text on every article given, by classes and ids that the articles share. Null where there
 * are none: the generic extractor then reads the site.
 */
export function proposeSelectors(articles: readonly FoundArticle[]): Readonly<Record<string, string>> | null {
  const [first, ...others] = articles;
  if (first === undefined) return null;
  const body = selectorOf(first, bodyOf(first));
  if (body === null || others.some(({ $ }) => $(body).length !== 1)) return null;
  const shared = (selector: string | null): string | null =>
    selector !== null && others.every(({ $ }) => $(selector).length === 1) ? selector : null;
  const title = shared(selectorOf(first, elementWith(first.$, first.title ?? "")));
  const lead = shared(leadOf(first, body));
  return { ...(title !== null && { title }), ...(lead !== null && { lead }), body };
}

/** Where the first line stands when it is not in the body. */
function leadOf(article: FoundArticle, body: string): string | null {
  const line = article.text.split("\n")[0] ?? "";
  const inBody = squeeze(article.$(body).text()).includes(squeeze(line).slice(0, 60));
  return inBody ? null : selectorOf(article, elementWith(article.$, line));
}

/** The lowest element that holds most of the lines found. */
function bodyOf({ $, text }: FoundArticle): Element | null {
  const lines = text.split("\n").filter((line) => line.length >= 25);
  const holders = lines.map((line) => elementWith($, line)).filter((element) => element !== null);
  const counts = new Map<Element, number>();
  for (const holder of holders) {
    for (let element: Element | null = holder; element !== null; element = parentOf(element))
      counts.set(element, (counts.get(element) ?? 0) + 1);
  }
  let best: Element | null = null;
  for (const [element, count] of counts) {
    if (count < lines.length * BODY_SHARE || element.name === "p") continue;
    if (best === null || isWithin(element, best)) best = element;
  }
  return best;
}

/** The lowest element that shows a line. */
function elementWith($: CheerioAPI, line: string): Element | null {
  const wanted = squeeze(line).slice(0, 60);
  if (wanted === "") return null;
  let found: Element | null = null;
  const stack = $("body").toArray().filter(isTag);
  for (let element = stack.pop(); element !== undefined; element = stack.pop()) {
    if (/^(script|style|title)$/.test(element.name) || !squeeze($(element).text()).includes(wanted)) continue;
    found = element;
    stack.length = 0;
    for (const child of element.children) if (isTag(child)) stack.unshift(child);
  }
  return found;
}

const squeeze = (text: string): string => text.normalize("NFC").replace(/\s+/g, " ").trim();
const parentOf = (element: Element): Element | null =>
  element.parent !== null && isTag(element.parent) ? element.parent : null;

function isWithin(element: Element, holder: Element): boolean {
  for (let current: Element | null = element; current !== null; current = parentOf(current))
    if (current === holder) return true;
  return false;
}

/** The shortest selector that finds the element alone: an id without a number, a class, a tag in the nearest named one. */
function selectorOf({ $ }: FoundArticle, element: Element | null): string | null {
  for (let current = element, tail = ""; current !== null && current.name !== "body"; ) {
    for (const name of namesOf(current)) {
      const selector = `${name}${tail}`;
      if ($(selector).length === 1 && $(selector).get(0) === element) return selector;
    }
    tail = ` ${current.name}${tail}`;
    current = parentOf(current);
    if (tail.split(" ").length > 3) return null;
  }
  return null;
}

function namesOf({ attribs, name }: Element): string[] {
  const id = attribs.id ?? "";
  const classes = (attribs.class ?? "").split(/\s+/).filter((each) => /^[A-Za-z_][\w-]*$/.test(each));
  const ids = /^[A-Za-z_][A-Za-z_-]*$/.test(id) ? [`#${id}`] : [];
  return [
    ...classes.filter((each) => !/\d{3,}/.test(each)).map((each) => `.${each}`),
    ...ids,
    ...(name === "h1" ? ["h1"] : []),
  ];
}
