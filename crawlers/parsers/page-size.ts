/** A page with more elements is no article and no thread (research, section 5). */
export const MAX_ELEMENTS = 50_000;
/** Browsers stop nesting at 512; the rest is room for tags that nobody closed. */
const MAX_DEPTH = 1000;
/** Elements that are void, or that the next of their kind closes: they do not nest by being forgotten. */
const SHALLOW = new Set(
  "area base br col embed hr img input link meta param source track wbr p li dt dd tr td th thead tbody tfoot option optgroup rt rp html head body".split(
    " ",
  ),
);

/**
 * True for pages built to keep a parser busy: far more elements, or far deeper nested, than any real page. Looks at the
 * text before it is parsed, because parsing such a page takes quadratic time.
 */
export function isOverloaded(html: string): boolean {
  let elements = 0;
  let depth = 0;
  for (const [, slash, name = ""] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)/gi)) {
    if (SHALLOW.has(name.toLowerCase())) {
      if (slash === "") elements += 1;
    } else if (slash === "") {
      elements += 1;
      depth += 1;
    } else if (depth > 0) depth -= 1;
    if (elements > MAX_ELEMENTS || depth > MAX_DEPTH) return true;
  }
  return false;
}
