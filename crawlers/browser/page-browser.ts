import type { Browser } from "playwright-core";
import type { SourceSettings } from "../../config/schema.ts";
import { PermanentError, RetryableError } from "../../model/errors.ts";
import type { SourceFetch } from "../source-fetch.ts";
import { findChromium, launchChromium, runsAsRoot } from "./chromium.ts";
import { type ClosedProxy, startClosedProxy } from "./closed-proxy.ts";
import { createSharedAnswers, type PageAnswer } from "./page-requests.ts";
import { renderPage } from "./render.ts";

/** Browsers grow with every page: after this many a new one is started (research, section 1). */
const PAGES_PER_BROWSER = 50;

const STEP_MS = 10_000;

/** What the browser needs from whoever builds it. */
export interface PageBrowserOptions {
  /** As the fetcher says it: a page is told honestly who reads it. */
  readonly userAgent: string;
  readonly nowMs: () => number;
  /** Told once, in a sentence, when Chromium has to run without its sandbox. */
  readonly tell?: (sentence: string) => void;
  /** The program; null: none is installed. Found by itself where not given. */
  readonly executablePath?: string | null;
  readonly pagesPerBrowser?: number;
  /** A step of the browser that takes longer hangs; shorter in tests. */
  readonly stepMs?: number;
}

/** One browser for all pages that are empty without JavaScript. It starts with the first page; whoever builds it closes it. */
export interface PageBrowser {
  /** Null when there is no Chromium. One page at a time. */
  render(
    source: SourceSettings,
    document: PageAnswer,
    fetch: SourceFetch,
    signal: AbortSignal,
  ): Promise<string | null>;
  /** What pages tried to reach by themselves; for tests. */
  attempts(): readonly string[];
  close(): Promise<void>;
}

interface Running {
  readonly browser: Browser;
  readonly proxy: ClosedProxy;
  pages: number;
}

export function createPageBrowser(options: PageBrowserOptions): PageBrowser {
  const program = options.executablePath === undefined ? findChromium() : options.executablePath;
  const pagesPerBrowser = options.pagesPerBrowser ?? PAGES_PER_BROWSER;
  const shared = createSharedAnswers(options.nowMs);
  const attempts: string[] = [];
  let running: Running | null = null;
  let told = false;
  let queue: Promise<unknown> = Promise.resolve();

  async function stop(): Promise<void> {
    const last = running;
    running = null;
    if (last === null) return;
    attempts.push(...last.proxy.attempts);
    await last.browser.close().catch(() => undefined);
    await last.proxy.close();
  }

  async function start(path: string): Promise<Running> {
    if (running?.browser.isConnected() && running.pages < pagesPerBrowser) return running;
    await stop();
    if (runsAsRoot() && !told) {
      told = true;
      options.tell?.(
        "Chromium runs without its sandbox because the product runs as root; run it as a user of its own",
      );
    }
    const proxy = await startClosedProxy();
    try {
      running = { browser: await launchChromium(path, proxy.url), proxy, pages: 0 };
      return running;
    } catch (cause) {
      await proxy.close();
      throw new RetryableError("browser-start", `${path} does not start`, { cause });
    }
  }

  async function renderNow(
    path: string,
    input: { readonly source: SourceSettings; readonly document: PageAnswer; readonly fetch: SourceFetch },
    signal: AbortSignal,
  ): Promise<string | null> {
    const { render } = input.source;
    if (render === undefined) return null;
    signal.throwIfAborted();
    const current = await start(path);
    current.pages += 1;
    const parts = {
      browser: current.browser,
      userAgent: options.userAgent,
      fetch: input.fetch,
      shared,
      stepMs: options.stepMs ?? STEP_MS,
    };
    try {
      return await renderPage({ source: input.source, document: input.document, render }, parts, signal);
    } catch (error) {
      // Whatever state the browser is in, the next page gets a new one.
      await stop();
      throw translated(error, input.document.url, signal);
    }
  }

  return {
    render(source, document, fetch, signal) {
      if (program === null || source.render === undefined) return Promise.resolve(null);
      const turn = queue.then(() => renderNow(program, { source, document, fetch }, signal));
      queue = turn.catch(() => undefined);
      return turn;
    },
    attempts: () => [...attempts, ...(running?.proxy.attempts ?? [])],
    async close() {
      await stop();
    },
  };
}

function translated(error: unknown, url: string, signal: AbortSignal): unknown {
  if (signal.aborted) return signal.reason;
  if (error instanceof RetryableError || error instanceof PermanentError) return error;
  return new RetryableError("render-failed", `${url} could not be opened in the browser`, { cause: error });
}
