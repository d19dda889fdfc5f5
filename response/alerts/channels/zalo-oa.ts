import type { Channel, SendOutcome, Whereabouts } from "./channel.ts";
import { call, fieldOf, type HttpAnswer, isAnswer, NOT_A_NOTE, noteIn, outcomeOfStatus } from "./http.ts";
import type { NotePlace } from "./note-place.ts";
import { noteRules } from "./note-place.ts";

/** Zalo takes 2,000 characters; a signal needs far fewer, and ZNS holds no more than these. */
const LONGEST_TEXT = 400;
/** Messages of one conversation that are looked through for ours. */
const LOOKED_THROUGH = 10;
/** Zalo answers 200 and says what is wrong in `error`: the token (-216, -124, -155), the pace (-32, -211). */
const TOKEN_ERRORS: readonly number[] = [-216, -124, -155];
const PACE_ERRORS: readonly number[] = [-32, -211];

/** A Zalo answer, which is always 200: 0 is taken, the rest by its number. */
export function zaloOutcome(answer: HttpAnswer, host: string): SendOutcome {
  if (answer.status !== 200) return outcomeOfStatus(answer, host);
  const error = fieldOf(answer.json, "error");
  if (error === 0) return { kind: "sent" };
  if (typeof error !== "number") return { kind: "unknown", reason: `${host}: an answer that says nothing` };
  const reason = `${host}: error ${error}`;
  if (TOKEN_ERRORS.includes(error)) return { kind: "unreachable", reason };
  if (PACE_ERRORS.includes(error)) return { kind: "retry", reason };
  return { kind: "refused", reason };
}

/** Messages of the authority's Official Account to staff who follow it. */
export function zaloOaChannel(place: NotePlace): Channel {
  const name = "zalo-oa";
  const common = place.answerTimeoutMs === undefined ? {} : { timeoutMs: place.answerTimeoutMs };
  return {
    name,
    notes: noteRules(place, { limit: LONGEST_TEXT, unmarked: false }),
    send: async (message, signal) => {
      const note = noteIn(message);
      if (note === null) return NOT_A_NOTE;
      const token = place.token();
      if (token === null) return { kind: "unreachable", reason: `${name}: no access token` };
      const headers = { "content-type": "application/json", access_token: token };
      const body = JSON.stringify({ recipient: { user_id: note.to }, message: { text: note.text } });
      const url = `${place.api}/v3.0/oa/message/cs`;
      const answer = await call({ method: "POST", url, headers, body, signal, ...common });
      return isAnswer(answer) ? zaloOutcome(answer, name) : answer;
    },
    whereabouts: async (message, signal) => {
      const note = noteIn(message);
      const token = place.token();
      if (note === null || token === null) return "unclear";
      const asked = encodeURIComponent(
        JSON.stringify({ user_id: note.to, offset: 0, count: LOOKED_THROUGH }),
      );
      const url = `${place.api}/v2.0/oa/conversation?data=${asked}`;
      const answer = await call({ method: "GET", url, headers: { access_token: token }, signal, ...common });
      return isAnswer(answer) ? inConversation(answer, note) : "unclear";
    },
  };
}

/** Ours is among the last messages, or they reach back before it was decided and it is not. */
function inConversation(
  answer: HttpAnswer,
  note: { readonly reference: string; readonly date: string },
): Whereabouts {
  const rows = fieldOf(answer.json, "data");
  if (answer.status !== 200 || fieldOf(answer.json, "error") !== 0 || !Array.isArray(rows)) return "unclear";
  if (rows.some((row) => String(fieldOf(row, "message")).includes(note.reference))) return "arrived";
  const oldest = Math.min(...rows.map((row) => Number(fieldOf(row, "time"))));
  const whole = rows.length < LOOKED_THROUGH || oldest < Date.parse(note.date);
  return whole ? "absent" : "unclear";
}
