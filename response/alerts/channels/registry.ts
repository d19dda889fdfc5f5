import { readFileSync } from "node:fs";
import type { Settings } from "../../../config/schema.ts";
import type { Channel } from "./channel.ts";
import { emailChannel } from "./email.ts";

/** What a channel is made from. */
export type ChannelSettings = Pick<Settings, "mail">;

/** Every channel there is; each makes itself where configuration has it, else gives null. */
const CHANNELS: readonly ((settings: ChannelSettings) => Channel | null)[] = [
  ({ mail }) => mail && emailChannel({ ...mail, password: passwordIn(mail.passwordFile) }, mail.from),
];

/** The channels that configuration has, by name. Throws an Error naming a password file that cannot be read. */
export function openChannels(settings: ChannelSettings): ReadonlyMap<string, Channel> {
  const channels = CHANNELS.map((make) => make(settings)).filter((channel) => channel !== null);
  return new Map(channels.map((channel) => [channel.name, channel]));
}

function passwordIn(file: string | null): string | null {
  if (file === null) return null;
  try {
    return readFileSync(file, "utf8").replace(/\r?\n$/, "");
  } catch (cause) {
    throw new Error(`mail.passwordFile: ${file} cannot be read; check its path and rights`, { cause });
  }
}
