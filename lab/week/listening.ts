import { configOf } from "../../app/config.ts";
import { startCrawling } from "../../app/crawling.ts";
import { buildReaders, openStores, startPath } from "../../app/product.ts";
import type { Crawler } from "../../crawlers/crawler.ts";
import { createCrawler } from "../../crawlers/create-crawler.ts";
import { createHostPace } from "../../crawlers/fetcher/host-pace.ts";
import type { Logger } from "../../model/log.ts";
import { enqueueDue } from "../../pipeline/schedule.ts";
import { createWorldTransport, type WorldRequest } from "./transport.ts";
import { createVirtualTime } from "./virtual-time.ts";
import type { WorldSite } from "./world.ts";

/** How the product is to listen to a world. */
export interface ListeningOptions {
  readonly configDir: string;
  readonly dataDir: string;
  readonly seed: number;
  readonly sites: readonly WorldSite[];
  /** When the world began, and the moments between which this process listens. */
  readonly startMs: number;
  readonly fromMs: number;
  readonly untilMs: number;
  readonly faults: boolean;
  readonly log: (request: WorldRequest) => void;
  /** Told of every moment to which the clock is moved. */
  readonly at?: (ms: number) => void;
}

/** The schedule looks as often as the shipped one. */
const TICK_MS = 10_000;
const SILENT: Logger = { info: () => {}, warn: () => {}, error: () => {} };
/** Workers of each crawl stage. */
const CONCURRENCY = 32;
/** Turns of the event loop without any change after which nothing moves by itself. */
const QUIET_ROUNDS = 6;
const LONGEST_EXTRACTION_MS = 500;

/**
 * Runs the shipped schedule, queue, pace, robots, fetcher, parsers and pipeline over a world on virtual time: the clock
 * jumps to the next moment at which anything happens once everything that can run has run.
 */
export async function listenTo(options: ListeningOptions): Promise<void> {
  const shipped = configOf({ configDir: options.configDir });
  const sources = options.sites.map((site) => site.source);
  const config = {
    ...shipped,
    sources,
    settings: { ...shipped.settings, crawl: { ...shipped.settings.crawl, concurrency: CONCURRENCY } },
  };
  const time = createVirtualTime(options.fromMs);
  const now = (): Date => new Date(time.nowMs());
  const stores = openStores(options.dataDir, now);
  const path = startPath({
    config,
    stores,
    readers: buildReaders(config),
    now,
    log: SILENT,
    realNowMs: time.nowMs,
  });
  const crawler = createCrawler({
    contact: config.settings.crawl.contact,
    allowPrivateHosts: [],
    pace: createHostPace(time, stores.clocks),
    timers: time,
    now,
    counts: stores.clocks,
    transport: createWorldTransport({ ...options, time }),
  });
  const calls = { active: 0, rebuilt: 0 };
  const isRebuilt = (id: string): boolean =>
    options.faults && time.nowMs() - options.startMs > REBUILT_FROM_MS && REBUILT.test(id);
  startCrawling({
    config,
    stores,
    path,
    crawler: counted(crawler, calls, isRebuilt),
    sources,
    now,
    log: SILENT,
  });
  const running = stores.db.prepare("SELECT count(*) AS n FROM jobs WHERE running = 1");
  const due = stores.db.prepare("SELECT count(*) AS n FROM jobs WHERE running = 0 AND run_at <= ?");
  const nextJob = stores.db.prepare("SELECT min(run_at) AS n FROM jobs WHERE running = 0 AND run_at > ?");
  const nextPoll = stores.db.prepare("SELECT min(next_poll_at) AS at FROM feeds");
  const nextReading = stores.db.prepare("SELECT min(due_at) AS at FROM readings");

  /** Until nothing moves without the clock: what can run has run, the rest sleeps or waits for a sleeper. */
  async function settle(): Promise<void> {
    let before = "";
    let quiet = 0;
    const beganMs = performance.now();
    while (quiet < QUIET_ROUNDS) {
      await new Promise((resolve) => setImmediate(resolve));
      const now = [running.get()?.n, due.get(time.nowMs())?.n, calls.active, time.sleeping()].join(" ");
      quiet = now === before ? quiet + 1 : 0;
      before = now;
      // Pages of a rebuilt site are extracted in a thread of its own, in real time.
      const extracts = calls.rebuilt > 0 && calls.active > time.sleeping();
      if (!extracts || performance.now() - beganMs > LONGEST_EXTRACTION_MS) continue;
      quiet = 0;
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  }

  /** The first look of the schedule that finds something to do. */
  let nextLookMs = options.fromMs;
  function planLook(): void {
    const ticks = [nextPoll.get()?.at, nextReading.get()?.at]
      .filter((at) => typeof at === "string")
      .map((at) => Math.ceil(Date.parse(at) / TICK_MS) * TICK_MS);
    nextLookMs = Math.max(Math.min(...ticks), time.nowMs() + TICK_MS);
  }

  /** The next moment at which a sleeper wakes, a job falls due or the schedule finds something. */
  function nextMs(): number {
    const others = [time.nextWakeMs(), nextJob.get(time.nowMs())?.n].filter((at) => typeof at === "number");
    return Math.min(nextLookMs, ...others, options.untilMs);
  }

  try {
    while (time.nowMs() < options.untilMs) {
      if (time.nowMs() >= nextLookMs)
        await enqueueDue({ sources, store: stores.sources, queue: path.queue, now });
      else if (Number(due.get(time.nowMs())?.n) > 0) await path.queue.enqueue([]);
      await settle();
      planLook();
      time.moveTo(nextMs());
      options.at?.(time.nowMs());
    }
  } finally {
    await crawler.close();
    await path.queue.close();
    await stores.close();
  }
}

const REBUILT_FROM_MS = 71 * 3_600_000;
/** Sources whose sites are rebuilt in the middle of the week (faults.ts). */
const REBUILT = /^nguon-(13|53|93|133|173)$/;

function counted(
  crawler: Crawler,
  calls: { active: number; rebuilt: number },
  isRebuilt: (id: string) => boolean,
): Crawler {
  const during = async <T>(id: string, work: Promise<T>): Promise<T> => {
    const rebuilt = isRebuilt(id) ? 1 : 0;
    calls.active += 1;
    calls.rebuilt += rebuilt;
    try {
      return await work;
    } finally {
      calls.active -= 1;
      calls.rebuilt -= rebuilt;
    }
  };
  return {
    discover: (...args) => during("", crawler.discover(...args)),
    collect: (source, ...rest) => during(source.id, crawler.collect(source, ...rest)),
    close: () => crawler.close(),
  };
}
