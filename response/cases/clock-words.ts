import type { Deadline } from "../../model/case.ts";
import type { Standing } from "../../model/case-clock.ts";
import { number } from "../format.ts";

/** How a deadline stands, in plain words: "còn 2 ngày làm việc", "hết hạn hôm nay", "quá hạn 1 ngày làm việc". */
export function clockWords({ daysLeft, overdue }: Standing, language: "vi" | "en"): string {
  const count = Math.abs(daysLeft);
  if (language === "vi") {
    if (overdue) return `quá hạn ${number(count)} ngày làm việc`;
    return daysLeft === 0 ? "hết hạn hôm nay" : `còn ${number(count)} ngày làm việc`;
  }
  const days = `${count} working day${count === 1 ? "" : "s"}`;
  if (overdue) return `${days} overdue`;
  return daysLeft === 0 ? "due today" : `${days} left`;
}

/** What is owed, as the words that follow a clock: "để tiếp nhận". */
export function stepWords(step: Deadline["step"], language: "vi" | "en"): string {
  return STEPS[language][step];
}

const STEPS = {
  vi: {
    triage: "để xem xét",
    accept: "để tiếp nhận",
    answer: "để trả lời",
    dialogue: "đến buổi đối thoại",
    approve: "để duyệt",
    publish: "để công khai",
    verify: "để xem lại kết quả",
  },
  en: {
    triage: "to be looked at",
    accept: "to be accepted",
    answer: "to be answered",
    dialogue: "until the dialogue",
    approve: "to be approved",
    publish: "to be published",
    verify: "to see whether it helped",
  },
} as const;
