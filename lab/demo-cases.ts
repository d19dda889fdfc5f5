import { areaOf } from "../app/areas.ts";
import { casesOf } from "../app/cases.ts";
import type { Service } from "../app/service.ts";
import type { Config } from "../config/config.ts";
import type { Actor, EntryChannel } from "../model/case.ts";
import type { CaseCommand } from "../model/case-commands.ts";
import { type Day, type Instant, topicId, type UnitId, unitId } from "../model/ids.ts";
import { addDays, addMs, startOfDay } from "../model/time.ts";
import { peopleStore, type Role } from "../state/people.ts";

/** One step of a case of the demo: who took it, how many days before today, and what. */
type DemoStep = readonly [role: Exclude<Role, "operator" | "auditor">, daysAgo: number, command: CaseCommand];

interface DemoCase {
  readonly channel: EntryChannel;
  readonly daysAgo: number;
  readonly title: string;
  readonly summary: string;
  readonly topic: string;
  readonly urgency: string;
  readonly steps: (today: Day, unit: UnitId) => readonly DemoStep[];
}

/** The unit that works in the demo. */
export const DEMO_UNIT = unitId("phong-kinh-te");

/** Three concerns on their way: one answered in public, one after a dialogue with promises, one that is late. */
const CASES: readonly DemoCase[] = [
  {
    channel: "voters-meeting",
    daysAgo: 24,
    title: "Nước sinh hoạt đục sau mưa",
    summary:
      "Tại cuộc tiếp xúc cử tri, bà con nêu nước máy đục nhiều ngày sau các đợt mưa, mong có lịch súc rửa đường ống.",
    topic: "utilities",
    urgency: "other",
    steps: (today, unit) => [
      ["officer", 24, { kind: "route", unit, note: "Đề nghị làm việc với nhà máy nước" }],
      ["unit", 23, { kind: "accept" }],
      ["unit", 22, { kind: "progress", plan: "Cùng nhà máy nước lấy mẫu ở ba điểm cuối tuyến" }],
      [
        "unit",
        19,
        {
          kind: "answer",
          text: "Xã đã cùng nhà máy nước lấy mẫu và súc rửa ba tuyến ống cuối nguồn. Từ nay, sau mỗi đợt mưa lớn, nhà máy súc rửa trong 24 giờ và báo trước trên loa xã.",
          legalBasis: "Quy chuẩn QCVN 01-1:2018/BYT về nước sạch dùng cho sinh hoạt",
          measures: "Đã súc rửa ba tuyến ống. Lịch súc rửa định kỳ dán tại nhà văn hóa các thôn.",
          doneBy: addDays(today, -17),
          lateReason: "",
        },
      ],
      ["leader", 19, { kind: "approve" }],
      ["officer", 18, { kind: "publish", question: "Vì sao nước máy đục sau mưa, và bao giờ hết?" }],
    ],
  },
  {
    channel: "dialogue",
    daysAgo: 13,
    title: "Đường liên thôn nhiều ổ gà",
    summary: "Bà con đề nghị vá các đoạn đường liên thôn hỏng mặt, nhất là đoạn gần trường học.",
    topic: "transport",
    urgency: "other",
    steps: (today, unit) => [
      ["officer", 12, { kind: "route", unit, note: "" }],
      ["unit", 12, { kind: "accept" }],
      ["leader", 9, { kind: "plan-dialogue", on: addDays(today, -5), place: "Nhà văn hóa xã" }],
      [
        "officer",
        5,
        {
          kind: "hold-dialogue",
          on: addDays(today, -5),
          attendance: 47,
          minutes:
            "Bà con nêu bốn đoạn hỏng nặng. Xã nhận vá tạm hai đoạn gần trường trước, phần còn lại đưa vào kế hoạch quý.",
          commitments: [
            { unit, what: "Vá tạm hai đoạn gần trường học", dueOn: addDays(today, -1) },
            { unit, what: "Trình dự toán sửa hai đoạn còn lại", dueOn: addDays(today, 20) },
          ],
        },
      ],
      [
        "unit",
        2,
        { kind: "keep-commitment", number: 1, note: "Đã vá xong cả hai đoạn, mời trưởng thôn nghiệm thu" },
      ],
    ],
  },
  {
    channel: "hotline",
    daysAgo: 8,
    title: "Cột đèn chiếu sáng hỏng ở ngã tư",
    summary: "Đường dây nóng nhận tin cột đèn ở ngã tư trung tâm không sáng, người đi tối lo mất an toàn.",
    topic: "transport",
    urgency: "quick-check",
    steps: (_, unit) => [
      ["officer", 8, { kind: "route", unit, note: "Kiểm tra được ngay" }],
      ["unit", 7, { kind: "accept" }],
    ],
  },
];

/** Office hours of the steps: the first in the morning, each later one of a day two hours on. */
const FIRST_HOUR = 9;

/**
 * Plays the cases of the demo through the same desk that the screens use, each step on its day, and lets the product
 * take up what it found itself. Deterministic: the days are counted back from today.
 */
export async function playCases(service: Service, config: Config, today: Day): Promise<void> {
  const people = peopleStore(service.stores.db).list();
  const area = areaOf(config);
  let at: Instant = startOfDay(today);
  const { desk, store } = casesOf(config, area, service.stores, () => new Date(at));
  const moment = (daysAgo: number, step: number): Instant =>
    addMs(startOfDay(addDays(today, -daysAgo)), (FIRST_HOUR + (step % 4) * 2) * 3_600_000);
  const actorOf = (role: Role): Actor => {
    const id = people.find((person) => person.role === role)?.id ?? role;
    return { id, role: role as Actor["role"], unit: role === "unit" ? DEMO_UNIT : null };
  };
  for (const [number, one] of CASES.entries()) {
    at = moment(one.daysAgo, 0);
    const { title, summary, urgency } = one;
    const triage = {
      kind: "triage",
      title,
      summary,
      topic: topicId(one.topic),
      urgency,
      places: area.communes.slice(number, number + 1),
    } as const;
    const entered = await desk.enter({ channel: one.channel, triage }, actorOf("officer"), `demo-${number}`);
    if (entered.kind !== "done") throw new Error(`the demo's case "${title}": ${JSON.stringify(entered)}`);
    for (const [step, [role, daysAgo, command]] of one.steps(today, DEMO_UNIT).entries()) {
      at = moment(daysAgo, step + 1);
      const seenVersion = store.get(entered.one.id)?.version ?? 0;
      const by = {
        actor: actorOf(role),
        seenVersion,
        commandId: `demo-${number}-${step}`,
        checkedWords: true,
      };
      const done = await desk.act(entered.one.id, command, by);
      if (done.kind !== "done") throw new Error(`the demo's ${command.kind}: ${JSON.stringify(done)}`);
    }
  }
  await service.cases.round();
}
