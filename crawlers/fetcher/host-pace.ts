import { RetryableError } from "../../model/errors.ts";

/** What waits: real time in production; tests hand in one whose `sleep` moves its own `nowMs`. */
export interface Timers {
  nowMs(): number;
  /** Resolves after `ms`; rejects with the signal's reason when it is aborted first. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/**
 * The one clock of each host, shared by every source and worker that reads it. In process here; in Redis at scale.
 * A host is `name` or `name:port`, as `URL.host` writes it.
 */
export interface HostPace {
  /**
   * Waits for this caller's turn: starts on one host are at least `gapMs` apart. Throws `RetryableError` "host-paused"
   * (with `retryAfterMs`) instead of waiting when the host asked for a longer rest than a worker should sit through.
   */
  take(host: string, gapMs: number, signal: AbortSignal): Promise<void>;
  /** Nobody starts on this host before `untilMs` (same clock as `Timers.nowMs`); a shorter pause never shortens a longer one. */
  pause(host: string, untilMs: number): void;
}

/** A longer pause than this sends the job back to its queue rather than blocking a worker. */
const LONGEST_WAIT_MS = 60_000;

interface HostState {
  lastStartMs: number;
  lastGapMs: number;
  pausedUntilMs: number;
  /** Grows with every pause: whoever reserved a turn before it reserves again. */
  pauses: number;
}

/** Timers of the real world. */
export function realTimers(): Timers {
  return {
    nowMs: () => Date.now(),
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason);
        const onAbort = () => {
          clearTimeout(timer);
          reject(signal.reason);
        };
        const timer = setTimeout(() => {
          signal.removeEventListener("abort", onAbort);
          resolve();
        }, ms);
        signal.addEventListener("abort", onAbort, { once: true });
      }),
  };
}

/** Paces hosts within one process. */
export function createHostPace(timers: Timers = realTimers()): HostPace {
  const hosts = new Map<string, HostState>();
  const stateOf = (host: string): HostState => {
    const known = hosts.get(host);
    if (known) return known;
    const fresh = { lastStartMs: Number.NEGATIVE_INFINITY, lastGapMs: 0, pausedUntilMs: 0, pauses: 0 };
    hosts.set(host, fresh);
    return fresh;
  };

  async function take(host: string, gapMs: number, signal: AbortSignal): Promise<void> {
    const state = stateOf(host);
    for (;;) {
      signal.throwIfAborted();
      refuseLongPause(host, state, timers.nowMs());
      const nowMs = timers.nowMs();
      const startMs = Math.max(
        nowMs,
        state.pausedUntilMs,
        state.lastStartMs + Math.max(gapMs, state.lastGapMs),
      );
      const { pauses } = state;
      state.lastStartMs = startMs;
      state.lastGapMs = gapMs;
      if (startMs > nowMs) await timers.sleep(startMs - nowMs, signal);
      if (state.pauses === pauses) return;
    }
  }

  function pause(host: string, untilMs: number): void {
    const state = stateOf(host);
    if (untilMs <= state.pausedUntilMs) return;
    state.pausedUntilMs = untilMs;
    // Turns already given out are void: the first to wake reserves the first turn after the pause.
    state.lastStartMs = untilMs - state.lastGapMs;
    state.pauses += 1;
  }

  return { take, pause };
}

function refuseLongPause(host: string, state: HostState, nowMs: number): void {
  const waitMs = state.pausedUntilMs - nowMs;
  if (waitMs <= LONGEST_WAIT_MS) return;
  throw new RetryableError(
    "host-paused",
    `host ${host} asked to be left alone for another ${Math.ceil(waitMs / 1000)} s`,
    { retryAfterMs: waitMs },
  );
}
