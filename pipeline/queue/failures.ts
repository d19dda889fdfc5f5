import { PermanentError, RetryableError } from "../../model/errors.ts";
import type { StageName } from "../topology.ts";

/** What happens to a job that failed, with the reason a person reads. */
export interface Failure {
  readonly kind: "retry" | "quarantine";
  /** True when nobody foresaw this error: it must be looked at. */
  readonly bug: boolean;
  readonly code: string;
  readonly reason: string;
  readonly retryAfterMs: number | null;
}

/** The class of an error says what happens next: retryable is tried again up to `maxAttempts`, the rest is quarantined. */
export function describeFailure(error: unknown, attempt: number, maxAttempts: number): Failure {
  if (error instanceof RetryableError) {
    const kind = attempt < maxAttempts ? "retry" : "quarantine";
    return { kind, bug: false, code: error.code, reason: error.message, retryAfterMs: error.retryAfterMs };
  }
  if (error instanceof PermanentError) {
    return { kind: "quarantine", bug: false, code: error.code, reason: error.message, retryAfterMs: null };
  }
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : "unknown error";
  return { kind: "quarantine", bug: true, code: "unexpected", reason, retryAfterMs: null };
}

/** A page that fails is given most of a night (30 s, 2 min, 8 min, 32 min, then every two hours); our own steps, minutes. */
const PATIENCE: Partial<
  Record<StageName, { readonly firstMs: number; readonly longestMs: number; readonly attempts: number }>
> = {
  collect: { firstMs: 30_000, longestMs: 2 * 3_600_000, attempts: 8 },
};
const USUAL = { firstMs: 1000, longestMs: 3_600_000, attempts: 5 };

/** Attempts before a retryable failure of this stage goes to quarantine too. */
export function attemptsOf(stage: StageName): number {
  return (PATIENCE[stage] ?? USUAL).attempts;
}

/** Waits what the host asked for, else the stage's first delay, four times as long after each attempt. */
export function retryDelayMs(failure: Failure, attempt: number, stage: StageName): number {
  const { firstMs, longestMs } = PATIENCE[stage] ?? USUAL;
  return failure.retryAfterMs ?? Math.min(firstMs * 4 ** (attempt - 1), longestMs);
}
