import pino from "pino";
import type { LogFields, Logger } from "../model/log.ts";

/** Structured lines on stderr for a running product. */
export function serviceLog(): Logger {
  const log = pino(
    { base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ fd: 2, sync: true }),
  );
  return {
    info: (fields, message) => log.info(fields, message),
    warn: (fields, message) => log.warn(fields, message),
    error: (fields, message) => log.error(fields, message),
  };
}

/** Sentences on stderr for a command that ends: only what a person should know. */
export function commandLog(err: (line: string) => void): Logger {
  const sentence = (fields: LogFields, message: string): string => {
    const parts = [fields.sourceId, fields.stage, fields.code, fields.detail].filter(
      (part) => part !== undefined && part !== "",
    );
    return parts.length === 0 ? message : `${message}: ${parts.join(", ")}`;
  };
  return {
    info: () => {},
    warn: (fields, message) => err(sentence(fields, message)),
    error: (fields, message) => err(sentence(fields, message)),
  };
}
