/** Neighbouring items that share a value. */
export interface Run<T> {
  readonly from: number;
  /** Inclusive. */
  readonly to: number;
  readonly value: T;
}

/** Joins neighbours of the same value into runs; null has none. */
export function runsOf<T, V extends string | number | boolean>(
  items: readonly T[],
  keyOf: (item: T) => V | null,
): readonly Run<V>[] {
  const runs: Run<V>[] = [];
  for (const [at, item] of items.entries()) {
    const value = keyOf(item);
    if (value === null) continue;
    const last = runs.at(-1);
    if (last !== undefined && last.to === at - 1 && last.value === value)
      runs[runs.length - 1] = { ...last, to: at };
    else runs.push({ from: at, to: at, value });
  }
  return runs;
}
