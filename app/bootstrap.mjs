#!/usr/bin/env node
// Runs under whatever Node 20 or later a machine has: installs what is missing and hands over to the pinned Node.
// Dependency-free on purpose. Everything that it says goes to stderr, so that a command's stdout stays its own.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import module from "node:module";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const bin = join(root, "node_modules", ".bin");
const stamp = join(root, "node_modules", ".langnghe-installed");
const pinnedNode = join(
  root,
  "node_modules",
  "node",
  "bin",
  process.platform === "win32" ? "node.exe" : "node",
);
const args = process.argv.slice(2);
/** What else npm scripts start beside the command line. */
const ENTRIES = {
  "--test": "app/run-tests.ts",
  "--demo": "lab/demo.ts",
  "--yardstick": "lab/evals/yardstick.ts",
  "--week": "lab/week/print.ts",
};
const special = ENTRIES[args[0] ?? ""];

const say = (text) => process.stderr.write(`${text}\n`);

/** Stops with one sentence that says what is missing and how to get it. */
function stop(sentence) {
  say(sentence);
  process.exit(1);
}

if (Number(process.versions.node.split(".")[0]) < 20) {
  stop(
    `Node ${process.versions.node} is too old to begin with: install Node 20 or later, then run the same command again.`,
  );
}

const wanted = createHash("sha256")
  .update(readFileSync(join(root, "package-lock.json")))
  .digest("hex");

function installed() {
  return existsSync(stamp) && readFileSync(stamp, "utf8") === wanted && existsSync(pinnedNode);
}

/** Runs `npm ci`, with a dot every two seconds; answers its exit code. */
function install() {
  const npm = process.env.npm_execpath?.endsWith(".js")
    ? [process.execPath, process.env.npm_execpath]
    : ["npm"];
  const child = spawn(npm[0], [...npm.slice(1), "ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    stdio: ["ignore", 2, 2],
    shell: process.platform === "win32",
  });
  const progress = setInterval(() => process.stderr.write("."), 2000);
  return new Promise((resolve) => {
    const end = (code) => {
      clearInterval(progress);
      process.stderr.write("\n");
      resolve(code);
    };
    child.on("error", () => end(1));
    child.on("exit", (code) => end(code ?? 1));
  });
}

if (!installed()) {
  say("Installing npm packages (once, about half a minute)…");
  const began = Date.now();
  if ((await install()) !== 0) {
    stop(
      "The npm packages could not be installed: check that this machine reaches an npm registry (npm config get registry), then run the same command again.",
    );
  }
  if (!existsSync(pinnedNode)) {
    stop(
      "The pinned Node did not install: run `npm rebuild node` in this folder, then the same command again.",
    );
  }
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
  say(`Installed in ${Math.round((Date.now() - began) / 1000)} s.`);
}

const entry = join(root, special ?? "app/main.ts");
const rest = args.slice(special ? 1 : 0);

if (process.execPath === pinnedNode) {
  // Already on the pinned Node (npm puts it first in PATH once it is installed): no second process.
  const emit = process.emitWarning.bind(process);
  process.emitWarning = (warning, ...more) => {
    const kind = typeof more[0] === "string" ? more[0] : (more[0]?.type ?? warning?.name);
    if (kind !== "ExperimentalWarning") emit(warning, ...more);
  };
  process.argv = [process.argv[0], entry, ...rest];
  // What was compiled once is kept beside the packages: every later start is faster.
  module.enableCompileCache?.(join(root, "node_modules", ".cache", "node-compile"));
  await import(pathToFileURL(entry).href);
} else {
  const child = spawn(pinnedNode, ["--disable-warning=ExperimentalWarning", entry, ...rest], {
    stdio: "inherit",
    env: { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ""}` },
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
}
