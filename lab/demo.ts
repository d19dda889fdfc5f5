import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { untilStopped } from "../app/commands/start.ts";
import { commandLog } from "../app/log.ts";
import { lastEvening, runDemo } from "./demo-run.ts";

/** `npm run demo`: the town, then the product against it; everything is worked out from pages crawled a moment ago. */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      corpus: { type: "string" },
      port: { type: "string" },
      data: { type: "string" },
      once: { type: "boolean" },
    },
  });
  const say = (line: string): void => {
    process.stdout.write(`${line}\n`);
  };
  if (values.corpus !== undefined && !existsSync(values.corpus)) {
    process.stderr.write(
      `--corpus ${values.corpus}: no such folder; give one with press-articles.jsonl.gz and reader-comments.jsonl.gz\n`,
    );
    return 2;
  }
  const port = Number(values.port ?? "8080");
  const demo = await runDemo({
    configDir: "config",
    dataDir: values.data ?? "data/demo",
    corpusDir: values.corpus ?? null,
    portalPort: port,
    mailboxPort: port === 0 ? 0 : port + 1,
    from: lastEvening(new Date()),
    say,
    log: commandLog((line) => process.stderr.write(`${line}\n`)),
  });
  say("");
  say(`Cổng:           ${demo.portalUrl}`);
  for (const { role, email, password } of demo.accounts) say(`  ${role.padEnd(9)} ${email}  ${password}`);
  say(`Hộp thư thử:    ${demo.mailbox.url} (${demo.mailbox.mails.length} thư)`);
  for (const mail of demo.mailbox.mails) say(`  ${mail.to}: ${mail.subject}`);
  say(`Bản tin tuần:   ${demo.digestDir}`);
  say(`Thị trấn:       ${demo.replica.newspaperUrl}  ${demo.replica.portalUrl}  ${demo.replica.forumUrl}`);
  say(`Đồng hồ của bản thử chạy từ ${demo.now().toISOString()}.`);
  if (!values.once) {
    demo.service.startClock();
    say("Ctrl+C để dừng.");
    await untilStopped();
  }
  await demo.close();
  return 0;
}

main()
  .then((code) => process.exit(code))
  .catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  });
