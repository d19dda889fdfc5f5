import type { BeforeAfter, Case } from "../../model/case.ts";
import { type Cell, WHOLE_AREA } from "../../model/cell.ts";
import { shownCount } from "../../model/floors.ts";
import type { HotSpot } from "../../model/hot-spot.ts";
import type { Day } from "../../model/ids.ts";
import { addDays, dayOf } from "../../model/time.ts";
import type { CellStore } from "../../state/cells.ts";

/** The days compared: the four weeks up to the publication, and the weeks that must have been calm. */
const BEFORE_DAYS = 28;

/** What the counts say of a published answer. */
export interface Outcome {
  readonly figures: BeforeAfter;
  /** Calm for the configured weeks: "solved" may be proposed to a person, who decides. */
  readonly isCalm: boolean;
}

/**
 * Volume and tone of a concern before its answer was published and in the last weeks; null while fewer weeks have
 * passed. Each is the highest of the 72-hour counts, as the charts tell them, and null below the floor.
 */
export function outcomeOf(
  one: Case,
  today: Day,
  options: {
    readonly cells: Pick<CellStore, "history">;
    readonly floor: number;
    readonly calmWeeks: number;
    /** What the case came from; null where it is no hot spot. */
    readonly hotSpot: Pick<HotSpot, "state" | "lastActiveOn"> | null;
  },
): Outcome | null {
  const publication = one.publications.at(-1);
  if (publication === undefined) return null;
  const published = dayOf(publication.publishedAt);
  const calmSince = addDays(today, -7 * options.calmWeeks);
  if (published > calmSince) return null;
  const before = peakOf(one, options.cells.history(addDays(published, -BEFORE_DAYS), published));
  const after = peakOf(one, options.cells.history(addDays(calmSince, 1), today));
  const told = (cell: Cell | null) => shownCount(cell?.voices72h ?? 0, options.floor);
  return {
    figures: {
      voicesBefore: told(before),
      voicesAfter: told(after),
      negativeBefore: negativeShare(before, options.floor),
      negativeAfter: negativeShare(after, options.floor),
    },
    isCalm:
      options.hotSpot === null
        ? halved(before, after, options.floor)
        : options.hotSpot.state !== "open" && options.hotSpot.lastActiveOn <= calmSince,
  };
}

/** Without a hot spot, half as many voices as before; of a concern that was never loud the counts say nothing. */
function halved(before: Cell | null, after: Cell | null, floor: number): boolean {
  const was = before?.voices72h ?? 0;
  return was >= floor && (after?.voices72h ?? 0) <= was / 2;
}

/** A case at one place is counted there; at several or none, in the whole area, because places do not add up. */
function peakOf(one: Case, cells: readonly Cell[]): Cell | null {
  const place = one.places.length === 1 ? (one.places[0] ?? WHOLE_AREA) : WHOLE_AREA;
  const own = cells.filter(
    (cell) => cell.topic === one.topic && cell.place === place && cell.channel === "public",
  );
  return own.reduce<Cell | null>(
    (most, cell) => (cell.voices72h > (most?.voices72h ?? -1) ? cell : most),
    null,
  );
}

/** null where too few voices had a clear tone to tell a share of them. */
function negativeShare(cell: Cell | null, floor: number): number | null {
  if (cell === null || cell.toned72h < floor) return null;
  return Math.round((100 * cell.negative72h) / cell.toned72h);
}
