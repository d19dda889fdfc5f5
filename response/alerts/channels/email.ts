import { addressOf, composeMail } from "../../mail/compose.ts";
import { type SmtpServer, sendOverSmtp } from "../../mail/smtp.ts";
import type { Channel } from "./channel.ts";

/** Mail over SMTP: one message to one reader, its Message-ID the same at every attempt. */
export function emailChannel(server: SmtpServer, from: string): Channel {
  const sender = addressOf(from);
  return {
    name: "email",
    send: async (mail, signal) => {
      if (!("html" in mail)) return { kind: "refused", reason: "the outbox holds a note for mail" };
      const raw = await composeMail(mail, from);
      return sendOverSmtp(server, { from: sender, to: mail.to, raw }, signal);
    },
  };
}
