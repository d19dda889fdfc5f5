/** Fields that a log line may carry: one list, so that nobody logs a person, a term or a secret by accident. */
export interface LogFields {
  readonly sourceId?: string;
  readonly documentId?: string;
  readonly hotSpotId?: string;
  readonly stage?: string;
  readonly attempt?: number;
  readonly durationMs?: number;
  readonly disposition?: string;
  readonly code?: string;
  readonly count?: number;
  readonly detail?: string;
}

/** A constant message plus fields. `error` means that a person must act. */
export interface Logger {
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  error(fields: LogFields, message: string): void;
}
