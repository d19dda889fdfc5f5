import { seededRandom } from "../../analyzers/hot-spots/distributions.ts";
import { foldDiacritics } from "../../analyzers/text/fold.ts";
import type { Day } from "../../model/ids.ts";
import { addDays } from "../../model/time.ts";
import { SUBJECTS, type Subject } from "./subjects.ts";

/** The communes that the shipped configuration studies, by a short name, with their codes. */
export const COMMUNES = {
  lao: { code: "11629", name: "An Lão" },
  truong: { code: "11635", name: "An Trường" },
  quang: { code: "11647", name: "An Quang" },
  khanh: { code: "11668", name: "An Khánh" },
  hung: { code: "11674", name: "An Hưng" },
} as const;
export type Commune = keyof typeof COMMUNES;
export const ALL_COMMUNES = Object.keys(COMMUNES) as readonly Commune[];

/** One line for `ingest`, with the day it speaks of. */
export interface TalkLine {
  readonly day: number;
  readonly line: {
    readonly id: string;
    readonly kind: "article" | "post" | "comment";
    readonly sourceId: string;
    readonly title?: string;
    readonly text: string;
    readonly publishedAt: string;
    readonly author?: string;
    readonly parentId?: string;
  };
}

/** How one person says it; absent: a complaint, a source by turns, a person of their own. */
export interface Saying {
  readonly tone?: "complaint" | "question" | "praise";
  readonly source?: string;
  readonly author?: string;
  readonly text?: string;
  /** Written without marks, shortened, as many type on a phone. */
  readonly teencode?: boolean;
  readonly kind?: "article" | "post" | "comment";
  readonly parentId?: string;
  readonly title?: string;
}

const WHO = [
  "nhà tôi",
  "xóm em",
  "bà con",
  "cả ngõ",
  "gia đình mình",
  "mấy hộ đầu làng",
  "dãy trọ",
  "phía sau đình",
  "khu nhà cháu",
  "họ hàng bên ngoại",
  "tổ mình",
  "mấy cụ già",
];
const WHEN = [
  "sáng nay",
  "tối qua",
  "từ hôm kia",
  "mấy hôm nay",
  "lúc trưa",
  "chiều nay",
  "đêm qua",
  "từ đầu tháng",
  "cả tuần",
  "hôm rằm",
  "giờ này năm ngoái",
  "vừa xong",
];
const AFTER = [
  "đã gọi điện hai lần",
  "hàng xóm cũng kể",
  "đã chụp ảnh",
  "bác trưởng thôn đã ghi lại",
  "ai biết thì nhắn",
  "phải sang nhờ bên ngoại",
  "chiều về mới biết",
  "mọi người thấy sao",
  "viết lên đây cho ai cần",
  "lần này nữa là ba",
  "cụ nhà cứ nhắc mãi",
  "đợi thêm xem thế nào",
  "cuối tuần họp xóm sẽ nói",
  "kể ra thì dài",
  "có ai cùng ngõ cho biết với",
  "để cuối buổi ghé qua",
  "nghe loa nói rồi",
  "gửi lời tới cả nhà",
  "nhân tiện hỏi luôn",
  "ngồi kể lại cho vui",
];
const UPSET = ["bức xúc lắm", "chán quá", "quá tệ", "không chịu nổi nữa", "mong xử lý sớm", "bực mình thật"];
const TEENCODE: readonly (readonly [RegExp, string])[] = [
  [/\bkhong\b/g, "k"],
  [/\bduoc\b/g, "dc"],
  [/\bqua\b/g, "wa"],
  [/\bgi\b/g, "j"],
  [/\bcung\b/g, "cug"],
];

/** A district's talk, line by line, from a seed. */
export class Talk {
  readonly lines: TalkLine[] = [];
  readonly start: Day;
  readonly random: () => number;

  constructor(start: Day, seed: number) {
    this.start = start;
    this.random = seededRandom(seed);
  }

  pick<T>(from: readonly T[]): T {
    return from[Math.floor(this.random() * from.length)] as T;
  }

  sentence(subject: Subject, at: Commune | null, tone: "complaint" | "question" | "praise"): string {
    const core = this.pick(SUBJECTS[subject][tone]);
    const where =
      at === null ? "" : ` ${this.pick(["ở xã", "bên xã", "xã", "dưới xã"])} ${COMMUNES[at].name}`;
    const who = `${this.pick(WHO)}${where}`;
    const order = this.pick([
      [who, this.pick(WHEN), core],
      [this.pick(WHEN), who, core],
      [core, this.pick(WHEN), who],
    ]);
    const tail = Array.from({ length: 1 + Math.floor(this.random() * 3) }, () => this.pick(AFTER));
    const end = tone === "complaint" ? [this.pick(UPSET)] : [];
    return `${[order.join(" "), ...tail, ...end].join(", ")}${this.pick([".", "", "!", " ạ", "…"])}`;
  }

  say(day: number, subject: Subject, at: Commune | null, how: Saying = {}): string {
    const number = this.lines.length;
    const hour = 7 + Math.floor(this.random() * 15);
    const minute = Math.floor(this.random() * 60);
    const plain = how.text ?? this.sentence(subject, at, how.tone ?? "complaint");
    const text = how.teencode ? shortened(plain) : plain;
    const id = `v${number}`;
    this.lines.push({
      day,
      line: {
        id,
        kind: how.kind ?? "post",
        sourceId: how.source ?? `s${1 + Math.floor(this.random() * 8)}`,
        ...(how.title === undefined ? {} : { title: how.title }),
        text,
        publishedAt: `${addDays(this.start, day)}T${two(hour)}:${two(minute)}:00+07:00`,
        ...(how.kind === "article" ? {} : { author: how.author ?? `u${number}` }),
        ...(how.parentId === undefined ? {} : { parentId: how.parentId }),
      },
    });
    return id;
  }

  /** So many voices on each day from `from` on; about one of five only asks. */
  plant(
    from: number,
    counts: readonly number[],
    subject: Subject,
    at: Commune | null,
    how: Saying = {},
  ): void {
    counts.forEach((count, offset) => {
      for (let n = 0; n < count; n++) {
        const tone = how.tone ?? (this.random() < 0.2 ? "question" : "complaint");
        this.say(from + offset, subject, at, { ...how, tone });
      }
    });
  }

  /** Chance talk at `mean` voices a day, scattered more than Poisson, with a factor for each day. */
  noise(
    subject: Subject,
    at: Commune | null,
    mean: number,
    days: number,
    factor: (day: number) => number = () => 1,
  ): void {
    for (let day = 0; day < days; day++) {
      const limit = Math.exp(-mean * factor(day) * this.pick([0.5, 0.8, 1, 1, 1.2, 1.5]));
      for (let product = this.random(); product > limit; product *= this.random()) {
        const chance = this.random();
        this.say(day, subject, at, {
          tone: chance < 0.35 ? "complaint" : chance < 0.85 ? "question" : "praise",
        });
      }
    }
  }

  /** The weekday of a day: 0 is Monday. */
  weekday(day: number): number {
    return (new Date(addDays(this.start, day)).getUTCDay() + 6) % 7;
  }
}

function shortened(text: string): string {
  return TEENCODE.reduce((plain, [long, short]) => plain.replace(long, short), foldDiacritics(text));
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}
