import {
  burstingPhrases,
  type CountedPhrase,
  oneForEach,
  withoutConcernsOf,
} from "../../analyzers/hot-spots/phrase-bursts.ts";
import { type CellSource, WHOLE_AREA } from "../../model/cell.ts";
import { VOICE_FLOOR } from "../../model/floors.ts";
import { type Day, type PlaceId, phraseOf, phraseTopic } from "../../model/ids.ts";
import { addDays, dayOf, startOfDay } from "../../model/time.ts";
import { type PhraseWords, phrasesOfText } from "../../response/alerts/phrases.ts";
import type { PhraseCell, PhraseCells, UntoldText } from "../../state/phrase-cells.ts";
import { settledPlaces } from "../cells-of.ts";

/** Texts of the window, and of the weeks before it, that are read at most. */
const MOST_TEXTS = 6_000;
const MOST_EARLIER = 12_000;
/** Days before a day, behind a guard of a week, in which a phrase's usual level is looked up: as long as texts are held. */
const EARLIEST_DAYS = 30;
const GUARD_DAYS = 7;
/** Days for which a phrase keeps its name for the same concern. */
const NAME_DAYS = 14;

/** What counting phrases needs. */
export interface PhraseDeps {
  readonly store: PhraseCells;
  readonly words: PhraseWords;
  readonly communeOf: (place: PlaceId) => PlaceId | null;
  /** Whether a text or phrase speaks of what nobody may be alerted to (promise 8). */
  readonly isDenied: (text: string) => boolean;
  /** Whether a phrase may name somebody: talk about a person is no concern, whatever else its texts share (promise 5). */
  readonly isPersonal: (phrase: string) => boolean;
  readonly floor: number;
}

/**
 * The cells of phrases up to a day: those written on earlier days, and those of the 72 hours that end with it, counted in
 * the texts still held. Only texts of no topic, since every other concern has cells of its own.
 */
export function phraseCellsUpTo(day: Day, days: number, deps: PhraseDeps): readonly PhraseCell[] {
  const written = deps.store.history(addDays(day, 1 - days), day);
  const known = new Set(
    written
      .filter((cell) => cell.day > addDays(day, -NAME_DAYS))
      .flatMap(({ topic }) => phraseOf(topic) ?? []),
  );
  const cells = new Map(written.map((cell) => [keyOf(cell), cell]));
  for (const cell of countedOn(day, known, deps)) {
    const before = cells.get(keyOf(cell));
    if (before === undefined) cells.set(keyOf(cell), cell);
    else if (cell.voices72h >= before.voices72h) cells.set(keyOf(cell), { ...cell, usual: before.usual });
  }
  return [...cells.values()];
}

function keyOf({ topic, place, day }: PhraseCell): string {
  return `${topic} ${place} ${day}`;
}

function countedOn(day: Day, known: ReadonlySet<string>, deps: PhraseDeps): readonly PhraseCell[] {
  const texts = read(addDays(day, -2), day, MOST_TEXTS, deps);
  if (texts.length < deps.floor) return [];
  const holders = new Map<string, Set<number>>();
  texts.forEach(({ text }, index) => {
    for (const phrase of phrasesOfText(text, deps.words)) {
      const own = holders.get(phrase);
      if (own === undefined) holders.set(phrase, new Set([index]));
      else own.add(index);
    }
  });
  const tested = [...holders.values()].filter((own) => own.size > 1).length;
  const shared = [...holders].flatMap(([phrase, own]) => {
    const voices = voicesOf([...own].flatMap((index) => texts[index] ?? []));
    return voices >= deps.floor && !deps.isDenied(phrase) ? { phrase, voices, texts: own } : [];
  });
  if (shared.length === 0) return [];
  const bursting = withoutConcernsOf(burstingPhrases(withUsual(shared, day, deps), tested), ({ phrase }) =>
    deps.isPersonal(phrase),
  );
  return oneForEach(bursting, known).flatMap((phrase) => cellsOf(phrase, texts, day, deps));
}

function read(from: Day, to: Day, most: number, deps: PhraseDeps): readonly UntoldText[] {
  return deps.store
    .untold(startOfDay(from), startOfDay(addDays(to, 1)), most)
    .filter(({ text }) => !deps.isDenied(text));
}

/** Voices of texts, at the least: the most within one counting key's week. */
function voicesOf(texts: readonly UntoldText[]): number {
  const cells = new Map<string, number>();
  for (const { voiceCell } of texts) cells.set(voiceCell, (cells.get(voiceCell) ?? 0) + 1);
  return Math.max(0, ...cells.values());
}

function withUsual(
  phrases: readonly Omit<CountedPhrase, "usual" | "usualDays">[],
  day: Day,
  deps: PhraseDeps,
): readonly CountedPhrase[] {
  const from = addDays(day, -EARLIEST_DAYS);
  const earlier = read(from, addDays(day, -GUARD_DAYS), MOST_EARLIER, deps);
  const wanted = new Set(phrases.map(({ phrase }) => phrase));
  const counts = new Map<string, number>();
  const days = new Set(earlier.map(({ publishedAt }) => dayOf(publishedAt)));
  for (const { text } of earlier) {
    for (const phrase of phrasesOfText(text, deps.words))
      if (wanted.has(phrase)) counts.set(phrase, (counts.get(phrase) ?? 0) + 1);
  }
  const usualDays = Math.max(days.size, 1);
  return phrases.map((phrase) => ({
    ...phrase,
    usualDays,
    usual: (counts.get(phrase.phrase) ?? 0) / usualDays,
  }));
}

function cellsOf(
  { phrase, texts: own, usual }: CountedPhrase,
  texts: readonly UntoldText[],
  day: Day,
  deps: PhraseDeps,
): readonly PhraseCell[] {
  const holding = [...own].flatMap((index) => texts[index] ?? []);
  const byPlace = new Map<PlaceId, UntoldText[]>([[WHOLE_AREA, holding]]);
  for (const text of holding) {
    const communes = new Set(settledPlaces(text.annotations).flatMap((place) => deps.communeOf(place) ?? []));
    for (const commune of communes) byPlace.set(commune, [...(byPlace.get(commune) ?? []), text]);
  }
  return [...byPlace].flatMap(([place, here]) =>
    [2, 1, 0].flatMap((back) => {
      const on = addDays(day, -back);
      const until = here.filter(({ publishedAt }) => dayOf(publishedAt) <= on);
      return until.length === 0 ? [] : cellOf(phrase, place, on, until, place === WHOLE_AREA ? usual : 0);
    }),
  );
}

function cellOf(
  phrase: string,
  place: PlaceId,
  day: Day,
  texts: readonly UntoldText[],
  usual: number,
): PhraseCell {
  const today = texts.filter(({ publishedAt }) => dayOf(publishedAt) === day);
  const toned = texts.filter(({ annotations }) => annotations.polarity !== "unclear");
  const groups = [...new Set(texts.map(({ sourceGroup }) => sourceGroup))].sort();
  const sources = groups.map((sourceGroup): CellSource => {
    const own = texts.filter((text) => text.sourceGroup === sourceGroup);
    const items = own.filter(({ publishedAt }) => dayOf(publishedAt) === day).length;
    return { sourceGroup, items, echoes: 0, voices72h: voicesOf(own) };
  });
  const voices72h = voicesOf(texts);
  return {
    topic: phraseTopic(phrase),
    place,
    day,
    channel: "public",
    voices: voicesOf(today),
    voices72h,
    negative72h: voicesOf(toned.filter(({ annotations }) => annotations.polarity === "negative")),
    toned72h: voicesOf(toned),
    firstHeard72h: voices72h,
    items: today.length,
    echoes: 0,
    sources,
    usual,
  };
}

/** The phrases of cells at or above the floor: only these may be written. */
export function mayOutlive(cells: readonly PhraseCell[], floor: number = VOICE_FLOOR): readonly PhraseCell[] {
  const heard = new Set(
    cells
      .filter(({ place, voices72h }) => place === WHOLE_AREA && voices72h >= floor)
      .map(({ topic }) => topic),
  );
  return cells.filter(({ topic }) => heard.has(topic));
}
