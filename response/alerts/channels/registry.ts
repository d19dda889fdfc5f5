import { readFileSync } from "node:fs";
import type { SecretPlace, Settings } from "../../../config/schema.ts";
import type { Channel } from "./channel.ts";
import { emailChannel } from "./email.ts";
import { smsChannel } from "./sms.ts";
import { webhookChannel } from "./webhook.ts";
import { zaloOaChannel } from "./zalo-oa.ts";
import { znsChannel } from "./zns.ts";

/** What channels are made from. */
export interface ChannelParts {
  readonly settings: Pick<Settings, "mail"> & Partial<Pick<Settings, "channels">>;
  /** Reads a secret from where configuration says it lies; null where it is empty. */
  readonly secret: (place: SecretPlace) => string | null;
  /** How long the other side may stay silent; the channels' own patience unless given. */
  readonly answerTimeoutMs?: number;
}
type Patience = Pick<ChannelParts, "answerTimeoutMs">;

/** Every channel there is; each makes itself where configuration has it, else gives none. */
const CHANNELS: readonly ((parts: ChannelParts, patience: Patience) => readonly Channel[])[] = [
  ({ settings: { mail } }, patience) =>
    mail ? [emailChannel({ ...mail, password: passwordIn(mail.passwordFile), ...patience }, mail.from)] : [],
  ({ settings, secret }, patience) =>
    (settings.channels?.webhooks ?? []).map((place) =>
      webhookChannel({ ...place, secret: () => secret(place.secret), now: () => new Date(), ...patience }),
    ),
  ({ settings: { channels }, secret }, patience) =>
    channels?.zaloOa ? [zaloOaChannel({ ...withToken(channels.zaloOa, secret), ...patience })] : [],
  ({ settings: { channels }, secret }, patience) =>
    channels?.zns ? [znsChannel({ ...withToken(channels.zns, secret), ...patience })] : [],
  ({ settings: { channels }, secret }, patience) =>
    channels?.sms ? [smsChannel({ ...withToken(channels.sms, secret), ...patience })] : [],
];

/** The channels that configuration has, by name. Throws an Error naming a password file that cannot be read. */
export function openChannels(parts: ChannelParts): ReadonlyMap<string, Channel> {
  const patience = parts.answerTimeoutMs === undefined ? {} : { answerTimeoutMs: parts.answerTimeoutMs };
  const channels = CHANNELS.flatMap((make) => make(parts, patience));
  return new Map(channels.map((channel) => [channel.name, channel]));
}

function withToken<T extends { readonly token: SecretPlace; readonly api: string }>(
  place: T,
  secret: ChannelParts["secret"],
): Omit<T, "token"> & { readonly token: () => string | null } {
  return { ...place, api: place.api.replace(/\/+$/, ""), token: () => secret(place.token) };
}

function passwordIn(file: string | null): string | null {
  if (file === null) return null;
  try {
    return readFileSync(file, "utf8").replace(/\r?\n$/, "");
  } catch (cause) {
    throw new Error(`mail.passwordFile: ${file} cannot be read; check its path and rights`, { cause });
  }
}
