import type { Names } from "../../analyzers/hot-spots/inputs.ts";
import type { NotificationSettings } from "../../config/notification-settings.ts";
import type { HotSpot } from "../../model/hot-spot.ts";
import type { Instant } from "../../model/ids.ts";
import { dayOf } from "../../model/time.ts";
import type { HotSpotStore } from "../../state/hot-spots.ts";
import type { NewNotification, NotificationStore } from "../../state/notifications.ts";
import { wordsIn } from "../mail/catalogue.ts";
import { messageIdOf } from "../mail/compose.ts";
import { html } from "../mail/html.ts";
import { bottomSpace, button, headline, layout, lines, link, paragraph, row } from "../mail/layout.ts";
import type { OutgoingMail } from "../mail/outgoing.ts";
import { storySentence } from "../mail/story-words.ts";
import { dailyListTime } from "./policy.ts";
import type { Recipient } from "./recipients.ts";
import { pageOf } from "./telling.ts";

/** What writing daily lists needs. */
export interface DailyListDeps {
  readonly hotSpots: Pick<HotSpotStore, "get">;
  readonly people: () => readonly Recipient[];
  readonly delivery: { readonly notifications: Pick<NotificationStore, "held" | "has" | "list"> };
  readonly policy: NotificationSettings;
  readonly names: (language: "vi" | "en") => Names;
  readonly areaName: (language: "vi" | "en") => string;
  readonly baseUrl: string;
  readonly from: string | null;
}

/**
 * Writes one mail a reader and day, at its hour, with what lay beyond the budget; what was closed meanwhile needs no
 * telling. Returns how many were written.
 */
export function writeDailyLists(deps: DailyListDeps, now: Instant): number {
  const { notifications } = deps.delivery;
  const budgets: Readonly<Record<string, number>> = deps.policy.pushedPerDay;
  let written = 0;
  for (const reader of deps.people().filter(({ disabled }) => !disabled)) {
    const held = notifications.held(reader.id).filter(({ heldAt }) => isListTime(heldAt, now, deps.policy));
    const key = `alert list ${dayOf(now)} ${reader.id}`;
    const spots = [...new Set(held.map(({ hotSpotId }) => hotSpotId))]
      .flatMap((id) => deps.hotSpots.get(id) ?? [])
      .filter(({ state }) => state === "open" || state === "monitoring");
    if (spots.length === 0 || notifications.has(key)) continue;
    const perDay = budgets[reader.role] ?? 0;
    const message = JSON.stringify(dailyListMail({ key, reader, spots, perDay, now }, deps));
    const notification: NewNotification = {
      key,
      kind: "alert",
      subject: `list ${dayOf(now)}`,
      event: "daily-list",
      channel: "email",
      recipient: reader.id,
      createdAt: now,
      message,
    };
    if (
      notifications.list(
        notification,
        held.map(({ key: own }) => own),
      )
    )
      written += 1;
  }
  return written;
}

/** What was held on an earlier day goes at once, what was held today at the list's hour. */
function isListTime(heldAt: Instant, now: Instant, policy: NotificationSettings): boolean {
  return dayOf(heldAt) < dayOf(now) || now >= dailyListTime(now, policy);
}

/** What one reader's daily list holds, the most serious first. */
interface DailyList {
  readonly key: string;
  readonly reader: Recipient;
  readonly spots: readonly HotSpot[];
  readonly perDay: number;
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
function dailyListMail(list: DailyList, deps: DailyListDeps): OutgoingMail {
  const { reader, spots, now } = list;
  const names = deps.names(reader.language);
  const words = wordsIn(reader.language);
  const say = WORDS[reader.language];
  const told = spots.map((spot) => {
    const { voices, expected } = spot.explanation;
    const { topic, places, channel } = spot;
    const sentence = storySentence({ topic, places, voices, expected, channel }, words, names);
    return { text: `${words.level[spot.level]}: ${sentence}`, url: pageOf(spot.id, deps.baseUrl) };
  });
  const subject = say.subject(spots.length, words.day(dayOf(now)));
  const masthead = `${words.product} · ${deps.areaName(reader.language)}`;
  const listUrl = `${deps.baseUrl.replace(/\/+$/, "")}/diem-nong`;
  return {
    messageId: messageIdOf(list.key, deps.from ?? ""),
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
