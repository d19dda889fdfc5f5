import { load } from "cheerio/slim";
import { type ChildNode, type Element, isCDATA, isTag, isText } from "domhandler";
import { PermanentError } from "../../model/errors.ts";

/** Where a feed's own tags are looked for; nothing in RSS, Atom or sitemaps lies deeper. */
const MAX_DEPTH = 64;
/** Unclosed elements of a sloppy feed included. */
const MAX_NESTING = 1000;

/**
 * Parses a feed's XML forgivingly: entities other than XML's own stay as written, none is ever expanded. Throws
 * `PermanentError` "feed-doctype" for a DOCTYPE with an internal subset, which only an attack would need.
 */
export function parseXml(text: string, address: string): readonly ChildNode[] {
  if (/<!DOCTYPE[^>[]{0,1000}\[/i.test(text.slice(0, 100_000))) {
    throw new PermanentError(
      "feed-doctype",
      `${address} declares entities of its own (DOCTYPE with an internal subset); such a feed is not read`,
    );
  }
  if (isTooDeep(text)) {
    throw new PermanentError(
      "feed-broken",
      `${address} nests its elements without end; such a feed is not read`,
    );
  }
  const root = load(text, { xml: { decodeEntities: true } })
    .root()
    .get(0);
  return root?.children ?? [];
}

/** Looks before parsing, because parsing endless nesting takes quadratic time. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  for (const { segment } of outsideSections(text)) {
    for (const [tag] of segment.matchAll(/<\/?[a-z_][^<>]*>?/gi)) {
      if (tag.endsWith("/>")) continue;
      depth = tag.startsWith("</") ? Math.max(depth - 1, 0) : depth + 1;
      if (depth > MAX_NESTING) return true;
    }
  }
  return false;
}

/** The parts of a document that are neither CDATA nor comment, in one pass however broken the document is. */
function* outsideSections(text: string): Generator<{ segment: string; start: number }> {
  let from = 0;
  while (from < text.length) {
    const next = text.indexOf("<!", from);
    const end = next === -1 ? text.length : next;
    yield { segment: text.slice(from, end), start: from };
    const close = text.startsWith("<![CDATA[", end) ? "]]>" : text.startsWith("<!--", end) ? "-->" : "";
    const closed = close === "" ? end + 2 : text.indexOf(close, end);
    if (next === -1 || closed === -1) return;
    from = closed + close.length;
  }
}

/** One sentence when a feed holds entities that XML does not know or bare ampersands; null when it is clean. */
export function brokenEntitySentence(text: string, address: string): string | null {
  for (const { segment, start } of outsideSections(text)) {
    const match = /&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-f]{1,6});)[^\s<;]{0,20};?/i.exec(segment);
    if (!match) continue;
    const line = text.slice(0, start + match.index).split("\n").length;
    return `${address}, line ${line}: "${match[0]}" is no entity of XML; it was read as written, the site should escape it`;
  }
  return null;
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
