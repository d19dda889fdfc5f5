import { WHOLE_AREA } from "../../model/cell.ts";
import type { CountingChannel } from "../../model/document.ts";
import type { Level } from "../../model/hot-spot.ts";
import type { PlaceId, TopicId } from "../../model/ids.ts";
import { type Figures, figuresOf, voicesOver } from "./figures.ts";
import { askGates, type GateContext, type GateResult, storyFloor, storyLevel } from "./gates.ts";
import { familyOf } from "./inputs.ts";
import { type Panel, rowAt } from "./panel.ts";
import { scanPlaces } from "./scan.ts";

/** A child topic gives the story its name when it holds this share of the voices. */
const NAMING_SHARE = 0.6;
/** Communes stand for the story when they hold this share of the area's voices. */
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

/** The root of the thread to which a topic belongs. */
export function rootOf(topic: TopicId, isSensitive: (topic: TopicId) => boolean): TopicId {
  return isSensitive(topic) ? topic : familyOf(topic);
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

function storiesOf(panel: Panel, thread: Thread): readonly Story[] {
  const whole = tellTopic(panel, thread, () => []);
  if (thread.sensitive) return whole === null ? [] : [whole];
  const local = componentsOf(panel, firingCommunes(panel, thread)).flatMap((component) => {
    const told = tellTopic(panel, thread, (topic) =>
      component.filter((place) => fires(panel, thread, topic, place)),
    );
    return told === null ? [] : [told];
  });
  const localVoices = local.reduce((sum, story) => sum + story.figures.voices, 0);
  if (local.length > 0 && (whole === null || localVoices >= LOCAL_SHARE * whole.figures.voices)) return local;
  const spread = scanned(panel, thread, whole);
  if (spread !== null) return [spread];
  return whole === null ? local : [whole];
}

function fires(panel: Panel, thread: Thread, topic: TopicId, place: PlaceId): boolean {
  const row = rowAt(panel, topic, place);
  if (row === undefined) return false;
  const score = row.scored.score[panel.column] ?? Number.NaN;
  const floor = storyFloor(panel.area, thread.sensitive);
  return score >= panel.area.thresholds.watch && voicesOver([row], panel.column) >= floor;
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

/** The story of a thread at the places that `placesFor` gives for a topic, under the topic that names it best. */
function tellTopic(
  panel: Panel,
  thread: Thread,
  placesFor: (topic: TopicId) => readonly PlaceId[],
): Story | null {
  const stories = thread.topics.flatMap((topic) => {
    const places = placesFor(topic);
    const local = places.length > 0;
    if (!local && !fires(panel, thread, topic, WHOLE_AREA)) return [];
    return tell(panel, thread, topic, places, null) ?? [];
  });
  const family = stories.find((story) => story.figures.topic === thread.root);
  const children = stories
    .filter((story) => story !== family)
    .sort((a, b) => b.figures.voices - a.figures.voices);
  const [child] = children;
  if (family === undefined) return child ?? null;
  const names = child !== undefined && child.figures.voices >= NAMING_SHARE * family.figures.voices;
  return names && rank(child.level) >= rank(family.level) ? child : family;
}

/** Figures, gates and level of a topic at places; null below the floor or the watch threshold. */
function tell(
  panel: Panel,
  thread: Thread,
  topic: TopicId,
  places: readonly PlaceId[],
  scanRecurrenceDays: number | null,
): Story | null {
  const figures = figuresOf(panel, topic, places);
  if (figures === null || figures.voices < storyFloor(panel.area, thread.sensitive)) return null;
  const context: GateContext = {
    area: panel.area,
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
    const story = tell(panel, thread, topic, finding.places, finding.recurrenceDays);
    const safe = story === null ? null : withoutTracingBack(panel, thread, story, floor);
    if (safe === null) continue;
    if (whole === null || safe.figures.voices >= LOCAL_SHARE * whole.figures.voices) return safe;
  }
  return null;
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
