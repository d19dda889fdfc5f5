import type { CountingChannel, Document, RawItem } from "../model/document.ts";
import type { DocumentId, Instant, SourceId, Week } from "../model/ids.ts";
import { addMs, type Clock, dayOf, epochMs, instantOf, weekOf } from "../model/time.ts";
import type { DocumentStore } from "../state/documents.ts";
import { institutionId, type WeekKeys } from "../state/week-keys.ts";
import { Recent } from "./recent.ts";
import type { VoiceKeeper } from "./voice-keeper.ts";

const DAY_MS = 86_400_000;
/** YouTube's terms: what its API gave out is refreshed or deleted within 30 days (Developer Policies, III.E.4). */
const YOUTUBE_DAYS = 30;
/** Clocks differ: up to this much ahead is now, more is a wrong date. */
const FUTURE_TOLERANCE_MS = 600_000;

/** Hides what identifies a person in one text; throws when it cannot (promise 3). */
export type Redact = (text: string) => string;

export interface IntakeDeps {
  readonly documents: DocumentStore;
  readonly keys: WeekKeys;
  readonly voices: VoiceKeeper;
  readonly redact: Redact;
  readonly citizenTextDays: number;
  readonly now: Clock;
}

/** Where a source's items belong. */
export interface SourceIdentity {
  readonly id: SourceId;
  readonly group: string;
  readonly channel: CountingChannel;
  /** Where an account is one person's: accounts of two platforms are two voices. The group where absent. */
  readonly platform?: string;
}

/**
 * What became of one raw item at the door, before anything is written: a document to send on, one whose text may not be
 * kept (it is counted at once, in memory), or one that must not come back.
 */
export type Admission =
  | { readonly kind: "document"; readonly document: Document; readonly expiresAt: Instant | null }
  | { readonly kind: "count-only"; readonly document: Document }
  | { readonly kind: "no-text" }
  | { readonly kind: "taken-down" };

/** Gives an item its id, hides what identifies people in it, and decides whether its text may be held. */
export interface Intake {
  /** `account` goes to the voice keeper and nowhere else. */
  admit(item: RawItem, source: SourceIdentity, account: string | null): Admission;
}

export function createIntake(deps: IntakeDeps): Intake {
  // Ids just given: what answers an item often comes right behind it, before it is stored.
  const given = new Recent<string, DocumentId>(50_000);
  const parentIdOf = (item: RawItem): DocumentId | null => {
    if (item.parentNativeId === null) return null;
    const institution = institutionId(item.sourceId, item.parentNativeId);
    return (
      given.get(nameOf(item.sourceId, item.parentNativeId)) ??
      knownId(deps, item.sourceId, item.parentNativeId)?.id ??
      // Not here yet, or never coming: an article's id is the same whenever it comes.
      institution
    );
  };
  return {
    admit: (item, source, account) => {
      if (item.text.trim() === "" && (item.title ?? "").trim() === "") return { kind: "no-text" };
      const now = deps.now();
      const publishedAt = plausible(item.publishedAt, now);
      const identity = identify(deps, item, source, publishedAt, instantOf(now));
      if (deps.keys.isTakenDown(identity.id)) return { kind: "taken-down" };
      given.set(nameOf(item.sourceId, item.nativeId), identity.id);
      const redacted =
        item.speaker === "citizen" ? redactItem(deps.redact, item) : { title: item.title, text: item.text };
      const document: Document = {
        id: identity.id,
        sourceId: source.id,
        sourceGroup: source.group,
        channel: source.channel,
        kind: item.kind,
        speaker: item.speaker,
        url: item.speaker === "institution" ? item.url : null,
        title: redacted?.title ?? null,
        // Without redaction the words go no further; what they would have been about cannot be told.
        text: redacted?.text ?? "",
        publishedAt,
        fetchedAt: item.fetchedAt,
        week: identity.week,
        parentId: parentIdOf(item),
      };
      if (account !== null && item.speaker === "citizen")
        deps.voices.hear(identity.id, source.platform ?? source.group, account);
      if (redacted === null || identity.expired) return { kind: "count-only", document };
      return { kind: "document", document, expiresAt: identity.expiresAt };
    },
  };
}

/** A time in the future is unknown (DESIGN section 5). */
function plausible(publishedAt: Instant | null, now: Date): Instant | null {
  if (publishedAt === null) return null;
  return epochMs(publishedAt) > now.getTime() + FUTURE_TOLERANCE_MS ? null : publishedAt;
}

interface Identity {
  readonly id: DocumentId;
  readonly week: Week;
  readonly expired: boolean;
  readonly expiresAt: Instant | null;
}

/**
 * Institutions have a plain id. A citizen's item is looked up under every living key before it gets an id, and keeps the
 * week it first had; past its days, or from before the keys were lost, it has an id of this epoch only.
 */
function identify(
  deps: IntakeDeps,
  item: RawItem,
  { channel }: SourceIdentity,
  publishedAt: Instant | null,
  now: Instant,
): Identity {
  if (item.speaker === "institution") {
    const week = weekOf(dayOf(publishedAt ?? item.fetchedAt));
    const expiresAt = channel === "youtube" ? addMs(item.fetchedAt, YOUTUBE_DAYS * DAY_MS) : null;
    return { id: institutionId(item.sourceId, item.nativeId), week, expired: false, expiresAt };
  }
  const known = knownId(deps, item.sourceId, item.nativeId);
  if (known) {
    const stored = deps.documents.get(known.id);
    const began = stored?.document.publishedAt ?? publishedAt ?? stored?.document.fetchedAt ?? item.fetchedAt;
    const expiresAt = addMs(began, deps.citizenTextDays * DAY_MS);
    return { id: known.id, week: known.week, expired: expiresAt <= now, expiresAt };
  }
  const began = publishedAt ?? item.fetchedAt;
  const expiresAt = addMs(began, deps.citizenTextDays * DAY_MS);
  const week = weekOf(dayOf(began));
  const lost = deps.keys.countBefore();
  if (expiresAt <= now || (lost !== null && began < lost)) {
    return { id: deps.voices.ephemeralId(item.sourceId, item.nativeId), week, expired: true, expiresAt };
  }
  return { id: deps.keys.citizenId(week, item.sourceId, item.nativeId), week, expired: false, expiresAt };
}

function knownId(
  deps: IntakeDeps,
  source: SourceId,
  nativeId: string,
): { readonly id: DocumentId; readonly week: Week } | null {
  const candidates = deps.keys.candidateIds(source, nativeId);
  const stored = deps.documents.anyOf(candidates.map(({ id }) => id));
  return candidates.find(({ id }) => id === stored || deps.keys.isTakenDown(id)) ?? null;
}

const nameOf = (source: SourceId, nativeId: string): string => `${source}\0${nativeId}`;

function redactItem(
  redact: Redact,
  item: RawItem,
): { readonly title: string | null; readonly text: string } | null {
  try {
    return { title: item.title === null ? null : redact(item.title), text: redact(item.text) };
  } catch {
    // Fails closed: an item whose people cannot be hidden is counted and its words are dropped.
    return null;
  }
}
