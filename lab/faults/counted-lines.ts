import { seededRandom } from "../../analyzers/hot-spots/distributions.ts";
import type { Day } from "../../model/ids.ts";
import { addDays } from "../../model/time.ts";

/** One text of the counting rig: who truly wrote it, and what the counting process is told. */
export interface CountedLine {
  readonly id: string;
  /** The person, always known to the rig. */
  readonly person: string;
  /** Whether the line names its author. */
  readonly named: boolean;
  readonly source: string;
  readonly day: Day;
  readonly topic: string;
  readonly place: string;
  readonly negative: boolean;
  readonly text: string;
}

export const RIG_NOW = "2026-11-25T20:00:00+07:00";
export const RIG_PLACES = ["a@2025-07-01", "b@2025-07-01", "c@2025-07-01"] as const;
const RIG_TOPICS = ["transport", "environment"] as const;
const FIRST = "2026-11-12" as Day;
const DAYS = 12;
const PEOPLE = 60;

/** Lines of a few people who speak often, of two topics at three places, some without an author. */
export function countedLines(seed: number, count: number, named: number): readonly CountedLine[] {
  const random = seededRandom(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  return Array.from({ length: count }, (_, index) => ({
    id: `line${index}`,
    person: `person${Math.floor(random() ** 2 * PEOPLE)}`,
    named: random() < named,
    source: `s${Math.floor(random() * 3)}`,
    day: addDays(FIRST, Math.floor(random() * DAYS)),
    topic: pick(RIG_TOPICS),
    place: pick(RIG_PLACES),
    negative: random() < 0.5,
    text: Array.from({ length: 14 }, () => Math.floor(random() * 1e9).toString(36)).join(" "),
  }));
}

/** Distinct people of every cell's day and of its 72 hours: what no count may exceed. */
export function truthOf(
  lines: readonly CountedLine[],
): ReadonlyMap<string, { readonly day: number; readonly window: number }> {
  const people = new Map<string, Set<string>>();
  for (const { topic, place, day, person } of lines) {
    for (const at of [place, "area"]) {
      const key = `${topic} ${at} ${day}`;
      people.set(key, (people.get(key) ?? new Set()).add(person));
    }
  }
  const truth = new Map<string, { day: number; window: number }>();
  for (const topic of RIG_TOPICS) {
    for (const place of [...RIG_PLACES, "area"]) {
      for (let at = 0; at < DAYS + 3; at++) {
        const days = [0, 1, 2].map(
          (back) => people.get(`${topic} ${place} ${addDays(FIRST, at - back)}`) ?? new Set(),
        );
        const window = new Set(days.flatMap((day) => [...day]));
        truth.set(`${topic} ${place} ${addDays(FIRST, at)}`, {
          day: days[0]?.size ?? 0,
          window: window.size,
        });
      }
    }
  }
  return truth;
}
