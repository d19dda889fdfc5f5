import type { Problem } from "./config.ts";
import { PLATFORM_SHAPES, type PlatformShape, type SourceSettings } from "./schema.ts";

/** The address of an account that the source's file gives as its feed, and an example that says how it looks. */
const ADDRESSES: Readonly<Record<PlatformShape, { readonly form: RegExp; readonly example: string }>> = {
  youtube: {
    form: /\/channel\/UC[\w-]{22}$|\/feeds\/videos\.xml\?channel_id=UC[\w-]{22}$/,
    example: "https://www.youtube.com/channel/UC… (the channel's id has 24 letters)",
  },
  "facebook-page": {
    form: /^https?:\/\/[^/]+\/[\w.-]+\/?$/,
    example: "https://www.facebook.com/ten-trang or https://www.facebook.com/1234567890",
  },
  "zalo-oa": { form: /^https?:\/\/[^/]+\/\d+\/?$/, example: "https://zalo.me/1234567890" },
};

/** True for a source that is read through its platform's API. */
function isPlatform(shape: SourceSettings["shape"]): shape is PlatformShape {
  return (PLATFORM_SHAPES as readonly string[]).includes(shape);
}

/** What a platform's source needs, and what no source may ask for: profiles, private groups, TikTok (promise 9). */
export function checkPlatform(source: SourceSettings, file: string): Problem[] {
  const found: Problem[] = [];
  const say = (path: string, value: string, remedy: string): void =>
    void found.push({ file, line: null, path, value, remedy });
  for (const address of source.feeds) {
    const closed = closedPlace(address);
    if (closed !== null) say("feeds", address, closed);
  }
  if (!isPlatform(source.shape)) {
    if (source.platform !== undefined)
      say("platform", source.shape, `is only for the shapes ${PLATFORM_SHAPES.join(", ")}; remove it`);
    return found;
  }
  const { form, example } = ADDRESSES[source.shape];
  for (const address of source.feeds) {
    if (!form.test(address)) say("feeds", address, `give the account's own address: ${example}`);
  }
  if (source.speaker !== "institution")
    say("speaker", source.speaker, "only accounts of registered bodies are read; a person's account is not");
  if (source.enabled && source.platform === undefined)
    say("platform.key", "", "say where the key lies (key: { file: … }), or set enabled: false");
  if (source.platform?.refresh !== undefined && source.shape !== "zalo-oa")
    say("platform.refresh", source.shape, "is only for zalo-oa; remove it");
  return found;
}

/** Why an address may not be listened to at all; null when nothing speaks against it. */
export function closedPlace(address: string): string | null {
  const { hostname, pathname } = new URL(address);
  if (/(^|\.)tiktok\.com$/.test(hostname))
    return "TikTok opens its data to researchers in the US and Europe only; there is no lawful way to read it here";
  if (/(^|\.)facebook\.com$/.test(hostname) && /^\/(groups|profile\.php|people)(\/|$)/.test(pathname))
    return "groups and profiles are not public; only pages of registered bodies are read, through their own key";
  return null;
}
