import { awaitingSafety, scoreDay, withSafetyWords } from "../../analyzers/hot-spots/detect-day.ts";
import { explain, sentenceOf } from "../../analyzers/hot-spots/explanation.ts";
import { type DayInput, type Evidence, HISTORY_WINDOW_DAYS } from "../../analyzers/hot-spots/inputs.ts";
import { type Change, settleDay } from "../../analyzers/hot-spots/life-cycle.ts";
import type { Panel } from "../../analyzers/hot-spots/panel.ts";
import { similarBefore } from "../../analyzers/hot-spots/similar.ts";
import type { Story } from "../../analyzers/hot-spots/stories.ts";
import type { Explanation, HotSpotEvent } from "../../model/hot-spot.ts";
import { type Day, type HotSpotId, type Instant, phraseOf } from "../../model/ids.ts";
import { addDays, dayOf, epochMs, startOfDay } from "../../model/time.ts";
import type { PhraseCell } from "../../state/phrase-cells.ts";
import type { DayRecord, DetectDeps, HotSpotKeeper } from "./detect-inputs.ts";

/** Days that each closing scores again, because late items change them (research, section 9). */
const LATE_DAYS = 7;
/** The part of a day's volume that has usually come by the end of each hour, from midnight (judgement, not measured). */
export const PART_BY_HOUR = [
  0.01, 0.02, 0.02, 0.03, 0.03, 0.04, 0.07, 0.12, 0.18, 0.25, 0.32, 0.39, 0.46, 0.51, 0.56, 0.61, 0.66, 0.71,
  0.76, 0.82, 0.89, 0.94, 0.98, 1,
] as const;

/**
 * Closes a day: scores its cells, continues the hot spots known before it, writes what changed in one transaction and
 * returns the events that were not there before, ordered by id. Closing a day again gives nothing new unless its
 * cells changed; then the events say that they were found late.
 */
export async function closeDay(day: Day, deps: DetectDeps): Promise<readonly HotSpotEvent[]> {
  return detectOne(day, { partOfDay: null, closes: true }, deps);
}

/**
 * Closes each day from `from` to `to` in turn, as the schedule would have. A day that is not over at `now` is scored as
 * it stands and stays open, so that what its evening brings is not called late.
 */
export async function detectRange(
  from: Day,
  to: Day,
  deps: DetectDeps,
  now: Instant | null = null,
): Promise<readonly HotSpotEvent[]> {
  const events: HotSpotEvent[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) {
    const closes = now === null || day < dayOf(now);
    events.push(...(await detectOne(day, { partOfDay: null, closes }, deps)));
  }
  return events;
}

/** The nightly run: closes yesterday and scores the days again that late items may have changed. */
export async function closeYesterday(now: Instant, deps: DetectDeps): Promise<readonly HotSpotEvent[]> {
  const yesterday = addDays(dayOf(now), -1);
  return detectRange(addDays(yesterday, 1 - LATE_DAYS), yesterday, deps);
}

/** The lines that `detectRange` would give if no hot spot were known from `from` on; nothing is written. */
export async function rehearse(from: Day, to: Day, deps: DetectDeps): Promise<readonly HotSpotEvent[]> {
  return detectRange(from, to, { ...withoutWriting(deps), hotSpots: forgetful(from, deps.hotSpots) });
}

function withoutWriting({ calibrations: _, phrases, ...deps }: DetectDeps): DetectDeps {
  return phrases === undefined ? deps : { ...deps, phrases: { ...phrases, keep: () => {} } };
}

/** A keeper that knows the real past before `from` and keeps what follows only in memory. */
function forgetful(from: Day, real: HotSpotKeeper): HotSpotKeeper {
  const traces = new Map(real.tracesUpTo(addDays(from, -1)).map((trace) => [trace.id, trace]));
  return {
    tracesUpTo: () => [...traces.values()],
    openedAfter: () => [],
    wasClosed: () => false,
    record: (_day, result) => {
      for (const trace of result.traces) traces.set(trace.id, trace);
      return result.events;
    },
  };
}

/**
 * The run within a day: the closed days' average with what today has brought so far against the part of its
 * expectation that has usually come by `now`. It can open and raise, never clear, and no average keeps it.
 */
export async function hourly(now: Instant, deps: DetectDeps): Promise<readonly HotSpotEvent[]> {
  const today = dayOf(now);
  const hour = Math.floor((epochMs(now) - epochMs(startOfDay(today))) / 3_600_000);
  return detectOne(today, { partOfDay: PART_BY_HOUR[hour] ?? 1, closes: false }, deps);
}

/** How a day is looked at: how much of it has come, and whether nothing more is to come. */
interface DayMode {
  readonly partOfDay: number | null;
  readonly closes: boolean;
}

async function detectOne(day: Day, mode: DayMode, deps: DetectDeps): Promise<readonly HotSpotEvent[]> {
  const { partOfDay, closes } = mode;
  const phrases = deps.phrases?.upTo(day, HISTORY_WINDOW_DAYS) ?? [];
  const input = withPhrases(inputOf(day, partOfDay, deps), phrases);
  const { panels, stories } = scoreDay(input);
  const judged = await judgeSafety(stories, day, deps);
  const { changes, traces } = settleDay(input, panels, judged);
  const late = closes && deps.hotSpots.wasClosed(day);
  const events = changes.map((change) => eventOf(day, change, deps, late));
  const explanations = await explanationsOf(changes, panels, day, deps, late);
  if (closes) deps.phrases?.keep(phrases);
  if (closes)
    for (const { channel, calibration } of panels) deps.calibrations?.put(day, channel, calibration);
  const result: DayRecord = { events, closes, traces, explanations };
  return deps.hotSpots.record(day, result);
}

function inputOf(day: Day, partOfDay: number | null, deps: DetectDeps): DayInput {
  return {
    day,
    history: deps.cells.history(day, HISTORY_WINDOW_DAYS),
    area: deps.area,
    before: deps.hotSpots.tracesUpTo(addDays(day, -1)),
    same: deps.hotSpots.tracesUpTo(day).filter((trace) => trace.day === day),
    later: deps.hotSpots.openedAfter(day),
    partOfDay,
  };
}

/** The day's input with the cells of phrases that no topic names, each as a topic of its own. */
function withPhrases(input: DayInput, phrases: readonly PhraseCell[]): DayInput {
  if (phrases.length === 0) return input;
  const usualLevels = new Map(input.history.usualLevels);
  for (const { topic, place, usual } of phrases) usualLevels.set(`${topic} ${place}`, usual);
  const topics = [...new Set(phrases.map(({ topic }) => topic))].map((id) => ({ id, sensitive: false }));
  return {
    ...input,
    history: { ...input.history, cells: [...input.history.cells, ...phrases], usualLevels },
    area: { ...input.area, topics: [...input.area.topics, ...topics] },
  };
}

async function judgeSafety(stories: readonly Story[], day: Day, deps: DetectDeps): Promise<readonly Story[]> {
  const urgent = new Set<Story>();
  for (const story of awaitingSafety(stories)) {
    const { safetyWords } = await evidenceFor(story, day, deps);
    if (safetyWords) urgent.add(story);
  }
  return stories.map((story) => (urgent.has(story) ? withSafetyWords(story) : story));
}

async function evidenceFor(story: Story, day: Day, deps: DetectDeps): Promise<Evidence> {
  const { topic, places } = story.figures;
  const phrase = phraseOf(topic);
  if (phrase !== null) return { phrases: [phrase], institutions: [], safetyWords: false };
  return deps.evidence({ topic, places, channel: story.channel, from: addDays(day, -2), to: day });
}

function eventOf(day: Day, change: Change, deps: DetectDeps, late: boolean): HotSpotEvent {
  const { id, kind, level, topic, places, voices, expected, score, failedGates } = change;
  const sentence = sentenceOf(change, deps.names, late);
  return {
    day,
    hotSpotId: id,
    event: kind,
    level,
    topic,
    places,
    voices,
    expected,
    score,
    failedGates,
    sentence,
  };
}

async function explanationsOf(
  changes: readonly Change[],
  panels: readonly Panel[],
  day: Day,
  deps: DetectDeps,
  late: boolean,
): Promise<ReadonlyMap<HotSpotId, Explanation>> {
  const explanations = new Map<HotSpotId, Explanation>();
  for (const change of changes) {
    const { story } = change;
    const panel = panels.find(({ channel }) => channel === change.channel);
    if (story === null || panel === undefined) continue;
    const evidence = await evidenceFor(story, day, deps);
    const explanation = explain({ ...change, story }, panel, deps.names, evidence, late);
    const { id, topic, places, since } = change;
    const spot = { id, topic, places, phrases: explanation.phrases, openedOn: since };
    explanations.set(id, { ...explanation, similar: similarBefore(spot, deps.past?.() ?? []) });
  }
  return explanations;
}

/** One line of `detect` and `rehearse`, keys in the order that the command promises. */
export function renderEvent(event: HotSpotEvent): string {
  const {
    day,
    hotSpotId,
    event: kind,
    level,
    topic,
    places,
    voices,
    expected,
    score,
    failedGates,
    sentence,
  } = event;
  return JSON.stringify({
    day,
    hotSpotId,
    event: kind,
    level,
    topic,
    places,
    voices,
    expected,
    score,
    failedGates,
    sentence,
  });
}
