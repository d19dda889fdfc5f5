import { UsageError } from "../model/errors.ts";
import { parseArguments } from "./arguments.ts";
import { COMMANDS } from "./commands.ts";
import { type Io, standardIo } from "./io.ts";

/** The command line (DESIGN section 7): exit 0 when done, 1 on failure, 2 on bad usage; errors are sentences on stderr. */
async function main(argv: readonly string[], io: Io): Promise<number> {
  const [name, ...rest] = argv;
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    io.out(overview());
    return name === undefined ? 2 : 0;
  }
  const command = COMMANDS.find((candidate) => candidate.name === name);
  if (!command) throw new UsageError("unknown-command", `there is no command "${name}": --help lists them`);
  if (rest.includes("--help") || rest.includes("-h")) {
    io.out(`${command.usage}\n\n${command.summary}\n\n${COMMON_OPTIONS}`);
    return 0;
  }
  const run = await command.load();
  return run(parseArguments(rest, command), io);
}

const COMMON_OPTIONS = `Options of every command:
  --config DIR    configuration (default: config)
  --data DIR      state of this installation (default: data)
  --now INSTANT   takes this ISO 8601 instant for now, in rehearsals, demos and tests`;

function overview(): string {
  const width = Math.max(...COMMANDS.map((command) => command.name.length));
  const lines = COMMANDS.map(
    (command) => `  ${command.name.padEnd(width)}  ${command.summary.split("\n")[0]}`,
  );
  return `langnghe COMMAND [options]\n\n${lines.join("\n")}\n\nCOMMAND --help tells more. ${COMMON_OPTIONS}`;
}

const io = standardIo();
main(process.argv.slice(2), io)
  .then((code) => io.finish(code))
  .catch((error: unknown) => {
    if (error instanceof UsageError) {
      io.err(error.message);
      return io.finish(2);
    }
    io.err(error instanceof Error ? error.message : String(error));
    if (process.env.LANGNGHE_DEBUG && error instanceof Error && error.stack) io.err(error.stack);
    return io.finish(1);
  });
