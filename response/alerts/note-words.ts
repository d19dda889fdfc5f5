import { createHash } from "node:crypto";
import type { Names } from "../../analyzers/hot-spots/inputs.ts";
import { foldDiacritics } from "../../analyzers/text/fold.ts";
import type { HotSpotEvent } from "../../model/hot-spot.ts";
import type { Instant } from "../../model/ids.ts";
import { headerLine } from "../mail/compose.ts";
import type { MailWords } from "../mail/words.ts";
import type { NoteRules } from "./channels/channel.ts";
import type { OutgoingNote } from "./outgoing-note.ts";

/** What a short note says: the figures of the event, in the reader's language, and where to read on. */
export interface NoteContent {
  /** The delivery's key: its id follows from it. */
  readonly key: string;
  readonly to: string;
  readonly event: HotSpotEvent;
  /** The story in one sentence, as the mail's subject has it. */
  readonly story: string;
  readonly link: string;
  readonly now: Instant;
}

const LONGEST_FIELD = 90;

/**
 * Puts an alert into a short note: the mark "signal, not verified" first and the link last are never cut, the story
 * between them is. No citizen's words: the same aggregate figures as the mail's subject (promises 10 and 11).
 */
export function noteOf(content: NoteContent, rules: NoteRules, words: MailWords, names: Names): OutgoingNote {
  const { event, key, link } = content;
  const id = createHash("sha256").update(key).digest("hex").slice(0, 32);
  const reference = id.slice(0, 8);
  const written = (text: string) => (rules.unmarked ? foldDiacritics(headerLine(text)) : headerLine(text));
  const head = written(`${words.level[event.level]} (${words.signal}): `);
  const tail = written(` ${link} [${reference}]`);
  const room = rules.limit - head.length - 1 - tail.length;
  return {
    id,
    reference,
    to: content.to,
    text: `${head} ${cut(written(content.story), room)}${tail.startsWith(" ") ? tail : ` ${tail}`}`.replace(
      / {2,}/g,
      " ",
    ),
    fields: {
      muc: cut(headerLine(`${words.level[event.level]} (${words.signal})`), LONGEST_FIELD),
      noi_dung: cut(
        headerLine(
          `${names.topic(event.topic)}, ${words.list(event.places.map((place) => names.place(place))) || words.wholeArea}`,
        ),
        LONGEST_FIELD,
      ),
      so_y_kien: words.number(event.voices),
      thuong: words.usually(event.expected),
      lien_ket: link,
      ma: reference,
    },
    about: {
      hotSpotId: event.hotSpotId,
      event: event.event,
      level: event.level,
      topic: event.topic,
      places: event.places,
      voices: event.voices,
      expected: event.expected,
      day: event.day,
    },
    language: words.language,
    date: content.now,
  };
}

/** At most so many characters, ended at a word where it was cut. */
function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const short = text.slice(0, Math.max(0, most - 1));
  const space = short.lastIndexOf(" ");
  return `${(space > most / 2 ? short.slice(0, space) : short).replace(/[\s,;:]+$/, "")}…`.slice(
    0,
    Math.max(0, most),
  );
}
