import { tokenize } from "./tokens.ts";

/**
 * What is remembered of a text to recognise its copies; plain JSON, and not enough to read the text back from.
 * Everything is computed over syllables without diacritics, so that a copy typed without them is found.
 */
export interface Fingerprint {
  /** 64 bits in hex over all syllables: equal for copies that differ in case, marks, punctuation or emoji only. */
  readonly exact: string;
  readonly syllables: number;
  /** Distinct pairs of neighbouring syllables. */
  readonly pairs: number;
  /** The smallest hashes of those pairs, ascending: all of them for a short text, a fair sample of a long one. */
  readonly sketch: readonly number[];
  /** 64-bit SimHash over runs of three syllables, in hex; null for texts under 50 syllables, where it says nothing. */
  readonly simhash: string | null;
  /** The smallest hashes of runs of three syllables: the keys under which copies meet. */
  readonly keys: readonly number[];
}

const SKETCH_SIZE = 64;
const KEY_COUNT = 8;
const SIMHASH_FROM_SYLLABLES = 50;
/** Bits of 64: the distance at which web pages are taken for copies (Manku, Jain and Das Sarma 2007). */
const SIMHASH_DISTANCE = 3;
/** Under this, equal words are agreement ("đúng rồi"), not copying. */
const SHORTEST_COPY = 4;
/** Under this, a changed syllable changes the matter; only an equal text is a copy. */
const SHORTEST_NEAR_COPY = 7;
/** Shared pairs of all pairs. Measured on edits in the tests: copies lie above 0.5, other comments on a subject below 0.3. */
const RESEMBLANCE = 0.45;
/** Of texts so short that one other syllable is another village or another day. */
const RESEMBLANCE_SHORT = 0.65;
/** Shared pairs of the shorter text, for a cut or quoted copy not under 40 % of the longer one. */
const CONTAINMENT = 0.75;
const SIZE_RATIO = 0.4;
const SHORTEST_CUT = 12;

/** Everyday short forms that writers swap when they repeat a text; folded, since fingerprints are. */
const SHORT_FORMS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    k: "khong",
    ko: "khong",
    kh: "khong",
    kg: "khong",
    hok: "khong",
    dc: "duoc",
    dk: "duoc",
    vs: "voi",
    j: "gi",
    ng: "nguoi",
    r: "roi",
    nc: "nuoc",
    bt: "biet",
    bit: "biet",
    bik: "biet",
    cx: "cung",
    z: "vay",
    h: "gio",
    lm: "lam",
    mn: "moi nguoi",
    ngta: "nguoi ta",
    ntn: "nhu the nao",
    nma: "nhung ma",
    trc: "truoc",
    vn: "viet nam",
    hp: "hai phong",
    ubnd: "uy ban nhan dan",
  }).map(([short, long]) => [short, long.split(" ")]),
);

/** Takes the fingerprint of a text. */
export function fingerprint(text: string): Fingerprint {
  const hashes = syllableHashes(text);
  const pairs = new Set<number>();
  const triples = new Set<number>();
  for (let at = 0; at + 1 < hashes.length; at++) {
    const pair = mix(hashes[at] ?? 0, hashes[at + 1] ?? 0);
    pairs.add(pair);
    if (at + 2 < hashes.length) triples.add(mix(pair, hashes[at + 2] ?? 0));
  }
  return {
    exact: exactHash(hashes),
    syllables: hashes.length,
    pairs: pairs.size,
    sketch: smallest(pairs, SKETCH_SIZE),
    simhash: hashes.length < SIMHASH_FROM_SYLLABLES ? null : simhash(triples),
    keys: smallest(triples, KEY_COUNT),
  };
}

/**
 * Keys under which to look up texts that may be copies of this one: two copies share at least one nearly always. A
 * shared key proves nothing; `nearDuplicate` decides. Whole numbers below 2^53.
 */
export function candidateKeys(print: Fingerprint): readonly number[] {
  return [Number.parseInt(print.exact.slice(0, 13), 16), ...print.keys];
}

/** True when one text is a copy, a near-copy, a cut or a quotation of the other. */
export function nearDuplicate(a: Fingerprint, b: Fingerprint): boolean {
  if (Math.min(a.syllables, b.syllables) < SHORTEST_COPY) return false;
  if (a.exact === b.exact) return true;
  if (Math.min(a.syllables, b.syllables) < SHORTEST_NEAR_COPY) return false;
  if (a.simhash && b.simhash && distance(a.simhash, b.simhash) <= SIMHASH_DISTANCE) return true;
  const alike = resemblance(a, b);
  const short = Math.min(a.syllables, b.syllables) < SHORTEST_CUT;
  if (alike >= (short ? RESEMBLANCE_SHORT : RESEMBLANCE)) return true;
  const [small, large] = a.pairs < b.pairs ? [a, b] : [b, a];
  if (small.syllables < SHORTEST_CUT || small.pairs < SIZE_RATIO * large.pairs) return false;
  const shared = (alike / (1 + alike)) * (a.pairs + b.pairs);
  return shared >= CONTAINMENT * small.pairs;
}

/** Share of the pairs of both texts that both hold, from their sketches (Broder's resemblance, bottom-k estimate). */
function resemblance(a: Fingerprint, b: Fingerprint): number {
  const whole = a.pairs <= SKETCH_SIZE && b.pairs <= SKETCH_SIZE;
  const size = whole ? Number.POSITIVE_INFINITY : SKETCH_SIZE;
  let [left, right, union, shared] = [0, 0, 0, 0];
  while (union < size && (left < a.sketch.length || right < b.sketch.length)) {
    const one = a.sketch[left] ?? Number.POSITIVE_INFINITY;
    const other = b.sketch[right] ?? Number.POSITIVE_INFINITY;
    if (one === other) shared++;
    if (one <= other) left++;
    if (other <= one) right++;
    union++;
  }
  return union === 0 ? 0 : shared / union;
}

function syllableHashes(text: string): number[] {
  const hashes: number[] = [];
  for (const { kind, folded } of tokenize(text)) {
    if (kind !== "word" && kind !== "number") continue;
    const long = SHORT_FORMS.get(folded);
    if (long === undefined) hashes.push(hashText(folded));
    else for (const syllable of long) hashes.push(hashText(syllable));
  }
  return hashes;
}

/** FNV-1a, 32 bits, with a last stirring so that its smallest values are a fair sample. */
function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return stir(hash);
}

function stir(value: number): number {
  let hash = value ^ (value >>> 16);
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function mix(left: number, right: number): number {
  return stir(Math.imul(left, 0x9e3779b1) + right);
}

function exactHash(hashes: readonly number[]): string {
  let [low, high] = [0x12345678, 0x9abcdef0];
  for (const hash of hashes) {
    low = mix(low, hash);
    high = mix(high ^ 0x5bd1e995, hash);
  }
  return hex(high) + hex(low);
}

function simhash(triples: ReadonlySet<number>): string {
  const votes = new Int32Array(64);
  for (const low of triples) {
    const high = stir(low ^ 0x5bd1e995);
    for (let bit = 0; bit < 32; bit++) {
      votes[bit] = (votes[bit] ?? 0) + ((low >>> bit) & 1) * 2 - 1;
      votes[bit + 32] = (votes[bit + 32] ?? 0) + ((high >>> bit) & 1) * 2 - 1;
    }
  }
  let [low, high] = [0, 0];
  for (let bit = 0; bit < 32; bit++) {
    if ((votes[bit] ?? 0) > 0) low |= 1 << bit;
    if ((votes[bit + 32] ?? 0) > 0) high |= 1 << bit;
  }
  return hex(high >>> 0) + hex(low >>> 0);
}

function hex(value: number): string {
  return value.toString(16).padStart(8, "0");
}

function distance(a: string, b: string): number {
  let bits = BigInt(`0x${a}`) ^ BigInt(`0x${b}`);
  let count = 0;
  for (; bits > 0n; bits &= bits - 1n) count++;
  return count;
}

function smallest(hashes: ReadonlySet<number>, count: number): number[] {
  const sorted = Uint32Array.from(hashes).sort();
  return [...sorted.subarray(0, count)];
}
