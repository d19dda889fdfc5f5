import type { SourceSettings } from "../../config/schema.ts";
import type { Fetcher } from "../fetcher/fetcher.ts";
import { at, textOf } from "./json.ts";
import type { Secrets } from "./platform-api.ts";

/** Where Zalo renews tokens (OAuth version 4 for official accounts). */
const ENDPOINT = "https://oauth.zaloapp.com/v4/oa/access_token";

/** Replaces a token that has ended; false when the source is not set up for it or Zalo refuses. */
export type RenewTokens = (source: SourceSettings, signal: AbortSignal) => Promise<boolean>;

/**
 * Renews access tokens. A refresh token is good for one use, so the new pair is written before anything else is asked,
 * and two readings that find the token ended at once renew it once.
 */
export function createTokenRenewal(fetcher: Fetcher, secrets: Secrets): RenewTokens {
  const running = new Map<string, Promise<boolean>>();

  async function renew(source: SourceSettings, signal: AbortSignal): Promise<boolean> {
    const refresh = source.platform?.refresh;
    const tokens = refresh === undefined ? null : secrets.readTokens(refresh.tokens);
    const appKey = refresh === undefined ? null : secrets.read(refresh.appKey);
    if (refresh === undefined || tokens === null || appKey === null) return false;
    const url = refresh.endpoint ?? ENDPOINT;
    const form = { refresh_token: tokens.refreshToken, app_id: refresh.appId, grant_type: "refresh_token" };
    const request = { url, hosts: [new URL(url).host], gapMs: 0, credentials: { secret_key: appKey }, form };
    const { body } = await fetcher.call(request, signal);
    const accessToken = textOf(at(body, "access_token"));
    const refreshToken = textOf(at(body, "refresh_token"));
    if (accessToken === null || refreshToken === null) return false;
    secrets.writeTokens(refresh.tokens, { accessToken, refreshToken });
    return true;
  }

  return (source, signal) => {
    const pending = running.get(source.id);
    if (pending !== undefined) return pending;
    const renewing = renew(source, signal).finally(() => running.delete(source.id));
    running.set(source.id, renewing);
    return renewing;
  };
}
