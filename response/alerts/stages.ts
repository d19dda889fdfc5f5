import { SENSITIVE_VOICE_FLOOR, VOICE_FLOOR } from "../../model/floors.ts";
import type { HotSpot, HotSpotEvent, HotSpotTrace, Level } from "../../model/hot-spot.ts";
import type { HotSpotId, Instant, TopicId } from "../../model/ids.ts";
import { epochMs } from "../../model/time.ts";
import type { Silence } from "../../state/silences.ts";
import { isTold, type Recipient } from "./recipients.ts";

/** One telling that could be made: this event of this hot spot, to this reader. */
export interface Candidate {
  readonly hotSpot: HotSpot;
  readonly event: HotSpotEvent;
  /** What detection knows of the hot spot on the last day. */
  readonly trace: HotSpotTrace;
  readonly recipient: Recipient;
  readonly key: string;
}

/** What the stages look at beside the candidate. */
export interface StageContext {
  readonly now: Instant;
  readonly isSensitive: (topic: TopicId) => boolean;
  readonly alreadyWritten: (key: string) => boolean;
  /** The silence that mutes a hot spot now; null where none does. */
  readonly silenceOf: (spot: HotSpot) => Silence | null;
  /** The hot spot that this one is told with; null where it is told by itself. */
  readonly leadOf: (id: HotSpotId) => HotSpot | null;
  /** Alerts that this reader was pushed today, those of this run included, and how many a day may be. */
  readonly budgetOf: (recipient: Recipient) => { readonly pushed: number; readonly perDay: number | null };
  /** When this reader was last told of this hot spot; null when never. */
  readonly lastTold: (candidate: Candidate) => Instant | null;
}

/** A stage's word on a candidate, with its reason either way. */
export interface Decision {
  readonly pass: boolean;
  readonly reason: string;
}
export interface NotificationStage {
  readonly name: string;
  decide(candidate: Candidate, context: StageContext): Decision;
}

/** An update is told no sooner after the last telling (research, section 5). */
const UPDATE_GAP_MS = 6 * 3_600_000;

/** The stage whose hold means "later, in the daily list". */
export const BUDGET_STAGE = "budget";
const RANK: Readonly<Record<Level, number>> = { watch: 0, alert: 1, high: 2 };

const pass = (reason: string): Decision => ({ pass: true, reason });
const hold = (reason: string): Decision => ({ pass: false, reason });

/**
 * THE list, in order: a candidate is told only when every stage lets it pass; the first that holds it gives the reason.
 * What passes is written to the outbox; delivery (retry, record) follows in `delivery.ts`. Nothing goes around it.
 */
const NOTIFICATION_STAGES: readonly NotificationStage[] = [
  {
    name: "holds",
    decide: ({ trace }) =>
      trace.active ? pass("still above its baseline on the last day") : hold("died down before the last day"),
  },
  {
    name: "role",
    decide: ({ event, recipient }) =>
      isTold(recipient.role, event.level) && (event.event !== "updated" || recipient.role === "officer")
        ? pass(`${recipient.role} is told of ${event.event} at ${event.level}`)
        : hold(`${recipient.role} is not told of ${event.event} at ${event.level}`),
  },
  {
    name: "floor",
    decide: ({ event }, { isSensitive }) => {
      const floor = isSensitive(event.topic) ? SENSITIVE_VOICE_FLOOR : VOICE_FLOOR;
      return event.voices >= floor ? pass("at the floor or above") : hold("below the floor of voices");
    },
  },
  {
    name: "inhibit",
    decide: ({ hotSpot }) =>
      hotSpot.state === "not-an-issue" || hotSpot.state === "resolved"
        ? hold(`a person decided: ${hotSpot.state}`)
        : pass("nobody closed it"),
  },
  {
    name: "silence",
    decide: ({ hotSpot }, { silenceOf }) => {
      const silence = silenceOf(hotSpot);
      return silence === null ? pass("not silenced") : hold(`silenced until ${silence.until}`);
    },
  },
  {
    name: "story",
    decide: ({ hotSpot, event }, { leadOf }) => {
      const lead = leadOf(hotSpot.id);
      if (lead === null) return pass("a story of its own");
      if (lead.state === "not-an-issue" || lead.state === "resolved")
        return hold(`told as one with ${lead.id}, which a person closed`);
      return RANK[event.level] > RANK[lead.level]
        ? pass(`more serious than ${lead.id}, with which it is one story`)
        : hold(`told as one with ${lead.id}`);
    },
  },
  {
    name: "deduplicate",
    decide: ({ key }, { alreadyWritten }) =>
      alreadyWritten(key) ? hold("told before") : pass("not told before"),
  },
  {
    name: "pace",
    decide: (candidate, { lastTold, now }) => {
      if (candidate.event.event !== "updated") return pass("not an update");
      const last = lastTold(candidate);
      if (last === null) return hold("no first telling to update");
      return epochMs(now) - epochMs(last) >= UPDATE_GAP_MS
        ? pass("the last telling is six hours old")
        : hold("told less than six hours ago");
    },
  },
  {
    name: BUDGET_STAGE,
    decide: ({ recipient, event }, { budgetOf }) => {
      const { pushed, perDay } = budgetOf(recipient);
      if (perDay === null || pushed < perDay) return pass("within the day's budget");
      // The first to act hears of what is urgent whatever the day brought; it counts all the same.
      if (recipient.role === "officer" && event.level === "high")
        return pass("urgent, beyond the day's budget");
      return hold(`${perDay} alerts a day are pushed; this one goes into the daily list`);
    },
  },
];

/** Runs a candidate through the stages. */
export function judge(
  candidate: Candidate,
  context: StageContext,
  stages: readonly NotificationStage[] = NOTIFICATION_STAGES,
): Decision & { readonly stage: string } {
  let last: Decision & { readonly stage: string } = { pass: true, reason: "nothing to ask", stage: "" };
  for (const stage of stages) {
    last = { ...stage.decide(candidate, context), stage: stage.name };
    if (!last.pass) return last;
  }
  return last;
}
