import type { CheerioAPI } from "cheerio/slim";
import type { Selectors, SOURCE_SHAPES } from "../../config/schema.ts";
import type { Instant } from "../../model/ids.ts";
import type { WireEntry } from "../feeds/wire.ts";

/** Where a page came from and what is known beside its HTML. */
export interface PageContext {
  /** The final address, after redirects. */
  readonly url: string;
  /** Hosts that an address of this source may be on; null without a source. */
  readonly hosts: readonly string[] | null;
  readonly now: Date;
  /** What the source's YAML says about its pages; only the generic family asks. */
  readonly selectors?: Selectors | undefined;
}

/** An article as its page shows it; the byline is already gone. */
export interface ArticlePage {
  readonly kind: "article";
  readonly title: string | null;
  /** The lead and then the body, one line per block. */
  readonly text: string;
  readonly publishedAt: Instant | null;
  readonly canonicalUrl: string;
  /** Query fields by which the site's comment service knows this article; null when it takes no comments. */
  readonly commentQuery: Readonly<Record<string, string>> | null;
}

/** One message of a forum; `account` is the platform's id for who wrote it and never leaves the crawler with the item. */
export interface ThreadMessage {
  readonly nativeId: string;
  readonly account: string | null;
  readonly text: string;
  readonly publishedAt: Instant | null;
}

/** One page of a forum thread. */
export interface ThreadPage {
  readonly kind: "thread";
  readonly title: string | null;
  readonly canonicalUrl: string;
  readonly pageNumber: number;
  readonly messages: readonly ThreadMessage[];
  /** Addresses of all pages of the thread, this one included, in order. */
  readonly pages: readonly string[];
}

/** What a family reads. */
export type ParsedPage = ArticlePage | ThreadPage;

/** A page that lists others, as readers see it. */
export interface ListPage {
  readonly entries: readonly WireEntry[];
  /** The next page of the list; null on the last. */
  readonly next: string | null;
}

/** One layout that a family's pages had or have; an old page still reads by the layout that it was made with. */
export interface SiteLayout {
  readonly version: number;
  /** The last month in which pages were made like this, as far as anybody wrote down; null: still in use. */
  readonly until: string | null;
  /** One of these stands in the source of every such page: looked for before anything is asked of its elements. */
  readonly hints: readonly string[];
  /** True when the page carries this layout's marks, whatever source it is said to be. */
  recognises($: CheerioAPI): boolean;
  /** Null when the page does not have this layout: older ones, structured data and the generic extractor then try. */
  parse($: CheerioAPI, context: PageContext): ParsedPage | null;
}

/**
 * What is known of all sites built with one system. A new site of a known family is one YAML file; a new family is one
 * of these, one line in `registry.ts` and one golden pair.
 */
export interface SiteFamily {
  readonly shape: (typeof SOURCE_SHAPES)[number];
  /** Newest first. */
  readonly layouts: readonly SiteLayout[];
  /** Null when the page is no list. Absent for families that are read by feed only. */
  list?($: CheerioAPI, context: PageContext): ListPage | null;
}
