import type { Polarity } from "../model/document.ts";
import type { Day } from "../model/ids.ts";
import { addDays, weekdayOf } from "../model/time.ts";
import type { Bucket, BucketSize, Facet } from "./search-index.ts";

/**
 * Adds up a result set: documents by speaker, and for each key epoch and week the citizen documents that are their
 * author's first. The largest of these sums bounds the distinct voices from below (DESIGN section 5).
 */
export class Tally {
  institution = 0;
  citizen = 0;
  readonly #firsts = new Map<string, number>();

  /** `voiceCell` names epoch and week of a citizen document that is its author's first and no echo; else null. */
  add(speaker: "institution" | "citizen", voiceCell: string | null, count = 1): void {
    this[speaker] += count;
    if (voiceCell !== null) this.#firsts.set(voiceCell, (this.#firsts.get(voiceCell) ?? 0) + count);
  }

  get voices(): number {
    let most = 0;
    for (const sum of this.#firsts.values()) if (sum > most) most = sum;
    return most;
  }
}

/** The epoch and week in which a document counts as a voice; null where it counts as none. */
export function voiceCellOf(document: {
  readonly speaker: "institution" | "citizen";
  readonly firstOfAuthor: boolean;
  readonly epoch: string | null;
  readonly week: string;
  readonly echoOf: string | null;
}): string | null {
  const counts = document.speaker === "citizen" && document.firstOfAuthor && document.echoOf === null;
  return counts ? `${document.epoch ?? ""} ${document.week}` : null;
}

/** Topics with the families that they imply, each once. */
export function withFamilies(topics: readonly string[]): readonly string[] {
  const all = new Set<string>();
  for (const topic of topics) {
    all.add(topic);
    const slash = topic.indexOf("/");
    if (slash > 0) all.add(topic.slice(0, slash));
  }
  return [...all];
}

/** Facets, most documents first, then by value. */
export function facetsOf(tallies: ReadonlyMap<string, Tally>): readonly Facet[] {
  return [...tallies]
    .map(([value, { institution, citizen, voices }]) => ({ value, institution, citizen, voices }))
    .sort((a, b) => b.institution + b.citizen - a.institution - a.citizen || (a.value < b.value ? -1 : 1));
}

/** The first day of the bucket that holds a day. */
export function bucketStart(day: Day, size: BucketSize): Day {
  switch (size) {
    case "day":
      return day;
    case "week":
      return addDays(day, -weekdayOf(day));
    case "month":
      return `${day.slice(0, 7)}-01` as Day;
  }
}

function nextBucket(start: Day, size: BucketSize): Day {
  return bucketStart(addDays(start, size === "day" ? 1 : size === "week" ? 7 : 31), size);
}

interface OpenBucket {
  items: number;
  echoes: number;
  readonly tally: Tally;
  readonly byPolarity: Record<Polarity, number>;
}

/** Collects documents by the Vietnamese day of their publication into buckets without gaps. */
export class BucketCounter {
  readonly #size: BucketSize;
  readonly #buckets = new Map<Day, OpenBucket>();

  constructor(size: BucketSize) {
    this.#size = size;
  }

  add(entry: {
    readonly day: Day;
    readonly speaker: "institution" | "citizen";
    readonly polarity: Polarity;
    readonly echo: boolean;
    readonly voiceCell: string | null;
    readonly count: number;
  }): void {
    const start = bucketStart(entry.day, this.#size);
    let bucket = this.#buckets.get(start);
    if (bucket === undefined) {
      bucket = emptyBucket();
      this.#buckets.set(start, bucket);
    }
    if (entry.echo) {
      bucket.echoes += entry.count;
      return;
    }
    bucket.items += entry.count;
    bucket.byPolarity[entry.polarity] += entry.count;
    bucket.tally.add(entry.speaker, entry.voiceCell, entry.count);
  }

  /** First to last bucket that holds anything, the empty ones between them included. */
  buckets(): readonly Bucket[] {
    const starts = [...this.#buckets.keys()].sort();
    const [first] = starts;
    const last = starts.at(-1);
    if (first === undefined || last === undefined) return [];
    const result: Bucket[] = [];
    for (let start = first; start <= last; start = nextBucket(start, this.#size)) {
      const { items, echoes, tally, byPolarity } = this.#buckets.get(start) ?? emptyBucket();
      result.push({ start, items, echoes, voices: tally.voices, byPolarity });
    }
    return result;
  }
}

function emptyBucket(): OpenBucket {
  return {
    items: 0,
    echoes: 0,
    tally: new Tally(),
    byPolarity: { negative: 0, neutral: 0, positive: 0, unclear: 0 },
  };
}
