import { normalizeSyllable } from "./tokens.ts";
import { isWrittenApart } from "./words-apart.ts";
import { type Atom, atomsOf } from "./words-atoms.ts";
import { FREE_SYLLABLES } from "./words-free.ts";
import { nameEdges } from "./words-names.ts";
import { isReduplication } from "./words-reduplication.ts";

interface Branch {
  readonly next: Map<string, Branch>;
  /** What the word that ends here costs, or null. */
  cost: number | null;
}

/** The words a text is cut into, compiled for reading from left to right. */
export interface WordDictionary {
  readonly root: Branch;
  readonly single: ReadonlySet<string>;
}

/** A word that may stand in the text, from one atom to before another. */
export interface Edge {
  readonly start: number;
  readonly end: number;
  readonly cost: number;
}

/** The cheapest reading that ends with one edge. */
interface Reading {
  readonly edge: Edge;
  readonly before: Reading | null;
  readonly total: number;
}

/*
 * What a word costs, chosen by reading sentences aloud, not fitted: one known word of several syllables is the measure;
 * a syllable that lives alone is a little cheaper, so that two of them lose to one word but win over a word and a torn-off
 * syllable; a syllable that does not live alone is dearest.
 */
const COMPOUND = 1;
const FREE = 0.75;
const KNOWN = 1.1;
const UNKNOWN = 1.3;
const REDUPLICATION = 1.25;
const SAME_WORD_TWICE = 0.4;
const LONGEST_WORD = 8;
const POWERS_OF_TEN = new Set(["nghìn", "ngàn", "triệu", "tỷ", "tỉ"]);

/** Compiles a list of words. Word groups that the treebank convention writes apart are left out. */
export function buildDictionary(words: Iterable<string>): WordDictionary {
  const single = new Set<string>();
  const compounds = new Map<string, readonly string[]>();
  for (const word of words) {
    const norms = word
      .normalize("NFC")
      .trim()
      .split(/[\s-]+/)
      .map(normalizeSyllable);
    if (norms.length === 1 && norms[0]) single.add(norms[0]);
    else if (norms.length > 1 && norms.length <= LONGEST_WORD) compounds.set(norms.join(" "), norms);
  }
  const root: Branch = { next: new Map(), cost: null };
  for (const norms of compounds.values()) {
    if (!isWrittenApart(norms, (key) => compounds.has(key), isFree)) insert(root, norms);
  }
  return { root, single };
}

function isFree(norm: string): boolean {
  return FREE_SYLLABLES.has(norm);
}

function insert(root: Branch, norms: readonly string[]): void {
  let branch = root;
  for (const norm of norms) {
    let next = branch.next.get(norm);
    if (!next) {
      next = { next: new Map(), cost: null };
      branch.next.set(norm, next);
    }
    branch = next;
  }
  branch.cost = COMPOUND;
}

/**
 * Cuts a text into words, in order and complete but for white space: the syllables of a word joined by one space, as
 * written; a mark, a number or an emoji is a word of its own. The cheapest reading of the whole wins, not the longest word.
 */
export function segment(text: string, dictionary: WordDictionary): string[] {
  const atoms = atomsOf(text);
  if (atoms.length === 0) return leftovers(text);
  return wordsOf(text, atoms, cheapestEdges(atoms, dictionary));
}

function leftovers(text: string): string[] {
  const rest = text.replace(/\s+/g, "");
  return rest === "" ? [] : [rest];
}

function cheapestEdges(atoms: readonly Atom[], dictionary: WordDictionary): Edge[] {
  const names = nameEdges(atoms, dictionary.single);
  const endings: Reading[][] = Array.from({ length: atoms.length + 1 }, () => []);
  for (let at = 0; at < atoms.length; at += 1) {
    const before = endings[at] ?? [];
    for (const edge of edgesFrom(atoms, at, dictionary))
      endings[edge.end]?.push(cheapest(atoms, before, edge));
    for (const edge of names[at] ?? []) endings[edge.end]?.push(cheapest(atoms, before, edge));
  }
  let reading: Reading | null = null;
  for (const candidate of endings[atoms.length] ?? [])
    if (reading === null || candidate.total < reading.total) reading = candidate;
  const edges: Edge[] = [];
  for (; reading !== null; reading = reading.before) edges.push(reading.edge);
  return edges.reverse();
}

function cheapest(atoms: readonly Atom[], before: readonly Reading[], edge: Edge): Reading {
  let best: Reading | null = null;
  let total = Number.POSITIVE_INFINITY;
  for (const reading of before) {
    const cost = reading.total + (isSameWord(atoms, reading.edge, edge) ? SAME_WORD_TWICE : 0);
    if (cost < total) {
      best = reading;
      total = cost;
    }
  }
  return { edge, before: best, total: (best === null ? 0 : total) + edge.cost };
}

/** "học sinh học sinh học": a word right after itself is a less likely reading. */
function isSameWord(atoms: readonly Atom[], a: Edge, b: Edge): boolean {
  const size = a.end - a.start;
  if (size < 2 || size !== b.end - b.start) return false;
  for (let index = 0; index < size; index += 1)
    if (atoms[a.start + index]?.norm !== atoms[b.start + index]?.norm) return false;
  return true;
}

function edgesFrom(atoms: readonly Atom[], at: number, dictionary: WordDictionary): Edge[] {
  const first = atoms[at];
  if (!first || first.norm === null) return quantityEdges(atoms, at);
  const edges: Edge[] = [{ start: at, end: at + 1, cost: costAlone(first.norm, dictionary) }];
  let branch = dictionary.root.next.get(first.norm);
  for (let end = at + 1; branch && end < atoms.length; end += 1) {
    const atom = atoms[end];
    if (!atom?.follows || atom.norm === null) break;
    branch = branch.next.get(atom.norm);
    if (branch?.cost != null) edges.push({ start: at, end: end + 1, cost: branch.cost });
  }
  const second = atoms[at + 1];
  if (second?.follows && second.norm !== null && isReduplication(first.norm, second.norm))
    edges.push({ start: at, end: at + 2, cost: REDUPLICATION });
  if (second?.follows && second.isMonth && first.norm === "tháng")
    edges.push({ start: at, end: at + 2, cost: COMPOUND });
  return edges;
}

/** Digits and the power of ten in letters are one number ("10 triệu"), as is a month with its figure ("tháng 4"). */
function quantityEdges(atoms: readonly Atom[], at: number): Edge[] {
  const edges: Edge[] = [{ start: at, end: at + 1, cost: FREE }];
  const next = atoms[at + 1];
  if (atoms[at]?.isNumber && next?.follows && POWERS_OF_TEN.has(next.norm ?? ""))
    edges.push({ start: at, end: at + 2, cost: COMPOUND });
  return edges;
}

function costAlone(norm: string, { single }: WordDictionary): number {
  if (FREE_SYLLABLES.has(norm)) return FREE;
  return single.has(norm) ? KNOWN : UNKNOWN;
}

/** Writes the words as the text has them; invisible characters between two words stay with the one before. */
function wordsOf(text: string, atoms: readonly Atom[], edges: readonly Edge[]): string[] {
  let from = 0;
  return edges.map((edge, index) => {
    const last = index === edges.length - 1;
    const until = last ? text.length : (atoms[edge.end]?.start ?? text.length);
    const pieces: string[] = [];
    for (let at = edge.start; at < edge.end; at += 1) {
      const begin = at === edge.start ? from : (atoms[at]?.start ?? from);
      const stop = at === edge.end - 1 ? until : (atoms[at + 1]?.start ?? until);
      pieces.push(text.slice(begin, stop).replace(/\s+/g, ""));
    }
    from = until;
    return pieces.join(" ");
  });
}
