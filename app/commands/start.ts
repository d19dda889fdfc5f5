import { UsageError } from "../../model/errors.ts";
import type { Arguments } from "../arguments.ts";
import { runningClock } from "../clock.ts";
import { configOf } from "../config.ts";
import type { Io } from "../io.ts";
import { serviceLog } from "../log.ts";
import { startService } from "../service.ts";

/** The whole product until it is told to stop. */
export async function start(args: Arguments, io: Io): Promise<number> {
  const config = configOf(args);
  const log = serviceLog();
  const port = portOf(args);
  const service = await startService({
    config,
    dataDir: args.dataDir,
    now: runningClock(args),
    log,
    ...(port === null ? {} : { port }),
  });
  service.startClock();
  io.err(`Lắng Nghe: ${config.settings.web.baseUrl} (${service.address})`);
  if (config.settings.mail === null)
    io.err("No mail server is configured (settings.yaml, mail): alerts are recorded, nobody is mailed.");
  if (!config.sources.some((source) => source.enabled))
    io.err(`No source is enabled in ${args.configDir}/sources: set enabled: true where you may read.`);
  await untilStopped();
  io.err("Stopping…");
  await service.close();
  return 0;
}

/** Resolves when the process is asked to end. */
export function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => resolve());
  });
}

/** `--port`, where given. */
export function portOf(args: Arguments): number | null {
  const text = args.text("port");
  if (text === null) return null;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new UsageError("bad-port", `--port ${text} is no port: give a number up to 65535`);
  return port;
}
