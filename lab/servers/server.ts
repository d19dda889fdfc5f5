import type { ChildProcess } from "node:child_process";
import { mkdirSync } from "node:fs";
import { createServer } from "node:net";
import { homedir } from "node:os";
import { join } from "node:path";

/** Servers that refuse to run as root run as this user. */
export const NOBODY = { uid: 65_534, gid: 65_534 };

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** Where fetched servers are kept, outside the checkout; as root in a place that other users may read. */
export function cacheFolder(): string {
  const folder =
    process.env.LANGNGHE_CACHE ??
    (isRoot()
      ? "/var/cache/langnghe"
      : join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "langnghe"));
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** A port of 127.0.0.1 that nobody listens on now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}

/** Ends a process that we started and resolves when it is gone. */
export function stopProcess(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once("exit", () => resolve());
    child.kill(signal);
  });
}
