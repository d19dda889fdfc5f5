import type { CheerioAPI } from "cheerio/slim";
import { type ChildNode, isTag } from "domhandler";

/** A page with more elements is no article and no thread (research, section 5). */
export const MAX_ELEMENTS = 50_000;
/** Browsers stop nesting at 512; selectors take quadratic time in the depth. */
const MAX_DEPTH = 600;

/** True for pages built to keep a parser busy: far more elements, or far deeper nested, than any real page. */
export function isOverloaded($: CheerioAPI): boolean {
  let level: ChildNode[] = [...($.root().get(0)?.children ?? [])];
  let elements = 0;
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_DEPTH) return true;
    const below: ChildNode[] = [];
    for (const node of level) {
      if (!isTag(node)) continue;
      elements += 1;
      if (elements > MAX_ELEMENTS) return true;
      for (const child of node.children) below.push(child);
    }
    level = below;
  }
  return false;
}
