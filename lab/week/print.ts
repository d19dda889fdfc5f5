import { parseArgs } from "node:util";
import { simulateWeek } from "./week.ts";

/** `npm run week`: a simulated week of 200 sources with everything that goes wrong, and what became of every item. */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      seed: { type: "string" },
      sources: { type: "string" },
      days: { type: "string" },
      kills: { type: "string" },
      data: { type: "string" },
    },
  });
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  const seed = Number(values.seed ?? "1");
  const began = performance.now();
  const report = await simulateWeek({
    configDir: "config",
    dataDir: values.data ?? "data/week",
    seed,
    sources: Number(values.sources ?? "200"),
    days: Number(values.days ?? "7"),
    kills: Number(values.kills ?? "6"),
    say,
  });
  const { ledger, breaches, freshness } = report;
  say(
    `seed ${seed}: ${report.requests} requests, ${report.kills} kills, ${((performance.now() - began) / 1000).toFixed(0)} s`,
  );
  say(`published ${ledger.published}: ${JSON.stringify(ledger.dispositions)}`);
  say(`lost ${ledger.lost.length}, doubled ${ledger.doubled.length}, still open ${ledger.open}`);
  for (const line of [...ledger.lost.slice(0, 10), ...ledger.doubled.slice(0, 10)]) say(`  ${line}`);
  say(`breaches of politeness: ${breaches.length}`);
  for (const breach of breaches.slice(0, 10)) say(`  ${breach.rule}: ${breach.sentence}`);
  for (const [name, { items, p50, p95 }] of freshness) {
    say(`fresh, ${name}: ${items} items, p50 ${p50.toFixed(1)} min, p95 ${p95.toFixed(1)} min`);
  }
  say(`states of pages at the end: ${JSON.stringify(report.states)}; outages noted: ${report.outages}`);
  return ledger.lost.length + ledger.doubled.length + breaches.length === 0 ? 0 : 1;
}

process.exitCode = await main();
