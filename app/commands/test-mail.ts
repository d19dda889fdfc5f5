import { UsageError } from "../../model/errors.ts";
import { instantOf } from "../../model/time.ts";
import { openChannels } from "../../response/alerts/channels/registry.ts";
import { sendTestMail } from "../../response/operator/watch.ts";
import type { Arguments } from "../arguments.ts";
import { commandClock } from "../clock.ts";
import { configOf } from "../config.ts";
import type { Io } from "../io.ts";

/** One mail, to check the server: says whether it was taken. */
export async function testMail(args: Arguments, io: Io): Promise<number> {
  const config = configOf(args);
  const { mail, area } = config.settings;
  if (mail === null)
    throw new UsageError(
      "no-mail",
      `no mail server is configured: fill in "mail" in ${args.configDir}/settings.yaml`,
    );
  const to = args.words[0] ?? mail.operator;
  if (to === null)
    throw new UsageError("no-recipient", "test-mail needs an address, or mail.operator in settings.yaml");
  const deps = {
    language: "vi" as const,
    areaName: area.name.vi,
    from: mail.from,
    channel: openChannels({ settings: config.settings, secret: () => null }).get("email"),
  };
  const outcome = await sendTestMail(deps, to, instantOf(commandClock(args)()));
  if (outcome.kind !== "sent") {
    io.err(`the mail did not arrive at ${mail.host}:${mail.port}: ${outcome.reason}`);
    return 1;
  }
  io.out(JSON.stringify({ sent: true, host: mail.host, port: mail.port }));
  return 0;
}
