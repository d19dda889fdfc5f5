import type { Names } from "../../analyzers/hot-spots/inputs.ts";
import type { CountingChannel } from "../../model/document.ts";
import type { PlaceId, TopicId } from "../../model/ids.ts";
import type { MailWords } from "./words.ts";

/** What a story is about, where and how many. */
export interface StoryFigures {
  readonly topic: TopicId;
  readonly places: readonly PlaceId[];
  readonly channel: CountingChannel;
  /** At the floor or above: a hot spot exists only from there. */
  readonly voices: number;
  readonly expected: number;
}

/** "Rác ùn ứ, xã An Lão và An Quang". */
export function storyName(
  story: Omit<StoryFigures, "voices" | "expected">,
  words: MailWords,
  names: Names,
): string {
  const youtube = story.channel === "youtube" ? ` (${words.digest.youtube})` : "";
  return `${names.topic(story.topic)}${youtube}, ${placesInWords(story.places, words, names)}`;
}

/** "…: 11 ý kiến độc lập trong 3 ngày, thường khoảng 1". */
export function storySentence(story: StoryFigures, words: MailWords, names: Names): string {
  const counted = words.voicesIn3Days(words.number(story.voices));
  return `${storyName(story, words, names)}: ${counted}, ${words.usually(story.expected)}`;
}

/** Places in a row; a type word that all share is said once ("xã An Lão và An Quang"). */
function placesInWords(places: readonly PlaceId[], words: MailWords, names: Names): string {
  const [first, ...others] = places.map((place) => names.place(place));
  if (first === undefined) return words.wholeArea;
  const type = words.language === "vi" ? /^(xã|phường|thị trấn) /.exec(first)?.[0] : undefined;
  const shortened = others.map((name) =>
    type !== undefined && name.startsWith(type) ? name.slice(type.length) : name,
  );
  return words.list([first, ...shortened]);
}
