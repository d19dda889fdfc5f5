import type { Case } from "../../model/case.ts";
import type { Standing } from "../../model/case-clock.ts";
import { day } from "../format.ts";
import { wordsIn } from "../mail/catalogue.ts";
import { html } from "../mail/html.ts";
import { bottomSpace, button, headline, layout, paragraph, quiet, row } from "../mail/layout.ts";
import { clockWords, stepWords } from "./clock-words.ts";

/** What a reminder is about. */
export interface Reminder {
  readonly one: Case;
  readonly standing: Standing;
  /** The clock has run out, or does with this office day. */
  readonly isOver: boolean;
  /** The responsible unit's name. */
  readonly unit: string | null;
  readonly areaName: string;
  readonly url: string;
  readonly language: "vi" | "en";
}

const WORDS = {
  vi: {
    soon: "Nhắc hạn",
    over: "Đến hạn",
    number: (id: string) => `Vụ việc ${id}`,
    due: (date: string) => `Hạn: hết ngày ${date}.`,
    unit: (name: string) => `Đơn vị xử lý: ${name}.`,
    open: "Mở vụ việc",
    why: "Bạn nhận thư này vì vụ việc đang chờ bạn, đơn vị của bạn hoặc sự chỉ đạo của bạn.",
  },
  en: {
    soon: "Reminder",
    over: "Due",
    number: (id: string) => `Case ${id}`,
    due: (date: string) => `Due by the end of ${date}.`,
    unit: (name: string) => `Unit: ${name}.`,
    open: "Open the case",
    why: "You get this because the case waits for you, your unit or your direction.",
  },
} as const;

/** Subject, page and text of a reminder: the clock first, then what it is about. Titles only, never an entry's text. */
export function reminderMail(reminder: Reminder) {
  const { one, standing, language } = reminder;
  const say = WORDS[language];
  const clock = `${clockWords(standing, language)} ${stepWords(standing.deadline.step, language)}`;
  const sentence = `${one.title}: ${clock}`;
  const subject = `[${reminder.isOver || standing.overdue ? say.over : say.soon}] ${say.number(one.id)} · ${sentence}`;
  const facts = [
    say.due(day(standing.deadline.dueOn)),
    ...(reminder.unit === null ? [] : [say.unit(reminder.unit)]),
  ];
  const masthead = `${wordsIn(language).product} · ${reminder.areaName}`;
  const page = layout({
    language,
    title: subject,
    preview: sentence,
    masthead,
    body: [
      row(quiet(say.number(one.id)), { top: 24 }),
      row(headline(sentence)),
      row(
        facts.map((fact) => paragraph(fact)),
        { top: 12 },
      ),
      row(html`${button(say.open, reminder.url)}`, { top: 12 }),
      bottomSpace,
    ],
    footer: [say.why],
  });
  const text = `${[masthead, say.number(one.id), sentence, ...facts, reminder.url, say.why].join("\n\n")}\n`;
  return { subject, html: page, text };
}
