import type { Level } from "../../../model/hot-spot.ts";
import type { NoteRules } from "./channel.ts";

/** An interface with a token, and the accounts that it reaches. */
export interface NotePlace {
  /** Without a slash at the end. */
  readonly api: string;
  /** Read at each attempt, since tokens are replaced; null where there is none. */
  readonly token: () => string | null;
  readonly levels: readonly Level[];
  readonly readers: readonly { readonly email: string; readonly to: string }[];
  readonly answerTimeoutMs?: number;
}

/** Reaches the accounts that configuration names, by their e-mail, for the levels that it names. */
export function noteRules(place: NotePlace, text: Omit<NoteRules, "addressOf">): NoteRules {
  const addresses = new Map(place.readers.map(({ email, to }) => [email.toLowerCase(), to]));
  return {
    ...text,
    addressOf: (reader, level) =>
      place.levels.includes(level) ? (addresses.get(reader.email.toLowerCase()) ?? null) : null,
  };
}
