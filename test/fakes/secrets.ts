import type { Secrets, TokenPair } from "../../crawlers/platforms/platform-api.ts";

/** Secrets in memory: by the name of their file or variable; token pairs are rewritten in place. */
export function secretsInMemory(
  values: ReadonlyMap<string, string>,
  tokens = new Map<string, TokenPair>(),
): Secrets {
  return {
    read: (place) => values.get("file" in place ? place.file : place.environment) ?? null,
    readTokens: (file) => tokens.get(file) ?? null,
    writeTokens: (file, pair) => void tokens.set(file, pair),
  };
}
