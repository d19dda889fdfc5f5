import { type SpawnSyncOptions, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/**
 * `npm test`: installs what the tests need, then runs every check from nothing and says what ran. A server that cannot be
 * had is named with its remedy; in CI that is a failure.
 */
interface Check {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
}

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const CI = process.env.CI !== undefined && process.env.CI !== "" && process.env.CI !== "false";
const only = process.argv.slice(2).filter((argument) => !argument.startsWith("-"));

const CHECKS: readonly Check[] = [
  { name: "types", command: ["tsc", "-p", "."] },
  { name: "lint", command: ["biome", "check", "--error-on-warnings", "."] },
  {
    name: "import rule",
    command: [
      "depcruise",
      "--config",
      ".dependency-cruiser.mjs",
      "--output-type",
      "err",
      "app",
      "config",
      "crawlers",
      "analyzers",
      "pipeline",
      "state",
      "search",
      "response",
      "web",
      "model",
      "lab",
      "test",
    ],
  },
  { name: "dead exports", command: ["knip"] },
  { name: "configuration", command: ["node", "app/bootstrap.mjs", "check-config"] },
  { name: "unit, contract, eval and end-to-end tests", command: ["vitest", "run", ...only] },
];

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

/** What the tests need beside npm packages: a program to look for, Debian's packages that bring it, and what it is for. */
const PROGRAMS = [
  { program: "chromium", packages: ["chromium"], use: "the tests of screens" },
  { program: "mvn", packages: ["maven"], use: "fetching Elasticsearch for the tests of search at scale" },
  { program: "java", packages: ["openjdk-17-jre-headless"], use: "the tests of search at scale" },
  { program: "unzip", packages: ["unzip"], use: "the tests of search at scale" },
] as const;

function isThere(program: string): boolean {
  return spawnSync("sh", ["-c", `command -v ${program}`], { stdio: "ignore" }).status === 0;
}

/** Installs what is missing when this is root on Debian; answers a sentence for each program that is still missing. */
function ensurePrograms(): readonly string[] {
  const wanted = PROGRAMS.filter(({ program }) => !isThere(program));
  if (wanted.length > 0 && process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    const packages = wanted.flatMap((one) => one.packages);
    say(`Installing Debian packages: ${packages.join(" ")}…`);
    const environment = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    const options: SpawnSyncOptions = { stdio: ["ignore", "ignore", "inherit"], env: environment };
    spawnSync("apt-get", ["update", "-qq"], options);
    spawnSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...packages], options);
  }
  return wanted
    .filter(({ program }) => !isThere(program))
    .map(
      ({ program, packages, use }) =>
        `${program} is missing, which ${use} need: install it with \`apt-get install ${packages.join(" ")}\` as root.`,
    );
}

function run(check: Check): { readonly ok: boolean; readonly seconds: number } {
  const began = Date.now();
  say(`\n▶ ${check.name}`);
  const [command, ...args] = check.command;
  const { status } = spawnSync(command, args, { cwd: ROOT, stdio: "inherit", env: process.env });
  return { ok: status === 0, seconds: Math.round((Date.now() - began) / 1000) };
}

const missing = ensurePrograms();
const results = CHECKS.filter((check) => only.length === 0 || check.name.startsWith("unit")).map((check) => ({
  name: check.name,
  ...run(check),
}));
say("\nWhat ran:");
for (const result of results)
  say(`  ${result.ok ? "passed" : "FAILED"}  ${result.name} (${result.seconds} s)`);
for (const sentence of missing) say(`  MISSING ${sentence}`);
const failed = results.filter((result) => !result.ok).length + (CI ? missing.length : 0);
say(`\n${results.length - results.filter((result) => !result.ok).length} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
