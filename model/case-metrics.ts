import type { Case, CaseEvent } from "./case.ts";
import { isOpen } from "./case.ts";
import { afterEvent } from "./case-fold.ts";
import type { CaseId, Day, Instant, TopicId, UnitId } from "./ids.ts";
import { addDays, dayOf, epochMs, startOfDay } from "./time.ts";

/** A duration in days of 24 hours: the middle one, and the one that nine in ten stay within; null without any. */
export interface Durations {
  readonly count: number;
  readonly medianDays: number | null;
  readonly p90Days: number | null;
}
/** A share as its two counts, so that it can be added up and checked. */
export interface Share {
  readonly part: number;
  readonly of: number;
}

/** The figures of research/privacy-reliability section 5 for some cases over a period. */
export interface CaseFigures {
  /** Cases that were detected in the period. */
  readonly detected: number;
  readonly triage: Durations;
  readonly accept: Durations;
  readonly answer: Durations;
  readonly publish: Durations;
  /** Answers given in the period: by their day / all. */
  readonly onTime: Share;
  /** Cases routed in the period: answered or closed with a public reason by its end / all. */
  readonly answered: Share;
  /** Answers given in the period: published by its end / all. */
  readonly published: Share;
  /** Cases published in the period: opened again by its end / all. */
  readonly reopened: Share;
  /** Verdicts given in the period: solved / all. */
  readonly solved: Share;
  /** Hot spots judged in the period: taken up / all. */
  readonly precision: Share;
  readonly dismissed: number;
  readonly reroutes: number;
  readonly open: number;
  /** Days since the detection of the oldest case that is still open at the end; null where none is. */
  readonly oldestOpenDays: number | null;
}

/** A period of days, both inclusive. */
export interface Period {
  readonly from: Day;
  readonly to: Day;
}

/** One step of a case worth counting: when, and how long after what it answers. */
interface Step {
  readonly at: Instant;
  readonly ms: number;
}
/** What one case gives to the figures, read from its events up to the end of a period. */
export interface CaseTrack {
  readonly last: Case;
  readonly detectedAt: Instant;
  readonly triages: readonly (Step & { readonly dismissed: boolean })[];
  readonly accepts: readonly Step[];
  readonly routings: readonly (Step & { readonly settled: boolean })[];
  readonly answers: readonly (Step & { readonly onTime: boolean; readonly published: boolean })[];
  readonly publications: readonly (Step & { readonly reopened: boolean })[];
  readonly verdicts: readonly (Step & { readonly solved: boolean })[];
  readonly reroutes: readonly Step[];
}

/** What a case did until the end of a day; null where it did not exist yet. Later events change nothing of it. */
function trackCase(events: readonly CaseEvent[], until: Day): CaseTrack | null {
  const end = startOfDay(addDays(until, 1));
  const past = events.filter(({ at }) => at < end);
  const first = past[0];
  if (first === undefined) return null;
  let state: Case | null = null;
  // The clock of an opened case starts anew, so each round counts as one of its own.
  const round = { began: first.at, routed: null as Instant | null };
  const track = {
    triages: [] as (Step & { dismissed: boolean })[],
    accepts: [] as Step[],
    routings: [] as (Step & { settled: boolean })[],
    answers: [] as (Step & { onTime: boolean; published: boolean })[],
    publications: [] as (Step & { reopened: boolean })[],
    verdicts: [] as (Step & { solved: boolean })[],
    reroutes: [] as Step[],
  };
  for (const event of past) {
    const before: Case | null = state;
    state = afterEvent(state, event);
    const step = (since: Instant | null): Step => ({
      at: event.at,
      ms: epochMs(event.at) - epochMs(since ?? round.began),
    });
    switch (event.what.kind) {
      case "triaged":
      case "merged":
      case "dismissed":
        if (before?.state === "detected") {
          track.triages.push({ ...step(round.began), dismissed: event.what.kind === "dismissed" });
        }
        break;
      case "routed":
        round.routed = event.at;
        track.routings.push({ ...step(round.began), settled: false });
        break;
      case "rerouted":
        track.reroutes.push(step(round.began));
        break;
      case "accepted":
        track.accepts.push(step(before?.enteredAt ?? null));
        break;
      case "answered":
      case "closed":
        settle(track, { ...step(round.routed), event, before });
        break;
      case "published": {
        const answer = track.answers.at(-1);
        if (answer !== undefined) answer.published = true;
        track.publications.push({ ...step(round.began), reopened: false });
        break;
      }
      case "verified":
        track.verdicts.push({ ...step(null), solved: event.what.verdict === "solved" });
        break;
      case "reopened": {
        const publication = track.publications.at(-1);
        if (publication !== undefined) publication.reopened = true;
        round.began = event.at;
        round.routed = null;
        break;
      }
    }
  }
  return state === null ? null : { last: state, detectedAt: first.at, ...track };
}

/** An answer that was sent back and written again is one answer, judged by its last writing. */
function settle(
  track: {
    answers: (Step & { onTime: boolean; published: boolean })[];
    routings: { settled: boolean }[];
  },
  { at, ms, event, before }: Step & { readonly event: CaseEvent; readonly before: Case | null },
): void {
  const routing = track.routings.at(-1);
  const again = routing?.settled === true;
  if (routing !== undefined) routing.settled = true;
  if (event.what.kind !== "answered") return;
  if (again) track.answers.pop();
  const due = before?.answerDue?.dueOn;
  track.answers.push({ at, ms, onTime: due === undefined || dayOf(at) <= due, published: false });
}

/** The figures of some tracks over a period. */
function figuresOf(tracks: readonly CaseTrack[], period: Period): CaseFigures {
  const within = ({ at }: { readonly at: Instant }): boolean =>
    dayOf(at) >= period.from && dayOf(at) <= period.to;
  const all = <T extends Step>(pick: (track: CaseTrack) => readonly T[]): readonly T[] =>
    tracks.flatMap((track) => pick(track).filter(within));
  const triages = all(({ triages }) => triages);
  const answers = all(({ answers }) => answers);
  const routings = all(({ routings }) => routings);
  const publications = all(({ publications }) => publications);
  const verdicts = all(({ verdicts }) => verdicts);
  const ofHotSpots = tracks
    .filter(({ last }) => last.origin.kind === "hot-spot")
    .flatMap(({ triages }) => triages.filter(within));
  const open = tracks.filter(({ last }) => isOpen(last.state));
  const ages = open.map(({ detectedAt }) => epochMs(startOfDay(addDays(period.to, 1))) - epochMs(detectedAt));
  return {
    detected: tracks.filter(({ detectedAt }) => within({ at: detectedAt })).length,
    triage: durations(triages),
    accept: durations(all(({ accepts }) => accepts)),
    answer: durations(answers),
    publish: durations(publications),
    onTime: share(answers, ({ onTime }) => onTime),
    answered: share(routings, ({ settled }) => settled),
    published: share(answers, ({ published }) => published),
    reopened: share(publications, ({ reopened }) => reopened),
    solved: share(verdicts, ({ solved }) => solved),
    precision: share(ofHotSpots, ({ dismissed }) => !dismissed),
    dismissed: triages.filter(({ dismissed }) => dismissed).length,
    reroutes: all(({ reroutes }) => reroutes).length,
    open: open.length,
    oldestOpenDays: ages.length === 0 ? null : Math.floor(Math.max(...ages) / DAY_MS),
  };
}

const DAY_MS = 86_400_000;

function share<T>(all: readonly T[], is: (one: T) => boolean): Share {
  return { part: all.filter(is).length, of: all.length };
}

/** Nearest rank, so that every figure is one that occurred; to a tenth of a day. */
function durations(steps: readonly Step[]): Durations {
  const sorted = steps.map(({ ms }) => ms).sort((a, b) => a - b);
  const rank = (percent: number): number | null => {
    const ms = sorted[Math.ceil((percent / 100) * sorted.length) - 1];
    return ms === undefined ? null : Math.round((ms / DAY_MS) * 10) / 10;
  };
  return { count: sorted.length, medianDays: rank(50), p90Days: rank(90) };
}

/** All figures of a period: for everything, for each unit and for each topic family that had a case. */
export interface CaseMetrics {
  readonly period: Period;
  readonly all: CaseFigures;
  readonly byUnit: ReadonlyMap<UnitId, CaseFigures>;
  readonly byTopic: ReadonlyMap<TopicId, CaseFigures>;
}

/**
 * Works the figures of a period out of the events and nothing else: asked again for the same days, whatever happened
 * since, they are the same. A case counts for the unit and the topic that it had at the end of the period.
 */
export function caseMetrics(
  histories: ReadonlyMap<CaseId, readonly CaseEvent[]>,
  period: Period,
): CaseMetrics {
  const tracks = [...histories.values()].flatMap((events) => trackCase(events, period.to) ?? []);
  const group = <K>(keyOf: (one: Case) => K | null): ReadonlyMap<K, CaseFigures> => {
    const groups = new Map<K, CaseTrack[]>();
    for (const track of tracks) {
      const key = keyOf(track.last);
      if (key !== null) groups.set(key, [...(groups.get(key) ?? []), track]);
    }
    return new Map([...groups].map(([key, some]) => [key, figuresOf(some, period)]));
  };
  return {
    period,
    all: figuresOf(tracks, period),
    byUnit: group(({ unit }) => unit),
    byTopic: group(({ topic }) => (topic.split("/")[0] ?? topic) as TopicId),
  };
}
