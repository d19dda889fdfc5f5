import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { seededRandom } from "../../analyzers/hot-spots/distributions.ts";
import { stateFile } from "../../app/product.ts";
import { isPair, WHOLE_AREA } from "../../model/cell.ts";
import type { Day } from "../../model/ids.ts";
import { cellStore } from "../../state/cells.ts";
import { countedLines, truthOf } from "./counted-lines.ts";

/**
 * Kills the counting process without warning, again and again, and compares every count with the people who truly
 * spoke: never above them; and equal to them once one process has read everything anew.
 * `node lab/faults/kill-counting.ts [runs] [seed]`
 */

const PROCESS = fileURLToPath(new URL("./counting-process.ts", import.meta.url));
const LINES = 900;
/** Kills of one installation before everything is read anew. */
const KILLS = 10;
/** No run reads longer than this before it is killed. */
const LONGEST_MS = 150;

/** What a number of killed runs showed. */
export interface KillReport {
  readonly runs: number;
  readonly killed: number;
  /** Counts compared with the truth. */
  readonly compared: number;
  /** Counts above the truth, as sentences. */
  readonly above: readonly string[];
  /** Counts of installations without nameless texts that differ from the truth after a whole reading. */
  readonly different: readonly string[];
}

export async function killCounting(runs: number, seed: number): Promise<KillReport> {
  const random = seededRandom(seed);
  let killed = 0;
  let compared = 0;
  const above: string[] = [];
  const different: string[] = [];
  for (let done = 0; done < runs; done += KILLS) {
    const dataDir = mkdtempSync(join(tmpdir(), "langnghe-kill-"));
    const named = (done / KILLS) % 2 === 0 ? 1 : 0.7;
    const rig = { dataDir, seed: seed + done, named };
    const truth = truthOf(countedLines(rig.seed, LINES, named));
    try {
      for (let run = 0; run < Math.min(KILLS, runs - done); run++) {
        const from = Math.floor(random() * LINES * 0.7);
        if (await runAndKill(rig, from, random() * LONGEST_MS)) killed += 1;
        const counted = compare(dataDir, truth);
        compared += counted.compared;
        above.push(...counted.above.map((line) => `seed ${rig.seed} run ${run}: ${line}`));
      }
      await runAndKill(rig, 0, null);
      const whole = compare(dataDir, truth);
      compared += whole.compared;
      above.push(...whole.above.map((line) => `seed ${rig.seed} whole: ${line}`));
      if (named === 1) different.push(...whole.below.map((line) => `seed ${rig.seed}: ${line}`));
    } finally {
      rmSync(dataDir, { recursive: true, force: true });
    }
  }
  return { runs, killed, compared, above, different };
}

interface Rig {
  readonly dataDir: string;
  readonly seed: number;
  readonly named: number;
}

/** Runs the process and kills it `afterMs` after it is ready; null lets it end. Answers whether it was killed at work. */
function runAndKill({ dataDir, seed, named }: Rig, from: number, afterMs: number | null): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [
      PROCESS,
      dataDir,
      String(seed),
      String(LINES),
      String(named),
      String(from),
    ]);
    let said = "";
    let timer: NodeJS.Timeout | null = null;
    child.stdout.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      if (timer === null && afterMs !== null && said.startsWith("ready")) {
        timer = setTimeout(() => child.kill("SIGKILL"), afterMs);
      }
    });
    child.stderr.on("data", (chunk: Buffer) => process.stderr.write(chunk));
    child.on("error", reject);
    child.on("close", (code, signal) => {
      if (timer !== null) clearTimeout(timer);
      if (signal === null && code !== 0) reject(new Error(`the counting process ended with ${code}`));
      else resolve(signal === "SIGKILL");
    });
  });
}

function compare(dataDir: string, truth: ReturnType<typeof truthOf>) {
  const db = new DatabaseSync(stateFile(dataDir));
  const above: string[] = [];
  const below: string[] = [];
  let compared = 0;
  const ask = (what: string, counted: number, people: number) => {
    compared += 1;
    if (counted > people) above.push(`${what}: ${counted} of ${people}`);
    if (counted < people) below.push(`${what}: ${counted} of ${people}`);
  };
  try {
    const firsts = new Map<string, number>();
    for (const cell of cellStore(db).history("2026-11-01" as Day, "2026-12-31" as Day)) {
      if (isPair(cell.topic)) continue;
      const key = `${cell.topic} ${cell.place} ${cell.day}`;
      const people = truth.get(key) ?? { day: 0, window: 0 };
      ask(`${key} day`, cell.voices, people.day);
      ask(`${key} 72 h`, cell.voices72h, people.window);
      if (cell.place !== WHOLE_AREA) {
        const whole = `${cell.topic} area ${cell.day}`;
        firsts.set(whole, (firsts.get(whole) ?? 0) + cell.firstHeard72h);
      }
    }
    for (const [key, sum] of firsts) ask(`${key} over places`, sum, truth.get(key)?.window ?? 0);
  } finally {
    db.close();
  }
  return { compared, above, below };
}

if (import.meta.main) {
  const runs = Number(process.argv[2] ?? "200");
  const seed = Number(process.argv[3] ?? Date.now() % 1_000_000);
  const begun = performance.now();
  const report = await killCounting(runs, seed);
  console.log(
    `seed ${seed}: ${report.runs} runs, ${report.killed} killed at work, ${report.compared} counts compared`,
  );
  console.log(
    `above the truth: ${report.above.length}; different after a whole reading: ${report.different.length}`,
  );
  for (const line of [...report.above, ...report.different].slice(0, 20)) console.log(`  ${line}`);
  console.log(`${((performance.now() - begun) / 1000).toFixed(0)} s`);
  process.exitCode = report.above.length + report.different.length === 0 ? 0 : 1;
}
