import { randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const KEY_BYTES = 32;

/**
 * The key that signs links in mails, made at the first need. It lies in a file of its own beside the state, so that
 * neither a backup nor the state's tables can make a link.
 */
export function linkKey(dataDir: string): () => Uint8Array {
  let key: Uint8Array | null = null;
  return () => {
    key ??= readOrMake(join(dataDir, "links.key"));
    return key;
  };
}

/** Of two processes that make it at once, the first one's holds. */
function readOrMake(file: string): Uint8Array {
  try {
    writeFileSync(file, `${randomBytes(KEY_BYTES).toString("base64url")}\n`, { flag: "wx", mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  const key = Buffer.from(readFileSync(file, "utf8").trim(), "base64url");
  if (key.length < KEY_BYTES)
    throw new Error(`${file} holds no key: remove it; links in mails sent before then end`);
  return key;
}
