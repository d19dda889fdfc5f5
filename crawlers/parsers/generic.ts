import { Worker } from "node:worker_threads";
import type { ReadableText } from "./readable-text.ts";

/** Some pages keep a general extractor busy for half a minute (research, section 5); none gets more than this. */
const LONGEST_MS = 3000;
/** Starting the thread on a busy machine; no page is to blame for it. */
const LONGEST_START_MS = 30_000;
/** A page that needs more memory than this is given up. */
const MAX_HEAP_MB = 256;

/** What the thread found on one page. */
export interface GenericAnswer {
  readonly found: ReadableText | null;
  /** Set when the page was given up. */
  readonly problem: string | null;
}

/** Extracts articles from pages of unknown shape, in a thread that can be stopped. Owns the thread: close it. */
export interface GenericExtractor {
  extract(html: string, address: string): Promise<GenericAnswer>;
  close(): Promise<void>;
}

interface Task {
  readonly html: string;
  readonly address: string;
  readonly resolve: (answer: GenericAnswer) => void;
}

/** The thread starts with the first page and does not keep the process alive. `longestMs` is for tests. */
export function createGenericExtractor(longestMs: number = LONGEST_MS): GenericExtractor {
  const waiting: Task[] = [];
  let worker: Worker | null = null;
  let current: Task | null = null;
  let timer: NodeJS.Timeout | undefined;

  function finish(answer: GenericAnswer): void {
    clearTimeout(timer);
    const task = current;
    current = null;
    task?.resolve(answer);
    worker?.unref();
    next();
  }

  function giveUp(reason: string): void {
    const dead = worker;
    worker = null;
    dead?.removeAllListeners();
    dead?.on("error", () => undefined);
    void dead?.terminate();
    finish({ found: null, problem: current ? `${current.address}: ${reason}` : null });
  }

  function giveUpAfter(ms: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => giveUp(`reading the page took longer than ${ms / 1000} s`), ms);
  }

  function start(): Worker {
    const fresh = new Worker(new URL("./generic-worker.ts", import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
    });
    fresh.unref();
    fresh.on("message", (answer: "ready" | { found: ReadableText | null }) => {
      if (answer !== "ready") finish({ found: answer.found, problem: null });
      else if (current !== null) giveUpAfter(longestMs);
    });
    fresh.on("error", (error) => giveUp(`the page could not be read (${error.message})`));
    return fresh;
  }

  function next(): void {
    if (current !== null) return;
    const task = waiting.shift();
    if (task === undefined) return;
    current = task;
    const starting = worker === null;
    const running = worker ?? start();
    worker = running;
    running.ref();
    giveUpAfter(starting ? LONGEST_START_MS : longestMs);
    running.postMessage(task.html);
  }

  return {
    extract: (html, address) =>
      new Promise((resolve) => {
        waiting.push({ html, address, resolve });
        next();
      }),
    async close() {
      clearTimeout(timer);
      for (const task of waiting.splice(0)) task.resolve({ found: null, problem: null });
      current?.resolve({ found: null, problem: null });
      current = null;
      const dead = worker;
      worker = null;
      dead?.removeAllListeners();
      await dead?.terminate();
    },
  };
}
