import type { SourceSettings } from "../config/schema.ts";
import { PermanentError, RetryableError } from "../model/errors.ts";
import type { Collected, FeedEntry } from "./crawler.ts";

/** True when what is fetched are people's words: their addresses are told to nobody (promise 4). */
export function areCitizensWords(source: SourceSettings, entry: FeedEntry): boolean {
  return source.speaker === "citizen" || entry.target === "comments";
}

/** A sentence whose addresses are shortened to the site: enough to find the trouble, no link to anybody's words. */
function withoutAddresses(sentence: string): string {
  return sentence.replace(/https?:\/\/[^\s"'<>,;]+/g, (address) =>
    URL.canParse(address) ? `${new URL(address).origin}/…` : "…",
  );
}

/** What was collected, its sentences without addresses. The items are untouched: citizens' have none. */
export function discreetly(collected: Collected): Collected {
  return collected.kind === "done"
    ? { ...collected, problem: withoutAddresses(collected.problem) }
    : { ...collected, problems: collected.problems.map(withoutAddresses) };
}

/** The same failure with the same consequence, told without addresses; other errors pass unchanged. */
export function discreetError(error: unknown): unknown {
  if (error instanceof RetryableError) {
    const options = error.retryAfterMs === null ? {} : { retryAfterMs: error.retryAfterMs };
    return new RetryableError(error.code, withoutAddresses(error.message), options);
  }
  if (error instanceof PermanentError) return new PermanentError(error.code, withoutAddresses(error.message));
  return error;
}
