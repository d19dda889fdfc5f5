import { PermanentError, RetryableError } from "../../model/errors.ts";

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

/** Waits what the host asked for, else 1 s, 4 s, 16 s… up to an hour. */
export function retryDelayMs(failure: Failure, attempt: number): number {
  return failure.retryAfterMs ?? Math.min(1000 * 4 ** (attempt - 1), 3_600_000);
}
