import { RetryableError } from "../../model/errors.ts";

/** What waits: real time in production; tests hand in one whose `sleep` moves its own `nowMs`. */
export interface Timers {
  nowMs(): number;
  /** Resolves after `ms`; rejects with the signal's reason when it is aborted first. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/** How a caller waits for its turn. */
export interface Turn {
  /** The longest wait in place; for a later turn the caller is told when to come back. */
  readonly patienceMs?: number;
  /** False for what may wait for days (an archive's old pages): turns of news go before it. */
  readonly urgent?: boolean;
}

/** How a host answered: well, with a plea to go slower (429, 503), or not at all (no connection). */
export type HostAnswer = "clean" | "strained" | "dead";

/**
 * The one clock of each host, shared by every source and worker that reads it. In process here; in Redis at scale.
 * A host is `name` or `name:port`, as `URL.host` writes it.
 */
export interface HostPace {
  /**
   * Waits for this caller's turn: starts on one host are at least `gapMs` apart, further apart where the host asked for
   * it. Throws a patient `RetryableError` with `retryAfterMs` instead of waiting longer than the turn's patience:
   * "host-busy" while others have their turn, "host-paused" while the host is left alone.
   */
  take(host: string, gapMs: number, signal: AbortSignal, turn?: Turn): Promise<void>;
  /** Nobody starts on this host before `untilMs` (same clock as `Timers.nowMs`); a shorter pause never shortens a longer one. */
  pause(host: string, untilMs: number): void;
  /** Strained hosts are read at twice the gap, clean ones a little faster again; dead ones are left alone for a while. */
  heard(host: string, answer: HostAnswer): void;
}

/** What outlives the process, so that no restart comes too early: the last start, the rest asked for, the widened gap. */
export interface HostClock {
  readonly lastStartMs: number;
  readonly lastGapMs: number;
  readonly pausedUntilMs: number;
  readonly slowGapMs: number;
}

/** Where the clocks of hosts are kept between processes. */
export interface PaceMemory {
  load(host: string): HostClock | null;
  save(host: string, clock: HostClock): void;
}

/** A longer rest than this sends the job back to its queue rather than blocking a worker. */
const LONGEST_WAIT_MS = 60_000;
/** Whoever is on its way waits for its turn at a slow host in place: to begin anew would only ask the host for more. */
const LONGEST_TURN_MS = 30 * 60_000;
/** No rest is longer (research, section 7): what a clock set wrong left behind is cut to it. */
const LONGEST_PAUSE_MS = 24 * 3_600_000;
/** A host that accepts no connection is left alone this long (story-indexer, research, section 1). */
const DEAD_HOST_MS = 10 * 60_000;
/**
 * 429 and 503 double the gap, from at least a second up to ten minutes; 25 clean answers take a tenth off (research, 7).
 * At a wide gap those take hours to come: an hour without a plea halves it too.
 */
const FIRST_SLOW_GAP_MS = 1000;
const LONGEST_SLOW_GAP_MS = 10 * 60_000;
const CLEAN_ANSWERS = 25;
const FASTER = 0.9;
const QUIET_MS = 3_600_000;
const MUCH_FASTER = 0.5;

interface HostState {
  lastStartMs: number;
  lastGapMs: number;
  pausedUntilMs: number;
  /** The gap after pleas to go slower; 0 when there were none. */
  slowGapMs: number;
  cleanAnswers: number;
  /** When the gap last changed or a plea was last heard. */
  changedMs: number;
  /** Answers that came before this moment belong to a plea already heard. */
  strainedUntilMs: number;
  /** The last turns promised to callers who were sent away: news, and the rest behind them. */
  newsEndMs: number;
  restEndMs: number;
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

/** Paces hosts within one process; `memory` carries their clocks over to the next. */
export function createHostPace(timers: Timers = realTimers(), memory: PaceMemory | null = null): HostPace {
  const hosts = new Map<string, HostState>();
  const stateOf = (host: string): HostState => {
    const known = hosts.get(host);
    if (known) return known;
    const fresh = freshState(memory?.load(host) ?? null, timers.nowMs());
    hosts.set(host, fresh);
    return fresh;
  };
  const save = (host: string, { lastStartMs, lastGapMs, pausedUntilMs, slowGapMs }: HostState): void =>
    memory?.save(host, { lastStartMs, lastGapMs, pausedUntilMs, slowGapMs });

  async function take(host: string, gapMs: number, signal: AbortSignal, turn: Turn = {}): Promise<void> {
    const state = stateOf(host);
    for (;;) {
      signal.throwIfAborted();
      const nowMs = timers.nowMs();
      const ownGapMs = Math.max(gapMs, state.slowGapMs);
      const startMs = startOf(host, state, ownGapMs, nowMs, turn);
      const { pauses } = state;
      state.lastStartMs = startMs;
      state.lastGapMs = ownGapMs;
      save(host, state);
      if (startMs > nowMs) await timers.sleep(startMs - nowMs, signal);
      if (state.pauses === pauses) return;
    }
  }

  function pause(host: string, untilMs: number): void {
    const state = stateOf(host);
    if (untilMs <= state.pausedUntilMs) return;
    state.pausedUntilMs = untilMs;
    // Turns already given out are void: the first to wake reserves the first turn after the pause.
    state.lastStartMs = Math.max(untilMs - state.lastGapMs, Math.min(state.lastStartMs, timers.nowMs()));
    state.pauses += 1;
    save(host, state);
  }

  function heard(host: string, answer: HostAnswer): void {
    const state = stateOf(host);
    const nowMs = timers.nowMs();
    if (answer === "dead") pause(host, nowMs + DEAD_HOST_MS);
    else if (answer === "strained") slowDown(state, nowMs);
    else speedUp(state, nowMs);
  }

  return { take, pause, heard };
}

function freshState(clock: HostClock | null, nowMs: number): HostState {
  return {
    lastStartMs: Math.min(clock?.lastStartMs ?? Number.NEGATIVE_INFINITY, nowMs + LONGEST_WAIT_MS),
    lastGapMs: clock?.lastGapMs ?? 0,
    pausedUntilMs: Math.min(clock?.pausedUntilMs ?? 0, nowMs + LONGEST_PAUSE_MS),
    slowGapMs: clock?.slowGapMs ?? 0,
    cleanAnswers: 0,
    changedMs: nowMs,
    strainedUntilMs: 0,
    newsEndMs: 0,
    restEndMs: 0,
    pauses: 0,
  };
}

/** When this caller may start; throws when that is later than it would wait for. */
function startOf(host: string, state: HostState, gapMs: number, nowMs: number, turn: Turn): number {
  const { patienceMs = LONGEST_TURN_MS, urgent = true } = turn;
  const restMs = state.pausedUntilMs - nowMs;
  if (restMs > Math.min(patienceMs, LONGEST_WAIT_MS))
    throw comeBack("host-paused", `host ${host} is to be left alone`, restMs);
  const freeMs = Math.max(nowMs, state.pausedUntilMs, state.lastStartMs + Math.max(gapMs, state.lastGapMs));
  const startMs = urgent || state.newsEndMs <= nowMs ? freeMs : Math.max(freeMs, state.newsEndMs + gapMs);
  if (startMs - nowMs <= patienceMs) return startMs;
  const promisedMs = Math.max(startMs, (urgent ? state.newsEndMs : state.restEndMs) + gapMs);
  if (urgent) state.newsEndMs = promisedMs;
  else state.restEndMs = promisedMs;
  throw comeBack("host-busy", `host ${host} is being read`, promisedMs - nowMs);
}

function comeBack(code: string, why: string, waitMs: number): RetryableError {
  const sentence = `${why} for another ${Math.ceil(waitMs / 1000)} s`;
  return new RetryableError(code, sentence, { retryAfterMs: waitMs, patient: true });
}

/** Several answers of one moment are one plea. */
function slowDown(state: HostState, nowMs: number): void {
  state.cleanAnswers = 0;
  state.changedMs = nowMs;
  if (nowMs < state.strainedUntilMs) return;
  const gapMs = Math.max(state.slowGapMs, state.lastGapMs, FIRST_SLOW_GAP_MS / 2) * 2;
  state.slowGapMs = Math.min(gapMs, LONGEST_SLOW_GAP_MS);
  state.strainedUntilMs = nowMs + state.slowGapMs;
}

function speedUp(state: HostState, nowMs: number): void {
  if (state.slowGapMs === 0) return;
  state.cleanAnswers += 1;
  const isQuiet = nowMs - state.changedMs >= QUIET_MS;
  if (state.cleanAnswers < CLEAN_ANSWERS && !isQuiet) return;
  state.cleanAnswers = 0;
  state.changedMs = nowMs;
  state.slowGapMs *= isQuiet ? MUCH_FASTER : FASTER;
  if (state.slowGapMs < FIRST_SLOW_GAP_MS) state.slowGapMs = 0;
}
