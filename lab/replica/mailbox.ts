import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";

/** One mail that arrived, as its reader would have it. */
export interface ReceivedMail {
  readonly to: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly raw: string;
}

/** A mail server on loopback that keeps what it is given and shows it in the browser. Whoever starts it closes it. */
export interface Mailbox {
  readonly smtpPort: number;
  /** Where the mails can be read. */
  readonly url: string;
  readonly mails: readonly ReceivedMail[];
  close(): Promise<void>;
}

/** Starts the server and its page; free ports unless given. */
export async function startMailbox(options: { readonly pagePort?: number } = {}): Promise<Mailbox> {
  const mails: ReceivedMail[] = [];
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const raw = Buffer.concat(chunks);
        const to = session.envelope.rcptTo.map((recipient) => recipient.address).join(", ");
        simpleParser(raw)
          .then((mail) => {
            mails.push(received(mail, to, raw.toString("utf8")));
            done();
          })
          .catch(done);
      });
    },
  });
  await new Promise<void>((resolve) => smtp.listen(0, "127.0.0.1", resolve));
  const page = createServer((request, response) => {
    const at = /^\/(\d+)$/.exec(request.url ?? "");
    const mail = at ? mails[Number(at[1])] : undefined;
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.end(mail ? mail.html : listPage(mails));
  });
  await listen(page, options.pagePort ?? 0);
  return {
    smtpPort: (smtp.server.address() as AddressInfo).port,
    url: `http://localhost:${(page.address() as AddressInfo).port}`,
    mails,
    close: async () => {
      await new Promise<void>((resolve) => smtp.close(() => resolve()));
      page.closeAllConnections();
      await new Promise<void>((resolve) => page.close(() => resolve()));
    },
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
}

/** Inline pictures are put into the page, so that a browser shows what a mail program would. */
function received(mail: ParsedMail, to: string, raw: string): ReceivedMail {
  let html = typeof mail.html === "string" ? mail.html : "";
  for (const attachment of mail.attachments) {
    if (!attachment.cid) continue;
    html = html.replaceAll(
      `cid:${attachment.cid}`,
      `data:${attachment.contentType};base64,${attachment.content.toString("base64")}`,
    );
  }
  return { to, subject: mail.subject ?? "", html, text: mail.text ?? "", raw };
}

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

function listPage(mails: readonly ReceivedMail[]): string {
  const rows = mails.map(
    (mail, at) =>
      `<li><a href="/${at}">${escaped(mail.subject)}</a><br><small>đến ${escaped(mail.to)}</small></li>`,
  );
  return `<!doctype html><html lang="vi"><meta charset="utf-8"><title>Hộp thư thử</title><body style="font:16px/1.6 system-ui;max-width:44rem;margin:2rem auto;padding:0 1rem"><h1>Hộp thư thử</h1><p>Máy chủ thư trên máy này; không thư nào được gửi ra ngoài.</p><ol>${rows.join("") || "<li>Chưa có thư.</li>"}</ol></body></html>`;
}
