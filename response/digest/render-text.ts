import type { MailWords } from "../mail/words.ts";
import type { DigestView } from "./digest-view.ts";

/** The digest as plain text, complete: what a reader without HTML, or an archive, has. */
export function renderDigestText(view: DigestView, words: MailWords): string {
  const say = words.digest;
  const part = (title: string, lines: readonly string[]): string =>
    [title.toUpperCase(), ...lines].join("\n");
  const spots = view.spots.map((group) =>
    [
      `${group.title}:`,
      ...group.lines.map((line) => `- ${line.sentence}\n  ${line.detail}\n  ${line.url}`),
      ...(group.more === null ? [] : [`  ${group.more}`]),
    ].join("\n"),
  );
  const topics =
    view.topicsRemark === null
      ? [
          say.topicsNote,
          ...view.above.map((line) => `+ ${line} (${say.above.toLowerCase()})`),
          ...view.below.map((line) => `- ${line} (${say.below.toLowerCase()})`),
        ]
      : [view.topicsRemark];
  const articles = view.institutions.map(
    ({ title, url, note }) => `- ${title} (${note})${url === null ? "" : `\n  ${url}`}`,
  );
  return `${[
    view.masthead,
    [view.title, ...(view.upTo === null ? [] : [view.upTo])].join("\n"),
    view.lead.map(({ label, sentence }) => `${label}: ${sentence}`).join("\n"),
    part(say.hotSpots, spots.length === 0 ? [say.noHotSpots] : spots),
    part(say.topics, topics),
    part(say.places, [say.placesNote, ...view.places.map(({ name, step }) => `- ${name}: ${step}`)]),
    part(say.institutions, articles.length === 0 ? [say.noInstitutions] : articles),
    part(say.hearing, view.hearing),
    part(say.method, view.method),
    `${say.openPortal}: ${view.portalUrl}`,
    `--\n${words.alert.promise}`,
  ].join("\n\n")}\n`;
}
