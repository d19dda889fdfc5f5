import { createHash } from "node:crypto";
import type { CountingChannel } from "../../model/document.ts";
import type { Gate, HotSpotEventKind, HotSpotTrace, Level } from "../../model/hot-spot.ts";
import type { Day, HotSpotId, PlaceId, TopicId } from "../../model/ids.ts";
import { addDays } from "../../model/time.ts";
import { type Figures, figuresOf, toldExpectation } from "./figures.ts";
import { type DayInput, type LaterHotSpot, overlap } from "./inputs.ts";
import type { Panel } from "./panel.ts";
import { rank, rootOf, type Story } from "./stories.ts";

/** Quiet is a score and a ratio below these, for this many closed days (research, section 5). */
const QUIET_SCORE = 1.5;
const QUIET_RATIO = 1.5;
const QUIET_DAYS = 3;
/** Days after clearing in which the same thread reopens. */
const REOPEN_DAYS = 14;
/** Voices that are news: this many times those of the last event. */
const NEWS_RATIO = 1.5;

/** A change of a hot spot on a day, before words. */
export interface Change {
  readonly id: HotSpotId;
  readonly kind: HotSpotEventKind;
  readonly level: Level;
  readonly topic: TopicId;
  readonly places: readonly PlaceId[];
  readonly channel: CountingChannel;
  readonly since: Day;
  readonly voices: number;
  readonly expected: number;
  readonly score: number;
  readonly failedGates: readonly Gate[];
  /** null for `cleared`. */
  readonly story: Story | null;
}

/** What a day changes: events to tell, traces for the next day. */
export interface DayChanges {
  readonly changes: readonly Change[];
  readonly traces: readonly HotSpotTrace[];
}

/** Continues the known hot spots with the day's stories. The same input gives the same changes. */
export function settleDay(input: DayInput, panels: readonly Panel[], stories: readonly Story[]): DayChanges {
  const changes: Change[] = [];
  const traces: HotSpotTrace[] = [];
  const taken = new Set<HotSpotId>();
  const identify = identifierOf(input);
  for (const story of exactFirst(stories, input.before)) {
    const id = identify(story, taken);
    if (id === null) continue;
    taken.add(id);
    const base = byId(input.same, id) ?? byId(input.before, id) ?? null;
    const kind = kindOf(story, base);
    if (kind !== null) changes.push(changeOf(story, id, kind, base?.openedOn ?? input.day));
    traces.push(traceOf(story, id, base, kind, input.day));
  }
  for (const trace of [...input.before, ...openedToday(input)]) {
    if (!taken.has(trace.id)) addQuietDay(input, panels, trace.id, changes, traces);
  }
  return { changes: changes.sort((a, b) => (a.id < b.id ? -1 : 1)), traces };
}

/**
 * Tells which hot spot a story is, or null where it is part of one already told. What was known before the day is asked
 * first, so that closing a day again decides as it did the first time; then what an earlier run of the day opened.
 */
function identifierOf(input: DayInput): (story: Story, taken: ReadonlySet<HotSpotId>) => HotSpotId | null {
  const related = relatedIn(input);
  const today = openedToday(input);
  const horizon = addDays(input.day, REOPEN_DAYS);
  return (story, taken) => {
    const known = input.before.filter((trace) => related(story, trace) && stillOpen(trace, input.day));
    if (known.length > 0) {
      const free = known.sort((a, b) => closest(a, b, story)).find((trace) => !taken.has(trace.id));
      return free?.id ?? null;
    }
    const own = newId(story, input.day);
    const sameDay = today.filter((trace) => !taken.has(trace.id));
    const opened = byId(sameDay, own) ?? sameDay.find((trace) => related(story, trace));
    if (opened !== undefined) return opened.id;
    // Late items must not open a second time what was found on a later day.
    return input.later.some((spot) => related(story, spot) && spot.openedOn <= horizon) ? null : own;
  };
}

/** Hot spots that an earlier run of the same day opened. */
function openedToday(input: DayInput): readonly HotSpotTrace[] {
  return input.same.filter((trace) => byId(input.before, trace.id) === undefined);
}

function byId(traces: readonly HotSpotTrace[], id: HotSpotId): HotSpotTrace | undefined {
  return traces.find((trace) => trace.id === id);
}

function stillOpen(trace: HotSpotTrace, day: Day): boolean {
  return trace.active || (trace.clearedOn !== null && trace.clearedOn >= addDays(day, -REOPEN_DAYS));
}

/** Stories that continue an open hot spot under its own name come first, so that no wider one takes its identity. */
function exactFirst(stories: readonly Story[], before: readonly HotSpotTrace[]): readonly Story[] {
  const exact = (story: Story) => before.some((trace) => trace.active && isSameName(story, trace));
  return [...stories.filter(exact), ...stories.filter((story) => !exact(story))];
}

/** Whether a story has the topic of a hot spot and a place of it, or both the whole area. */
function isSameName({ channel, figures }: Story, trace: HotSpotTrace): boolean {
  if (channel !== trace.channel || figures.topic !== trace.topic) return false;
  if (figures.places.length === 0) return trace.places.length === 0;
  return figures.places.some((place) => trace.places.includes(place));
}

/** Active threads first, then the one of the story's own name, then the one heard last. */
function closest(a: HotSpotTrace, b: HotSpotTrace, story: Story): number {
  if (a.active !== b.active) return a.active ? -1 : 1;
  const same = isSameName(story, a);
  if (same !== isSameName(story, b)) return same ? -1 : 1;
  if (a.lastActiveOn !== b.lastActiveOn) return a.lastActiveOn > b.lastActiveOn ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}

/** Whether a story and a known hot spot are one thread: same channel, topics that overlap, places that touch. */
function relatedIn(input: DayInput): (story: Story, spot: HotSpotTrace | LaterHotSpot) => boolean {
  const sensitive = new Set(input.area.topics.filter((topic) => topic.sensitive).map(({ id }) => id));
  return (story, spot) => {
    if (story.channel !== spot.channel) return false;
    if (story.root !== rootOf(spot.topic, (topic) => sensitive.has(topic))) return false;
    if (!overlap(story.figures.topic, spot.topic)) return false;
    const { places } = story.figures;
    if (places.length === 0 || spot.places.length === 0) return true;
    return places.some(
      (place) =>
        spot.places.includes(place) ||
        (input.area.adjacency.get(place) ?? []).some((near) => spot.places.includes(near)),
    );
  };
}

function newId(story: Story, day: Day): HotSpotId {
  const identity = [story.figures.topic, story.channel, [...story.figures.places].sort().join(","), day].join(
    "|",
  );
  return `hs-${createHash("sha256").update(identity).digest("hex").slice(0, 12)}` as HotSpotId;
}

function kindOf(story: Story, base: HotSpotTrace | null): HotSpotEventKind | null {
  if (base === null) return "opened";
  if (!base.active) return "reopened";
  if (rank(story.level) > rank(base.level)) return "raised";
  const more = story.figures.voices >= NEWS_RATIO * base.reportedVoices;
  // A sum over communes that are not heard by themselves names no new one.
  const wider =
    !isThinZone(story) &&
    base.places.length > 0 &&
    story.figures.places.some((place) => !base.places.includes(place));
  return more || wider || isNarrower(story, base) ? "updated" : null;
}

function isThinZone({ context }: Story): boolean {
  return context.scanRecurrenceDays !== null;
}

/** Where the area, or a family of topics, was told so far and the story says which part of it; a thin zone does not. */
function isNarrower(story: Story, base: HotSpotTrace): boolean {
  if (isThinZone(story)) return false;
  const { root, figures } = story;
  if (base.places.length === 0 && figures.places.length > 0) return true;
  const names = figures.places.length > 0 || base.places.length === 0;
  return names && base.topic === root && figures.topic !== root;
}

function changeOf(story: Story, id: HotSpotId, kind: HotSpotEventKind, since: Day): Change {
  const { figures, gates, level, channel } = story;
  const { topic, places, voices } = figures;
  const failedGates = gates.filter((gate) => !gate.passed).map(({ gate }) => gate);
  const expected = toldExpectation(figures.expected);
  const score = oneDecimal(figures.score);
  return { id, kind, level, topic, places, channel, since, voices, expected, score, failedGates, story };
}

/** Scores are told with one decimal. */
function oneDecimal(value: number): number {
  return Math.round(value * 10) / 10;
}

function traceOf(
  story: Story,
  id: HotSpotId,
  base: HotSpotTrace | null,
  kind: HotSpotEventKind | null,
  day: Day,
): HotSpotTrace {
  const { topic, places, voices, expected } = story.figures;
  const continued = base?.active ? base : null;
  const wasHigher = continued !== null && rank(continued.level) > rank(story.level);
  const known = continued?.places ?? [];
  // A rise says anew where; until then places add up, so that one which comes and goes is told once.
  const together = kind === "raised" ? places : [...new Set([...known, ...places])].sort();
  return {
    id,
    day,
    topic: kind === null && base !== null ? base.topic : topic,
    channel: story.channel,
    places:
      places.length === 0 || (kind === null && isThinZone(story) && known.length > 0) ? known : together,
    level: wasHigher ? continued.level : story.level,
    active: true,
    openedOn: base?.openedOn ?? day,
    lastActiveOn: day,
    clearedOn: null,
    reportedVoices: kind === null ? (base?.reportedVoices ?? voices) : voices,
    voices,
    expected,
    quietDays: 0,
  };
}

/** A known hot spot of which no story told today: quiet, in between, or without data. */
function addQuietDay(
  input: DayInput,
  panels: readonly Panel[],
  id: HotSpotId,
  changes: Change[],
  traces: HotSpotTrace[],
): void {
  const same = byId(input.same, id);
  const before = byId(input.before, id);
  const from = before ?? same;
  if (from === undefined || !from.active) return;
  // A day that is not over can be loud, never quiet.
  if (input.partOfDay !== null) return;
  const panel = panels.find(({ channel }) => channel === from.channel);
  const figures = panel === undefined ? null : figuresOf(panel, from.topic, from.places);
  if (panel !== undefined && figures !== null && isMissing(panel, figures)) {
    traces.push({ ...from, day: input.day });
    return;
  }
  const quiet = figures === null || isQuiet(figures);
  const quietDays = quiet ? from.quietDays + (before === undefined ? 0 : 1) : 0;
  const cleared = quietDays >= QUIET_DAYS;
  traces.push({
    ...from,
    day: input.day,
    quietDays,
    active: !cleared,
    clearedOn: cleared ? input.day : null,
  });
  if (cleared && same?.active !== false) changes.push(clearedChange(from, figures));
}

function isMissing(panel: Panel, figures: Figures): boolean {
  return figures.rows.some(({ series }) => series.masked?.[panel.column] === 1);
}

/** One stray voice is quiet even where next to nothing is expected. */
function isQuiet(figures: Figures): boolean {
  return figures.score < QUIET_SCORE && figures.voices < Math.max(QUIET_RATIO * figures.expected, 2);
}

/** What was told last: the voices of a quiet day lie below the floor and stay untold. */
function clearedChange(trace: HotSpotTrace, figures: Figures | null): Change {
  return {
    id: trace.id,
    kind: "cleared",
    level: trace.level,
    topic: trace.topic,
    places: trace.places,
    channel: trace.channel,
    since: trace.openedOn,
    voices: trace.voices,
    expected: toldExpectation(trace.expected),
    score: oneDecimal(figures?.score ?? 0),
    failedGates: [],
    story: null,
  };
}
