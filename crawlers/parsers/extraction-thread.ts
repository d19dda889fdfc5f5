import { Worker } from "node:worker_threads";
import type { ReadableText } from "./readable-text.ts";

/** Starting the thread on a busy machine; no page is to blame for it. */
const LONGEST_START_MS = 30_000;
/** A page that needs more memory than this is given up. */
const MAX_HEAP_MB = 256;

/** What a thread found on one page. */
export interface GenericAnswer {
  readonly found: ReadableText | null;
  /** Set when the page was given up. */
  readonly problem: string | null;
}

/** One thread that reads one page at a time and can be stopped in the middle. Owns the thread: close it. */
export interface ExtractionThread {
  readonly isBusy: boolean;
  /** Never rejects: a page that takes too long, too much memory or breaks the thread is given up with a sentence. */
  run(html: string, address: string): Promise<GenericAnswer>;
  close(): Promise<void>;
}

interface Task {
  readonly address: string;
  readonly resolve: (answer: GenericAnswer) => void;
}

/** The thread starts with the first page, anew after a page that was given up, and does not keep the process alive. */
export function createExtractionThread(program: URL, longestMs: number): ExtractionThread {
  let worker: Worker | null = null;
  let current: Task | null = null;
  let timer: NodeJS.Timeout | undefined;

  function finish(answer: GenericAnswer): void {
    clearTimeout(timer);
    const task = current;
    current = null;
    worker?.unref();
    task?.resolve(answer);
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
    const fresh = new Worker(program, { resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB } });
    fresh.unref();
    fresh.on("message", (answer: "ready" | { found: ReadableText | null }) => {
      if (answer !== "ready") finish({ found: answer.found, problem: null });
      else if (current !== null) giveUpAfter(longestMs);
    });
    fresh.on("error", (error) => giveUp(`the page could not be read (${error.message})`));
    fresh.on("exit", () => giveUp("the page ended the thread that read it"));
    return fresh;
  }

  return {
    get isBusy() {
      return current !== null;
    },
    run: (html, address) =>
      new Promise((resolve) => {
        current = { address, resolve };
        const starting = worker === null;
        const running = worker ?? start();
        worker = running;
        running.ref();
        giveUpAfter(starting ? LONGEST_START_MS : longestMs);
        running.postMessage(html);
      }),
    async close() {
      const dead = worker;
      worker = null;
      dead?.removeAllListeners();
      finish({ found: null, problem: null });
      await dead?.terminate();
    },
  };
}
