import type { Actor, Case } from "../../model/case.ts";
import type { HotSpot, HotSpotEvent } from "../../model/hot-spot.ts";
import type { HotSpotId } from "../../model/ids.ts";
import { type Clock, dayOf, instantOf } from "../../model/time.ts";
import type { CaseStore } from "../../state/cases.ts";
import type { HotSpotStore } from "../../state/hot-spots.ts";
import type { ReportStore } from "../../state/reports.ts";
import type { CaseDesk } from "./case-desk.ts";

/** What the product does with cases by itself. */
export interface RoundDeps {
  readonly store: CaseStore;
  readonly desk: CaseDesk;
  readonly hotSpots: HotSpotStore;
  readonly reports: ReportStore;
  readonly words: RoundWords;
  readonly now: Clock;
}

/** Sentences that the product writes into a history, in the office's language. */
export interface RoundWords {
  readonly notAnIssue: string;
  readonly volumeBack: (voices: number, expected: number) => string;
}

/** How many cases a round began, dismissed and opened again. */
export interface RoundReport {
  readonly begun: number;
  readonly dismissed: number;
  readonly reopened: number;
}

const PRODUCT: Actor = { id: "product", role: "product", unit: null };

/**
 * One round: an alert and a report that nobody took up becomes a detected case, so that its clock runs; a hot spot that
 * a person called no issue ends its case; a concern whose volume came back opens its case again. Never routes, answers
 * or publishes. Run again, or by two processes at once, it adds nothing.
 */
export async function caseRound(deps: RoundDeps): Promise<RoundReport> {
  const open = deps.hotSpots.list({ states: ["open"] }).filter(({ level }) => level !== "watch");
  let begun = 0;
  for (const id of deps.reports.waiting(instantOf(deps.now()))) {
    if (deps.desk.openFor({ kind: "report", id }, PRODUCT, `detect report ${id}`) !== null) begun++;
  }
  for (const spot of open) {
    if (deps.store.ofOrigin(`hot-spot ${spot.id}`) !== null) continue;
    deps.desk.openFor({ kind: "hot-spot", id: spot.id }, PRODUCT, `detect hot-spot ${spot.id}`);
    begun++;
  }
  let dismissed = 0;
  let reopened = 0;
  for (const one of deps.store.list()) {
    const spot = one.origin.kind === "hot-spot" ? deps.hotSpots.get(one.origin.id) : null;
    if (spot === null) continue;
    if (one.state === "detected" && spot.state === "not-an-issue") {
      dismissed += (await dismissWith(deps, one)) ? 1 : 0;
    }
    const holder = holderOf(one, deps.store);
    if (spot.state !== "open" || holder === null) continue;
    const back = returnOf(holder, spot, deps.hotSpots.eventsOf(spot.id));
    if (back !== null) reopened += (await reopen(deps, holder, back)) ? 1 : 0;
  }
  return { begun, dismissed, reopened };
}

/** The case in which a concern lives on, through merges; null where that case is open anyway. */
function holderOf(one: Case, store: CaseStore): Case | null {
  let holder: Case | null = one;
  for (let step = 0; holder?.mergedInto != null && step < 20; step++) holder = store.get(holder.mergedInto);
  const ended = ["published", "verified", "no_action", "not_responsible", "duplicate", "dismissed"];
  return holder !== null && ended.includes(holder.state) ? holder : null;
}

/** The event with which the volume came back on a day after the case had ended. */
function returnOf(one: Case, spot: HotSpot, events: readonly HotSpotEvent[]): HotSpotEvent | null {
  const ended = dayOf(one.publications.at(-1)?.publishedAt ?? one.enteredAt);
  const back = events.find(
    ({ event, level, day }) =>
      day > ended && level !== "watch" && (event === "reopened" || event === "raised"),
  );
  return spot.lastActiveOn > ended ? (back ?? null) : null;
}

async function dismissWith({ desk, words }: RoundDeps, one: Case): Promise<boolean> {
  const answer = await desk.act(
    one.id,
    { kind: "dismiss", reason: "not-an-issue", comment: words.notAnIssue },
    { actor: PRODUCT, seenVersion: one.version, commandId: `dismiss ${one.id} ${one.version}` },
  );
  return answer.kind === "done";
}

async function reopen({ desk, words }: RoundDeps, one: Case, back: HotSpotEvent): Promise<boolean> {
  const comment = words.volumeBack(back.voices, back.expected);
  const answer = await desk.act(
    one.id,
    { kind: "reopen", cause: "volume", comment },
    { actor: PRODUCT, seenVersion: one.version, commandId: `reopen ${one.id} ${nameOf(back)}` },
  );
  return answer.kind === "done";
}

const nameOf = ({ hotSpotId, day, event, level }: HotSpotEvent): string =>
  `${hotSpotId satisfies HotSpotId} ${day} ${event} ${level}`;
