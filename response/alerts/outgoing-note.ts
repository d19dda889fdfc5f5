import type { Level } from "../../model/hot-spot.ts";

/** What a note is about, in figures that may leave the house: aggregates, never a citizen's words (promise 10). */
export interface NoteSubject {
  readonly hotSpotId: string;
  readonly event: string;
  readonly level: Level;
  readonly topic: string;
  readonly places: readonly string[];
  readonly voices: number;
  readonly expected: number;
  readonly day: string;
}

/** One short message to one reader, ready to be sent; plain data, so that the outbox can keep it. */
export interface OutgoingNote {
  /** The same at every attempt: the other side tells a repetition by it. */
  readonly id: string;
  /** Ends the text, so that a person or a list of sent messages can find it: the first eight letters of the id. */
  readonly reference: string;
  readonly to: string;
  readonly text: string;
  /** The words of a fixed template, each short. */
  readonly fields: Readonly<Record<"muc" | "noi_dung" | "so_y_kien" | "thuong" | "lien_ket" | "ma", string>>;
  readonly about: NoteSubject;
  readonly language: "vi" | "en";
  /** When it was decided; the same at every attempt. */
  readonly date: string;
}
