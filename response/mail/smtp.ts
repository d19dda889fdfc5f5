import { Readable } from "node:stream";
import SMTPConnection from "nodemailer/lib/smtp-connection";
import type { SendOutcome } from "../alerts/channels/channel.ts";

/** A mail server as configuration names it. */
export interface SmtpServer {
  readonly host: string;
  readonly port: number;
  /** TLS from the start; otherwise STARTTLS where the server offers it. */
  readonly secure: boolean;
  readonly user: string | null;
  readonly password: string | null;
  /** How long it may stay silent; RFC 5321 grants ten minutes after the text, which nobody needs for one small mail. */
  readonly answerTimeoutMs?: number;
}

/** One message for one reader. */
export interface SmtpMessage {
  readonly from: string;
  readonly to: string;
  readonly raw: Buffer;
}

const CONNECT_TIMEOUT_MS = 15_000;
const ANSWER_TIMEOUT_MS = 120_000;
const LOOPBACK = /^(localhost|127(\.\d+){3}|::1)$/;

interface SmtpFailure extends Error {
  readonly code?: string;
  readonly responseCode?: number;
}

/**
 * Makes one attempt to hand a message to a mail server and says what became of it. The line between "not sent" and
 * "unknown" is the moment at which the message's own bytes begin to flow: before it nothing can have arrived.
 */
export async function sendOverSmtp(
  server: SmtpServer,
  message: SmtpMessage,
  signal?: AbortSignal,
): Promise<SendOutcome> {
  const connection = connectionTo(server);
  let begun = false;
  const body = lazyBody(message.raw, () => {
    begun = true;
  });
  const stop = (): void => connection.close();
  signal?.addEventListener("abort", stop, { once: true });
  try {
    const broken = new Promise<never>((_, reject) => {
      connection.once("error", reject);
      connection.once("end", () => reject(new Error("the connection ended")));
    });
    broken.catch(() => undefined);
    await Promise.race([broken, connect(connection, server)]);
    await Promise.race([broken, send(connection, message, body)]);
    connection.quit();
    return { kind: "sent" };
  } catch (error) {
    connection.close();
    return outcomeOf(error, begun, server);
  } finally {
    signal?.removeEventListener("abort", stop);
    body.destroy();
  }
}

function connectionTo(server: SmtpServer): SMTPConnection {
  const connection = new SMTPConnection({
    host: server.host,
    port: server.port,
    secure: server.secure,
    connectionTimeout: CONNECT_TIMEOUT_MS,
    greetingTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: server.answerTimeoutMs ?? ANSWER_TIMEOUT_MS,
    // A relay on this machine has no certificate that anybody signed, and nobody stands between.
    tls: LOOPBACK.test(server.host) ? { rejectUnauthorized: false } : {},
  });
  // Late errors of a connection already given up must not end the process.
  connection.on("error", () => undefined);
  return connection;
}

/** The message as a stream that is read only once the server has asked for it. */
function lazyBody(raw: Buffer, onBegin: () => void): Readable {
  return new Readable({
    read() {
      onBegin();
      this.push(raw);
      this.push(null);
    },
  });
}

async function connect(connection: SMTPConnection, server: SmtpServer): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    connection.connect((error) => (error ? reject(error) : resolve()));
  });
  if (server.user === null) return;
  const credentials = { user: server.user, pass: server.password ?? "" };
  await new Promise<void>((resolve, reject) => {
    connection.login({ credentials }, (error) => (error ? reject(error) : resolve()));
  });
}

async function send(connection: SMTPConnection, message: SmtpMessage, body: Readable): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    connection.send({ from: message.from, to: [message.to] }, body, (error) =>
      error ? reject(error) : resolve(),
    );
  });
}

function outcomeOf(error: unknown, begun: boolean, server: SmtpServer): SendOutcome {
  const failure = error as SmtpFailure;
  // A server repeats the reader's address in its answer; logs and the state need not.
  const said = (failure.message ?? "no reason given")
    .replace(/\S+@\S+/g, "[address]")
    .replace(/\s+/g, " ")
    .slice(0, 200);
  const reason = `${server.host}:${server.port}: ${said}`;
  if (failure.code === "EAUTH" || failure.code === "ETLS") return { kind: "unreachable", reason };
  const code = failure.responseCode;
  if (code !== undefined && code >= 500) return { kind: "refused", reason };
  if (code !== undefined && code >= 400) return { kind: "retry", reason };
  if (begun) return { kind: "unknown", reason };
  if (failure.code === "EENVELOPE" || failure.code === "EMESSAGE") return { kind: "refused", reason };
  return { kind: "unreachable", reason };
}
