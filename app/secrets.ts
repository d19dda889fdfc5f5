import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import type { SecretPlace } from "../config/schema.ts";
import type { Secrets, TokenPair } from "../crawlers/platforms/platform-api.ts";

/** Reads keys from the files and variables that configuration names. */
export function secretsFrom(environment: Readonly<Record<string, string | undefined>>): Secrets {
  return {
    read: (place: SecretPlace) => {
      const text = "file" in place ? contentOf(place.file) : (environment[place.environment] ?? "");
      return text.trim() === "" ? null : text.trim();
    },
    readTokens: (file) => tokensIn(contentOf(file)),
    // Written beside and moved, so that a crash leaves the old pair or the new one, never half of one.
    writeTokens: (file, tokens) => {
      writeFileSync(`${file}.new`, `${JSON.stringify(tokens)}\n`, { mode: 0o600 });
      renameSync(`${file}.new`, file);
    },
  };
}

function contentOf(file: string): string {
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}

function tokensIn(text: string): TokenPair | null {
  try {
    const { accessToken, refreshToken } = JSON.parse(text) as Partial<TokenPair>;
    if (typeof accessToken !== "string" || typeof refreshToken !== "string") return null;
    return { accessToken, refreshToken };
  } catch {
    return null;
  }
}
