import { WHOLE_AREA } from "../../model/cell.ts";
import type { CountingChannel } from "../../model/document.ts";
import type { Level } from "../../model/hot-spot.ts";
import { type PlaceId, phraseOf, type TopicId } from "../../model/ids.ts";
import { type NeededScores, neededScores } from "./calibration.ts";
import { expectedOver, type Figures, figuresOf, voicesOver } from "./figures.ts";
import { askGates, type GateContext, type GateResult, storyFloor, storyLevel } from "./gates.ts";
import { familyOf } from "./inputs.ts";
import { type Panel, rowAt } from "./panel.ts";
import { scanPlaces, WATCH_RECURRENCE_DAYS } from "./scan.ts";

/** A child topic gives the story its name when it holds this share of the family's excess. */
const NAMING_SHARE = 0.6;
/** Communes stand for the story when they hold this share of the area's excess. */
const LOCAL_SHARE = 0.5;

/** A concern that is unusual on a day: several firing cells, told once. */
export interface Story {
  /** The family, or the sensitive topic itself: stories of one root may be the same concern. */
  readonly root: TopicId;
  readonly channel: CountingChannel;
  readonly figures: Figures;
  readonly gates: readonly GateResult[];
  readonly context: GateContext;
  readonly level: Level;
}

/** The topics that may be one story, the widest first. */
interface Thread {
  readonly root: TopicId;
  readonly topics: readonly TopicId[];
  readonly sensitive: boolean;
}

/** The root of the thread to which a topic belongs; each phrase is a thread of its own. */
export function rootOf(topic: TopicId, isSensitive: (topic: TopicId) => boolean): TopicId {
  return isSensitive(topic) || phraseOf(topic) !== null ? topic : familyOf(topic);
}

/** Every story of a channel on the panel's day, in a fixed order. */
export function findStories(panel: Panel): readonly Story[] {
  return threadsOf(panel)
    .flatMap((thread) => storiesOf(panel, thread))
    .sort((a, b) => orderOf(a).localeCompare(orderOf(b), "en"));
}

function orderOf(story: Story): string {
  return `${story.root} ${String(1e6 - story.figures.voices).padStart(7, "0")} ${story.figures.places.join(",")}`;
}

function threadsOf(panel: Panel): readonly Thread[] {
  const threads = new Map<TopicId, { topics: TopicId[]; sensitive: boolean }>();
  const sensitive = new Set(panel.area.topics.filter((topic) => topic.sensitive).map(({ id }) => id));
  for (const { id } of panel.area.topics) {
    const root = rootOf(id, (topic) => sensitive.has(topic));
    const thread = threads.get(root) ?? { topics: [], sensitive: sensitive.has(root) };
    thread.topics.push(id);
    threads.set(root, thread);
  }
  return [...threads].map(([root, { topics, sensitive: hidden }]) => ({
    root,
    topics: topics.sort((a, b) => a.length - b.length || (a < b ? -1 : 1)),
    sensitive: hidden,
  }));
}

/**
 * The stories of a thread. Communes stand for what the area tells where they explain half of its excess; a known hot
 * spot that is still heard under its own name keeps it, unless the area's rise is both wider and more urgent.
 */
function storiesOf(panel: Panel, thread: Thread): readonly Story[] {
  const whole = tellWhole(panel, thread);
  if (thread.sensitive) return whole === null ? [] : [whole];
  const local = componentsOf(panel, firingCommunes(panel, thread)).flatMap((component) =>
    tellPlaces(panel, thread, component),
  );
  if (local.length > 0 && (whole === null || explains(local, whole))) return local;
  const wide = scanned(panel, thread, whole) ?? (whole === null ? null : placed(panel, thread, whole));
  if (wide === null) return local;
  const continued = local.some((story) => isKnown(panel, story) && rank(story.level) >= rank(wide.level));
  return continued ? local : [wide];
}

/** Voices beyond the expected ones. */
function excessOf({ figures }: Story): number {
  return Math.max(0, figures.voices - figures.expected);
}

function explains(parts: readonly Story[], whole: Story): boolean {
  return parts.reduce((sum, part) => sum + excessOf(part), 0) >= LOCAL_SHARE * excessOf(whole);
}

/** Whether an open hot spot has the story's own topic and one of its places. */
function isKnown(panel: Panel, { figures }: Story): boolean {
  return panel.known.some(
    (trace) =>
      trace.active &&
      trace.topic === figures.topic &&
      figures.places.some((place) => trace.places.includes(place)),
  );
}

/** The area's story under the topic that names it best; null where the area as a whole does not fire. */
function tellWhole(panel: Panel, thread: Thread): Story | null {
  const told = thread.topics.flatMap((topic) =>
    fires(panel, thread, topic, WHOLE_AREA) ? (tell(panel, thread, topic, [], null) ?? []) : [],
  );
  return named(panel, thread, told)[0] ?? null;
}

/** The stories of connected communes: one, or two sisters that different people speak of. */
function tellPlaces(panel: Panel, thread: Thread, component: readonly PlaceId[]): readonly Story[] {
  const told = thread.topics.flatMap((topic) => {
    const places = component.filter((place) => fires(panel, thread, topic, place));
    return places.length === 0 ? [] : (tell(panel, thread, topic, places, null) ?? []);
  });
  const family = told.find(({ figures }) => figures.topic === thread.root);
  if (family === undefined) return named(panel, thread, told);
  const children = thread.topics.filter((topic) => topic !== thread.root);
  const spoken = children.flatMap((topic) => {
    const own = told.find(({ figures }) => figures.topic === topic);
    return carries(panel, thread, topic, family, own?.figures.places) ?? own ?? [];
  });
  return named(panel, thread, [family, ...spoken]);
}

/** A child that holds most of what its family tells, whether or not it fires by itself: the family's score stands for it. */
function carries(
  panel: Panel,
  thread: Thread,
  topic: TopicId,
  family: Story,
  places: readonly PlaceId[] = family.figures.places,
): Story | null {
  const story = tell(panel, thread, topic, places, null, family.figures.score);
  return story !== null && excessOf(story) >= NAMING_SHARE * excessOf(family) ? story : null;
}

/**
 * Chooses under which topics a thread is told: a child that is known already or holds most of the family's excess, else
 * the family. A second child is told beside it where most of its voices cannot be those of the first.
 */
function named(panel: Panel, thread: Thread, told: readonly Story[]): readonly Story[] {
  const family = told.find((story) => story.figures.topic === thread.root);
  const [child, ...others] = told
    .filter((story) => story !== family)
    .sort((a, b) => Number(isKnown(panel, b)) - Number(isKnown(panel, a)) || excessOf(b) - excessOf(a));
  if (child === undefined) return family === undefined ? [] : [family];
  if (family === undefined) return [child];
  if (!isKnown(panel, child) && excessOf(child) < NAMING_SHARE * excessOf(family)) return [family];
  const [sister] = others;
  if (sister === undefined) return [child];
  const apart = family.figures.voices - child.figures.voices;
  const own =
    apart >= storyFloor(panel.area, thread.sensitive) && apart >= NAMING_SHARE * sister.figures.voices;
  return own ? [child, sister] : [child];
}

/**
 * Names the communes of the area's story where connected ones explain half of its excess, though none fires alone, and
 * the child that holds most of it there: the score stays the area's, everything else is that of the communes.
 */
function placed(panel: Panel, thread: Thread, whole: Story): Story {
  const { topic } = whole.figures;
  const topics = topic === thread.root ? thread.topics : [topic];
  const told = topics.flatMap(
    (candidate) => largestGroup(panel, thread, candidate, whole.figures.score) ?? [],
  );
  const [largest] = named(panel, thread, told);
  return largest !== undefined && explains([largest], whole) ? largest : whole;
}

/** A topic in the connected communes that hold most of its excess, each at the floor and above expectation. */
function largestGroup(panel: Panel, thread: Thread, topic: TopicId, score: number): Story | null {
  const floor = storyFloor(panel.area, thread.sensitive);
  const above = panel.area.communes.filter((place) => {
    const row = rowAt(panel, topic, place);
    if (row === undefined) return false;
    const voices = voicesOver([row], panel.column);
    return voices >= floor && voices > expectedOver([row], panel.column);
  });
  const told = componentsOf(panel, above).flatMap(
    (places) => tell(panel, thread, topic, places, null, score) ?? [],
  );
  return told.sort((a, b) => excessOf(b) - excessOf(a))[0] ?? null;
}

function fires(panel: Panel, thread: Thread, topic: TopicId, place: PlaceId): boolean {
  const row = rowAt(panel, topic, place);
  if (row === undefined) return false;
  const score = row.scored.score[panel.column] ?? Number.NaN;
  const floor = storyFloor(panel.area, thread.sensitive);
  const { watch } = neededAt(panel, row.scored.mean[panel.column] ?? 0);
  return score >= watch && voicesOver([row], panel.column) >= floor;
}

function neededAt(panel: Panel, mean: number): NeededScores {
  return neededScores(mean, panel.area.thresholds, panel.calibration, panel.withinDay);
}

function firingCommunes(panel: Panel, thread: Thread): readonly PlaceId[] {
  return panel.area.communes.filter((place) =>
    thread.topics.some((topic) => fires(panel, thread, topic, place)),
  );
}

/** Splits communes into connected groups. */
function componentsOf(panel: Pick<Panel, "area">, places: readonly PlaceId[]): readonly PlaceId[][] {
  const left = new Set(places);
  const components: PlaceId[][] = [];
  for (const first of places) {
    if (!left.delete(first)) continue;
    const component = [first];
    for (const place of component) {
      for (const near of panel.area.adjacency.get(place) ?? []) {
        if (left.delete(near)) component.push(near);
      }
    }
    components.push(component.sort());
  }
  return components;
}

/** Figures, gates and level of a topic at places, scored at least `leastScore`; null below the floor or the watch threshold. */
function tell(
  panel: Panel,
  thread: Thread,
  topic: TopicId,
  places: readonly PlaceId[],
  scanRecurrenceDays: number | null,
  leastScore = 0,
): Story | null {
  const own = figuresOf(panel, topic, places);
  if (own === null) return null;
  const figures = { ...own, score: Math.max(own.score, leastScore) };
  if (figures.voices < storyFloor(panel.area, thread.sensitive)) return null;
  const context: GateContext = {
    area: panel.area,
    calibration: panel.calibration,
    needed: neededAt(panel, figures.mean),
    historyDays: panel.historyDays,
    sensitive: thread.sensitive,
    scanRecurrenceDays,
  };
  const gates = askGates(figures, context);
  const level = storyLevel(figures, gates, context, false);
  if (level === "none") return null;
  return { root: thread.root, channel: panel.channel, figures, gates, context, level };
}

/** A concern spread thin over neighbouring communes; where the area as a whole fires, of that topic only. */
function scanned(panel: Panel, thread: Thread, whole: Story | null): Story | null {
  const floor = storyFloor(panel.area, thread.sensitive);
  for (const topic of whole === null ? thread.topics : [whole.figures.topic]) {
    const finding = scanPlaces(panel, topic, floor);
    if (finding === null) continue;
    const spread = isSpread(panel, topic, finding.places);
    const rarity = spread ? finding.recurrenceDays : Math.min(finding.recurrenceDays, WATCH_RECURRENCE_DAYS);
    const story = tell(panel, thread, topic, finding.places, rarity);
    const safe = story === null ? null : withoutTracingBack(panel, thread, story, floor);
    if (safe === null) continue;
    if (whole === null || explains([safe], whole)) return safe;
  }
  return null;
}

/** Whether no commune of a zone holds more than half of its excess: else its own score is to be waited for. */
function isSpread(panel: Panel, topic: TopicId, places: readonly PlaceId[]): boolean {
  const parts = places.map((place) => {
    const row = rowAt(panel, topic, place);
    const rows = row === undefined ? [] : [row];
    return Math.max(0, voicesOver(rows, panel.column) - expectedOver(rows, panel.column));
  });
  return Math.max(...parts) <= LOCAL_SHARE * parts.reduce((sum, part) => sum + part, 0);
}

/**
 * Keeps a sum over communes from telling the count of one below the floor (promise 6): a single such commune is left
 * out, and a sum that could only be reached with each of them just below the floor is told as one less.
 */
function withoutTracingBack(panel: Panel, thread: Thread, story: Story, floor: number): Story | null {
  const { figures } = story;
  const parts = figures.rows.map((row) => ({ place: row.place, voices: voicesOver([row], panel.column) }));
  const hidden = parts.filter(({ voices }) => voices < floor);
  if (hidden.length === 0) return story;
  const shown = parts.filter(({ voices }) => voices >= floor);
  const rest = figures.voices - shown.reduce((sum, { voices }) => sum + voices, 0);
  if (hidden.length === 1 || rest < floor) {
    const places = shown.map(({ place }) => place);
    return places.length === 0
      ? null
      : tell(panel, thread, figures.topic, places, story.context.scanRecurrenceDays);
  }
  const excess = Math.max(0, rest - (hidden.length * (floor - 1) - 1));
  return { ...story, figures: { ...figures, voices: figures.voices - excess } };
}

const LEVELS: readonly Level[] = ["watch", "alert", "high"];

/** The order of levels: a higher one is more urgent. */
export function rank(level: Level): number {
  return LEVELS.indexOf(level);
}
