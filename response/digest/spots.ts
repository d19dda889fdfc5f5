import type { HotSpotEvent, HotSpotTrace } from "../../model/hot-spot.ts";
import type { Day } from "../../model/ids.ts";
import { dayOf, daysBetween } from "../../model/time.ts";
import type { HotSpotStore } from "../../state/hot-spots.ts";
import type { Digest, DigestSpot } from "./digest.ts";

type Reader = Pick<HotSpotStore, "tracesUpTo" | "eventsOf" | "get">;

/** The hot spots of a week as they stood at its end: new, still open, died down, and those below alert level. */
export function spotsOf(from: Day, to: Day, hotSpots: Reader): Digest["spots"] {
  const spots = {
    fresh: [] as DigestSpot[],
    open: [] as DigestSpot[],
    closed: [] as DigestSpot[],
    watched: [] as DigestSpot[],
  };
  for (const trace of hotSpots.tracesUpTo(to)) {
    const events = hotSpots.eventsOf(trace.id).filter(({ day }) => day <= to);
    const spot = spotOf(trace, events, to, hotSpots);
    if (spot === null) continue;
    const kind = kindOf(trace, events, from, hotSpots);
    if (kind !== null) spots[kind].push(spot);
  }
  for (const list of Object.values(spots)) list.sort(mostUrgentFirst);
  return spots;
}

/** Hot spots that reached alert level within the days. */
export function alertsIn(from: Day, to: Day, hotSpots: Reader): number {
  return hotSpots
    .tracesUpTo(to)
    .filter(({ id }) =>
      hotSpots
        .eventsOf(id)
        .some(({ day, event, level }) => day >= from && day <= to && level !== "watch" && isTelling(event)),
    ).length;
}

function spotOf(
  trace: HotSpotTrace,
  events: readonly HotSpotEvent[],
  to: Day,
  hotSpots: Reader,
): DigestSpot | null {
  const told = events.findLast(({ event }) => event !== "cleared");
  if (told === undefined) return null;
  const acknowledged = hotSpots.get(trace.id)?.acknowledgedAt ?? null;
  return {
    id: trace.id,
    topic: told.topic,
    places: told.places,
    channel: trace.channel,
    level: trace.level,
    voices: told.voices,
    expected: told.expected,
    openedOn: trace.openedOn,
    ageDays: daysBetween(trace.openedOn, to),
    acknowledgedOn: acknowledged === null ? null : dayOf(acknowledged),
  };
}

function kindOf(
  trace: HotSpotTrace,
  events: readonly HotSpotEvent[],
  from: Day,
  hotSpots: Reader,
): keyof Digest["spots"] | null {
  const state = hotSpots.get(trace.id)?.state;
  const decided = state === "resolved" || state === "not-an-issue";
  if (!trace.active || decided) {
    const ended = trace.clearedOn ?? trace.lastActiveOn;
    return trace.level !== "watch" && ended >= from ? "closed" : null;
  }
  if (trace.level === "watch") return "watched";
  const before = events.some(({ day, level }) => day < from && level !== "watch");
  const back = events.some(({ day, event }) => day >= from && event === "reopened");
  return back || !before ? "fresh" : "open";
}

function isTelling(event: HotSpotEvent["event"]): boolean {
  return event === "opened" || event === "raised" || event === "reopened";
}

/** Unacknowledged and urgent ones first, then the oldest. */
function mostUrgentFirst(a: DigestSpot, b: DigestSpot): number {
  const rank = (spot: DigestSpot): number =>
    (spot.acknowledgedOn === null ? 0 : 2) + (spot.level === "high" ? 0 : 1);
  return rank(a) - rank(b) || b.ageDays - a.ageDays || (a.id < b.id ? -1 : 1);
}
