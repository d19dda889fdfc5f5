import type { HotSpotEvent } from "../../model/hot-spot.ts";
import type { Day, HotSpotId } from "../../model/ids.ts";
import { addDays } from "../../model/time.ts";
import type { HotSpotStore } from "../../state/hot-spots.ts";
import { inOrder, type Recipient } from "./recipients.ts";
import type { Candidate } from "./stages.ts";

/** A story quiet for longer holds no more (it reopens within 14 days, later it is another). */
const LOOK_BACK_DAYS = 14;

/**
 * Every telling that the last day could give: for each hot spot its newest word (opened, raised, reopened or updated)
 * and every reader. Read from what detection wrote, not from what it just returned, so that a crash between the two
 * loses nothing.
 */
export function candidatesOn(
  day: Day,
  hotSpots: Pick<HotSpotStore, "tracesUpTo" | "eventsOf" | "get">,
  people: readonly Recipient[],
): readonly Candidate[] {
  const readers = inOrder(people).filter((person) => !person.disabled);
  return hotSpots
    .tracesUpTo(day)
    .filter((trace) => trace.lastActiveOn >= addDays(day, -LOOK_BACK_DAYS))
    .flatMap((trace) => {
      const hotSpot = hotSpots.get(trace.id);
      const events = hotSpots.eventsOf(trace.id).filter((event) => event.day <= day);
      if (hotSpot === null) return [];
      return tellingsOf(events).flatMap((event) =>
        readers.map((recipient) => ({
          hotSpot,
          event,
          trace,
          recipient,
          key: keyOf(event, episodeOf(events), recipient.id),
        })),
      );
    });
}

/**
 * The newest first telling of the present episode, and the newest update where one came after it. A story that was
 * opened and raised before anybody was told is told once, as it stands.
 */
function tellingsOf(events: readonly HotSpotEvent[]): readonly HotSpotEvent[] {
  const first = events.findLastIndex(({ event }) => ["opened", "raised", "reopened"].includes(event));
  const update = events.findLastIndex(({ event }) => event === "updated");
  const told = first < 0 ? undefined : events[first];
  const news = update > first ? events[update] : undefined;
  return [told, news].filter((event) => event !== undefined);
}

/** The day of the last reopening; "first" before any, so that a day scored again stays the same episode. */
function episodeOf(events: readonly HotSpotEvent[]): string {
  return events.findLast(({ event }) => event === "reopened")?.day ?? "first";
}

/** Once per hot spot, kind of event, level, episode and reader; an update also by its day. */
function keyOf(event: HotSpotEvent, episode: string, recipientId: string): string {
  const day = event.event === "updated" ? ` ${event.day}` : "";
  const id: HotSpotId = event.hotSpotId;
  return `alert ${id} ${event.event} ${event.level} ${episode}${day} ${recipientId}`;
}
