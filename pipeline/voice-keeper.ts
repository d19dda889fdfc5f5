import { createHmac, createSecretKey, type KeyObject, randomBytes } from "node:crypto";
import { type CellKey, WHOLE_AREA } from "../model/cell.ts";
import type { CountingChannel, Kind, Polarity, Speaker } from "../model/document.ts";
import { COUNTING_KEY_DAYS } from "../model/floors.ts";
import type { Day, DocumentId, PlaceId, SourceId, TopicId, Week } from "../model/ids.ts";
import { addDays } from "../model/time.ts";
import type { CellPart, SourcePart } from "../state/cells.ts";

/** What counting needs to know of a document. `day` is null without publication time: it enters no cell. */
export interface CountedDocument {
  readonly id: DocumentId;
  readonly sourceId: SourceId;
  readonly sourceGroup: string;
  readonly channel: CountingChannel;
  readonly kind: Kind;
  readonly speaker: Speaker;
  readonly day: Day | null;
  readonly week: Week;
  readonly polarity: Polarity;
  readonly echo: boolean;
  readonly cells: readonly { readonly topic: TopicId; readonly place: PlaceId }[];
}

/** The one bit that outlives the key, and the epoch in which it holds. */
export interface VoiceBits {
  readonly countedVoice: boolean;
  readonly firstOfAuthor: boolean;
  readonly epoch: string | null;
}

interface SourceDay {
  readonly voices: Set<number>;
  /** Somebody spoke here without an author that we know. */
  anonymous: boolean;
  items: number;
  echoes: number;
}
interface CellDay {
  readonly bySource: Map<string, SourceDay>;
  readonly negative: Set<number>;
  readonly toned: Set<number>;
}
type CellDays = Map<Day, CellDay>;

/** Days of a 72-hour window that ends with a day. */
const WINDOW = [-2, -1, 0] as const;
const KEY_LIFE_MS = COUNTING_KEY_DAYS * 86_400_000;

/**
 * Counts voices with a key that dies (promise 2). Accounts enter as text and leave as integers: what waits here is
 * HMAC(key, platform, account), in the memory of this process only, and the key lives at most 7 days of real time.
 * After a restart a new epoch begins; its counts are a part beside the older ones, of which the largest holds.
 * Counting a document twice changes nothing.
 */
export class VoiceKeeper {
  readonly #realNowMs: () => number;
  #key: KeyObject = createSecretKey(randomBytes(32));
  #epoch = "";
  #bornMs = 0;
  #tokens = new Map<string, number>();
  #waiting = new Map<DocumentId, number>();
  #cells = new Map<string, CellDays>();
  #firstHeard = new Map<string, Map<Day, Map<number, PlaceId>>>();
  #firstInWeek = new Map<string, DocumentId>();
  #anonymousInWeek = new Map<string, DocumentId>();
  #dirty = new Map<string, Set<Day>>();

  constructor(realNowMs: () => number = Date.now) {
    this.#realNowMs = realNowMs;
    this.#begin();
  }

  /** Names the life of the present key. */
  get epoch(): string {
    return this.#epoch;
  }

  /** Takes an account in beside its item's id; it waits here until the item is counted or dropped. */
  hear(id: DocumentId, platform: string, account: string): void {
    this.rotateIfDue();
    this.#waiting.set(id, this.#token(`${platform}\0${account}`));
  }

  isWaiting(id: DocumentId): boolean {
    return this.#waiting.has(id);
  }

  /** Drops what waits beside an item that will not be counted. */
  forget(id: DocumentId): void {
    this.#waiting.delete(id);
  }

  /** An id for an item whose week has no key any more: it holds in this epoch only. */
  ephemeralId(source: SourceId, nativeId: string): DocumentId {
    return `e${this.#hmac(`item\0${source}\0${nativeId}`).slice(0, 24)}` as DocumentId;
  }

  /** Begins a new epoch when the key has lived its time; everything known under the old key is gone. */
  rotateIfDue(): void {
    if (this.#realNowMs() - this.#bornMs >= KEY_LIFE_MS) this.#begin();
  }

  /**
   * Counts a document in its cells and says which bits it carries. Articles and authorities' replies are no voice, an
   * echo is reach; a report is one voice. `withItems` is for items without a lasting id, whose number is known here only.
   */
  count(document: CountedDocument, options: { readonly withItems: boolean }): VoiceBits {
    const speaks = document.speaker === "citizen" && document.kind !== "article" && !document.echo;
    const waiting = this.#waiting.get(document.id);
    const token = document.kind === "report" ? this.#token(`report\0${document.id}`) : waiting;
    if (document.day !== null) {
      for (const cell of document.cells)
        this.#countIn(cell, document.day, document, speaks, token, options.withItems);
    }
    if (!speaks) return { countedVoice: false, firstOfAuthor: false, epoch: null };
    return {
      countedVoice: token !== undefined,
      firstOfAuthor: this.#isFirst(document, token),
      epoch: this.#epoch,
    };
  }

  /** The changed days of this epoch, recomputed; call `saved` once they are written. */
  changed(): { readonly parts: readonly CellPart[]; readonly sources: readonly SourcePart[] } {
    const parts: CellPart[] = [];
    const sources: SourcePart[] = [];
    for (const [name, days] of this.#dirty) {
      const cellDays = this.#cells.get(name);
      if (!cellDays) continue;
      for (const day of days) this.#summarise(name, cellDays, day, parts, sources);
    }
    return { parts, sources };
  }

  saved(): void {
    this.#dirty.clear();
  }

  #begin(): void {
    this.#key = createSecretKey(randomBytes(32));
    this.#epoch = randomBytes(8).toString("hex");
    this.#bornMs = this.#realNowMs();
    this.#tokens = new Map();
    this.#waiting = new Map();
    this.#cells = new Map();
    this.#firstHeard = new Map();
    this.#firstInWeek = new Map();
    this.#anonymousInWeek = new Map();
    this.#dirty = new Map();
  }

  #hmac(text: string): string {
    return createHmac("sha256", this.#key).update(text).digest("base64url");
  }

  #token(text: string): number {
    const name = this.#hmac(text);
    let token = this.#tokens.get(name);
    if (token === undefined) {
      token = this.#tokens.size;
      this.#tokens.set(name, token);
    }
    return token;
  }

  #countIn(
    cell: { readonly topic: TopicId; readonly place: PlaceId },
    day: Day,
    document: CountedDocument,
    speaks: boolean,
    token: number | undefined,
    withItems: boolean,
  ): void {
    const name = `${cell.topic}\t${cell.place}\t${document.channel}`;
    const cellDay = getOrSet(getOrSet(this.#cells, name, newCellDays), day, newCellDay);
    const source = getOrSet(cellDay.bySource, document.sourceGroup, newSourceDay);
    if (withItems) {
      if (document.echo) source.echoes++;
      else source.items++;
    }
    if (speaks) {
      const voice = token ?? this.#token(`anonymous\0${document.sourceGroup}`);
      if (token === undefined) source.anonymous = true;
      else source.voices.add(token);
      if (document.polarity === "negative") cellDay.negative.add(voice);
      if (document.polarity !== "unclear") cellDay.toned.add(voice);
      if (cell.place !== WHOLE_AREA) {
        const heard = getOrSet(
          this.#firstHeard,
          `${cell.topic}\t${document.channel}`,
          () => new Map<Day, Map<number, PlaceId>>(),
        );
        const ofDay = getOrSet(heard, day, () => new Map<number, PlaceId>());
        if (!ofDay.has(voice)) {
          ofDay.set(voice, cell.place);
          this.#moveFirst(cell, day, document.channel, voice, heard);
        }
      }
    }
    const dirty = getOrSet(this.#dirty, name, () => new Set<Day>());
    // A voice without author may give way on later days, so more of them are looked at again.
    const reach = speaks && token === undefined ? 8 : 2;
    for (let offset = 0; offset <= reach; offset++) dirty.add(addDays(day, offset));
  }

  /** A voice heard earlier than known gives up the place where later days counted it first: those are written anew. */
  #moveFirst(
    cell: { readonly topic: TopicId; readonly place: PlaceId },
    day: Day,
    channel: CountingChannel,
    voice: number,
    heard: ReadonlyMap<Day, ReadonlyMap<number, PlaceId>>,
  ): void {
    for (const later of [1, 2]) {
      const other = heard.get(addDays(day, later))?.get(voice);
      if (other === undefined || other === cell.place) continue;
      const dirty = getOrSet(this.#dirty, `${cell.topic}\t${other}\t${channel}`, () => new Set<Day>());
      for (let offset = later; offset <= 2; offset++) dirty.add(addDays(day, offset));
    }
  }

  /**
   * The bit "first of its author in its published week". A text without author takes its source's one anonymous bit of
   * the week, and the first author heard there gives his up for it, since he may be the one who wrote it.
   */
  #isFirst(document: CountedDocument, token: number | undefined): boolean {
    const anonymousKey = `${document.week}\t${document.sourceGroup}`;
    if (token === undefined) {
      const anyAuthor = this.#firstInWeek.has(`${anonymousKey}\tany`);
      if (anyAuthor) return false;
      return getOrSet(this.#anonymousInWeek, anonymousKey, () => document.id) === document.id;
    }
    const first = getOrSet(this.#firstInWeek, `${document.week}\t${token}`, () => document.id);
    if (first !== document.id) return false;
    const opener = getOrSet(this.#firstInWeek, `${anonymousKey}\tany`, () => document.id);
    return !(opener === document.id && this.#anonymousInWeek.has(anonymousKey));
  }

  #summarise(name: string, cellDays: CellDays, day: Day, parts: CellPart[], sources: SourcePart[]): void {
    const [topic, place, channel] = name.split("\t") as [TopicId, PlaceId, CountingChannel];
    const key: CellKey = { topic, place, channel, day };
    const window = this.#voicesOf(cellDays, day);
    const today = cellDays.get(day);
    if (window.all.size === 0 && today === undefined) return;
    let voices = 0;
    if (today) {
      const distinct = new Set<number>();
      for (const [group, source] of today.bySource) {
        for (const voice of source.voices) distinct.add(voice);
        if (this.#anonymousCounts(cellDays, group, day)) distinct.add(this.#token(`anonymous\0${group}`));
      }
      voices = distinct.size;
    }
    const negative = this.#within(cellDays, day, window.all, (cell) => cell.negative);
    const toned = this.#within(cellDays, day, window.all, (cell) => cell.toned);
    const firstHeard72h =
      place === WHOLE_AREA ? window.all.size : this.#firstHeardHere(topic, channel, place, day, window.all);
    parts.push({
      ...key,
      epoch: this.#epoch,
      voices,
      voices72h: window.all.size,
      negative72h: negative,
      toned72h: toned,
      firstHeard72h,
    });
    for (const [group, voices72h] of window.bySource) {
      const source = today?.bySource.get(group);
      sources.push({
        ...key,
        sourceGroup: group,
        part: this.#epoch,
        items: source?.items ?? 0,
        echoes: source?.echoes ?? 0,
        voices72h,
      });
    }
  }

  /** Distinct voices of the 72 hours: a source's anonymous one only where the source has no other in them. */
  #voicesOf(
    cellDays: CellDays,
    day: Day,
  ): { readonly all: ReadonlySet<number>; readonly bySource: ReadonlyMap<string, number> } {
    const bySource = new Map<string, { voices: Set<number>; anonymous: boolean }>();
    for (const offset of WINDOW) {
      for (const [group, source] of cellDays.get(addDays(day, offset))?.bySource ?? []) {
        const entry = getOrSet(bySource, group, () => ({ voices: new Set<number>(), anonymous: false }));
        for (const voice of source.voices) entry.voices.add(voice);
        entry.anonymous ||= source.anonymous;
      }
    }
    const all = new Set<number>();
    const counts = new Map<string, number>();
    for (const [group, entry] of bySource) {
      if (entry.voices.size === 0 && entry.anonymous) entry.voices.add(this.#token(`anonymous\0${group}`));
      for (const voice of entry.voices) all.add(voice);
      counts.set(group, entry.voices.size);
    }
    return { all, bySource: counts };
  }

  /** Whether a source's anonymous voice counts on a day: no author of that source, nor another anonymous one, in 72 hours. */
  #anonymousCounts(cellDays: CellDays, group: string, day: Day): boolean {
    const at = (when: Day): SourceDay | undefined => cellDays.get(when)?.bySource.get(group);
    let first = day;
    while (at(addDays(first, -1))?.anonymous || at(addDays(first, -2))?.anonymous) first = addDays(first, -1);
    let lastCounted: Day | null = null;
    for (let when = first; when <= day; when = addDays(when, 1)) {
      const authored = WINDOW.some((offset) => (at(addDays(when, offset))?.voices.size ?? 0) > 0);
      const repeated = lastCounted !== null && lastCounted >= addDays(when, -2);
      if (at(when)?.anonymous && !authored && !repeated) lastCounted = when;
    }
    return lastCounted === day;
  }

  #within(
    cellDays: CellDays,
    day: Day,
    all: ReadonlySet<number>,
    of: (cell: CellDay) => ReadonlySet<number>,
  ): number {
    const found = new Set<number>();
    for (const offset of WINDOW) {
      const cell = cellDays.get(addDays(day, offset));
      if (cell) for (const voice of of(cell)) if (all.has(voice)) found.add(voice);
    }
    return found.size;
  }

  #firstHeardHere(
    topic: TopicId,
    channel: CountingChannel,
    place: PlaceId,
    day: Day,
    all: ReadonlySet<number>,
  ): number {
    const heard = this.#firstHeard.get(`${topic}\t${channel}`);
    let count = 0;
    for (const voice of all) {
      for (const offset of WINDOW) {
        const first = heard?.get(addDays(day, offset))?.get(voice);
        if (first === undefined) continue;
        if (first === place) count++;
        break;
      }
    }
    return count;
  }
}

function newCellDays(): CellDays {
  return new Map();
}
function newCellDay(): CellDay {
  return { bySource: new Map(), negative: new Set(), toned: new Set() };
}
function newSourceDay(): SourceDay {
  return { voices: new Set(), anonymous: false, items: 0, echoes: 0 };
}
function getOrSet<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const existing = map.get(key);
  if (existing !== undefined) return existing;
  const made = make();
  map.set(key, made);
  return made;
}
