import { RetryableError } from "../../model/errors.ts";
import type { AnswerHeaders } from "../fetcher/answer.ts";
import type { ApiAnswer } from "../fetcher/api-call.ts";
import { at, isObject, listOf, numberOf } from "./json.ts";
import { PlatformRefusal } from "./refusal.ts";

/** Graph's codes for "too many calls": of the app, of the user, of the page, and a custom limit. */
const RATE = new Set([4, 17, 32, 613]);
/** Its limits count the last hour. */
const RATE_REST_MS = 3_600_000;
const PASSING = new Set([1, 2]);
/** From this share of a limit on, in percent, we leave the rest to the operator's other uses of the key. */
const ENOUGH_PERCENT = 90;
const ENOUGH_REST_MS = 15 * 60_000;

/** What a Graph answer that is no content means; its message may quote the token and is never repeated. */
export function refusalOf(answer: ApiAnswer, what: string): Error {
  const code = numberOf(at(answer.body, "error", "code"));
  const subcode = numberOf(at(answer.body, "error", "error_subcode"));
  if (code !== null && (RATE.has(code) || (code >= 80_000 && code < 80_020))) {
    const restMs = Math.max(regainMs(answer.headers) ?? 0, RATE_REST_MS);
    return new PlatformRefusal(
      "quota-exceeded",
      `${what}: Facebook grants no more calls for now (code ${code})`,
      restMs,
    );
  }
  if (code === 190 || code === 102) {
    return new PlatformRefusal(
      "no-key",
      `${what}: the page's token has ended or was withdrawn (code ${code}); make a new one and put it in its place`,
    );
  }
  if (code === 100 && subcode === 33) {
    return new PlatformRefusal("gone", `${what}: Facebook no longer has it, or hides it from this token`);
  }
  if (code === 803) return new PlatformRefusal("gone", `${what}: Facebook knows no such page`);
  if (code === 10 || code === 3 || (code !== null && code >= 200 && code < 300)) {
    return new PlatformRefusal(
      "no-key",
      `${what}: the token may not read this (code ${code}); it needs pages_read_engagement and pages_read_user_content for a page of your own, Page Public Content Access for another`,
    );
  }
  if (code !== null && !PASSING.has(code) && answer.status < 500) {
    return new PlatformRefusal("failing", `${what}: Facebook refuses the question (code ${code})`);
  }
  return new RetryableError(`http-${answer.status}`, `${what}: Facebook answered ${answer.status}`);
}

/** How long to rest because the answer's usage headers say that little is left; null while there is enough. */
export function restAskedFor(headers: AnswerHeaders): number | null {
  const app = parsed(headers["x-app-usage"]);
  const business = businessUse(headers);
  const shares = [app, ...business].flatMap((use) =>
    ["call_count", "total_time", "total_cputime"].map((name) => numberOf(at(use, name)) ?? 0),
  );
  if (Math.max(0, ...shares) < ENOUGH_PERCENT) return null;
  return Math.max(regainMs(headers) ?? 0, ENOUGH_REST_MS);
}

/** What Facebook estimates until calls are granted again; it tells minutes. */
function regainMs(headers: AnswerHeaders): number | null {
  const minutes = businessUse(headers).map((use) => numberOf(use.estimated_time_to_regain_access) ?? 0);
  const longest = Math.max(0, ...minutes);
  return longest === 0 ? null : longest * 60_000;
}

function businessUse(headers: AnswerHeaders) {
  const usage = parsed(headers["x-business-use-case-usage"]);
  return isObject(usage) ? Object.values(usage).flatMap(listOf) : [];
}

function parsed(header: string | undefined): unknown {
  try {
    return JSON.parse(header ?? "null") as unknown;
  } catch {
    return null;
  }
}
