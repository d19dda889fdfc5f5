import type { LexiconFile } from "../../config/schema.ts";
import { foldDiacritics } from "../text/fold.ts";
import { PhraseMatcher } from "../text/matcher.ts";
import { tokenize } from "../text/tokens.ts";

/** A turn of speech with open places, such as "<số> <kỳ> nay … <chưa>". */
export interface Construction {
  readonly say: string;
  readonly weight: number;
  /** Words at most between two of its parts. */
  readonly within: number;
  readonly alone: boolean;
  readonly rhetorical: boolean;
  /** Not read in a text without diacritics. */
  readonly onlyMarked: boolean;
  readonly parts: number;
  /** Place in the files: of two that share words the earlier counts. */
  readonly rank: number;
}

/** Slots in a row, each filled by one of its phrases: "<số> <kỳ dài>", "[nay|rồi]". */
export interface Part {
  readonly construction: Construction;
  readonly part: number;
  readonly slots: readonly number[];
}

/** What a phrase may stand for: the slots that it fills, and the parts that begin with one of them. */
export interface Fill {
  readonly slots: ReadonlySet<number>;
  readonly begins: readonly Part[];
}

/**
 * The constructions, compiled for text with and without diacritics: the phrases that fill slots. Slots are matched one by one, never multiplied out: three of forty phrases are 120 entries.
 */
export interface Constructions {
  readonly exact: PhraseMatcher<Fill>;
  readonly folded: PhraseMatcher<Fill>;
}

/** What a number written in digits is compared as. */
export const ANY_NUMBER = "#";
/** `<class>`, `[choice|choice]` or a plain word. */
const SLOT = /<([^>]+)>|\[([^\]]+)\]|(\S+)/gu;

/** Compiles the constructions of the lexicons; throws at a class that no file names. */
export function compileConstructions(lexicons: readonly LexiconFile[]): Constructions {
  const files = lexicons.filter((lexicon) => lexicon.kind === "constructions");
  const slots = new SlotBook(new Map(files.flatMap((file) => Object.entries(file.classes))));
  const beginning = new Map<number, Part[]>();
  let rank = 0;
  for (const { say, weight, within, alone, rhetorical, onlyMarked } of files.flatMap(
    (file) => file.constructions,
  )) {
    const texts = say.split("…");
    const shared = { say, weight, within, alone, rhetorical, onlyMarked };
    const construction: Construction = { ...shared, parts: texts.length, rank: rank++ };
    for (const [part, text] of texts.entries()) {
      for (const row of slots.rowsOf(text)) {
        const [first] = row;
        if (first !== undefined)
          beginning.set(first, [...(beginning.get(first) ?? []), { construction, part, slots: row }]);
      }
    }
  }
  return slots.matchers(beginning);
}

/** Numbers the slots of parts, and knows which phrases fill each. */
class SlotBook {
  readonly #classes: ReadonlyMap<string, readonly string[]>;
  readonly #numbers = new Map<string, number>();
  readonly #slotsByPhrase = new Map<string, Set<number>>();

  constructor(classes: ReadonlyMap<string, readonly string[]>) {
    this.#classes = classes;
  }

  /** The rows of slots that a part may be: several where a slot may stay empty, or a filler is a row itself. */
  rowsOf(part: string): readonly (readonly number[])[] {
    let rows: readonly (readonly number[])[] = [[]];
    for (const [written, name, choices, word] of part.matchAll(SLOT)) {
      const fillers = name === undefined ? (choices?.split("|") ?? [word ?? ""]) : this.#fillersOf(name);
      const plain = fillers.filter((filler) => filler !== "" && !filler.includes("<"));
      const ways: (readonly number[])[] = fillers
        .filter((filler) => filler.includes("<"))
        .flatMap((filler) => this.rowsOf(filler));
      if (plain.length > 0) ways.push([this.#slot(written, plain)]);
      if (fillers.includes("")) ways.push([]);
      rows = rows.flatMap((row) => ways.map((way) => [...row, ...way]));
    }
    return rows;
  }

  matchers(beginning: ReadonlyMap<number, readonly Part[]>): Constructions {
    const fill = (slots: ReadonlySet<number>, unmarked: boolean): Fill => {
      const begins = [...slots].flatMap((slot) => beginning.get(slot) ?? []);
      return { slots, begins: unmarked ? begins.filter((part) => !part.construction.onlyMarked) : begins };
    };
    const exact = new PhraseMatcher<Fill>();
    const folded = new PhraseMatcher<Fill>();
    const byFolded = new Map<string, Set<number>>();
    for (const [phrase, slots] of this.#slotsByPhrase) {
      exact.addTokens(phrase.split(" "), fill(slots, false));
      const plain = foldDiacritics(phrase);
      byFolded.set(plain, new Set([...(byFolded.get(plain) ?? []), ...slots]));
    }
    for (const [phrase, slots] of byFolded) folded.addTokens(phrase.split(" "), fill(slots, true));
    return { exact, folded };
  }

  #slot(written: string, fillers: readonly string[]): number {
    const known = this.#numbers.get(written);
    if (known !== undefined) return known;
    const slot = this.#numbers.size;
    this.#numbers.set(written, slot);
    for (const filler of fillers) {
      const phrase = normalForm(filler);
      const slots = this.#slotsByPhrase.get(phrase);
      if (slots === undefined) this.#slotsByPhrase.set(phrase, new Set([slot]));
      else slots.add(slot);
    }
    return slot;
  }

  #fillersOf(name: string): readonly string[] {
    const fillers = this.#classes.get(name);
    if (!fillers) throw new Error(`constructions: no class <${name}>`);
    return fillers;
  }
}

function normalForm(written: string): string {
  return tokenize(written)
    .map((token) => (token.kind === "number" ? ANY_NUMBER : token.norm))
    .join(" ");
}
