import type { SecretPlace, SourceSettings } from "../../config/schema.ts";
import { RetryableError } from "../../model/errors.ts";
import type { ApiAnswer } from "../fetcher/api-call.ts";
import type { Fetcher } from "../fetcher/fetcher.ts";
import type { Timers } from "../fetcher/host-pace.ts";
import { type QuotaMemory, quotaUse, spendQuota, untilNewQuotaMs } from "./quota.ts";
import { PlatformRefusal } from "./refusal.ts";

/** A pair of tokens of which the second replaces both when the first has ended. */
export interface TokenPair {
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** Where keys come from; read anew for every call, so that a changed file needs no restart. */
export interface Secrets {
  /** The secret without blanks around it; null when it is not there or empty. */
  read(place: SecretPlace): string | null;
  readTokens(file: string): TokenPair | null;
  /** Replaces the pair; throws when the file cannot be written, because the old pair is worth nothing by then. */
  writeTokens(file: string, tokens: TokenPair): void;
}

/** One question to an API. */
export interface ApiQuestion {
  /** Below the API's base, with a slash in front, or a whole address as it stands in an entry. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** What the call costs of the day's quota; 1 where not given. */
  readonly units?: number;
}

/** Calls of one source to its platform's API: key, quota, and rests are seen to. */
export interface PlatformApi {
  /** The whole address of a question, without any key: entries keep it. */
  addressOf(question: ApiQuestion): string;
  /** Throws `PlatformRefusal` "no-key" or "quota-exceeded", and like `Fetcher.call`. */
  ask(question: ApiQuestion, signal: AbortSignal): Promise<ApiAnswer>;
  /** Nobody asks in the name of this source for a while. */
  rest(ms: number): void;
}

/** How one platform takes its key. */
export interface PlatformAccess {
  readonly api: string;
  readonly credentials: (key: string) => Readonly<Record<string, string>>;
}

/** What calls need beside the source. */
export interface PlatformApiParts {
  readonly fetcher: Fetcher;
  readonly timers: Timers;
  readonly secrets: Secrets;
  readonly quotas: QuotaMemory;
}

/** Builds calls per source; rests are remembered in this process. */
export function createPlatformApis(
  parts: PlatformApiParts,
): (source: SourceSettings, access: PlatformAccess) => PlatformApi {
  const restUntil = new Map<string, number>();
  return (source, access) => {
    const base = (source.platform?.api ?? access.api).replace(/\/$/, "");
    const addressOf = (question: ApiQuestion): string => {
      const url = new URL(question.path.startsWith("/") ? base + question.path : question.path);
      for (const [name, value] of Object.entries(question.query ?? {})) url.searchParams.set(name, value);
      return url.href;
    };
    return {
      addressOf,
      rest: (ms) => void restUntil.set(source.id, parts.timers.nowMs() + ms),
      async ask(question, signal) {
        const key = keyOf(source, parts.secrets);
        checkRest(source, (restUntil.get(source.id) ?? 0) - parts.timers.nowMs());
        spend(source, question.units ?? 1, parts);
        return await parts.fetcher.call(
          {
            url: addressOf(question),
            hosts: [new URL(base).host],
            gapMs: source.pace.gapMs,
            credentials: access.credentials(key),
          },
          signal,
        );
      },
    };
  };
}

function keyOf(source: SourceSettings, secrets: Secrets): string {
  const { platform } = source;
  const renewed = platform?.refresh && secrets.readTokens(platform.refresh.tokens);
  const key = renewed?.accessToken ?? (platform && secrets.read(platform.key)) ?? null;
  if (key !== null) return key;
  const place =
    platform === undefined
      ? "platform.key"
      : "file" in platform.key
        ? `the file ${platform.key.file}`
        : `the variable ${platform.key.environment}`;
  throw new PlatformRefusal("no-key", `source ${source.id} has no key: ${place} is missing or empty`);
}

function checkRest(source: SourceSettings, waitMs: number): void {
  if (waitMs <= 0) return;
  throw new RetryableError(
    "platform-rest",
    `source ${source.id} has used most of what its platform grants; it goes on in ${Math.ceil(waitMs / 60_000)} minutes`,
    { retryAfterMs: waitMs, patient: true },
  );
}

function spend(source: SourceSettings, units: number, { quotas, timers }: PlatformApiParts): void {
  const limit = source.platform?.quotaPerDay ?? 0;
  const { units: used } = quotaUse(quotas, source.id, timers.nowMs());
  if (used + units > limit) {
    throw new PlatformRefusal(
      "quota-exceeded",
      `source ${source.id} has used its ${limit} units of the day (platform.quotaPerDay); it goes on when the platform counts anew`,
      untilNewQuotaMs(timers.nowMs()),
    );
  }
  spendQuota(quotas, source.id, timers.nowMs(), units);
}
