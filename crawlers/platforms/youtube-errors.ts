import { RetryableError } from "../../model/errors.ts";
import type { ApiAnswer } from "../fetcher/api-call.ts";
import { at, listOf, textOf } from "./json.ts";
import { untilNewQuotaMs } from "./quota.ts";
import { PlatformRefusal } from "./refusal.ts";

/** Reasons as the documents of the Data API list them, by what they mean for us. */
const QUOTA = new Set(["quotaExceeded", "dailyLimitExceeded", "dailyLimitExceededUnreg"]);
const TOO_FAST = new Set(["rateLimitExceeded", "userRateLimitExceeded"]);
const KEY = new Set([
  "keyInvalid",
  "keyExpired",
  "API_KEY_INVALID",
  "API_KEY_HTTP_REFERRER_BLOCKED",
  "API_KEY_IP_ADDRESS_BLOCKED",
  "API_KEY_SERVICE_BLOCKED",
  "SERVICE_DISABLED",
  "accessNotConfigured",
  "ipRefererBlocked",
  "authError",
  "required",
]);
const GONE = new Set([
  "videoNotFound",
  "playlistNotFound",
  "channelNotFound",
  "commentNotFound",
  "commentThreadNotFound",
  "playlistItemsNotAccessible",
  "channelClosed",
  "channelSuspended",
  "notFound",
]);
const TOO_FAST_REST_MS = 60_000;

/** What a YouTube answer that is no content means; its own words are not repeated, because they may quote the key. */
export function refusalOf(answer: ApiAnswer, what: string, nowMs: number): Error {
  const error = at(answer.body, "error");
  const reasons = [...listOf(at(error, "errors")), ...listOf(at(error, "details"))].map(
    ({ reason }) => textOf(reason) ?? "",
  );
  const is = (kind: ReadonlySet<string>): boolean => reasons.some((reason) => kind.has(reason));
  if (is(new Set(["commentsDisabled"]))) {
    return new PlatformRefusal("comments-disabled", `${what}: the channel takes no comments there`);
  }
  if (is(QUOTA)) {
    return new PlatformRefusal(
      "quota-exceeded",
      `${what}: the project's YouTube quota of the day is used up; it begins anew at midnight on the US Pacific coast`,
      untilNewQuotaMs(nowMs),
    );
  }
  if (is(TOO_FAST)) {
    return new RetryableError("rate-limited", `${what}: YouTube asks for fewer calls a minute`, {
      retryAfterMs: TOO_FAST_REST_MS,
    });
  }
  if (is(GONE) || answer.status === 404) {
    return new PlatformRefusal("gone", `${what}: YouTube no longer has it`);
  }
  if (is(KEY) || answer.status === 401 || answer.status === 403) {
    return new PlatformRefusal(
      "no-key",
      `${what}: YouTube does not accept the key (${shown(reasons)}); check that it is whole, that YouTube Data API v3 is switched on in its project, and that its restrictions let this machine in`,
    );
  }
  if (answer.status >= 500 || answer.status === 400) {
    return new RetryableError(
      `http-${answer.status}`,
      `${what}: YouTube answered ${answer.status} (${shown(reasons)})`,
    );
  }
  return new RetryableError("api-answer", `${what}: YouTube answered something that cannot be read`);
}

/** Reasons are words of the API; anything else is not shown. */
function shown(reasons: readonly string[]): string {
  return reasons.filter((reason) => /^[A-Za-z_]{3,60}$/.test(reason)).join(", ") || "no reason given";
}
