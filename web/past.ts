import { HISTORY_WINDOW_DAYS } from "../analyzers/hot-spots/inputs.ts";
import type { Cell } from "../model/cell.ts";
import type { Day } from "../model/ids.ts";
import { addDays, type Clock, dayOf, instantOf } from "../model/time.ts";
import type { CellStore } from "../state/cells.ts";

/** Closed days change only by late items: a screen may be this much behind them. */
export const KEPT_MS = 5 * 60_000;

/** The closed days that a comparison reads, up to yesterday. */
export interface Past {
  readonly from: Day;
  /** Yesterday. */
  readonly to: Day;
  readonly cells: readonly Cell[];
}

/**
 * Reads the closed days at most once in five minutes (and at once on a new day), so that pages which anybody may ask
 * for, as often as they like, do not each read months of cells.
 */
export function pastReader(cells: CellStore, now: Clock): () => Past {
  let kept: { readonly atMs: number; readonly past: Past } | null = null;
  return () => {
    const atMs = now().getTime();
    const to = addDays(dayOf(instantOf(now())), -1);
    const fresh = kept !== null && kept.past.to === to && atMs >= kept.atMs && atMs - kept.atMs < KEPT_MS;
    if (kept === null || !fresh) {
      const from = addDays(to, 1 - HISTORY_WINDOW_DAYS);
      kept = { atMs, past: { from, to, cells: cells.history(from, to) } };
    }
    return kept.past;
  };
}
