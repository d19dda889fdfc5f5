import { createServer, type Server, type Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { addressOf, composeMail, headerLine, messageIdOf } from "../../../response/mail/compose.ts";
import { sendOverSmtp } from "../../../response/mail/smtp.ts";
import { type MailSink, startMailSink } from "./mail-sink.ts";

const MESSAGE = {
  from: "a@anlao.example",
  to: "b@anlao.example",
  raw: Buffer.from("Subject: x\r\n\r\nThân\r\n.\r\n"),
};
const at = (port: number, answerTimeoutMs = 400) => ({
  host: "127.0.0.1",
  port,
  secure: false,
  user: null,
  password: null,
  answerTimeoutMs,
});

describe("handing a message to a mail server", () => {
  let sink: MailSink;
  beforeEach(async () => {
    sink = await startMailSink();
  });
  afterEach(() => sink.close());

  it.each([
    ["rcpt", 450, "retry"],
    ["data", 451, "retry"],
    ["rcpt", 550, "refused"],
    ["data", 554, "refused"],
  ] as const)("reads %s %i as %s", async (where, code, kind) => {
    sink.answer({ at: where, code });
    expect((await sendOverSmtp(at(sink.port), MESSAGE)).kind).toBe(kind);
  });

  it("does not know whether it arrived when the line breaks after the text", async () => {
    sink.answer("drop-after-data");
    expect((await sendOverSmtp(at(sink.port), MESSAGE)).kind).toBe("unknown");
  });

  it("keeps a line that begins with a dot", async () => {
    expect(await sendOverSmtp(at(sink.port), MESSAGE)).toEqual({ kind: "sent" });
    expect(sink.mails[0]?.text).toContain("\n.\n");
  });

  it("repeats no reader's address in a reason", async () => {
    sink.answer({ at: "rcpt", code: 550 });
    expect(JSON.stringify(await sendOverSmtp(at(sink.port), MESSAGE))).not.toContain(MESSAGE.to);
  });
});

describe("a mail server that says too little", () => {
  let server: Server;
  const sockets = new Set<Socket>();
  afterEach(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });

  /** Answers each line in turn; silent once the script ends. */
  async function scripted(
    greeting: string | null,
    answers: Readonly<Record<string, string>>,
  ): Promise<number> {
    server = createServer((socket) => {
      sockets.add(socket);
      if (greeting !== null) socket.write(greeting);
      socket.on("error", () => undefined);
      socket.on("data", (chunk) => {
        const answer = answers[chunk.toString().slice(0, 4).toUpperCase()];
        if (answer !== undefined) socket.write(answer);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    return typeof address === "object" && address !== null ? address.port : 0;
  }

  const upToData = { EHLO: "250 ok\r\n", MAIL: "250 ok\r\n", RCPT: "250 ok\r\n" };

  it("is unknown where the text was taken and no answer came", async () => {
    const port = await scripted("220 ready\r\n", { ...upToData, DATA: "354 go\r\n" });
    expect((await sendOverSmtp(at(port), MESSAGE)).kind).toBe("unknown");
  });

  it("is unreachable where it never asked for the text", async () => {
    const port = await scripted("220 ready\r\n", upToData);
    expect((await sendOverSmtp(at(port), MESSAGE)).kind).toBe("unreachable");
  });

  it("is unreachable where sign-in is refused, so that a wrong password loses no alert", async () => {
    const port = await scripted("220 ready\r\n", {
      EHLO: "250-ok\r\n250 AUTH PLAIN\r\n",
      AUTH: "535 no\r\n",
    });
    const signIn = { ...at(port), user: "u", password: "wrong" };
    expect((await sendOverSmtp(signIn, MESSAGE)).kind).toBe("unreachable");
  });
});

describe("composing", () => {
  const mail = {
    messageId: "<x@y>",
    to: "b@anlao.example",
    subject: "a\r\nBcc: c@d.example",
    html: "<p>á</p>",
    text: "á",
    images: [],
    language: "vi",
    date: "2026-11-22T03:00:00.000Z",
  } as const;

  it("gives the same headers at every attempt", async () => {
    const head = async () =>
      (await composeMail(mail, "Lắng Nghe <ln@anlao.example>")).toString().split("\r\nContent-Type")[0];
    expect(await head()).toBe(await head());
    expect(await head()).toContain("Message-ID: <x@y>");
    expect(await head()).toContain("Date: Sun, 22 Nov 2026 03:00:00 +0000");
    expect(await head()).not.toMatch(/^Bcc:/m);
  });

  it("makes one line of a header and an address of a name with one", () => {
    expect(headerLine(" a\r\n\tb\u2028c ")).toBe("a b c");
    expect(addressOf("Lắng Nghe <ln@anlao.example>")).toBe("ln@anlao.example");
    expect(messageIdOf("k", "Lắng Nghe <ln@anlao.example>")).toMatch(/^<[0-9a-f]{32}@anlao\.example>$/);
    expect(messageIdOf("k", "")).toContain("@langnghe.invalid>");
  });
});
