import type { HotSpot, Level } from "../model/hot-spot.ts";
import type { Day, SourceId, TopicId } from "../model/ids.ts";
import { addDays, dayOf, instantOf, startOfDay } from "../model/time.ts";
import type { SourceOutage } from "../state/sources.ts";
import type { Kit } from "./kit.ts";
import type { NamedTopic } from "./names.ts";

/** Outages that ended this recently still explain what is seen today. */
const RECENT_OUTAGE_DAYS = 3;
/** Hot spots that fell quiet this recently are told of once more. */
const RECENT_QUIET_DAYS = 7;
/** Closed days that a comparison needs (research/hotspots section 2: 28 days of baseline). */
const NEEDED_DAYS = 28;

/** What the first page answers: what rose, what fell quiet, what could not be heard, what is calm. */
export interface Today {
  /** Alerts: the most serious first. */
  readonly rising: readonly HotSpot[];
  /** Signals that are only watched. */
  readonly watched: readonly HotSpot[];
  readonly subsided: readonly HotSpot[];
  readonly outages: readonly SourceOutage[];
  readonly calm: readonly NamedTopic[];
  /** `nothing`: no source was read yet; `learning`: too few days to compare with. */
  readonly readiness: "nothing" | "learning" | "ready";
}

/** Reads the first page's answers from the state. */
export function readToday(kit: Kit): Today {
  const { deps, names } = kit;
  const now = deps.now();
  const today = dayOf(instantOf(now));
  const open = deps.hotSpots.list({ states: ["open"] }).toSorted(mostPressingFirst);
  const subsided = deps.hotSpots
    .list({ states: ["monitoring"], activeSince: addDays(today, -56) })
    .filter((spot) => (spot.clearedOn ?? spot.lastActiveOn) >= addDays(today, -RECENT_QUIET_DAYS));
  const hot = new Set<TopicId>(open.map((spot) => familyOf(spot.topic)));
  const known = new Set<string>(deps.sources.filter((source) => source.enabled).map((source) => source.id));
  return {
    rising: open.filter((spot) => spot.level !== "watch"),
    watched: open.filter((spot) => spot.level === "watch"),
    subsided,
    outages: newestOf(deps.sourceStore.outages(startOfDay(addDays(today, -RECENT_OUTAGE_DAYS)))).filter(
      (outage) => known.has(outage.sourceId),
    ),
    calm: names.families.filter((family) => !hot.has(family.id)),
    readiness: readinessOf(kit, today),
  };
}

const RANK: Readonly<Record<Level, number>> = { high: 0, alert: 1, watch: 2 };

/** The most serious first, then the one that began last. */
export function mostPressingFirst(a: HotSpot, b: HotSpot): number {
  return (
    RANK[a.level] - RANK[b.level] ||
    (a.openedOn === b.openedOn ? 0 : a.openedOn < b.openedOn ? 1 : -1) ||
    (a.id < b.id ? -1 : 1)
  );
}

function familyOf(topic: TopicId): TopicId {
  return (topic.split("/")[0] ?? topic) as TopicId;
}

/** One outage a source: the one that lasts, else the latest. */
function newestOf(outages: readonly SourceOutage[]): readonly SourceOutage[] {
  const newest = new Map<SourceId, SourceOutage>();
  for (const outage of outages) newest.set(outage.sourceId, outage);
  return [...newest.values()];
}

function readinessOf(kit: Kit, today: Day): Today["readiness"] {
  const since = [...kit.deps.cells.sourceHistory().values()].sort();
  const first = since[0];
  if (first === undefined) return "nothing";
  return first > addDays(today, -NEEDED_DAYS) ? "learning" : "ready";
}

/** Whether a source is silent at this moment. */
export function isOngoing(outage: SourceOutage): boolean {
  return outage.endedAt === null;
}
