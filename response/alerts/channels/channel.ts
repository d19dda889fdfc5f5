import type { OutgoingMail } from "../../mail/outgoing.ts";

/** What became of one attempt. */
export type SendOutcome =
  | { readonly kind: "sent" }
  /** Nothing was accepted; the same attempt may succeed later. */
  | { readonly kind: "retry"; readonly reason: string }
  /** The channel answers to nobody just now (no connection, no sign-in). */
  | { readonly kind: "unreachable"; readonly reason: string }
  /** Refused for good. */
  | { readonly kind: "refused"; readonly reason: string }
  /** It was handed over and no answer came: it may have arrived. */
  | { readonly kind: "unknown"; readonly reason: string };

/**
 * A way to reach people. A new one is a file beside this and a line in `registry.ts`. `send` never throws for what the
 * other side answers; it makes one attempt and says what became of it.
 */
export interface Channel {
  readonly name: string;
  send(mail: OutgoingMail, signal?: AbortSignal): Promise<SendOutcome>;
}
