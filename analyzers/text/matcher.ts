import { tokenize } from "./tokens.ts";

/** A phrase found: token indices, end exclusive, and what was stored under it. */
export interface PhraseMatch<T> {
  readonly from: number;
  readonly to: number;
  readonly value: T;
}

/**
 * Finds all of a large set of phrases in one pass over a token sequence. Built once, read by all; its cost grows with
 * the text and with the matches, not with the size of the lexicon (a trie over interned syllables).
 */
export class PhraseMatcher<T> {
  readonly #ids = new Map<string, number>();
  readonly #edges = new Map<number, number>();
  readonly #values: (T[] | undefined)[] = [undefined];

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
    for (const token of tokens) {
      let id = this.#ids.get(token);
      if (id === undefined) {
        id = this.#ids.size;
        this.#ids.set(token, id);
      }
      const edge = node * 0x100000 + id;
      let next = this.#edges.get(edge);
      if (next === undefined) {
        next = this.#values.length;
        this.#values.push(undefined);
        this.#edges.set(edge, next);
      }
      node = next;
    }
    const values = this.#values[node];
    if (values) values.push(value);
    else this.#values[node] = [value];
  }

  /** All matches, by start, shorter first: overlaps included, the caller decides. */
  match(tokens: readonly string[]): PhraseMatch<T>[] {
    const ids = tokens.map((token) => this.#ids.get(token) ?? -1);
    const found: PhraseMatch<T>[] = [];
    for (let from = 0; from < ids.length; from++) {
      let node = 0;
      for (let at = from; at < ids.length; at++) {
        const id = ids[at];
        if (id === undefined || id < 0) break;
        const next = this.#edges.get(node * 0x100000 + id);
        if (next === undefined) break;
        node = next;
        const values = this.#values[node];
        if (values) for (const value of values) found.push({ from, to: at + 1, value });
      }
    }
    return found;
  }
}
