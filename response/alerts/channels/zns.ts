import type { Channel } from "./channel.ts";
import { call, isAnswer, NOT_A_NOTE, noteIn } from "./http.ts";
import { type NotePlace, noteRules } from "./note-place.ts";
import { zaloOutcome } from "./zalo-oa.ts";

/** Longest template with its words filled in (research/mission-anchors section 5). */
const LONGEST_TEXT = 400;

/**
 * Zalo's template messages to phone numbers: the template's words are Zalo's, only the fields are ours. A delivery
 * without an answer cannot be asked about (its status goes by a number that only the answer tells), so a person looks.
 */
export function znsChannel(place: NotePlace & { readonly templateId: string }): Channel {
  const name = "zns";
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
      const body = JSON.stringify({
        phone: note.to,
        template_id: place.templateId,
        template_data: note.fields,
        tracking_id: note.id,
      });
      const url = `${place.api}/message/template`;
      const answer = await call({ method: "POST", url, headers, body, signal, ...common });
      return isAnswer(answer) ? zaloOutcome(answer, name) : answer;
    },
  };
}
