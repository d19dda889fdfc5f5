import { appendFileSync, closeSync, openSync, writeSync } from "node:fs";
import { listenTo } from "./listening.ts";
import { buildWorld } from "./world.ts";

/** What the process that listens is told by the one that kills it; one JSON object as its argument. */
export interface RunOrder {
  readonly configDir: string;
  readonly dataDir: string;
  readonly logFile: string;
  readonly seed: number;
  readonly sources: number;
  readonly startMs: number;
  readonly days: number;
  readonly fromMs: number;
  readonly untilMs: number;
}

/** How often the clock is written down, so that whoever comes after a kill goes on from there. */
const NOTE_EVERY_MS = 60_000;

/** Listens to a world until its end; every request stands in the log before it is answered. */
async function main(order: RunOrder): Promise<void> {
  const log = openSync(order.logFile, "a");
  let notedMs = 0;
  await listenTo({
    ...order,
    sites: buildWorld(order),
    faults: true,
    log: (request) => writeSync(log, `${JSON.stringify(request)}\n`),
    at: (ms) => {
      if (ms - notedMs < NOTE_EVERY_MS) return;
      notedMs = ms;
      writeSync(log, `${JSON.stringify({ atMs: ms })}\n`);
    },
  });
  closeSync(log);
  appendFileSync(order.logFile, `${JSON.stringify({ atMs: order.untilMs })}\n`);
}

await main(JSON.parse(process.argv[2] ?? "{}") as RunOrder);
