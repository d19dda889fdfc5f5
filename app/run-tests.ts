import { spawnSync } from "node:child_process";
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

/** Chromium for the tests of screens: Debian's package, installed when this is root. */
function ensureChromium(): string | null {
  if (existsSync("/usr/bin/chromium")) return null;
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    say("Installing Chromium (Debian package chromium)…");
    const environment = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    spawnSync("apt-get", ["update", "-qq"], { stdio: ["ignore", "ignore", "inherit"], env: environment });
    spawnSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium"], {
      stdio: ["ignore", "ignore", "inherit"],
      env: environment,
    });
  }
  return existsSync("/usr/bin/chromium")
    ? null
    : "Chromium is missing, so the tests of screens did not run: install it with `apt-get install chromium` as root.";
}

function run(check: Check): { readonly ok: boolean; readonly seconds: number } {
  const began = Date.now();
  say(`\n▶ ${check.name}`);
  const [command, ...args] = check.command;
  const { status } = spawnSync(command, args, { cwd: ROOT, stdio: "inherit", env: process.env });
  return { ok: status === 0, seconds: Math.round((Date.now() - began) / 1000) };
}

const missing = ensureChromium();
const results = CHECKS.filter((check) => only.length === 0 || check.name.startsWith("unit")).map((check) => ({
  name: check.name,
  ...run(check),
}));
say("\nWhat ran:");
for (const result of results)
  say(`  ${result.ok ? "passed" : "FAILED"}  ${result.name} (${result.seconds} s)`);
if (missing !== null) say(`  NOT RUN ${missing}`);
const failed = results.filter((result) => !result.ok).length + (missing !== null && CI ? 1 : 0);
say(`\n${results.length - results.filter((result) => !result.ok).length} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
