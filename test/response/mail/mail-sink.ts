import type { AddressInfo } from "node:net";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";

/** What the server does with the next message: take it, answer with a code, or take its text and hang up or say nothing. */
export type Answer =
  | "take"
  | "drop-after-data"
  | "say-nothing"
  | { readonly at: "rcpt" | "data"; readonly code: number };

/** A real mail server on loopback that keeps what it accepted. */
export interface MailSink {
  readonly port: number;
  readonly mails: readonly ParsedMail[];
  /** Messages whose text arrived, accepted or not. */
  readonly texts: () => number;
  /** Answers for the next messages, in turn; then everything is taken. */
  answer(...answers: readonly Answer[]): void;
  /** Resolves when the text of the next message has arrived. */
  nextText(): Promise<void>;
  close(): Promise<void>;
}

/** Starts the server on a free port, without TLS or sign-in. */
export async function startMailSink(): Promise<MailSink> {
  const mails: ParsedMail[] = [];
  const queue: Answer[] = [];
  const waiting: (() => void)[] = [];
  let texts = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    logger: false,
    onRcptTo: (_address, _session, done) => {
      const next = queue[0];
      if (typeof next !== "object" || next.at !== "rcpt") return done();
      queue.shift();
      done(refusal(next.code));
    },
    onData: (stream, _session, done) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        texts += 1;
        for (const resolve of waiting.splice(0)) resolve();
        const next = queue.shift() ?? "take";
        if (next === "say-nothing") return;
        if (next === "drop-after-data") {
          for (const connection of server.connections) (connection as unknown as Hung)._socket.destroy();
          return;
        }
        if (typeof next === "object") return done(refusal(next.code));
        void simpleParser(Buffer.concat(chunks)).then((mail) => {
          mails.push(mail);
          done();
        });
      });
    },
  });
  server.on("error", () => undefined);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.server.address() as AddressInfo).port,
    mails,
    texts: () => texts,
    answer: (...answers) => queue.push(...answers),
    nextText: () => new Promise((resolve) => waiting.push(resolve)),
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

interface Hung {
  readonly _socket: { destroy(): void };
}

function refusal(code: number): Error {
  return Object.assign(new Error(code < 500 ? "try again later" : "no such mailbox"), { responseCode: code });
}
