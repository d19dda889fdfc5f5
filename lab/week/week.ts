import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { stateFile } from "../../app/product.ts";
import type { Day } from "../../model/ids.ts";
import { type Freshness, type FreshnessClass, freshnessStore } from "../../state/freshness.ts";
import { chance } from "./chance.ts";
import { type Ledger, ledgerOf } from "./ledger.ts";
import { type Breach, breachesIn } from "./politeness.ts";
import type { RunOrder } from "./run.ts";
import type { WorldRequest } from "./transport.ts";
import { buildWorld } from "./world.ts";

/** A simulated week (or less), and how often its listener is killed. */
export interface WeekOptions {
  readonly configDir: string;
  /** Emptied first. */
  readonly dataDir: string;
  readonly seed: number;
  readonly sources: number;
  readonly days: number;
  readonly kills: number;
  readonly say: (line: string) => void;
}

/** What a week came to. */
export interface WeekReport {
  readonly requests: number;
  readonly kills: number;
  readonly breaches: readonly Breach[];
  readonly ledger: Ledger;
  readonly freshness: ReadonlyMap<FreshnessClass, Freshness>;
  /** States that pages of sources were found in, and outages noted. */
  readonly states: Readonly<Record<string, number>>;
  readonly outages: number;
}

const RUN = fileURLToPath(new URL("./run.ts", import.meta.url));
/** A Monday in Vietnam. */
const START_MS = Date.parse("2026-11-02T00:00:00+07:00");
const DAY_MS = 86_400_000;
/** Nothing new is held against the product after the end; what waits for a second look or a retry is finished. */
const SETTLE_MS = 12 * 3_600_000;
/** Between a kill and the next start. */
const DOWN_MS = 40_000;

/** Runs a week in a process that is killed without warning, then reads the world's log and the state. */
export async function simulateWeek(options: WeekOptions): Promise<WeekReport> {
  rmSync(options.dataDir, { recursive: true, force: true });
  mkdirSync(options.dataDir, { recursive: true });
  const logFile = join(options.dataDir, "requests.jsonl");
  const publishedUntilMs = START_MS + options.days * DAY_MS;
  const world = { seed: options.seed, sources: options.sources, startMs: START_MS, days: options.days };
  const order = { ...world, configDir: options.configDir, dataDir: options.dataDir, logFile };
  const untilMs = publishedUntilMs + SETTLE_MS;
  const killAt = Array.from(
    { length: options.kills },
    (_, at) => START_MS + ((at + chance(options.seed, "kill", at)) / options.kills) * options.days * DAY_MS,
  );
  let fromMs = START_MS;
  let kills = 0;
  for (const atMs of [...killAt, null]) {
    const wasKilled = await listen({ ...order, fromMs, untilMs }, atMs);
    if (!wasKilled) break;
    kills += 1;
    fromMs = lastMoment(logFile) + DOWN_MS;
    options.say(`killed at ${new Date(fromMs - DOWN_MS).toISOString()}`);
  }
  const log = readLog(logFile);
  const sites = buildWorld(world);
  const db = new DatabaseSync(stateFile(options.dataDir), { readOnly: true });
  try {
    const states = db.prepare("SELECT state, count(*) AS n FROM page_states GROUP BY state").all();
    return {
      requests: log.length,
      kills,
      breaches: breachesIn(log, sites, START_MS),
      ledger: ledgerOf(db, sites, { published: publishedUntilMs, read: untilMs }),
      freshness: freshnessStore(db).byClass("0000-01-01" as Day),
      states: Object.fromEntries(states.map((row) => [String(row.state), Number(row.n)])),
      outages: Number(db.prepare("SELECT count(*) AS n FROM outages").get()?.n),
    };
  } finally {
    db.close();
  }
}

/** Lets a process listen until its clock passes a moment, then kills it in the middle of whatever it does. */
function listen(order: RunOrder, killAtMs: number | null): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      ["--disable-warning=ExperimentalWarning", RUN, JSON.stringify(order)],
      {
        stdio: ["ignore", "ignore", "inherit"],
      },
    );
    const look = setInterval(() => {
      if (killAtMs !== null && lastMoment(order.logFile) >= killAtMs) child.kill("SIGKILL");
    }, 20);
    child.on("error", reject);
    child.on("exit", (code, signal) => {
      clearInterval(look);
      if (signal === "SIGKILL") resolve(true);
      else if (code === 0) resolve(false);
      else reject(new Error(`the listener ended with code ${code}`));
    });
  });
}

/** The last moment that the log tells of; a line that a kill cut is not one. */
function lastMoment(logFile: string): number {
  if (!existsSync(logFile)) return 0;
  return momentsIn(readFileSync(logFile, "utf8").slice(-2000)).at(-1)?.atMs ?? 0;
}

function momentsIn(text: string): { readonly atMs: number }[] {
  return text.split("\n").flatMap((line) => {
    try {
      const value = JSON.parse(line) as { atMs?: number };
      return typeof value.atMs === "number" ? [{ ...value, atMs: value.atMs }] : [];
    } catch {
      return [];
    }
  });
}

function readLog(logFile: string): readonly WorldRequest[] {
  const lines = momentsIn(readFileSync(logFile, "utf8")) as (WorldRequest | { readonly atMs: number })[];
  return lines.filter((line): line is WorldRequest => "host" in line);
}
