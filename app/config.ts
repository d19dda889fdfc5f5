import type { Config } from "../config/config.ts";
import { loadConfig, problemSentence } from "../config/load.ts";
import type { Arguments } from "./arguments.ts";

/** A configuration that does not stand: all its problems, one a line. */
class ConfigError extends Error {
  constructor(problems: readonly string[]) {
    super(
      `${problems.join("\n")}\n${problems.length === 1 ? "One problem" : `${problems.length} problems`} in the configuration: nothing was started.`,
    );
    this.name = "ConfigError";
  }
}

/** Loads what an operator edits, with the environment over it; throws all problems together. */
export function configOf(args: Pick<Arguments, "configDir">): Config {
  const { config, problems } = loadConfig(args.configDir, process.env);
  if (config === null) throw new ConfigError(problems.map(problemSentence));
  return config;
}
