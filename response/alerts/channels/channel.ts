import type { Level } from "../../../model/hot-spot.ts";
import type { OutgoingMail } from "../../mail/outgoing.ts";
import type { OutgoingNote } from "../outgoing-note.ts";
import type { Recipient } from "../recipients.ts";

/** What became of one attempt. */
export type SendOutcome =
  | { readonly kind: "sent" }
  /** Nothing was accepted; the same attempt may succeed later, no sooner than the other side asks for. */
  | { readonly kind: "retry"; readonly reason: string; readonly afterMs?: number }
  /** The channel answers to nobody just now (no connection, no sign-in). */
  | { readonly kind: "unreachable"; readonly reason: string }
  /** Refused for good. */
  | { readonly kind: "refused"; readonly reason: string }
  /** It was handed over and no answer came: it may have arrived. */
  | { readonly kind: "unknown"; readonly reason: string };

/** What the other side says of a delivery without an answer: it has it, it surely has it not, or it does not say. */
export type Whereabouts = "arrived" | "absent" | "unclear";

/** What a channel carries: a whole mail, or a short note. */
export type OutgoingMessage = OutgoingMail | OutgoingNote;

/**
 * A way to reach people. A new one is a file beside this and a line in `registry.ts`. `send` never throws for what the
 * other side answers; it makes one attempt and says what became of it.
 */
export interface Channel {
  readonly name: string;
  send(message: OutgoingMessage, signal?: AbortSignal): Promise<SendOutcome>;
  /** Asks what became of a delivery without an answer; missing where the other side cannot be asked. */
  whereabouts?(message: OutgoingMessage, signal?: AbortSignal): Promise<Whereabouts>;
  /** For channels of short notes: what they hold and whom they reach. Missing for mail, which reaches every account. */
  readonly notes?: NoteRules;
}

/** How a short channel takes what it says. */
export interface NoteRules {
  /** Longest text, in characters. */
  readonly limit: number;
  /** The gateway has no diacritics, or charges double for them. */
  readonly unmarked: boolean;
  /** Where the reader is reached of a hot spot of this level; null where not. */
  addressOf(reader: Recipient, level: Level): string | null;
}
