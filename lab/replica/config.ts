import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import type { Day } from "../../model/ids.ts";
import { replicaHosts, replicaSources } from "./sources.ts";
import type { ReplicaUrls } from "./start-replica.ts";

/**
 * Writes a configuration that listens to the replica: a copy of `from` whose sources are the replica's and whose crawler
 * may reach them on loopback. `settings` is laid over `settings.yaml` one level deep (`mail`, `web`, …). `to` is replaced.
 */
export function writeReplicaConfig(
  from: string,
  to: string,
  replica: ReplicaUrls,
  options: { readonly today: Day | null; readonly settings?: Readonly<Record<string, unknown>> },
): void {
  rmSync(to, { recursive: true, force: true });
  cpSync(from, to, { recursive: true, filter: (path) => !path.endsWith(".ts") });
  rmSync(join(to, "sources"), { recursive: true, force: true });
  mkdirSync(join(to, "sources"), { recursive: true });
  for (const source of replicaSources(replica, options.today)) {
    writeFileSync(join(to, "sources", `${source.id}.yaml`), stringify(source));
  }
  const file = join(to, "settings.yaml");
  const settings = parse(readFileSync(file, "utf8")) as Record<string, unknown>;
  const crawl = { ...(settings.crawl as object), allowPrivateHosts: replicaHosts(replica) };
  writeFileSync(file, stringify({ ...settings, crawl, ...options.settings }));
}
