import type { DatabaseSync } from "node:sqlite";
import type { Explanation, HotSpotEvent, HotSpotTrace, Level } from "../../../model/hot-spot.ts";
import type { Day } from "../../../model/ids.ts";
import { hotSpotId, placeId, topicId } from "../../../model/ids.ts";
import { addDays } from "../../../model/time.ts";
import { hotSpotStore } from "../../../state/hot-spots.ts";

/** The last day of every story here. */
export const TODAY = "2026-11-22" as Day;

/** What a test changes of a story. */
export interface StoryChanges {
  readonly id?: string;
  readonly day?: Day;
  readonly event?: HotSpotEvent["event"];
  readonly level?: Level;
  readonly voices?: number;
  readonly active?: boolean;
  readonly topic?: string;
  readonly places?: readonly string[];
  readonly explanation?: Partial<Explanation>;
}

const SENTENCE =
  "Rác thải, xã An Lão và An Quang: 11 ý kiến độc lập trong 3 ngày, thường khoảng 1 (gấp 9 lần)";

/** An explanation as detection freezes it. */
export function explanation(changes: Partial<Explanation> = {}): Explanation {
  return {
    sentence: SENTENCE,
    since: addDays(TODAY, -2),
    voices: 11,
    expected: 1.2,
    score: 5.6,
    chart: Array.from({ length: 56 }, (_, index) => {
      const day = addDays(TODAY, index - 55);
      const outage = index === 40 || index === 41 ? "Diễn đàn An Lão" : null;
      const observed = index === 55 ? 11 : index === 54 ? 8 : null;
      return { day, observed, expected: 1.2, low: 0, high: 3, outage, holiday: null };
    }),
    sources: [
      { group: "Báo Hải Phòng", sharePercent: 55 },
      { group: "Diễn đàn An Lão", sharePercent: 45 },
    ],
    items: 14,
    echoes: 3,
    negativeSharePercent: 85,
    usualNegativeSharePercent: 40,
    phrases: ["rác ùn ứ", "mùi hôi thối", "chưa thu gom"],
    institutions: [
      {
        title: "Điểm tập kết rác ở An Lão quá tải",
        url: "https://bao.example/rac-an-lao",
        source: "Báo Hải Phòng",
      },
    ],
    gates: [
      { gate: "score", passed: true, detail: "Điểm bất thường 5,6, từ 3,5 là cảnh báo." },
      { gate: "voices", passed: true, detail: "11 ý kiến độc lập trong 3 ngày, cần ít nhất 5." },
      { gate: "sources", passed: true, detail: "2 nguồn độc lập, không nguồn nào quá 60% số ý kiến." },
      { gate: "health", passed: false, detail: "1 nguồn bị mất dữ liệu trong 3 ngày qua." },
    ],
    doubts: ["1 nguồn bị mất dữ liệu trong 3 ngày qua.", "Nhiều ý kiến chưa rõ sắc thái."],
    ...changes,
  };
}

/** Writes one day of one story, as detection does. */
export function recordStory(db: DatabaseSync, changes: StoryChanges = {}): HotSpotEvent {
  const day = changes.day ?? TODAY;
  const id = hotSpotId(changes.id ?? "hs-rac");
  const places = (changes.places ?? ["11629@2025-07-01", "11647@2025-07-01"]).map(placeId);
  const event: HotSpotEvent = {
    day,
    hotSpotId: id,
    event: changes.event ?? "opened",
    level: changes.level ?? "high",
    topic: topicId(changes.topic ?? "environment/waste"),
    places,
    voices: changes.voices ?? 11,
    expected: 1.2,
    score: 5.6,
    failedGates: [],
    sentence: SENTENCE,
  };
  const trace: HotSpotTrace = {
    id,
    day,
    topic: event.topic,
    channel: "public",
    places,
    level: event.level,
    active: changes.active ?? true,
    openedOn: day,
    lastActiveOn: day,
    clearedOn: null,
    reportedVoices: event.voices,
    voices: event.voices,
    expected: 1.2,
    quietDays: 0,
  };
  const explanations = new Map(event.event === "cleared" ? [] : [[id, explanation(changes.explanation)]]);
  hotSpotStore(db).record(day, { events: [event], closes: true, traces: [trace], explanations });
  return event;
}
