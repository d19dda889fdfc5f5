import type { Names } from "../../analyzers/hot-spots/inputs.ts";
import { shownCount } from "../../model/floors.ts";
import type { ChartDay, Explanation, HotSpot, HotSpotEvent } from "../../model/hot-spot.ts";
import { headlineText } from "../mail/plain-line.ts";
import { storyName, storySentence } from "../mail/story-words.ts";
import type { MailWords } from "../mail/words.ts";
import type { Recipient } from "./recipients.ts";

/** A chart drawn for a mail. */
export interface MailChart {
  readonly png: Uint8Array;
  /** The finding again, with figures, for those who do not see the picture. */
  readonly alternative: string;
}

/** One alert, decided: what happened to which hot spot, and who is told. */
export interface AlertContent {
  readonly hotSpot: HotSpot;
  readonly event: HotSpotEvent;
  readonly receivers: readonly Recipient[];
  readonly chart: MailChart | null;
  readonly suggestedUnit: string | null;
  /** Counts only (promise 7). */
  readonly sensitive: boolean;
  /** The page of the hot spot. */
  readonly pageUrl: string;
  /** Where this reader acknowledges with one tap; null where they may not, or somebody did. */
  readonly acknowledgeUrl: string | null;
  /** Other hot spots that are the same story and are not told by themselves. */
  readonly together: readonly HotSpot[];
  /** Told because nobody acknowledged for so many office hours; null: that is not why. */
  readonly escalatedAfterHours: number | null;
  readonly areaName: string;
}

/** What the mail says, in one language, in the order in which it says it; both renderings read this. */
export interface AlertView {
  readonly subject: string;
  readonly masthead: string;
  readonly tag: string;
  readonly kind: string;
  readonly sentence: string;
  readonly facts: readonly string[];
  readonly chart: MailChart | null;
  readonly days: readonly { readonly day: string; readonly observed: string; readonly expected: string }[];
  readonly whyTold: readonly string[];
  readonly whyWrong: readonly string[];
  readonly doubtsInVietnamese: boolean;
  readonly sensitive: boolean;
  readonly phrases: readonly string[];
  readonly institutions: Explanation["institutions"];
  readonly suggestedUnit: string | null;
  readonly pageUrl: string;
  readonly acknowledgeUrl: string | null;
  readonly receivedBy: string;
}

/** Days of the small table: the last week. */
const TABLE_DAYS = 7;
const SHOWN_PHRASES = 5;
const SHOWN_INSTITUTIONS = 5;

/** Puts an alert in words. */
export function alertView(content: AlertContent, words: MailWords, names: Names): AlertView {
  const { hotSpot, event } = content;
  const { explanation } = hotSpot;
  const level = words.level[event.level];
  // The headline and what stands under it are of one moment: that of the explanation, which may be newer than the event.
  const newest = content.sensitive ? event : { ...explanation, topic: hotSpot.topic, places: hotSpot.places };
  const { topic, places, voices, expected } = newest;
  const told = { topic, places, voices, expected, channel: hotSpot.channel };
  const own = storySentence(told, words, names);
  const prefix = event.event === "reopened" ? words.alert.reopened : "";
  return {
    subject: `${words.alert.subjectTag(level, event.event)} ${prefix}${own}`,
    masthead: `${words.product} · ${content.areaName}`,
    tag: `${level} · ${words.signal}`,
    kind: kindOf(content, words),
    sentence: words.language === "vi" ? newest.sentence : `${prefix}${own}${timesOf(newest, words)}`,
    facts: [...factsOf(explanation, words), ...togetherOf(content, words, names)],
    chart: content.chart,
    days: explanation.chart.slice(-TABLE_DAYS).map((day) => tableRow(day, words)),
    whyTold: explanation.gates
      .filter((gate) => gate.passed)
      .map((gate) => (words.language === "vi" ? gate.detail : words.alert.gate[gate.gate])),
    whyWrong: explanation.doubts,
    doubtsInVietnamese: words.language !== "vi" && explanation.doubts.length > 0,
    sensitive: content.sensitive,
    phrases: content.sensitive ? [] : explanation.phrases.slice(0, SHOWN_PHRASES),
    institutions: (content.sensitive ? [] : explanation.institutions)
      .slice(0, SHOWN_INSTITUTIONS)
      .map((article) => ({
        ...article,
        title: headlineText(article.title),
      })),
    suggestedUnit: content.suggestedUnit,
    pageUrl: content.pageUrl,
    acknowledgeUrl: content.acknowledgeUrl,
    receivedBy: words.alert.receivedBy(words.list(rolesOf(content.receivers, words))),
  };
}

function kindOf({ event, escalatedAfterHours }: AlertContent, words: MailWords): string {
  if (escalatedAfterHours !== null) return words.alert.escalated(words.number(escalatedAfterHours));
  return event.event === "cleared" ? "" : words.alert.event[event.event];
}

function togetherOf(
  { together, sensitive }: AlertContent,
  words: MailWords,
  names: Names,
): readonly string[] {
  if (together.length === 0 || sensitive) return [];
  return [words.alert.together(words.list(together.map((spot) => storyName(spot, words, names))))];
}

function timesOf(event: Pick<HotSpotEvent, "voices" | "expected">, words: MailWords): string {
  const times = event.expected < 0.95 ? 0 : Math.floor(event.voices / event.expected);
  return times >= 2 ? ` (${words.alert.times(times)})` : "";
}

function factsOf(explanation: Explanation, words: MailWords): readonly string[] {
  const shares = explanation.sources.map(({ group, sharePercent }) =>
    sharePercent === null ? group : `${group} ${sharePercent}%`,
  );
  const { negativeSharePercent: negative, usualNegativeSharePercent: usual } = explanation;
  const count = (value: number): string => words.count(shownCount(value));
  return [
    `${words.alert.since(words.day(explanation.since))} · ${words.alert.reach(count(explanation.items), count(explanation.echoes))}.`,
    ...(shares.length === 0 ? [] : [words.alert.heardFrom(words.list(shares))]),
    ...(negative === null ? [] : [words.alert.tone(negative, usual)]),
  ];
}

function tableRow(day: ChartDay, words: MailWords): AlertView["days"][number] {
  const band =
    day.low === null || day.high === null ? "–" : `${words.number(day.low)}–${words.number(day.high)}`;
  const gap = day.outage === null ? "" : ` (${words.alert.outage})`;
  return { day: words.day(day.day), observed: `${words.count(day.observed)}${gap}`, expected: band };
}

function rolesOf(receivers: readonly Recipient[], words: MailWords): readonly string[] {
  const counts = new Map<string, number>();
  for (const { role } of receivers) counts.set(role, (counts.get(role) ?? 0) + 1);
  return [...counts]
    .sort(([a], [b]) => (a < b ? 1 : -1))
    .map(([role, count]) => words.alert.role(role, count));
}
