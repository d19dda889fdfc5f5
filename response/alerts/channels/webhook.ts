import { createHmac, timingSafeEqual } from "node:crypto";
import type { Level } from "../../../model/hot-spot.ts";
import type { Channel } from "./channel.ts";
import { call, isAnswer, NOT_A_NOTE, noteIn, outcomeOfStatus } from "./http.ts";

/** A system that is told. */
export interface WebhookPlace {
  readonly id: string;
  readonly url: string;
  /** Read at each attempt; null where there is none. */
  readonly secret: () => string | null;
  readonly statusUrl: string | null;
  readonly levels: readonly Level[];
  /** The clock of the signature, real time. */
  readonly now: () => Date;
  readonly answerTimeoutMs?: number;
}

/** How old a signed delivery may be when it is checked: what is older may be a recording. */
const SIGNATURE_AGE_MS = 5 * 60_000;
const LONGEST_TEXT = 1000;

/** The signature of a delivery: HMAC-SHA256 over its id, its time in seconds and its body, joined by full stops. */
export function signatureOf(
  secret: string,
  delivery: { readonly id: string; readonly timestamp: string; readonly body: string },
): string {
  const { id, timestamp, body } = delivery;
  return `v1=${createHmac("sha256", secret).update(`${id}.${timestamp}.${body}`).digest("hex")}`;
}

/** What a receiver does (docs/channels.md): whether a delivery is ours and fresh. It also remembers ids it has taken. */
export function isAuthentic(
  secret: string,
  delivery: { readonly id: string; readonly timestamp: string; readonly body: string },
  signature: string,
  now: Date,
): boolean {
  if (!(Math.abs(now.getTime() - Number(delivery.timestamp) * 1000) <= SIGNATURE_AGE_MS)) return false;
  const expected = Buffer.from(signatureOf(secret, delivery));
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** Tells another system by a signed POST; the id is the same at every attempt, the time and signature are not. */
export function webhookChannel(place: WebhookPlace): Channel {
  const name = `webhook:${place.id}`;
  const common = place.answerTimeoutMs === undefined ? {} : { timeoutMs: place.answerTimeoutMs };
  const signed = (secret: string, id: string, body: string): Record<string, string> => {
    const timestamp = String(Math.floor(place.now().getTime() / 1000));
    return {
      "langnghe-id": id,
      "langnghe-timestamp": timestamp,
      "langnghe-signature": signatureOf(secret, { id, timestamp, body }),
    };
  };
  const channel: Channel = {
    name,
    notes: {
      limit: LONGEST_TEXT,
      unmarked: false,
      addressOf: (reader, level) => (reader.id === name && place.levels.includes(level) ? place.url : null),
    },
    send: async (message, signal) => {
      const note = noteIn(message);
      const secret = place.secret();
      if (note === null) return NOT_A_NOTE;
      if (secret === null) return { kind: "unreachable", reason: `${name}: no secret to sign with` };
      const { id, text, about, date } = note;
      const body = JSON.stringify({ id, decidedAt: date, status: "tín hiệu, chưa xác minh", ...about, text });
      const headers = { "content-type": "application/json; charset=utf-8", ...signed(secret, id, body) };
      const answer = await call({ method: "POST", url: place.url, headers, body, signal, ...common });
      return isAnswer(answer) ? outcomeOfStatus(answer, name) : answer;
    },
  };
  const { statusUrl } = place;
  if (statusUrl === null) return channel;
  return {
    ...channel,
    whereabouts: async (message, signal) => {
      const id = noteIn(message)?.id ?? "";
      const secret = place.secret();
      if (secret === null) return "unclear";
      const url = `${statusUrl.replace(/\/+$/, "")}/${encodeURIComponent(id)}`;
      const answer = await call({ method: "GET", url, headers: signed(secret, id, ""), signal, ...common });
      if (!isAnswer(answer)) return "unclear";
      return answer.status === 200 ? "arrived" : answer.status === 404 ? "absent" : "unclear";
    },
  };
}
