import { Readability } from "@mozilla/readability";
import { load } from "cheerio/slim";
import type { Element } from "domhandler";
import { parseHTML } from "linkedom";
import { type PageBlock, pageBlocks } from "./page-blocks.ts";
import { isOverloaded, MAX_ELEMENTS } from "./page-size.ts";

/** What the generic extractor finds on a page without a known shape. */
export interface ReadableText {
  readonly title: string | null;
  readonly text: string;
}

type ReadabilityDocument = ConstructorParameters<typeof Readability>[0];

/** Less than this is no article; Readability may try. */
const MIN_ARTICLE_LENGTH = 200;

/** Finds the article on any page. CPU-bound: runs in the worker thread. Null when the page has no readable part. */
export function readableText(page: string): ReadableText | null {
  const html = /<body[\s>]/i.test(page) ? page : `<html><body>${page}</body></html>`;
  const root = isOverloaded(html) ? undefined : load(html)("body").get(0);
  if (root === undefined) return null;
  const text = articleBlocks(pageBlocks(root)).join("\n");
  if (text.length >= MIN_ARTICLE_LENGTH) return { title: null, text };
  return byReadability(html) ?? shortNotice(pageBlocks(root)) ?? (text === "" ? null : { title: null, text });
}

/** Ancestors of the title in which a notice of a line or two is looked for. */
const NOTICE_LEVELS = 3;

/** A notice too short for any measure: what is said below the title, in the nearest element that holds anything. */
function shortNotice(blocks: readonly PageBlock[]): ReadableText | null {
  const title = blocks.findIndex(({ tag }) => tag === "h1");
  const below = blocks.slice(title + 1).filter(isSaid);
  let element: Element | null = blocks[title]?.holder ?? null;
  for (let level = 0; level < NOTICE_LEVELS && element !== null; level += 1) {
    const holder: Element | null = parentOf(element);
    const said = below.filter(
      (block) => holder !== null && holder.name !== "body" && isWithin(block.holder, holder),
    );
    if (said.length > 0) return { title: null, text: said.map(({ text }) => text).join("\n") };
    element = holder;
  }
  return null;
}

/** Short and odd pages: Readability finds the part, the same rules then say which of its blocks are said. */
function byReadability(html: string): ReadableText | null {
  const { document } = parseHTML(html);
  if (!document.documentElement?.firstElementChild) return null;
  const article = new Readability(document as unknown as ReadabilityDocument, {
    maxElemsToParse: MAX_ELEMENTS,
  }).parse();
  if (!article?.content) return null;
  const root = load(article.content)("body").get(0);
  const blocks = root === undefined ? [] : pageBlocks(root).filter(isSaid);
  const text = withoutSignature(blocks)
    .map((block) => block.text)
    .join("\n");
  return text === "" ? null : { title: article.title ?? null, text };
}

/** A paragraph of running text. */
function isGood({ text, linkLength, tag }: PageBlock): boolean {
  return (
    !/^h\d$/.test(tag) && text.length >= 60 && linkLength < text.length * 0.4 && /[.!?…"”:;,]/.test(text)
  );
}

function articleBlocks(blocks: readonly PageBlock[]): string[] {
  const container = mainContainer(blocks.filter(isGood));
  if (container === null) return [];
  const first = blocks.findIndex((block) => isGood(block) && isWithin(block.holder, container));
  const last = blocks.findLastIndex(({ holder }) => isWithin(holder, container));
  const title = blocks.findLastIndex(({ tag }, index) => tag === "h1" && index < first);
  const start = blocks.findIndex(({ holder }) => isWithin(holder, container));
  const lead =
    title === -1 ? leadBefore(blocks, start, container) : blocks.slice(title + 1, start).filter(isLead);
  const inside = withoutRefrains(blocks.slice(Math.max(start, title + 1), last + 1).filter(isSaid));
  return withoutSignature([...lead, ...inside]).map(({ text }) => text);
}

/**
 * Short lines that come with every message ("Thành viên", "Reply") belong to the page, and a quotation of what stands
 * elsewhere on the page is said only once.
 */
function withoutRefrains(blocks: readonly PageBlock[]): readonly PageBlock[] {
  const counts = new Map<string, number>();
  for (const { text } of blocks) counts.set(text, (counts.get(text) ?? 0) + 1);
  const refrain = Math.max(3, blocks.length * 0.12);
  return blocks.filter((block) => {
    const { text, holder } = block;
    const count = counts.get(text) ?? 0;
    if (text.length <= 40 && count >= refrain) return false;
    return !isQuotation(holder) || (count === 1 && !isSaidElsewhere(block, blocks));
  });
}

/** A quotation shows what another message says, often cut short and with its author's name before it. */
function isSaidElsewhere(quotation: PageBlock, blocks: readonly PageBlock[]): boolean {
  const words = quotation.text
    .replace(/^.{1,60}? (đã viết|đã nói|nói|viết|wrote|said):\s*/iu, "")
    .replace(/(…|\.{3})$/, "");
  return (
    words.length >= MIN_QUOTED && blocks.some((other) => other !== quotation && other.text.includes(words))
  );
}

/** Shorter words are said by many. */
const MIN_QUOTED = 15;

function isQuotation(holder: Element): boolean {
  for (
    let element: Element | null = holder, up = 0;
    element !== null && up < 4;
    element = parentOf(element), up += 1
  ) {
    if (element.name === "blockquote" || /quote/i.test(element.attribs.class ?? "")) return true;
  }
  return false;
}

/** The press signs at the end: short lines after the last sentence are names, sources and headings of what follows. */
function withoutSignature(blocks: readonly PageBlock[]): readonly PageBlock[] {
  const last = blocks.findLastIndex(
    ({ text, tag }) => tag === "li" || text.length > 50 || /[.!?…"”)♦]$/.test(text),
  );
  return blocks.slice(0, last + 1);
}

/** Lines that say who, when or what else, in Vietnamese and English; the first kind only with nothing but names behind. */
const NOT_SAID =
  /^(tác giả|bài viết|bài và ảnh|bài, ảnh|ảnh|nguồn|nguồn tin|theo dõi|chia sẻ|xem thêm|đọc thêm|tin liên quan|bài liên quan|từ khóa|tags?|bình luận|quảng cáo|cập nhật|cập nhật lúc|đăng lúc|ngày đăng|lượt xem|by|updated|published|read more|read next|related|share|advertisement|photo|photos|sign up|follow us)(?=[\s:]|$)/i;
/** What leads over to other stories, or belongs to the page's own machinery. */
const PAGE_WORDS =
  /^((các )?(tin|bài|bài viết|chủ đề|câu hỏi|thông báo) (khác|cũ hơn|mới hơn|liên quan|đã đưa|cùng chuyên mục|cùng chủ đề|mới nhất|nổi bật|đọc nhiều)|tệp (đính kèm|tin)|file đính kèm|tải về|in trang|bản in|gửi email|đánh giá mức độ|(người|cơ quan|đơn vị) (hỏi|gửi|trả lời|đăng|soạn)\s*:|mã (phản ánh|hồ sơ)|số ký hiệu|.{1,60} (đã viết|đã nói|nói|viết|wrote|said):$|gửi bởi )/iu;
const COUNT =
  /^\d[\d.,]*[km]?\s*(lượt (thích|xem|đọc)|thích|bình luận|trả lời|phản hồi|likes?|views?|comments?|replies|shares?)$/iu;
const LONGEST_NOT_SAID = 120;
/** A line that is little else than a date or time. */
const ONLY_A_DATE =
  /^(?:[^\d]{0,25})(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{1,2}[:h]\d{2})[\s\d:/.,|()+-]*(?:GMT[+\d:]*|AM|PM|SA|CH)?\)?\s*(?:#\d+)?$/i;
/** A full date among labels: who asked, when, how often it was read. */
const DATE_WITH_LABELS =
  /\d{1,2}[/.-]\d{1,2}[/.-]\d{4}.*(lượt xem|lượt đọc|lĩnh vực|trạng thái|chuyên mục)|(ngày (gửi|đăng|hỏi|tạo)|người (hỏi|gửi))\s*:.*\d{1,2}[/.-]\d{1,2}[/.-]\d{4}/iu;

function isPageWords({ text }: PageBlock): boolean {
  if (DATE_WITH_LABELS.test(text) && text.length < 2 * LONGEST_NOT_SAID) return true;
  if (text.length >= LONGEST_NOT_SAID) return false;
  if (ONLY_A_DATE.test(text) || COUNT.test(text) || PAGE_WORDS.test(text)) return true;
  // "Ảnh: Lê Mẫu" names somebody, "Ảnh giúp làm hồ sơ." says something.
  return NOT_SAID.test(text) && !(/[.!?…]["”]?$/.test(text) && !/^[^\s:]+(\s[^\s:]+){0,2}:/.test(text));
}

/** A short line set apart in the middle, in italics and without an end: what stands under a picture. */
function isCaption({ text, markedLength, holder }: PageBlock): boolean {
  if (text.length > LONGEST_NOT_SAID || /[.!?…:"”]$/.test(text)) return false;
  const centred =
    /text-align:\s*center/i.test(holder.attribs.style ?? "") || holder.attribs.align === "center";
  return centred && markedLength >= text.replace(/\s/g, "").length * 0.8;
}

/** Without a title to start from, the lead is what stands right before the body, in the same part of the page. */
function leadBefore(blocks: readonly PageBlock[], start: number, container: Element): readonly PageBlock[] {
  const part = parentOf(container);
  const before = blocks[start - 1];
  return part !== null && before && isLead(before) && isWithin(before.holder, part) ? [before] : [];
}

/** Between the title and the body stand the lead and much that is none: only sentences count. */
function isLead(block: PageBlock): boolean {
  // The lead is often set as a heading.
  return isGood({ ...block, tag: "p" }) && block.linkLength < block.text.length * 0.2;
}

function isSaid(block: PageBlock): boolean {
  if (block.tag === "tr") return isGood(block);
  if (isPageWords(block) || isCaption(block)) return false;
  if (block.text.endsWith(":") && block.linkLength < block.text.length) return true;
  return block.linkLength < block.text.length * 0.6;
}

/** The lowest element that holds most of the running text. */
function mainContainer(good: readonly PageBlock[]): Element | null {
  const weights = new Map<Element, number>();
  let total = 0;
  for (const { holder, text } of good) {
    total += text.length;
    for (let element: Element | null = holder; element !== null; element = parentOf(element)) {
      weights.set(element, (weights.get(element) ?? 0) + text.length);
    }
  }
  let best: Element | null = null;
  let bestDepth = -1;
  for (const [element, weight] of weights) {
    const depth = depthOf(element);
    if (weight >= total * 0.7 && depth > bestDepth) {
      best = element;
      bestDepth = depth;
    }
  }
  while (best !== null && !/^(div|article|main|section|body|td)$/.test(best.name)) best = parentOf(best);
  return best;
}

function parentOf(element: Element): Element | null {
  return element.parent !== null && element.parent.type === "tag" ? (element.parent as Element) : null;
}
function depthOf(element: Element): number {
  let depth = 0;
  for (let current = parentOf(element); current !== null; current = parentOf(current)) depth += 1;
  return depth;
}
function isWithin(element: Element, container: Element): boolean {
  for (let current: Element | null = element; current !== null; current = parentOf(current)) {
    if (current === container) return true;
  }
  return false;
}
