import { rmSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { configOf } from "../app/config.ts";
import { type Service, startService } from "../app/service.ts";
import type { Day, Instant } from "../model/ids.ts";
import type { Logger } from "../model/log.ts";
import { addDays, addMs, type Clock, dayOf, epochMs, instantOf, startOfDay, weekOf } from "../model/time.ts";
import { addressesOf, discoverJobFor } from "../pipeline/schedule.ts";
import { detectRange, hourly } from "../pipeline/stages/detect.ts";
import { peopleStore, type Role } from "../state/people.ts";
import { DEMO_UNIT, playCases } from "./demo-cases.ts";
import { writeReplicaConfig } from "./replica/config.ts";
import { type Mailbox, startMailbox } from "./replica/mailbox.ts";
import { type Replica, startReplica } from "./replica/start-replica.ts";

/** How the demo is called. */
export interface DemoOptions {
  /** The shipped configuration: everything but sources and mail is taken from it. */
  readonly configDir: string;
  /** Emptied first. */
  readonly dataDir: string;
  /** A folder with a corpus that fills the newspaper instead of the town's own articles. */
  readonly corpusDir: string | null;
  readonly portalPort: number;
  readonly mailboxPort: number;
  /** The moment to which the town's clock and the product's are set; they run on from there. */
  readonly from: Instant;
  readonly say: (line: string) => void;
  readonly log: Logger;
  /** For the test that no stored byte depends on a name. */
  readonly renameAuthors?: (name: string) => string;
}

/** An account of the demo, with its password. */
export interface DemoAccount {
  readonly email: string;
  readonly role: Role;
  readonly password: string;
}

/** A town and the product that has listened to it; `close` ends both. */
export interface Demo {
  readonly service: Service;
  readonly replica: Replica;
  readonly mailbox: Mailbox;
  readonly accounts: readonly DemoAccount[];
  /** The portal as people open it. */
  readonly portalUrl: string;
  readonly today: Day;
  readonly now: Clock;
  readonly digestDir: string;
  close(): Promise<void>;
}

/** Days before today of which the hot spots are worked out: earlier ones have too little past to judge by. */
const DETECT_DAYS = 27;
const ACCOUNTS: readonly { readonly email: string; readonly name: string; readonly role: Role }[] = [
  { email: "chuyenvien@example.org", name: "Chuyên viên tuyên giáo", role: "officer" },
  { email: "lanhdao@example.org", name: "Lãnh đạo", role: "leader" },
  { email: "donvi@example.org", name: "Cán bộ Phòng Kinh tế", role: "unit" },
  { email: "vanhanh@example.org", name: "Người vận hành", role: "operator" },
];

/** The last half past eight in the evening: by then the town's day is told, and nothing lies in the future. */
export function lastEvening(real: Date): Instant {
  const evening = addMs(startOfDay(dayOf(instantOf(real))), 20.5 * 3_600_000);
  return epochMs(evening) <= real.getTime() ? evening : addMs(evening, -86_400_000);
}

/** Starts the town, then the product; crawls, detects, tells people and writes the digest, all by the real pipeline. */
export async function runDemo(options: DemoOptions): Promise<Demo> {
  const shiftMs = epochMs(options.from) - Date.now();
  const now: Clock = () => new Date(Date.now() + shiftMs);
  const today = dayOf(options.from);
  rmSync(options.dataDir, { recursive: true, force: true });
  options.say("Dựng thị trấn trên máy này: một tờ báo, một cổng xã, một diễn đàn…");
  const replica = await startReplica({
    now,
    today,
    ...(options.corpusDir === null ? {} : { corpusDir: options.corpusDir }),
    ...(options.renameAuthors ? { renameAuthors: options.renameAuthors } : {}),
  });
  const mailbox = await startMailbox({ pagePort: options.mailboxPort });
  const portalPort = options.portalPort === 0 ? await freePort() : options.portalPort;
  const configDir = join(options.dataDir, "config");
  writeReplicaConfig(options.configDir, configDir, replica, {
    today,
    settings: {
      mail: {
        host: "127.0.0.1",
        port: mailbox.smtpPort,
        from: "Lắng Nghe <lang-nghe@example.org>",
        operator: "vanhanh@example.org",
      },
      web: { host: "127.0.0.1", port: portalPort, baseUrl: `http://localhost:${portalPort}` },
    },
  });
  const config = configOf({ configDir });
  const service = await startService({ config, dataDir: options.dataDir, now, log: options.log });
  const accounts = await addAccounts(service);
  await crawlTown(service, options.say, config.sources);
  options.say("Tìm điểm nóng của bốn tuần qua…");
  await detectRange(addDays(today, -DETECT_DAYS), addDays(today, -1), service.detection);
  await hourly(instantOf(now()), service.detection);
  await playCases(service, config, today);
  await service.cases.round();
  await service.cases.remind(service.notifications);
  const undelivered = await service.notifications.notifyDay(today);
  for (const sentence of undelivered) options.say(sentence);
  const digestDir = join(options.dataDir, "digest");
  await service.digests.send(weekOf(today));
  await service.digests.write(weekOf(today), digestDir);
  return {
    service,
    replica,
    mailbox,
    accounts,
    portalUrl: config.settings.web.baseUrl,
    today,
    now,
    digestDir,
    close: async () => {
      await service.close();
      await mailbox.close();
      await replica.close();
    },
  };
}

/** A port that nobody holds just now. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

async function addAccounts(service: Service): Promise<readonly DemoAccount[]> {
  const people = peopleStore(service.stores.db);
  const accounts: DemoAccount[] = [];
  for (const { email, name, role } of ACCOUNTS) {
    const { person, password } = await people.add({ email, name, role });
    if (role === "unit") service.cases.members.set(person.id, DEMO_UNIT);
    accounts.push({ email, role, password });
  }
  return accounts;
}

async function crawlTown(
  service: Service,
  say: (line: string) => void,
  sources: readonly Parameters<typeof addressesOf>[0][],
): Promise<void> {
  const began = Date.now();
  const jobs = sources.flatMap((source) =>
    addressesOf(source).map((url) => discoverJobFor(source, url, "demo")),
  );
  await service.path.queue.enqueue(jobs);
  const tell = (): void => {
    const counts = service.stores.outcomes.ofRun("demo");
    const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
    say(`Đang đọc: ${total} bài, ý kiến đã qua (${counts.indexed ?? 0} vào chỉ mục)…`);
  };
  const timer = setInterval(tell, 2000);
  await service.path.queue.idle();
  clearInterval(timer);
  const counts = service.stores.outcomes.ofRun("demo");
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const parts = Object.entries(counts).map(([name, count]) => `${name} ${count}`);
  say(
    `Đã đọc ${total} bài và ý kiến trong ${Math.round((Date.now() - began) / 1000)} giây: ${parts.join(", ")}.`,
  );
}
