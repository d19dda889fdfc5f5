import type { CheerioAPI } from "cheerio/slim";

/** A page with more elements is no article and no thread (research, section 5). */
export const MAX_ELEMENTS = 50_000;
/**
 * Characters without scripts, tags and entities beyond which no real page goes (a Thanh Niên page has 0.7 million, one
 * written in numeric entities some 20,000 of them). Each bare `<` or `&` costs a parser a node of its own: five megabytes
 * of them need more memory than a thread can be stopped at, and end the process.
 */
const LONGEST_PAGE = 3_000_000;
const MAX_TAGS = 150_000;
const MAX_ENTITIES = 200_000;
/** Browsers stop nesting at 512; the rest is room for tags that nobody closed. */
const MAX_DEPTH = 1000;
/** Elements that are void, or that the next of their kind closes: they do not nest by being forgotten. */
const SHALLOW = new Set(
  "area base br col embed hr img input link meta param source track wbr p li dt dd tr td th thead tbody tfoot option optgroup rt rp html head body".split(
    " ",
  ),
);

/**
 * True for pages built to keep a parser busy: far larger, with far more elements or entities, or far deeper nested, than any real page. Looks at the
 * text before it is parsed, because parsing such a page takes quadratic time.
 */
export function isOverloaded(html: string): boolean {
  if (html.length > LONGEST_PAGE || countsMoreThan(html, "&", MAX_ENTITIES)) return true;
  let elements = 0;
  let tags = 0;
  let depth = 0;
  for (let at = html.indexOf("<"); at !== -1; at = html.indexOf("<", at + 1)) {
    tags += 1;
    if (tags > MAX_TAGS) return true;
    const closes = html.charCodeAt(at + 1) === SLASH;
    const from = at + (closes ? 2 : 1);
    const end = endOfName(html, from);
    if (end === from) continue;
    const isShallow = end - from <= LONGEST_SHALLOW && SHALLOW.has(html.slice(from, end).toLowerCase());
    if (!closes) elements += 1;
    if (!isShallow) depth = closes ? Math.max(depth - 1, 0) : depth + 1;
    if (elements > MAX_ELEMENTS || depth > MAX_DEPTH) return true;
  }
  return false;
}

/** A page's top holds its document type, its root and a few comments. */
const MAX_TOP_NODES = 2000;

/** True for a page without a root that holds it: each selector then compares all its top elements with one another. */
export function isScattered($: CheerioAPI): boolean {
  return ($.root().get(0)?.children.length ?? 0) > MAX_TOP_NODES;
}

function countsMoreThan(html: string, mark: string, most: number): boolean {
  let count = 0;
  for (let at = html.indexOf(mark); at !== -1; at = html.indexOf(mark, at + 1)) {
    count += 1;
    if (count > most) return true;
  }
  return false;
}

const SLASH = 0x2f;
const LONGEST_SHALLOW = Math.max(...[...SHALLOW].map((name) => name.length));

/** A tag's name is a letter and then letters and digits; the position behind it, or `from` where there is none. */
function endOfName(html: string, from: number): number {
  let at = from;
  for (; ; at += 1) {
    const lower = html.charCodeAt(at) | 0x20;
    const isLetter = lower >= 0x61 && lower <= 0x7a;
    const isDigit = at > from && lower >= 0x30 && lower <= 0x39;
    if (!isLetter && !isDigit) return at;
  }
}
