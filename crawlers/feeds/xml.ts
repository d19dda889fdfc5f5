import { load } from "cheerio/slim";
import { type ChildNode, type Element, isCDATA, isTag, isText } from "domhandler";
import { PermanentError } from "../../model/errors.ts";

/** Where a feed's own tags are looked for; nothing in RSS, Atom or sitemaps lies deeper. */
const MAX_DEPTH = 64;

/**
 * Parses a feed's XML forgivingly: entities other than XML's own stay as written, none is ever expanded. Throws
 * `PermanentError` "feed-doctype" for a DOCTYPE with an internal subset, which only an attack would need.
 */
export function parseXml(text: string, address: string): readonly ChildNode[] {
  if (/<!DOCTYPE[^>[]*\[/i.test(text.slice(0, 100_000))) {
    throw new PermanentError(
      "feed-doctype",
      `${address} declares entities of its own (DOCTYPE with an internal subset); such a feed is not read`,
    );
  }
  const root = load(text, { xml: { decodeEntities: true } })
    .root()
    .get(0);
  return root?.children ?? [];
}

/** One sentence when a feed holds entities that XML does not know or bare ampersands; null when it is clean. */
export function brokenEntitySentence(text: string, address: string): string | null {
  const outside = text.replace(/<!\[CDATA\[[\s\S]*?\]\]>/g, (block) => block.replace(/[^\n]/g, " "));
  const match = /&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-f]{1,6});)[^\s<;]{0,20};?/i.exec(outside);
  if (!match) return null;
  const line = outside.slice(0, match.index).split("\n").length;
  return `${address}, line ${line}: "${match[0]}" is no entity of XML; it was read as written, the site should escape it`;
}

/** The element's name without its namespace prefix, lower case. */
export function localName(element: Element): string {
  return element.name.slice(element.name.indexOf(":") + 1).toLowerCase();
}

/** Direct children that are elements, of one name or all. */
export function childElements(nodes: readonly ChildNode[], name?: string): Element[] {
  return nodes.filter(isTag).filter((element) => name === undefined || localName(element) === name);
}

/** The first direct child of a name whose prefix, if given, is exactly that. */
export function child(element: Element, name: string, prefix?: string): Element | null {
  return (
    childElements(element.children, name).find(
      (found) => prefix === undefined || found.name.toLowerCase() === `${prefix}:${name}`,
    ) ?? null
  );
}

/** The first element of a name anywhere near the top: the feed's root. */
export function findRoot(nodes: readonly ChildNode[], names: readonly string[], depth = 0): Element | null {
  if (depth > 3) return null;
  for (const element of childElements(nodes)) {
    if (names.includes(localName(element))) return element;
    const inside = findRoot(element.children, names, depth + 1);
    if (inside) return inside;
  }
  return null;
}

/** All text below an element, CDATA included, trimmed; null when there is none. */
export function textOf(element: Element | null): string | null {
  if (element === null) return null;
  const text = gather(element.children, 0).trim();
  return text === "" ? null : text;
}

function gather(nodes: readonly ChildNode[], depth: number): string {
  if (depth > MAX_DEPTH) return "";
  return nodes
    .map((node) => {
      if (isText(node)) return node.data;
      return isTag(node) || isCDATA(node) ? gather(node.children, depth + 1) : "";
    })
    .join("");
}
