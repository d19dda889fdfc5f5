import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import type { Config } from "../config/config.ts";
import { UsageError } from "../model/errors.ts";
import type { Day } from "../model/ids.ts";
import type { Logger } from "../model/log.ts";
import { addDays, type Clock, dayOf, instantOf, weekOf } from "../model/time.ts";
import { type FixedTime, type Schedule, startSchedule } from "../pipeline/schedule.ts";
import { closeYesterday, detectRange, hourly } from "../pipeline/stages/detect.ts";
import type { DetectDeps } from "../pipeline/stages/detect-inputs.ts";
import { hideExpired, retain } from "../pipeline/stages/retain.ts";
import { deliverDue } from "../response/alerts/delivery.ts";
import { hotSpotStore } from "../state/hot-spots.ts";
import { peopleStore } from "../state/people.ts";
import { createPortal } from "../web/server.ts";
import { areaOf } from "./areas.ts";
import { type Cases, casesOf } from "./cases.ts";
import { writeBackup } from "./commands/maintain.ts";
import { crawlerOf, startCrawling } from "./crawling.ts";
import { detectionOf } from "./detection.ts";
import { type Digests, digestsOf } from "./digests.ts";
import { type Notifications, notificationsOf, portalAlerts } from "./notifications.ts";
import { operatorWatch } from "./operator.ts";
import { buildReaders, openStores, type Path, type Stores, startPath } from "./product.ts";

/** The whole product, running: portal, schedule, pipeline. */
export interface Service {
  readonly stores: Stores;
  readonly path: Path;
  readonly detection: DetectDeps;
  readonly notifications: Notifications;
  readonly digests: Digests;
  readonly cases: Cases;
  readonly portal: FastifyInstance;
  /** Where the portal answers. */
  readonly address: string;
  /** Starts polls and fixed times; until then only the portal answers. */
  startClock(): void;
  /** Closes what is open, in the order that loses nothing. */
  close(): Promise<void>;
}

/** Left free after the portal listens, before heavier work begins. */
const FIRST_PAGE_MS = 200;
/** How often deliveries that wait are tried, texts past their days are hidden, and dead processes' jobs are taken over. */
const ROUND_MS = 30_000;
/** Days closed at the start when the product was off: earlier ones enter no decision any more. */
const CATCH_UP_DAYS = 14;

/** Builds everything from configuration and listens. Whoever starts it closes it. */
export async function startService(parts: {
  readonly config: Config;
  readonly dataDir: string;
  readonly port?: number;
  readonly now: Clock;
  readonly log: Logger;
}): Promise<Service> {
  const { config, dataDir, now, log } = parts;
  const stores = openStores(dataDir, now);
  const area = areaOf(config);
  // What fell due while the product was off is shown to nobody, not even for the first moments (promise 10).
  await hideExpired({ ...stores, now });
  const cases = casesOf(config, area, stores, now);
  const portal = await portalOf({ config, stores, cases, now, log });
  const address = await listening(portal, {
    host: config.settings.web.host,
    port: parts.port ?? config.settings.web.port,
  });
  // Building the readers keeps the thread for most of a second: whoever already waits for a page is served first.
  await new Promise((resolve) => setTimeout(resolve, FIRST_PAGE_MS));
  const path = startPath({ config, stores, readers: buildReaders(config), now, log });
  const crawler = crawlerOf(config, now, stores, log);
  const sources = config.sources.filter((source) => source.enabled);
  startCrawling({ config, stores, path, crawler, sources, now, log });
  const detection = detectionOf(config, area, stores, now);
  const notifications = notificationsOf(config, area, stores, now, log, { patient: false });
  const digests = digestsOf(config, area, stores, notifications);
  const lookAround = operatorWatch(config, stores, notifications, now);
  const rounds = setInterval(() => {
    path.queue.adoptOrphans();
    // A key must not outlive its seven days because nobody spoke meanwhile (promise 2).
    path.voices.rotateIfDue();
    void hideExpired({ ...stores, now });
    lookAround()
      .then(() => cases.round())
      .then(() => cases.remind(notifications))
      .then(() => deliverDue(notifications.delivery))
      .catch((error: unknown) => log.error({ stage: "notify", detail: String(error) }, "deliveries failed"));
  }, ROUND_MS);
  let schedule: Schedule | null = null;
  return {
    stores,
    path,
    detection,
    notifications,
    digests,
    cases,
    portal,
    address,
    startClock: () => {
      const fixed = fixedTimes({ config, stores, detection, notifications, digests, dataDir, log, now });
      schedule = startSchedule({ sources, store: stores.sources, queue: path.queue, fixed, now, log });
      catchUp({ stores, detection, notifications, digests, dataDir, log, now }).catch((error: unknown) =>
        log.error(
          { stage: "detect", detail: error instanceof Error ? error.message : String(error) },
          "days missed while off could not be closed",
        ),
      );
    },
    close: async () => {
      clearInterval(rounds);
      await schedule?.stop();
      await portal.close();
      await path.queue.close();
      await crawler.close();
      await stores.close();
    },
  };
}

async function portalOf(parts: {
  readonly config: Config;
  readonly stores: Stores;
  readonly cases: Cases;
  readonly now: Clock;
  readonly log: Logger;
}): Promise<FastifyInstance> {
  const { config, stores, cases, now, log } = parts;
  return createPortal({
    settings: config.settings,
    topics: config.topics,
    sources: config.sources,
    units: config.units,
    calendar: config.calendar,
    gazetteer: config.gazetteer,
    index: stores.index,
    cells: stores.cells,
    hotSpots: hotSpotStore(stores.db),
    sourceStore: stores.sources,
    pages: stores.pages,
    freshness: stores.freshness,
    outcomes: stores.outcomes,
    documents: stores.documents,
    quarantine: stores.quarantine,
    audit: stores.audit,
    people: peopleStore(stores.db),
    cases: { ...cases, file: config.caseRules },
    alerts: portalAlerts(stores),
    now,
    log,
  });
}

interface TimedParts {
  readonly config: Config;
  readonly stores: Stores;
  readonly detection: DetectDeps;
  readonly notifications: Notifications;
  readonly digests: Digests;
  readonly dataDir: string;
  readonly log: Logger;
  readonly now: Clock;
}

function fixedTimes(parts: TimedParts): readonly FixedTime[] {
  const { config, stores, detection, notifications, dataDir, now } = parts;
  const { schedule, retention, backup } = config.settings;
  const times: FixedTime[] = [
    {
      name: "detect",
      cron: schedule.detect,
      run: async () => {
        const at = instantOf(now());
        await hourly(at, detection);
        await notifications.notifyDay(dayOf(at));
      },
    },
    {
      name: "close-day",
      cron: schedule.closeDay,
      run: async () => {
        const at = instantOf(now());
        await closeYesterday(at, detection);
        await notifications.notifyDay(addDays(dayOf(at), -1));
      },
    },
    {
      name: "digest",
      cron: schedule.digest,
      run: () => sendLastDigest(parts),
    },
    {
      name: "retain",
      cron: schedule.retain,
      run: async () => {
        const forgotten = await retain({ ...stores, citizenTextDays: retention.citizenTextDays, now });
        stores.audit.append({
          at: instantOf(now()),
          actor: "retain",
          action: "forgotten",
          subject: "citizen texts",
          detail: JSON.stringify(forgotten),
        });
      },
    },
  ];
  if (backup.directory !== null) {
    const directory = backup.directory;
    times.push({
      name: "backup",
      cron: "10 2 * * *",
      run: async () => {
        writeBackup(
          stores,
          join(directory.replace(/^data(?=\/|$)/, dataDir), `langnghe-${dayOf(instantOf(now()))}.backup`),
        );
        stores.marks.set("backup.last", instantOf(now()));
      },
    });
  }
  return times;
}

/** Last week's report, as files and by mail; sent once per reader however often it is asked for. */
async function sendLastDigest(parts: Pick<TimedParts, "digests" | "dataDir" | "now" | "log">): Promise<void> {
  const week = weekOf(addDays(dayOf(instantOf(parts.now())), -7));
  await parts.digests.write(week, join(parts.dataDir, "digests"));
  const sentence = await parts.digests.send(week);
  if (sentence === null) return;
  parts.log.warn({ stage: "digest", detail: sentence }, "the digest did not reach everybody");
}

/** Days that ended while the product was off are closed now, and what holds on the last of them is told. */
async function catchUp(
  parts: Pick<TimedParts, "stores" | "detection" | "notifications" | "digests" | "dataDir" | "log" | "now">,
): Promise<void> {
  const yesterday = addDays(dayOf(instantOf(parts.now())), -1);
  const last = hotSpotStore(parts.stores.db).lastClosedDay();
  if (last === null || last >= yesterday) return;
  const from = latest(addDays(last, 1), addDays(yesterday, 1 - CATCH_UP_DAYS));
  await detectRange(from, yesterday, parts.detection);
  await parts.notifications.notifyDay(yesterday);
  await sendLastDigest(parts);
}

/** The later of two days; they compare as text. */
function latest(...days: readonly [Day, Day]): Day {
  const [first, second] = days;
  return [first, second].sort().at(-1) ?? first;
}

/** Listens; a taken port is a sentence with its remedy. */
async function listening(
  portal: FastifyInstance,
  at: { readonly host: string; readonly port: number },
): Promise<string> {
  try {
    return await portal.listen(at);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
    const sentence = `port ${at.port} is taken, perhaps by another Lắng Nghe: stop that, or give another by --port or web.port`;
    throw new UsageError("port-taken", sentence);
  }
}
