import { createExtractionThread, type GenericAnswer } from "./extraction-thread.ts";

/** Some pages keep a general extractor busy for half a minute (research, section 5); none gets more than this. */
const LONGEST_MS = 3000;
/** One page that hangs must not hold up all others; more threads than this only cost memory. */
const THREADS = 2;

/** Extracts articles from pages of unknown shape, in threads that can be stopped. Owns the threads: close it. */
export interface GenericExtractor {
  extract(html: string, address: string): Promise<GenericAnswer>;
  close(): Promise<void>;
}

interface Task {
  readonly html: string;
  readonly address: string;
  readonly resolve: (answer: GenericAnswer) => void;
}

/** Threads start when they are needed. `longestMs` and what the threads run are for tests. */
export function createGenericExtractor(
  longestMs: number = LONGEST_MS,
  program: URL = new URL("./generic-worker.ts", import.meta.url),
): GenericExtractor {
  const threads = Array.from({ length: THREADS }, () => createExtractionThread(program, longestMs));
  const waiting: Task[] = [];

  function next(): void {
    const idle = threads.find((thread) => !thread.isBusy);
    const task = idle === undefined ? undefined : waiting.shift();
    if (idle === undefined || task === undefined) return;
    void idle.run(task.html, task.address).then((answer) => {
      task.resolve(answer);
      next();
    });
  }

  return {
    extract: (html, address) =>
      new Promise((resolve) => {
        waiting.push({ html, address, resolve });
        next();
      }),
    async close() {
      for (const task of waiting.splice(0)) task.resolve({ found: null, problem: null });
      await Promise.all(threads.map((thread) => thread.close()));
    },
  };
}
