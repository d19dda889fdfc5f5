import { SENSITIVE_VOICE_FLOOR, SOURCE_FLOOR, VOICE_FLOOR } from "../../model/floors.ts";
import type { Gate, Level } from "../../model/hot-spot.ts";
import { HISTORY_DAYS } from "./baseline.ts";
import { type ClassThresholds, classThresholds, type NeededScores } from "./calibration.ts";
import { binomialUpperTail } from "./distributions.ts";
import type { Figures } from "./figures.ts";
import type { AreaFacts } from "./inputs.ts";
import { BUSY_MEAN } from "./score.ts";

/** Voices must be at least this many times the expected ones. */
const LEAST_RATIO = 2;
/** The largest group may hold this share of the voices. */
const LARGEST_GROUP_SHARE = 0.6;
const LEAST_NEGATIVE = 3;
const TONE_CHANCE = 0.05;
/**
 * No usual share above this is asked to be exceeded: of a topic about which people only ever complain, no burst at the
 * floor could (judgement: five negative voices of five pass, or six of eight; four of five do not).
 */
const LARGEST_USUAL_NEGATIVE = 0.4;
/** Places, voices with safety words, from which a concern is for the leader (research, section 5). */
const WIDE_PLACES = 3;
/** Recurrence interval in days from which a zone of neighbouring communes is an alert (research, section 2.7). */
const ALERT_RECURRENCE_DAYS = 365;
const SAFETY_VOICES = 20;

/** One condition of an alert, met or not, with the sentence that says why. */
export interface GateResult {
  readonly gate: Gate;
  readonly passed: boolean;
  readonly detail: string;
}

/** What the gates ask beyond the figures. */
export interface GateContext {
  readonly area: AreaFacts;
  readonly calibration: readonly ClassThresholds[];
  /** The scores that decide here. */
  readonly needed: NeededScores;
  readonly historyDays: number;
  readonly sensitive: boolean;
  /** Days of which such a crowd of neighbouring communes would happen once by chance; null where no scan ran. */
  readonly scanRecurrenceDays: number | null;
}

/** Voices from which a story exists at all, a watch included. Configuration may raise the floor, never lower it. */
export function storyFloor(area: AreaFacts, sensitive: boolean): number {
  return sensitive
    ? Math.max(SENSITIVE_VOICE_FLOOR, area.floors.sensitiveVoices)
    : Math.max(VOICE_FLOOR, area.floors.voices);
}

/** Asks every gate, in the order of the model's list. */
export function askGates(figures: Figures, context: GateContext): readonly GateResult[] {
  return [
    scoreGate(figures, context),
    voicesGate(figures, context),
    ratioGate(figures),
    sourcesGate(figures, context),
    toneGate(figures),
    historyGate(context),
    healthGate(figures),
  ];
}

function scoreGate(figures: Figures, context: GateContext): GateResult {
  const needed = context.needed.alert;
  const byScan = (context.scanRecurrenceDays ?? 0) >= ALERT_RECURRENCE_DAYS;
  const passed = figures.score >= needed || byScan;
  const score = decimal(figures.score);
  if (byScan) {
    return {
      gate: "score",
      passed,
      detail: "Tăng cùng lúc ở các xã liền nhau: ngẫu nhiên thì chưa tới một lần mỗi năm.",
    };
  }
  const detail = passed
    ? `Điểm bất thường ${score}, từ ${decimal(needed)} là cảnh báo${rarityOf(figures, context)}.`
    : `Điểm bất thường ${score}, chưa tới ${decimal(needed)} của mức cảnh báo${rarityOf(figures, context)}.`;
  return { gate: "score", passed, detail };
}

/** How seldom chance alone would give such a score, by the night's simulation, as the end of a sentence. */
function rarityOf({ score, mean }: Figures, { calibration, area }: GateContext): string {
  const own = classThresholds(mean, calibration);
  if (own === undefined) return "";
  const raised = own.thousand > (mean > BUSY_MEAN ? area.thresholds.alertBusy : area.thresholds.alert);
  const why = raised ? " (ngưỡng nâng theo độ dao động của chính số liệu nơi này)" : "";
  if (score >= own.thousand) return `; ngẫu nhiên thì chưa tới một ngày trong 1.000 ngày${why}`;
  if (score >= own.year) return `; ngẫu nhiên thì chưa tới một ngày mỗi năm${why}`;
  return score >= own.hundred ? `; ngẫu nhiên thì chưa tới một ngày trong 100 ngày${why}` : why;
}

function voicesGate(figures: Figures, context: GateContext): GateResult {
  const floor = storyFloor(context.area, context.sensitive);
  const needed = Math.max(
    floor,
    ...context.area.rules.filter((rule) => covers(rule, figures)).map((rule) => rule.minVoices),
  );
  const passed = figures.voices >= needed;
  const detail = passed
    ? `${figures.voices} ý kiến độc lập trong 3 ngày, cần ít nhất ${needed}.`
    : `Chưa đủ ${needed} ý kiến độc lập trong 3 ngày.`;
  return { gate: "voices", passed, detail };
}

function covers(rule: { readonly topics: readonly string[] }, figures: Figures): boolean {
  if (rule.topics.length === 0) return true;
  return rule.topics.some((topic) => figures.topic === topic || figures.topic.startsWith(`${topic}/`));
}

function ratioGate(figures: Figures): GateResult {
  const passed = figures.voices >= LEAST_RATIO * figures.expected;
  const detail = passed
    ? `Ít nhất gấp ${LEAST_RATIO} lần mức thường thấy (${usually(figures.expected)}).`
    : `Chưa gấp ${LEAST_RATIO} lần mức thường thấy (${usually(figures.expected)}).`;
  return { gate: "ratio", passed, detail };
}

function sourcesGate(figures: Figures, context: GateContext): GateResult {
  const needed = Math.max(SOURCE_FLOOR, context.area.floors.sources);
  const counts = [...figures.groups.values()];
  const total = counts.reduce((sum, count) => sum + count, 0);
  const largest = total === 0 ? 1 : Math.max(...counts) / total;
  const passed = counts.length >= needed && largest <= LARGEST_GROUP_SHARE + 1e-9;
  const detail =
    counts.length < needed
      ? `Mới nghe từ ${counts.length} nguồn, cần ít nhất ${needed} nguồn độc lập.`
      : passed
        ? `${counts.length} nguồn độc lập, không nguồn nào quá ${LARGEST_GROUP_SHARE * 100}% số ý kiến.`
        : `${counts.length} nguồn, nhưng một nguồn chiếm hơn ${LARGEST_GROUP_SHARE * 100}% số ý kiến.`;
  return { gate: "sources", passed, detail };
}

function toneGate(figures: Figures): GateResult {
  const usual = Math.min(figures.usualNegative, LARGEST_USUAL_NEGATIVE);
  const chance = binomialUpperTail(figures.negative, figures.toned, usual);
  const passed = figures.negative >= LEAST_NEGATIVE && chance <= TONE_CHANCE;
  const detail = passed
    ? "Ý kiến tiêu cực nhiều hơn hẳn thường lệ."
    : "Sắc thái không tiêu cực hơn thường lệ.";
  return { gate: "tone", passed, detail };
}

function historyGate(context: GateContext): GateResult {
  const passed = context.historyDays >= HISTORY_DAYS;
  const detail = passed
    ? "Đủ số liệu nền để so sánh."
    : `Chưa đủ nền: mới có ${context.historyDays} ngày số liệu, cần ${HISTORY_DAYS}.`;
  return { gate: "history", passed, detail };
}

function healthGate(figures: Figures): GateResult {
  const passed = figures.silent.length === 0;
  const detail = passed
    ? "Các nguồn vẫn đọc được đều trong 3 ngày qua."
    : `${figures.silent.length} nguồn bị mất dữ liệu trong 3 ngày qua.`;
  return { gate: "health", passed, detail };
}

/**
 * The level that figures and gates give; "none" below the watch threshold. Communes make a story wide where each is
 * heard by itself, not where only their sum is.
 */
export function storyLevel(
  figures: Figures,
  gates: readonly GateResult[],
  context: GateContext,
  safetyWords: boolean,
): Level | "none" {
  const { needed } = context;
  if (figures.score < needed.watch) return "none";
  if (gates.some((gate) => !gate.passed)) return "watch";
  const urgent =
    figures.score >= needed.high ||
    (figures.places.length >= WIDE_PLACES && context.scanRecurrenceDays === null) ||
    (safetyWords && figures.voices >= SAFETY_VOICES);
  return urgent ? "high" : "alert";
}

/** Whether words of safety could still lift a story to the leader. */
export function safetyWouldMatter(voices: number, level: Level): boolean {
  return level === "alert" && voices >= SAFETY_VOICES;
}

/** "thường dưới 1", "thường khoảng 4". */
export function usually(expected: number): string {
  return expected < 0.95 ? "thường dưới 1" : `thường khoảng ${Math.round(expected)}`;
}

/** One decimal, with a comma. */
function decimal(value: number): string {
  return value.toFixed(1).replace(".", ",");
}
