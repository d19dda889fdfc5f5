import { PermanentError, RetryableError } from "../../model/errors.ts";

/** What went wrong below HTTP, in a word that belongs after an address. */
const SENTENCES: Readonly<Record<string, readonly [code: string, sentence: string]>> = {
  UND_ERR_CONNECT_TIMEOUT: ["connect-timeout", "did not accept a connection in time"],
  UND_ERR_HEADERS_TIMEOUT: ["headers-timeout", "did not answer in time"],
  UND_ERR_BODY_TIMEOUT: ["body-timeout", "stopped sending in the middle of its answer"],
  UND_ERR_SOCKET: ["connection-lost", "closed the connection in the middle of its answer"],
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: ["truncated", "sent less than it announced"],
  ECONNRESET: ["connection-lost", "closed the connection"],
  ECONNREFUSED: ["connection-refused", "accepts no connection"],
  EHOSTUNREACH: ["unreachable", "cannot be reached"],
  ENETUNREACH: ["unreachable", "cannot be reached"],
  EPIPE: ["connection-lost", "closed the connection"],
  ETIMEDOUT: ["connect-timeout", "did not answer in time"],
  ENOTFOUND: ["dns", "has a host name that does not resolve"],
  EAI_AGAIN: ["dns", "has a host name that could not be resolved just now"],
};

/** Certificates that do not hold: nothing to retry; the operator installs the missing intermediate, never skips the check. */
const CERTIFICATE = /^(UNABLE_TO_|CERT_|DEPTH_ZERO|SELF_SIGNED|ERR_TLS_CERT)/;

/**
 * Turns a failure of the connection into an error that says what happens next. An abort by the caller comes back as the
 * caller's own reason; errors of ours pass unchanged.
 */
export function translateFailure(error: unknown, address: string, caller: AbortSignal): unknown {
  if (caller.aborted) return caller.reason;
  const own = ownError(error);
  if (own) return own;
  const code = codeOf(error);
  const known = SENTENCES[code];
  if (known) return new RetryableError(known[0], `${address} ${known[1]}`, { cause: error });
  if (CERTIFICATE.test(code)) {
    return new PermanentError(
      "certificate",
      `${address} has a certificate that does not verify (${code}); install its missing intermediate in the system`,
      { cause: error },
    );
  }
  if (code.startsWith("HPE_")) {
    return new RetryableError("bad-answer", `${address} answered with broken HTTP`, { cause: error });
  }
  if (error instanceof Error && /timeout|abort/i.test(error.name)) {
    return new RetryableError("timeout", `${address} took longer than a request may`, { cause: error });
  }
  return new RetryableError("transport", `${address} could not be read (${code || String(error)})`, {
    cause: error,
  });
}

function ownError(error: unknown): RetryableError | PermanentError | null {
  for (let current = error, depth = 0; current instanceof Error && depth < 5; depth += 1) {
    if (current instanceof RetryableError || current instanceof PermanentError) return current;
    current = current.cause;
  }
  return null;
}

function codeOf(error: unknown): string {
  for (let current = error, depth = 0; current instanceof Error && depth < 5; depth += 1) {
    const { code } = current as NodeJS.ErrnoException;
    if (typeof code === "string") return code;
    current = current instanceof AggregateError ? current.errors[0] : current.cause;
  }
  return "";
}
