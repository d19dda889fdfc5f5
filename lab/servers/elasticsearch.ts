import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { cacheFolder, freePort, isRoot, NOBODY, stopProcess } from "./server.ts";

/** The server's build for integration tests: the engine's core, from Maven Central. */
const VERSION = "8.19.9";
const ARTIFACT = `org.elasticsearch.distribution.integ-test-zip:elasticsearch:${VERSION}:zip`;
const READY_WITHIN_MS = 120_000;

/** A running server; whoever started it stops it. */
export interface ElasticsearchServer {
  readonly url: string;
  /** How many of the server's own files hold a word; null where they are not ours to read. */
  filesHolding(word: string): number | null;
  stop(): Promise<void>;
}

/** What makes a server different from the one that tests share. */
export interface ElasticsearchSettings {
  readonly heap?: string;
  /** Lines for elasticsearch.yml. */
  readonly lines?: readonly string[];
}

/**
 * Starts a real Elasticsearch on a free port of 127.0.0.1, with one node and no security; fetched once into the cache
 * folder. `LANGNGHE_TEST_ELASTICSEARCH_URL` names one that runs already. Throws a sentence that says what is missing.
 */
export async function startElasticsearch(settings: ElasticsearchSettings = {}): Promise<ElasticsearchServer> {
  const given = process.env.LANGNGHE_TEST_ELASTICSEARCH_URL;
  if (given !== undefined && given !== "") {
    return { url: given, filesHolding: () => null, stop: async () => {} };
  }
  const home = install();
  const folder = mkdtempSync(join(tmpdir(), "langnghe-elasticsearch-"));
  const port = await freePort();
  configure(home, folder, port, await freePort(), settings);
  const child = await launch(home, folder, port, settings);
  return {
    url: `http://127.0.0.1:${port}`,
    filesHolding: (word) => filesHolding(join(folder, "data"), word),
    stop: async () => {
      await stopProcess(child, "SIGKILL");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function install(): string {
  const cache = cacheFolder();
  const home = join(cache, `elasticsearch-${VERSION}`);
  if (existsSync(join(home, "bin", "elasticsearch"))) return home;
  const unpacked = mkdtempSync(join(cache, ".unpack-"));
  try {
    execFileSync(
      "mvn",
      ["-q", "-B", "dependency:copy", `-Dartifact=${ARTIFACT}`, `-DoutputDirectory=${unpacked}`],
      { stdio: ["ignore", "ignore", "pipe"] },
    );
    execFileSync("unzip", ["-q", join(unpacked, `elasticsearch-${VERSION}.zip`), "-d", unpacked]);
    execFileSync("chmod", ["-R", "a+rX", unpacked]);
    execFileSync("mv", [join(unpacked, `elasticsearch-${VERSION}`), home]);
  } catch (cause) {
    throw new Error(
      "Elasticsearch could not be fetched: install maven, unzip and a Java 17 runtime (on Debian as root: apt-get install maven unzip openjdk-17-jre-headless) and check that Maven reaches its repository, or name a running server in LANGNGHE_TEST_ELASTICSEARCH_URL",
      { cause },
    );
  } finally {
    rmSync(unpacked, { recursive: true, force: true });
  }
  return home;
}

function configure(
  home: string,
  folder: string,
  port: number,
  transportPort: number,
  settings: ElasticsearchSettings,
): void {
  const config = join(folder, "config");
  execFileSync("cp", ["-r", join(home, "config"), config]);
  writeFileSync(
    join(config, "elasticsearch.yml"),
    [
      "cluster.name: langnghe-test",
      "discovery.type: single-node",
      "network.host: 127.0.0.1",
      `http.port: ${port}`,
      `transport.port: ${transportPort}`,
      `path.data: ${join(folder, "data")}`,
      `path.logs: ${join(folder, "logs")}`,
      "xpack.security.enabled: false",
      "cluster.routing.allocation.disk.threshold_enabled: false",
      ...(settings.lines ?? []),
    ].join("\n"),
  );
  for (const name of ["data", "logs", "tmp"]) mkdirSync(join(folder, name));
  if (isRoot()) execFileSync("chown", ["-R", `${NOBODY.uid}:${NOBODY.gid}`, folder]);
  chmodSync(folder, 0o755);
  if (isRoot()) chownSync(folder, NOBODY.uid, NOBODY.gid);
}

async function launch(
  home: string,
  folder: string,
  port: number,
  settings: ElasticsearchSettings,
): Promise<ChildProcess> {
  const heap = settings.heap ?? "512m";
  const child = spawn(join(home, "bin", "elasticsearch"), [], {
    cwd: folder,
    stdio: "ignore",
    ...(isRoot() ? { uid: NOBODY.uid, gid: NOBODY.gid } : {}),
    env: {
      PATH: process.env.PATH ?? "",
      ES_JAVA_HOME: javaHome(),
      ES_PATH_CONF: join(folder, "config"),
      ES_TMPDIR: join(folder, "tmp"),
      ES_JAVA_OPTS: `-Xms${heap} -Xmx${heap}`,
    },
  });
  const deadline = Date.now() + READY_WITHIN_MS;
  while (!(await answers(port))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      await stopProcess(child, "SIGKILL");
      throw new Error(`Elasticsearch did not start:\n${logOf(folder)}`);
    }
    await sleep(200);
  }
  return child;
}

async function answers(port: number): Promise<boolean> {
  try {
    const health = await fetch(`http://127.0.0.1:${port}/_cluster/health`);
    const body = (await health.json()) as { readonly status?: string };
    return health.ok && body.status !== "red";
  } catch {
    return false;
  }
}

function javaHome(): string {
  const settings = execFileSync("sh", ["-c", "java -XshowSettings:properties -version 2>&1"], {
    encoding: "utf8",
  });
  const home = /java\.home = (.*)/.exec(settings)?.[1];
  if (home === undefined)
    throw new Error("No Java runtime: on Debian as root, apt-get install openjdk-17-jre-headless");
  return home.trim();
}

function filesHolding(folder: string, word: string): number {
  const wanted = Buffer.from(word);
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && readFileSync(join(entry.parentPath, entry.name)).includes(wanted),
  ).length;
}

function logOf(folder: string): string {
  try {
    return readFileSync(join(folder, "logs", "langnghe-test.log"), "utf8").slice(-2_000);
  } catch {
    return "(no log)";
  }
}
