import type { StageName } from "../topology.ts";

/** One unit of work. `payload` is plain JSON with a version; never an account, a token or unredacted text. */
export interface Job {
  /** Stable: the same id while pending is the same job. */
  readonly id: string;
  readonly stage: StageName;
  readonly payload: unknown;
  /** 0 runs first; discovery of a priority source goes before the rest. */
  readonly priority: number;
  /** Not before this long after it is enqueued. */
  readonly delayMs?: number;
}

/**
 * How one job ended: follow-up jobs to enqueue with its acknowledgement, an error that says what happens next, or not at
 * all: its turn comes later, and waiting for it is no attempt.
 */
export type JobResult =
  | { readonly kind: "ok"; readonly followUps: readonly Job[] }
  | { readonly kind: "later"; readonly delayMs: number }
  | { readonly kind: "error"; readonly error: unknown };

/** Handles a batch of jobs; one result per job, in order. Throwing fails them all alike. */
export type JobHandler = (jobs: readonly Job[], signal: AbortSignal) => Promise<readonly JobResult[]>;

/**
 * Moves jobs between stages, at least once. A `RetryableError` is tried again with backoff, anything else goes to
 * quarantine with its reason. `close` waits for running jobs. Whoever opens it closes it.
 */
export interface JobQueue {
  enqueue(jobs: readonly Job[], options?: { readonly delayMs?: number }): Promise<void>;
  /** Up to `concurrency` batches at once, each of up to `batchSize` jobs (1 unless said otherwise). */
  consume(stage: StageName, handle: JobHandler, concurrency: number, batchSize?: number): void;
  close(): Promise<void>;
}
