import { RetryableError } from "../../model/errors.ts";

/** Failures that concern the host, not the page: nobody tries it again for a while. */
const UNREACHABLE = new Set(["connect-timeout", "connection-refused", "unreachable", "dns"]);

/** True when a request failed because its host takes no connection. */
export function isHostDown(error: unknown): boolean {
  return error instanceof RetryableError && UNREACHABLE.has(error.code);
}

/** Counts how often in a row a host asked for a rest; answers that came during one rest are one refusal. */
export interface RefusalCount {
  count(host: string, nowMs: number, restMs: number): number;
  forget(host: string): void;
}

export function createRefusalCount(): RefusalCount {
  const hosts = new Map<string, { count: number; restUntilMs: number }>();
  return {
    count(host, nowMs, restMs) {
      const seen = hosts.get(host) ?? { count: 0, restUntilMs: 0 };
      const count = nowMs >= seen.restUntilMs ? seen.count + 1 : seen.count;
      hosts.set(host, { count, restUntilMs: nowMs + restMs });
      return count;
    },
    forget: (host) => void hosts.delete(host),
  };
}
