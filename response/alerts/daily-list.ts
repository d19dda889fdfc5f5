import type { Names } from "../../analyzers/hot-spots/inputs.ts";
import type { HotSpot } from "../../model/hot-spot.ts";
import type { Instant } from "../../model/ids.ts";
import { dayOf } from "../../model/time.ts";
import { wordsIn } from "../mail/catalogue.ts";
import { messageIdOf } from "../mail/compose.ts";
import { html } from "../mail/html.ts";
import { bottomSpace, button, headline, layout, lines, link, paragraph, row } from "../mail/layout.ts";
import type { OutgoingMail } from "../mail/outgoing.ts";
import { storySentence } from "../mail/story-words.ts";
import type { Recipient } from "./recipients.ts";

/** What one reader's daily list holds, the most serious first. */
export interface DailyList {
  readonly key: string;
  readonly reader: Recipient;
  readonly spots: readonly HotSpot[];
  readonly perDay: number;
  readonly names: Names;
  readonly pageOf: (spot: HotSpot) => string;
  readonly baseUrl: string;
  readonly areaName: string;
  readonly from: string;
  readonly now: Instant;
}

const WORDS = {
  vi: {
    subject: (count: number, day: string) =>
      `[Danh sách trong ngày · tín hiệu chưa xác minh] ${count} điểm nóng khác, ${day}`,
    finding: (count: number) => `Hôm nay còn ${count} điểm nóng chưa báo riêng`,
    why: (perDay: number) =>
      `Mỗi ngày chỉ báo riêng ${perDay} điểm nóng cho mỗi người. Các điểm nóng vượt số đó nằm ở đây, không điểm nào bị bỏ.`,
    open: "Xem các điểm nóng",
  },
  en: {
    subject: (count: number, day: string) =>
      `[Daily list · unverified signals] ${count} more hot spots, ${day}`,
    finding: (count: number) => `${count} more hot spots today that were not told one by one`,
    why: (perDay: number) =>
      `A reader is told of ${perDay} hot spots a day one by one. Those beyond that are here; none was dropped.`,
    open: "Open the hot spots",
  },
} as const;

/** The mail of what lay beyond a reader's budget: one line a hot spot, and why they are here. */
export function dailyListMail(list: DailyList): OutgoingMail {
  const { reader, spots, names, now } = list;
  const words = wordsIn(reader.language);
  const say = WORDS[reader.language];
  const told = spots.map((spot) => {
    const { voices, expected } = spot.explanation;
    const { topic, places, channel } = spot;
    const sentence = storySentence({ topic, places, voices, expected, channel }, words, names);
    return { text: `${words.level[spot.level]}: ${sentence}`, url: list.pageOf(spot) };
  });
  const subject = say.subject(spots.length, words.day(dayOf(now)));
  const masthead = `${words.product} · ${list.areaName}`;
  const listUrl = `${list.baseUrl.replace(/\/+$/, "")}/diem-nong`;
  return {
    messageId: messageIdOf(list.key, list.from),
    to: reader.email,
    subject,
    html: layout({
      language: reader.language,
      title: subject,
      preview: say.why(list.perDay),
      masthead,
      body: [
        row(headline(say.finding(spots.length)), { top: 24 }),
        row(paragraph(say.why(list.perDay)), { top: 12 }),
        row(
          lines(
            told.map(({ text, url }) => html`${link(text, url)}`),
            "▲",
          ),
        ),
        row(button(say.open, listUrl), { top: 12 }),
        bottomSpace,
      ],
      footer: [words.alert.promise],
    }),
    text: `${[masthead, say.finding(spots.length), say.why(list.perDay), ...told.map(({ text, url }) => `- ${text}\n  ${url}`), words.alert.promise].join("\n\n")}\n`,
    images: [],
    language: reader.language,
    date: now,
  };
}
