import type { Channel } from "./channel.ts";
import { call, fieldOf, isAnswer, NOT_A_NOTE, noteIn, outcomeOfStatus } from "./http.ts";
import { type NotePlace, noteRules } from "./note-place.ts";

/** One short message (GSM 03.38: 160 characters; with letters beyond it, 70): two are sent as one where marks stay. */
const PLAIN_TEXT = 160;
const MARKED_TEXT = 134;

/** Short messages through a gateway that speaks the interface of docs/channels.md: a repetition of an id is no message. */
export function smsChannel(place: NotePlace & { readonly diacritics: boolean }): Channel {
  const name = "sms";
  const common = place.answerTimeoutMs === undefined ? {} : { timeoutMs: place.answerTimeoutMs };
  const authorized = () => {
    const token = place.token();
    return token === null ? null : { authorization: `Bearer ${token}` };
  };
  return {
    name,
    notes: noteRules(place, {
      limit: place.diacritics ? MARKED_TEXT : PLAIN_TEXT,
      unmarked: !place.diacritics,
    }),
    send: async (message, signal) => {
      const note = noteIn(message);
      const token = authorized();
      if (note === null) return NOT_A_NOTE;
      if (token === null) return { kind: "unreachable", reason: `${name}: no token` };
      const { id, to, text } = note;
      const headers = { "content-type": "application/json", "idempotency-key": id, ...token };
      const url = `${place.api}/messages`;
      const body = JSON.stringify({ id, to, text });
      const answer = await call({ method: "POST", url, headers, body, signal, ...common });
      return isAnswer(answer) ? outcomeOfStatus(answer, name) : answer;
    },
    whereabouts: async (message, signal) => {
      const note = noteIn(message);
      const token = authorized();
      if (note === null || token === null) return "unclear";
      const url = `${place.api}/messages/${encodeURIComponent(note.id)}`;
      const answer = await call({ method: "GET", url, headers: token, signal, ...common });
      if (!isAnswer(answer)) return "unclear";
      if (answer.status === 404) return "absent";
      const status = fieldOf(answer.json, "status");
      return answer.status === 200 && (status === "accepted" || status === "sent") ? "arrived" : "unclear";
    },
  };
}
