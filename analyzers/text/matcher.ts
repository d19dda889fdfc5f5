import { tokenize } from "./tokens.ts";

/** A phrase found: token indices, end exclusive, and what was stored under it. */
export interface PhraseMatch<T> {
  readonly from: number;
  readonly to: number;
  readonly value: T;
}

/** Grows by doubling and stays at most half full, so that a look-up rarely needs a second step. */
const FIRST_CAPACITY = 1024;

/**
 * Finds all of a large set of phrases in one pass over a token sequence. Built once, read by all; its cost grows with
 * the text and with the matches, not with the size of the lexicon (a trie over interned syllables, its edges in one
 * open-addressed table).
 */
export class PhraseMatcher<T> {
  readonly #ids = new Map<string, number>();
  readonly #values: (T[] | undefined)[] = [undefined];
  /** Child of the root by syllable id; 0 where no phrase begins with it. */
  #roots: number[] = [];
  #edgeCount = 0;
  #nodes = new Int32Array(FIRST_CAPACITY);
  #syllables = new Int32Array(FIRST_CAPACITY);
  #children = new Int32Array(FIRST_CAPACITY);

  /** Adds a phrase as written in a lexicon; several values may share one phrase. */
  add(phrase: string, value: T): void {
    this.addTokens(
      tokenize(phrase).map((token) => token.norm),
      value,
    );
  }

  addTokens(tokens: readonly string[], value: T): void {
    if (tokens.length === 0) return;
    let node = 0;
    for (const token of tokens) node = this.#childOrNew(node, this.#intern(token));
    const values = this.#values[node];
    if (values) values.push(value);
    else this.#values[node] = [value];
  }

  /** All matches, by start, shorter first: overlaps included, the caller decides. */
  match(tokens: readonly string[]): PhraseMatch<T>[] {
    const found: PhraseMatch<T>[] = [];
    const count = tokens.length;
    const ids = new Array<number>(count);
    for (let at = 0; at < count; at++) ids[at] = this.#ids.get(tokens[at] as string) ?? -1;
    for (let from = 0; from < count; from++) {
      const first = ids[from] as number;
      let node = first < 0 ? 0 : (this.#roots[first] ?? 0);
      let to = from + 1;
      while (node !== 0) {
        const values = this.#values[node];
        if (values) for (const value of values) found.push({ from, to, value });
        const next = to < count ? (ids[to] as number) : -1;
        node = next < 0 ? 0 : this.#child(node, next);
        to += 1;
      }
    }
    return found;
  }

  #intern(token: string): number {
    const known = this.#ids.get(token);
    if (known !== undefined) return known;
    const id = this.#ids.size;
    this.#ids.set(token, id);
    this.#roots.push(0);
    return id;
  }

  #childOrNew(node: number, id: number): number {
    const known = node === 0 ? (this.#roots[id] ?? 0) : this.#child(node, id);
    if (known !== 0) return known;
    const child = this.#values.length;
    this.#values.push(undefined);
    if (node === 0) this.#roots[id] = child;
    else this.#insert(node, id, child);
    return child;
  }

  #child(node: number, id: number): number {
    const mask = this.#nodes.length - 1;
    for (let slot = slotOf(node, id) & mask; ; slot = (slot + 1) & mask) {
      const at = this.#nodes[slot];
      if (at === 0) return 0;
      if (at === node && this.#syllables[slot] === id) return this.#children[slot] ?? 0;
    }
  }

  #insert(node: number, id: number, child: number): void {
    if (++this.#edgeCount * 2 > this.#nodes.length) this.#grow();
    const mask = this.#nodes.length - 1;
    let slot = slotOf(node, id) & mask;
    while (this.#nodes[slot] !== 0) slot = (slot + 1) & mask;
    this.#nodes[slot] = node;
    this.#syllables[slot] = id;
    this.#children[slot] = child;
  }

  #grow(): void {
    const [nodes, syllables, children] = [this.#nodes, this.#syllables, this.#children];
    this.#nodes = new Int32Array(nodes.length * 2);
    this.#syllables = new Int32Array(nodes.length * 2);
    this.#children = new Int32Array(nodes.length * 2);
    this.#edgeCount = 1;
    for (let slot = 0; slot < nodes.length; slot++) {
      const node = nodes[slot] ?? 0;
      if (node !== 0) this.#insert(node, syllables[slot] ?? 0, children[slot] ?? 0);
    }
  }
}

function slotOf(node: number, id: number): number {
  const mixed = Math.imul(node, 0x9e3779b1) ^ Math.imul(id + 1, 0x85ebca6b);
  return mixed ^ (mixed >>> 15);
}
