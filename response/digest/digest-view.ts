import type { Names } from "../../analyzers/hot-spots/inputs.ts";
import { reasonInWords } from "../mail/reasons.ts";
import { storySentence } from "../mail/story-words.ts";
import type { MailWords } from "../mail/words.ts";
import { LEAST_WEEKS } from "./compare.ts";
import type { Digest, DigestArticle, DigestSpot, TopicChange } from "./digest.ts";

/** A line with what stands behind it. */
export interface SpotLine {
  readonly sentence: string;
  readonly detail: string;
  readonly level: DigestSpot["level"];
  readonly url: string;
}
export interface SpotGroup {
  readonly title: string;
  readonly lines: readonly SpotLine[];
  /** "và 3 mục nữa…"; null when all are shown. */
  readonly more: string | null;
}

/** What a digest says, in one language, in its order; HTML and text both read this. */
export interface DigestView {
  readonly title: string;
  readonly subject: string;
  readonly masthead: string;
  readonly upTo: string | null;
  /** The three lines: what changed, what needs a decision, what closed. */
  readonly lead: readonly { readonly label: string; readonly sentence: string }[];
  readonly spots: readonly SpotGroup[];
  readonly above: readonly string[];
  readonly below: readonly string[];
  readonly topicsRemark: string | null;
  readonly places: readonly { readonly name: string; readonly step: string; readonly level: number | null }[];
  readonly institutions: readonly (DigestArticle & { readonly note: string })[];
  readonly hearing: readonly string[];
  readonly method: readonly string[];
  readonly portalUrl: string;
}

const SHOWN_SPOTS = 10;
const SHOWN_WATCHED = 5;

/** Puts a digest in words. */
export function digestView(
  digest: Digest,
  words: MailWords,
  names: Names,
  site: { readonly baseUrl: string; readonly areaName: string },
): DigestView {
  const say = words.digest;
  const weekWords = words.weekDays(digest.week, digest.from, digest.complete ? digest.to : weekEnd(digest));
  const base = site.baseUrl.replace(/\/+$/, "");
  const lead = leadOf(digest, words, names);
  const group = (title: string, spots: readonly DigestSpot[], limit: number): SpotGroup[] =>
    spots.length === 0
      ? []
      : [
          {
            title,
            lines: spots.slice(0, limit).map((spot) => spotLine(spot, words, names, base)),
            more: spots.length > limit ? say.more(spots.length - limit) : null,
          },
        ];
  return {
    title: say.title(weekWords),
    subject: say.subject(words.week(digest.week), lead[0]?.sentence ?? say.calm),
    masthead: `${words.product} · ${site.areaName}`,
    upTo: digest.complete ? null : say.upTo(words.day(digest.to)),
    lead,
    spots: [
      ...group(say.newOnes, digest.spots.fresh, SHOWN_SPOTS),
      ...group(say.openOnes, digest.spots.open, SHOWN_SPOTS),
      ...group(say.closedOnes, digest.spots.closed, SHOWN_SPOTS),
      ...group(say.watched, digest.spots.watched, SHOWN_WATCHED),
    ],
    above: digest.above.map((change) => changeLine(change, words, names)),
    below: digest.below.map((change) => changeLine(change, words, names)),
    topicsRemark: remarkOf(digest, words),
    places: digest.places.map(({ place, step }) => ({
      name: names.place(place),
      step: step === null ? say.unknownStep : say.step[step],
      level: step,
    })),
    institutions: digest.institutions.map((article) => ({
      ...article,
      note: [article.source, say.echoes(article.echoes)].filter((part) => part !== "").join(" · "),
    })),
    hearing: hearingOf(digest, words),
    method: [...say.methodText, say.alertsSent(digest.alerts)],
    portalUrl: `${base}/`,
  };
}

function weekEnd(digest: Digest): Digest["to"] {
  const sunday = new Date(Date.parse(`${digest.from}T00:00:00Z`) + 6 * 86_400_000);
  return sunday.toISOString().slice(0, 10) as Digest["to"];
}

function leadOf(digest: Digest, words: MailWords, names: Names): DigestView["lead"] {
  const say = words.digest;
  const { fresh, open, closed } = digest.spots;
  const undecided = [...fresh, ...open].filter((spot) => spot.acknowledgedOn === null).length;
  const list = (changes: readonly TopicChange[]): string =>
    words.list(changes.slice(0, 3).map((change) => topicName(change, words, names)));
  const changed = [
    ...(digest.above.length > 0 ? [say.risen(list(digest.above))] : []),
    ...(fresh.length > 0 ? [say.newSpots(fresh.length)] : []),
    ...(digest.below.length > 0 ? [say.fallen(list(digest.below))] : []),
  ];
  if (changed.length === 0) changed.push(digest.baselineWeeks < LEAST_WEEKS ? say.noBaseline : say.calm);
  if (digest.gaps.length > 0)
    changed.push(say.unheard(new Set(digest.gaps.map(({ source }) => source)).size));
  return [
    { label: say.changed, sentence: changed.join(" ") },
    { label: say.decide, sentence: undecided === 0 ? say.nothingToDecide : say.undecided(undecided) },
    { label: say.closed, sentence: closed.length === 0 ? say.nothingClosed : say.closedSpots(closed.length) },
  ];
}

function spotLine(spot: DigestSpot, words: MailWords, names: Names, base: string): SpotLine {
  const say = words.digest;
  const acknowledged =
    spot.acknowledgedOn === null ? say.notAcknowledged : say.acknowledged(words.day(spot.acknowledgedOn));
  const told = spot.level === "watch" ? [] : [acknowledged];
  return {
    sentence: storySentence(spot, words, names),
    detail: [words.level[spot.level], say.age(spot.ageDays), ...told].join(" · "),
    level: spot.level,
    url: `${base}/diem-nong/${encodeURIComponent(spot.id)}`,
  };
}

function topicName({ topic, channel }: TopicChange, words: MailWords, names: Names): string {
  return channel === "youtube" ? `${names.topic(topic)} (${words.digest.youtube})` : names.topic(topic);
}

function changeLine(change: TopicChange, words: MailWords, names: Names): string {
  const say = words.digest;
  if (change.besideSpot) return `${topicName(change, words, names)}: ${say.seeSpots}`;
  const band =
    change.high === null
      ? words.usuallyBelowFloor(words.count(null))
      : say.band(words.count(change.low), words.count(change.high));
  return `${topicName(change, words, names)}: ${say.peak(words.count(change.peak))}, ${band}`;
}

function remarkOf(digest: Digest, words: MailWords): string | null {
  if (digest.baselineWeeks < LEAST_WEEKS) return words.digest.noBaseline;
  return digest.above.length + digest.below.length === 0 ? words.digest.noTopics : null;
}

function hearingOf(digest: Digest, words: MailWords): readonly string[] {
  const say = words.digest;
  const gaps = digest.gaps.map((gap) =>
    say.gap(
      gap.source,
      words.moment(gap.from),
      gap.to === null ? null : words.moment(gap.to),
      reasonInWords(gap.reason, words),
    ),
  );
  return [
    ...(digest.heard.length === 0 ? [] : [say.heard(words.list(digest.heard))]),
    ...(gaps.length === 0 ? [say.allHeard] : [...gaps, say.gapEffect]),
    say.late(words.number(digest.late.institution), words.count(digest.late.citizen)),
  ];
}
