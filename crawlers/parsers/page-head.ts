import type { Instant } from "../../model/ids.ts";
import { parseDate } from "../feeds/dates.ts";
import type { PageLine } from "./page-lines.ts";
import type { PageMetadata } from "./structured-data.ts";

/** Lines above the text among which its title and time are looked for, and below it for a time. */
const LINES_ABOVE = 25;
const LINES_BELOW = 6;
const LONGEST_TITLE = 250;
const SHORTEST_TITLE = 8;
/** A line with a time in it that says more than this says something else. */
const LONGEST_TIME_LINE = 150;
const TITLE_NAMES = /(^|[\s_-])(title|headline|heading|tieu-?de|tentin|ten-?bai|subject)([\s_-]|$)/i;
/** Of boxes around the page, and of titles that are not the page's. */
const OTHER_NAMES =
  /(^|[\s_-])(logo|brand|site-?(name|title)|navbar|menu|nav|breadcrumb|sidebar|footer|widget|related|panel-heading|other|lienquan|cate(gory)?|path)([\s_-]|$)/i;
const TIME_NAMES =
  /(^|[\s_-])(date|time|ngay|publish(ed)?|pubdate|posted|submitted|created?|thoi-?gian)([\s_-]|$)/i;
const TIME_LABELS =
  /(ngày (đăng|gửi|tạo|phát hành|viết)|cập nhật|đăng (lúc|ngày|bởi)|xuất bản|thứ (hai|ba|tư|năm|sáu|bảy)|chủ nhật|published|posted|gmt)/iu;
/** What a comment or another story says of its own time. */
const OTHER_TIMES =
  /(^|[\s_-])(comments?|reply|binh-?luan|related|other|tin-?khac|lienquan|sidebar|widget|footer|aside)([\s_-]|$)/i;

/** Letters and digits only, for comparing what is written twice with other marks and spaces. */
const bare = (text: string): string =>
  text
    .normalize("NFC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

/** Where the text begins among the lines; the number of lines where it is not found. */
export function textStart(lines: readonly PageLine[], text: string): number {
  const starts = new Set(
    text
      .split("\n")
      .slice(0, 6)
      .filter((line) => line.length >= 25)
      .map((line) => bare(line).slice(0, 60)),
  );
  const at = lines.findIndex((line) => line.text.length >= 25 && starts.has(bare(line.text).slice(0, 60)));
  return at === -1 ? lines.length : at;
}

/**
 * The title of a page of unknown make: the heading above its text, told from the site's own name and from boxes by what
 * the page says to machines.
 */
export function titleOf(lines: readonly PageLine[], start: number, metadata: PageMetadata): string | null {
  const stated = statedTitles(metadata);
  const headings = lines
    .slice(Math.max(0, start - LINES_ABOVE), Math.min(start + 1, lines.length))
    .filter(isHeading)
    .reverse();
  const firstOnPage = lines.find(
    ({ tag, text }) => tag === "h1" && stated.some((title) => agree(text, title)),
  );
  const agreed = headings.find(({ text }) => stated.some((title) => agree(text, title))) ?? firstOnPage;
  if (agreed) return shorter(agreed.text, stated);
  const site = siteNames(lines, metadata);
  const own = stated.find((title) => !site.has(bare(title)));
  const heading =
    headings.find(({ tag, text }) => tag === "h1" && !site.has(bare(text))) ??
    headings.find(({ text }) => !site.has(bare(text)));
  if (own !== undefined && (heading === undefined || metadata.ownTitle)) return own;
  return heading?.text ?? own ?? stated[0] ?? null;
}

function isHeading({ text, tag, names, linkTo }: PageLine): boolean {
  if (text.length < SHORTEST_TITLE || text.length > LONGEST_TITLE || OTHER_NAMES.test(names)) return false;
  if (linkTo !== null && /^(https?:\/\/[^/]+)?\/?$/.test(linkTo)) return false;
  return /^h[1-3]$/.test(tag) || TITLE_NAMES.test(names);
}

/** What the page tells machines, without the site's name behind it. */
function statedTitles(metadata: PageMetadata): string[] {
  const found = metadata.titles.flatMap((title) => [title, withoutSite(title)]);
  return [...new Set(found)].filter((title) => title.length >= SHORTEST_TITLE);
}

/** "Title | Site", "Title - Site", "Title » Site": the last part, when it is short beside what is before it. */
function withoutSite(title: string): string {
  const parts = title.split(/\s+[|–—»·-]\s+/);
  const last = parts.at(-1) ?? "";
  if (parts.length < 2 || last.length > 45) return title;
  const rest = title.slice(0, title.lastIndexOf(last)).replace(/\s+[|–—»·-]\s+$/, "");
  return rest.length >= 15 ? rest : title;
}

function agree(line: string, stated: string): boolean {
  const [shown, told] = [bare(line), bare(stated.replace(/(…|\.{3})$/, ""))];
  if (shown.length < SHORTEST_TITLE || told.length < SHORTEST_TITLE) return shown === told && shown !== "";
  return shown === told || shown.startsWith(told) || told.startsWith(shown) || shown.endsWith(` ${told}`);
}

/** "Chủ đề: Nước máy…" is the page's way of saying "Nước máy…". */
function shorter(line: string, stated: readonly string[]): string {
  const rest = /^[^:]{1,20}:\s+(.*)$/.exec(line)?.[1];
  return rest !== undefined && stated.some((title) => bare(title) === bare(rest)) ? rest : line;
}

/** Names of the site: its own, and what its logo and the ends of its titles say. */
function siteNames(lines: readonly PageLine[], metadata: PageMetadata): ReadonlySet<string> {
  const home = lines
    .filter(({ linkTo, names }) => /^(https?:\/\/[^/]+)?\/?$/.test(linkTo ?? "-") || OTHER_NAMES.test(names))
    .map(({ text }) => bare(text));
  const ends = metadata.titles.flatMap((title) => title.split(/\s+[|–—»·-]\s+/).slice(1)).map(bare);
  return new Set([...home, ...ends, bare(metadata.siteName ?? "")]);
}

/**
 * The time that a page shows its readers, where it tells machines none: beside the title, above the text, or under it.
 * A date in a sentence is none, and neither is that of a comment or another story.
 */
export function shownTime(lines: readonly PageLine[], start: number, end: number, now: Date): Instant | null {
  const above = lines.slice(Math.max(0, start - LINES_ABOVE), Math.min(start + 2, lines.length)).reverse();
  const below = lines.slice(end, end + LINES_BELOW);
  const candidates = [
    ...above.filter((line) => isTime(line, now)),
    ...below.filter((line) => isTime(line, now) && TIME_LABELS.test(line.text)),
  ];
  const best =
    candidates.find((line) => line.machineTime !== null) ??
    candidates.find((line) => TIME_NAMES.test(line.names) || TIME_LABELS.test(line.text)) ??
    candidates[0];
  return best === undefined ? null : timeIn(best, now);
}

function timeIn({ machineTime, text }: PageLine, now: Date): Instant | null {
  return parseDate(machineTime, now) ?? parseDate(text, now);
}

function isTime(line: PageLine, now: Date): boolean {
  if (line.text.length > LONGEST_TIME_LINE || OTHER_TIMES.test(line.names)) return false;
  const named = line.machineTime !== null || TIME_NAMES.test(line.names) || TIME_LABELS.test(line.text);
  // Without a name, the date must be nearly all that the line says.
  const rest = line.text.replace(/\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{1,2}[:hg]\d{2}(:\d{2})?/g, "");
  if (!named && (rest === line.text || bare(rest).split(" ").length > 12)) return false;
  if (named && line.machineTime === null && bare(rest).split(" ").length > 20) return false;
  return timeIn(line, now) !== null;
}
