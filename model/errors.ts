/** A failure that may pass: the job is tried again. The sentence names the thing and what happened. */
export class RetryableError extends Error {
  readonly code: string;
  readonly retryAfterMs: number | null;
  /** Nothing was tried yet (a turn to wait for, a budget spent): waiting is no attempt. */
  readonly patient: boolean;
  constructor(
    code: string,
    message: string,
    options: { retryAfterMs?: number; patient?: boolean; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = "RetryableError";
    this.code = code;
    this.retryAfterMs = options.retryAfterMs ?? null;
    this.patient = options.patient ?? false;
  }
}

/** A failure that trying again cannot mend: the job goes to quarantine with this sentence. */
export class PermanentError extends Error {
  readonly code: string;
  constructor(code: string, message: string, options: { cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.name = "PermanentError";
    this.code = code;
  }
}

/** A mistake in what a person typed or sent (a query, an option, a file): shown to them as it stands, exit 2. */
export class UsageError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.name = "UsageError";
    this.code = code;
  }
}
