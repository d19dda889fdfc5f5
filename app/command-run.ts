import type { Arguments } from "./arguments.ts";
import type { Io } from "./io.ts";

/** Runs a command; answers its exit code. */
export type CommandRun = (args: Arguments, io: Io) => Promise<number>;
