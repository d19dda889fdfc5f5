import type { Instant } from "../../model/ids.ts";
import { instantOf } from "../../model/time.ts";

/** Asia/Ho_Chi_Minh, unless the text says otherwise. */
const LOCAL_OFFSET_MIN = 7 * 60;
/** A moment further ahead than this is a mistake of the site, so the time is unknown (research, 2.6). */
const FUTURE_TOLERANCE_MS = 10 * 60_000;
/** Nothing on the web is older; smaller numbers are not epochs. */
const OLDEST_MS = Date.UTC(1995, 0, 1);

/** In what order a numeric date without a machine format stands; day first unless a parser says otherwise. */
export type DateOrder = "day-first" | "month-first";

/**
 * Reads a publication time in any of the forms that Vietnamese sites use (research, 2.6): ISO 8601 and RFC 822, epoch
 * seconds, "Thứ tư, 22/10/2025, 19:25 (GMT+7)", "14:15 - 22/10/2025", "13:56 07/03", "15 tháng 9, 2022", "3 giờ trước",
 * "Hôm qua". Null when it says no time, an impossible one, or one that lies ahead of `now`: never "now" itself.
 */
export function parseDate(
  text: string | null | undefined,
  now: Date,
  order: DateOrder = "day-first",
): Instant | null {
  if (text === null || text === undefined) return null;
  const clean = text
    .normalize("NFC")
    .replace(/[\s\u00a0]+/g, " ")
    .trim();
  if (clean === "" || clean.length > 200) return null;
  const ms = machineForm(clean) ?? relativeForm(clean, now) ?? writtenForm(clean, now, order);
  if (ms === null || Number.isNaN(ms) || ms < OLDEST_MS || ms > now.getTime() + FUTURE_TOLERANCE_MS)
    return null;
  return instantOf(new Date(ms));
}

function machineForm(text: string): number | null {
  if (/^\d{10}$/.test(text)) return Number(text) * 1000;
  if (/^\d{13}$/.test(text)) return Number(text);
  return isoForm(text) ?? mailForm(text);
}

/** ISO 8601, also with a space before the time or the zone; without a zone it is local time. */
function isoForm(text: string): number | null {
  const match =
    /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$/i.exec(
      text,
    );
  if (!match) return null;
  const [, year, month, day, hour, minute, second, zone] = match;
  return moment(
    [Number(year), Number(month), Number(day)],
    [Number(hour ?? 0), Number(minute ?? 0), Number(second ?? 0)],
    zoneMinutes(zone),
  );
}

const ENGLISH_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** RFC 822 and its usual spoilings: "Wed, 22 Oct 2025 19:25:00 +0700". */
function mailForm(text: string): number | null {
  const match =
    /^(?:[a-z]{3,9},?\s+)?(\d{1,2})[ -]([a-z]{3})[a-z]*[ -](\d{2,4}),?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([a-z]{1,4}|[+-]\d{2}:?\d{2})?$/i.exec(
      text,
    );
  if (!match) return null;
  const [, day, monthName, yearText, hour, minute, second, zone] = match;
  const month = ENGLISH_MONTHS.indexOf((monthName ?? "").toLowerCase()) + 1;
  const year = Number(yearText) < 100 ? 2000 + Number(yearText) : Number(yearText);
  return moment(
    [year, month, Number(day)],
    [Number(hour), Number(minute), Number(second ?? 0)],
    zoneMinutes(zone),
  );
}

const UNIT_MS: Readonly<Record<string, number>> = {
  giây: 1000,
  phút: 60_000,
  "'": 60_000,
  "’": 60_000,
  giờ: 3_600_000,
  tiếng: 3_600_000,
  ngày: 86_400_000,
  tuần: 7 * 86_400_000,
  tháng: 30 * 86_400_000,
};

/** "3 giờ trước", "34' trước", "vừa xong", "Hôm qua 14:15", "Hôm nay, 08:00". */
function relativeForm(text: string, now: Date): number | null {
  const lower = text.toLowerCase();
  if (/^(vừa xong|mới đây|vài giây trước)$/.test(lower)) return now.getTime();
  const ago = /^(?:khoảng\s+)?(\d{1,3}|một)\s*(giây|phút|'|’|giờ|tiếng|ngày|tuần|tháng)\s*trước$/.exec(lower);
  if (ago) {
    const count = ago[1] === "một" ? 1 : Number(ago[1]);
    return now.getTime() - count * (UNIT_MS[ago[2] ?? ""] ?? Number.NaN);
  }
  const named =
    /^(hôm nay|hôm qua|hôm kia)\b(.*)$/u.exec(lower) ?? /^(hôm nay|hôm qua|hôm kia)(.*)$/.exec(lower);
  if (!named) return null;
  const back = named[1] === "hôm nay" ? 0 : named[1] === "hôm qua" ? 1 : 2;
  const day = new Date(now.getTime() + LOCAL_OFFSET_MIN * 60_000 - back * 86_400_000);
  const time = clockOf(named[2] ?? "");
  // A day without a time is known only as a day: its noon, so that it stays on that day everywhere it is shown.
  return moment(
    [day.getUTCFullYear(), day.getUTCMonth() + 1, day.getUTCDate()],
    time ?? [12, 0, 0],
    LOCAL_OFFSET_MIN,
  );
}

/** Dates written for people: numbers with slashes, dots or dashes in any company, or "15 tháng 9, 2022". */
function writtenForm(text: string, now: Date, order: DateOrder): number | null {
  const worded = /(\d{1,2})\s+tháng\s+(\d{1,2})(?:\s*[,/]?\s*(?:năm\s+)?(\d{4}))/i.exec(text);
  const numeric = /(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)/.exec(text);
  const found = worded ?? numeric;
  const named = namedMonth(text);
  const zone = zoneMinutes(/(?:GMT|UTC)\s*([+-]\d{1,2}(?::?\d{2})?)/i.exec(text)?.[1]);
  if (found) {
    const [first, second] = [Number(found[1]), Number(found[2])];
    const [day, month] = order === "month-first" && !worded ? [second, first] : [first, second];
    const rest = text.replace(found[0], " ");
    return moment([Number(found[3]), month, day], clockOf(rest) ?? [0, 0, 0], zone);
  }
  if (named) return moment(named.date, clockOf(text.replace(named.written, " ")) ?? [0, 0, 0], zone);
  return withoutYear(text, now, order, zone);
}

const VIETNAMESE_MONTHS = "một hai ba tư năm sáu bảy tám chín mười mười-một mười-hai".split(" ");

/** "5 Tháng Ba, 2026", "Tháng Mười Hai 5, 2026", "March 5, 2026", "5 March 2026". */
function namedMonth(
  text: string,
): { readonly date: readonly [number, number, number]; readonly written: string } | null {
  const vietnamese =
    /(?<!\d)(\d{1,2})?\s*tháng\s+(mười (?:một|hai)|một|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười)(?!\p{L})\s*(\d{1,2})?(?!\d)[\s,]*(?:năm\s+)?(\d{4})/iu.exec(
      text,
    );
  const english =
    /(?<![\d\p{L}])(?:(\d{1,2})(?:st|nd|rd|th)?\s+)?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+(?:(\d{1,2})(?:st|nd|rd|th)?(?!\d),?\s+)?(\d{4})(?!\d)/iu.exec(
      text,
    );
  const found = vietnamese ?? english;
  if (found === null) return null;
  const [written, before, name = "", after, year] = found;
  const lower = name.toLowerCase();
  const month = vietnamese
    ? VIETNAMESE_MONTHS.indexOf(lower === "bốn" ? "tư" : lower.replace(" ", "-")) + 1
    : ENGLISH_MONTHS.indexOf(lower) + 1;
  const day = Number(before ?? after ?? "0");
  return { date: [Number(year), month, day], written };
}

/** "13:56 07/03": the latest such day that is not ahead. */
function withoutYear(text: string, now: Date, order: DateOrder, zone: number): number | null {
  const short = /(?<![\d/])(\d{1,2})\/(\d{1,2})(?![\d/])/.exec(text);
  const time = clockOf(text);
  if (!short || !time) return null;
  const [first, second] = [Number(short[1]), Number(short[2])];
  const [day, month] = order === "month-first" ? [second, first] : [first, second];
  const year = new Date(now.getTime() + LOCAL_OFFSET_MIN * 60_000).getUTCFullYear();
  const thisYear = moment([year, month, day], time, zone);
  if (thisYear !== null && thisYear <= now.getTime() + FUTURE_TOLERANCE_MS) return thisYear;
  return moment([year - 1, month, day], time, zone);
}

/** The first time of day in a text: "19:25", "19:25:30", "19h25", with AM or PM if written. */
function clockOf(text: string): [number, number, number] | null {
  const match = /(?<!\d)(\d{1,2})(?::|h|g)(\d{2})(?::(\d{2}))?(?!\d)\s*(am|pm|sa|ch)?/i.exec(text);
  if (!match) return null;
  const half = match[4]?.toLowerCase();
  const hour = Number(match[1]);
  const shifted = half === "pm" || half === "ch" ? (hour % 12) + 12 : half ? hour % 12 : hour;
  return [shifted, Number(match[2]), Number(match[3] ?? 0)];
}

/** Minutes east of UTC; local where the text is silent. */
function zoneMinutes(zone: string | undefined): number {
  if (zone === undefined || zone === "") return LOCAL_OFFSET_MIN;
  if (/^(z|utc|gmt|ut)$/i.test(zone)) return 0;
  const match = /^([+-])(\d{1,2}):?(\d{2})?$/.exec(zone);
  if (!match)
    return (
      { est: -300, edt: -240, cst: -360, cdt: -300, mst: -420, mdt: -360, pst: -480, pdt: -420 }[
        zone.toLowerCase()
      ] ?? LOCAL_OFFSET_MIN
    );
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0);
  return match[1] === "-" ? -minutes : minutes;
}

/** The instant of a calendar date and time at an offset; null when there is no such day or time. */
function moment(
  [year, month, day]: readonly [number, number, number],
  [hour, minute, second]: readonly [number, number, number],
  offsetMinutes: number,
): number | null {
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 24 || minute > 59 || second > 60) return null;
  const ms = Date.UTC(year, month - 1, day, hour, minute, second);
  return new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day ? ms - offsetMinutes * 60_000 : null;
}
