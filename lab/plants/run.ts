import type { HotSpotEvent } from "../../model/hot-spot.ts";
import { addDays, daysBetween } from "../../model/time.ts";
import { Installation } from "../../test/support/installation.ts";
import { type Expected, LAST, PLANT, type Planted, SCENARIOS, type Scenario } from "./scenarios.ts";
import { COMMUNES } from "./talk.ts";

/**
 * Planted districts through `ingest` and `detect`: what was found, when, and what was told that is no story.
 * `node lab/plants/run.ts [seeds] [part of a scenario's name]`.
 */

/** What one planted district gave. */
export interface Verdict {
  readonly expected: number;
  readonly found: number;
  readonly delays: readonly number[];
  /** Alerts (level alert or high) that belong to no plant. */
  readonly falseAlerts: readonly HotSpotEvent[];
  /** Hot spots beyond the first that told an expected story again. */
  readonly doubled: number;
  readonly watches: number;
  readonly events: readonly HotSpotEvent[];
}

/** Days of detection before the plant, in which any alert is false. */
const BEFORE = 20;

export async function runPlanted({ talk, expected, tolerated = [], arrivals }: Planted): Promise<Verdict> {
  const place = new Installation();
  try {
    const at = (day: number) => `${addDays(talk.start, day)}T06:00:00+07:00`;
    const events: HotSpotEvent[] = [];
    const detect = async (from: number, to: number, now: number) => {
      const said = await place.run([
        "detect",
        "--from",
        addDays(talk.start, from),
        "--to",
        addDays(talk.start, to),
        "--now",
        at(now),
      ]);
      if (said.code !== 0) throw new Error(said.err.join("\n"));
      events.push(...said.out.map((line) => JSON.parse(line) as HotSpotEvent));
    };
    if (arrivals === undefined) {
      await place.ingest(
        talk.lines.map(({ line }) => line),
        at(LAST + 1),
      );
      await detect(PLANT - BEFORE, LAST, LAST + 1);
    } else {
      const comes = (line: Planted["talk"]["lines"][number]) => arrivals(line);
      await place.ingest(
        talk.lines.filter((line) => comes(line) < PLANT).map(({ line }) => line),
        at(PLANT),
      );
      await detect(PLANT - BEFORE, PLANT - 1, PLANT);
      for (let day = PLANT; day <= LAST; day++) {
        await place.ingest(
          talk.lines.filter((line) => comes(line) === day).map(({ line }) => line),
          at(day + 1),
        );
        await detect(day - 6, day, day + 1);
      }
    }
    return judge(events, { talk, expected, tolerated });
  } finally {
    place.remove();
  }
}

function judge(events: readonly HotSpotEvent[], { talk, expected, tolerated = [] }: Planted): Verdict {
  const urgent = events.filter(({ level, event }) => level !== "watch" && event !== "cleared");
  const dayOf = (event: HotSpotEvent) => daysBetween(talk.start, event.day) - PLANT;
  const matches = (event: HotSpotEvent, plant: Expected) =>
    dayOf(event) >= plant.from &&
    plant.topic.split("|").some((topic) => event.topic.startsWith(topic)) &&
    (event.places.length === 0 ||
      event.places.some((id) => plant.places.some((name) => id.startsWith(COMMUNES[name].code))));
  const told = expected.map((plant) => urgent.filter((event) => matches(event, plant)));
  const inTime = told.map((list, index) => list.find((event) => dayOf(event) <= (expected[index]?.by ?? 0)));
  const delays = inTime.flatMap((event, index) =>
    event === undefined ? [] : [dayOf(event) - (expected[index]?.from ?? 0)],
  );
  const doubled = told.reduce(
    (sum, list) => sum + Math.max(0, new Set(list.map(({ hotSpotId }) => hotSpotId)).size - 1),
    0,
  );
  const belongs = (event: HotSpotEvent) =>
    expected.some((plant) => matches(event, plant)) ||
    tolerated.some((topic) => event.topic.startsWith(topic));
  const wrong = urgent.filter((event) => !belongs(event));
  const firstOfEach = wrong.filter(
    (event, index) => wrong.findIndex(({ hotSpotId }) => hotSpotId === event.hotSpotId) === index,
  );
  return {
    expected: expected.length,
    found: inTime.filter((event) => event !== undefined).length,
    delays,
    falseAlerts: firstOfEach,
    doubled,
    watches: new Set(
      events
        .filter(({ level, event }) => level === "watch" && event === "opened")
        .map(({ hotSpotId }) => hotSpotId),
    ).size,
    events,
  };
}

async function runScenario(scenario: Scenario, seeds: number): Promise<string> {
  const verdicts: Verdict[] = [];
  for (let seed = 1; seed <= seeds; seed++) verdicts.push(await runPlanted(scenario.plant(seed * 101)));
  const sum = (pick: (verdict: Verdict) => number) =>
    verdicts.reduce((total, verdict) => total + pick(verdict), 0);
  const delays = verdicts.flatMap((verdict) => verdict.delays);
  const delay = delays.length === 0 ? "" : (delays.reduce((a, b) => a + b, 0) / delays.length).toFixed(1);
  const wrong = verdicts.flatMap((verdict, index) =>
    verdict.falseAlerts.map((event) => `seed ${index + 1}: ${event.day} ${event.level} ${event.sentence}`),
  );
  const missed = verdicts.flatMap((verdict, index) =>
    verdict.found < verdict.expected
      ? [
          `seed ${index + 1} missed: ${verdict.events
            .filter(({ day }) => day >= "")
            .slice(-6)
            .map(
              (event) =>
                `${event.day} ${event.event} ${event.level} ${event.topic} ${event.failedGates.join("+")}`,
            )
            .join("; ")}`,
        ]
      : [],
  );
  const row = [
    scenario.name.padEnd(44),
    `${sum(({ found }) => found)}/${sum(({ expected }) => expected)}`.padStart(6),
    delay.padStart(5),
    String(wrong.length).padStart(5),
    String(sum(({ doubled }) => doubled)).padStart(5),
    (sum(({ watches }) => watches) / seeds).toFixed(1).padStart(6),
  ].join(" ");
  return [row, ...[...wrong, ...missed].map((line) => `    ${line}`)].join("\n");
}

if (import.meta.main) {
  const seeds = Number(process.argv[2] ?? "3");
  const part = process.argv[3] ?? "";
  console.log(`${"planted".padEnd(44)}  found delay false again watches`);
  for (const scenario of SCENARIOS.filter(({ name }) => name.includes(part)))
    console.log(await runScenario(scenario, seeds));
}
