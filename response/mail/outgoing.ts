/** A picture shown within a mail by its Content-ID. */
export interface InlineImage {
  readonly cid: string;
  readonly pngBase64: string;
}

/** One mail to one reader, ready to be sent; plain data, so that the outbox can keep it. */
export interface OutgoingMail {
  readonly messageId: string;
  readonly to: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly images: readonly InlineImage[];
  readonly language: "vi" | "en";
  /** When it was decided; the same at every attempt. */
  readonly date: string;
}
