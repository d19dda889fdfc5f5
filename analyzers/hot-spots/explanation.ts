import { disclose, shownCount, VOICE_FLOOR } from "../../model/floors.ts";
import type { ChartDay, Explanation } from "../../model/hot-spot.ts";
import type { PlaceId } from "../../model/ids.ts";
import { addDays } from "../../model/time.ts";
import { countVariance, HISTORY_DAYS, WINDOW_DAYS } from "./baseline.ts";
import { countQuantile } from "./distributions.ts";
import { expectedOver, type Figures, TOLD_DAYS, toldExpectation, voicesOver, window72 } from "./figures.ts";
import { usually } from "./gates.ts";
import type { Evidence, Names } from "./inputs.ts";
import type { Change } from "./life-cycle.ts";
import type { Panel } from "./panel.ts";
import type { Story } from "./stories.ts";

/** The band in which nine days of ten lie. */
const BAND = [0.05, 0.95] as const;
/** Shares are told in steps of five percent, so that no count can be worked out from them. */
const SHARE_STEP = 5;
/** "Ten thousand days or more". */
const LONGEST_RECURRENCE_DAYS = 10_000;

/** "xã An Lão và An Quang"; "toàn địa bàn" where no place is told. */
function placesInWords(places: readonly PlaceId[], names: Names): string {
  const [first, ...others] = places.map((place) => names.place(place));
  if (first === undefined) return "toàn địa bàn";
  const type = first.slice(0, first.indexOf(" ") + 1);
  const shortened = others.map((name) =>
    type !== "" && name.startsWith(type) ? name.slice(type.length) : name,
  );
  const last = shortened.pop();
  return last === undefined ? first : `${[first, ...shortened].join(", ")} và ${last}`;
}

/** The one sentence of an event: what, where, how many, how unusual. */
export function sentenceOf(change: Change, names: Names, late: boolean): string {
  const channel = change.channel === "youtube" ? " (YouTube)" : "";
  const what = `${names.topic(change.topic)}${channel}, ${placesInWords(change.places, names)}`;
  if (change.kind === "cleared") return `${what}: đã lắng xuống mức thường thấy`;
  const times = change.expected < 0.95 ? 0 : Math.floor(change.voices / change.expected);
  const ratio = times >= 2 ? ` (gấp ${times} lần)` : "";
  const counted = `${change.voices} ý kiến độc lập trong ${TOLD_DAYS} ngày, ${usually(change.expected)}${ratio}`;
  const notes = [
    ...(change.failedGates.includes("history") ? ["chưa đủ nền"] : []),
    ...(late ? ["phát hiện muộn"] : []),
  ];
  const prefix = change.kind === "reopened" ? "Phát sinh lại: " : "";
  return `${prefix}${what}: ${counted}${notes.length === 0 ? "" : ` · ${notes.join(", ")}`}`;
}

/** Everything one screen says about a story, frozen when it fires. */
export function explain(
  change: Change & { readonly story: Story },
  panel: Panel,
  names: Names,
  evidence: Evidence,
  late: boolean,
): Explanation {
  const { figures, gates } = change.story;
  return {
    sentence: sentenceOf(change, names, late),
    since: change.since,
    voices: change.voices,
    expected: change.expected,
    score: change.score,
    chart: chartOf(panel, figures, names),
    sources: sourcesOf(figures, names),
    items: figures.items,
    echoes: figures.echoes,
    negativeSharePercent: negativeShare(figures),
    usualNegativeSharePercent: inSteps(figures.usualNegative),
    phrases: evidence.phrases,
    institutions: evidence.institutions,
    gates: gates.map(({ gate, passed, detail }) => ({ gate, passed, detail })),
    doubts: doubtsOf(change.story, panel, names, late),
    needed: change.story.context.needed,
    recurrenceDays: recurrenceOf(change.story),
  };
}

/** Whole days, as far as anybody can mean them. */
function recurrenceOf({ context }: Story): number | null {
  const days = context.scanRecurrenceDays;
  return days === null ? null : Math.min(Math.round(days), LONGEST_RECURRENCE_DAYS);
}

function inSteps(share: number): number {
  return Math.round((share * 100) / SHARE_STEP) * SHARE_STEP;
}

function negativeShare(figures: Figures): number | null {
  if (shownCount(figures.negative) === null || figures.toned === 0) return null;
  return inSteps(figures.negative / figures.toned);
}

/** Groups by their share; without shares where one below the floor could be worked out from the others. */
function sourcesOf(figures: Figures, names: Names): Explanation["sources"] {
  const groups = [...figures.groups].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const total = groups.reduce((sum, [, voices]) => sum + voices, 0);
  const told = disclose(
    groups.map(([, voices]) => voices),
    total,
  );
  return groups.map(([group], index) => {
    const voices = told.total === null ? null : told.parts[index];
    return { group: names.group(group), sharePercent: voices == null ? null : inSteps(voices / total) };
  });
}

/** 56 days of 72-hour voices beside what was expected of them. */
function chartOf(panel: Panel, figures: Figures, names: Names): readonly ChartDay[] {
  return Array.from({ length: WINDOW_DAYS }, (_, index) => {
    const column = panel.column - WINDOW_DAYS + 1 + index;
    const day = addDays(panel.grid.start, column);
    const holiday = panel.area.holidays.find(({ from, to }) => from <= day && day <= to);
    const silent = [...(panel.silent[column] ?? [])].filter((group) => heardAt(figures, group)).sort();
    return {
      day,
      observed: column < panel.grid.first ? null : observedAt(figures, column),
      ...bandAt(figures, column),
      outage: silent.length === 0 ? null : silent.map((group) => names.group(group)).join(", "),
      holiday: holiday?.name ?? null,
    };
  });
}

function heardAt(figures: Figures, group: string): boolean {
  return figures.rows.some((row) =>
    [...row.cells.values()].some((cell) => cell.sources.some((source) => source.sourceGroup === group)),
  );
}

/** The sum over places, or null where it, or one place below the floor through it, must not be told. */
function observedAt(figures: Figures, column: number): number | null {
  const parts = figures.rows.map((row) => window72(row, column).voices);
  return disclose(parts, voicesOver(figures.rows, column), VOICE_FLOOR).total;
}

function bandAt(figures: Figures, column: number): Pick<ChartDay, "expected" | "low" | "high"> {
  const expected = expectedOver(figures.rows, column);
  if (Number.isNaN(expected)) return { expected: null, low: null, high: null };
  const dispersions = figures.rows.map(({ scored }) => scored.dispersion[column] ?? 1);
  const dispersion = dispersions.reduce((sum, value) => sum + value, 0) / dispersions.length;
  const days = Math.max(1, figures.rows[0]?.scored.baselineDays[column] ?? 1);
  const variance = countVariance(expected, dispersion, days);
  const [low, high] = BAND.map((probability) => countQuantile(probability, expected, variance));
  return { expected: toldExpectation(expected), low: low ?? null, high: high ?? null };
}

/** "Vì sao có thể nhầm": what came close to a limit, what was copied, what was missing. */
function doubtsOf(story: Story, panel: Panel, names: Names, late: boolean): readonly string[] {
  const { figures, gates } = story;
  const doubts = gates.filter(({ gate, passed }) => !passed && gate !== "health").map(({ detail }) => detail);
  if (figures.silent.length > 0) {
    const silent = figures.silent.map((group) => names.group(group)).join(", ");
    doubts.push(`Mất dữ liệu trong 3 ngày qua: ${silent}. Số ý kiến có thể thấp hơn thực tế.`);
  }
  const copies = figures.items + figures.echoes;
  if (copies > 0 && figures.echoes / copies > 0.5) {
    doubts.push("Nội dung sao chép: quá nửa số bài là chép lại. Bài chép lại không được tính là ý kiến.");
  }
  const floor = story.context.sensitive ? panel.area.floors.sensitiveVoices : panel.area.floors.voices;
  if (figures.voices < floor + 2)
    doubts.push("Số ý kiến vừa chạm ngưỡng, một vài ý kiến lệch cũng có thể đổi kết luận.");
  const toned = figures.voices === 0 ? 1 : figures.toned / figures.voices;
  if (toned < 0.7) doubts.push("Nhiều ý kiến chưa rõ sắc thái.");
  if (figures.places.length === 0 && !story.context.sensitive)
    doubts.push("Chưa rõ địa bàn: ý kiến không nêu nơi cụ thể hoặc rải ở nhiều nơi.");
  if (panel.historyDays >= HISTORY_DAYS && panel.historyDays < WINDOW_DAYS + 7) {
    doubts.push(`Số liệu nền còn ngắn (${panel.historyDays} ngày).`);
  }
  if (panel.grid.holidayFactors[panel.column] !== 1)
    doubts.push("Ngày lễ hoặc ngày chưa hết: mức thường thấy chỉ là ước lượng.");
  if (late) doubts.push("Phát hiện muộn: một phần nội dung đến sau khi ngày đã khép.");
  return doubts;
}
