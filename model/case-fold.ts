import type { Case, CaseEvent, CaseState, Deadline } from "./case.ts";

/**
 * What a case has become after its events, in order of version. Pure: the same events give the same case. Throws where
 * the first event is none that begins a case, or a number is missing: such a history was not written by this product.
 */
export function foldCase(events: readonly CaseEvent[]): Case {
  const folded = events.reduce<Case | null>(afterEvent, null);
  if (folded === null) throw new Error("a case begins with an event");
  return folded;
}

/** The case after one more event; null before the first. */
export function afterEvent(before: Case | null, event: CaseEvent): Case {
  if (event.version !== (before?.version ?? 0) + 1) {
    throw new Error(`case ${event.caseId}: event ${event.version} follows ${before?.version ?? 0}`);
  }
  if (before === null) return begun(event);
  return { ...before, ...changes(before, event), version: event.version, changedAt: event.at };
}

function begun(event: CaseEvent): Case {
  const { what } = event;
  if (what.kind !== "detected") throw new Error(`case ${event.caseId} begins with ${what.kind}`);
  return {
    id: event.caseId,
    version: event.version,
    state: "detected",
    origin: what.origin,
    title: what.title,
    summary: null,
    topic: what.topic,
    places: what.places,
    urgency: null,
    detectedAt: event.at,
    changedAt: event.at,
    enteredAt: event.at,
    unit: null,
    reroutes: 0,
    leaderDecided: false,
    deadline: what.triageDue,
    answerDue: null,
    plan: null,
    scheduledOn: null,
    dialogue: null,
    minutes: [],
    commitments: [],
    answer: null,
    closing: null,
    publications: [],
    verdict: null,
    mergedInto: null,
    absorbed: [],
    reopenings: 0,
  };
}

function changes(before: Case, event: CaseEvent): Partial<Case> {
  const { what, at } = event;
  const enter = (state: CaseState, deadline: Deadline | null): Partial<Case> => ({
    state,
    deadline,
    enteredAt: at,
  });
  switch (what.kind) {
    case "detected":
      throw new Error(`case ${event.caseId} begins twice`);
    case "triaged": {
      const { title, summary, topic, places, urgency, answerDue } = what;
      return { ...enter("triaged", answerDue), title, summary, topic, places, urgency, answerDue };
    }
    case "revised":
      return { title: what.title, summary: what.summary };
    case "merged":
      return { ...enter("merged", null), mergedInto: what.into };
    case "absorbed":
      return { absorbed: [...before.absorbed, what.from] };
    case "dismissed":
      return enter("dismissed", null);
    case "routed":
      return { ...enter("routed", what.acceptDue), unit: what.unit, answerDue: what.answerDue };
    case "rerouted":
      return { ...enter("routed", what.acceptDue), unit: what.unit, reroutes: before.reroutes + 1 };
    case "referred":
      return enter("referred", before.answerDue);
    case "assigned":
      return { ...enter("routed", what.acceptDue), unit: what.unit, leaderDecided: true };
    case "accepted":
      return enter("accepted", before.answerDue);
    case "progressed":
      return { ...enter("in_progress", before.answerDue), plan: what.plan };
    case "scheduled":
      return { ...enter("scheduled", before.answerDue), plan: what.plan, scheduledOn: what.on };
    case "dialogue-planned":
      return {
        ...enter("dialogue_planned", what.due),
        dialogue: { on: what.due.dueOn, place: what.place },
      };
    case "dialogue-held":
      return dialogueHeld(before, enter("dialogue_held", before.answerDue), what);
    case "commitment-kept": {
      const kept = { at, note: what.note };
      return {
        commitments: before.commitments.map((one) => (one.number === what.number ? { ...one, kept } : one)),
      };
    }
    default:
      return laterChanges(before, event, enter);
  }
}

function dialogueHeld(
  before: Case,
  entered: Partial<Case>,
  what: Extract<CaseEvent["what"], { kind: "dialogue-held" }>,
): Partial<Case> {
  const first = before.commitments.length + 1;
  return {
    ...entered,
    dialogue: null,
    minutes: [...before.minutes, { on: what.on, attendance: what.attendance, text: what.minutes }],
    commitments: [
      ...before.commitments,
      ...what.commitments.map((one, index) => ({ ...one, number: first + index, kept: null })),
    ],
  };
}

/** From the answer on. */
function laterChanges(
  before: Case,
  event: CaseEvent,
  enter: (state: CaseState, deadline: Deadline | null) => Partial<Case>,
): Partial<Case> {
  const { what, at, actor } = event;
  switch (what.kind) {
    case "answered": {
      const { text, legalBasis, measures, doneBy, lateReason, approveDue } = what;
      const unit = before.unit;
      if (unit === null) throw new Error(`case ${event.caseId} is answered by no unit`);
      return {
        ...enter("answered", approveDue),
        answer: { text, legalBasis, measures, doneBy, lateReason, unit, writtenBy: actor.id, writtenAt: at },
      };
    }
    case "returned":
      return enter("in_progress", before.answerDue);
    case "approved":
      return enter("approved", what.publishDue);
    case "published":
      return published(before, event, what, enter);
    case "verified":
      return {
        ...enter("verified", null),
        verdict: { verdict: what.verdict, figures: what.figures },
      };
    case "reopened":
      return {
        // What nobody has put into words yet is looked at first, as if it had just been found.
        ...enter(before.summary === null ? "detected" : "reopened", what.triageDue),
        reopenings: before.reopenings + 1,
        answer: null,
        closing: null,
        verdict: null,
        answerDue: null,
        reroutes: 0,
        leaderDecided: false,
      };
    case "closed": {
      const { as, publicReason, names } = what;
      return { ...enter(as, null), closing: { as, publicReason, names } };
    }
    default:
      return {};
  }
}

function published(
  before: Case,
  { at, actor }: CaseEvent,
  what: Extract<CaseEvent["what"], { kind: "published" }>,
  enter: (state: CaseState, deadline: Deadline | null) => Partial<Case>,
): Partial<Case> {
  const publication = {
    number: before.publications.length + 1,
    question: what.question,
    answer: before.closing === null ? before.answer : null,
    closing: before.closing,
    unit: before.unit,
    publishedBy: actor.id,
    publishedAt: at,
  };
  const publications = [...before.publications, publication];
  // A matter closed without an answer stays what it is: publishing only tells the public why.
  if (before.closing !== null) return { publications };
  return { ...enter("published", what.verifyDue), publications };
}
