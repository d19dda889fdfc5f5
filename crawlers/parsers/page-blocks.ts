import { type ChildNode, type Element, isTag, isText } from "domhandler";

/** One block of a page as a reader sees it: a paragraph, a heading, a list item. */
export interface PageBlock {
  readonly text: string;
  /** Characters of it that are links. */
  readonly linkLength: number;
  /** Characters of it in bold or italics. */
  readonly markedLength: number;
  readonly tag: string;
  /** The element that holds it; its ancestors tell which blocks belong together. */
  readonly holder: Element;
}

/** Never part of what a page says, whatever they hold. */
const SILENT_TAGS = new Set(
  "script style noscript template svg button select option input textarea iframe object video audio canvas map head link meta title figcaption dialog menu label progress time".split(
    " ",
  ),
);
/** Around the article by their meaning. */
const OUTER_TAGS = new Set(["nav", "footer", "aside"]);
const SKIPPED_ROLES = new Set(
  "navigation complementary banner contentinfo dialog alertdialog search menu menubar toolbar tooltip tablist".split(
    " ",
  ),
);
const BLOCK_TAGS = new Set(
  "address article blockquote body center dd details div dl dt fieldset figure h1 h2 h3 h4 h5 h6 header hr li main ol p pre section summary table tbody thead tfoot tr ul html".split(
    " ",
  ),
);
/** Words in class names and ids by which sites mark furniture: never part of an article or a discussion. */
const FURNITURE =
  "ad|ads|advert|advertisement|adslot|banner|sponsor|sponsored|promo|promos|promotion|promoted|outbrain|taboola|" +
  "related|recirc|recirculation|recommend|recommended|recommendations|more|morefrom|readmore|readnext|upnext|trending|popular|mostread|mostviewed|latest|teaser|teasers|" +
  "share|sharing|social|follow|newsletter|newsletters|signup|subscribe|donate|donation|membership|cta|popup|modal|overlay|cookie|consent|gdpr|" +
  "meta|crumbs|file-attach|attachments?|nav|navigation|navbar|menu|breadcrumb|breadcrumbs|crumb|pager|pagination|toolbar|footer|sidebar|rail|toc|skip|" +
  "caption|captions|credit|credits|copyright|gallery|carousel|slideshow|playlist|player|thumbnail|infobox|factbox|widget|embed|correction|disclaimer|tooltip|sr-only|visually-hidden|screen-reader-text|print-only|hidden|d-none|" +
  "twitter-tweet|instagram-media|fb-post|tiktok-embed|relatednews|insert-news|insert-neww|lienquan|tinlienquan|tin-lien-quan|xemthem|doc-them|docthem|chia-se|quang-cao|quangcao";
/** Words that stand around an article, but in a forum may hold what the page is about. */
const TALK =
  "comment|comments|disqus|reply|replies|rating|vote|poll|survey|byline|bylines|author|authors|dateline|timestamp|publishdate|pubdate|metadata|postmeta|entry-meta|tag|tags|taglist|keywords|topics|categories|binh-luan|tac-gia|tu-khoa|tukhoa";
/** Who speaks is nobody's text, in an article's comments and in a forum alike. */
const PEOPLE =
  "username|userinfo|user-info|user-name|userdetails|user-title|usertitle|message-cell--user|message-user-Info|message-user-Details|message-name|message-attribution|message-signature|message-last-Edit|postbit|avatar|signature|reactions|reactions-Bar";
/** In a discussion: the words of others, shown once more. */
const QUOTES =
  "quote|quoteheader|bbcodequote|attribution|postedby|quote_container|bbcode_quote|after_content|posthead|postdate|thread_info|likes";
/** Marks of a discussion: beside every message stands who wrote it. */
const SPEAKERS =
  /(^|[\s_-])(username|userinfo|postprofile|postbit|creator|poster|message-user|message-author)([\s_-]|$)/i;
/** A message or two may stand under an article; from here on the page is a discussion. */
const MIN_SPEAKERS = 2;
const wholeWords = (words: string): RegExp => new RegExp(`(^|[\\s_-])(${words})([\\s_-]|$)`, "i");
/** Matched only where an element does not hold much of the text: a body may be of class "has-sidebar". */
const AROUND_ARTICLE = wholeWords(`${FURNITURE}|${PEOPLE}|${TALK}`);
const AROUND_DISCUSSION = wholeWords(`${FURNITURE}|${PEOPLE}|${QUOTES}`);
/** An element with more than this share of the page's running text is looked into whatever it is called. */
const TOO_MUCH_TO_SKIP = 0.35;
const MAX_DEPTH = 500;

/** When less than this share of the running text is left, what was taken for comments is what the page is about. */
const TOO_LITTLE_LEFT = 0.3;

/** The blocks of a page in reading order, without what is marked as standing around the article. */
export function pageBlocks(root: Element): PageBlock[] {
  const weights = new Map<Element, number>();
  const total = runningText(root, weights, 0);
  if (isDiscussion(root))
    return walkPage(root, (element) => isAround(element, weights, total, AROUND_DISCUSSION));
  const article = walkPage(root, (element) => isAround(element, weights, total, AROUND_ARTICLE));
  const alone = walkPage(
    root,
    (element) => isAround(element, weights, total, AROUND_ARTICLE) || COMMENTS.test(namesOf(element)),
  );
  if (
    alone.filter(({ text }) => text.length >= 60 && /[.!?…"”]$/.test(text)).length >= PARAGRAPHS_OF_AN_ARTICLE
  ) {
    return alone;
  }
  const left = article.reduce((sum, { text }) => sum + (text.length > 30 ? text.length : 0), 0);
  if (left >= total * TOO_LITTLE_LEFT) return article;
  return walkPage(root, (element) => isAround(element, weights, total, AROUND_DISCUSSION));
}

/** What an article's own comments are called; however many there are, they are not the article. */
const COMMENTS = /(^|[\s_-])(comments?|binh-luan|disqus)([\s_-]|$)/i;
/** With this many paragraphs outside of the comments the page is about something of its own. */
const PARAGRAPHS_OF_AN_ARTICLE = 3;
const namesOf = ({ attribs }: Element): string => `${attribs.class ?? ""} ${attribs.id ?? ""}`;

/** True where speakers are named on the page, outside of what an article's own comments are called. */
function isDiscussion(root: Element): boolean {
  let speakers = 0;
  const stack = [root];
  for (let element = stack.pop(); element !== undefined && speakers < MIN_SPEAKERS; element = stack.pop()) {
    const name = namesOf(element);
    if (COMMENTS.test(name)) continue;
    if (SPEAKERS.test(name)) speakers += 1;
    else for (const child of element.children) if (isTag(child)) stack.push(child);
  }
  return speakers >= MIN_SPEAKERS;
}

function walkPage(root: Element, skip: (element: Element) => boolean): PageBlock[] {
  const walk = new BlockWalk(skip);
  walk.visit(root, 0);
  return walk.blocks;
}

/** Characters in paragraphs below an element, noted for every element on the way. */
function runningText(element: Element, weights: Map<Element, number>, depth: number): number {
  if (depth > MAX_DEPTH || SILENT_TAGS.has(element.name) || OUTER_TAGS.has(element.name)) return 0;
  let sum = 0;
  for (const child of element.children) {
    if (isTag(child)) sum += runningText(child, weights, depth + 1);
    else if (isText(child) && child.data.length > 30) sum += child.data.length;
  }
  weights.set(element, sum);
  return sum;
}

function isAround(
  element: Element,
  weights: ReadonlyMap<Element, number>,
  total: number,
  around: RegExp,
): boolean {
  const { attribs } = element;
  if (SILENT_TAGS.has(element.name)) return true;
  const holdsMuch = (weights.get(element) ?? 0) >= total * TOO_MUCH_TO_SKIP;
  if (OUTER_TAGS.has(element.name)) return true;
  // Some systems put the whole page into one form.
  if (element.name === "form") return !holdsMuch;
  if (attribs.role !== undefined && SKIPPED_ROLES.has(attribs.role)) return true;
  if (attribs["aria-hidden"] === "true" || attribs.hidden !== undefined) return true;
  if (
    /display:\s*none|visibility:\s*hidden|clip:\s*rect\(0|clip-path:\s*inset\(50%/i.test(attribs.style ?? "")
  )
    return true;
  const name = `${attribs.class ?? ""} ${attribs.id ?? ""} ${attribs["data-component"] ?? ""} ${attribs["data-testid"] ?? ""}`;
  if (!around.test(name.replace(/([a-z])([A-Z])/g, "$1-$2"))) return false;
  return !holdsMuch;
}

/** Gathers text into blocks while walking the tree once. */
class BlockWalk {
  readonly blocks: PageBlock[] = [];
  readonly #skip: (element: Element) => boolean;
  #text = "";
  #linkLength = 0;
  #markedLength = 0;
  /** A line break came and nothing since. */
  #atBreak = false;

  constructor(skip: (element: Element) => boolean) {
    this.#skip = skip;
  }

  visit(element: Element, depth: number, inLink = false, marked = false): void {
    if (depth > MAX_DEPTH) return;
    const isBlock = BLOCK_TAGS.has(element.name);
    if (isBlock) this.#flush(element);
    for (const child of element.children) this.#child(child, element, depth, inLink, marked);
    if (isBlock) this.#flush(element);
  }

  #child(child: ChildNode, parent: Element, depth: number, inLink: boolean, marked: boolean): void {
    if (isText(child)) {
      this.#text += child.data;
      const length = child.data.trim().length;
      if (length > 0) this.#atBreak = false;
      if (inLink) this.#linkLength += length;
      if (marked) this.#markedLength += length;
      return;
    }
    if (!isTag(child) || this.#skip(child)) return;
    if (child.name === "br") {
      // One break is a line within a paragraph; a second one after it ends the paragraph.
      if (this.#atBreak) this.#flush(parent);
      else this.#text += "\n";
      this.#atBreak = true;
      return;
    }
    if (child.name === "td" || child.name === "th") this.#text += " ";
    const { name } = child;
    this.visit(child, depth + 1, inLink || name === "a", marked || /^(b|strong|i|em)$/.test(name));
    if (BLOCK_TAGS.has(name)) return;
    if (name === "span" && /display:\s*block/i.test(child.attribs.style ?? "")) this.#flush(child);
  }

  #flush(element: Element): void {
    const text = this.#text.replace(/[\s\u00a0\u200b\ufeff]+/g, " ").trim();
    if (text !== "") {
      this.blocks.push({
        text: text.normalize("NFC"),
        linkLength: this.#linkLength,
        markedLength: this.#markedLength,
        tag: element.name,
        holder: element,
      });
    }
    this.#text = "";
    this.#linkLength = 0;
    this.#markedLength = 0;
  }
}
