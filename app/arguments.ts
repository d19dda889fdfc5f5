import { parseArgs } from "node:util";
import { UsageError } from "../model/errors.ts";
import type { Instant } from "../model/ids.ts";
import { parseInstant } from "../model/time.ts";

/** How a command is called: its options beside the common ones, and how many words it takes. */
export interface CommandShape {
  readonly name: string;
  readonly options: Readonly<
    Record<string, { readonly type: "string" | "boolean"; readonly multiple?: boolean }>
  >;
  readonly positionals: { readonly min: number; readonly max: number };
}

/** A call, parsed and checked. */
export interface Arguments {
  readonly configDir: string;
  readonly dataDir: string;
  /** null: the real clock. */
  readonly now: Instant | null;
  readonly words: readonly string[];
  readonly text: (name: string) => string | null;
  readonly all: (name: string) => readonly string[];
  readonly flag: (name: string) => boolean;
}

const COMMON = { config: { type: "string" }, data: { type: "string" }, now: { type: "string" } } as const;

/** Parses a command's words and options. Throws UsageError with a sentence that says what to correct. */
export function parseArguments(argv: readonly string[], command: CommandShape): Arguments {
  const { plain, excluded } = apart(argv, command);
  let parsed: { values: Record<string, unknown>; positionals: string[] };
  try {
    parsed = parseArgs({
      args: plain,
      options: { ...COMMON, ...command.options },
      allowPositionals: true,
      strict: true,
    });
  } catch (error) {
    throw new UsageError("bad-option", `${command.name}: ${(error as Error).message}`);
  }
  const values = parsed.values;
  const positionals = [...parsed.positionals, ...excluded];
  const { min, max } = command.positionals;
  if (positionals.length < min)
    throw new UsageError(
      "missing-argument",
      `${command.name} needs ${min === 1 ? "one argument" : `${min} arguments`}: see ${command.name} --help`,
    );
  if (positionals.length > max)
    throw new UsageError(
      "extra-argument",
      `${command.name} does not take "${positionals[max]}": see ${command.name} --help`,
    );
  const text = (name: string): string | null => {
    const value = values[name];
    return typeof value === "string" ? value : null;
  };
  return {
    configDir: text("config") ?? "config",
    dataDir: text("data") ?? "data",
    now: instantOption(text("now")),
    words: positionals,
    text,
    all: (name) => {
      const value = values[name];
      return Array.isArray(value) ? value.map(String) : typeof value === "string" ? [value] : [];
    },
    flag: (name) => values[name] === true,
  };
}

/** A word that begins with one hyphen is part of a query ("-loại"): there are no short options. */
function apart(
  argv: readonly string[],
  command: CommandShape,
): { readonly plain: string[]; readonly excluded: readonly string[] } {
  const isWord = (argument: string): boolean => command.positionals.max > 0 && /^-[^-]/.test(argument);
  return { plain: argv.filter((argument) => !isWord(argument)), excluded: argv.filter(isWord) };
}

function instantOption(text: string | null): Instant | null {
  if (text === null) return null;
  const instant = parseInstant(text) ?? parseInstant(`${text}T12:00:00+07:00`);
  if (instant === null)
    throw new UsageError("bad-now", `--now ${text} is no instant: write it as 2026-11-22T08:00:00+07:00`);
  return instant;
}
