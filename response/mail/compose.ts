import { createHash } from "node:crypto";
import MailComposer from "nodemailer/lib/mail-composer";
import type { OutgoingMail } from "./outgoing.ts";

/** Longest subject, in characters: what mail clients show, and far below what a header line may hold. */
const LONGEST_SUBJECT = 200;

/** The bytes of a mail: text and HTML alternatives, pictures inline. */
export async function composeMail(mail: OutgoingMail, from: string): Promise<Buffer> {
  const composer = new MailComposer({
    from: headerLine(from),
    to: { name: "", address: addressOf(mail.to) },
    subject: headerLine(mail.subject).slice(0, LONGEST_SUBJECT),
    messageId: mail.messageId,
    date: new Date(mail.date),
    text: mail.text,
    html: mail.html,
    textEncoding: "base64",
    headers: {
      "Content-Language": mail.language,
      "Auto-Submitted": "auto-generated",
      "X-Auto-Response-Suppress": "All",
    },
    attachments: mail.images.map((image) => ({
      cid: image.cid,
      filename: `${image.cid.split("@")[0]}.png`,
      content: Buffer.from(image.pngBase64, "base64"),
      contentType: "image/png",
      contentDisposition: "inline" as const,
    })),
    // Nothing in a mail may make the sender read a file or fetch an address.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}

/** One line for a header: a title with line breaks or control characters can add no header of its own. */
export function headerLine(text: string): string {
  return text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, " ")
    .replace(/ {2,}/g, " ")
    .trim();
}

/** The bare address of "Name <address>". */
export function addressOf(written: string): string {
  const line = headerLine(written);
  return (/<([^<>]*)>\s*$/.exec(line)?.[1] ?? line).trim();
}

/** The Message-ID of a delivery: the same for the same key, so that a reader's server can tell a repetition. */
export function messageIdOf(key: string, from: string): string {
  const domain = /@([A-Za-z0-9.-]+)$/.exec(addressOf(from))?.[1] ?? "langnghe.invalid";
  return `<${createHash("sha256").update(key).digest("hex").slice(0, 32)}@${domain}>`;
}
