import { type CheerioAPI, load } from "cheerio/slim";
import { type ChildNode, type Element, isTag, isText } from "domhandler";
import { parseDate } from "../crawlers/feeds/dates.ts";

/** What a page's own words become: an institution's are redacted, people's are replaced word for word. */
export interface AnonymizeOptions {
  /** The whole page is people's words (a forum), not only its comments. */
  readonly citizen: boolean;
  readonly redact: (text: string) => string;
  readonly now: Date;
}

/** Syllables of no meaning together; which one stands where depends on the place alone, not on what stood there. */
const FILLERS = "mẫu này thay cho lời người viết nên không nói điều gì cả chỉ giữ lại độ dài của câu".split(
  " ",
);
const NAME = "Tên Mẫu";
/** Elements that name or hold people. */
const PEOPLE =
  /(^|[\s_-])(author|byline|tac-?gia|username|user|member|avatar|signature|creator|poster|message-?user|userinfo|nickname|sender)([\s_-]|$)/i;
const COMMENTS = /(^|[\s_-])(comments?|binh-?luan|reply|replies|box_cm)([\s_-]|$)/i;
/** Attributes that parsers read or that hold a page together; all others go. */
const KEPT_ATTRIBUTES =
  /^(charset|class|id|name|type|rel|property|itemprop|itemscope|itemtype|content|datetime|href|title|role|style|hidden|value|lang|dir|aria-hidden|border|align|data-(role|type|time|content|author|user-id|objectid|objecttype|websiteid|app|template|page|last|check-position|placeholder|cmid|tp-primary|linktype|component-type|component-input|newsid|id-news))$/;
const KEPT_METAS =
  /^(generator|og:title|og:type|og:url|og:site_name|description|og:description|article:published_time|article:section|pubdate|datepublished|datemodified|tt_article_id|tt_site_id|tt_category_id)$/i;
const PEOPLE_FIELDS =
  /^(author|creator|editor|contributor|comment|publisher|reviewedby|image|sender.*|user.*|fullname)$/i;

/**
 * A page that may be kept as a fixture (promise 10): people's names, ids, links and words are replaced by others before
 * anything is written; scripts and what no parser reads are left out. Times and the page's shape stay.
 */
export function anonymizePage(html: string, options: AnonymizeOptions): string {
  // Letters stay letters in the file, so that a person can read what is about to be committed.
  const $ = load(html, { xml: { xmlMode: false, encodeEntities: "utf8" } });
  $(
    "script:not([type='application/ld+json']), style, noscript, iframe, svg, template, object, video, audio, form input[type=password]",
  ).remove();
  $("link").not("[rel=canonical]").remove();
  for (const meta of $("meta").toArray()) {
    const { name, property, itemprop, charset } = meta.attribs;
    if (charset === undefined && !KEPT_METAS.test(name ?? property ?? itemprop ?? "")) $(meta).remove();
  }
  for (const script of $("script").toArray()) anonymizeJsonLd($, script, options);
  const walk = new Anonymizer(options);
  walk.visit($.root().get(0)?.children ?? [], { people: options.citizen, named: false });
  return `${$.html().replace(/\n\s*\n+/g, "\n")}\n`;
}

/** People's fields are dropped, texts redacted; what is no JSON is left out. */
function anonymizeJsonLd($: CheerioAPI, script: Element, options: AnonymizeOptions): void {
  try {
    const clean = (value: unknown, key: string): unknown => {
      if (PEOPLE_FIELDS.test(key)) return undefined;
      if (typeof value === "string")
        return /^(headline|name|description|articleBody|text|keywords)$/.test(key)
          ? options.citizen
            ? NAME
            : options.redact(value)
          : value;
      if (Array.isArray(value)) return value.map((each) => clean(each, key));
      if (typeof value !== "object" || value === null) return value;
      const entries = Object.entries(value).map(([name, each]) => [name, clean(each, name)] as const);
      return Object.fromEntries(entries.filter(([, each]) => each !== undefined));
    };
    $(script).text(JSON.stringify(clean(JSON.parse($(script).text()), "")).replaceAll("<", "\\u003c"));
  } catch {
    $(script).remove();
  }
}

/** Where the walk is: among people's words, and inside an element that names somebody. */
interface Place {
  readonly people: boolean;
  readonly named: boolean;
}

/** Walks a page once and keeps which number stands for which, so that the same id stays the same within the page. */
class Anonymizer {
  readonly #options: AnonymizeOptions;
  readonly #numbers = new Map<string, string>();
  #words = 0;

  constructor(options: AnonymizeOptions) {
    this.#options = options;
  }

  visit(nodes: readonly ChildNode[], place: Place): void {
    for (const node of nodes) {
      if (isText(node)) node.data = this.#text(node.data, place);
      else if (!isTag(node)) removeNode(node);
      else if (node.name !== "script") this.#element(node, place);
    }
  }

  #element(element: Element, place: Place): void {
    const name = `${element.attribs.class ?? ""} ${element.attribs.id ?? ""} ${element.attribs.itemprop ?? ""}`;
    const people = place.people || COMMENTS.test(name);
    const named = place.named || (PEOPLE.test(name) && !/^(html|body|article|main)$/.test(element.name));
    for (const [attribute, value] of Object.entries(element.attribs)) {
      if (!KEPT_ATTRIBUTES.test(attribute)) delete element.attribs[attribute];
      else element.attribs[attribute] = this.#attribute(element, attribute, value, people);
    }
    this.visit([...element.children], { people, named: named && !element.attribs.datetime });
  }

  #attribute(element: Element, attribute: string, value: string, people: boolean): string {
    switch (attribute) {
      case "href":
        return this.#link(element, value, people);
      case "data-author":
        return NAME;
      case "data-user-id":
        return this.#digits(value);
      case "title":
      case "content":
      case "value":
        if (parseDate(value, this.#options.now) !== null || /^\d{1,2}\/\d{1,2}\/\d{4}/.test(value))
          return value;
        if (/^https?:/.test(value)) return this.#link(element, value, people);
        return people ? this.#replaced(value) : this.#options.redact(value);
      case "datetime":
      case "data-time":
      case "style":
        return value;
      default:
        return people ? this.#digits(value) : value;
    }
  }

  /** An institution's own article keeps its address; people's links lead nowhere, but keep their form. */
  #link(element: Element, value: string, people: boolean): string {
    if (element.name !== "link" && element.name !== "meta") {
      const page = /page-\d+\/?$/.exec(value)?.[0];
      return page === undefined ? "#" : `/threads/chu-de-mau.1/${page}`;
    }
    return people ? citizenAddress(value) : value;
  }

  #text(text: string, { people, named }: Place): string {
    if (text.trim() === "") return text.includes("\n") ? "\n" : text;
    if (parseDate(text.trim(), this.#options.now) !== null || /^\s*\d{1,4}\s*$/.test(text)) return text;
    if (named) return people ? NAME : this.#named(text);
    return people ? this.#replaced(text) : this.#options.redact(text);
  }

  /** A byline's label and time stay where they are, its name goes. */
  #named(text: string): string {
    const time =
      /\d{1,2}[/.-]\d{1,2}[/.-]\d{4}[^\p{L}]*|\d{1,2}:\d{2}[^\p{L}]*\d{1,2}[/.-]\d{1,2}[/.-]\d{4}/u.exec(
        text,
      )?.[0];
    return time === undefined ? NAME : `${NAME} ${time.trim()}`;
  }

  #replaced(text: string): string {
    return text.replace(/[\p{L}\p{M}]+|\d+/gu, (word) => {
      if (/^\d/.test(word)) return this.#digits(word);
      this.#words += 1;
      return FILLERS[this.#words % FILLERS.length] ?? NAME;
    });
  }

  #digits(value: string): string {
    return value.replace(/\d{3,}/g, (number) => {
      const known = this.#numbers.get(number);
      if (known !== undefined) return known;
      const made = String(this.#numbers.size + 1)
        .padStart(number.length, "9")
        .slice(-number.length);
      this.#numbers.set(number, made);
      return made;
    });
  }
}

function removeNode(node: ChildNode): void {
  if (node.type === "directive") return;
  const { parent } = node;
  if (parent) parent.children = parent.children.filter((child) => child !== node);
}

/** The address of people's words, in the form of the original: a thread of an invented forum, and its page. */
export function citizenAddress(address: string): string {
  const page = /page-\d+\/?$/.exec(address)?.[0] ?? "";
  return `https://dien-dan.example/threads/chu-de-mau.1/${page}`;
}
