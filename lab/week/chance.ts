import { createHash } from "node:crypto";

/** A number in [0, 1) that hangs on its parts only: the same seed gives the same week, whoever asks and in what order. */
export function chance(...parts: readonly (string | number)[]): number {
  return createHash("sha1").update(parts.join("\0")).digest().readUInt32BE(0) / 2 ** 32;
}

/** One of the options, by its parts only. */
export function choice<T>(options: readonly T[], ...parts: readonly (string | number)[]): T {
  const found = options[Math.floor(chance(...parts) * options.length)];
  if (found === undefined) throw new Error("nothing to choose from");
  return found;
}
