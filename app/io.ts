import { createInterface } from "node:readline";

/** Where a command reads and writes: lines in, lines out, sentences on stderr. */
export interface Io {
  readonly lines: () => AsyncIterable<string>;
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
  /** Flushes what was written and ends the process with a code. */
  readonly finish: (code: number) => Promise<void>;
  readonly isInteractive: boolean;
}

/** The process's own streams. Output is gathered in blocks, because a line a write is slow through a pipe. */
export function standardIo(): Io {
  let buffer: string[] = [];
  let size = 0;
  let failed = false;
  process.stdout.on("error", () => {
    // The reader closed early (`| head`): nothing more to say to it.
    failed = true;
  });
  const flush = (): void => {
    if (buffer.length === 0 || failed) return;
    process.stdout.write(buffer.join(""));
    buffer = [];
    size = 0;
  };
  return {
    lines: () => createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY }),
    out: (line) => {
      buffer.push(`${line}\n`);
      size += line.length;
      if (size > 32_768 || process.stdout.isTTY) flush();
    },
    err: (line) => {
      flush();
      process.stderr.write(`${line}\n`);
    },
    finish: async (code) => {
      flush();
      process.exitCode = code;
      await new Promise<void>((resolve) => (failed ? resolve() : process.stdout.write("", () => resolve())));
      process.exit(code);
    },
    isInteractive: process.stdin.isTTY === true,
  };
}
