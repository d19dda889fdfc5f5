import { WHOLE_AREA } from "../model/cell.ts";
import type { TopicId, Week } from "../model/ids.ts";
import { addDays, mondayOf, weekOf } from "../model/time.ts";
import type { Kit } from "./kit.ts";
import type { NamedTopic } from "./names.ts";
import { floorOf } from "./search.ts";

const WEEKS = 8;

/** What residents may know: per topic and closed week the most voices of any three days; null below the floor. */
export interface Heard {
  /** Newest first; closed weeks only, so that what was read once stays as it was. */
  readonly weeks: readonly Week[];
  readonly topics: readonly {
    readonly topic: NamedTopic;
    readonly floor: number;
    readonly peaks: readonly (number | null)[];
  }[];
}

/** Reads the public figures. Only families at the whole area: no two of them can be subtracted from each other. */
export function readHeard(kit: Kit): Heard {
  const { cells, to } = kit.past();
  const thisMonday = mondayOf(weekOf(addDays(to, 1)));
  const weeks = Array.from({ length: WEEKS }, (_, index) => weekOf(addDays(thisMonday, -7 * (index + 1))));
  const peaks = new Map<string, number>();
  for (const cell of cells) {
    if (cell.day >= thisMonday || cell.place !== WHOLE_AREA || cell.channel !== "public") continue;
    const key = `${cell.topic} ${weekOf(cell.day)}`;
    peaks.set(key, Math.max(peaks.get(key) ?? 0, cell.voices72h));
  }
  return {
    weeks,
    topics: kit.names.families.map((topic) => {
      const floor = floorOf(kit, topic.id);
      return { topic, floor, peaks: weeks.map((week) => told(peaks, topic.id, week, floor)) };
    }),
  };
}

function told(peaks: ReadonlyMap<string, number>, topic: TopicId, week: Week, floor: number): number | null {
  const peak = peaks.get(`${topic} ${week}`) ?? 0;
  return peak >= floor ? peak : null;
}
