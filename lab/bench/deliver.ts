import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SMTPServer } from "smtp-server";
import type { Instant } from "../../model/ids.ts";
import { addMs } from "../../model/time.ts";
import { messageIdOf } from "../../response/mail/compose.ts";
import { type NotificationStore, notificationStore } from "../../state/notifications.ts";
import { openState } from "../../state/open.ts";
import { type ChannelFault, startChannelReplica } from "../replica/channels.ts";
import { type ChildTask, RUN_BEGINS } from "./deliver-child.ts";

/** A run: how many notifications, how often the process is killed, which seed, how fast product time runs. */
export interface DeliverRun {
  readonly count: number;
  readonly kills: number;
  readonly seed: number;
  readonly speed: number;
}
/** What became of them. Lost: neither taken, nor told to a person as unknown, nor refused. Doubled: taken twice. */
export interface DeliverResult {
  readonly notifications: number;
  readonly kills: number;
  readonly states: Readonly<Record<string, number>>;
  readonly taken: number;
  readonly doubled: number;
  readonly lost: number;
  /** Called sent although it was never taken. */
  readonly falselySent: number;
  /** Unknown ones that had arrived, and those that had not: a person finds out by Message-ID or tracking id. */
  readonly unknownArrived: number;
  readonly unknownAbsent: number;
  /** After a person looked at the unknown ones: all taken exactly once but the refused. */
  readonly afterReconciling: { readonly taken: number; readonly doubled: number; readonly lost: number };
  readonly seconds: number;
}

const CHANNELS = ["email", "webhook:ioc", "zalo-oa", "zns", "sms"] as const;
/** Shares of a hundred messages that meet each fault; the rest is taken. */
const FAULTS: readonly (readonly [ChannelFault, number])[] = [
  ["take-then-hang", 2],
  ["take-then-cut", 3],
  ["take-then-500", 2],
  ["take-twice-answered", 3],
  ["hang", 1],
  ["429", 8],
  ["503", 6],
];
const KILL_EVERY_MS = [300, 900] as const;

/** Sends many notifications through flaky channels by a process that is killed again and again, and counts. */
export async function runDeliver(run: DeliverRun): Promise<DeliverResult> {
  const random = seeded(run.seed);
  const faultOf = () => pickFault(random() * 100);
  const directory = mkdtempSync(join(tmpdir(), "deliver-"));
  const file = join(directory, "state.db");
  const channels = await startChannelReplica(faultOf);
  const mailed = new Map<string, number>();
  const smtp = await startFlakySmtp(faultOf, mailed);
  const db = openState(file);
  const store = notificationStore(db);
  fill(store, run.count);
  const startedAtMs = Date.now();
  const task: ChildTask = {
    file,
    smtpPort: (smtp.server.address() as AddressInfo).port,
    channelsUrl: channels.url,
    startedAtMs,
    speed: run.speed,
  };
  const takenOf = () => {
    const counts = new Map(mailed);
    for (const { id } of channels.taken) counts.set(id, (counts.get(id) ?? 0) + 1);
    return counts;
  };
  try {
    const kills = await killAndRestart(task, run.kills, random, () => idle(store));
    const first = tally(store, run.count, takenOf());
    // What is sent again may be lost again without an answer: a person looks until nothing is unknown.
    while ((store.counts().unknown ?? 0) > 0) {
      const now = addMs(
        new Date(RUN_BEGINS).toISOString() as Instant,
        (Date.now() - startedAtMs) * run.speed,
      );
      reconcileByHand(store, takenOf(), now);
      await killAndRestart(task, 0, random, () => idle(store));
    }
    const last = tally(store, run.count, takenOf());
    return {
      notifications: run.count,
      kills,
      states: store.counts() as Readonly<Record<string, number>>,
      ...first,
      afterReconciling: { taken: last.taken, doubled: last.doubled, lost: last.lost },
      seconds: Math.round((Date.now() - startedAtMs) / 1000),
    };
  } finally {
    db.close();
    await channels.close();
    await new Promise<void>((resolve) => smtp.close(() => resolve()));
    rmSync(directory, { recursive: true });
  }
}

function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function pickFault(at: number): ChannelFault {
  let edge = 0;
  for (const [fault, share] of FAULTS) {
    edge += share;
    if (at < edge) return fault;
  }
  return "take";
}

const keyOf = (at: number): string => `deliver ${at}`;
const channelOf = (at: number): (typeof CHANNELS)[number] => CHANNELS[at % CHANNELS.length] ?? "email";

/** The id by which the replica knows a message. */
function idOf(at: number): string {
  const id = at.toString(16).padStart(32, "0");
  return channelOf(at) === "email"
    ? messageIdOf(keyOf(at), "x@anlao.example")
    : channelOf(at) === "zalo-oa"
      ? referenceOf(at)
      : id;
}

function referenceOf(at: number): string {
  return at.toString(16).padStart(8, "0");
}

function fill(store: NotificationStore, count: number): void {
  const createdAt = new Date(RUN_BEGINS).toISOString() as Instant;
  store.addAll(
    Array.from({ length: count }, (_, at) => ({
      key: keyOf(at),
      kind: "alert" as const,
      subject: `hs-${at}`,
      event: "opened",
      channel: channelOf(at),
      recipient: "p-officer",
      createdAt,
      message: JSON.stringify(channelOf(at) === "email" ? mailFor(at, createdAt) : noteFor(at, createdAt)),
    })),
  );
}

function mailFor(at: number, date: string) {
  const words = { subject: `Thử ${at}`, html: "<p>Thử</p>", text: "Thử", images: [], language: "vi", date };
  return { messageId: idOf(at), to: "can-bo@anlao.example", ...words };
}

function noteFor(at: number, date: string) {
  const id = at.toString(16).padStart(32, "0");
  const reference = referenceOf(at);
  // Each to a number of its own, so that the account's last ten messages hold what is asked about.
  const to = `84${String(900_000_000 + at)}`;
  const fields = { muc: "", noi_dung: "", so_y_kien: "", thuong: "", lien_ket: "", ma: reference };
  return { id, reference, to, text: `Thử [${reference}]`, fields, about: {}, language: "vi", date };
}

/** A mail server with the same faults, which a mail meets once its text has arrived. */
async function startFlakySmtp(faultOf: () => ChannelFault, mailed: Map<string, number>): Promise<SMTPServer> {
  const server: SMTPServer = new SMTPServer({
    disableReverseLookup: true,
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    logger: false,
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const id = /^Message-ID: (<[^>]+>)/im.exec(Buffer.concat(chunks).toString("utf8"))?.[1] ?? "";
        const fault = faultOf();
        if (fault.startsWith("take")) mailed.set(id, (mailed.get(id) ?? 0) + 1);
        if (fault === "take" || fault === "take-twice-answered") return done();
        if (fault === "429" || fault === "503")
          return done(Object.assign(new Error("later"), { responseCode: fault === "429" ? 451 : 421 }));
        if (fault === "take-then-hang" || fault === "hang") return;
        for (const one of server.connections as unknown as Set<{
          session: unknown;
          _socket: { destroy(): void };
        }>)
          if (one.session === session) one._socket.destroy();
      });
    },
  });
  server.on("error", () => undefined);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

/** Runs the delivering process, kills it so many times at random moments, then lets one run until nothing waits. */
async function killAndRestart(
  task: ChildTask,
  kills: number,
  random: () => number,
  isDone: () => boolean,
): Promise<number> {
  let killed = 0;
  for (;;) {
    const child = spawn(
      process.execPath,
      [join(import.meta.dirname, "deliver-child.ts"), JSON.stringify(task)],
      {
        stdio: ["ignore", "ignore", "inherit"],
      },
    );
    const exited = once(child, "exit");
    const last = killed >= kills;
    if (last) while (!isDone() && child.exitCode === null) await pause(100);
    else await pause(KILL_EVERY_MS[0] + random() * (KILL_EVERY_MS[1] - KILL_EVERY_MS[0]));
    if (child.exitCode !== null) throw new Error("the delivering process ended by itself");
    child.kill("SIGKILL");
    await exited;
    if (last) return killed;
    killed += 1;
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const FAR = "9999-01-01T00:00:00.000Z" as Instant;

/** Nothing waits, nothing is under way, and no delivery without an answer is to be asked about any more. */
function idle(store: NotificationStore): boolean {
  const { waiting = 0, sending = 0 } = store.counts();
  return waiting + sending === 0 && store.unanswered(FAR).length === 0;
}

function tally(store: NotificationStore, count: number, taken: ReadonlyMap<string, number>) {
  const result = { taken: 0, doubled: 0, lost: 0, falselySent: 0, unknownArrived: 0, unknownAbsent: 0 };
  const rows = new Map(store.latest(count).map((one) => [one.key, one]));
  for (let at = 0; at < count; at++) {
    const times = taken.get(idOf(at)) ?? 0;
    const state = rows.get(keyOf(at))?.state;
    if (times > 0) result.taken += 1;
    if (times > 1) result.doubled += 1;
    if (state === "sent" && times === 0) result.falselySent += 1;
    if (state === "unknown") result[times > 0 ? "unknownArrived" : "unknownAbsent"] += 1;
    if (times === 0 && state !== "unknown" && state !== "failed") result.lost += 1;
  }
  return result;
}

/** What a person does on the screen of notifications: looks an id up on the other side and says what became of it. */
function reconcileByHand(store: NotificationStore, taken: ReadonlyMap<string, number>, now: Instant): void {
  for (const one of store.latest(1_000_000)) {
    if (one.state !== "unknown") continue;
    const arrived = taken.has(idOf(Number(one.key.split(" ")[1])));
    store.reconcile(one.seq, arrived ? "sent" : "waiting", now);
  }
}

if (process.argv[1] === import.meta.filename) {
  // A signal is given up after a day: product time runs so slowly that the whole run fits into one.
  const speed = 40;
  const [count = 10_000, kills = 40, seed = 1] = process.argv.slice(2).map(Number);
  process.stdout.write(`${JSON.stringify(await runDeliver({ count, kills, seed, speed }), null, 1)}\n`);
}
