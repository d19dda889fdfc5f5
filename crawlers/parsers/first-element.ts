import type { Cheerio, CheerioAPI } from "cheerio/slim";
import { type Element, isTag } from "domhandler";

/**
 * The first element for which `holds`, in the page's order; the walk ends there. A selector would go on through the
 * whole page, which for the heads of a heavy news page takes most of the time of reading it.
 */
export function firstElement($: CheerioAPI, holds: (element: Element) => boolean): Element | null {
  const stack = [...($.root().get(0)?.children ?? [])].reverse();
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (!isTag(node)) continue;
    if (holds(node)) return node;
    for (let index = node.children.length - 1; index >= 0; index -= 1) {
      const child = node.children[index];
      if (child !== undefined) stack.push(child);
    }
  }
  return null;
}

/** The same as a selection: empty where there is none. */
export function first($: CheerioAPI, holds: (element: Element) => boolean): Cheerio<Element> {
  const found = firstElement($, holds);
  return $(found === null ? [] : [found]);
}

/** Elements of this name that carry this class, among others or alone. */
export function named(name: string, className: string): (element: Element) => boolean {
  const padded = ` ${className} `;
  return (element) =>
    element.name === name && ` ${element.attribs.class ?? ""} `.replaceAll(/\s/g, " ").includes(padded);
}
