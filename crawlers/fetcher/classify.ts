import type { AnswerHeaders, FetchResult } from "./answer.ts";
import { retryAfterMs } from "./retry-after.ts";

/** How long a host rests after a 429 or 503 that does not say how long. */
const DEFAULT_REST_MS = 60_000;

/** What one answer means. */
export type Verdict =
  | { readonly kind: "ok" }
  | { readonly kind: "not-modified" }
  | Extract<FetchResult, { kind: "refused" }>
  /** The whole host is left alone for `restMs`, then tried again. */
  | { readonly kind: "rest"; readonly code: string; readonly problem: string; readonly restMs: number }
  | {
      readonly kind: "retry";
      readonly code: string;
      readonly problem: string;
      readonly afterMs: number | null;
    };

/** What an answer means for us: status and headers in, decision and sentence out. Redirects are dealt with before. */
export function judgeAnswer(status: number, headers: AnswerHeaders, address: string, nowMs: number): Verdict {
  const answered = `${address} answered ${status}`;
  if (isChallenge(headers)) {
    return {
      kind: "refused",
      state: "challenge",
      problem: `${answered} with a browser challenge; ask the site's owner to let LangNghe through`,
    };
  }
  if (/(?:^|[\s,])__stat="?BLOCK/i.test(headers["set-cookie"] ?? "")) {
    return {
      kind: "refused",
      state: "blocked",
      problem: `${answered} and marks us as blocked; ask its owner`,
    };
  }
  const waitMs = retryAfterMs(headers["retry-after"] ?? null, headers.date ?? null, nowMs);
  if (status === 429 || (status === 503 && waitMs !== null)) {
    const restMs = waitMs ?? DEFAULT_REST_MS;
    return {
      kind: "rest",
      code: status === 429 ? "too-many-requests" : "unavailable",
      problem: `${answered}; its host rests for ${Math.ceil(restMs / 1000)} s`,
      restMs,
    };
  }
  if (status === 304) return { kind: "not-modified" };
  if (status >= 200 && status < 300) return { kind: "ok" };
  if (status === 401 || status === 407) {
    return { kind: "refused", state: "login-required", problem: `${answered}: it asks for a login` };
  }
  if (status === 403 || status === 451) {
    return { kind: "refused", state: "blocked", problem: `${answered}: the site refuses us; ask its owner` };
  }
  if (status === 404 || status === 410) {
    return { kind: "refused", state: "gone", problem: `${answered}: the page is gone` };
  }
  if (status >= 500 || status === 408 || status === 425) {
    return { kind: "retry", code: `http-${status}`, problem: answered, afterMs: waitMs };
  }
  return { kind: "refused", state: "gone", problem: `${answered}: nothing to read there` };
}

/** Cloudflare and AWS say by a header that they want a browser's answer. */
function isChallenge(headers: AnswerHeaders): boolean {
  return (
    /challenge/i.test(headers["cf-mitigated"] ?? "") ||
    /challenge|captcha/i.test(headers["x-amzn-waf-action"] ?? "")
  );
}
