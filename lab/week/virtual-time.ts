import type { Timers } from "../../crawlers/fetcher/host-pace.ts";

/** Time that stands still until somebody moves it. */
export interface VirtualTime extends Timers {
  /** When the next sleeper wakes; null when nobody sleeps. */
  nextWakeMs(): number | null;
  /** Sleepers now. */
  sleeping(): number;
  /** Moves the clock and wakes who is due, in order. Never backwards. */
  moveTo(ms: number): void;
}

export function createVirtualTime(startMs: number): VirtualTime {
  let nowMs = startMs;
  let sleepers: { readonly atMs: number; readonly wake: () => void }[] = [];
  return {
    nowMs: () => nowMs,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason);
        const sleeper = { atMs: Math.ceil(nowMs + Math.max(ms, 0)), wake: resolve };
        sleepers.push(sleeper);
        signal.addEventListener(
          "abort",
          () => {
            sleepers = sleepers.filter((other) => other !== sleeper);
            reject(signal.reason);
          },
          { once: true },
        );
      }),
    nextWakeMs: () => (sleepers.length === 0 ? null : Math.min(...sleepers.map(({ atMs }) => atMs))),
    sleeping: () => sleepers.length,
    moveTo: (ms) => {
      nowMs = Math.max(nowMs, ms);
      const due = sleepers.filter(({ atMs }) => atMs <= nowMs).sort((a, b) => a.atMs - b.atMs);
      sleepers = sleepers.filter(({ atMs }) => atMs > nowMs);
      for (const { wake } of due) wake();
    },
  };
}
