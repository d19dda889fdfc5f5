import { type Html, html } from "../mail/html.ts";
import {
  BODY_TEXT,
  bottomSpace,
  button,
  COLOURS,
  headline,
  layout,
  lines,
  link,
  paragraph,
  quiet,
  row,
  section,
} from "../mail/layout.ts";
import type { MailWords } from "../mail/words.ts";
import type { DigestView, SpotGroup, SpotLine } from "./digest-view.ts";

const SHAPES: Readonly<Record<SpotLine["level"], string>> = { watch: "○", alert: "▲", high: "◆" };

/** The digest as one HTML page: the same for the mail and the file. */
export function renderDigestHtml(view: DigestView, words: MailWords): string {
  const say = words.digest;
  return layout({
    language: words.language,
    title: view.title,
    preview: view.lead.map(({ sentence }) => sentence).join(" "),
    masthead: view.masthead,
    body: [
      row(headline(view.title), { top: 24 }),
      ...(view.upTo === null ? [] : [row(quiet(view.upTo), { top: 4 })]),
      row(lead(view), { top: 12 }),
      section(say.hotSpots, view.spots.length === 0 ? paragraph(say.noHotSpots) : view.spots.map(spotGroup)),
      section(say.topics, topics(view, words)),
      section(say.places, [quiet(say.placesNote), places(view)]),
      section(say.institutions, institutions(view, words)),
      section(
        say.hearing,
        view.hearing.map((line) => paragraph(line)),
      ),
      row(button(say.openPortal, view.portalUrl), { top: 16 }),
      section(
        say.method,
        view.method.map((line) => quiet(line)),
      ),
      bottomSpace,
    ],
    footer: [words.alert.promise],
  });
}

function lead(view: DigestView): Html {
  const rows = view.lead.map(
    ({ label, sentence }, index) =>
      html`<tr><td valign="top" width="128" style="width:128px;padding:8px 12px 8px 0;border-top:1px solid ${COLOURS.hairline};font-size:14px;line-height:24px;color:${COLOURS.quiet}">${label}</td><td valign="top" style="padding:8px 0;border-top:1px solid ${COLOURS.hairline};${BODY_TEXT};font-weight:${index === 0 ? 600 : 400}">${sentence}</td></tr>`,
  );
  return html`<table width="100%" cellpadding="0" cellspacing="0" border="0" style="border-collapse:collapse">${rows}</table>`;
}

function spotGroup(group: SpotGroup): Html {
  const rows = group.lines.map(
    (line) =>
      html`<tr><td valign="top" width="22" style="width:22px;padding:0 0 8px;font-size:16px;line-height:24px;color:${COLOURS[line.level]}">${SHAPES[line.level]}</td><td valign="top" style="padding:0 0 8px;${BODY_TEXT}">${link(line.sentence, line.url)}<br><span style="font-size:14px;line-height:21px;color:${COLOURS.quiet}">${line.detail}</span></td></tr>`,
  );
  return html`<h3 style="margin:8px 0 4px;font-size:14px;line-height:21px;font-weight:600;color:${COLOURS.quiet}">${group.title}</h3><table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">${rows}</table>${group.more === null ? null : quiet(group.more)}`;
}

function topics(view: DigestView, words: MailWords): readonly Html[] {
  if (view.topicsRemark !== null) return [paragraph(view.topicsRemark)];
  const part = (title: string, items: readonly string[], mark: string): readonly Html[] =>
    items.length === 0
      ? []
      : [
          html`<h3 style="margin:8px 0 4px;font-size:14px;line-height:21px;font-weight:600;color:${COLOURS.quiet}">${title}</h3>`,
          lines(items, mark),
        ];
  return [
    quiet(words.digest.topicsNote),
    ...part(words.digest.above, view.above, "↑"),
    ...part(words.digest.below, view.below, "↓"),
  ];
}

/** Five boxes and a word: the filled one says where the commune stands against itself. */
function places(view: DigestView): Html {
  const rows = view.places.map(({ name, step, level }) => {
    const boxes = [0, 1, 2, 3, 4].map(
      (index) =>
        html`<td width="14" height="12" style="width:14px;height:12px;font-size:0;line-height:0;border:1px solid ${COLOURS.hairline};background:${index === level ? COLOURS.accent : "#FFFFFF"}">&nbsp;</td>`,
    );
    const scale = html`<table role="presentation" cellpadding="0" cellspacing="2" border="0"><tr>${boxes}</tr></table>`;
    return html`<tr><td style="padding:6px 8px 6px 0;border-top:1px solid ${COLOURS.hairline};${BODY_TEXT}">${name}</td><td width="96" style="width:96px;padding:6px 8px;border-top:1px solid ${COLOURS.hairline}">${scale}</td><td style="padding:6px 0;border-top:1px solid ${COLOURS.hairline};font-size:14px;line-height:21px">${step}</td></tr>`;
  });
  return html`<table width="100%" cellpadding="0" cellspacing="0" border="0" style="border-collapse:collapse">${rows}</table>`;
}

function institutions(view: DigestView, words: MailWords): Html {
  if (view.institutions.length === 0) return paragraph(words.digest.noInstitutions);
  const items = view.institutions.map(
    ({ title, url, note }) => html`${link(title, url)} <span style="color:${COLOURS.quiet}">· ${note}</span>`,
  );
  return lines(items, "–", COLOURS.quiet);
}
